import { describe, expect, it } from 'vitest'
import { DEMO_UNITS } from '../../../src/data/demo-units.ts'
import { makeUnitDirectory } from '../../../src/domain/jurisdiction.ts'
import { levelOf, standingOf } from '../../../src/domain/unit-record.ts'

describe('a directory of units', () => {
  it('knows who answers for a commune: its own police, or whoever took it over', () => {
    const units = makeUnitDirectory(DEMO_UNITS)
    expect(units.communeOf('26743')?.name).toBe('Công an phường Bến Thành')
    expect(units.communeOf('99999')).toBeUndefined()
    const merged = DEMO_UNITS.filter(({ code }) => code !== '26740').map((unit) =>
      unit.code === '26743' ? { ...unit, areas: ['26740', '26743'] } : unit,
    )
    expect(makeUnitDirectory(merged).communeOf('26740')?.code).toBe('26743')
  })

  it('that is replaced is the new one for everybody who holds it', () => {
    const units = makeUnitDirectory(DEMO_UNITS)
    const { find, communeOf } = units
    units.replace(DEMO_UNITS.filter(({ code }) => code !== '26743'))
    expect([find('26743'), communeOf('26743'), units.has('26743'), units.all().length]).toEqual([
      undefined,
      undefined,
      false,
      DEMO_UNITS.length - 1,
    ])
  })
})

describe('a unit', () => {
  it('is in force until its last day is over, also while a change is still to come', () => {
    const on = (validFrom: string, validTo: string | null, version = 1) =>
      standingOf({ validFrom, validTo, version }, '2026-11-22')
    expect(on('2025-07-01', null)).toBe('in-force')
    expect(on('2025-07-01', '2026-11-23')).toBe('in-force')
    expect(on('2025-07-01', '2026-11-22')).toBe('ended')
    expect(on('2026-11-23', null)).toBe('to-come')
    expect(on('2026-11-23', null, 2)).toBe('in-force')
  })

  it('stands on the level of its kind', () => {
    expect(DEMO_UNITS.filter(({ kind, level, province }) => levelOf(kind, province) !== level)).toEqual([])
  })
})
