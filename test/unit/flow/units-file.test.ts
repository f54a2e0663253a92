import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UnitRecord } from '../../../src/domain/unit-record.ts'
import { readUnitFile, textOfField, type UnitFileKind, writeUnitFile } from '../../../src/flow/units-file.ts'
import { guard, unguard, writeCsv, writeXlsx } from '../../../src/tables/write.ts'
import { plan, RECORDS, recordOf, TODAY } from './unit-rows.ts'

const RICH: UnitRecord = {
  ...recordOf('26743'),
  hours: {
    kind: 'week',
    days: [
      ...Array.from({ length: 5 }, () => [
        { from: '07:30', to: '11:30' },
        { from: '13:30', to: '17:00' },
      ]),
      [],
      [],
    ],
  },
  dutyPhones: ['02838297643', '0693187255'],
  channels: ['email: truc@example.vn', '@benthanh (Telegram)', '-- bộ đàm kênh 3'],
  validTo: '2027-01-01',
  successor: '26740',
  document: '=HYPERLINK("http://example.vn";"QĐ 12")',
}
const OTHERS = RECORDS.filter(({ code }) => code !== RICH.code)
const write = async (kind: UnitFileKind, units: readonly UnitRecord[]): Promise<Buffer> => writeUnitFile(kind, units)

describe.each(['csv', 'xlsx'] as const)('a table of units as %s', (kind) => {
  it('read back changes nothing', async () => {
    const units = [RICH, ...OTHERS]
    const read = await readUnitFile(`units.${kind}`, await write(kind, units))
    if (!read.ok) throw new Error(read.fault.reason)
    expect(read.ignored).toEqual([])
    const { changes, unchanged, faults, repairs } = plan(
      read.rows.map(({ texts }) => texts),
      { current: units, document: 'QĐ 99' },
    )
    expect([faults, repairs, changes, unchanged]).toEqual([[], [], [], units.length])
  })

  it('read into an empty house makes the same units again', async () => {
    const units = [RICH, ...OTHERS]
    const read = await readUnitFile(`units.${kind}`, await write(kind, units))
    if (!read.ok) throw new Error(read.fault.reason)
    const { changes, faults } = plan(
      read.rows.map(({ texts }) => texts),
      { current: [] },
    )
    expect(faults).toEqual([])
    const sorted = (list: readonly UnitRecord[]) => list.toSorted((a, b) => (a.code < b.code ? -1 : 1))
    expect(sorted(changes.map(({ after }) => after))).toEqual(sorted(units))
  })

  it('holds no cell that a spreadsheet program takes for a formula', async () => {
    const bytes = await write(kind, [RICH])
    const read = await readUnitFile(`units.${kind}`, bytes)
    expect(read.ok && read.rows[0]?.texts.document).toBe(RICH.document)
    if (kind === 'csv') expect(bytes.toString('utf8')).not.toMatch(/(^|;|\n)"?[=+\-@\t]/)
  })
})

describe('any cell', () => {
  it('comes back from its guard as it was, and no guarded one begins a formula', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.tuple(fc.constantFrom("'", "''", '=', '+', '-', '@', "'=", '\t'), fc.string()).map((all) => all.join('')),
        ),
        (text) => {
          expect(unguard(guard(text))).toBe(text)
          expect(guard(text)).not.toMatch(/^[=+\-@\t\r]/)
        },
      ),
    )
  })
})

describe('a file from elsewhere', () => {
  const readText = (text: string, name = 'x.csv') => readUnitFile(name, Buffer.from(text))
  const rowsOf = async (text: string) => {
    const read = await readText(text)
    return read.ok ? read.rows : read.fault
  }

  it.each([
    ['commas', 'Mã,Điện thoại\n00004,113\n'],
    ['semicolons, a mark and CRLF', '\uFEFFMã;Điện thoại\r\n00004;113\r\n'],
    ['what Excel puts first', 'sep=;\r\nMã;Điện thoại\r\n00004;113\r\n'],
    ['tabs', 'Mã\tĐiện thoại\n00004\t113\n'],
    ['English heads', 'code,phone\n00004,113\n'],
    ['heads without diacritics, in capitals', 'MA DON VI;DIEN THOAI TRUC\n00004;113'],
    ['a title above the heads', 'Danh sách đơn vị\n\nMã,Điện thoại\n00004,113\n'],
    ['empty rows', 'Mã,Điện thoại\n,\n00004,113\n\n'],
  ])('with %s is read', async (_what, text) => {
    expect(await rowsOf(text)).toMatchObject([{ texts: { code: '00004', dutyPhones: '113' } }])
  })

  it('in UTF-16, as Excel saves "Unicode text", is read', async () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('Mã\tTên\r\n00004\tCông an xã Thử\r\n', 'utf16le'),
    ])
    expect(await readUnitFile('x.txt', bytes)).toMatchObject({
      ok: true,
      rows: [{ texts: { name: 'Công an xã Thử' } }],
    })
  })

  it('keeps the lines that its editor shows, and names heads it does not know', async () => {
    const read = await readText('Mã,Tên,Ghi chú\n00004,"hai\ndòng",x\n00070,Công an,\n')
    expect(read.ok && read.rows.map(({ line }) => line)).toEqual([2, 4])
    expect(read.ok && read.ignored).toEqual(['Ghi chú'])
  })

  it('as a workbook whose program made numbers of codes is read, and zeros are put back', async () => {
    const bytes = await writeXlsx('Đơn vị', [
      ['Mã', 'Giờ trực'],
      ['4', '24/7'],
    ])
    const read = await readUnitFile('x.xlsx', bytes)
    if (!read.ok) throw new Error(read.fault.reason)
    const { changes, repairs } = plan(read.rows.map(({ texts }) => texts))
    expect(changes[0]?.after).toMatchObject({ code: '00004', hours: { kind: 'always' }, validFrom: TODAY })
    expect(repairs).toHaveLength(1)
  })

  it.each([
    ['x.csv', 'Tên,Điện thoại\nA,113\n', 'no-code-column'],
    ['x.csv', 'Mã,Điện thoại\n', 'no-rows'],
    ['x.csv', '', 'no-code-column'],
    ['x.csv', 'Mã,Tên\n00004,"mở mãi\n', 'syntax'],
    ['x.pdf', 'Mã,Tên\n', 'unknown-kind'],
    ['x.xlsx', 'Mã,Tên\n', 'not-a-workbook'],
    ['x.json', '[{"Mã":"1","__proto__":{}}]', 'forbidden-key'],
  ])('%s that holds %o is refused whole', async (name, text, reason) => {
    expect(await readText(text, name)).toMatchObject({ ok: false, fault: { reason } })
  })

  it('in another encoding is refused with its line', async () => {
    const bytes = Buffer.concat([Buffer.from('Mã,Tên\n00004,C'), Buffer.from([0xf4]), Buffer.from('ng an\n')])
    expect(await readUnitFile('x.csv', bytes)).toMatchObject({ ok: false, fault: { reason: 'encoding', line: 2 } })
  })
})

it('cells of a form say what the table says', () => {
  expect(textOfField(RICH, 'hours')).toBe('T2-T6 07:30-11:30, 13:30-17:00')
  expect(textOfField({ ...RICH, areas: [] }, 'areas')).toBe('không')
  expect(writeCsv([['a;b', 'c"d', ' e', '+84']]).toString()).toBe('\uFEFF"a;b";"c""d";" e";\'+84\r\n')
})
