import { FEATURES } from './features.ts'
import { prepare } from './prepared.ts'
import { scoreTrees, type Trees } from './trees.ts'
import type { TipView } from './view.ts'

/** A voice of an incident, as a newer tip is like it. */
export interface FitVoice {
  view: TipView
  isSameSender: boolean
  /** How likely the two alone are of one event, 0 to 1. */
  score: number
  /** What they were compared by, as in {@link FEATURES}. */
  figures: Float64Array
}

/** The voice it is most like in each of these decides: one that names the street is enough. */
const HIGHEST = [
  'words',
  'words-of-shorter',
  'runs-of-shorter',
  'rare-words',
  'phone',
  'account',
  'plate',
  'link',
  'commune',
  'candidates',
  'street',
  'house',
  'categories',
  'when',
  'within-hour',
  'within-day',
  'other-commune',
  'other-street',
  'other-house',
  'other-plate',
  'other-account',
  'other-phone',
] as const
const HIGHEST_AT = HIGHEST.map((name) => FEATURES.indexOf(name))
const TIPS_BETWEEN = FEATURES.indexOf('tips-between')

/** What a tip and an incident are compared by, each about 0 to 1, in the order of {@link fitFigures}. */
export const FIT_FEATURES = [
  'best',
  'second',
  'mean',
  'middle',
  'voices',
  'words-known',
  'words-of-all',
  'words-known-of-all',
  'since-last',
  'tips-since',
  'span',
  'sender',
  'length',
  ...HIGHEST.map((name) => `highest-${name}` as const),
  'best-elsewhere',
  'lead',
  'incidents',
  'last-elsewhere',
  'words-lead',
] as const

const MINUTE_MS = 60_000
const TIME_SCALE = Math.log(31 * 24 * 60)
const VOICES_SCALE = Math.log(20)
const WORDS_SCALE = Math.log(400)
const INCIDENTS_SCALE = 24

/** How each of some incidents fits a tip, by its voices alone. */
interface Alone {
  best: number
  known: number
  sinceLast: number
  figures: number[]
}

/** The figures of {@link FIT_FEATURES} for a tip and each of the incidents it may belong to; the others stand beside each. */
export function fitFigures(newer: TipView, incidents: readonly (readonly FitVoice[])[]): Float64Array[] {
  const alone = incidents.map((voices) => rateAlone(newer, voices))
  return alone.map((one) => {
    const others = alone.filter((other) => other !== one)
    const best = Math.max(0, ...others.map((other) => other.best))
    const known = Math.max(0, ...others.map((other) => other.known))
    const sinceLast = Math.min(1.5, ...others.map((other) => other.sinceLast))
    return Float64Array.from(
      [...one.figures, best, one.best - best, incidents.length / INCIDENTS_SCALE, sinceLast, one.known - known],
      (figure) => Math.round(figure * 1e9) / 1e9,
    )
  })
}

function rateAlone(newer: TipView, voices: readonly FitVoice[]): Alone {
  const scores = voices.map(({ score }) => score).sort((a, b) => b - a)
  const best = scores[0] ?? 0
  const { words } = prepare(newer)
  const all = new Set(voices.flatMap(({ view }) => [...prepare(view).words.keys()]))
  let [known, told] = [0, 0]
  for (const [word, weight] of words) {
    told += weight
    if (all.has(word)) known += weight
  }
  const share = known / Math.max(1, told)
  const ofAll = Math.log1p(all.size) / WORDS_SCALE
  const times = voices.map(({ view }) => view.at)
  const apart = Math.min(...times.map((at) => Math.abs(newer.at - at)))
  const sinceLast = inTime(apart)
  const highest = HIGHEST_AT.map((at) => Math.max(...voices.map(({ figures }) => figures[at] ?? 0)))
  const figures = [
    best,
    scores[1] ?? best,
    scores.reduce((sum, score) => sum + score, 0) / scores.length,
    scores[Math.floor(scores.length / 2)] ?? best,
    Math.log1p(voices.length) / VOICES_SCALE,
    share,
    ofAll,
    share * ofAll,
    sinceLast,
    Math.min(...voices.map((voice) => voice.figures[TIPS_BETWEEN] ?? 0)),
    inTime(Math.max(...times) - Math.min(...times)),
    voices.some(({ isSameSender }) => isSameSender) ? 1 : 0,
    Math.log1p(newer.words.length) / WORDS_SCALE,
    ...highest,
  ]
  return { best, known: share, sinceLast, figures }
}

function inTime(ms: number): number {
  return Math.log1p(ms / MINUTE_MS) / TIME_SCALE
}

/** How likely a tip tells of each of the incidents, 0 to 1. */
export type Fit = (newer: TipView, incidents: readonly (readonly FitVoice[])[]) => number[]

export function makeFit(trees: Trees): Fit {
  return (newer, incidents) => fitFigures(newer, incidents).map((figures) => scoreTrees(trees, figures))
}
