import { PLACE_WORDS } from '../data/cues.ts'
import type { Normalised } from './normalise.ts'
import { findPhrases, indexPhrases } from './phrases.ts'
import type { Token, Views } from './tokens.ts'

const index = indexPhrases(PLACE_WORDS.map((phrase) => ({ phrase, value: true })))

/**
 * True if the text says where, well enough not to ask: a word of place with a name or number behind it ("đường Lê Lợi",
 * "ngõ 12", "cho ben thanh"), or a name after "ở", "tại". The resolver of places decides what it is.
 */
export function tellsWhere(text: Normalised, views: Views): boolean {
  if (
    /(?<![\p{L}\d])\d{1,4}(?:[/-]\d{1,4}){0,3}[a-z]? (?:duong|pho|le|nguyen|tran|hung|ly|phan|hai|quang)\b/u.test(
      text.bare,
    )
  )
    return true
  if (findPhrases(index, text, views).some((match) => isNamed(text, views, match))) return true
  return views.plain.some((token, i) => {
    const next = views.plain[i + 1]
    return ['ở', 'tại', 'tai', 'khu', 'gần'].includes(token.word) && next !== undefined && isCapital(text, next)
  })
}

/** Whether a name or a number stands behind a word of place. */
export function isNamed(text: Normalised, views: Views, place: { end: number; sentence: number }): boolean {
  const next = views.plain.find((token) => token.start >= place.end)
  return next !== undefined && next.sentence === place.sentence && isName(text, next)
}

const NO_NAMES = new Set(
  'em toi minh nay do kia nha tui nao gi co bi thi la va dang khong lon nho dong xom khac lang tren duoi truoc sau he vang ray pho rong xa'.split(
    ' ',
  ),
)

/** A number, a capital letter as sent, or without capitals any word that is no pronoun or verb of everyday. */
function isName(text: Normalised, token: Token): boolean {
  if (/\d/.test(token.word) || isCapital(text, token)) return true
  const hasCapitals = /\p{Lu}/u.test(text.sent.slice(1, 400))
  return !hasCapitals && token.word.length > 1 && !NO_NAMES.has(token.bare)
}

function isCapital(text: Normalised, token: Token): boolean {
  return /\p{Lu}/u.test(text.sent.charAt(text.starts[token.start] ?? 0))
}
