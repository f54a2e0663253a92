import { classify } from '../../understand/classify.ts'
import { fitTemperature } from '../../understand/model/calibrate.ts'
import type { CorpusTip } from '../../understand/model/corpus.ts'
import { hashWord } from '../../understand/model/features.ts'
import { scoreLinear, softmaxInPlace, trainLinear } from '../../understand/model/linear.ts'
import { normalise } from '../../understand/normalise.ts'
import { tokenise } from '../../understand/tokens.ts'

/** Whatever ranks the categories of a text, the likeliest first. */
export type Rank = (text: string) => { code: string; p: number }[]

/** Today's rules alone. */
export const rankByRules: Rank = (text) => {
  const normalised = normalise(text)
  return classify(normalised, tokenise(normalised)).categories
}

/**
 * The usual baseline: single words as typed, in lower case, weighed by TF-IDF, and a linear classifier (logistic
 * regression). No reading of short forms, no view without diacritics.
 */
export function trainTfIdf(tips: readonly CorpusTip[], seed: number): Rank {
  const labels = [...new Set(tips.map((tip) => tip.labels.category))].sort()
  const samples = tips.map((tip) => ({ features: wordsOf(tip.text), label: tip.labels.category }))
  const settings = { seed, epochs: 8, rate: 2, l2: 1e-4, samplesMin: 1, isScaled: true }
  // calibrated on a tenth of the training part, else its confidence would be no fair comparison
  const model = trainLinear(
    samples.filter((_, at) => at % 10 !== 0),
    labels,
    settings,
  )
  const held = samples
    .filter((_, at) => at % 10 === 0)
    .map(({ features, label }) => ({ scores: scoreLinear(model, features), target: labels.indexOf(label) }))
  const temperature = fitTemperature(held)
  const whole = trainLinear(samples, labels, settings)
  return (text) => {
    const chances = softmaxInPlace(scoreLinear(whole, wordsOf(text)), temperature)
    return labels.map((code, k) => ({ code, p: chances[k] ?? 0 })).sort((a, b) => b.p - a.p)
  }
}

function wordsOf(text: string): Uint32Array {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return Uint32Array.from(new Set(words.map(hashWord)))
}
