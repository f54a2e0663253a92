import { setTimeout as pause } from 'node:timers/promises'
import { readCpu } from './cpu.ts'
import type { Environment } from './environment.ts'
import { type LoadOrder, type LoadResult, loadResult } from './load-order.ts'
import { type Process, startProcess } from './processes.ts'

export type Engine = 'redis' | 'postgres'

/** How much of everything: a full run, or a short one that only shows that it runs. */
export interface Sizes {
  rounds: number
  /** Of one throughput measurement. */
  loadMs: number
  /** Messages of a single client. */
  singleCount: number
  /** Of one measurement at a fixed rate. */
  steadyMs: number
  /** Messages on the whole path. */
  tips: number
  /** Jobs that do nothing. */
  jobs: number
  burst: number
  /** Tips that a desk watches. */
  watched: number
  /** Tips in the index by which they find each other: a few, and many. */
  indexed: readonly [few: number, many: number]
  /** Look-ups of a round in each. */
  looks: number
  /** So long a load lasts at most, and what is waited for; a rate is then what was done by then. */
  patienceMs: number
}

/** What every goal is measured with. */
export interface Bench {
  environment: Environment
  web: Process
  vault: Process
  load: Process
  sizes: Sizes
  log(line: string): void
}

/** CPU time of each part since it began, in microseconds. */
export interface PartTimes {
  web: number
  worker: number
  postgres: number
  redis: number
}

export const CONNECTIONS = 128

/** About 1 KB as delivered, of the kind that files nothing at once: noise at night. */
const TEXT =
  'Tối nào quán nhậu đầu hẻm cũng mở loa rất to đến quá nửa đêm, xe để kín lòng đường, bà con đã nhắc nhiều lần mà ' +
  'không thay đổi. Mong cơ quan xuống kiểm tra giúp khu phố, xin cảm ơn. Hẻm 12 đường Lê Lợi.'

let lastUpdate = 900_000_000

/** Sends new updates, by default as fast as 128 connections are answered; to our webhook unless told otherwise. */
export async function sendLoad(
  bench: Pick<Bench, 'web' | 'load' | 'environment'>,
  order: Partial<LoadOrder>,
): Promise<LoadResult & { first: number }> {
  const first = lastUpdate + 1
  // A timed run may send any number below this.
  lastUpdate += order.count ?? 1_000_000
  const whole: LoadOrder = {
    url: webhookOf(bench.web),
    headers: { ...bench.environment.webhookHeaders },
    text: TEXT,
    first,
    connections: CONNECTIONS,
    count: 1_000_000,
    durationMs: 600_000,
    ratePerSecond: null,
    wantsStarts: false,
    ...order,
  }
  return { ...loadResult.parse(await bench.load.ask(whole)), first }
}

export function webhookOf(web: Process): string {
  return `${web.readyWith}/webhooks/telegram`
}

/** Accepted messages a second. */
export function rateOf({ accepted, seconds }: LoadResult): number {
  return accepted / seconds
}

/** A worker on this engine; `stages: 'off'` leaves understanding and stages out. */
export function startWorker(bench: Bench, engine: Engine, stages: 'on' | 'off'): Promise<Process> {
  const { env, redis } = bench.environment
  const queue = engine === 'redis' ? { REDIS_URL: redis.url } : {}
  return startProcess(new URL('./worker-main.ts', import.meta.url), { ...env, ...queue, BENCH_STAGES: stages })
}

/** The vault counts as the worker's: it does nothing of its own accord. */
export async function readParts({ environment, web, vault }: Bench, worker: Process | null): Promise<PartTimes> {
  return {
    web: await readCpu(web.pid),
    worker: worker ? (await readCpu(worker.pid)) + (await readCpu(vault.pid)) : 0,
    postgres: await environment.postgresCpu(),
    redis: await readCpu(environment.redisPid),
  }
}

/** What each part used from one reading to the other, for each of `items`, in microseconds. */
export function perItem(from: PartTimes, to: PartTimes, items: number): PartTimes {
  const used = (part: keyof PartTimes): number => (to[part] - from[part]) / Math.max(1, items)
  return { web: used('web'), worker: used('worker'), postgres: used('postgres'), redis: used('redis') }
}

export function sumOf({ web, worker, postgres, redis }: PartTimes): number {
  return web + worker + postgres + redis
}

const LOOK_MS = 50

/** Looks until it is so, or `timeoutMs` have passed; answers whether it is. */
export async function waitUntil(timeoutMs: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const deadlineMs = performance.now() + timeoutMs
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) return false
    await pause(LOOK_MS)
  }
  return true
}

/** How many tips are triaged, and when the last was, in milliseconds since the epoch. */
export async function countTriaged({ environment }: Bench): Promise<{ count: number; lastMs: number }> {
  const [row] = await environment.query<{ count: string; last: Date | null }>(
    'select count(*) as count, max(triaged_at) as last from tips where triaged_at is not null',
  )
  return { count: Number(row?.count ?? 0), lastMs: row?.last?.getTime() ?? Number.NaN }
}

/** Waits until nothing is left to do, answers to citizens included; at most `patienceMs`. */
export function waitUntilDrained({ environment, sizes }: Bench): Promise<boolean> {
  return waitUntil(sizes.patienceMs, async () => {
    const rows = await environment.query('select 1 from outbox where parked_at is null limit 1')
    return rows.length === 0
  })
}
