import type { TipText } from '../domain/compose.ts'
import type { PlaceFinding, PlaceHeard, PlaceNames } from '../domain/place.ts'
import { type LocateTold, makeHearPlace, makeLocateTold } from './locate-told.ts'
import { makePlaceNames } from './place-names.ts'
import type { Release } from './release.ts'
import { makePlaceResolver } from './resolve.ts'

/** What dialogue, triage and desk ask of one release. */
export interface Places {
  names: PlaceNames
  locate: LocateTold
  /** The same as the dialogue needs it. */
  hear(told: TipText): PlaceHeard
}

/** Builds the index of names, once for a release: some hundred milliseconds for the whole country. */
export function makePlaces(release: Release): Places {
  const names = makePlaceNames(release)
  const locate = makeLocateTold(makePlaceResolver(release), names)
  return { names, locate, hear: makeHearPlace(locate, names) }
}

/** What is found while no release is in use: nothing, and that is said. */
export const NOWHERE: PlaceFinding = {
  release: '',
  commune: null,
  province: null,
  candidates: [],
  ambiguous: false,
  unclear: 'no-place',
  evidence: [],
}
