import { z } from 'zod'
import { urlForRole } from '../../src/storage/roles.ts'
import { readRolePasswords } from '../../src/vault/keys.ts'
import {
  type Bench,
  countTriaged,
  type Engine,
  perItem,
  rateOf,
  readParts,
  sendLoad,
  startWorker,
  sumOf,
  waitUntil,
  waitUntilDrained,
} from './bench.ts'
import { measureBurst } from './burst.ts'
import type { Figures } from './figures.ts'
import { startProcess } from './processes.ts'

/** So that no first call of anything is measured. */
const WARM_UP = 200

/**
 * G4, G5, G6 and G12 on one engine: from the webhook to the unit's inbox with understanding and stages left out. Each
 * message is answered "danger now", so that it files a tip by itself; its two answers go out to nobody, at once.
 */
export async function measurePath(
  bench: Bench,
  engine: Engine,
  goals: ReadonlySet<string>,
  figures: Figures,
): Promise<void> {
  for (let round = 0; round < bench.sizes.rounds; round++) {
    const alone = await measureBacklog(bench, engine, goals, figures)
    const { environment, sizes } = bench
    await environment.empty()
    const worker = await startWorker(bench, engine, 'off')
    try {
      await sendLoad(bench, { count: WARM_UP })
      await waitUntilDrained(bench)
      const before = await readParts(bench, worker)
      const startMs = Date.now()
      const sent = await sendLoad(bench, { count: sizes.tips, durationMs: sizes.patienceMs })
      const wanted = WARM_UP + sent.accepted
      await waitUntil(sizes.patienceMs, async () => (await countTriaged(bench)).count >= wanted)
      const { count, lastMs } = await countTriaged(bench)
      const triaged = count - WARM_UP
      const untilTriaged = perItem(before, await readParts(bench, worker), triaged)
      const isDrained = await waitUntilDrained(bench)
      const untilDrained = perItem(before, await readParts(bench, worker), (await countTriaged(bench)).count - WARM_UP)
      const rate = triaged / ((lastMs - startMs) / 1_000)

      const plain = { engine, wanted: null } as const
      figures.add(
        { goal: 'G4', what: 'accepted to triaged, of ingest alone', engine, unit: 'times', wanted: { least: 0.8 } },
        rate / alone,
      )
      figures.add({ ...plain, goal: 'G4', what: 'ingest alone', unit: '/s' }, alone)
      figures.add({ ...plain, goal: 'G4', what: 'accepted to triaged', unit: '/s' }, rate)
      // Below 1 the line fell behind for good, and what the rest has cost so far is counted with these.
      figures.add({ ...plain, goal: 'G4', what: 'share triaged in time', unit: 'times' }, triaged / sent.accepted)
      figures.add(
        { goal: 'G5', what: 'CPU a tip, its two answers included', engine, unit: 'us', wanted: { most: 200 } },
        sumOf(untilDrained),
      )
      figures.add(
        { ...plain, goal: 'G5', what: 'CPU a tip until the last is triaged', unit: 'us' },
        sumOf(untilTriaged),
      )
      for (const part of ['web', 'worker', 'postgres', 'redis'] as const) {
        figures.add(
          { ...plain, goal: 'G5', what: `CPU a tip until the last is triaged: ${part}`, unit: 'us' },
          untilTriaged[part],
        )
      }
      bench.log(
        `path on ${engine}, round ${round + 1}: ${rate.toFixed(0)} tips/s, ingest alone ${alone.toFixed(0)}/s, ${sumOf(untilDrained).toFixed(0)} us a tip`,
      )
      if (goals.has('G12')) await measureBurst(bench, engine, isDrained ? rate : Number.NaN, figures)
    } finally {
      await worker.stop()
    }
  }
}

/** Ingest without a worker, and then a worker on what it left. Answers messages a second of the first. */
async function measureBacklog(
  bench: Bench,
  engine: Engine,
  goals: ReadonlySet<string>,
  figures: Figures,
): Promise<number> {
  const { environment, sizes } = bench
  await environment.empty()
  const sent = await sendLoad(bench, { count: sizes.tips, durationMs: sizes.patienceMs })
  if (!goals.has('G6')) return rateOf(sent)
  const jobsPerSecond = await measureNothing(bench, engine)
  const worker = await startWorker(bench, engine, 'off')
  try {
    const startMs = Date.now()
    await waitUntil(sizes.patienceMs, async () => (await countTriaged(bench)).count >= sent.accepted)
    const { count, lastMs } = await countTriaged(bench)
    const tipsPerSecond = count / ((lastMs - startMs) / 1_000)
    figures.add(
      {
        goal: 'G6',
        what: "tips triaged of a backlog, of BullMQ's jobs that do nothing",
        engine,
        unit: 'times',
        wanted: { least: 3 },
      },
      tipsPerSecond / jobsPerSecond,
    )
    figures.add({ goal: 'G6', what: 'tips triaged of a backlog', engine, unit: '/s', wanted: null }, tipsPerSecond)
    figures.add({ goal: 'G6', what: 'BullMQ jobs that do nothing', engine, unit: '/s', wanted: null }, jobsPerSecond)
  } finally {
    await worker.stop()
  }
  return rateOf(sent)
}

const answer = z.object({ perSecond: z.number() })

async function measureNothing({ environment, sizes }: Bench, engine: Engine): Promise<number> {
  const passwords = await readRolePasswords(environment.keysFolder)
  const url = engine === 'redis' ? environment.redis.url : urlForRole(environment.ownerUrl, 'worker', passwords)
  const queue = await startProcess(new URL('./queue-main.ts', import.meta.url))
  try {
    return answer.parse(await queue.ask({ engine, url, jobs: sizes.jobs })).perSecond
  } finally {
    await queue.stop()
  }
}
