import { describe, expect, it } from 'vitest'
import { plan, RECORDS, recordOf, TODAY } from './unit-rows.ts'

const NEW = { code: '26746', name: 'Công an phường Thử', kind: 'Công an cấp xã', province: '79' }
const faultsOf = (...rows: Parameters<typeof plan>) =>
  plan(...rows).faults.map(({ line, field, reason, value }) => `${line} ${field} ${reason} ${value}`)

describe('a plan', () => {
  it('changes what a row says, keeps what it does not speak of, and empties what it leaves blank', () => {
    const { changes, faults } = plan([{ code: '26743', dutyPhones: '028 3829.7643; 113', hours: '24/7' }])
    expect(faults).toEqual([])
    expect(changes[0]?.fields).toEqual(['hours', 'dutyPhones', 'validFrom'])
    const { version: _, ...before } = recordOf('26743')
    expect(changes[0]?.after).toEqual({
      ...before,
      version: 1,
      hours: { kind: 'always' },
      dutyPhones: ['02838297643', '113'],
      validFrom: TODAY,
    })
    const after = changes.map((one) => one.after)
    const emptied = plan([{ code: '26743', dutyPhones: '', channels: '' }], { current: after })
    expect(emptied.changes[0]?.after).toMatchObject({ dutyPhones: [], hours: { kind: 'always' } })
  })

  it('changes nothing where a row says what stands there', () => {
    const { changes, unchanged } = plan([{ code: '26743', name: recordOf('26743').name, areas: '26743' }])
    expect([changes, unchanged]).toEqual([[], 1])
  })

  it('lets a change hold from today, for what was true before stays true of that time', () => {
    const from = (texts: Record<string, string>) => plan([{ code: '26743', ...texts }]).changes[0]?.after.validFrom
    expect(from({ areas: '26743 26744' })).toBe(TODAY)
    expect(from({ areas: '26743 26744', validFrom: '2025-07-01' })).toBe(TODAY)
    expect(from({ areas: '26743 26744', validFrom: '1/1/2027' })).toBe('2027-01-01')
    // Its end alone dates nothing else anew.
    expect(from({ validTo: '2026-01-01', successor: '26740' })).toBe('2025-07-01')
  })

  it('does not let a later change inherit the document of an earlier one', () => {
    const [first] = plan([{ code: '26743', name: 'Công an phường Bến Thành mới', document: 'QĐ 1' }]).changes
    expect(first?.after.document).toBe('QĐ 1')
    const current = first ? [...RECORDS.filter(({ code }) => code !== '26743'), first.after] : []
    const change = (texts: Record<string, string>, document: string | null = null) =>
      plan([{ code: '26743', ...texts }], { current, document }).changes[0]?.after.document
    expect(change({ dutyPhones: '113' })).toBeNull()
    expect(change({ dutyPhones: '113' }, 'QĐ 2')).toBe('QĐ 2')
    expect(change({ dutyPhones: '113', document: 'QĐ 1' })).toBe('QĐ 1')
    // A paper that is named for a whole file changes no row that says nothing new.
    expect(change({ name: 'Công an phường Bến Thành mới', document: 'QĐ 1' }, 'QĐ 2')).toBeUndefined()
  })

  it('makes of a new row a unit with what follows from what it is', () => {
    const [change] = plan([NEW]).changes
    expect(change).toMatchObject({
      before: null,
      after: { level: 'commune', role: 'CAX', parent: '79', areas: ['26746'], validFrom: TODAY, hours: null },
    })
    const [department] = plan([
      { code: '25-PC09', name: 'Phòng Kỹ thuật hình sự', kind: 'Phòng', province: '25' },
    ]).changes
    expect(department?.after).toMatchObject({ level: 'province', role: 'PC09', parent: '25', areas: [] })
  })
})

describe('zeros that a spreadsheet program took away', () => {
  it('are put back and told: of communes, provinces, parents, areas and telephones', () => {
    const { changes, repairs, faults } = plan([
      { code: '4', dutyPhones: '2438297643', areas: '4, 70', kind: 'xã', province: '1', parent: '1' },
      { code: '70', areas: 'không' },
      { code: '7', kind: 'xã', name: 'Công an xã Thử', province: '1' },
    ])
    expect(faults).toEqual([])
    expect(changes.map(({ after }) => after)).toMatchObject([
      { code: '00004', dutyPhones: ['02438297643'], areas: ['00004', '00070'], parent: '01' },
      { code: '00070', areas: [] },
      { code: '00007', areas: ['00007'] },
    ])
    expect(repairs.map(({ line, field, from, to }) => `${line} ${field} ${from} ${to}`)).toEqual([
      '2 code 4 00004',
      '2 province 1 01',
      '2 parent 1 01',
      '2 areas 4 00004',
      '2 areas 70 00070',
      '2 dutyPhones 2438297643 02438297643',
      '3 code 70 00070',
      '4 code 7 00007',
      '4 province 1 01',
    ])
  })

  it('are not put before a code that is whole without them', () => {
    const { changes, repairs } = plan([{ code: '1022', dutyPhones: '1022' }])
    expect([changes[0]?.after.code, repairs]).toEqual(['1022', []])
  })

  it('and days that Excel keeps as numbers are read', () => {
    const { changes, repairs } = plan([{ code: '26743', validFrom: '46388' }])
    expect(changes[0]?.after.validFrom).toBe('2027-01-01')
    expect(repairs).toHaveLength(1)
  })
})

describe('a fault names line, column and what stands there', () => {
  it.each([
    [{ code: '' }, '2 code missing '],
    [{ name: 'x' }, '2 code missing '],
    [{ ...NEW, code: 'a b' }, '2 code bad-code a b'],
    [{ ...NEW, name: '=HYPERLINK("x")' }, '2 name bad-name =HYPERLINK("x")'],
    [{ ...NEW, kind: 'đội' }, '2 kind bad-kind đội'],
    [{ code: '26746', kind: 'xã', province: '79' }, '2 name missing '],
    [{ ...NEW, province: 'Hồ Chí Minh' }, '2 province bad-province Hồ Chí Minh'],
    [{ code: '26746', name: 'Công an phường Thử', kind: 'xã' }, '2 province bad-province '],
    [{ ...NEW, code: '267' + '460' }, '2 code bad-code 267460'],
    [{ code: '79-ABC', name: 'Phòng Thử', kind: 'Phòng', role: 'PC09', province: '79' }, '2 code bad-code 79-ABC'],
    [{ code: '26743', dutyPhones: '9,03E+08' }, '2 dutyPhones bad-phone 9,03E+08'],
    [{ code: '26743', dutyPhones: '0903' }, '2 dutyPhones bad-phone 0903'],
    [{ code: '26743', validFrom: '31/2/2026' }, '2 validFrom bad-day 31/2/2026'],
    [{ code: '26743', validTo: 'mai' }, '2 validTo bad-day mai'],
    [{ code: '26743', hours: 'giờ hành chính' }, '2 hours bad-hours giờ hành chính'],
    [{ code: '26743', areas: '2674' + 'x' }, '2 areas bad-areas 2674x'],
    [{ code: '26743', parent: '99' }, '2 parent unknown-parent 99'],
    [{ code: '26743', kind: 'phòng' }, '2 kind stays department'],
    [{ code: '26743', province: '01' }, '2 province stays 01'],
    [{ code: '26743', name: 'Công an\u0007 phường' }, '2 name bad-text Công an? phường'],
    [{ code: '26743', validTo: '2020-01-01' }, '2 validTo days-in-wrong-order 2020-01-01'],
    [{ code: '26743', successor: '26740' }, '2 successor successor-without-end 26740'],
    [{ code: '26743', validTo: '2027-01-01', successor: '26743' }, '2 successor unknown-successor 26743'],
    [{ code: '79', validTo: '2027-01-01' }, '2 validTo has-children 2027-01-01'],
    [{ code: '26743', parent: '25', validFrom: '2027-01-01' }, '2 parent parent-later 25'],
    [{ code: '79', parent: '26743' }, '2 parent parent-cycle 26743'],
    [{ code: '26743', areas: '26743 26740' }, '2 areas overlap 26740'],
  ])('%o', (texts, wanted) => {
    expect(faultsOf([texts])).toEqual([wanted])
  })

  it('also of rows that are wrong together, each once', () => {
    expect(
      faultsOf([
        { code: '26743', channels: 'radio' },
        { code: '26743', channels: 'email' },
      ]),
    ).toEqual(['3 code double-code 26743'])
    const commune = (code: string, parent: string) => ({ ...NEW, code, parent })
    expect(faultsOf([commune('26746', '26749'), commune('26749', '26746')])).toEqual([
      '2 parent parent-cycle 26749',
      '3 parent parent-cycle 26746',
    ])
    // The parent is there; that its own row cannot be read is told once.
    expect(faultsOf([{ ...NEW, kind: 'đội' }, commune('26749', '26746')])).toEqual(['2 kind bad-kind đội'])
    expect(faultsOf([{ ...NEW, areas: '26746 26749' }, commune('26749', '79')])).toEqual([
      '2 areas overlap 26749',
      '3 areas overlap 26749',
    ])
  })

  it('but a commune may pass from one unit to another in one file', () => {
    const rows = [
      { code: '26743', areas: '26743 26740' },
      { code: '26740', areas: 'không' },
    ]
    expect(faultsOf(rows)).toEqual([])
    const ended = [
      { code: '26740', validTo: '2027-01-01', successor: '26743' },
      { code: '26743', areas: '26743 26740', validFrom: '2027-01-01' },
    ]
    expect(faultsOf(ended)).toEqual([])
  })

  it('and who changes units of another province, or without a reason, is told so', () => {
    const mayChange = (province: string | null) => province === '79'
    expect(faultsOf([{ code: '00004', channels: 'radio' }, { code: '00070' }], { mayChange })).toEqual([
      '2 null not-yours 00004',
    ])
    expect(faultsOf([{ code: '26743', channels: 'radio' }], { reason: '' })).toEqual(['2 reason reason-missing '])
    expect(faultsOf([{ code: '26743', channels: 'radio', reason: 'vì' }], { reason: '' })).toEqual([])
  })
})

describe('areas', () => {
  const list = [
    { code: '26743', name: 'phường Bến Thành', province: '79' },
    { code: '27001', name: 'phường Tân Lập', province: '79' },
    { code: '27002', name: 'xã Tân Lập', province: '79' },
    { code: '09999', name: 'phường Bến Thành', province: '01' },
  ]
  const areas = { list, isWhole: true }
  const read = (typed: string) => plan([{ ...NEW, areas: typed }], { areas })

  it('are understood by name within the province, with and without type and diacritics', () => {
    expect(read('Bến Thành, xã Tân Lập').changes[0]?.after.areas).toEqual(['26743', '27002'])
    expect(read('phuong ben thanh').changes[0]?.after.areas).toEqual(['26743'])
  })

  it('that several have the name of, or none, are not guessed', () => {
    expect(read('Tân Lập; Thành').faults.map(({ reason, value }) => [reason, value])).toEqual([
      ['ambiguous-area', 'Tân Lập'],
      ['unknown-area', 'Thành'],
    ])
    expect(read('12345').faults[0]?.reason).toBe('unknown-area')
  })
})
