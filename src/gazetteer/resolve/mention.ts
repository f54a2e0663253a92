import type { PlaceType } from '../../data/place-types.ts'
import type { Area } from './areas.ts'

/** One area that a mention may mean, and how much speaks for it among the others. */
export interface Meaning {
  area: Area
  weight: number
}

/**
 * What a place is told of. `scene` is said to be where it happened, `plain` is simply named, `landmark` gave its name to a
 * bridge or market, `sender` is where they live or are, `toward` is where somebody went or came from.
 */
export const STANDINGS = ['toward', 'sender', 'landmark', 'plain', 'scene'] as const
export type Standing = (typeof STANDINGS)[number]

/** Words that name a place, or may. */
export interface Mention {
  /** Words of it: from the type, if one is written, up to before `to`. */
  from: number
  to: number
  type: PlaceType | null
  meanings: Meaning[]
  /** How sure it is that a place is meant, and this one: 0 to 1. */
  sureness: number
  standing: Standing
  /** Where the sender lives, works or studies, whatever happened there. */
  isHome: boolean
  /** Said to be what it is not: "không phải Hà Nội". */
  isNegated: boolean
  /** Said to be of before: "phường 5 cũ". */
  isFormer: boolean
  /** A letter is wrong, missing or too many, or it is no more than one syllable without marks. */
  isMisspelt: boolean
  /** A written type, or a word such as "ở", stands before it. */
  isSaid: boolean
}
