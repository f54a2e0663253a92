import { describe, expect, it } from 'vitest'
import { DEMO_UNITS } from '../../../src/data/demo-units.ts'
import { DEFAULT_ROUTING } from '../../../src/data/routing.ts'
import { TAXONOMY } from '../../../src/data/taxonomy.ts'
import { makeUnitDirectory } from '../../../src/domain/jurisdiction.ts'
import { type RouteFacts, routeTip } from '../../../src/domain/routing.ts'
import { PAST_THE_COMMUNE } from '../../../src/domain/routing-rules.ts'

const units = makeUnitDirectory(DEMO_UNITS)
const BEN_THANH = '26743'
const FACTS: RouteFacts = {
  category: null,
  urgency: 'normal',
  callNow: false,
  aboutPolice: false,
  isReport: true,
  isPoliceDoubted: false,
  accused: null,
  commune: BEN_THANH,
  senderCommune: null,
  province: '79',
  signs: [],
  hazards: [],
}
const route = (facts: Partial<RouteFacts>) => {
  const all = { ...FACTS, ...facts }
  const { primary, also } = routeTip(all, DEFAULT_ROUTING, units, '79')
  return {
    primary: primary && `${primary.unit} ${primary.reason}`,
    also: also.map((one) => `${one.unit} ${one.reason}`),
  }
}

describe('a tip goes', () => {
  it.each([
    ['to the commune of the place', { category: 'theft' }, `${BEN_THANH} place`, []],
    ['to the commune when what it is about is unknown', {}, `${BEN_THANH} category-unknown`, []],
    ['to the duty desk when the place is unknown', { category: 'theft', commune: null }, '79-PC01 place-unknown', []],
    [
      'to the duty desk of home when no province is known',
      { category: 'theft', commune: null, province: null },
      '79-PC01 place-unknown',
      [],
    ],
    [
      'to the duty desk of the province that is named',
      { category: 'theft', commune: null, province: '01' },
      '01-PC01 place-unknown',
      [],
    ],
    [
      'to the duty desk and not to the commune while the police may be complained about',
      { category: 'theft', urgency: 'high', isPoliceDoubted: true },
      '79-PC01 police-doubted',
      [],
    ],
    [
      'past the commune as ever where that may be',
      { category: 'drug-trade', isPoliceDoubted: true },
      '79-PC04 specialist',
      [],
    ],
    [
      'to the command centre alone in danger while the police may be complained about',
      { category: 'theft', urgency: 'critical', callNow: true, isPoliceDoubted: true },
      '79-PV01 police-doubted',
      [],
    ],
    [
      'to the duty desk with the doubt told, though it seems to be for nobody',
      { category: 'other-agency', isReport: false, isPoliceDoubted: true },
      '79-PC01 police-doubted',
      [],
    ],
    [
      'to the duty desk of an unknown place with the doubt told',
      { category: 'theft', commune: null, isPoliceDoubted: true },
      '79-PC01 police-doubted',
      [],
    ],
    ['past the commune for the drug trade', { category: 'drug-trade' }, '79-PC04 specialist', []],
    ['past the commune for corruption', { category: 'corruption-misconduct' }, '79-PC03 specialist', []],
    [
      'to the duty desk for the drug trade of an unknown place',
      { category: 'drug-trade', commune: null, province: null },
      '79-PC01 place-unknown',
      [],
    ],
    [
      'to the commune and the command centre when danger is now',
      { category: 'noise-disorder', callNow: true },
      `${BEN_THANH} place`,
      ['79-PV01 danger-now'],
    ],
    [
      'to the commune and the department when it weighs',
      { category: 'burglary', urgency: 'high' },
      `${BEN_THANH} place`,
      ['79-PC02 gravity'],
    ],
    [
      'to all three when it weighs and is now',
      { category: 'assault-violence', urgency: 'critical', callNow: true },
      `${BEN_THANH} place`,
      ['79-PV01 danger-now', '79-PC02 gravity'],
    ],
    [
      'to nobody of the police when it is another agency’s',
      { category: 'other-agency', isReport: false },
      null,
      ['1022 partner'],
    ],
    ['to nobody of the police when it is a prank', { category: 'spam-prank', isReport: false }, null, []],
    [
      'to the commune when a prank may be danger',
      { category: 'spam-prank', isReport: false, callNow: true },
      `${BEN_THANH} place`,
      ['79-PV01 danger-now'],
    ],
    [
      'to where the sender says to be when nothing says where it happened',
      { category: 'theft', commune: null, senderCommune: BEN_THANH, province: null },
      `${BEN_THANH} sender-place`,
      [],
    ],
    [
      'to the owner of a hazard, with a copy to the commune',
      { category: 'fire-explosion' },
      '79-PC07 hazard',
      [`${BEN_THANH} hazard-place`],
    ],
    [
      'of a fire that burns first to the commune and the command centre, and to the owner of the hazard',
      { category: 'fire-explosion', callNow: true, urgency: 'critical', hazards: ['fire'] },
      `${BEN_THANH} place`,
      ['79-PV01 danger-now', '79-PC07 hazard'],
    ],
    [
      'to the commune and to the criminal police when somebody is armed',
      { category: 'noise-disorder', signs: ['weapon'] },
      `${BEN_THANH} place`,
      ['79-PC02 reach'],
    ],
    [
      'of a commune that has no unit here to the duty desk of its province',
      { category: 'theft', commune: '00001', province: '01' },
      '01-PC01 unit-missing',
      [],
    ],
    [
      'of a province that has no unit here to the duty desk of home',
      { category: 'theft', commune: '99999', province: '40' },
      '79-PC01 unit-missing',
      [],
    ],
    [
      'of such a province without a commune to the duty desk of home as well',
      { category: 'drug-trade', commune: null, province: '40' },
      '79-PC01 unit-missing',
      [],
    ],
  ] as [string, Partial<RouteFacts>, string | null, string[]][])('%s', (_title, facts, primary, also) => {
    expect(route(facts)).toEqual({ primary, also })
  })

  it.each(TAXONOMY.categories.map((category) => category.code))(
    'of %s to a unit there is, and first to the one of the matrix',
    (category) => {
      const { primary, also } = routeTip(
        { ...FACTS, category, urgency: 'critical', callNow: true },
        DEFAULT_ROUTING,
        units,
        '79',
      )
      expect(units.has(primary?.unit ?? '')).toBe(true)
      for (const one of also) expect(units.has(one.unit)).toBe(true)
      expect(new Set([primary?.unit, ...also.map((one) => one.unit)]).size).toBe(1 + also.length)
      if (PAST_THE_COMMUNE.has(category)) expect(primary?.unit).not.toBe(BEN_THANH)
    },
  )
})

describe('a complaint about the police', () => {
  const all = TAXONOMY.categories.flatMap(({ code }) =>
    [true, false].flatMap((callNow) => ['26743', '79', null].map((accused) => ({ category: code, callNow, accused }))),
  )

  it('reaches no unit below the province, whatever it is about and however urgent', () => {
    for (const facts of all) {
      const { primary, also } = routeTip(
        { ...FACTS, ...facts, aboutPolice: true, urgency: 'critical' },
        DEFAULT_ROUTING,
        units,
        '79',
      )
      for (const one of [primary, ...also]) expect(units.find(one?.unit ?? '')?.kind).not.toBe('commune')
      expect(primary?.reason).toBe('about-police')
    }
  })

  it.each([
    ['of a commune goes to the inspectorate of the province', {}, '79-TTR about-police', []],
    ['of the province goes to the inspectorate of the ministry', { accused: '79' }, 'X05 about-police', []],
    [
      'with someone in danger also to the command centre',
      { callNow: true },
      '79-TTR about-police',
      ['79-PV01 danger-now'],
    ],
    [
      'of the province never to that province, even in danger',
      { accused: '79', callNow: true },
      'X05 about-police',
      [],
    ],
    ['of another province to that one’s inspectorate', { province: '01', commune: '00070' }, '01-TTR about-police', []],
  ] as [string, Partial<RouteFacts>, string, string[]][])('%s', (_title, facts, primary, also) => {
    expect(route({ ...facts, aboutPolice: true })).toEqual({ primary, also })
  })
})
