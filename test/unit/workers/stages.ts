import { DEMO_UNITS } from '../../../src/data/demo-units.ts'
import type { TipText } from '../../../src/domain/compose.ts'
import { makeUnitDirectory, type Unit } from '../../../src/domain/jurisdiction.ts'
import { makePlaces } from '../../../src/gazetteer/places.ts'
import type { Original } from '../../../src/storage/copies.ts'
import { makeStages } from '../../../workers/triage/index.ts'
import { runPipeline } from '../../../workers/triage/pipeline.ts'
import type { TriageTip } from '../../../workers/triage/stage.ts'
import { conclude } from '../../../workers/triage/triage.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

/** Of our own making: it knows the communes of the demonstration. */
export const { locate } = makePlaces(makeSmallRelease())

const PLAIN_ORIGINAL: Original = {
  id: 'tip_0',
  isAboutPolice: false,
  isPoliceDoubted: false,
  isRestricted: false,
  accused: [],
}

export const FORGETFUL = { find: () => undefined, save: async () => {} }

export function tipOf(
  text: string,
  told: Partial<TipText> = {},
  standing: Partial<TriageTip['standing']> = {},
): TriageTip {
  const whole: TipText = {
    text,
    parts: [{ eventId: 'evt_1', span: { start: 0, end: text.length } }],
    location: null,
    ...told,
  }
  return {
    id: 'tip_1',
    version: 1,
    channel: 'telegram',
    receivedAt: '2026-11-21T12:00:00Z',
    told: whole,
    homeProvince: '79',
    standing: {
      unit: null,
      isRestricted: false,
      accusedUnit: null,
      isAboutPolice: false,
      isPoliceDoubted: false,
      ...standing,
    },
  }
}

/** What triage concludes of a text, with only these units watched by officers, and restricted tips by these (else the same). */
export async function triage(
  text: string,
  options: {
    watched?: readonly string[]
    cleared?: readonly string[]
    units?: readonly Unit[]
    copyOf?: Partial<Original>
    standing?: Partial<TriageTip['standing']>
  } = {},
) {
  const stages = makeStages({
    units: makeUnitDirectory(options.units ?? DEMO_UNITS),
    locate,
    queries: {
      nameText: (folded) => Buffer.from(folded),
      findCopy: async () => (options.copyOf ? { ...PLAIN_ORIGINAL, ...options.copyOf } : null),
      countActiveOfficers: async (unit) => countIn(options.watched, unit),
      countClearedOfficers: async (unit) => countIn(options.cleared ?? options.watched, unit),
    },
  })
  const tip = tipOf(text, {}, options.standing)
  const [findings = new Map()] = await runPipeline([tip], stages.list, FORGETFUL)
  return { concluded: conclude(tip, findings, stages), route: stages.route.read(findings.get('route')) }
}

/** Without a list every unit has somebody. */
function countIn(staffed: readonly string[] | undefined, unit: string): number {
  return staffed === undefined || staffed.includes(unit) ? 1 : 0
}
