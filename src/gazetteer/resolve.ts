import type { PlaceFinding } from '../domain/place.ts'
import { type Normalised, normalise } from '../understand/normalise.ts'
import { makePinIndex } from './pins.ts'
import type { Release } from './release.ts'
import { makeAreas } from './resolve/areas.ts'
import { conclude } from './resolve/conclude.ts'
import { makeSpell } from './resolve/name-key.ts'
import { makeNameIndex } from './resolve/names.ts'
import { makeNearNames } from './resolve/near-names.ts'
import { readPlaces } from './resolve/read-places.ts'
import { makeStreetIndex } from './resolve/streets.ts'

export interface Pin {
  lat: number
  lon: number
  /** As the telephone says it; null where somebody set the pin by hand. */
  accuracyMetres: number | null
}

export interface PlaceResolver {
  /** Id of the release it was built from. */
  release: string
  /**
   * Where it happened. Pure, never throws; reads at most 20,000 UTF-16 units. `normal`: the text as the analysis has already
   * normalised it.
   */
  locate(text: string, pin: Pin | null, normal?: Normalised): PlaceFinding
}

/** Builds the index of names and boundaries, once for a release: some hundred milliseconds for the whole country. */
export function makePlaceResolver(release: Release): PlaceResolver {
  const areas = makeAreas(release)
  const spell = makeSpell()
  const names = makeNameIndex(release, areas, spell)
  const streets = makeStreetIndex(release, areas, spell)
  const lexicon = { names, near: makeNearNames([...names.spellings.keys()]), streets }
  const pins = makePinIndex(release)
  return {
    release: release.id,
    locate(text, pin, normal = normalise(text)) {
      const told = readPlaces(normal, lexicon)
      return conclude(release.id, told, pin === null ? null : pins.find(pin), areas)
    },
  }
}
