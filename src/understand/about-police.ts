import {
  CALLING,
  COMPLAINTS,
  PAID_TO_POLICE,
  POLICE,
  POLICE_ACTS,
  POLICE_NEGLECT,
  POSING,
} from '../data/police-words.ts'
import type { Evidence } from '../domain/tip.ts'
import { type Normalised, spanOf } from './normalise.ts'
import { findPhrases, indexPhrases, type PhraseMatch } from './phrases.ts'
import type { Views } from './tokens.ts'

type Role = 'police' | 'act' | 'neglect' | 'paid' | 'complaint' | 'posing' | 'calling'

const index = indexPhrases(
  (
    [
      ['police', POLICE],
      ['act', POLICE_ACTS],
      ['neglect', POLICE_NEGLECT],
      ['paid', PAID_TO_POLICE],
      ['complaint', COMPLAINTS],
      ['posing', POSING],
      ['calling', CALLING],
    ] as const
  ).flatMap(([value, phrases]) => phrases.map((phrase) => ({ phrase, value: value as Role }))),
)
/** How far apart the two words of a complaint may stand, in UTF-16 units of the view; about eight words. */
const ACT_WITHIN = 45
const NEGLECT_WITHIN = 70
const PAID_WITHIN = 25
const MATCHES_MAX = 2_000
const EVIDENCE_MAX = 10
/** Someone else who does the act: "công an ơi nó đánh em". A verb of arrest before it makes it the police again. */
const OTHERS =
  /\b(?:no|thang|bon|chung|ho dang|nhom|ke|ten|hang xom|chong|vo|co nguoi|co may|co dua|co mot|giup|cuu|oi|xuong|vao cuoc|toi day|den day|xu ly|kiem tra|can thiep|bat di|biet|dum|voi)\b/
const ARRESTS = /\b(?:bat|giu|coi|cong|loi|dua|ep|goi|moi|chan|thoi|dung)\b/

/**
 * Every cue that police, or those who work under them, are complained about: acts, neglect, money given to them. Tuned for
 * recall, since the consequence is only that no unit below the province reads the tip; a mere mention is no cue.
 */
export function findPoliceComplaints(text: Normalised, views: Views): Evidence[] {
  const all = findPhrases(index, text, views).slice(0, MATCHES_MAX)
  const of = (role: Role) => all.filter((match) => match.value === role)
  const [acts, neglects, paid] = [of('act'), of('neglect'), of('paid')]
  const [complaints, posing, calling] = [of('complaint'), of('posing'), of('calling')]
  const evidence = new Map<string, Evidence>()
  const add = (rule: string, from: PhraseMatch<Role>, to: PhraseMatch<Role>) => {
    const start = Math.min(from.start, to.start)
    const end = Math.max(from.end, to.end)
    evidence.set(`${rule}:${end}`, { rule, span: spanOf(text, start, end), note: `${from.phrase} + ${to.phrase}` })
  }
  for (const police of of('police')) {
    if (evidence.size >= EVIDENCE_MAX) break
    if (posing.some((other) => isJustBefore(text, other, police))) continue
    const isCalled = calling.some((other) => isJustBefore(text, other, police))
    for (const neglect of neglects) {
      if (isAfter(police, neglect, NEGLECT_WITHIN, 1)) add('police:neglect', police, neglect)
    }
    if (!isCalled) {
      for (const act of acts) {
        if (!act.isNegated && isAfter(police, act, ACT_WITHIN, 0) && isTheirs(text, police, act))
          add('police:act', police, act)
      }
    }
    if (isCalled) continue
    for (const gift of paid) {
      if (isAfter(gift, police, PAID_WITHIN, 0) && !gift.isNegated) add('police:paid', gift, police)
    }
    for (const complaint of complaints) {
      const isAbout = isAfter(complaint, police, PAID_WITHIN, 0)
      if (isAbout && !/\b(?:voi|toi|den|len|cho|gui)\b/.test(text.bare.slice(complaint.end, police.start))) {
        add('police:complaint', complaint, police)
      }
    }
  }
  return [...evidence.values()].slice(0, EVIDENCE_MAX)
}

function isAfter(first: PhraseMatch<Role>, second: PhraseMatch<Role>, within: number, sentencesApart: number): boolean {
  const gap = second.start - first.end
  return gap >= 0 && gap <= within && second.sentence - first.sentence <= sentencesApart
}

function isTheirs(text: Normalised, police: PhraseMatch<Role>, act: PhraseMatch<Role>): boolean {
  const between = text.bare.slice(police.end, act.start)
  const other = between.match(OTHERS)
  if (other === null) return true
  // "bắt được bọn đánh bạc" is their work, "bắt nó rồi đánh" is not
  return ARRESTS.test(between.slice(0, other.index)) && !/bạc|đề|nhậu|rượu|xỉn/.test(act.phrase)
}

/** "giả danh công an", "báo cho các anh công an": nothing but words of address between. */
function isJustBefore(text: Normalised, word: PhraseMatch<Role>, police: PhraseMatch<Role>): boolean {
  const gap = police.start - word.end
  if (gap < 0 || gap > 24 || word.sentence !== police.sentence) return false
  return /^[\s,]*(?:(?:la|ben|cac|may|cho|anh|chu|co|ong|dong chi|nguoi|can bo|den|toi|len|phia|so|duoc|the|roi|voi|vu|mot|cua|a|an)[\s,]+)*$/.test(
    text.bare.slice(word.end, police.start),
  )
}
