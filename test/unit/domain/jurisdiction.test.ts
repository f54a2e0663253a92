import { describe, expect, it } from 'vitest'
import { DEMO_UNITS } from '../../../src/data/demo-units.ts'
import { findAbove, makeUnitDirectory, unitAbove } from '../../../src/domain/jurisdiction.ts'

const units = makeUnitDirectory(DEMO_UNITS)
const BEN_THANH = '26743'

describe('one level up', () => {
  it.each([
    [BEN_THANH, '79-PC01'],
    ['79-PC02', '79-PC01'],
    ['79-PC01', '79-PV01'],
    ['79-TTR', 'X05'],
    ['X05', null],
    ['1022', null],
    ['no-such-unit', null],
  ])('from %s is %s', (unit, above) => {
    expect(unitAbove(unit, units)).toBe(above)
  })

  it('from an inspectorate is never a unit that an officer complained about may sit in', () => {
    expect(units.find(unitAbove('79-TTR', units) ?? '')?.kind).toBe('inspectorate')
  })

  it('goes on until nobody stands above, and comes by nobody twice', () => {
    expect(findAbove(BEN_THANH, units)).toEqual(['79-PC01', '79-PV01'])
    expect(findAbove('79-PV01', units)).toEqual(['79-PC01'])
    expect(findAbove('79-TTR', units)).toEqual(['X05'])
  })
})
