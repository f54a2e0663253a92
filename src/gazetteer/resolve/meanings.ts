import type { PlaceType } from '../../data/place-types.ts'
import { depthOf } from './areas.ts'
import type { Heard } from './hits.ts'
import type { Meaning, Mention } from './mention.ts'
import { weighType } from './type-words.ts'

/** What a name may mean behind a written type. */
export function typedMeanings(type: PlaceType, named: readonly Heard[]): Meaning[] {
  return merge(named.map((one) => ({ area: one.area, weight: weighType(type, one) * one.fit })))
}

/** What a name without a type means, one kind against another: the wider and the newer the likelier. */
const UNTYPED = { province: 1, 'old-province': 0.9, 'old-district': 0.8, commune: 0.8, 'old-ward': 0.4 } as const
const FORMER_WARD = 0.6
const FORMER_DISTRICT = 0.9

/** What a name may mean without a type. "Hưng Yên" is the province of today, which the old one of the name is part of. */
export function untypedMeanings(named: readonly Heard[]): Meaning[] {
  const provinces = new Set(named.filter(({ area }) => area.kind === 'province').map(({ area }) => area.code))
  return merge(
    named
      .filter(({ area }) => area.kind !== 'old-province' || !provinces.has(area.province))
      .map(({ area, isAlias, fit }) => {
        const former = area.isFormer ? FORMER_WARD : isAlias && depthOf(area) === 2 ? FORMER_DISTRICT : 1
        return { area, weight: fit * UNTYPED[area.kind] * former }
      }),
  )
}

function merge(meanings: readonly Meaning[]): Meaning[] {
  const kept: Meaning[] = []
  for (const { area, weight } of meanings) {
    if (weight <= 0) continue
    const same = kept.find((one) => one.area === area)
    if (same === undefined) kept.push({ area, weight })
    else same.weight = Math.max(same.weight, weight)
  }
  return kept
}

/** A mention that nothing is known of yet but its words. */
export function makeMention(
  told: Pick<Mention, 'from' | 'to' | 'type' | 'meanings' | 'sureness'> & Partial<Mention>,
): Mention {
  return {
    standing: 'plain',
    isHome: false,
    isNegated: false,
    isFormer: false,
    isMisspelt: false,
    isSaid: true,
    ...told,
  }
}
