import { expect, it } from 'vitest'
import { keysOf } from '../../src/flow/link-read.ts'
import { saveTipViews } from '../../src/storage/tip-views.ts'
import { readView } from '../../src/understand/alike/view.ts'
import { makeContentSealer } from '../../src/vault/content.ts'
import { makePseudonyms } from '../../src/vault/pseudonyms.ts'
import { tipViewRecord } from '../../src/vault/records.ts'
import { BATCH, fillIndex } from '../bench/lookup/fill.ts'
import { fixedKeys, fixedPeppers } from '../support/keys.ts'
import { openWorld } from './world.ts'

const WEEK_MS = 7 * 24 * 60 * 60_000
const WEEK_START_MS = Math.floor(Date.parse('2026-11-19T00:00:00Z') / WEEK_MS) * WEEK_MS
const ORDER = { seed: 5, fromMs: WEEK_START_MS, toMs: WEEK_START_MS + 3 * 60 * 60_000, count: 710, first: 1 }

const world = await openWorld()
const content = makeContentSealer(fixedKeys())
const { token: nameToken } = makePseudonyms(fixedPeppers())

const VIEWS = `select v.number, v.tip_id, v.tip_version, v.at, v.slot, v.keys, octet_length(v.body) as bytes, v.body from tip_views v order by v.number`
const TRACES = `select slot, bucket, entries from tip_traces order by slot, bucket`

it('what the bench fills in bulk is what linking would have saved, view for view and entry for entry', async () => {
  await fillIndex(world.database.url, { content, nameToken }, ORDER)
  const views = await world.query<{ number: number; tip_id: string; at: Date; keys: number[]; body: Buffer }>(VIEWS)
  const traces = await world.query<{ entries: Buffer }>(TRACES)
  expect(views.length).toBe(ORDER.count)
  // Of what everybody has, something was trimmed: else this would compare too little.
  expect(traces.reduce((sum, row) => sum + row.entries.length, 0)).toBeLessThan(
    views.reduce((sum, row) => sum + row.keys.length, 0) * 8,
  )

  await world.query('truncate tip_traces')
  await world.query('truncate tip_views restart identity')
  for (let from = 0; from < views.length; from += BATCH) {
    const batch = views.slice(from, from + BATCH).map(({ tip_id, at, body }) => {
      const view = content.open(tipViewRecord(tip_id), body)
      return { tipId: tip_id, tipVersion: 1, at, keys: keysOf({ nameToken }, readView(view)), body }
    })
    await world
      .as('worker')
      .transaction()
      .execute((tx) => saveTipViews(tx, batch))
  }
  expect(await world.query(VIEWS)).toEqual(views)
  expect(await world.query(TRACES)).toEqual(traces)
})
