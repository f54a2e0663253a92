import { CATEGORY_PAIRS } from '../data/category-pairs.ts'
import { TAXONOMY } from '../data/taxonomy.ts'
import { TRIGGERS } from '../data/triggers.ts'
import { COMMON_TRIGGERS, FAINT_WHEN_FOLDED, MARKS_NEEDED } from '../data/weak-triggers.ts'
import type { Evidence } from '../domain/tip.ts'
import { dropHarmless } from './harmless.ts'
import type { Normalised } from './normalise.ts'
import { findPhrases, indexPhrases, type PhraseEntry, type PhraseMatch } from './phrases.ts'
import type { Views } from './tokens.ts'

export interface Classification {
  /** Null where no trigger matched. */
  category: string | null
  /** Ranked, at most five; what is missing to 1 is the chance that none of them fits. */
  categories: { code: string; p: number }[]
  evidence: Evidence[]
}

interface Trigger {
  code: string
  weight: number
}

/** Weight by number of words: a longer phrase is rarer and says more. */
const WEIGHT_BY_WORDS = [0, 0.8, 1.3, 1.8, 2.2, 2.5]
/** Softness of the probabilities, and the score at which "nothing is clear" weighs as much as a category. */
const TEMPERATURE = 0.7
const NOTHING_SCORE = 0.9
const CLOSING = new Set(TAXONOMY.categories.filter((category) => !category.working).map((category) => category.code))
/** The closing classes say what is left when no offence was recognised, so they weigh less than any. */
const CLOSING_SHARE = 0.6
const EVIDENCE_MAX = 30

const index = indexPhrases(entries())

function entries(): PhraseEntry<Trigger>[] {
  const codes = new Map<string, Set<string>>()
  for (const { code, triggers } of TAXONOMY.categories) {
    for (const phrase of [...triggers, ...(TRIGGERS[code] ?? [])]) {
      codes.set(phrase, (codes.get(phrase) ?? new Set()).add(code))
    }
  }
  return [...codes].flatMap(([phrase, owners]) =>
    [...owners].map((code) => ({
      phrase: MARKS_NEEDED.has(phrase) ? `=${phrase}` : phrase,
      value: { code, weight: weigh(phrase) / owners.size },
    })),
  )
}

function weigh(phrase: string): number {
  const words = phrase.split(/[\s…]+/).length
  const weight = WEIGHT_BY_WORDS[Math.min(words, WEIGHT_BY_WORDS.length - 1)] ?? 1
  return COMMON_TRIGGERS.has(phrase) ? weight / 2 : weight
}

/** Which offence a text tells of, by weighted triggers. Negated, fictional and harmless matches do not count. */
export function classify(text: Normalised, views: Views): Classification {
  const matches = dropHarmless(findPhrases(index, text, views), text, views).filter(
    (match) => !match.isNegated && !match.isFiction,
  )
  const kept = keepLongest(matches)
  const scores = score(kept)
  const ranked = rank(scores)
  const evidence = kept
    .map((match) => ({
      rule: `trigger:${match.value.code}`,
      span: match.span,
      weight: weightOf(match),
      note: match.phrase,
    }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, EVIDENCE_MAX)
  return { category: ranked[0]?.code ?? null, categories: ranked, evidence }
}

/** Of one category's matches that overlap only the weightiest stays, so that "bị trộm đồ" is not counted three times. */
function keepLongest(matches: PhraseMatch<Trigger>[]): PhraseMatch<Trigger>[] {
  const byCode = Map.groupBy(matches, (match) => match.value.code)
  return [...byCode.values()].flatMap((list) => {
    const kept: PhraseMatch<Trigger>[] = []
    let last: PhraseMatch<Trigger> | undefined
    for (const match of list) {
      if (last === undefined || match.start >= last.end) {
        kept.push(match)
        last = match
      } else if (weightOf(match) > weightOf(last)) {
        kept[kept.length - 1] = match
        last = match
      }
    }
    return kept
  })
}

function weightOf(match: PhraseMatch<Trigger>): number {
  const isFaint = match.isFolded && FAINT_WHEN_FOLDED.has(match.phrase)
  return match.value.weight * (isFaint ? 0.4 : 1)
}

/** Each distinct trigger counts once, and each further one of a category a little less than the one before. */
function score(matches: PhraseMatch<Trigger>[]): Map<string, number> {
  const scores = new Map<string, number>()
  for (const [code, list] of Map.groupBy(matches, (match) => match.value.code)) {
    const distinct = new Map(list.map((match) => [match.phrase, weightOf(match)]))
    const weights = [...distinct.values()].sort((a, b) => b - a)
    const sum = weights.reduce((total, weight, i) => total + weight * 0.8 ** i, 0)
    scores.set(code, CLOSING.has(code) ? sum * CLOSING_SHARE : sum)
  }
  const before = new Map(scores)
  for (const [stronger, weaker, share] of CATEGORY_PAIRS) {
    const strong = before.get(stronger)
    const weak = before.get(weaker)
    if (strong === undefined || weak === undefined || strong < weak * 0.5) continue
    scores.set(weaker, (scores.get(weaker) ?? 0) * (1 - share))
  }
  return scores
}

/** Softmax with a place for "none of these", so that one faint trigger never looks certain. */
function rank(scores: Map<string, number>): { code: string; p: number }[] {
  const weights = [...scores].map(([code, value]) => ({ code, weight: Math.exp(value / TEMPERATURE) }))
  const total = weights.reduce((sum, { weight }) => sum + weight, Math.exp(NOTHING_SCORE / TEMPERATURE))
  return weights
    .map(({ code, weight }) => ({ code, p: Math.floor((weight / total) * 1e4) / 1e4 }))
    .sort((a, b) => b.p - a.p || (a.code < b.code ? -1 : 1))
    .slice(0, 5)
}
