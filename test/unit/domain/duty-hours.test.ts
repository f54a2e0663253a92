import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DutyHours, dutyHours, formatDutyHours, isOnDuty, parseDutyHours } from '../../../src/domain/duty-hours.ts'

const read = (text: string): string => {
  const result = parseDutyHours(text)
  return result.ok ? formatDutyHours(result.value) : `? ${result.piece}`
}

describe('duty hours', () => {
  it.each([
    ['24/7', '24/7'],
    ['24/24', '24/7'],
    [' Thường trực ', '24/7'],
    ['T2-T6 07:30-11:30, 13:30-17:00; T7 08:00-11:00', 'T2-T6 07:30-11:30, 13:30-17:00; T7 08:00-11:00'],
    ['Thứ 2 - Thứ 6: 7h30-11h30 và 13h30-17h', 'T2-T6 07:30-11:30, 13:30-17:00'],
    ['T2, T4, CN 7:00 đến 9:00', 'T2 07:00-09:00; T4 07:00-09:00; CN 07:00-09:00'],
    ['hằng ngày 6h-22h', 'T2-CN 06:00-22:00'],
    ['08:00-17:00', 'T2-CN 08:00-17:00'],
    ['mon-fri 08:00-17:00', 'T2-T6 08:00-17:00'],
    ['T7 13:00-15:00, 08:00-11:00', 'T7 08:00-11:00, 13:00-15:00'],
    ['CN 20:00-24:00', 'CN 20:00-24:00'],
  ])('written "%s" are understood', (text, wanted) => {
    expect(read(text)).toBe(wanted)
  })

  it.each([
    ['giờ hành chính', '? giờ hành chính'],
    ['T2-T6 07:30-11:30; T8 07:00-09:00', '? T8 07:00-09:00'],
    ['T2 11:00-07:00', '? T2 11:00-07:00'],
    ['T2 25:00-26:00', '? T2 25:00-26:00'],
    ['T2 08:00-12:00, 11:00-13:00', '? T2 08:00-12:00, 11:00-13:00'],
    ['T6-T2 08:00-12:00', '? T6-T2 08:00-12:00'],
    ['', '? '],
    [';', '? ;'],
  ])('that say nothing clear ("%s") are given back with the piece that is not understood', (text, wanted) => {
    expect(read(text)).toBe(wanted)
  })

  it('of any week come back from their own writing unchanged', () => {
    const clock = (minutes: number): string =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
    const day = fc
      .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 12 })
      .map((all) => all.sort((a, b) => a - b))
      .map((all) => all.flatMap((from, at) => (at % 2 === 0 && all[at + 1] ? [{ from, to: all[at + 1] ?? 0 }] : [])))
      .map((spans) => spans.map(({ from, to }) => ({ from: clock(from), to: clock(to) })))
    const week = fc.array(day, { minLength: 7, maxLength: 7 }).filter((days) => days.some((one) => one.length > 0))
    fc.assert(
      fc.property(week, (days) => {
        const hours: DutyHours = { kind: 'week', days }
        expect(dutyHours.safeParse(hours).success).toBe(true)
        expect(parseDutyHours(formatDutyHours(hours))).toEqual({ ok: true, value: hours })
      }),
    )
  })

  it('are those of Viet Nam', () => {
    const hours = parseDutyHours('T2 07:30-11:30')
    const on = (instant: string) => isOnDuty(hours.ok ? hours.value : null, Temporal.Instant.from(instant))
    // 23 November 2026 is a Monday.
    expect(on('2026-11-23T00:29:59Z')).toBe(false)
    expect(on('2026-11-23T00:30:00Z')).toBe(true)
    expect(on('2026-11-23T04:30:00Z')).toBe(false)
    expect(on('2026-11-22T01:00:00Z')).toBe(false)
    expect(isOnDuty({ kind: 'always' }, Temporal.Instant.from('2026-11-22T20:00:00Z'))).toBe(true)
    expect(isOnDuty(null, Temporal.Instant.from('2026-11-22T20:00:00Z'))).toBeNull()
  })
})
