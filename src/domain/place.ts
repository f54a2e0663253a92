import type { Evidence } from './tip.ts'

/** Where something happened, as dialogue and desk speak of it: codes of the gazetteer, and names for them. */

/** What would decide where it happened; null once that is decided. The resolver says so (`src/gazetteer/resolve.ts`). */
export const UNCLEAR = [
  'no-place',
  'namesakes',
  'district',
  'split-ward',
  'province',
  'several-places',
  'unsure',
  'pin-disagrees',
  'pin-wide',
] as const
export type Unclear = (typeof UNCLEAR)[number]

/** Where a tip happened, as far as its words and its pin tell. */
export interface PlaceFinding {
  /** Release of the gazetteer whose codes these are. */
  release: string
  /** Code of the commune; set only when one stands alone and clear of the next. */
  commune: string | null
  /** Two digits, when that much is certain. */
  province: string | null
  /** Communes, best first, 0 to 1: at most 8, or 40 where they are the parts of one split ward or old district. */
  candidates: { code: string; score: number }[]
  /** Several communes are as likely as each other: a person or a question decides. */
  ambiguous: boolean
  /** What would decide it, for one good question; null once decided. */
  unclear: Unclear | null
  evidence: Evidence[]
}

export type AreaKind = 'province' | 'old-province' | 'old-district' | 'commune' | 'old-ward'

/** `old-district:770`: codes are unique within a kind only. */
export type AreaRef = `${AreaKind}:${string}`

/** Where a report happened, by all that was told of it: what the dialogue needs to know, no word of the sender's. */
export interface PlaceHeard {
  /** Null exactly when a commune stands alone. */
  unclear: Unclear | null
  /** Two digits, when that much is certain. */
  province: string | null
  /** Codes of communes, best first. */
  candidates: readonly string[]
  /** The area that was understood, to name it in a question. */
  named: AreaRef | null
}

/** What the sender picked where they were asked: a commune by its code, or which of pin and words counts. */
export type PlaceChoice = { commune: string } | 'pin' | 'words'

export const PIN_CHOICE = 'place:pin'
export const WORDS_CHOICE = 'place:words'

/** Data of the button that picks this commune. */
export function choiceOf(commune: string): string {
  return `place:${commune}`
}

/** What a button's data picks; null for every other button. That the commune exists, the release must say. */
export function readPlaceChoice(data: string): PlaceChoice | null {
  if (data === PIN_CHOICE) return 'pin'
  if (data === WORDS_CHOICE) return 'words'
  const code = /^place:(\d{5})$/.exec(data)?.[1]
  return code === undefined ? null : { commune: code }
}

/** What a message means that answers the question about the place in words of its own. */
export const PLACE_ANSWER = 'answer:where'

/** A commune as people find it in a list. */
export interface NamedCommune {
  code: string
  /** "Phường Bến Thành". */
  name: string
  /** "Thành phố Hồ Chí Minh". */
  provinceName: string
  /** Two digits. */
  province: string
  /** The old ward by whose name it was found: "phường 5, quận 3 cũ". */
  former?: string
}

/** Names of one release. Vietnamese has one form of a name, so both languages use it. */
export interface PlaceNames {
  /** Id of the release. */
  release: string
  /** Null for a code that the release does not know. */
  commune(code: string): NamedCommune | null
  /** "Tỉnh Phú Thọ"; the code where nothing is known. */
  province(code: string): string
  /** "Quận 3 cũ", "Phường 5, quận 3 cũ", "Phường Bến Thành"; null for an unknown area. */
  area(ref: AreaRef): string | null
  /** The same without what tells it from its namesakes: "Phường 5". */
  bare(ref: AreaRef): string | null
  /**
   * Candidates as a list shows them, unknown ones left out: "Phường Bàn Cờ", with the province where they lie in several,
   * and with "(quận 3 cũ)" or "(xã Tân Lập cũ)" where an old ward called like `named` went into it.
   */
  choices(codes: readonly string[], named: AreaRef | null): { code: string; label: string }[]
  /** Which area a note of the resolver means, by the words it rests on; null where that stays open. */
  refOf(code: string, words: string): AreaRef | null
  /** Communes by a name typed with or without marks, type and province, today's or old; best first. */
  search(typed: string, limit: number): NamedCommune[]
}
