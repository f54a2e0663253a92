import type { Unclear } from '../../domain/place.ts'
import { type Areas, holds } from './areas.ts'
import { STANDINGS, type Standing } from './mention.ts'
import { agree, join } from './merge-places.ts'
import type { Place } from './read-place.ts'
import type { Told } from './read-places.ts'

/** Chosen on the development sentences: fewer wrong routes than one in two hundred. */
const DECIDE_SCORE = 0.65
const DECIDE_CHANCE = 0.75
/** Readings as a district, or as a split ward, that keep a commune from being chosen. */
const DOUBT_MAX = 0.25
/** Of two places told alike, neither is sure. */
const ONE_OF_SEVERAL = 0.55
/** A street of an old district, on top of a score of up to one: it breaks ties and no more. */
export const STREET = 0.04
/** Less likely than this is no doubt about the province. */
const WORTH_DOUBTING = 0.02

/** What the words alone say. */
export interface Said {
  /** Score of each commune by index. */
  scores: Map<number, number>
  commune: number | null
  /** Two digits. */
  province: string | null
  unclear: Unclear | null
  /** Nothing is named but where somebody went: a pin says more. */
  isBeside: boolean
  /** Places that are not the scene: where the sender is, where somebody went. */
  others: readonly Place[]
}

/** What the words alone say of the scene: scores for all that it may be, and the commune where one stands clear. */
export function hear(told: Told, areas: Areas): Said {
  const heard = pickScene(told.places)
  const others = told.places.filter((place) => !heard.includes(place))
  const first = heard[0]
  const scores = new Map<number, number>()
  if (first === undefined)
    return { scores, commune: null, province: null, unclear: 'no-place', isBeside: false, others }
  const merged = mergeAgreeing(heard)
  const isSeveral = merged.length > 1
  for (const place of merged) {
    if (place.grain === 'province') continue
    for (const [commune, rank] of place.ranks) {
      const score = rank * place.sureness * (isSeveral || place.isContradicted ? ONE_OF_SEVERAL : 1)
      scores.set(commune, Math.max(scores.get(commune) ?? 0, score))
    }
  }
  for (const commune of scores.keys()) {
    if (isOnStreet(told, commune)) scores.set(commune, Math.min(1, (scores.get(commune) ?? 0) + STREET))
  }
  const province = provinceOf(merged, areas)
  const only = isSeveral ? null : (merged[0] ?? null)
  const unclear = only === null ? 'several-places' : unclearOf(only)
  const commune = unclear === null && only !== null ? topOf(only.chances) : null
  return { scores, commune, province, unclear, isBeside: first.standing === 'toward', others }
}

/** The places that stand for the scene: those told of it, else those simply named, and so down. */
function pickScene(all: readonly Place[]): Place[] {
  const places = all.filter(
    ({ standing, grain, mentions }) => standing !== 'toward' || (grain === 'commune' && isTyped(mentions)),
  )
  const rankOf = (standing: Standing): number => STANDINGS.indexOf(standing)
  const best = Math.max(-1, ...places.map(({ standing }) => rankOf(standing)))
  return places.filter(({ standing }) => rankOf(standing) === best)
}

/** Where somebody went is worth a question only if it is a ward by its type. */
function isTyped(mentions: Place['mentions']): boolean {
  return mentions.some(({ type }) => type !== null)
}

/** The same place named twice counts once, and what both may be counts more. */
function mergeAgreeing(places: readonly Place[]): Place[] {
  const merged: Place[] = []
  for (const place of places) {
    const at = merged.findIndex((other) => agree(other, place))
    const other = merged[at]
    if (other === undefined) merged.push(place)
    else merged[at] = join(other, place)
  }
  return merged
}

function topOf(chances: ReadonlyMap<number, number>): number | null {
  let top: number | null = null
  for (const [commune, chance] of chances) if (top === null || chance > (chances.get(top) ?? 0)) top = commune
  return top
}

function unclearOf(place: Place): Unclear | null {
  if (place.grain === 'province') return 'province'
  const top = topOf(place.chances)
  const chance = top === null ? 0 : (place.chances.get(top) ?? 0)
  if (place.grain === 'district' && chance < 1) return 'district'
  if (place.isContradicted) return 'several-places'
  if (place.splitShare > DOUBT_MAX) return 'split-ward'
  if (place.wideShare > DOUBT_MAX && chance < 1) return 'district'
  if (chance < DECIDE_CHANCE) return 'namesakes'
  const isTold = place.standing === 'plain' || place.standing === 'scene' || place.standing === 'sender'
  // a bare name of an old ward is too often something else ("Trung Đông")
  if (place.isBare && place.area.kind !== 'commune') return 'unsure'
  return isTold && !place.isDoubtful && chance * place.sureness >= DECIDE_SCORE ? null : 'unsure'
}

function provinceOf(places: readonly Place[], areas: Areas): string | null {
  const provinces = new Set<string | undefined>()
  for (const place of places) {
    if (place.grain === 'province') provinces.add(place.area.province)
    else
      for (const [commune, chance] of place.chances) {
        if (chance >= WORTH_DOUBTING) provinces.add(areas.communes[commune]?.province)
      }
  }
  const [only] = provinces
  return provinces.size === 1 ? (only ?? null) : null
}

function isOnStreet({ streets, lexicon }: Told, commune: number): boolean {
  return streets.some(({ districts }) =>
    districts.some((i) => {
      const district = lexicon.streets.districts[i]
      return district !== undefined && holds(district, commune)
    }),
  )
}
