import pg from 'pg'
import { readView } from '../../../src/understand/alike/view.ts'
import { makeContentSealer } from '../../../src/vault/content.ts'
import { readContentKeys } from '../../../src/vault/content-keys.ts'
import { tipViewRecord } from '../../../src/vault/records.ts'
import type { Told } from './stream.ts'

/** The same tips in the open, as Postgres' own index of likeness finds them: what G10 is measured against. */
export interface Trigrams {
  /** Milliseconds, and whom it found. */
  look(told: Told): Promise<{ ms: number; found: string[] }>
  close(): Promise<void>
}

/**
 * The fastest of those tried at which no near copy was missed: at a million 12.5 s a question at 0.3, which is what
 * pg_trgm takes by itself, 1.7 s at 0.5, 1.3 s at 0.6.
 */
const LIKENESS_MIN = 0.6
const AT_ONCE = 10_000
/** As many as a look-up opens. */
const LIMIT = 24

export async function openTrigrams(url: string, keysFolder: string): Promise<Trigrams> {
  const content = makeContentSealer(await readContentKeys(keysFolder))
  // A setting of each connection: the pool opens another one after a pause.
  const options = `-c pg_trgm.similarity_threshold=${LIKENESS_MIN}`
  const pool = new pg.Pool({ connectionString: url, max: 1, options })
  pool.on('error', () => {})
  await pool.query('create extension pg_trgm; create unlogged table texts (tip_id text, words text)')
  for (let from = 1; ; from += AT_ONCE) {
    const { rows } = await pool.query<{ id: string; body: Buffer }>(
      'select tip_id as id, body from tip_views where number between $1 and $2',
      [from, from + AT_ONCE - 1],
    )
    if (rows.length === 0) break
    const texts = rows.map(({ id, body }) => readView(content.open(tipViewRecord(id), body)).words.join(' '))
    await pool.query('insert into texts select * from unnest($1::text[], $2::text[])', [
      rows.map(({ id }) => id),
      texts,
    ])
  }
  await pool.query("set maintenance_work_mem = '512MB'")
  await pool.query('create index texts_index on texts using gin (words gin_trgm_ops)')
  await pool.query('vacuum (analyze) texts')
  return {
    async look(told) {
      const startMs = performance.now()
      const { rows } = await pool.query<{ id: string }>(
        'select tip_id as id from texts where words % $1 order by similarity(words, $1) desc limit $2',
        [told.view.words.join(' '), LIMIT],
      )
      return { ms: performance.now() - startMs, found: rows.map(({ id }) => id) }
    },
    close: () => pool.end(),
  }
}
