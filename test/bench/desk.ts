import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { findBotId } from '../../bots/bot-id.ts'
import { readPeppers } from '../../src/vault/keys.ts'
import { makePseudonyms } from '../../src/vault/pseudonyms.ts'
import { type Bench, type Engine, sendLoad, startWorker, waitUntil, waitUntilDrained } from './bench.ts'
import { openDesk } from './desk-page.ts'
import { OFFICER } from './environment.ts'
import type { Figures } from './figures.ts'
import { percentile } from './statistics.ts'

const PER_SECOND = 100
const WARM_UP = 50
/** Danger at a place of the officer's own unit: it is filed at once and stands on top of the inbox. */
const TEXT = 'Cứu với, có người đang cầm dao đuổi chém nhau trước quán nhậu, phường Bến Thành, Thành phố Hồ Chí Minh'
const PAGE = new URL('../../src/web/static/desk-live.js', import.meta.url)

/**
 * G7 with real understanding and stages: from the moment a message is due to leave the generator to its tip in the
 * rows the desk's page has fetched. As the page does it, and for comparison without the page's pause between two fetches.
 */
export async function measureDesk(bench: Bench, engine: Engine, figures: Figures): Promise<void> {
  const coalesceMs = Number(/COALESCE_MS = (\d+)/.exec(await readFile(PAGE, 'utf8'))?.[1] ?? 0)
  for (let round = 0; round < bench.sizes.rounds; round++) {
    for (const gapMs of new Set([coalesceMs, 0])) {
      const { noticed, visible } = await watch(bench, engine, gapMs)
      const isPage = gapMs === coalesceMs
      const who = isPage ? 'visible on the page' : 'visible to a page that does not pause'
      figures.add(
        { goal: 'G7', what: `created to ${who}: p50`, engine, unit: 'ms', wanted: isPage ? { most: 50 } : null },
        percentile(visible, 0.5),
      )
      figures.add(
        { goal: 'G7', what: `created to ${who}: p99`, engine, unit: 'ms', wanted: isPage ? { most: 150 } : null },
        percentile(visible, 0.99),
      )
      if (!isPage) continue
      figures.add(
        { goal: 'G7', what: 'created to notice: p50', engine, unit: 'ms', wanted: null },
        percentile(noticed, 0.5),
      )
      figures.add(
        { goal: 'G7', what: 'created to notice: p99', engine, unit: 'ms', wanted: null },
        percentile(noticed, 0.99),
      )
      bench.log(
        `desk on ${engine}, round ${round + 1}: notice p50 ${percentile(noticed, 0.5).toFixed(0)} ms, page p50 ${percentile(visible, 0.5).toFixed(0)} ms`,
      )
    }
  }
}

/** Milliseconds of each tip until the notice, and until it was among fetched rows; infinite where that never was. */
async function watch(bench: Bench, engine: Engine, gapMs: number): Promise<{ noticed: number[]; visible: number[] }> {
  const { environment, sizes, web } = bench
  await environment.empty()
  const worker = await startWorker(bench, engine, 'on')
  const desk = await openDesk(web.readyWith, OFFICER, gapMs)
  try {
    await sendLoad(bench, { count: WARM_UP, connections: 4, text: TEXT })
    await waitUntilDrained(bench)
    const sent = await sendLoad(bench, {
      ratePerSecond: PER_SECOND,
      count: sizes.watched,
      text: TEXT,
      wantsStarts: true,
    })
    await waitUntilDrained(bench)
    const tips = await findTips(bench, sent.first, sizes.watched)
    await waitUntil(sizes.patienceMs, async () => tips.every((tip) => tip !== null && desk.noticedMs.has(tip)))
    // The page's last fetch is still to come.
    await pause(2 * gapMs)
    const since = (times: ReadonlyMap<string, number>): number[] =>
      tips.map((tip, at) => (times.get(tip ?? '') ?? Number.POSITIVE_INFINITY) - (sent.startsMs[at] ?? 0))
    return { noticed: since(desk.noticedMs), visible: since(desk.visibleMs) }
  } finally {
    await desk.close()
    await worker.stop()
  }
}

/** The tip that each update became, in their order; found as intake finds a redelivery, by the keyed name of the update. */
async function findTips({ environment }: Bench, first: number, count: number): Promise<(string | null)[]> {
  const pseudonyms = makePseudonyms(await readPeppers(environment.keysFolder))
  const botId = findBotId(environment.env.TELEGRAM_BOT_TOKEN ?? '')
  const rows = await environment.query<{ update_key: Buffer; tip_id: string | null }>(
    'select update_key, tip_id from events',
  )
  const tipOf = new Map(rows.map((row) => [row.update_key.toString('hex'), row.tip_id]))
  return Array.from({ length: count }, (_, at) => {
    const key = pseudonyms.update('telegram', botId, String(first + at))
    return tipOf.get(key.toString('hex')) ?? null
  })
}
