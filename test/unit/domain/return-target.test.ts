import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEMO_UNITS } from '../../../src/data/demo-units.ts'
import { makeUnitDirectory, mayHoldComplaint } from '../../../src/domain/jurisdiction.ts'
import { findReturnTarget, type ReturnCase } from '../../../src/domain/return-target.ts'

const units = makeUnitDirectory(DEMO_UNITS)
const CODES = DEMO_UNITS.map(({ code }) => code)
const BEN_THANH = '26743'
const SAI_GON = '26740'
const CASE: ReturnCase = {
  from: BEN_THANH,
  officerUnit: BEN_THANH,
  sentBy: null,
  returnsBefore: 0,
  province: '79',
  aboutPolice: false,
  accused: null,
  isBarred: () => false,
}
const target = (more: Partial<ReturnCase>) =>
  findReturnTarget({ ...CASE, officerUnit: more.from ?? BEN_THANH, ...more }, units)

describe('a tip that is given back goes', () => {
  it.each([
    ['to the duty desk of the province where the machine sent it', {}, '79-PC01', false],
    ['to the unit that sent it', { sentBy: SAI_GON }, SAI_GON, false],
    ['to the command centre where the duty desk itself has it from the machine', { from: '79-PC01' }, '79-PV01', true],
    ['one level up when it comes back a second time', { sentBy: '79-PC01', returnsBefore: 1 }, '79-PV01', true],
    ['to the duty desk when two communes send it to and fro', { sentBy: SAI_GON, returnsBefore: 1 }, '79-PC01', true],
    [
      'past a unit that may not have it',
      { sentBy: SAI_GON, isBarred: (code: string) => code === SAI_GON },
      '79-PC01',
      true,
    ],
    [
      'of an inspectorate to the one above it, and to no duty desk',
      { from: '79-TTR', aboutPolice: true, accused: BEN_THANH },
      'X05',
      true,
    ],
  ] as [string, Partial<ReturnCase>, string, boolean][])('%s', (_title, more, unit, wentUp) => {
    expect(target(more)).toEqual({ unit, wentUp })
  })

  it('nowhere when nobody is left who may have it', () => {
    expect(target({ from: 'X05', aboutPolice: true, accused: '79' })).toBeNull()
  })

  it('never to the unit complained about, nor to any below it or below the province, nor back to who gives it', () => {
    const code = fc.constantFrom(...CODES)
    fc.assert(
      fc.property(
        code,
        code,
        fc.option(code),
        fc.nat(4),
        fc.constantFrom('01', '25', '79', '40'),
        fc.boolean(),
        fc.option(code),
        (from, officerUnit, sentBy, returnsBefore, province, aboutPolice, accused) => {
          const one = {
            from,
            officerUnit,
            sentBy,
            returnsBefore,
            province,
            aboutPolice,
            accused,
            isBarred: () => false,
          }
          const found = findReturnTarget(one, units)
          if (found === null) return
          expect([from, officerUnit]).not.toContain(found.unit)
          if (aboutPolice) expect(mayHoldComplaint(found.unit, accused, units)).toBe(true)
          if (aboutPolice) expect(units.find(found.unit)?.kind).toBe('inspectorate')
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
