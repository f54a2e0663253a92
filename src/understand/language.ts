import { ENGLISH_WORDS, VIETNAMESE_WORDS } from '../data/cues.ts'
import type { Analysis } from './analysis.ts'
import type { Normalised } from './normalise.ts'
import type { Token } from './tokens.ts'

/** Vietnamese by its letters or its function words, English by its own; kept for choosing the language of texts only. */
export function guessLanguage(text: Normalised, tokens: Token[]): Analysis['language'] {
  let vietnamese = 0
  let english = 0
  let latin = 0
  const some = tokens.slice(0, 400)
  for (const { word, bare } of some) {
    if (word !== bare || VIETNAMESE_WORDS.has(bare)) vietnamese++
    if (word === bare && ENGLISH_WORDS.has(bare)) english++
    if (/^[a-z0-9]+$/.test(bare)) latin++
  }
  if (english > vietnamese && english * 5 >= some.length) return 'en'
  if (text.hasMarks || vietnamese > 0) return 'vi'
  // short forms and names: this is a line for Viet Nam
  return latin * 2 >= some.length ? 'vi' : 'other'
}
