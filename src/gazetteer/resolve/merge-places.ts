import type { Place } from './read-place.ts'

/** Most of what one may be is among the likelier of what the other may be. */
const AGREE_MIN = 0.5
/** Part of the likeliest that is still likely. */
export const LIKELY = 0.1

/** True if two places that a text names may be the same. */
export function agree(a: Place, b: Place): boolean {
  if (a.grain === 'province' && b.grain === 'province') return a.area === b.area
  return Math.max(shareWithin(a.chances, b.chances), shareWithin(b.chances, a.chances)) > AGREE_MIN
}

function shareWithin(of: ReadonlyMap<number, number>, within: ReadonlyMap<number, number>): number {
  const least = LIKELY * Math.max(...within.values())
  let shared = 0
  for (const [commune, chance] of of) if ((within.get(commune) ?? 0) >= least) shared += chance
  return shared
}

/** One place of two that agree: the finer, as far as the other bears it out. */
export function join(a: Place, b: Place): Place {
  if (a.area === b.area) return a.sureness >= b.sureness ? a : b
  const [fine, wide] = GRAINS.indexOf(a.grain) >= GRAINS.indexOf(b.grain) ? [a, b] : [b, a]
  const chances = new Map<number, number>()
  let sum = 0
  for (const [commune, chance] of fine.chances) {
    const both = chance * (wide.chances.get(commune) ?? 0)
    if (both > 0) chances.set(commune, both)
    sum += both
  }
  for (const [commune, chance] of chances) chances.set(commune, chance / sum)
  const ranks = new Map([...fine.ranks].filter(([commune]) => chances.has(commune)))
  return {
    ...fine,
    chances,
    ranks,
    sureness: Math.max(a.sureness, b.sureness),
    isContradicted: a.isContradicted && b.isContradicted,
  }
}

const GRAINS = ['province', 'district', 'commune']
