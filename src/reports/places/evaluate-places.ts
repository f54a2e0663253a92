import type { Unit } from '../../domain/jurisdiction.ts'
import type { PlaceResolver } from '../../gazetteer/resolve.ts'
import { measureCalls, measureLoad } from './cost.ts'
import type { PlaceCase } from './place-set.ts'
import { type PinSample, ratePins } from './rate-pins.ts'
import { type Judged, judgePlaces, listMisses, stripCases, sumUpForms, sumUpPlaces } from './rate-places.ts'
import { ratePolice } from './rate-police.ts'

export type PlaceEvaluation = Omit<Awaited<ReturnType<typeof evaluatePlaces>>, 'misses'>

/**
 * Every figure of the place resolver on a labelled set. `load` goes from what is kept to a resolver that answers; it runs
 * first, before anything else takes memory. `samples`: null where the gazetteer has none.
 */
export async function evaluatePlaces(parts: {
  /** How the set is called, and whether nobody who mends the resolver has seen it. */
  set: { name: string; isFrozen: boolean }
  /** Version of the model that recognises complaints about police; null for rules alone. */
  model: string | null
  cases: readonly PlaceCase[]
  samples: readonly PinSample[] | null
  units: readonly Unit[]
  load: () => PlaceResolver
  recipientsOf: (one: Judged) => Promise<readonly string[]>
  collectGarbage: () => void
  now: () => number
}) {
  const { cases, samples, now } = parts
  const { resolver, ...loaded } = measureLoad(parts.load, parts.collectGarbage, now)
  const judged = judgePlaces(cases, resolver)
  const stripped = judgePlaces(stripCases(cases), resolver)
  const asSent = sumUpPlaces(judged)
  const withoutMarks = sumUpPlaces(stripped)
  return {
    set: parts.set,
    model: parts.model,
    release: resolver.release,
    texts: cases.length,
    asSent,
    stripped: withoutMarks,
    /** In points of a hundred; below zero where texts without diacritics fare better. */
    lossPoints: (rate(asSent.rightFirst) - rate(withoutMarks.rightFirst)) * 100,
    forms: sumUpForms(judged),
    formsStripped: sumUpForms(stripped),
    police: await ratePolice(judged, parts.units, parts.recipientsOf),
    policeStripped: await ratePolice(stripped, parts.units, parts.recipientsOf),
    pins: samples === null ? null : ratePins(samples, resolver),
    cost: { ...loaded, ...measureCalls(resolver, cases, samples, now) },
    misses: listMisses(judged),
  }
}

function rate({ count, of }: { count: number; of: number }): number {
  return of === 0 ? 0 : count / of
}
