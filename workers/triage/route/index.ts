import { z } from 'zod'
import {
  type Recipient,
  type RouteRule,
  routeTip,
  type UnitDirectory,
  unitAbove,
} from '../../../src/domain/jurisdiction.ts'
import type { Kind } from '../../../src/domain/tip.ts'
import type { PlaceFinding } from '../../../src/gazetteer/resolver.ts'
import type { Analysis } from '../../../src/understand/analysis.ts'
import type { Stage } from '../stage.ts'

const recipient: z.ZodType<Recipient> = z.object({
  unit: z.string(),
  reason: z.enum([
    'place',
    'specialist',
    'about-police',
    'place-unknown',
    'category-unknown',
    'danger-now',
    'gravity',
    'partner',
    'no-active-officers',
    'unit-missing',
    'not-police',
  ]),
})
const finding = z.object({
  primary: recipient.nullable(),
  also: z.array(recipient),
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
  /** Cues that the police complained about are of the province or above. */
  isAboutProvince(analysis: Analysis): boolean
  readClassify(value: unknown): Analysis
  readLocate(value: unknown): PlaceFinding
}): Stage<RouteFinding> {
  const { units } = parts
  return {
    name: 'route',
    version: 1,
    async run(tip, soFar) {
      const analysis = parts.readClassify(soFar.get('classify'))
      const place = parts.readLocate(soFar.get('locate'))
      const province = place.province ?? tip.homeProvince
      const wished = routeTip(
        {
          category: analysis.category,
          urgency: analysis.urgency,
          callNow: analysis.callNow,
          aboutPolice: analysis.aboutPolice.length > 0,
          isAboutProvince: parts.isAboutProvince(analysis),
          commune: place.unit,
          province: place.province,
        },
        ruleFor(analysis, parts.ruleOf),
        units,
        tip.homeProvince,
      )
      const primary = standIn(wished.primary, units, province)
      const also = wished.also.filter((one) => units.has(one.unit) && one.unit !== primary?.unit)
      const up = primary ? await findWatcher(primary.unit, units, parts.countActiveOfficers) : null
      if (up && !also.some((one) => one.unit === up)) also.push({ unit: up, reason: 'no-active-officers' })
      return { primary, also, province, explanation: explain(primary, also, units) }
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

/** The first unit upwards that has active officers, if the unit itself has none. */
async function findWatcher(
  unitCode: string,
  units: UnitDirectory,
  count: (code: string) => Promise<number>,
): Promise<string | null> {
  if ((await count(unitCode)) > 0) return null
  const passed = new Set([unitCode])
  let above = unitAbove(unitCode, units)
  let highest: string | null = null
  while (above !== null && units.has(above) && !passed.has(above)) {
    highest = above
    if ((await count(above)) > 0) return above
    passed.add(above)
    above = unitAbove(above, units)
  }
  return highest
}

const WHY: Record<Recipient['reason'], string> = {
  place: 'nơi xảy ra thuộc địa bàn',
  specialist: 'loại việc do phòng nghiệp vụ tiếp nhận, không qua cấp xã',
  'about-police': 'tin phản ánh về công an: chỉ thanh tra đọc, đơn vị bị phản ánh không thấy',
  'place-unknown': 'chưa xác định được nơi xảy ra',
  'category-unknown': 'nơi xảy ra thuộc địa bàn; loại việc chưa rõ',
  'danger-now': 'nguy hiểm đang diễn ra',
  gravity: 'mức khẩn cao, phòng nghiệp vụ cùng biết',
  partner: 'đơn vị phối hợp',
  'no-active-officers': 'đơn vị nhận chưa có cán bộ trực, cấp trên cùng nhận',
  'unit-missing': 'chưa có đơn vị này trong hệ thống',
  'not-police': 'không thuộc thẩm quyền công an',
}

function explain(primary: Recipient | null, also: readonly Recipient[], units: UnitDirectory): string {
  const nameOf = (one: Recipient): string => `${units.find(one.unit)?.name ?? one.unit} (${WHY[one.reason]})`
  if (!primary)
    return `Không chuyển đơn vị công an${also.length > 0 ? `; nơi phù hợp: ${also.map(nameOf).join(', ')}` : ''}.`
  return `Chuyển ${nameOf(primary)}${also.length > 0 ? `; cùng nhận: ${also.map(nameOf).join(', ')}` : ''}.`
}
