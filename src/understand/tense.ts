import { TENSE_CUES, type TenseCue } from '../data/tense-cues.ts'
import type { SituationMatch } from './analysis.ts'
import { HOUR_MS } from './entities/day-words.ts'
import type { TimeMention } from './entities/when.ts'
import type { Normalised } from './normalise.ts'
import { findPhrases, indexPhrases, type PhraseMatch } from './phrases.ts'
import type { Token, Views } from './tokens.ts'

export type Tense = SituationMatch['tense']

/** Where in the text something is said to be now or past. */
export interface TenseMap {
  cues: { cue: TenseCue | 'unclear'; clause: number; sentence: number }[]
}

/** A time that ended at most this long ago still counts as happening (robbery-snatching in taxonomy.json: two hours). */
const RECENT_MS = 2 * HOUR_MS
/** Between the two we do not know, and what is unclear is treated as happening. */
const PAST_MS = 6 * HOUR_MS

const index = indexPhrases(
  Object.entries(TENSE_CUES).flatMap(
    ([cue, phrases]) => phrases.map((phrase) => ({ phrase, value: cue as TenseCue })), // keys of the object above
  ),
)
/** "toi qua" typed without marks may be "tôi qua": too little to call a danger past. */
const FAINT_PAST = new Set([
  'tối qua',
  'sáng qua',
  'chiều qua',
  'trưa qua',
  'đêm qua',
  'khuya qua',
  'từng',
  'ngày trước',
  'lần trước',
])

export function mapTenses(text: Normalised, views: Views, times: TimeMention[], receivedAt: string): TenseMap {
  const phrases = findPhrases(index, text, views).map((match) => ({
    cue: match.isFolded && FAINT_PAST.has(match.phrase) ? ('unclear' as const) : match.value,
    clause: match.clause,
    sentence: match.sentence,
  }))
  const nowMs = Date.parse(receivedAt)
  const moments = times.flatMap((time) => {
    const at = tokenAt(views.plain, time.start)
    if (at === undefined) return []
    const age = nowMs - time.toMs
    const cue =
      age <= RECENT_MS
        ? ('strong-now' as const)
        : age >= PAST_MS && !time.isFaint
          ? ('past' as const)
          : ('unclear' as const)
    // a coming or vague time ("tối nay") says nothing about danger now
    return age < 0 ? [] : [{ cue, clause: at.clause, sentence: at.sentence }]
  })
  return { cues: [...phrases, ...moments].slice(0, 500) }
}

/**
 * When the thing a phrase tells of takes place. Its own clause decides, then its sentence, then the whole text; a sign of
 * now anywhere else outweighs the past of another clause. No sign of time at all means now (domain reference 4.2).
 */
export function tenseOf(match: PhraseMatch<unknown>, map: TenseMap, isCry: boolean): Tense {
  const inClause = map.cues.filter((cue) => cue.clause === match.clause)
  const clause = judge(inClause)
  // who cries for help cries now, whatever else is told
  if (isCry) return clause === 'past' ? 'past' : 'now'
  if (clause !== null) return clause
  const others = map.cues.filter((cue) => cue.clause !== match.clause)
  const sentence = others.filter((cue) => cue.sentence === match.sentence)
  return judgeOthers(sentence) ?? judgeOthers(others) ?? 'now'
}

function judge(cues: TenseMap['cues']): Tense | null {
  const has = (cue: TenseMap['cues'][number]['cue']) => cues.some((other) => other.cue === cue)
  if (has('strong-now')) return 'now'
  if (has('past')) return 'past'
  if (has('now')) return 'now'
  return has('unclear') ? 'unclear' : null
}

function judgeOthers(cues: TenseMap['cues']): Tense | null {
  const has = (cue: TenseMap['cues'][number]['cue']) => cues.some((other) => other.cue === cue)
  if (has('strong-now')) return 'now'
  if (has('now')) return has('past') ? 'unclear' : 'now'
  if (has('past')) return 'past'
  return has('unclear') ? 'unclear' : null
}

function tokenAt(tokens: Token[], start: number): Token | undefined {
  let low = 0
  let high = tokens.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  return tokens[low]
}
