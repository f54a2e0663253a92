import pg from 'pg'
import type { Config } from '../config.ts'
import { findArchiveFailure } from '../storage/base-backup.ts'
import { readRecord } from './backup/record.ts'

/** As the findings of `doctor`, for one of which this is the whole. */
interface Finding {
  state: 'ok' | 'warning' | 'broken'
  detail: string
  mend?: string
}

/** A day, and the hour by which a daily timer may be late. */
const FRESH_HOURS = 25

/** When backups were last made, and whether the embedded server's log still reaches its archive. */
export async function checkBackup(config: Config, ownerUrl: string, now = Temporal.Now.instant()): Promise<Finding> {
  const broken = config.databaseAddress === null ? await checkArchive(ownerUrl) : null
  if (broken) return broken
  const record = await readRecord(config.home)
  if (!record) {
    return {
      state: 'warning',
      detail: 'none was ever made here',
      mend: 'Run "npx tinbao backup keygen --out FILE", then "npx tinbao backup --to FOLDER" daily; see the README.',
    }
  }
  const hours = Math.floor(now.since(Temporal.Instant.from(record.dataAt)).total('hours'))
  const detail = `the last ${hours} h ago, in ${record.folder}`
  if (hours < FRESH_HOURS) return { state: 'ok', detail }
  return { state: 'warning', detail, mend: 'Does its timer still run? "npx tinbao backup --to FOLDER" makes one now.' }
}

async function checkArchive(ownerUrl: string): Promise<Finding | null> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  // Told by the statement under way.
  client.on('error', () => {})
  try {
    await client.connect()
    const failure = await findArchiveFailure(client)
    if (!failure) return null
    return {
      state: 'broken',
      detail: `segment ${failure.segment ?? ''} of the log cannot be archived, and the log grows until it can`,
      mend: 'Is the disk full, or <home>/wal closed to the account of Postgres? Its words stand in postgres.log.',
    }
  } catch {
    return { state: 'broken', detail: 'the archive of the log cannot be looked at' }
  } finally {
    await client.end().catch(() => {})
  }
}
