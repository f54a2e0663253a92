import { setTimeout as pause } from 'node:timers/promises'
import type { FakeTelegram } from '../support/fake-telegram.ts'
import { copyOf, otherOf } from './copied-words.ts'
import { countAnswers, pour, shareOf, spread } from './flood-pour.ts'
import type { System } from './system.ts'

/** Other tips a second, before the flood and all through it. */
const OTHERS_PER_SECOND = 2
const QUIET_SECONDS = 20
const DRAIN_MAX_MS = 15 * 60_000
/** How much later others may be triaged than without the flood (issue 7, figures to reach). */
const DELAY_MAX_MS = 2_000

/**
 * One message passed on by so many people in so many seconds, each time a little changed, while other tips trickle in.
 * Answers whether everything was accepted, the copies became one incident, and the others waited at most
 * {@link DELAY_MAX_MS} longer than without the flood.
 */
export async function floodWithCopies(
  telegram: FakeTelegram,
  system: System,
  order: { count: number; seconds: number; log: (line: string) => void },
): Promise<boolean> {
  const { count, seconds, log } = order
  const calm = OTHERS_PER_SECOND * QUIET_SECONDS
  await pour(telegram, system.address, { total: calm, rate: OTHERS_PER_SECOND, wordsOf: otherOf })
  await drain(system, calm)
  const calmMs = (await waitsOfOthers(system)).toSorted((a, b) => a - b)
  log(`${calm} other tips alone, triaged after: ${spread(calmMs)}`)

  const [flood, others] = await Promise.all([
    pour(telegram, system.address, { total: count, rate: count / seconds, wordsOf: copyOf }),
    pour(telegram, system.address, {
      total: OTHERS_PER_SECOND * seconds,
      rate: OTHERS_PER_SECOND,
      wordsOf: (at) => otherOf(calm + at),
    }),
  ])
  const answers = countAnswers([...flood.posted, ...others.posted])
  log(`${count} copies poured in ${(flood.tookMs / 1_000).toFixed(1)} s, answers ${JSON.stringify(answers)}`)
  const sinceMs = performance.now()
  const total = calm + count + others.posted.length
  const triaged = await drain(system, total)
  log(`triaged ${triaged} of ${total}, the last ${secondsSince(sinceMs)} s after the flood`)
  const linked = await drainLinks(system)
  log(`linked, the last ${secondsSince(sinceMs)} s after the flood`)

  const sizes = await system.query<{ size: number }>(
    'select count(*)::integer as size from incident_members group by incident_id order by size desc',
  )
  const [largest = 0] = sizes.map(({ size }) => size)
  log(`incidents: ${sizes.length}, the largest of ${largest} voices`)
  const floodedMs = await waitsOfOthers(system)
  log(`${floodedMs.length} other tips in all, triaged after: ${spread(floodedMs)}`)
  const delayMs = shareOf(floodedMs, 1) - shareOf(calmMs, 0.5)
  log(`the longest of them ${Math.round(delayMs)} ms longer than half of those without the flood`)
  const isAccepted = answers[200] === count + others.posted.length
  return isAccepted && triaged === total && linked && largest === count && delayMs <= DELAY_MAX_MS
}

/** Milliseconds from when each tip that belongs to no great incident was told to when it was triaged. */
async function waitsOfOthers(system: System): Promise<number[]> {
  const rows = await system.query<{ ms: number }>(`
    select (extract(epoch from t.triaged_at - t.received_at) * 1000)::float8 as ms
    from tips t left join incident_members m on m.tip_id = t.id
    where t.triaged_at is not null
      and (m.incident_id is null or (select count(*) from incident_members o where o.incident_id = m.incident_id) < 50)`)
  return rows.map(({ ms }) => ms)
}

async function drain(system: System, total: number): Promise<number> {
  const count = async (): Promise<number> =>
    (await system.query<{ n: number }>('select count(*)::integer as n from tips where triaged_at is not null'))[0]?.n ??
    0
  const startMs = performance.now()
  let triaged = await count()
  while (triaged < total && performance.now() - startMs < DRAIN_MAX_MS) {
    await pause(500)
    triaged = await count()
  }
  return triaged
}

/** False where links are still waiting at the end. */
async function drainLinks(system: System): Promise<boolean> {
  const startMs = performance.now()
  for (;;) {
    const [row] = await system.query<{ n: number }>(
      "select count(*)::integer as n from outbox where topic = 'link' and parked_at is null",
    )
    if (row?.n === 0) return true
    if (performance.now() - startMs > DRAIN_MAX_MS) return false
    await pause(500)
  }
}

function secondsSince(startMs: number): string {
  return ((performance.now() - startMs) / 1_000).toFixed(0)
}
