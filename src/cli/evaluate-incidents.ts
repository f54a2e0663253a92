import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { Config } from '../config.ts'
import { makePlaceResolver } from '../gazetteer/resolve.ts'
import { makeSeedRelease } from '../gazetteer/seed.ts'
import { makeViewOf } from '../gazetteer/view-of.ts'
import { evaluateIncidents, writeIncidents } from '../reports/incidents/evaluate-incidents.ts'
import type { Likeness } from '../reports/incidents/peers.ts'
import { PAIR_MODEL } from '../understand/alike/in-use.ts'
import { readIncidentSet } from '../understand/alike/incident-set.ts'
import type { Model } from '../understand/model/model.ts'
import { readReleaseFolder } from './gazetteer-folder.ts'
import { withThrowawayDatabase } from './throwaway-database.ts'

/** Frozen: never read while likeness is being mended. */
const TEST_SET = path.resolve(import.meta.dirname, '../../corpus/test/incidents.jsonl')

/** The figures of incidents: prints them and answers the exit code. */
export async function evaluateIncidentSet(asked: {
  config: Config
  /** Null where rules alone judge. */
  model: Model | null
  /** Any gazetteer; that of a fresh installation if left out. */
  folder: string | undefined
  setFile: string | undefined
  jsonFile: string | undefined
  markdownFile: string | undefined
}): Promise<number> {
  const release =
    asked.folder === undefined ? makeSeedRelease().release : await readReleaseFolder(asked.folder, undefined)
  const figures = await evaluateIncidents({
    lines: readIncidentSet(await readFile(asked.setFile ?? TEST_SET, 'utf8')),
    viewOf: makeViewOf(asked.model, makePlaceResolver(release)),
    model: PAIR_MODEL,
    trigrams: (texts) => compareTrigrams(asked.config, texts),
    now: () => performance.now(),
  })
  const text = writeIncidents(figures)
  process.stdout.write(text)
  if (asked.jsonFile !== undefined) await writeFile(asked.jsonFile, `${JSON.stringify(figures, null, 2)}\n`)
  if (asked.markdownFile !== undefined) await writeFile(asked.markdownFile, text)
  return 0
}

/** Every two of these texts, as pg_trgm of a database of its own compares them. */
async function compareTrigrams(config: Config, texts: readonly string[]): Promise<Likeness> {
  const rows = await withThrowawayDatabase(config, async (url) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query('create extension if not exists pg_trgm')
      const found = await client.query<{ likeness: number[] }>(
        `with t as (select * from unnest($1::text[]) with ordinality as t (text, number))
         select array_agg(similarity(a.text, b.text) order by b.number) as likeness
         from t a cross join t b group by a.number order by a.number`,
        [texts],
      )
      return found.rows
    } finally {
      await client.end()
    }
  })
  return (i, j) => rows[i]?.likeness[j] ?? 0
}
