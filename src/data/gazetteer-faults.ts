/** An old district that a published list puts under the wrong province. */
export interface MovedDistrict {
  code: string
  name: string
  /** Code of the old province it belonged to. */
  province: string
  reason: string
}

/**
 * Faults of the official conversion table (Decision 19/2025/QĐ-TTg, as published as a spreadsheet), put right wherever they are
 * met; see domain reference 2 and the notes of those who published it.
 */
export const MOVED_DISTRICTS: readonly MovedDistrict[] = [
  {
    code: '794',
    name: 'Tân An',
    province: '80',
    reason: 'thành phố Tân An was the seat of Long An; the table prints another province beside it',
  },
  {
    code: '900',
    name: 'Hà Tiên',
    province: '91',
    reason: 'thành phố Hà Tiên was part of Kiên Giang; the table prints another province beside it',
  },
]

/** How many there are since 1 July 2025: Resolution 202/2025/QH15 and the 34 resolutions of the Standing Committee on communes. */
export const NATIONAL_COUNTS = { provinces: 34, communes: 3_321 } as const

/** The first day of two levels; no release is valid before it. */
export const TWO_LEVELS_SINCE = '2025-07-01'
