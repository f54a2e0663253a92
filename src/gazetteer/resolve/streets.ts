import type { Release } from '../release.ts'
import { type Area, type Areas, depthOf } from './areas.ts'
import { CUE, type Cues } from './cues.ts'
import type { Spelt } from './name-key.ts'
import type { NameIndex } from './names.ts'
import { readType } from './type-words.ts'
import { GAP, type Line } from './words.ts'

/** Names of streets with the old districts that have one: they rank, and they keep names of places from being seen. */
export interface StreetIndex {
  /** Numbers of old districts by key of the street's name. */
  byKey: ReadonlyMap<string, Uint16Array>
  districts: readonly Area[]
}

const WORDS_MAX = 5
/** Numbers of a house in an alley of an alley: 12/3/45/6. */
const NUMBERS_MAX = 6

export function makeStreetIndex(release: Release, areas: Areas, spell: (name: string) => Spelt): StreetIndex {
  const districts: Area[] = []
  const lists = new Map<string, number[]>()
  for (const { district, names } of release.streets) {
    const area = areas.districts.get(district)
    const at = area === undefined ? -1 : districts.push(area) - 1
    for (const name of names) {
      const { key } = spell(name)
      const list = lists.get(key)
      if (list === undefined) lists.set(key, at < 0 ? [] : [at])
      else if (at >= 0 && list.at(-1) !== at) list.push(at)
    }
  }
  return { byKey: new Map([...lists].map(([key, list]) => [key, Uint16Array.from(list)])), districts }
}

/** A street named in a text: words of it, and the districts that have one of the name (none for an unknown street). */
export interface Street {
  from: number
  to: number
  districts: Uint16Array
}

const NONE = new Uint16Array(0)

interface Look {
  line: Line
  cues: Cues
  streets: StreetIndex
  names: NameIndex
}

/**
 * The streets of a text that a list knows: behind a word for street, or behind the number of a house or alley. What looks
 * like a place in one is the street's ("đường Hà Nội", "12 Bà Huyện Thanh Quan").
 */
export function findKnownStreets(look: Look): Street[] {
  return findStreets(look, (at) => readKnown(look, at))
}

/** The other streets, of which nothing is known but their beginning. `isTaken`: words that other findings have claimed. */
export function findUnknownStreets(look: Look, isTaken: (word: number) => boolean): Street[] {
  return findStreets(look, (at) => (isTaken(at) ? null : readUnknown(look, at, isTaken)))
}

function findStreets({ line }: Look, readAt: (at: number) => Street | null): Street[] {
  const found: Street[] = []
  for (let at = 0; at < line.words.length; at++) {
    const street = readAt(at)
    if (street === null) continue
    found.push(street)
    at = street.to - 1
  }
  return found
}

/** Where the name begins behind a word for street or a number, and which of them it was; null where neither stands. */
function readOpening(look: Look, at: number): { start: number; isStreet: boolean; isNumbered: boolean } | null {
  const { words } = look.line
  const { cues } = look
  const isStreet = ((cues.starts[at] ?? 0) & CUE.street) !== 0 && !endsName(look, at)
  const isHouse =
    !isStreet &&
    isNumber(words[at]?.bare ?? '') &&
    ((cues.ends[at] ?? 0) & CUE.hamlet) === 0 &&
    readType(look.line, cues, at - 1) === null
  if (!isStreet && !isHouse) return null
  let start = isStreet ? (cues.startsTo[at] ?? at + 1) : at + 1
  // "quốc lộ 1A", "đường số 5", "123/4/5 Lê Lợi"
  const end = start + NUMBERS_MAX
  while (start < end && isNumber(words[start]?.bare ?? '') && (words[start]?.gap ?? GAP.stop) <= GAP.slash) start++
  const isNumbered = isHouse && isAddressNumber(look, at)
  return isStreet || isNumbered || mayOpenAddress(look, at) ? { start, isStreet, isNumbered } : null
}

function readKnown(look: Look, at: number): Street | null {
  const opening = readOpening(look, at)
  if (opening === null) return null
  const { words } = look.line
  let best: Street | null = null
  let key = ''
  for (let to = opening.start; to < Math.min(words.length, opening.start + WORDS_MAX); to++) {
    const word = words[to]
    if (word === undefined || word.gap > GAP.dash) break
    key += word.key
    const districts = look.streets.byKey.get(key)
    if (districts !== undefined && (to > opening.start || opening.isStreet)) best = { from: at, to: to + 1, districts }
  }
  return best
}

function readUnknown(look: Look, at: number, isTaken: (word: number) => boolean): Street | null {
  const opening = readOpening(look, at)
  if (opening === null || !(opening.isStreet || opening.isNumbered)) return null
  const { cues, line } = look
  const { start } = opening
  const numbered =
    opening.isStreet && start > (cues.startsTo[at] ?? 0) ? { from: at, to: start, districts: NONE } : null
  const said = (cues.starts[start] ?? 0) & (CUE.at | CUE.near | CUE.move | CUE.from | CUE.not | CUE.landmark)
  // "đường ra bến xe", but "đường Bến Thành"
  const isName = pairIsName(look, start) || (line.hasCase && line.words[start]?.isCapital === true)
  if ((said !== 0 && !isName) || readType(line, cues, start) !== null) return numbered
  let run = start
  while (run < Math.min(line.words.length, start + WORDS_MAX) && !isTaken(run)) {
    const word = line.words[run]
    if (word === undefined || word.gap > GAP.dash || isNumber(word.bare)) break
    run++
  }
  const to = endOfUnknown(look, start, run)
  return to === start ? numbered : { from: at, to, districts: NONE }
}

function isNumber(word: string): boolean {
  return /^\d{1,4}[a-z]?$/.test(word)
}

/** "số 5", "hẻm 12", "123/4": not "lúc 3", "có 5". */
function isAddressNumber({ line, cues }: Look, at: number): boolean {
  return ((cues.ends[at] ?? 0) & CUE.numbered) !== 0 || line.words[at]?.gap === GAP.slash
}

/** "ở 12 Lê Lợi", "nhà 5 Trần Phú", "12 Lê Lợi, …": not "Đại Ân 1", "có 5". */
function mayOpenAddress({ line, cues }: Look, at: number): boolean {
  const said = (cues.ends[at] ?? 0) & (CUE.at | CUE.near | CUE.landmark | CUE.brand | CUE.stay)
  return said !== 0 || (line.words[at]?.gap ?? GAP.stop) >= GAP.comma
}

/** A street that no list knows: its capital letters; without, the one word, or the two that would be a place. */
function endOfUnknown(look: Look, start: number, run: number): number {
  const { words, hasCase } = look.line
  if (!hasCase) return Math.min(run, pairIsName(look, start) ? start + 2 : start + 1)
  let to = start
  while (to < run && words[to]?.isCapital) to++
  return to
}

function pairIsName({ line: { words }, names }: Look, start: number): boolean {
  return names.spellings.has(`${words[start]?.key ?? ''}${words[start + 1]?.key ?? ''}`)
}

/** "binh duong", "hai duong" without marks: no word for street, but the end of a province. */
function endsName({ line: { words }, names }: Look, at: number): boolean {
  const word = words[at]
  if (word === undefined || word.isMarked || word.gap > GAP.dash) return false
  const spellings = names.spellings.get(`${words[at - 1]?.key ?? ''}${word.key}`)
  return spellings?.some(({ named }) => named.some(({ area }) => depthOf(area) < 3)) ?? false
}

/** Names of persons and dates that streets of everywhere bear stand in ten old districts or more. */
export const FAMOUS_MIN = 10
