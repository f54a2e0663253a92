import pg from 'pg'
import { migrate } from '../../../src/storage/migrate.ts'
import { readAllRolePasswords } from '../../../src/vault/keys.ts'
import type { Environment } from '../environment.ts'
import { startProcess } from '../processes.ts'
import { BATCH, type FillOrder } from './fill.ts'

const WEEK_MS = 7 * 24 * 60 * 60_000
/** A part of the index is emptied two weeks before its turn comes again: five weeks and what there is of the sixth are there. */
const WEEKS = 6
const START_MS = Math.floor(Date.parse('2026-10-15T00:00:00Z') / WEEK_MS) * WEEK_MS
/** The moment of all look-ups: four days into the last week. */
export const NOW_MS = START_MS + 5 * WEEK_MS + 4 * 24 * 60 * 60_000
/** As many as there are cores on the smallest machine. */
const PROCESSES = 2

/** A database of its own with so many tips in the index, each week as full as the others. */
export async function fillDatabase(environment: Environment, name: string, tips: number): Promise<string> {
  const url = new URL(environment.ownerUrl)
  url.pathname = `/${name}`
  await environment.query(`create database ${name}`)
  await migrate({ ownerUrl: url.href, passwords: await readAllRolePasswords(environment.keysFolder) })
  const orders = planWeeks(tips)
  await Promise.all(
    Array.from({ length: PROCESSES }, async () => {
      const filler = await startProcess(new URL('./fill-main.ts', import.meta.url))
      try {
        for (let order = orders.shift(); order !== undefined; order = orders.shift()) {
          await filler.ask({ url: url.href, keysFolder: environment.keysFolder, order })
        }
      } finally {
        await filler.stop()
      }
    }),
  )
  await settle(url.href)
  return url.href
}

function planWeeks(tips: number): FillOrder[] {
  const perMs = tips / (NOW_MS - START_MS)
  let first = 1
  return Array.from({ length: WEEKS }, (_, week) => {
    const fromMs = START_MS + week * WEEK_MS
    const toMs = Math.min(fromMs + WEEK_MS, NOW_MS)
    const isLast = week === WEEKS - 1
    // Calls of `addTraces` end with the week.
    const share = Math.round(((toMs - fromMs) * perMs) / BATCH) * BATCH
    const count = isLast ? tips + 1 - first : share
    const order = { seed: week + 1, fromMs, toMs, count, first }
    first += count
    return order
  })
}

/** As a database that has stood for a while: nothing half written, nothing to clear, and counts of what there is. */
async function settle(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('vacuum (analyze)')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

/** Bytes on disk, with their own indexes. */
export interface Disk {
  traces: number
  views: number
  /** Of the views what is sealed. */
  bodies: number
}

export async function measureDisk(client: pg.Client): Promise<Disk> {
  const { rows } = await client.query<{ traces: string; views: string; bodies: string }>(
    `select (select sum(pg_total_relation_size(relid)) from pg_partition_tree('tip_traces')) as traces,
       pg_total_relation_size('tip_views') as views, (select sum(pg_column_size(body)) from tip_views) as bodies`,
  )
  const [row] = rows
  return { traces: Number(row?.traces), views: Number(row?.views), bodies: Number(row?.bodies) }
}
