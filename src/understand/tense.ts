import { TENSE_CUES, type TenseCue } from '../data/tense-cues.ts'
import type { SituationMatch } from './analysis.ts'
import { HOUR_MS } from './entities/day-words.ts'
import { midnightBefore, type TimeMention } from './entities/when.ts'
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
/** Past is what ended on an earlier day and at least this long ago; in between is unclear, which counts as happening. */
const PAST_MS = 6 * HOUR_MS

const index = indexPhrases(
  Object.entries(TENSE_CUES).flatMap(
    ([cue, phrases]) => phrases.map((phrase) => ({ phrase, value: cue as TenseCue })), // keys of the object above
  ),
)
/**
 * Words of the past that stay what they are without marks. Of the others ("toi qua": tối or tôi qua, "dao truoc": dạo or
 * dao trước) none may call a danger past.
 */
const SURE_WITHOUT_MARKS = new Set([
  'hôm qua',
  'hôm kia',
  'hôm trước',
  'mấy hôm trước',
  'bữa trước',
  'tuần trước',
  'tháng trước',
  'năm ngoái',
  'tuần rồi',
  'trước đây',
  'trước kia',
  'lâu rồi',
  'hồi trước',
])
/** "nam ngoai duong" is "nằm ngoài đường", "thang truoc nha" "thằng trước nhà". */
const PLACES = new Set(
  'nha cua cong quan duong san mat cho hem ngo he truong vuon ruong tiem dong via pho bai phong xe'.split(' '),
)

/** Collects every sign of now and past, from words and from times; at most 500 of a text. */
export function mapTenses(text: Normalised, views: Views, times: TimeMention[], receivedAt: string): TenseMap {
  const phrases = findPhrases(index, text, views).flatMap((match) => {
    const at = tokenAt(views.plain, match.start)
    const cue = match.value === 'past' ? pastCue(match, views.plain) : match.value
    return cue === null || at === undefined
      ? []
      : [{ cue: isSince(views.plain, at) ? weaken(cue) : cue, clause: match.clause, sentence: match.sentence }]
  })
  const nowMs = Date.parse(receivedAt)
  const moments = times.flatMap((time) => {
    const at = tokenAt(views.plain, time.start)
    const cue = momentCue(time, nowMs)
    if (at === undefined || cue === null) return []
    return [{ cue: isSince(views.plain, at) ? weaken(cue) : cue, clause: at.clause, sentence: at.sentence }]
  })
  return { cues: [...phrases, ...moments].slice(0, 500) }
}

type Cue = TenseMap['cues'][number]['cue']

function pastCue(match: PhraseMatch<TenseCue>, tokens: Token[]): Cue | null {
  if (!match.isFolded) return 'past'
  const next = tokens.find((token) => token.start >= match.end)
  if (next !== undefined && PLACES.has(next.bare) && /(?:trước|ngoái)$/.test(match.phrase)) return null
  return SURE_WITHOUT_MARKS.has(match.phrase) ? 'past' : 'unclear'
}

function momentCue(time: TimeMention, nowMs: number): Cue | null {
  const age = nowMs - time.toMs
  // a coming time ("tối mai") says nothing about danger now
  if (age < 0) return null
  if (age <= RECENT_MS) return 'strong-now'
  return age >= PAST_MS && time.toMs <= midnightBefore(nowMs) && !time.isFaint ? 'past' : 'unclear'
}

/** "từ hôm qua": it began then and may go on. */
function isSince(tokens: Token[], at: Token): boolean {
  const before = tokens[tokens.indexOf(at) - 1]
  return before !== undefined && before.clause === at.clause && ['từ', 'tu', 'since'].includes(before.word)
}

function weaken(cue: Cue): Cue {
  return cue === 'past' ? 'unclear' : cue
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
