import { describe, expect, it } from 'vitest'
import { TAXONOMY } from '../../../src/data/taxonomy.ts'
import { TRIGGERS } from '../../../src/data/triggers.ts'
import { classify } from '../../../src/understand/classify.ts'
import { foldText } from '../../../src/understand/letters.ts'
import { normalise } from '../../../src/understand/normalise.ts'
import { tokenise } from '../../../src/understand/tokens.ts'
import { SENTENCES } from './sentences.ts'

function classifyText(sent: string) {
  const text = normalise(sent)
  return classify(text, tokenise(text))
}

function strip(sent: string): string {
  return foldText(sent.normalize('NFC').toLowerCase())
}

const labelled = Object.entries(SENTENCES).flatMap(([code, texts]) => texts.map((text) => ({ code, text })))

function score(prepare: (text: string) => string): { accuracy: number; misses: string[] } {
  const misses = labelled.flatMap(({ code, text }) => {
    const got = classifyText(prepare(text)).category
    return got === code ? [] : [`${code} -> ${got}: ${prepare(text)}`]
  })
  return { accuracy: 1 - misses.length / labelled.length, misses }
}

describe('classify', () => {
  it('has at least five sentences for each of the 34 categories, and triggers beside the taxonomy for each', () => {
    expect(TAXONOMY.categories).toHaveLength(34)
    for (const { code } of TAXONOMY.categories) {
      expect(SENTENCES[code]?.length ?? 0).toBeGreaterThanOrEqual(5)
      expect(TRIGGERS[code]?.length ?? 0).toBeGreaterThanOrEqual(8)
    }
    expect(Object.keys(TRIGGERS).sort()).toEqual(TAXONOMY.categories.map(({ code }) => code).sort())
  })

  it('recognises the invented sentences with marks and without, and prints how many', () => {
    const marked = score((text) => text)
    const bare = score(strip)
    console.info(
      `categories on ${labelled.length} sentences written with the rules: marked ${(100 * marked.accuracy).toFixed(1)} %, ` +
        `stripped ${(100 * bare.accuracy).toFixed(1)} %`,
    )
    expect(marked.accuracy).toBeGreaterThan(0.85)
    expect(bare.accuracy).toBeGreaterThan(0.8)
  })
})
