import pg from 'pg'
import { UNPROVEN } from '../../../src/data/dispositions.ts'
import { findOthers, keysOf, type LookParts, reachOf } from '../../../src/flow/link-read.ts'
import { openPool } from '../../../src/storage/db.ts'
import { urlForRole } from '../../../src/storage/roles.ts'
import { readView } from '../../../src/understand/alike/view.ts'
import { makeContentSealer } from '../../../src/vault/content.ts'
import { readContentKeys } from '../../../src/vault/content-keys.ts'
import { readPeppers, readRolePasswords } from '../../../src/vault/keys.ts'
import { makePseudonyms } from '../../../src/vault/pseudonyms.ts'
import { tipViewRecord } from '../../../src/vault/records.ts'
import { mulberry32 } from '../../support/random.ts'
import { NOW_MS } from './database.ts'
import { type Told, tellOne } from './stream.ts'

/** One index and who looks into it, as the worker does. */
export interface Looker {
  /** Tips to come, some of them after what is there. */
  asking: readonly Told[]
  /** Everything that a tip is compared with, found and opened. Milliseconds, and whom it found. */
  look(told: Told): Promise<{ ms: number; found: string[] }>
  /** The same rows by bare statements on their indexes, nothing ranked or opened. Milliseconds. */
  lookBare(told: Told, found: readonly string[]): Promise<number>
  close(): Promise<void>
}

/** Of whom new tips may tell again: the last so many, and so many of them. */
const LAST = 0.25
const ORIGINALS = 400

export async function openLooker(url: string, keysFolder: string, count: number): Promise<Looker> {
  const content = makeContentSealer(await readContentKeys(keysFolder))
  const { token: nameToken } = makePseudonyms(await readPeppers(keysFolder))
  const parts: LookParts = { content, nameToken, unproven: UNPROVEN }
  const worker = urlForRole(url, 'worker', await readRolePasswords(keysFolder))
  const pool = openPool(worker, { size: 1, name: 'bench' })
  const bare = new pg.Pool({ connectionString: worker, max: 1 })
  bare.on('error', () => {})
  const originals = await readOriginals(bare, content)
  const next = mulberry32(7)
  const asking = Array.from({ length: count }, (_, at) => tellOne(next, originals, NOW_MS + at * 100))
  return {
    asking,
    async look(told) {
      const tip = { id: told.id, conversationId: told.conversationId, receivedAt: new Date(told.view.at) }
      const startMs = performance.now()
      const keys = new Map([[told.id, keysOf(parts, told.view)]])
      const others = await findOthers(parts, pool.db, [tip], keys, new Map())
      const ms = performance.now() - startMs
      return { ms, found: (others.get(told.id) ?? []).map(({ tipId }) => tipId) }
    },
    async lookBare(told, found) {
      const buckets = keysOf(parts, told.view).map((key) => key & (2 ** 19 - 1))
      const { slots } = reachOf([{ receivedAt: new Date(told.view.at) }], UNPROVEN)
      const startMs = performance.now()
      const text = 'select entries from tip_traces where slot = any($1::smallint[]) and bucket = any($2::integer[])'
      await bare.query({ name: 'traces', text, values: [slots, buckets] })
      await bare.query({ name: 'views', text: 'select body from tip_views where tip_id = any($1)', values: [found] })
      return performance.now() - startMs
    },
    async close() {
      await Promise.all([pool.close(), bare.end()])
    },
  }
}

async function readOriginals(pool: pg.Pool, content: LookParts['content']): Promise<Told[]> {
  const { rows } = await pool.query<{ id: string; conversation: string; body: Buffer }>(
    `select v.tip_id as id, t.conversation_id as conversation, v.body
     from (select max(number) as top from tip_views) m
     cross join generate_series(1, $1::integer) n
     join tip_views v on v.number = m.top - floor(m.top * $2::float * n / $1)::integer
     join tips t on t.id = v.tip_id`,
    [ORIGINALS, LAST],
  )
  return rows.map(({ id, conversation, body }) => ({
    id,
    conversationId: conversation,
    view: readView(content.open(tipViewRecord(id), body)),
    copyOf: null,
  }))
}
