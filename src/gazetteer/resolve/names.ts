import { DISTRICT_SHORT_NAMES, PROVINCE_SHORT_NAMES } from '../../data/place-short-names.ts'
import { PLACE_TYPES, type PlaceType } from '../../data/place-types.ts'
import { foldText } from '../../understand/letters.ts'
import { cutSyllables } from '../../understand/syllables.ts'
import type { Alias, Release } from '../release.ts'
import { type Area, type Areas, makeWard } from './areas.ts'
import { type BitSet, HASH_START, hashOn, makeBitSet } from './bit-set.ts'
import { endBit, keyOfWord, type Spelt, TOGETHER } from './name-key.ts'

/** An area under one of its names. */
export interface Named {
  area: Area
  /** Type written with this name, where it is another than the area's own. */
  type: PlaceType | null
  /** No official name: former, short, or of a ward that was taken in before July 2025. */
  isAlias: boolean
}

/** All areas that are spelt one way. */
export interface Spelling {
  /** With marks, without spaces; null where the source had none. */
  marked: string | null
  /** Where its words end, as bits; 0 where the source ran them together. */
  ends: number
  named: Named[]
}

/** Every name of a release, by {@link spell}'s key. */
export interface NameIndex {
  spellings: ReadonlyMap<string, readonly Spelling[]>
  /** Areas by initials ("gv") or by initials and last syllable ("bthanh"): they mean nothing without company. */
  shorts: ReadonlyMap<string, readonly Named[]>
  /** Most words of any name: how far to look ahead. */
  wordsMax: number
  /** Whether letters may begin a name, or be one, by their {@link hashOn}: tells for certain only what is none. */
  opens: BitSet
}

/** Builds the index; some 20,000 keys for the whole country. */
export function makeNameIndex(release: Release, areas: Areas, spell: (name: string) => Spelt): NameIndex {
  const spellings = new Map<string, Spelling[]>()
  const shorts = new Map<string, Named[]>()
  const opens = makeBitSet(OPENS_BITS)
  let wordsMax = 1
  const addKey = (key: string, marked: string | null, ends: number, named: Named): void => {
    const list = spellings.get(key)
    const same = list?.find((one) => one.marked === marked && one.ends === ends)
    if (same !== undefined) {
      if (!same.named.some((one) => one.area === named.area && one.type === named.type)) same.named.push(named)
    } else if (list === undefined) spellings.set(key, [{ marked, ends, named: [named] }])
    else list.push({ marked, ends, named: [named] })
  }
  const add = (name: string, named: Named): void => {
    const { key, marked, ends, words } = spell(name)
    if (key === '') return
    wordsMax = Math.max(wordsMax, words)
    addKey(key, marked, ends, named)
    // Run together, the parts of "Quy Nhơn" are no words any more, and their letters stay as they are.
    const together = words === 1 ? key : keyOfWord(foldText(marked))
    if (together !== key) addKey(together, null, TOGETHER, named)
  }
  const own = (area: Area | undefined, name: string | null): void => {
    if (area === undefined || name === null) return
    add(name, { area, type: null, isAlias: false })
    for (const key of shortsOf(area, spell(name))) push(shorts, key, { area, type: null, isAlias: false })
  }
  for (const one of release.provinces) own(areas.provinces.get(one.code), one.name)
  for (const one of release.oldProvinces) own(areas.oldProvinces.get(one.code), one.name)
  for (const one of release.oldDistricts) own(areas.districts.get(one.code), one.name)
  release.communes.forEach((one, i) => {
    own(areas.communes[i], one.name)
    own(areas.communes[i], one.otherName)
  })
  for (const one of release.oldWards) {
    own(areas.wards.get(one.code), one.name)
    own(areas.wards.get(one.code), one.otherName)
  }
  for (const [code, names] of PROVINCE_SHORT_NAMES) {
    const area = areas.oldProvinces.get(code)
    // "Sài Gòn" is the whole city of today, for those who say it
    const meant = area?.isGone === false ? areas.provinces.get(area.province) : area
    if (meant) for (const name of names) add(name, { area: meant, type: null, isAlias: true })
  }
  for (const [code, names] of DISTRICT_SHORT_NAMES) {
    const area = areas.districts.get(code)
    if (area) for (const name of names) add(name, { area, type: null, isAlias: true })
  }
  for (const alias of release.aliases) addAlias(alias)
  for (const [key, list] of spellings) for (const { ends } of list) addOpenings(opens, key, ends)
  for (const key of shorts.keys()) addOpenings(opens, key, 0)
  return { spellings, shorts, wordsMax: Math.min(wordsMax, WORDS_MAX), opens }

  function addAlias(alias: Alias): void {
    const area = areaOf(alias, areas)
    if (area === null) return
    const named = { area, type: alias.type, isAlias: true }
    if (!alias.isSquashed) {
      add(alias.name, named)
      return
    }
    const { type, rest } = cutType(alias.name)
    if (rest !== '') addKey(rest, null, endsOfSquashed(rest), { ...named, type: alias.type ?? type })
  }
}

/** Room for some 60,000 beginnings with few of them in one place. */
const OPENS_BITS = 21

/** The beginnings of a name at which a typed word may end: its own words, or where those are unknown any letter. */
function addOpenings(opens: BitSet, key: string, ends: number): void {
  const isOneWord = ends === 0 || ends === TOGETHER || ends === endBit(key.length)
  let hash = HASH_START
  for (let length = 1; length <= key.length; length++) {
    hash = hashOn(hash, key.charCodeAt(length - 1))
    if (isOneWord || length === key.length || (ends & endBit(length)) !== 0) opens.add(hash)
  }
}

/** "Đường Nguyễn Thị Minh Khai" has five; no name of a place is longer by much. */
const WORDS_MAX = 6

/** "GV", "GVấp" for Gò Vấp; wards of three syllables and more by initials alone ("BHH B" for Bình Hưng Hòa B). */
function shortsOf(area: Area, { key, ends, words }: Spelt): string[] {
  const isFine = area.kind === 'commune' || area.kind === 'old-ward'
  if (words < (isFine ? 3 : 2)) return []
  let initials = key.charAt(0)
  let last = 0
  for (let i = 1; i < key.length; i++) {
    if ((ends & endBit(i)) === 0) continue
    initials += key.charAt(i)
    last = i
  }
  return isFine ? [initials] : [initials, initials.slice(0, -1) + key.slice(last)]
}

function push<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [value])
  else group.push(value)
}

const SQUASHED_TYPES: readonly (readonly [string, PlaceType])[] = [
  ['thanhpho', 'thanh-pho'],
  ['thitran', 'thi-tran'],
  ['dackhu', 'dac-khu'],
  ['phuong', 'phuong'],
  ['district', 'quan'],
  ['huyen', 'huyen'],
  ['thixa', 'thi-xa'],
  ['quan', 'quan'],
  ['xa', 'xa'],
  ['tx', 'thi-xa'],
  ['tp', 'thanh-pho'],
]

/** `xathoison` is a xã of the name `thoison`; `quan09` a quận `9`. */
function cutType(squashed: string): { type: PlaceType | null; rest: string } {
  for (const [prefix, type] of SQUASHED_TYPES) {
    if (!squashed.startsWith(prefix) || squashed.length < prefix.length + 1) continue
    return { type, rest: keyOfWord(squashed.slice(prefix.length).replace(/^0+(?=\d)/, '')) }
  }
  if (/^q\d+$/.test(squashed)) return { type: 'quan', rest: squashed.slice(1).replace(/^0+/, '') }
  return { type: null, rest: keyOfWord(squashed) }
}

/** Where the words of a squashed name most likely end: `tramy` is Trà My. */
function endsOfSquashed(key: string): number {
  const cuts = cutSyllables(key)
  return cuts === null ? 0 : [...cuts, key.length].reduce((ends, cut) => ends | endBit(cut), 0)
}

function areaOf(alias: Alias, areas: Areas): Area | null {
  const { of, within } = alias
  if ('province' in of) return areas.provinces.get(of.province) ?? areas.oldProvinces.get(of.province) ?? null
  if ('oldDistrict' in of) return areas.districts.get(of.oldDistrict) ?? null
  if ('oldWard' in of) {
    const ward = areas.wards.get(of.oldWard)
    return ward === undefined ? null : { ...ward, isFormer: true }
  }
  const index = areas.communeIndex.get(of.commune)
  if (index === undefined) return null
  const type = PLACE_TYPES.find((one) => one === alias.type) ?? 'phuong'
  const district = within.oldDistrict === null ? null : (areas.districts.get(within.oldDistrict) ?? null)
  const oldProvince =
    district?.oldProvince ?? (within.province === null ? null : (areas.oldProvinces.get(within.province) ?? null))
  return { ...makeWard(of.commune, type, [[index, 'whole']], areas.communes), isFormer: true, district, oldProvince }
}
