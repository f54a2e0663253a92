import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEMO_UNITS } from '../../../src/data/demo-units.ts'
import { DEFAULT_ROUTING } from '../../../src/data/routing.ts'
import { TAXONOMY } from '../../../src/data/taxonomy.ts'
import { makeUnitDirectory, mayHoldComplaint, type Unit, type UnitDirectory } from '../../../src/domain/jurisdiction.ts'
import { type RouteFacts, routeTip } from '../../../src/domain/routing.ts'
import { HAZARDS, PAST_THE_COMMUNE, type RoutingRules, SIGNS } from '../../../src/domain/routing-rules.ts'
import { URGENCIES } from '../../../src/domain/tip.ts'
import { findWatcher } from '../../../src/domain/watch.ts'

const CODES = DEMO_UNITS.map(({ code }) => code)
const COMMUNES = DEMO_UNITS.filter(({ level }) => level === 'commune').map(({ code }) => code)
const PROVINCES = ['01', '25', '79', '40']
const RUNS = { numRuns: 2_000 }

/** Any part of the units; the home province's duty desk and somebody above all provinces are always there. */
const tables: fc.Arbitrary<readonly Unit[]> = fc
  .subarray([...DEMO_UNITS])
  .map((some) => DEMO_UNITS.filter((unit) => some.includes(unit) || ['79-PC01', 'X05'].includes(unit.code)))
const facts: fc.Arbitrary<RouteFacts> = fc.record({
  category: fc.option(fc.constantFrom(...TAXONOMY.categories.map(({ code }) => code))),
  isReport: fc.boolean(),
  urgency: fc.constantFrom(...URGENCIES),
  callNow: fc.boolean(),
  aboutPolice: fc.boolean(),
  isPoliceDoubted: fc.boolean(),
  accused: fc.option(fc.constantFrom(...CODES)),
  commune: fc.option(fc.constantFrom(...COMMUNES, '99999')),
  senderCommune: fc.option(fc.constantFrom(...COMMUNES, '99998')),
  province: fc.option(fc.constantFrom(...PROVINCES)),
  signs: fc.subarray([...SIGNS]),
  hazards: fc.subarray([...HAZARDS]),
})
/** Any document that stands the guard: departments may lead, be told, or own what they like. */
const rules: fc.Arbitrary<RoutingRules> = fc
  .record({
    leads: fc.subarray([...SIGNS]),
    urgent: fc.subarray([...URGENCIES]),
    owners: fc.subarray(TAXONOMY.categories.map(({ code }) => code)),
    also: fc.subarray(['PC02', 'PA05', 'PV01']),
  })
  .map(({ leads, urgent, owners, also }) => ({
    ...DEFAULT_ROUTING,
    urgent,
    signs: {
      ...DEFAULT_ROUTING.signs,
      ...Object.fromEntries(leads.map((sign) => [sign, { ...DEFAULT_ROUTING.signs[sign], leads: true }])),
    },
    categories: Object.fromEntries(
      Object.entries(DEFAULT_ROUTING.categories).map(([code, rule]) => {
        const first = rule.first === 'commune' && owners.includes(code) ? ('owner' as const) : rule.first
        return [code, { ...rule, first, also }]
      }),
    ),
  }))
const staffed = fc.subarray(CODES)

const isBelowProvince = (code: string, units: UnitDirectory) => units.find(code)?.level === 'commune'

async function recipientsOf(
  one: RouteFacts,
  document: RoutingRules,
  table: readonly Unit[],
  officers: readonly string[],
): Promise<{ units: UnitDirectory; accused: string | null; codes: string[]; watcher: string | null }> {
  const units = makeUnitDirectory(table)
  const route = routeTip(one, document, units, '79')
  const codes = [...(route.primary ? [route.primary.unit] : []), ...route.also.map(({ unit }) => unit)]
  const mayHold = (code: string): boolean => !one.aboutPolice || mayHoldComplaint(code, route.accused, units)
  const watcher = await findWatcher(codes[0] ?? '79-PC01', units, async (code) => (officers.includes(code) ? 1 : 0), {
    homeProvince: '79',
    mayHold,
    rules: document,
  })
  return { units, accused: route.accused, codes, watcher }
}

describe('whatever is told, by whatever rules, in whatever part of the country is served', () => {
  it('a complaint about police reaches neither the unit complained about, nor any below it, nor any commune', async () => {
    await fc.assert(
      fc.asyncProperty(facts, rules, tables, staffed, async (some, document, table, officers) => {
        const one = { ...some, aboutPolice: true }
        const { units, accused, codes, watcher } = await recipientsOf(one, document, table, officers)
        // The ministry's own inspectorate has nobody above it: then it is not written down that it is meant.
        if (one.accused !== null && one.accused !== 'X05') expect(accused).toBe(one.accused)
        for (const code of [...codes, ...(watcher === null ? [] : [watcher])]) {
          expect(isBelowProvince(code, units)).toBe(false)
          expect(mayHoldComplaint(code, accused, units)).toBe(true)
        }
        expect(codes.length).toBeGreaterThan(0)
      }),
      RUNS,
    )
  })

  it('what may be such a complaint comes first before a unit of the province, and before no commune', async () => {
    await fc.assert(
      fc.asyncProperty(facts, rules, tables, staffed, async (some, document, table, officers) => {
        const one = { ...some, aboutPolice: false, isPoliceDoubted: true }
        const { units, codes } = await recipientsOf(one, document, table, officers)
        for (const code of codes) expect(isBelowProvince(code, units)).toBe(false)
      }),
      RUNS,
    )
  })

  it('of the drug trade and of corruption no commune hears', async () => {
    await fc.assert(
      fc.asyncProperty(
        facts,
        fc.constantFrom(...PAST_THE_COMMUNE),
        rules,
        tables,
        async (some, category, document, table) => {
          const { units, codes } = await recipientsOf({ ...some, category, isReport: true }, document, table, CODES)
          for (const code of codes) expect(isBelowProvince(code, units)).toBe(false)
        },
      ),
      RUNS,
    )
  })

  it('a tip lies before a unit there is, once each, and somebody with officers reads it if anybody can', async () => {
    await fc.assert(
      fc.asyncProperty(facts, rules, tables, staffed, async (one, document, table, officers) => {
        const { units, codes, watcher } = await recipientsOf(one, document, table, officers)
        const route = routeTip(one, document, units, '79')
        if (route.primary === null) return
        for (const code of codes) expect(units.has(code)).toBe(true)
        expect(new Set(codes).size).toBe(codes.length)
        const first = codes[0] ?? ''
        const mayHold = (code: string) => !one.aboutPolice || mayHoldComplaint(code, route.accused, units)
        const isHomeStaffed = officers.includes('79-PC01') && mayHold('79-PC01')
        if (isHomeStaffed) expect(officers.includes(first) || officers.includes(watcher ?? '')).toBe(true)
        if (!officers.includes(first) && first !== '79-PC01' && mayHold('79-PC01')) expect(watcher).not.toBeNull()
      }),
      RUNS,
    )
  })

  it('of danger the commune of the place and the command centre hear at the same time', () => {
    const units = makeUnitDirectory(DEMO_UNITS)
    fc.assert(
      fc.property(facts, rules, fc.constantFrom(...COMMUNES), (some, document, commune) => {
        const province = units.find(commune)?.province ?? '79'
        const one = { ...some, callNow: true, aboutPolice: false, isPoliceDoubted: false, commune, province }
        const { primary, also } = routeTip(one, document, units, '79')
        expect(also.map(({ unit }) => unit)).toContain(`${province}-PV01`)
        if (one.category === null || !PAST_THE_COMMUNE.has(one.category)) expect(primary?.unit).toBe(commune)
      }),
      RUNS,
    )
  })
})
