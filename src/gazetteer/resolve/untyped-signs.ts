import { EVERYDAY_SYLLABLES } from '../../data/place-everyday-syllables.ts'
import type { AreaKind } from '../../domain/place.ts'
import { isSyllable } from '../../understand/syllables.ts'
import { depthOf } from './areas.ts'
import { CUE, type Cues, isEveryday, isTail } from './cues.ts'
import type { Hit, Lexicon } from './hits.ts'
import type { Meaning } from './mention.ts'
import { FAMOUS_MIN } from './streets.ts'
import { type Setting, weighSurroundings } from './surroundings.ts'
import { GAP, isDigit, isNamed, type Line, type Word } from './words.ts'

/** Below this a name counts only in the company of another that it fits. */
export const SURE_MIN = 0.59
/** The least that is kept for such company. */
export const COMPANY_MIN = 0.05

/** How often a bare name of the kind is meant as a place at all. */
const BASE: Readonly<Record<AreaKind, number>> = {
  province: 0.45,
  'old-province': 0.45,
  'old-district': 0.35,
  commune: 0.25,
  'old-ward': 0.25,
}

/*
 * What speaks for a place, and against. The sum is no probability: the weights are set so that the development sentences
 * and 21,000 texts of the corpus that mostly name none fall on the right side of `SURE_MIN`, one sign alone seldom
 * deciding (a district's name with marks; any name behind "ở").
 */
const SIGN = {
  at: 0.4,
  near: 0.25,
  move: 0.2,
  topic: 0.25,
  former: 0.35,
  long: 0.15,
  capital: 0.2,
  small: -0.25,
  smallInHaste: -0.12,
  smallBehindCapital: -0.15,
  halfCapital: -0.3,
  wrongMark: -0.25,
  exactMarks: 0.15,
  marksLeftOut: -0.2,
  wide: 0.15,
  everyday: -0.45,
  everydayCapital: -0.25,
  namesake: -0.35,
  family: -0.5,
  person: -0.2,
  syllable: -0.45,
  syllableProvince: -0.15,
  quoted: -0.5,
  acronym: 0.3,
  street: -0.3,
} as const
/** What a name of persons and streets is worth without a word of place; and one that is no commune for certain. */
const DOUBTFUL = 0.5
/** Worth a candidate, and not to be decided on alone (`DECIDE_SCORE`). */
const UNDECIDED = 0.64
/** A line of nothing else; `promote.ts` makes it just sure enough to be asked about. */
const WHOLE = 0.15

export interface Signs {
  sureness: number
  isLandmark: boolean
  /** Said of a place by a word before it, or by opening the sentence. */
  isSaid: boolean
}

/** How surely a place is meant; null where something else is, whatever stands beside it. */
export function weighSigns(
  line: Line,
  cues: Cues,
  lexicon: Lexicon,
  setting: Setting,
  meanings: readonly Meaning[],
): Signs | null {
  const { at, hit, isBeside, isBehind } = setting
  const span = line.words.slice(at, hit.to)
  const first = span[0]
  const next = line.words[hit.to]
  if (first === undefined || meanings.length === 0 || isDigit(hit.key) || isLoneLetters(span, hit)) return null
  const isField = ((cues.ends[at] ?? 0) & CUE.scene) !== 0
  const isJoined = first.gap <= GAP.dash || first.gap === GAP.paren || isField || isTitle(first, cues, at)
  const said = isJoined && !isBehind ? (cues.ends[at] ?? 0) : 0
  const after = next !== undefined && next.gap <= GAP.dash ? (cues.starts[hit.to] ?? 0) : 0
  const opens = cues.starts[at] ?? 0
  const kind = likeliestKind(meanings)
  const isWide = depthOf({ kind }) < 3
  const isProvince = kind === 'province' || kind === 'old-province'
  const isAt = (said & (CUE.at | CUE.scene)) !== 0
  const isLandmark = (said & CUE.landmark) !== 0
  const isSchool = isLandmark && SCHOOLS.has(line.words[at - 1]?.bare ?? '')
  const isOpening = at === 0 || first.gap >= GAP.dot
  const isNamesake = (said & NAMESAKES) !== 0 && !isAt && !isLandmark
  // without marks "cua" is của or cua, "co" có or cô: one syllable is a doubt and no more
  const isVagueCue = !line.isMarked && (cues.endsFrom[at] ?? 0) === at - 1
  if (isNamesake && !isVagueCue) return null
  if ((said & CUE.plate) !== 0 && isProvince) return null
  // a name that begins within "quán phở"
  if (!isBehind && isTail(cues, at, CUE.brand | CUE.person | CUE.landmark | CUE.hamlet | CUE.street)) return null
  const isFamily = (opens & CUE.family) !== 0
  if (isFamily && line.hasCase && next?.gap === GAP.space && next.isCapital && !isBeside) return null
  if ((after & CUE.street) !== 0 && next?.bare.startsWith('str')) return null

  // "Nơi xảy ra: Bàn Cờ" is no chessboard
  const isPlain = !isField && isEveryday(cues, at, hit.to)
  const isCapital = span.every((word) => word.isCapital || isDigit(word.bare))
  const isSingle = span.length === 1 && first.key.length <= 6 && isSyllable(first.bare)
  let sureness =
    BASE[kind] +
    sayingOf(said, isAt, isLandmark, isOpening && (after & CUE.topic) !== 0) +
    lettersOf(line, span, hit, isCapital) +
    ((after & CUE.former) !== 0 ? SIGN.former : 0) +
    (span.length > 2 ? SIGN.long : 0) +
    (isPlain ? (isNamed(line, span) ? SIGN.everydayCapital : SIGN.everyday) : isWide ? SIGN.wide : 0) +
    (isNamesake ? SIGN.namesake : 0) +
    (first.isQuoted ? SIGN.quoted : 0) +
    (isBeside ? 0 : weighSurroundings(line, cues, setting)) +
    (isAcronym(span) ? SIGN.acronym : 0) +
    (isSingle ? (kind === 'province' ? SIGN.syllableProvince : SIGN.syllable) : 0)
  if (hit.missing > 0 && !isCapital) sureness -= soundsEveryday(span, isWide, isAt || isLandmark)
  if ((said & CUE.family) !== 0 && (!line.hasCase || line.words[at - 1]?.isCapital)) sureness += SIGN.family
  // "ở Nguyễn Lương Bằng" is a street more often than the commune of the name
  if (isFamily && span.length > 2) sureness = Math.min(sureness + SIGN.person, UNDECIDED)
  const streets = kind === 'province' ? 0 : (lexicon.streets.byKey.get(hit.key)?.length ?? 0)
  const isCalledSo = (opens & (CUE.person | CUE.brand)) !== 0 && !isProvince
  // "chạy lộc cộc về An Cựu", "vựa Hòa Ninh": a commune that no word puts there is worth asking about, and no more
  if (!isWide && !isAt && !isOpening && !isBehind) sureness = Math.min(sureness, UNDECIDED)
  // a street of every town, or a school of the name: only a word of place, or a company of other names, makes it one
  if ((streets >= FAMOUS_MIN || isCalledSo || isSchool) && !isAt)
    sureness = Math.min(sureness, isLandmark ? 0 : DOUBTFUL)
  else if (streets >= FAMOUS_MIN && !isWide) sureness += SIGN.street
  // an answer of no other word: "co giang"
  const isWhole = (at === 0 || first.gap >= GAP.line) && (next === undefined || next.gap >= GAP.line)
  if (isWhole && !isPlain && span.length > 1) sureness = Math.max(sureness, WHOLE)
  // whatever it sounds like: beside a name that it fits it may still be one
  if (isBeside || (isWide && !isPlain && !isSingle)) sureness = Math.max(sureness, COMPANY_MIN)
  return { sureness, isLandmark, isSaid: isAt || isOpening }
}

const NAMESAKES = CUE.person | CUE.brand | CUE.origin | CUE.hamlet

/** Last words of what is called after persons as often as after places. */
const SCHOOLS: ReadonlySet<string> = new Set('truong thpt thcs ptth hoc non giao dang cu xa'.split(' '))

/** "Mr. Long Thành". */
function isTitle(first: Word, cues: Cues, at: number): boolean {
  return first.gap === GAP.dot && ((cues.ends[at] ?? 0) & CUE.person) !== 0
}

/** Two or three small letters are initials of nothing, whatever they spell; Huế is the one place so short. */
function isLoneLetters(span: readonly Word[], hit: Hit): boolean {
  const [only] = span
  if (span.length > 1 || only === undefined || hit.key.length > 3) return false
  return !only.isUpper && !only.isMarked && hit.missing === 0 && hit.key !== 'hue'
}

function likeliestKind(meanings: readonly Meaning[]): AreaKind {
  return meanings.reduce<AreaKind>((best, { area }) => (BASE[area.kind] > BASE[best] ? area.kind : best), 'old-ward')
}

function sayingOf(said: number, isAt: boolean, isLandmark: boolean, isTopic: boolean): number {
  if (isAt) return SIGN.at
  if ((said & (CUE.near | CUE.office)) !== 0) return SIGN.near
  if (isLandmark || (said & (CUE.move | CUE.toward | CUE.from)) !== 0) return SIGN.move
  return isTopic ? SIGN.topic : 0
}

function lettersOf(line: Line, span: readonly Word[], hit: Hit, isCapital: boolean): number {
  const opens = span[0]?.isCapital === true
  let weight = 0
  if (line.hasCase) {
    weight += isCapital ? SIGN.capital : line.isMarked || opens ? SIGN.small : SIGN.smallInHaste
  } else if (line.opensCapital && !opens && line.isMarked) weight += SIGN.smallBehindCapital
  // a capital for the sentence alone: "Thanh xuân"
  else if (opens && !isCapital && line.isMarked) weight += SIGN.halfCapital
  if (hit.wrong > 0) return weight + SIGN.wrongMark
  if (hit.missing === 0) return weight + (span.some((word) => word.isMarked) ? SIGN.exactMarks : 0)
  return weight + (line.isMarked ? SIGN.marksLeftOut : 0)
}

/** What a name typed without marks loses for sounding like words of everyday. */
function soundsEveryday(span: readonly Word[], isWide: boolean, isSaid: boolean): number {
  const everyday = span.filter((word) => EVERYDAY_SYLLABLES.has(word.bare)).length
  if (isSaid) return everyday === span.length ? 0.25 : 0
  return everyday * (isWide ? 0.15 : 0.25)
}

/** "TPHCM", "hcm": letters that spell no word. */
function isAcronym(span: readonly Word[]): boolean {
  const bare = span[0]?.bare ?? ''
  return span.length === 1 && bare.length > 2 && !/[aeiouy]/.test(bare)
}
