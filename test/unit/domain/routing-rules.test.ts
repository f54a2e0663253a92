import { describe, expect, it } from 'vitest'
import { DEMO_UNITS } from '../../../src/data/demo-units.ts'
import { OUTSIDE_BODIES, slipDueAt } from '../../../src/data/outside-bodies.ts'
import { DEFAULT_ROUTING, readRouting } from '../../../src/data/routing.ts'
import { compareRoutes, formatSmall } from '../../../src/domain/compare-routes.ts'
import { makeUnitDirectory } from '../../../src/domain/jurisdiction.ts'
import type { RouteFacts } from '../../../src/domain/routing.ts'
import type { RoutingRules } from '../../../src/domain/routing-rules.ts'
import { readStored } from '../../../src/flow/live-routing.ts'

/** The program's own rules with one thing changed. */
const changed = (change: (rules: RoutingRules) => void): RoutingRules => {
  const rules = structuredClone(DEFAULT_ROUTING)
  change(rules)
  return rules
}
const faultsOf = (value: unknown): string[] => {
  const read = readRouting(value)
  return read.ok ? [] : read.faults.map(({ at, fault }) => `${at} ${fault}`)
}
const setRole = (roles: Partial<RoutingRules['roles']>): RoutingRules => ({
  ...DEFAULT_ROUTING,
  roles: { ...DEFAULT_ROUTING.roles, ...roles },
})
const setCategory = (code: string, change: Partial<RoutingRules['categories'][string]>) =>
  changed((rules) => {
    const rule = rules.categories[code]
    if (rule) rules.categories[code] = { ...rule, ...change }
  })

describe('a document of rules', () => {
  it('that comes with the program may be put in force, and survives being written down', () => {
    expect(readRouting(JSON.parse(JSON.stringify(DEFAULT_ROUTING)))).toEqual({ ok: true, rules: DEFAULT_ROUTING })
  })

  it.each([
    [
      'sends complaints about police to a commune',
      setRole({ inspectorate: 'CAX' }),
      'roles.inspectorate below-province',
    ],
    ['leaves doubts to a commune', setRole({ dutyDesk: 'CAX' }), 'roles.dutyDesk below-province'],
    [
      'leads the drug trade through the commune',
      setCategory('drug-trade', { first: 'commune' }),
      'categories.drug-trade through-commune',
    ],
    [
      'tells the commune of the drug trade',
      setCategory('drug-trade', { first: 'owner' }),
      'categories.drug-trade through-commune',
    ],
    [
      'leads corruption through the commune',
      setCategory('corruption-misconduct', { first: 'commune' }),
      'categories.corruption-misconduct through-commune',
    ],
    [
      'tells a commune of what is told to partners',
      setCategory('theft', { also: ['CAX'] }),
      'categories.theft.also.0 below-province',
    ],
    ['tells no command centre of danger', { ...DEFAULT_ROUTING, danger: ['PC02'] }, 'danger no-command-centre'],
    [
      'gives a body outside a tip to read',
      setCategory('wildlife-crime', { also: ['KL'] }),
      'categories.wildlife-crime.also.0 wrong-level',
    ],
    [
      'proposes a slip to the police',
      setCategory('theft', { outside: ['PC02'] }),
      'categories.theft.outside.0 not-outside',
    ],
    [
      'names a department that there is not',
      setCategory('theft', { department: 'PC99' }),
      'categories.theft.department unknown-role',
    ],
    [
      'gives a matter to no department',
      setCategory('theft', { first: 'department', department: null }),
      'categories.theft no-department',
    ],
    ['leaves a category out', changed((r) => void delete r.categories.theft), 'categories.theft missing-category'],
    [
      'has a category of its own',
      {
        ...DEFAULT_ROUTING,
        categories: {
          ...DEFAULT_ROUTING.categories,
          'no-such': { first: 'commune', department: null, also: [], outside: [] },
        },
      },
      'categories.no-such unknown-category',
    ],
    ['has a word of its own', { ...DEFAULT_ROUTING, complaints: 'commune' }, ' not-this-shape'],
  ])('that %s is refused, with the place', (_title, document, fault) => {
    expect(faultsOf(document)).toContain(fault)
  })

  it('of hostile shape is refused and breaks nothing', () => {
    for (const value of [null, 1, '', [], {}, { categories: null }, JSON.parse('{"__proto__":{"first":"commune"}}')]) {
      expect(readRouting(value).ok).toBe(false)
    }
  })

  it('written down before a category came goes by the program’s own line for it', () => {
    const older = changed((rules) => void delete rules.categories.theft)
    expect(readStored(3, older).categories.theft).toEqual(DEFAULT_ROUTING.categories.theft)
  })

  it('written down before the law was guarded is not used', () => {
    expect(() => readStored(3, setCategory('drug-trade', { first: 'commune' }))).toThrow('bad-data')
  })
})

describe('a trial of other rules', () => {
  const units = makeUnitDirectory(DEMO_UNITS)
  const facts: RouteFacts = {
    category: 'theft',
    isReport: true,
    urgency: 'normal',
    callNow: false,
    aboutPolice: false,
    isPoliceDoubted: false,
    accused: null,
    commune: '26743',
    senderCommune: null,
    province: '79',
    signs: [],
    hazards: [],
  }
  const after = setCategory('theft', { first: 'owner' })
  const told = setCategory('theft', { also: ['PV01'] })

  it('counts what would go elsewhere, from where to where, the most first', () => {
    const kinds = [
      { facts, count: 7 },
      { facts: { ...facts, commune: '26740' }, count: 9 },
      { facts: { ...facts, category: 'gambling' }, count: 100 },
      { facts: null, count: 2 },
    ]
    expect(compareRoutes(kinds, DEFAULT_ROUTING, after, units, '79')).toEqual({
      total: 118,
      unknown: 2,
      moved: 16,
      toldOtherwise: 0,
      rows: [
        { from: '26740', to: '79-PC02', count: 9 },
        { from: '26743', to: '79-PC02', count: 7 },
      ],
    })
    expect(compareRoutes(kinds, DEFAULT_ROUTING, told, units, '79')).toMatchObject({ moved: 0, toldOtherwise: 16 })
    expect(compareRoutes(kinds, DEFAULT_ROUTING, DEFAULT_ROUTING, units, '79')).toMatchObject({ moved: 0, rows: [] })
  })

  it('tells no small count to who sees no tip', () => {
    expect([0, 1, 4, 5, 312].map(formatSmall)).toEqual(['0', '<5', '<5', '5', '312'])
  })
})

describe('a transfer slip', () => {
  const received = new Date('2026-11-21T12:00:00Z')
  const body = (code: string) => OUTSIDE_BODIES.find((one) => one.code === code) ?? OUTSIDE_BODIES[0]
  it('must be handed over within 24 hours of the tip’s receipt, and at once in danger or for who must know at once', () => {
    const [ranger, child] = [body('KL'), body('111')]
    if (!ranger || !child) throw new Error('no body')
    expect(slipDueAt(ranger, received, false)).toEqual(new Date('2026-11-22T12:00:00Z'))
    expect(slipDueAt(ranger, received, true)).toEqual(received)
    expect(slipDueAt(child, received, false)).toEqual(received)
  })
})
