import { FAQ, type FaqEntry, QUESTION_WORDS } from '../data/faq.ts'
import { type Normalised, normalise } from './normalise.ts'
import { findPhrases, indexPhrases } from './phrases.ts'
import { tokenise, type Views } from './tokens.ts'

const index = indexPhrases(FAQ.flatMap((entry) => entry.cues.map((phrase) => ({ phrase, value: entry }))))
const questions = indexPhrases(QUESTION_WORDS.map((phrase) => ({ phrase, value: true })))

export interface FaqAnswer {
  entry: FaqEntry
  /** 0 to 1: how sure that this is what was asked. */
  confidence: number
}

/** True if some sentence asks: a question mark, or words that ask. */
export function isAsking(text: Normalised, views: Views): boolean {
  return text.marked.includes('?') || findPhrases(questions, text, views).length > 0
}

/** The answer that fits a question best, or null when nothing is asked or no answer fits. */
export function findFaq(text: Normalised, views: Views): FaqAnswer | null {
  const scores = new Map<FaqEntry, number>()
  const seen = new Set<string>()
  for (const { value, phrase, words } of findPhrases(index, text, views)) {
    if (seen.has(phrase)) continue
    seen.add(phrase)
    scores.set(value, (scores.get(value) ?? 0) + words)
  }
  const best = [...scores].sort((a, b) => b[1] - a[1])[0]
  if (best === undefined || !isAsking(text, views)) return null
  return { entry: best[0], confidence: Math.min(0.95, 0.4 + 0.12 * best[1]) }
}

/** {@link findFaq} for a text as sent. Never throws. */
export function answerQuestion(sent: string): FaqAnswer | null {
  const text = normalise(sent)
  return findFaq(text, tokenise(text))
}
