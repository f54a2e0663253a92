import type { Evidence } from '../../domain/tip.ts'
import { normalise, spanOf } from '../normalise.ts'
import { tokenise } from '../tokens.ts'
import { extractFeatures, hashWord } from './features.ts'
import { type LinearModel, scoreLinear, softmaxInPlace } from './linear.ts'
import type { Model } from './model.ts'

export interface Prediction {
  /** Version of the model. */
  model: string
  /** Ranked, at most five; calibrated. */
  categories: { code: string; p: number }[]
  /** True if the first is sure enough to stand without a person. */
  isSure: boolean
  /** Words that speak for the first, rule `model:<code>`. */
  evidence: Evidence[]
}

export interface Classifier {
  version: string
  predict(sent: string): Prediction
}

const RANKS_MAX = 5
const EVIDENCE_MAX = 4

/** The model as the classify stage asks it. Pure; reads no more of a text than `normalise` does. */
export function makeClassifier({ header, linear }: Model): Classifier {
  return {
    version: header.version,
    predict(sent) {
      const scores = scoreLinear(linear, extractFeatures(sent, header.features))
      const chances = softmaxInPlace(scores, header.temperature)
      const ranked = linear.labels
        .map((code, k) => ({ code, p: Math.floor((chances[k] ?? 0) * 1e4) / 1e4 }))
        .sort((a, b) => b.p - a.p || (a.code < b.code ? -1 : 1))
      const first = ranked[0]
      return {
        model: header.version,
        categories: ranked.slice(0, RANKS_MAX),
        isSure: (first?.p ?? 0) >= header.threshold,
        evidence: first === undefined ? [] : explain(sent, first.code, linear),
      }
    },
  }
}

/** The single words that weigh most for a label, in comparison with what they weigh for all. */
function explain(sent: string, code: string, linear: LinearModel): Evidence[] {
  const text = normalise(sent)
  const own = linear.labels.indexOf(code)
  const found = new Map<string, Evidence & { weight: number }>()
  for (const { word, bare, start, end } of tokenise(text).plain) {
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
