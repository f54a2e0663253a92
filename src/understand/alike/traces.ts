import { hashOf, prepare } from './prepared.ts'
import type { TipView } from './view.ts'

/** By what others find a tip. Never kept as it is: an HMAC of it is. */
export interface Trace {
  kind: 'band' | 'term' | 'entity' | 'cell'
  value: string
}

/** Texts that share seven tenths of their runs share a band 98 times in 100 (1 - (1 - 0.7³)^9). */
const BANDS = 9
const ROWS = 3
const WORDS_MAX = 5
const PAIRS_MAX = 4
const ENTITIES_MAX = 6
const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS
const AREAS_MAX = 2
const CATEGORIES_MAX = 2
/** A category less likely than this is not looked under. */
const LIKELY_MIN = 0.1
const WORD_LENGTH_MIN = 2
/** A text of fewer runs has no bands: what it shares with others it shares with thousands. */
const RUNS_MIN = 20

/** At most 30 of a tip: the same for the one that is kept and the one that asks. */
export function tracesOf(view: TipView): Trace[] {
  return [...bandsOf(view), ...termsOf(view), ...entitiesOf(view), ...cellsOf(view)]
}

/** MinHash in bands (A. Broder, On the resemblance and containment of documents, 1997). */
function bandsOf(view: TipView): Trace[] {
  const { runs } = prepare(view)
  if (runs.length < RUNS_MIN) return []
  return Array.from({ length: BANDS }, (_, band) => {
    const rows = Array.from({ length: ROWS }, (__, row) => smallestOf(runs, band * ROWS + row))
    return { kind: 'band', value: `${band}:${rows.join('.')}` } as const
  })
}

/** Odd multipliers, one a hash function: multiply-shift (M. Dietzfelbinger and others, 1997). */
const MULTIPLIERS = Array.from({ length: BANDS * ROWS }, (_, at) => hashOf(`tinbao band ${at}`) | 1)

function smallestOf(runs: Uint32Array, at: number): number {
  const multiplier = MULTIPLIERS[at] ?? 1
  let smallest = 0xffffffff
  for (const run of runs) {
    const mixed = Math.imul(run ^ (run >>> 15), multiplier) >>> 0
    if (mixed < smallest) smallest = mixed
  }
  return smallest
}

/** The rarest words and pairs. */
function termsOf(view: TipView): Trace[] {
  const { words, pairs } = prepare(view)
  const told = [...words].filter(([word]) => word.length >= WORD_LENGTH_MIN)
  return [...rarest(told, WORDS_MAX), ...rarest([...pairs], PAIRS_MAX)].map(
    (value) => ({ kind: 'term', value }) as const,
  )
}

function rarest(weighed: readonly (readonly [string, number])[], max: number): string[] {
  return weighed
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, max)
    .map(([word]) => word)
}

function entitiesOf({ phones, accounts, plates, links }: TipView): Trace[] {
  return [...accounts, ...phones, ...plates, ...links]
    .slice(0, ENTITIES_MAX)
    .map((value) => ({ kind: 'entity', value }) as const)
}

/**
 * Category, place and time. Few witnesses name a commune, so that category and time alone are a cell as well; each row of
 * windows lies half a window beside the other, so that what is less than half a window apart always shares one.
 */
function cellsOf(view: TipView): Trace[] {
  const { commune, province, candidates } = view.place
  const likely = view.categories.filter(({ p }) => p >= LIKELY_MIN).map(({ code }) => code)
  const categories = [...new Set([...(view.category === null ? [] : [view.category]), ...likely])].slice(
    0,
    CATEGORIES_MAX,
  )
  const areas = commune !== null ? [commune] : candidates.slice(0, AREAS_MAX).map(({ code }) => code)
  const cells = [
    ...areas.flatMap((area) => windowsOf(view.at, 2 * DAY_MS, area)),
    ...categories.flatMap((category) => windowsOf(view.at, DAY_MS, category)),
    ...categories.flatMap((category) => windowsOf(view.at, 8 * DAY_MS, `${province ?? '?'}|${category}`)),
    ...windowsOf(view.at, 4 * HOUR_MS, 'all'),
  ]
  return cells.map((value) => ({ kind: 'cell', value }))
}

function windowsOf(atMs: number, lengthMs: number, name: string): string[] {
  const half = Math.floor(atMs / (lengthMs / 2))
  return [
    `${name}|${lengthMs / HOUR_MS}a${Math.floor(half / 2)}`,
    `${name}|${lengthMs / HOUR_MS}b${Math.floor((half + 1) / 2)}`,
  ]
}
