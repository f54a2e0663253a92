import { EVERYDAY_SYLLABLES } from '../../data/place-everyday-syllables.ts'
import { NUMBER_WORDS } from '../../data/place-types.ts'
import { isSyllable } from '../../understand/syllables.ts'
import { depthOf, fits } from './areas.ts'
import { CUE, type Cues, isEveryday } from './cues.ts'
import { allNamed, type Hit, hitsAt, type Lexicon, spellingOf } from './hits.ts'
import { makeMention, typedMeanings } from './meanings.ts'
import type { Meaning, Mention } from './mention.ts'
import { readNumber, readType, type TypeRead } from './type-words.ts'
import { GAP, isDigit, isNamed, type Line } from './words.ts'

/*
 * How sure a written type makes a place: in full, as a letter or two, run together with its number. What only a wider
 * place beside it can make one stays far below what counts (`SURE_MIN`).
 */
const IN_FULL = 0.97
const AS_LETTER = 0.93
const GLUED = 0.9
const COMPANY_ONLY = 0.3

/** A text with more is a list, and no place of it the scene. */
const FOUND_MAX = 150

/** Names behind a written type: "phường Bến Thành", "P.12", "Q1", "tp thu duc". */
export function findTyped(line: Line, cues: Cues, lexicon: Lexicon, isStreet: Uint8Array): Mention[] {
  const found: Mention[] = []
  for (let at = 0; at < line.words.length && found.length < FOUND_MAX; at++) {
    const read = isStreet[at] ? null : readType(line, cues, at)
    if (read === null || isPersonal(line, cues, at)) continue
    const mention = readTyped(line, cues, lexicon, at, read)
    if (mention === null) continue
    found.push(mention)
    at = mention.to - 1
  }
  return found
}

/** "anh phuong", "nguyen phuong duc": without marks the word for ward is also a name. */
function isPersonal({ words }: Line, cues: Cues, at: number): boolean {
  const word = words[at]
  const said = (cues.ends[at] ?? 0) & (CUE.person | CUE.family)
  return word !== undefined && said !== 0 && !word.isMarked && word.gap === GAP.space && NAMES.has(word.bare)
}

const NAMES: ReadonlySet<string> = new Set(['phuong', 'huyen', 'quan', 'tinh'])
const NUMBERED: ReadonlySet<string> = new Set(['phuong', 'quan', 'thi-tran'])

function readTyped(line: Line, cues: Cues, lexicon: Lexicon, at: number, read: TypeRead): Mention | null {
  const { type } = read
  const sureness = read.isShort ? AS_LETTER : IN_FULL
  const numbered = (key: string, to: number, sure: number): Mention | null => {
    const meanings = typedMeanings(type, allNamed(lexicon, key))
    return meanings.length === 0 ? null : makeMention({ from: at, to, type, meanings, sureness: sure })
  }
  if (read.glued !== null) return numbered(read.glued, read.to, GLUED)
  const next = line.words[read.to]
  if (next === undefined || (next.gap > GAP.dot && next.gap !== GAP.line)) return null
  const number = NUMBERED.has(type) && next.gap !== GAP.line ? readNumber(line.words, read.to) : null
  if (number !== null) {
    // "phường năm căn", "phường 3 Bảo Lộc": a longer name goes before a number
    const longer = longestTyped(line, cues, lexicon, read)
    const mention = longer === null || longer.to <= number.to ? numbered(number.key, number.to, sureness) : null
    if (mention !== null) return mention
  }
  const hit = typedHit(line, cues, lexicon, read)
  if (hit === null || isCount(line, read.to, hit)) return null
  return makeMention({
    from: at,
    to: hit.to,
    type,
    meanings: hit.meanings,
    sureness: needsCompany(line, cues, at, read, hit) ? COMPANY_ONLY : sureness * spellingOf(hit, line),
    isMisspelt: hit.isSlip || (hit.missing > 0 && isLoneSyllable(read.to, hit)),
  })
}

/** "Phường ba lần", "xã 2 lần": a number that {@link readNumber} took for a count is no name either. */
function isCount(line: Line, at: number, hit: Hit): boolean {
  const word = line.words[at]
  return word !== undefined && hit.to === at + 1 && (isDigit(word.bare) || NUMBER_WORDS.has(word.word))
}

type TypedHit = Hit & { meanings: Meaning[] }

/** The name as it stands; one with a slip if that one lies in what follows, and the other does not. */
function typedHit(line: Line, cues: Cues, lexicon: Lexicon, read: TypeRead): TypedHit | null {
  const hit = longestTyped(line, cues, lexicon, read)
  if (hit !== null && liesInNext(line, cues, lexicon, hit)) return hit
  const near = nearTyped(line, cues, lexicon, read)
  if (hit === null || near === null) return hit ?? near
  return near.to > hit.to && liesInNext(line, cues, lexicon, near) ? near : hit
}

/** Weight from which a name counts as one of the type; "quan" without marks is a shop unless a quận is called so. */
const TYPE_FITS = 0.4
const QUAN_FITS = 0.9
/** Of a name with wrong marks: "Bải Cháy" for Bãi Cháy. */
const WRONG_MAX = 2

/**
 * The longest name that may bear the type; one of the very type before a longer one of another, and a shorter one if it
 * lies in what follows ("xã Long Điền Đông Hải" is Long Điền in Đông Hải).
 */
function longestTyped(line: Line, cues: Cues, lexicon: Lexicon, read: TypeRead): TypedHit | null {
  const least = read.isVague && read.type === 'quan' ? QUAN_FITS : TYPE_FITS
  const fitting: TypedHit[] = []
  let other: TypedHit | null = null
  for (const hit of hitsAt(line, lexicon, read.to)) {
    const isLone = isLoneSyllable(read.to, hit)
    const meanings = hit.wrong > (isLone ? 0 : WRONG_MAX) ? [] : typedMeanings(read.type, hit.named)
    if (meanings.length === 0) continue
    if (meanings.some(({ weight }) => weight >= least)) fitting.push({ ...hit, meanings })
    // a lone syllable that is no more than like the name of another type is a word of the sentence
    else if (!read.isVague && (!isLone || hit.missing === 0)) other ??= { ...hit, meanings }
  }
  const [longest, ...shorter] = fitting
  if (longest === undefined) return other
  if (shorter.length === 0 || liesInNext(line, cues, lexicon, longest)) return longest
  return shorter.find((hit) => liesInNext(line, cues, lexicon, hit)) ?? longest
}

function isLoneSyllable(from: number, hit: Hit): boolean {
  return hit.to === from + 1 && (hit.key.length < 4 || isSyllable(hit.key))
}

/** True if a wider name follows at once that the hit fits. */
function liesInNext(line: Line, cues: Cues, lexicon: Lexicon, hit: TypedHit): boolean {
  const next = line.words[hit.to]
  if (next === undefined || next.gap > GAP.paren) return false
  const from = readType(line, cues, hit.to)?.to ?? hit.to
  return hitsAt(line, lexicon, from).some(({ named }) =>
    named.some(({ area }) => depthOf(area) < 3 && hit.meanings.some((meaning) => fits(meaning.area, area))),
  )
}

const WORDS_OF_SLIP = 4

/** A longer name with one slip. */
function nearTyped(line: Line, cues: Cues, lexicon: Lexicon, read: TypeRead): TypedHit | null {
  const next = readType(line, cues, read.to)
  if (read.isShort || (next !== null && !next.isShort)) return null
  for (let to = Math.min(line.words.length, read.to + WORDS_OF_SLIP); to > read.to; to--) {
    const span = line.words.slice(read.to, to)
    if (span.some((word, i) => i > 0 && word.gap > GAP.dash)) continue
    const key = span.map((word) => word.key).join('')
    const named = lexicon.near.find(key).flatMap((near) => allNamed(lexicon, near))
    const meanings = typedMeanings(read.type, named).filter(({ weight }) => weight >= TYPE_FITS)
    if (meanings.length > 0) return { to, key, named, wrong: 0, missing: 0, isSlip: true, isShort: false, meanings }
  }
  return null
}

/** "tinh binh dinh", "thanh pho hue": the type in full and a province or city of just that type. */
function isWholeProvince({ type, to }: TypeRead, hit: TypedHit): boolean {
  if (hit.isSlip || hit.wrong > 0 || (type !== 'tinh' && type !== 'thanh-pho')) return false
  if (type === 'tinh' && hit.to === to + 1) return false
  return hit.meanings.some(({ area, weight }) => depthOf(area) < 3 && weight >= WHOLE_PROVINCE)
}

const WHOLE_PROVINCE = 0.7

/**
 * What may stand behind "công an phường" by chance, where no capital letter shows it to be a name: a slip, a wrong mark, a
 * lone syllable ("xã dùng"), everyday words ("phuong an toan"). Only a wider place that it lies in makes it one.
 */
function needsCompany(line: Line, cues: Cues, at: number, read: TypeRead, hit: TypedHit): boolean {
  const span = line.words.slice(read.to, hit.to)
  if (isNamed(line, span)) return false
  // "tinh lai chau": every syllable is a word of everyday, and together with the type they are none
  if (isWholeProvince(read, hit)) return false
  if (hit.isSlip) return true
  // "ở xã …" can only be a place
  const isSaid = ((cues.ends[at] ?? 0) & (CUE.at | CUE.scene)) !== 0 && line.words[at]?.gap === GAP.space
  if (isSaid) return false
  if (isLoneSyllable(read.to, hit) || (line.isMarked && (hit.wrong > 0 || read.isVague))) return true
  if (isEveryday(cues, read.to, hit.to)) return true
  const isLoose = read.type === 'phuong' || read.type === 'xa' || read.isVague
  return isLoose && hit.missing > 0 && span.every((word) => EVERYDAY_SYLLABLES.has(word.bare))
}
