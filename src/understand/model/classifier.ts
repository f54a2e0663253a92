import { findCategory, hasFlag } from '../../data/taxonomy.ts'
import type { Evidence, Kind, Urgency } from '../../domain/tip.ts'
import { KINDS, URGENCIES } from '../../domain/tip.ts'
import type { Analysis } from '../analysis.ts'
import { spanOf } from '../normalise.ts'
import type { Reading } from '../reading.ts'
import { addDelta, type Delta } from './delta.ts'
import { extractFeatures, hashWord } from './features.ts'
import { scoreAll } from './folds.ts'
import { HEAD_LABELS, type HeadName } from './heads.ts'
import { type LinearModel, softmaxInPlace } from './linear.ts'
import type { Model } from './model.ts'
import { scoreReport } from './report-score.ts'

export interface Prediction {
  /** Version of the model. */
  model: string
  /** Corrections since then that had a say in the category. */
  steps: number
  /** Ranked, at most five; calibrated. */
  categories: { code: string; p: number }[]
  /** True if the first is sure enough to stand without a person. */
  isSure: boolean
  kinds: Readonly<Record<Kind, number>>
  /** It may be a report: not taken for anything else without a loss. */
  isReport: boolean
  /** Out of scope beyond doubt. */
  isOutOfScope: boolean
  urgencies: Readonly<Record<Urgency, number>>
  /** Of all restricted categories together. */
  restricted: number
  /** The sender should be told to call. */
  callNow: boolean
  /** How likely police are complained about; whether they may be, and whether they are. */
  police: { p: number; isDoubted: boolean; isSure: boolean }
  /** Words that speak for the first category, rule `model:<code>`. */
  evidence: Evidence[]
}

export interface Classifier {
  version: string
  /** `found`: what rules say of the same text; they are part of what is weighed. */
  predict(reading: Reading, found: Analysis): Prediction
}

const RANKS_MAX = 5
const EVIDENCE_MAX = 4

/**
 * The model as the line asks it; reads no more of a text than `normalise` does. `delta`: what was corrected since, and it moves
 * the category alone. Urgency, calls and complaints about police must not hang on the last few officers' words, and what may be
 * restricted stays so, and a report a report, whatever they say.
 */
export function makeClassifier({ header, heads }: Model, delta: () => Delta | null = () => null): Classifier {
  const { thresholds } = header
  return {
    version: header.version,
    predict(reading, found) {
      const pieces = extractFeatures(reading, found, header.features)
      const scores = scoreAll(heads, pieces)
      const report = scoreReport(scores)
      const before = softmaxInPlace(Float32Array.from(scores.category), header.heads.category.temperature)
      const since = delta()
      if (since !== null) addDelta(scores.category, heads.category, pieces, since)
      const chancesOf = (name: HeadName): Float32Array => softmaxInPlace(scores[name], header.heads[name].temperature)
      const category = chancesOf('category')
      const ranked = HEAD_LABELS.category
        .map((code, k) => ({ code, p: Math.floor((category[k] ?? 0) * 1e4) / 1e4 }))
        .sort((a, b) => b.p - a.p || (a.code < b.code ? -1 : 1))
      const first = ranked[0]
      const kinds = byName(KINDS, chancesOf('kind'))
      const yesOf = (name: HeadName): number => chancesOf(name)[1] ?? 0
      const police = yesOf('police')
      return {
        model: header.version,
        steps: since?.steps ?? 0,
        categories: ranked.slice(0, RANKS_MAX),
        isSure: (first?.p ?? 0) >= thresholds.sure,
        kinds,
        isReport: report >= thresholds.report || isSureOffence(before, thresholds.sure),
        isOutOfScope: kinds['out-of-scope'] >= thresholds.outOfScope,
        urgencies: byName(URGENCIES, chancesOf('urgency')),
        restricted: Math.max(sumRestricted(before), sumRestricted(category)),
        callNow: yesOf('callNow') >= thresholds.callNow,
        police: { p: police, isDoubted: police >= thresholds.police, isSure: police >= thresholds.policeSure },
        evidence: first === undefined ? [] : explain(reading, first.code, heads.category),
      }
    },
  }
}

function sumRestricted(chances: Float32Array): number {
  return HEAD_LABELS.category.reduce((sum, code, k) => (hasFlag(code, 'restricted') ? sum + (chances[k] ?? 0) : sum), 0)
}

function isSureOffence(chances: Float32Array, sure: number): boolean {
  return HEAD_LABELS.category.some((code, k) => (chances[k] ?? 0) >= sure && findCategory(code)?.working === true)
}

function byName<T extends string>(names: readonly T[], chances: Float32Array): Record<T, number> {
  return Object.fromEntries(names.map((name, k) => [name, chances[k] ?? 0])) as Record<T, number>
}

/** The single words that weigh most for a label, in comparison with what they weigh for all. */
function explain({ text, views }: Reading, code: string, linear: LinearModel): Evidence[] {
  const own = linear.labels.indexOf(code)
  const found = new Map<string, Evidence & { weight: number }>()
  for (const { word, bare, start, end } of views.plain) {
    if (found.has(bare)) continue
    const weight = Math.round((weigh(bare, own, linear) + (word === bare ? 0 : weigh(word, own, linear))) * 100) / 100
    if (weight > 0) found.set(bare, { rule: `model:${code}`, span: spanOf(text, start, end), weight })
  }
  return [...found.values()].sort((a, b) => b.weight - a.weight).slice(0, EVIDENCE_MAX)
}

function weigh(word: string, label: number, { rows, weights, scales, labels }: LinearModel): number {
  const row = rows.get(hashWord(word))
  if (row === undefined) return 0
  const all = weights.subarray(row * labels.length, (row + 1) * labels.length)
  const mean = all.reduce((sum, weight) => sum + weight, 0) / labels.length
  return ((all[label] ?? 0) - mean) * (scales[row] ?? 1)
}
