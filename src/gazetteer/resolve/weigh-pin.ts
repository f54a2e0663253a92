import type { PinFound, PinShare } from '../pins.ts'
import { type Areas, holds } from './areas.ts'
import type { Said } from './hear.ts'
import { LIKELY } from './merge-places.ts'
import type { Place } from './read-place.ts'

/** Part of the reach of a pin that makes it sure. */
const PIN_SURE = 0.85
/** Less than this of its reach in common with the words is chance: the far side of a border. */
const PIN_AGREES = 0.05
/** Below which a commune at the edge of the reach is none to doubt the province for. */
const WORTH_DOUBTING = 0.02
/*
 * Scores where both speak: what they agree on; of two that disagree the words by a little, for the sender wrote them of
 * the scene, while the pin may be where they stand; and hardly the pin where the words say that they are there.
 */
const AGREED = 0.95
const WORDS_AGAINST = 0.5
const PIN_AGAINST = 0.48
const PIN_OF_SENDER = 0.2

/** What the words say, by the light of a pin in polygons; without polygons it only suggests, and decides nothing. */
export function weighPin(said: Said, pin: PinFound, areas: Areas): Said {
  const isNamed = said.scores.size > 0 || said.province !== null
  if (!isNamed || said.isBeside) return settle(said, pin, pin.shares, new Map(), areas)
  const chanceOf = makeChance(said, areas)
  const agreed = pin.shares.reduce((sum, one) => sum + (chanceOf(one.commune) > 0 ? one.share : 0), 0)
  if (agreed < PIN_AGREES) return disagree(said, pin, areas)
  const weights = pin.shares.map(({ commune, share }) => ({ commune, share: share * chanceOf(commune) }))
  const sum = weights.reduce((all, { share }) => all + share, 0)
  const ranked = weights.map(({ commune, share }) => ({ commune, share: share / sum }))
  ranked.sort((a, b) => b.share - a.share)
  return settle(said, pin, ranked, scaled(said.scores, WORDS_AGAINST), areas)
}

/** What the words leave of a commune: its score, unless they hardly mean it; all of their province where they say no more. */
function makeChance({ scores, province }: Said, areas: Areas): (commune: number) => number {
  const least = LIKELY * Math.max(0, ...scores.values())
  return (commune) => {
    if (scores.size === 0) return areas.communes[commune]?.province === province ? 1 : 0
    const score = scores.get(commune) ?? 0
    return score < least ? 0 : score
  }
}

function settle(
  said: Said,
  pin: PinFound,
  shares: readonly PinShare[],
  scores: Map<number, number>,
  areas: Areas,
): Said {
  const [first] = shares
  const isSevered = said.unclear === 'several-places'
  const isClear = first !== undefined && first.share >= PIN_SURE && !isSevered
  // without polygons a pin may bear words out, and no more
  const commune = isClear && (!pin.isGuess || said.commune === first.commune) ? first.commune : null
  for (const one of shares) raise(scores, one.commune, one.share * AGREED)
  const unclear = commune !== null ? null : isSevered ? said.unclear : 'pin-wide'
  return { ...said, scores, commune, province: provinceOf(shares, areas), unclear }
}

function disagree(said: Said, pin: PinFound, areas: Areas): Said {
  const { shares, isGuess } = pin
  const at = shares[0]?.commune ?? -1
  const isExplained = said.others.some((place) => mayBe(place, at))
  const scores = scaled(said.scores, isExplained ? AGREED : WORDS_AGAINST)
  for (const { commune, share } of shares) raise(scores, commune, share * (isExplained ? PIN_OF_SENDER : PIN_AGAINST))
  if (isGuess && said.commune === null) return { ...said, scores }
  const all = [...scores.keys()].map((commune) => ({ commune, share: 1 }))
  return { ...said, scores, commune: null, province: provinceOf(all, areas), unclear: 'pin-disagrees' }
}

/** "Cháu học ở Hà Nội nên định vị ra Hà Nội": the pin is where the sender says they are, which is not the scene. */
function mayBe(place: Place, commune: number): boolean {
  return place.grain === 'province' ? holds(place.area, commune) : place.chances.has(commune)
}

function scaled(scores: ReadonlyMap<number, number>, by: number): Map<number, number> {
  return new Map([...scores].map(([commune, score]): [number, number] => [commune, score * by]))
}

function raise(scores: Map<number, number>, commune: number, score: number): void {
  scores.set(commune, Math.max(scores.get(commune) ?? 0, score))
}

function provinceOf(shares: readonly PinShare[], areas: Areas): string | null {
  const likely = shares.filter(({ share }) => share >= WORTH_DOUBTING)
  const [only, ...more] = new Set(likely.map(({ commune }) => areas.communes[commune]?.province))
  return more.length === 0 ? (only ?? null) : null
}
