import { z } from 'zod'
import { explainRoute } from '../../../src/domain/explain-route.ts'
import { mayHoldComplaint, type UnitDirectory } from '../../../src/domain/jurisdiction.ts'
import {
  findDesk,
  type Recipient,
  type RouteFacts,
  recipient,
  routeFacts,
  routeTip,
} from '../../../src/domain/routing.ts'
import { HAZARDS, type NumberedRules, SIGNS } from '../../../src/domain/routing-rules.ts'
import type { Kind } from '../../../src/domain/tip.ts'
import { findWatcher } from '../../../src/domain/watch.ts'
import type { Earlier } from '../../../src/storage/copies.ts'
import type { Analysis } from '../../../src/understand/analysis.ts'
import type { Stage } from '../stage.ts'
import { findAccused } from './accused.ts'
import { findHazards, findSigns } from './signs.ts'

const span = z.object({ start: z.number(), end: z.number() })
const finding = z.object({
  /** Number of the rules by which it was found; later ones change nothing of it. */
  rules: z.number().int(),
  facts: routeFacts,
  primary: recipient.nullable(),
  /** Who reads what is for no police unit, for a person to close. */
  desk: z.string(),
  also: z.array(recipient),
  /** Bodies outside to which a transfer slip is proposed. */
  outside: z.array(z.string()),
  /** Communes it may have happened in, best first; empty where one is sure. */
  candidates: z.array(z.string()),
  /** Where the tale says what more than the commune is told for. */
  signs: z.array(z.object({ sign: z.enum([...SIGNS, ...HAZARDS]), span: span.exactOptional() })),
  /** Who stands in for the unit that holds the tip from before, should it stay there. */
  standIn: recipient.nullable(),
  /** The unit complained about, where that is known and somebody else can read the tip. */
  accused: z.string().nullable(),
  /** It may be about police, and the unit that holds it from before is below the province. */
  isHeldTooLow: z.boolean(),
  /** It is about police, and the unit that holds it from before may not: it is the one complained about, or below it. */
  isHeldByAccused: z.boolean(),
  province: z.string(),
  /** One sentence an officer understands, without a word of the tale. */
  explanation: z.string(),
})
export type RouteFinding = z.output<typeof finding>

/** What routing needs to know of where it happened; `sender`: where the sender says to be, while that is another place. */
export interface RoutePlace {
  commune: string | null
  sender?: string | null
  province: string | null
  candidates: readonly { code: string }[]
}

/** What is no report at all is nobody's, unless someone is in danger or the police are complained about. */
const NOT_FOR_POLICE: ReadonlySet<Kind> = new Set(['question', 'greeting', 'out-of-scope', 'spam', 'other-agency'])
const CANDIDATES_MAX = 8

/**
 * Whom the tip goes to. A unit that no active officer watches is joined by one that somebody does, and the reason is kept;
 * a tip that is nobody's in the police still goes before the province's duty desk, for a person to close.
 */
export function makeRoute(parts: {
  units: UnitDirectory
  /** Those in force when it is asked. */
  rules(): NumberedRules
  countActiveOfficers(unitCode: string): Promise<number>
  countClearedOfficers(unitCode: string): Promise<number>
  isRestricted(analysis: Analysis): boolean
  readClassify(value: unknown): Analysis
  /** What is known of earlier copies. */
  readEarlier(value: unknown): Earlier | null
  readPlace(value: unknown): RoutePlace
}): Stage<RouteFinding> {
  const { units } = parts

  return {
    name: 'route',
    version: 5,
    async run(tip, soFar) {
      const { number, rules } = parts.rules()
      const analysis = parts.readClassify(soFar.get('classify'))
      const place = parts.readPlace(soFar.get('locate'))
      // What an officer found on one copy holds of the next.
      const earlier = parts.readEarlier(soFar.get('deduplicate'))
      const { standing, homeProvince } = tip
      const unitOfPlace =
        place.commune === null ? undefined : (units.communeOf(place.commune) ?? units.find(place.commune))
      const province = place.province ?? unitOfPlace?.province ?? homeProvince
      const isCued = analysis.aboutPolice.length > 0
      const communeUnit = unitOfPlace?.level === 'commune' ? unitOfPlace.code : null
      const wasAboutPolice = standing.isAboutPolice || earlier?.isAboutPolice === true
      // An officer said it is one, and no cue says of whom: then of the police of the place.
      const isJudged = !isCued && wasAboutPolice
      const named = isJudged ? communeUnit : findAccused(analysis, tip.told.text, communeUnit, province, units)
      const signs = findSigns(tip.told.text, analysis)
      const hazards = findHazards(analysis)
      const facts: RouteFacts = {
        category: analysis.category,
        isReport: !NOT_FOR_POLICE.has(analysis.kind),
        urgency: analysis.urgency,
        callNow: analysis.callNow,
        // Once a complaint about police, always one; so is a doubt, until a person has sent the tip on.
        aboutPolice: isCued || wasAboutPolice,
        isPoliceDoubted:
          analysis.isPoliceDoubted === true || standing.isPoliceDoubted || earlier?.isPoliceDoubted === true,
        accused: highestOf([named, standing.accusedUnit, ...(earlier?.accused ?? [])], units),
        commune: place.commune,
        senderCommune: place.sender ?? null,
        province: place.province,
        signs: signs.map(({ sign }) => sign),
        hazards: hazards.map(({ sign }) => sign),
      }
      const wished = routeTip(facts, rules, units, homeProvince)
      const accused = facts.aboutPolice ? wished.accused : standing.accusedUnit
      const isRestricted = standing.isRestricted || parts.isRestricted(analysis) || earlier?.isRestricted === true

      /** Whoever reads a unit's tips in its place; null while it has officers of its own for this one. */
      const findStandIn = async (unitCode: string): Promise<Recipient | null> => {
        const count = isRestricted ? parts.countClearedOfficers : parts.countActiveOfficers
        const mayHold = (code: string): boolean => !facts.aboutPolice || mayHoldComplaint(code, accused, units)
        const unit = await findWatcher(unitCode, units, count, { homeProvince, mayHold, rules })
        if (unit === null) return null
        const hasActive = isRestricted && (await parts.countActiveOfficers(unitCode)) > 0
        return { unit, reason: hasActive ? 'no-cleared-officers' : 'no-active-officers' }
      }

      const { primary } = wished
      const desk = findDesk(rules, units, province, homeProvince)
      const up = await findStandIn(primary?.unit ?? desk)
      // Who is told anyway and stands in as well is named for what it may do.
      const also = up ? [...wished.also.filter((one) => one.unit !== up.unit), up] : wished.also
      const holder = standing.unit
      const inPlace = holder === null || holder === (primary?.unit ?? desk) ? up : await findStandIn(holder)
      const isDoubted = facts.isPoliceDoubted && !facts.aboutPolice
      const isHeldTooLow = isDoubted && holder !== null && units.find(holder)?.level === 'commune'
      const isHeldByAccused = facts.aboutPolice && holder !== null && !mayHoldComplaint(holder, accused, units)
      const candidates = place.commune === null ? place.candidates.slice(0, CANDIDATES_MAX).map(({ code }) => code) : []
      const isNamed = (code: string): boolean => nameOf(code) !== code
      const nameOf = (code: string): string => (units.find(code) ?? units.communeOf(code))?.name ?? code
      return {
        rules: number,
        facts,
        primary,
        desk,
        also,
        outside: wished.outside,
        candidates,
        signs: [...signs, ...hazards],
        standIn: inPlace,
        accused,
        isHeldTooLow,
        isHeldByAccused,
        province,
        explanation: explainRoute({ primary, also, candidates: candidates.filter(isNamed) }, nameOf),
      }
    },
    confidence: () => null,
    read: (value) => finding.parse(value),
  }
}

/** Of units that may be meant the first of those furthest up: whoever may hold a complaint about it may hold all. */
function highestOf(meant: readonly (string | null)[], units: UnitDirectory): string | null {
  const named = meant.filter((code) => code !== null)
  return named.find((code) => units.find(code)?.level === 'province') ?? named[0] ?? null
}
