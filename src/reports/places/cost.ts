import type { PlaceResolver } from '../../gazetteer/resolve.ts'
import { percentile } from '../../understand/model/measures.ts'
import type { PlaceCase } from './place-set.ts'
import type { PinSample } from './rate-pins.ts'

export interface Spread {
  /** Over what was asked, the middle of its rounds each, in milliseconds. */
  p50: number
  p99: number
  of: number
  /** Over all calls of all rounds, whatever else the machine did meanwhile. */
  p99OfCalls: number
  /** What a call had of the processor on average: a busy machine does not bend it. */
  processorMean: number
}

export interface Cost {
  /** From packed bytes to the first answer, milliseconds. */
  loadMs: number
  /** Of that, what the thread had of a processor. */
  loadProcessorMs: number
  /** What it holds once loaded: heap and buffers after collecting garbage, in MB of 1,000,000 bytes. */
  indexMb: number
  hundredWordsMs: Spread
  /** The same with one place in each, as in a tip: the rest are words without any. */
  onePlaceMs: Spread
  /** Null where there are no samples. */
  pinMs: Spread | null
}

const WORDS = 100
/** Calls before the clock counts: in a worker the compiler has long done its part. */
const WARM_UP = 500
/** Everything is asked so often, in turn, and the middle time counts: what another process took away is not its cost. */
const ROUNDS = 5
/** Texts overlap, so that a few hundred messages make enough of them for a hundredth. */
const STEP = 20

/** Loads once and tells what that took and takes. `collectGarbage` must leave nothing behind that nobody holds. */
export function measureLoad(
  load: () => PlaceResolver,
  collectGarbage: () => void,
  now: () => number,
): { resolver: PlaceResolver } & Pick<Cost, 'loadMs' | 'loadProcessorMs' | 'indexMb'> {
  collectGarbage()
  const before = heldBytes()
  const processor = process.threadCpuUsage()
  const start = now()
  const resolver = load()
  resolver.locate('', null)
  const loadMs = now() - start
  const { user, system } = process.threadCpuUsage(processor)
  collectGarbage()
  return { resolver, loadMs, loadProcessorMs: (user + system) / 1_000, indexMb: (heldBytes() - before) / 1e6 }
}

/** How long texts of a hundred words take, and pins; one after the other on one thread. */
export function measureCalls(
  resolver: PlaceResolver,
  cases: readonly PlaceCase[],
  samples: readonly PinSample[] | null,
  now: () => number,
): Pick<Cost, 'hundredWordsMs' | 'onePlaceMs' | 'pinMs'> {
  const locate = (text: string) => resolver.locate(text, null)
  return {
    hundredWordsMs: timeEach(hundredWordsOf(cases), locate, now),
    onePlaceMs: timeEach(padWithNoPlace(cases), locate, now),
    pinMs:
      samples === null
        ? null
        : timeEach(samples, ({ lat, lon }) => resolver.locate('', { lat, lon, accuracyMetres: 20 }), now),
  }
}

/** Texts of a hundred words each, cut from the messages as if they were one: several places in every one. */
export function hundredWordsOf(cases: readonly PlaceCase[]): string[] {
  const words = cases.flatMap(({ text }) => text.split(/\s+/))
  const count = Math.max(0, Math.floor((words.length - WORDS) / STEP) + 1)
  return Array.from({ length: count }, (_, at) => words.slice(at * STEP, at * STEP + WORDS).join(' '))
}

/** Each message that tells a place, made a hundred words long with words of those that tell none. */
export function padWithNoPlace(cases: readonly PlaceCase[]): string[] {
  const filler = cases.filter(({ answer }) => answer === 'none').flatMap(({ text }) => text.split(/\s+/))
  if (filler.length === 0) return []
  return cases
    .filter(({ answer }) => answer !== 'none')
    .map(({ text }, at) => {
      const words = text.split(/\s+/)
      const from = (at * WORDS) % filler.length
      const more = [...filler.slice(from), ...filler].slice(0, Math.max(0, WORDS - words.length))
      return [...words, ...more].slice(0, WORDS).join(' ')
    })
}

function timeEach<T>(list: readonly T[], ask: (one: T) => unknown, now: () => number): Spread {
  for (let called = 0; called < WARM_UP && list.length > 0; called += list.length) {
    for (const one of list.slice(0, WARM_UP)) ask(one)
  }
  const processor = process.threadCpuUsage()
  const rounds = Array.from({ length: ROUNDS }, () =>
    list.map((one) => {
      const start = now()
      ask(one)
      return now() - start
    }),
  )
  const { user, system } = process.threadCpuUsage(processor)
  const middles = list.map((_, at) =>
    percentile(
      rounds.map((round) => round[at] ?? 0),
      0.5,
    ),
  )
  return {
    p50: percentile(middles, 0.5),
    p99: percentile(middles, 0.99),
    of: list.length,
    p99OfCalls: percentile(rounds.flat(), 0.99),
    processorMean: (user + system) / 1_000 / Math.max(1, list.length * ROUNDS),
  }
}

/** `external` counts the buffers too. */
function heldBytes(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
