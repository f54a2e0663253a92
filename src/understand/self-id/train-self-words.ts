import type { CorpusSelfId } from '../model/corpus.ts'
import { stripMarks } from '../model/strip-marks.ts'
import { spanOf } from '../normalise.ts'
import { read } from '../reading.ts'
import { type Chain, type ChainSettings, type Sequence, trainChain } from './crf.ts'
import { SELF_LABELS, type SelfLabel } from './find-self-words.ts'
import { markText } from './mark-text.ts'
import { piecesOfWords } from './pieces.ts'

/** A text with the stretches that tell of its sender, and of the accused. */
export interface SelfExample {
  text: string
  voice: string
  spans: readonly { from: number; to: number; of: Exclude<SelfLabel, 'other'> }[]
}

/** Chosen on folds by voice; bags of words, clusters of words and stronger pulls towards 0 gained nothing. */
const SETTINGS: Omit<ChainSettings, 'seed'> = { epochs: 15, rate: 0.02, l2: 0.01, wordsMin: 3 }

/** A line of the corpus, to learn from. */
export function selfExampleOf({ text, voice, labels }: CorpusSelfId): SelfExample {
  return { text, voice, spans: labels.spans }
}

/** Learns from every text with and without its diacritics. The same examples and seed give the same chain. Some seconds. */
export function trainSelfWords(examples: readonly SelfExample[], seed: number): Chain {
  const sequences = examples.flatMap(({ text, spans }) =>
    // without marks a letter is as long as with them
    [...new Set([text, stripMarks(text)])].map((form) => readSequence(form, spans)),
  )
  return trainChain(sequences, SELF_LABELS, { ...SETTINGS, seed })
}

function readSequence(text: string, spans: SelfExample['spans']): Sequence {
  const marked = markText(read(text))
  const labels = marked.words.map(({ start, end }) => {
    const own = spanOf(marked.text, start, end)
    const span = spans.find(({ from, to }) => from < own.end && own.start < to)
    return SELF_LABELS.indexOf(span?.of ?? 'other')
  })
  return { pieces: piecesOfWords(marked), labels }
}
