import { HEAD_LABELS, type HeadName, type PerHead, perHead } from './heads.ts'
import {
  type KeptPieces,
  type LinearModel,
  type LinearSettings,
  type Sample,
  scoreLinear,
  trainLinear,
} from './linear.ts'
import { seededRandom, shuffle } from './random.ts'

/** An example cut into pieces: as sent, and without diacritics where that is another text. */
export interface Prepared {
  voice: string
  labels: Partial<Record<HeadName, string>>
  forms: Uint32Array[]
}

/** What models that had not heard a voice say of one of its texts. */
export interface Held {
  example: number
  form: number
  /** Before the softmax, for every head. */
  scores: PerHead<Float32Array>
}

/** Every head over the same pieces, each from the examples that carry its label. */
export function trainHeads(
  examples: readonly Prepared[],
  settings: PerHead<LinearSettings>,
  kept: KeptPieces,
): PerHead<LinearModel> {
  return perHead((name) => trainLinear(samplesOf(examples, name), HEAD_LABELS[name], settings[name], kept))
}

/** Trains without a part of the voices at a time, and asks of that part. */
export function holdOut(
  examples: readonly Prepared[],
  settings: PerHead<LinearSettings>,
  kept: KeptPieces,
  folds: { count: number; seed: number },
): Held[] {
  const voices = [...new Set(examples.map(({ voice }) => voice))]
  shuffle(voices, seededRandom(folds.seed))
  const foldOf = new Map(voices.map((voice, at) => [voice, at % folds.count]))
  return Array.from({ length: folds.count }, (_, fold) => {
    const heads = trainHeads(
      examples.filter(({ voice }) => foldOf.get(voice) !== fold),
      settings,
      kept,
    )
    return examples.flatMap(({ voice, forms }, example) =>
      foldOf.get(voice) === fold
        ? forms.map((pieces, form) => ({ example, form, scores: scoreAll(heads, pieces) }))
        : [],
    )
  }).flat()
}

/** Scores before the softmax, for every head. */
export function scoreAll(heads: PerHead<LinearModel>, pieces: Uint32Array): PerHead<Float32Array> {
  return perHead((name) => scoreLinear(heads[name], pieces))
}

function samplesOf(examples: readonly Prepared[], name: HeadName): Sample[] {
  return examples.flatMap(({ forms, labels }) => {
    const label = labels[name]
    return label === undefined ? [] : forms.map((features) => ({ features, label }))
  })
}
