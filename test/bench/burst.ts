import { setTimeout as pause } from 'node:timers/promises'
import { type Bench, countTriaged, type Engine, sendLoad, waitUntil } from './bench.ts'
import type { Figures } from './figures.ts'

/** No worker keeps pace with a higher share of what it was measured at, and a growing backlog is no steady state. */
const STEADY_SHARE = 0.5
const MEMORY_LOOK_MS = 50

/**
 * G12, on a worker that has nothing to do: a steady half of the whole path's rate, then a burst as fast as 128
 * connections are answered. `pathRate`: tips a second of G4, NaN when that left a backlog; then nothing is compared.
 */
export async function measureBurst(bench: Bench, engine: Engine, pathRate: number, figures: Figures): Promise<void> {
  const { sizes } = bench
  const note = (
    what: string,
    unit: 'times' | 'ms' | '/s' | 'bytes',
    value: number,
    wanted: { least: number } | { most: number } | null = null,
  ): void => figures.add({ goal: 'G12', what, engine, unit, wanted }, value)
  const words = {
    p99: 'burst: acknowledgement p99, of steady',
    drain: 'burst: backlog drained, of accepted to triaged',
    memory: 'burst: Redis memory at the peak, a tip',
  }
  if (Number.isNaN(pathRate)) {
    note(words.p99, 'times', Number.NaN, { most: 3 })
    note(words.drain, 'times', Number.NaN, { least: 0.9 })
    if (engine === 'redis') note(words.memory, 'bytes', Number.NaN, { most: 400 })
    return
  }
  const steady = await sendLoad(bench, { ratePerSecond: pathRate * STEADY_SHARE, durationMs: sizes.steadyMs })
  const { count: before } = await countTriaged(bench)
  await waitUntil(sizes.patienceMs, async () => {
    const rows = await bench.environment.query('select 1 from outbox limit 1')
    return rows.length === 0
  })
  const memory = followMemory(bench)
  const burst = await sendLoad(bench, { count: sizes.burst, durationMs: sizes.patienceMs })
  const [{ count: atEnd }, endMs] = [await countTriaged(bench), Date.now()]
  const wanted = before + burst.accepted
  await waitUntil(sizes.patienceMs, async () => (await countTriaged(bench)).count >= wanted)
  const { count, lastMs } = await countTriaged(bench)
  const drained = (count - atEnd) / ((lastMs - endMs) / 1_000)
  note(words.p99, 'times', burst.refused > 0 ? Number.POSITIVE_INFINITY : burst.p99Ms / steady.p99Ms, { most: 3 })
  note('steady at half: acknowledgement p99', 'ms', steady.p99Ms)
  note('burst: acknowledgement p99', 'ms', burst.p99Ms)
  note(words.drain, 'times', drained / pathRate, { least: 0.9 })
  note('burst: backlog drained', '/s', drained)
  const bytes = await memory.stop()
  if (engine === 'redis') note(words.memory, 'bytes', bytes / burst.accepted, { most: 400 })
}

/** Follows how much more memory Redis holds than at the beginning; `stop` answers the most there was, in bytes. */
function followMemory({ environment }: Bench): { stop(): Promise<number> } {
  let isOver = false
  const follow = async (): Promise<number> => {
    const first = await readMemory(environment.redis)
    let most = first
    while (!isOver) {
      most = Math.max(most, await readMemory(environment.redis))
      await pause(MEMORY_LOOK_MS)
    }
    return most - first
  }
  const following = follow()
  return {
    stop() {
      isOver = true
      return following
    },
  }
}

async function readMemory(redis: { send(...command: string[]): Promise<unknown> }): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(String(await redis.send('INFO', 'memory')))?.[1] ?? Number.NaN)
}
