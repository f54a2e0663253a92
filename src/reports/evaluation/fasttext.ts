import type { CorpusTip } from '../../understand/model/corpus.ts'
import { stripMarks } from '../../understand/model/strip-marks.ts'
import type { Rank } from './peers.ts'

/** What is used of the package; its own types say `unknown`. */
interface FastTextModel {
  predict(text: string, count: number, chanceMin: number): Ranks
}
/** A list that lies in WebAssembly memory until it is given back. */
interface Ranks {
  size(): number
  get(at: number): [p: number, label: string]
  delete(): void
}

/**
 * Chosen on folds by voice of the training part. With single words and a small `bucket` version 1.0.0 throws a bare number
 * out of its training.
 */
const SETTINGS = { lr: 0.5, epoch: 25, wordNgrams: 2, dim: 50, bucket: 200_000, minn: 0, maxn: 0, loss: 'softmax' }
const LABEL = '__label__'

/**
 * fastText, compiled to WebAssembly, as its own tutorial would use it: words in lower case and pairs of them. `as-sent`
 * learns from the texts as they are, `both` from every text with and without its diacritics, as our models do. The same
 * texts and seed give the same answers. Null where the package, which only evaluation needs, is not installed.
 */
export async function trainFastText(
  tips: readonly CorpusTip[],
  seed: number,
  forms: 'both' | 'as-sent' = 'both',
): Promise<Rank | null> {
  const fastText = await import('fasttext.wasm.js').catch(() => null)
  if (fastText === null) return null
  const { getFastTextClass, getFastTextModule } = fastText
  const FastText = await getFastTextClass({ getFastTextModule })
  const lines = tips.flatMap(({ text, labels }) => {
    const texts = forms === 'both' ? new Set([text, stripMarks(text)]) : [text]
    return [...texts].map((form) => `${LABEL}${labels.category} ${wordsOf(form)}\n`)
  })
  // It takes an address, and nothing is to leave the machine.
  const address = `data:text/plain;base64,${Buffer.from(lines.join('')).toString('base64')}`
  const settings = { ...SETTINGS, seed, saveOutput: false, verbose: 0 }
  // The package promises a FastTextModel, of which this is a part, and types it as unknown.
  const model = (await new FastText().trainSupervised(address, settings, () => {})) as FastTextModel
  const labelCount = new Set(tips.map(({ labels }) => labels.category)).size
  return (text) => {
    const found = model.predict(`${wordsOf(text)}\n`, labelCount, 0)
    try {
      return Array.from({ length: found.size() }, (_, at) => {
        const [p, label] = found.get(at)
        return { code: label.slice(LABEL.length), p }
      })
    } finally {
      found.delete()
    }
  }
}

function wordsOf(text: string): string {
  const words = text.normalize('NFC').toLowerCase()
  return words.match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? ''
}
