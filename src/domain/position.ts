import { z } from 'zod'

export interface Point {
  lat: number
  lon: number
}

/** A point as it is shown: `reachMetres` says how far from it the true one may lie, null where only the commune is told. */
export interface Shown extends Point {
  sight: Sight
  reachMetres: number | null
}

/**
 * How exactly an officer sees where something happened. `pin`: as it was sent. `near`: within some 500 m. `commune`: no more
 * than which commune. A pin is often the window that the sender looked out of, so it is need that opens it, not
 * curiosity (security reference: what gives a reporter away is covered).
 */
export type Sight = 'pin' | 'near' | 'commune'

/**
 * The pin is for those who drive there: officers of the unit that answers for the tip, or that stands in for it, on the tip's
 * own page. A map of all tips needs no house numbers, nor does a unit that is only told; of a restricted tip a map tells
 * the commune and no more.
 */
export function decideSight(look: { on: 'map' | 'tip'; mayDecide: boolean; isRestricted: boolean }): Sight {
  if (look.on === 'tip') return look.mayDecide ? 'pin' : 'near'
  return look.isRestricted ? 'commune' : 'near'
}

/** Side of the squares that positions are rounded to. */
export const SQUARE_METRES = 500
/** A point of a square lies at most half its diagonal from the middle. */
const REACH_METRES = Math.round((SQUARE_METRES * Math.SQRT2) / 2)
const METRES_PER_DEGREE = 111_195

/**
 * The position as `sight` allows. Squares lie fast on the ground: the same house is always shown at the same place, and looking
 * often or at several tips from it brings nobody nearer, as it would with noise. `inside`: the inner point of its
 * commune; without one, and without a right to more, nothing is shown.
 */
export function roundPosition(pin: Point, sight: 'pin' | 'near', inside: Point | null): Shown
export function roundPosition(pin: Point | null, sight: Sight, inside: Point | null): Shown | null
export function roundPosition(pin: Point | null, sight: Sight, inside: Point | null): Shown | null {
  if (pin !== null && sight === 'pin') return { lat: pin.lat, lon: pin.lon, sight, reachMetres: 0 }
  if (pin !== null && sight === 'near') return { ...middleOfSquare(pin), sight, reachMetres: REACH_METRES }
  return inside === null ? null : { lat: inside.lat, lon: inside.lon, sight: 'commune', reachMetres: null }
}

function middleOfSquare({ lat, lon }: Point): Point {
  const height = SQUARE_METRES / METRES_PER_DEGREE
  const middle = (Math.floor(lat / height) + 0.5) * height
  const width = height / Math.cos((Math.min(89, Math.abs(middle)) * Math.PI) / 180)
  return { lat: trim(middle), lon: trim((Math.floor(lon / width) + 0.5) * width) }
}

/** Some 11 m: more would look as if it were known. */
function trim(degrees: number): number {
  return Math.round(degrees * 1e4) / 1e4
}

const candidate = z.object({ code: z.string(), score: z.number() })
const place = z.object({
  /** Findings made before there was a gazetteer name the commune's police, by the same code. */
  unit: z.string().nullish(),
  commune: z.string().nullish(),
  candidates: z.array(candidate).catch([]),
  evidence: z.array(z.object({ rule: z.string() })).catch([]),
})

/** Where triage found that it happened. */
export interface FoundPlace {
  /** Five digits, where one commune stands alone. */
  commune: string | null
  /** Codes of communes, best first; none where one stands alone. */
  candidates: string[]
  /** A pin was sent, and it lies in the country. */
  hasPin: boolean
}

const COMMUNE_CODE = /^\d{5}$/

/** A finding of the stage `locate`, of whatever version; what does not fit says nothing. Never throws. */
export function readFoundPlace(value: unknown): FoundPlace {
  const found = place.safeParse(value)
  if (!found.success) return { commune: null, candidates: [], hasPin: false }
  const { commune, unit, candidates, evidence } = found.data
  const alone = [commune ?? null, unit ?? null].find((code) => code !== null && COMMUNE_CODE.test(code)) ?? null
  return {
    commune: alone,
    candidates: alone === null ? candidates.map(({ code }) => code).filter((code) => COMMUNE_CODE.test(code)) : [],
    hasPin: evidence.some(({ rule }) => rule === 'pin' || rule === 'pin-near' || rule === 'pin-far'),
  }
}
