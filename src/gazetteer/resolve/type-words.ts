import { DOTTED, NUMBER_WORDS, PLACE_TYPES, type PlaceType, TYPE_LETTERS, TYPE_WORDS } from '../../data/place-types.ts'
import { foldText } from '../../understand/letters.ts'
import type { Area } from './areas.ts'
import { CUE, type Cues, isTail } from './cues.ts'
import { wordsOfName } from './name-key.ts'
import type { Named } from './names.ts'
import { GAP, type Line, type Word } from './words.ts'

/** A type as written at a word: which, where the name begins, and whether it is no more than a letter or two. */
export interface TypeRead {
  type: PlaceType
  to: number
  isShort: boolean
  /** The number of a ward or district that is written together with it: "q1", "P.12" as "p12". */
  glued: string | null
  /** Without marks the word is as often another: quán, xa, tính. */
  isVague: boolean
}

interface Form {
  type: PlaceType
  words: string[]
  isShort: boolean
  isExact: boolean
}

const FORMS = new Map<string, Form[]>()
for (const type of PLACE_TYPES) {
  for (const [forms, isShort] of [
    [TYPE_WORDS[type], false],
    [TYPE_LETTERS[type], true],
  ] as const) {
    for (const form of forms) {
      const words = wordsOfName(form)
      const key = words.map(foldText).join(' ')
      FORMS.set(key, [...(FORMS.get(key) ?? []), { type, words, isShort, isExact: form.startsWith('=') }])
    }
  }
}

/** Behind such a word a number counts: "phường hai lần", "công an phường 2 giờ". */
const COUNTED = new Set(
  'lần giờ tiếng phút km triệu tr k ngàn nghìn chục trăm lan gio tieng phut trieu ngan nghin chuc tram'.split(' '),
)
const COUNTED_IN_WORDS = new Set(
  'tuần tháng ngày năm người đứa thằng chiếc cái con hôm bên ông bà vợ tên nhà mươi chục lần mẹ anh chị cháu hộ căn'.split(
    ' ',
  ),
)

/** First words of all forms. */
const OPENING = new Set([...FORMS.keys()].map((key) => key.split(' ')[0]))

/** "q1", "p12", "f7", "quan3", "phuong05": types that take numbers, and nothing between. */
const GLUED = /^(?:(p|f|ph|phuong|fuong)|(q|qu|quan))0*([1-9]\d?)$/

/**
 * The type that begins at a word, the longest form first; null where none does, or where the word only ends another
 * ("ký túc xá", "khu phố").
 */
export function readType(line: Line, cues: Cues, at: number): TypeRead | null {
  const { words } = line
  const first = words[at]
  if (first === undefined || !(OPENING.has(first.bare) || GLUED.test(first.bare)) || isTail(cues, at, PHRASES))
    return null
  const glued = first.gap === GAP.dash || isPlate(words, at) ? null : GLUED.exec(first.bare)
  if (glued?.[3] !== undefined) {
    return {
      type: glued[1] === undefined ? 'quan' : 'phuong',
      to: at + 1,
      isShort: true,
      glued: glued[3],
      isVague: false,
    }
  }
  const second = words[at + 1]
  if (second !== undefined && second.gap <= GAP.dot) {
    const long = fitForm(FORMS.get(`${first.bare} ${second.bare}`), line, at)
    if (long !== null) return { type: long.type, to: at + 2, isShort: long.isShort, glued: null, isVague: false }
  }
  const form = fitForm(FORMS.get(first.bare), line, at)
  if (form === null) return null
  if (form.isShort && DOTTED.has(form.words[0] ?? '') && !(second?.gap === GAP.dot || first.isCapital)) return null
  // "8 h", "5 tr": behind a number a letter is a unit
  const isUnit = form.isShort && UNITS.has(first.bare) && first.gap === GAP.space && second?.gap !== GAP.dot
  if (isUnit && !first.isCapital && /^\d+$/.test(words[at - 1]?.bare ?? '')) return null
  return {
    type: form.type,
    to: at + 1,
    isShort: form.isShort,
    glued: null,
    isVague: !first.isMarked && VAGUE.has(first.bare),
  }
}

const VAGUE: ReadonlySet<string> = new Set(['quan', 'xa', 'tinh'])

const PHRASES = CUE.landmark | CUE.hamlet | CUE.brand | CUE.street | CUE.numbered | CUE.at

/** "F2 018.96": letters and numbers of a plate. */
function isPlate(words: readonly Word[], at: number): boolean {
  return words[at + 1]?.gap === GAP.space && /^\d{3,}/.test(words[at + 1]?.bare ?? '')
}

const UNITS: ReadonlySet<string> = new Set(['h', 't', 'x', 'p', 'tr'])

function fitForm(forms: readonly Form[] | undefined, line: Line, at: number): Form | null {
  return (
    forms?.find((form) =>
      form.words.every((wanted, i) => {
        const word = line.words[at + i]
        return word !== undefined && (word.word === wanted || (!word.isMarked && !form.isExact))
      }),
    ) ?? null
  )
}

/** The number that a word or two stand for behind a type, as names write it; null for none. */
export function readNumber(words: readonly Word[], at: number): { key: string; to: number } | null {
  const first = words[at]
  const second = words[at + 1]
  if (first === undefined) return null
  const next = second?.gap === GAP.space ? second.word : ''
  if (/^0*[1-9]\d?$/.test(first.bare)) return COUNTED.has(next) ? null : { key: String(Number(first.bare)), to: at + 1 }
  const pair = NUMBER_WORDS.get(`${first.word} ${next}`)
  if (pair !== undefined) return { key: String(pair), to: at + 2 }
  const one = NUMBER_WORDS.get(first.bare === 'nhat' ? 'nhất' : first.word)
  // "quan ba" may be the shop of a woman
  const isClear = first.isMarked || words[at - 1]?.isMarked === true || first.bare === 'nhat'
  if (one === undefined || !isClear || COUNTED_IN_WORDS.has(next)) return null
  return { key: String(one), to: at + 1 }
}

/*
 * How far an area fits the type that was written. New names weigh more than old ones that nothing marks as old; a wrong
 * type is common (wards became xã, xã became wards) and never more than a third as likely.
 */
const SAME: Readonly<Record<Area['kind'], number>> = {
  province: 1,
  'old-province': 0.9,
  'old-district': 1,
  commune: 1,
  'old-ward': 0.45,
}
const FORMER_TYPE = 0.9
const FORMER_WARD = 0.6

/** Weight of what a name may mean under a written type; 0 where it cannot. */
export function weighType(written: PlaceType, { area, type, isAlias }: Named): number {
  const own = type ?? area.type
  const former = area.isFormer || (isAlias && area.kind === 'old-ward') ? FORMER_WARD : 1
  // a squashed name of a ward came without its type
  if (own === written || (area.isFormer && type === null && IS_WARD.has(written)))
    return wardWeight(written, area) * former
  if (area.formerType === written) return SAME[area.kind] * FORMER_TYPE
  return OTHER[written][`${area.kind}:${own}`] ?? 0
}

const IS_WARD: ReadonlySet<PlaceType> = new Set(['phuong', 'xa', 'thi-tran'])

/** "Thị trấn" is always of before. */
function wardWeight(written: PlaceType, area: Area): number {
  return written === 'thi-tran' ? 1 : SAME[area.kind]
}

const WARDS_FOR_XA = {
  'commune:phuong': 0.25,
  'commune:dac-khu': 0.4,
  'old-ward:thi-tran': 0.12,
  'old-ward:phuong': 0.1,
}
const DISTRICTS = {
  'old-district:quan': 0.5,
  'old-district:huyen': 0.5,
  'old-district:thi-xa': 0.5,
  'old-district:thanh-pho': 0.5,
}
const OTHER: Readonly<Record<PlaceType, Readonly<Record<string, number>>>> = {
  phuong: { 'commune:xa': 0.25, 'commune:dac-khu': 0.3, 'old-ward:thi-tran': 0.12, 'old-ward:xa': 0.1 },
  xa: WARDS_FOR_XA,
  'thi-tran': { 'commune:xa': 0.3, 'commune:phuong': 0.25, 'old-ward:xa': 0.12, 'old-ward:phuong': 0.12 },
  'dac-khu': { ...DISTRICTS, 'commune:xa': 0.2, 'commune:phuong': 0.2 },
  quan: DISTRICTS,
  huyen: { ...DISTRICTS, 'commune:dac-khu': 0.3 },
  'thi-xa': DISTRICTS,
  'thanh-pho': { ...DISTRICTS, 'old-district:thi-xa': 0.6, 'province:tinh': 0.3, 'old-province:tinh': 0.25 },
  tinh: { 'province:thanh-pho': 0.8, 'old-province:thanh-pho': 0.7 },
}
