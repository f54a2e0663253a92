import { z } from 'zod'
import {
  findWatcher,
  mayHoldComplaint,
  type Recipient,
  type RouteRule,
  routeTip,
  type UnitDirectory,
} from '../../../src/domain/jurisdiction.ts'
import type { Kind } from '../../../src/domain/tip.ts'
import type { PlaceFinding } from '../../../src/gazetteer/resolver.ts'
import type { Analysis } from '../../../src/understand/analysis.ts'
import type { Stage, TriageTip } from '../stage.ts'

const recipient: z.ZodType<Recipient> = z.object({
  unit: z.string(),
  reason: z.enum([
    'place',
    'specialist',
    'about-police',
    'police-doubted',
    'place-unknown',
    'category-unknown',
    'danger-now',
    'gravity',
    'partner',
    'no-active-officers',
    'no-cleared-officers',
    'unit-missing',
    'not-police',
  ]),
})
const finding = z.object({
  primary: recipient.nullable(),
  also: z.array(recipient),
  /** Who stands in for the unit that holds the tip from before, should it stay there. */
  standIn: recipient.nullable(),
  /** The unit complained about, where that is known and somebody else can read the tip. */
  accused: z.string().nullable(),
  /** It may be about police, and the unit that holds it from before is below the province. */
  isHeldTooLow: z.boolean(),
  province: z.string(),
  /** One sentence an officer understands. */
  explanation: z.string(),
})
export type RouteFinding = z.output<typeof finding>

/** What is no report at all is nobody's, unless someone is in danger or the police are complained about. */
const NOT_FOR_POLICE: ReadonlySet<Kind> = new Set(['question', 'greeting', 'out-of-scope', 'spam', 'other-agency'])
const NOBODY: RouteRule = { first: 'nobody', department: null, also: [] }

/**
 * Whom the tip goes to. A unit that no active officer watches is joined by the one above it, and the reason is kept;
 * a tip that is nobody's in the police still goes before the province's duty desk, for a person to close.
 */
export function makeRoute(parts: {
  units: UnitDirectory
  ruleOf(category: string | null): RouteRule | null
  countActiveOfficers(unitCode: string): Promise<number>
  countClearedOfficers(unitCode: string): Promise<number>
  isRestricted(analysis: Analysis): boolean
  /** Cues that the police complained about are of the province or above. */
  isAboutProvince(analysis: Analysis, text: string): boolean
  readClassify(value: unknown): Analysis
  readLocate(value: unknown): PlaceFinding
}): Stage<RouteFinding> {
  const { units } = parts

  /** Whoever reads a unit's tips in its place; null while it has officers of its own for this one. */
  const findStandIn = async (unitCode: string, isRestricted: boolean): Promise<Recipient | null> => {
    const count = isRestricted ? parts.countClearedOfficers : parts.countActiveOfficers
    const unit = await findWatcher(unitCode, units, count)
    if (unit === null) return null
    const hasActive = isRestricted && (await parts.countActiveOfficers(unitCode)) > 0
    return { unit, reason: hasActive ? 'no-cleared-officers' : 'no-active-officers' }
  }

  return {
    name: 'route',
    version: 3,
    async run(tip, soFar) {
      const analysis = parts.readClassify(soFar.get('classify'))
      const place = parts.readLocate(soFar.get('locate'))
      const province = place.province ?? tip.homeProvince
      const isCued = analysis.aboutPolice.length > 0
      // Once a complaint about police, always one; so is a doubt, until a person has sent the tip on.
      const isAboutPolice = isCued || tip.standing.isAboutPolice
      const isAboutProvince =
        parts.isAboutProvince(analysis, tip.told.text) || isProvince(tip.standing.accusedUnit, units)
      const wished = routeTip(
        {
          category: analysis.category,
          urgency: analysis.urgency,
          callNow: analysis.callNow,
          aboutPolice: isAboutPolice,
          isPoliceDoubted: analysis.isPoliceDoubted === true || tip.standing.isPoliceDoubted,
          isAboutProvince,
          commune: place.unit,
          province: place.province,
        },
        ruleFor(analysis, parts.ruleOf),
        units,
        tip.homeProvince,
      )
      const primary = standIn(wished.primary, units, province)
      const isRestricted = tip.standing.isRestricted || parts.isRestricted(analysis)
      const up = primary ? await findStandIn(primary.unit, isRestricted) : null
      const told = wished.also.filter((one) => units.has(one.unit) && one.unit !== primary?.unit)
      // Who is told anyway and stands in as well is named for what it may do.
      const also = up ? [...told.filter((one) => one.unit !== up.unit), up] : told
      const holder = tip.standing.unit
      const inPlace = holder === null || holder === primary?.unit ? up : await findStandIn(holder, isRestricted)
      const isToBeNamed = isCued || (isAboutPolice && tip.standing.accusedUnit === null)
      const accused = isToBeNamed
        ? nameAccused(tip, isAboutProvince ? province : place.unit, primary, units)
        : tip.standing.accusedUnit
      const isHeldTooLow =
        wished.primary?.reason === 'police-doubted' && holder !== null && units.find(holder)?.level === 'commune'
      const explanation = explain(primary, also, units)
      return { primary, also, standIn: inPlace, accused, isHeldTooLow, province, explanation }
    },
    confidence: () => null,
    read: (value) => finding.parse(value),
  }
}

function ruleFor(analysis: Analysis, ruleOf: (category: string | null) => RouteRule | null): RouteRule | null {
  const rule = ruleOf(analysis.category)
  if (!NOT_FOR_POLICE.has(analysis.kind)) return rule?.first === 'nobody' ? null : rule
  return rule?.first === 'nobody' ? rule : NOBODY
}

/** A unit the installation does not know cannot receive: the province's duty desk does, and says why. */
function standIn(wished: Recipient | null, units: UnitDirectory, province: string): Recipient | null {
  if (wished === null || units.has(wished.unit)) return wished
  return { unit: units.codeOf('PC01', province), reason: 'unit-missing' }
}

/**
 * Whom the complaint is about, as far as the place says. Where an installation knows no unit above, the one that stands
 * in for it must still be able to read what came.
 */
function nameAccused(
  tip: TriageTip,
  found: string | null,
  primary: Recipient | null,
  units: UnitDirectory,
): string | null {
  const accused = found !== null && units.has(found) ? found : tip.standing.accusedUnit
  return primary && mayHoldComplaint(primary.unit, accused, units) ? accused : null
}

function isProvince(unitCode: string | null, units: UnitDirectory): boolean {
  return unitCode !== null && units.find(unitCode)?.level === 'province'
}

const WHY: Record<Recipient['reason'], string> = {
  place: 'nơi xảy ra thuộc địa bàn',
  specialist: 'loại việc do phòng nghiệp vụ tiếp nhận, không qua cấp xã',
  'about-police': 'tin phản ánh về công an: chỉ thanh tra đọc, đơn vị bị phản ánh không thấy',
  'police-doubted': 'có thể nói về công an: trực ban cấp tỉnh đọc trước khi giao cấp xã',
  'place-unknown': 'chưa xác định được nơi xảy ra',
  'category-unknown': 'nơi xảy ra thuộc địa bàn; loại việc chưa rõ',
  'danger-now': 'nguy hiểm đang diễn ra',
  gravity: 'mức khẩn cao, phòng nghiệp vụ cùng biết',
  partner: 'đơn vị phối hợp',
  'no-active-officers': 'đơn vị nhận chưa có cán bộ trực, cấp trên cùng nhận',
  'no-cleared-officers': 'đơn vị nhận chưa có cán bộ được giao xem tin hạn chế, cấp trên cùng nhận',
  'unit-missing': 'chưa có đơn vị này trong hệ thống',
  'not-police': 'không thuộc thẩm quyền công an',
}

function explain(primary: Recipient | null, also: readonly Recipient[], units: UnitDirectory): string {
  const nameOf = (one: Recipient): string => `${units.find(one.unit)?.name ?? one.unit} (${WHY[one.reason]})`
  if (!primary)
    return `Không chuyển đơn vị công an${also.length > 0 ? `; nơi phù hợp: ${also.map(nameOf).join(', ')}` : ''}.`
  return `Chuyển ${nameOf(primary)}${also.length > 0 ? `; cùng nhận: ${also.map(nameOf).join(', ')}` : ''}.`
}
