import { type Bench, perItem, rateOf, readParts, sendLoad, webhookOf } from './bench.ts'
import { readCpu } from './cpu.ts'
import type { Figures } from './figures.ts'
import { type Process, startProcess } from './processes.ts'
import { median, rotate } from './statistics.ts'

const SIDES = ['bare', 'ours', 'statement'] as const
type Side = (typeof SIDES)[number]

/**
 * G1, G2, G3 and G8: the Telegram webhook of the web process, without a worker, beside the bare limits on the same
 * Postgres, from the same generator, in turn.
 */
export async function measureIngest(bench: Bench, goals: ReadonlySet<string>, figures: Figures): Promise<void> {
  const bare = await startProcess(new URL('./bare-main.ts', import.meta.url), {
    BENCH_DATABASE_URL: bench.environment.ownerUrl,
  })
  try {
    await warmUp(bench, bare)
    for (let round = 0; round < bench.sizes.rounds; round++) {
      const rates = await measureRates(bench, bare, round, figures)
      figures.add(
        {
          goal: 'G1',
          what: 'ingest, of bare Hono and batched insert',
          engine: null,
          unit: 'times',
          wanted: { least: 0.8 },
        },
        rates.ours / rates.bare,
      )
      figures.add(
        { goal: 'G2', what: 'ingest, of one statement a request', engine: null, unit: 'times', wanted: { least: 2.5 } },
        rates.ours / rates.statement,
      )
      if (goals.has('G3')) await measureSingle(bench, bare, round, figures)
      if (goals.has('G8')) await measureHalf(bench, rates.ours / 2, figures)
      bench.log(
        `ingest, round ${round + 1}: ours ${rates.ours.toFixed(0)}/s, bare ${rates.bare.toFixed(0)}/s, one statement ${rates.statement.toFixed(0)}/s`,
      )
    }
  } finally {
    await bare.stop()
  }
}

const WARM_UP = { count: 2_000 }

async function warmUp(bench: Bench, bare: Process): Promise<void> {
  await bench.environment.empty()
  const ways = ['batched', 'single', 'statement'].map((way) => `${bare.readyWith}/${way}`)
  for (const url of [webhookOf(bench.web), ...ways]) {
    await sendLoad(bench, { ...WARM_UP, url })
  }
}

/** Messages a second of each side, in an order that changes from round to round. */
async function measureRates(
  bench: Bench,
  bare: Process,
  round: number,
  figures: Figures,
): Promise<Record<Side, number>> {
  const { environment, sizes } = bench
  const urls = {
    bare: `${bare.readyWith}/batched`,
    ours: webhookOf(bench.web),
    statement: `${bare.readyWith}/statement`,
  }
  const rates = { bare: 0, ours: 0, statement: 0 }
  const cpu = { bare: 0, ours: 0, statement: 0 }
  for (const side of rotate(SIDES, round)) {
    await environment.empty()
    const [partsBefore, bareBefore] = [await readParts(bench, null), await readCpu(bare.pid)]
    const sent = await sendLoad(bench, { url: urls[side], durationMs: sizes.loadMs })
    const used = perItem(partsBefore, await readParts(bench, null), sent.accepted)
    const bareUsed = ((await readCpu(bare.pid)) - bareBefore) / sent.accepted
    rates[side] = rateOf(sent)
    cpu[side] = used.postgres + (side === 'ours' ? used.web : bareUsed)
    const name = { bare: 'bare', ours: 'ours', statement: 'one statement' }[side]
    const plain = { goal: 'G1', engine: null, wanted: null } as const
    figures.add({ ...plain, what: `${name}: messages`, unit: '/s' }, rates[side])
    figures.add(
      { ...plain, what: `${name}: CPU of the process a message`, unit: 'us' },
      side === 'ours' ? used.web : bareUsed,
    )
    figures.add({ ...plain, what: `${name}: CPU of Postgres a message`, unit: 'us' }, used.postgres)
  }
  figures.add(
    { goal: 'G1', what: 'by CPU a message: bare, of ours', engine: null, unit: 'times', wanted: null },
    cpu.bare / cpu.ours,
  )
  return rates
}

const SINGLE_TURNS = 4

/** The same insert for one client alone, through the batcher and past it, in turns. */
async function measureSingle(bench: Bench, bare: Process, round: number, figures: Figures): Promise<void> {
  const p50s = { batched: [] as number[], single: [] as number[] }
  for (let turn = 0; turn < SINGLE_TURNS; turn++) {
    for (const way of rotate(['batched', 'single'] as const, round + turn)) {
      const url = `${bare.readyWith}/${way}`
      const { p50Ms } = await sendLoad(bench, {
        url,
        connections: 1,
        count: Math.ceil(bench.sizes.singleCount / SINGLE_TURNS),
      })
      p50s[way].push(p50Ms)
    }
  }
  const ours = await sendLoad(bench, { connections: 1, count: bench.sizes.singleCount })
  const [batched, single] = [median(p50s.batched), median(p50s.single)]
  const plain = { goal: 'G3', engine: null } as const
  figures.add(
    { ...plain, what: 'one client: p50 with the batcher, of p50 without', unit: 'times', wanted: { most: 1.25 } },
    batched / single,
  )
  figures.add({ ...plain, what: 'one client: p50 without the batcher', unit: 'ms', wanted: null }, single)
  figures.add({ ...plain, what: 'one client: p50 of the whole webhook', unit: 'ms', wanted: null }, ours.p50Ms)
}

async function measureHalf(bench: Bench, ratePerSecond: number, figures: Figures): Promise<void> {
  await bench.environment.empty()
  const { p50Ms, p99Ms, refused } = await sendLoad(bench, { ratePerSecond, durationMs: bench.sizes.steadyMs })
  const plain = { goal: 'G8', engine: null } as const
  // A refused message was not acknowledged at all.
  const ratio = refused > 0 ? Number.POSITIVE_INFINITY : p99Ms / p50Ms
  figures.add(
    { ...plain, what: 'acknowledgement at half capacity: p99, of p50', unit: 'times', wanted: { most: 5 } },
    ratio,
  )
  figures.add({ ...plain, what: 'acknowledgement at half capacity: p50', unit: 'ms', wanted: null }, p50Ms)
  figures.add({ ...plain, what: 'acknowledgement at half capacity: p99', unit: 'ms', wanted: null }, p99Ms)
}
