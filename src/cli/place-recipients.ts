import { makeStages } from '../../workers/triage/index.ts'
import type { TriageTip } from '../../workers/triage/stage.ts'
import { makeUnitDirectory, type Unit } from '../domain/jurisdiction.ts'
import { NOWHERE } from '../gazetteer/places.ts'
import type { Judged } from '../reports/places/rate-places.ts'
import type { Classifier } from '../understand/model/classifier.ts'
import { makeUnderstand } from '../understand/reader.ts'

/** Nothing here depends on when a message came. */
const RECEIVED_AT = '2026-11-20T03:00:00Z'

/**
 * Whom triage's own route sends a message to, every unit that reads it in any way; all units count as staffed.
 * `classifier`: null where rules alone judge.
 */
export function makeRecipients(
  units: readonly Unit[],
  classifier: Classifier | null,
  homeProvince: string,
): (one: Judged) => Promise<string[]> {
  const understand = makeUnderstand(() => classifier)
  const queries = {
    nameText: (folded: string) => Buffer.from(folded),
    findCopy: async () => null,
    countActiveOfficers: async () => 1,
    countClearedOfficers: async () => 1,
  }
  const { route } = makeStages({ units: makeUnitDirectory(units), locate: () => NOWHERE, queries, understand })
  const { signal } = new AbortController()
  return async ({ place, found }) => {
    const soFar = new Map<string, unknown>([
      ['deduplicate', { duplicateOf: null, link: 'none', copyKey: '', earlier: null }],
      ['classify', understand(place.text, { receivedAt: RECEIVED_AT })],
      ['locate', found],
    ])
    const { primary, also, standIn } = await route.run(tipOf(place.text, homeProvince), soFar, signal)
    return [primary, standIn, ...also].flatMap((one) => (one === null ? [] : [one.unit]))
  }
}

function tipOf(text: string, homeProvince: string): TriageTip {
  return {
    id: 'tip_places',
    version: 1,
    channel: 'webform',
    receivedAt: RECEIVED_AT,
    told: { text, parts: [{ eventId: 'evt_places', span: { start: 0, end: text.length } }], location: null },
    homeProvince,
    standing: {
      unit: null,
      isRestricted: false,
      accusedUnit: null,
      isAboutPolice: false,
      isPoliceDoubted: false,
    },
  }
}
