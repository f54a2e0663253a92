import { squash, tidy } from '../../tables/table.ts'
import type { CommuneType, OldDistrictType, OldWardType, ProvinceType } from '../release.ts'

/** Types of each level, as official lists write them and as our own files do. */
const WORDS = {
  province: { 'thanh-pho': ['Thành phố', 'Thành phố Trung ương'], tinh: ['Tỉnh'] },
  commune: { phuong: ['Phường'], xa: ['Xã'], 'dac-khu': ['Đặc khu'] },
  district: { quan: ['Quận'], huyen: ['Huyện'], 'thi-xa': ['Thị xã'], 'thanh-pho': ['Thành phố'] },
  ward: { phuong: ['Phường'], xa: ['Xã'], 'thi-tran': ['Thị trấn'] },
} as const satisfies Record<string, Record<string, readonly string[]>>

interface Types {
  province: ProvinceType
  commune: CommuneType
  district: OldDistrictType
  ward: OldWardType
}
export type Level = keyof Types

/** The type of that level a text says, `Thị trấn` or `thi-tran`; null where it says none. */
export function readType<L extends Level>(level: L, text: string): Types[L] | null {
  const wanted = squash(text)
  for (const [type, words] of entriesOf(level)) {
    if (squash(type) === wanted || words.some((word) => squash(word) === wanted)) return type
  }
  return null
}

/**
 * `Phường Ba Đình` is Ba Đình, of type phuong; `Ba Đình` has no type. A name that is nothing but a type keeps it, and so
 * does one whose first word only begins like one (`Xã Phương` is Phương, `Phương Canh` stays).
 */
export function splitType<L extends Level>(level: L, text: string): { name: string; type: Types[L] | null } {
  const whole = tidy(text)
  const found = entriesOf(level)
    .flatMap(([type, words]) => words.map((word) => ({ type, word })))
    .toSorted((a, b) => b.word.length - a.word.length)
    .find(({ word }) => whole.toLowerCase().startsWith(`${word.toLowerCase()} `))
  if (found === undefined) return { name: whole, type: null }
  return { name: stripZeros(whole.slice(found.word.length + 1).trim()), type: found.type }
}

/** `Phường 01` and `Phường 1` are one. */
function stripZeros(name: string): string {
  return /^0+[1-9]\d?$/.test(name) ? name.replace(/^0+/, '') : name
}

/** `quan2`, `thanhphothuduc`: the key under which squashed lists know an area. */
export function squashTyped(type: ProvinceType | CommuneType | OldDistrictType | OldWardType, name: string): string {
  return squash(type) + squash(name)
}

function entriesOf<L extends Level>(level: L): (readonly [Types[L], readonly string[]])[] {
  // Object.entries forgets its keys.
  return Object.entries(WORDS[level]) as unknown as (readonly [Types[L], readonly string[]])[]
}
