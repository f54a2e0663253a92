import type { Unit } from '../../domain/jurisdiction.ts'
import type { Share } from '../evaluation/scope.ts'
import { type Judged, shareOf } from './rate-places.ts'

export interface PoliceFigures {
  /** Complaints that reach a unit which answers for the place told: as first recipient, to be informed, or standing in. */
  toAccused: Share
  /** Complaints that reach any unit below the province. */
  belowProvince: Share
}

/**
 * Complaints about the police of a place, sent through triage's own route. `recipientsOf` answers the codes of all units
 * that a message reaches.
 */
export async function ratePolice(
  judged: readonly Judged[],
  units: readonly Unit[],
  recipientsOf: (one: Judged) => Promise<readonly string[]>,
): Promise<PoliceFigures> {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const complaints = judged.filter(({ place }) => place.forms.includes('police'))
  const reached = await Promise.all(
    complaints.map(async (one) => ({
      accused: one.place.codes,
      units: (await recipientsOf(one)).flatMap((code) => byCode.get(code) ?? []),
    })),
  )
  return {
    toAccused: shareOf(reached, ({ accused, units: told }) =>
      told.some(({ areas }) => areas.some((area) => accused.includes(area))),
    ),
    belowProvince: shareOf(reached, ({ units: told }) => told.some(({ level }) => level === 'commune')),
  }
}
