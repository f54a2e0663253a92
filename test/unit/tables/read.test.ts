import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { describeFault } from '../../../src/tables/fault.ts'
import { findHead } from '../../../src/tables/head.ts'
import { readTables } from '../../../src/tables/read.ts'
import { squash, type Table, textOf } from '../../../src/tables/table.ts'
import { makeWorkbook } from '../../fixtures/gazetteer/small-xlsx.ts'

async function read(file: string, content: string | Buffer): Promise<Table[]> {
  const found = await readTables(file, typeof content === 'string' ? Buffer.from(content) : content)
  if (!found.ok) throw new Error(describeFault(found.fault))
  return found.tables
}

async function refusal(file: string, content: string | Buffer): Promise<string> {
  const found = await readTables(file, typeof content === 'string' ? Buffer.from(content) : content)
  return found.ok ? 'read' : describeFault(found.fault)
}

function textsOf([table]: readonly Table[]): string[][] {
  return table?.rows.map(({ cells }) => cells.map(textOf)) ?? []
}

describe('a file that can be read', () => {
  it.each([
    ['commas', 'a.csv', 'Mã,Tên\n4,"Ba Đình, phường"\n'],
    ['semicolons and a mark', 'a.csv', '\uFEFFMã;Tên\r\n4;Ba Đình, phường\r\n'],
    ['tabs', 'a.tsv', 'Mã\tTên\n4\tBa Đình, phường\n'],
    ['bars', 'a.txt', 'Mã|Tên\n4|Ba Đình, phường\n'],
    ['a separator told by Excel', 'a.csv', 'sep=;\r\nMã;Tên\r\n4;Ba Đình, phường\r\n'],
    ['old line ends', 'a.csv', 'Mã;Tên\r4;Ba Đình, phường\r'],
    ['decomposed letters and odd blanks', 'a.csv', 'Ma\u0303;Te\u0302n\n4; Ba\u00A0\u200BĐình,  phường \n'],
    ['lists in JSON', 'a.json', '[["Mã","Tên"],[4,"Ba Đình, phường"]]'],
  ])('%s: gives the same rows', async (_, file, content) => {
    expect(textsOf(await read(file, content))).toEqual([
      ['Mã', 'Tên'],
      ['4', 'Ba Đình, phường'],
    ])
  })

  it('in UTF-16, as "Unicode text" is saved, is read as well', async () => {
    const text = Buffer.from('\uFEFFMã\tTên\n00004\tBa Đình\n', 'utf16le')
    expect(textsOf(await read('a.txt', text))[1]).toEqual(['00004', 'Ba Đình'])
  })

  it('counts lines as an editor does, over empty lines and line breaks within quotes', async () => {
    const [table] = await read('a.csv', 'a,b\n"x\ny",1\n\nz,2\n')
    expect(table?.rows.map(({ line }) => line)).toEqual([1, 2, 5])
  })

  it('of JSON objects has their keys as columns, and the place of every cell', async () => {
    const [table] = await read('a.json', '[\n {"code":"00004","name":"Ba Đình"},\n {"name":"Ngọc Hà"}]')
    expect(table?.keys).toEqual(['code', 'name'])
    expect(table?.rows[1]?.cells).toEqual([null, { value: 'Ngọc Hà', line: 3, column: 10 }])
  })

  it('of several tables gives each by its key, and of a workbook each sheet by row and column', async () => {
    const tables = await read('a.json', '{"wards":[[1,2]],"note":"x","districts":[{"a":1}]}')
    expect(tables.map(({ part }) => part)).toEqual(['wards', 'districts'])
    const [sheet] = await read('a.xlsx', await makeWorkbook([[null], [null, 'Mã', 'Tên'], [null, 4, 'Ba Đình']]))
    expect(sheet?.rows[2]?.cells).toEqual([
      null,
      { value: 4, line: 3, column: 2 },
      { value: 'Ba Đình', line: 3, column: 3 },
    ])
  })
})

describe('a file that cannot be read', () => {
  it.each([
    ['a.csv', 'a,b\n1,2"3\n', 'a.csv, line 2, column 2: a quotation mark stands within a field'],
    ['a.csv', 'a,b\nx,y\n1,"2\n3,4\n', 'a.csv, line 3: a quotation mark is opened and never closed'],
    ['a.csv', Buffer.from('a,b\nx,\xe1\xe2,c\n', 'latin1'), 'a.csv, line 2, column 3: is not UTF-8'],
    ['a.csv', 'a,b\nx,\0\n', 'a.csv, line 2, column 3: holds a NUL character'],
    ['a.csv', `a,b\n1,${'x'.repeat(60_001)}`, 'a.csv, line 2, column 2: holds 60001 characters'],
    ['a.csv', `a\n${'x,'.repeat(200)}`, 'a.csv, line 2, column 201: has more than 200 columns'],
    ['a.json', '[{"a":1},\n {"a":2,"__proto__":{"isAdmin":true}}]', 'a.json, line 2, column 9: the key __proto__'],
    ['a.json', '[{"a":1},\n {"a":1,"a":2}]', 'a.json, line 2, column 9: the key "a" stands here twice'],
    ['a.json', `${'['.repeat(10_000)}`, 'a.json, line 1, column 34: lies deeper than 32 brackets'],
    ['a.json', '[{"lat":1e999}]', 'a.json, line 1, column 9: 1e999 is no finite number'],
    ['a.json', '[{"lat":NaN}]', 'a.json, line 1, column 9: did not expect "N" here'],
    ['a.json', '[{"a":"x\ny"}]', 'a.json, line 1, column 7: a text is not closed'],
    ['a.json', `["${'x'.repeat(60_001)}"]`, 'a.json, line 1, column 2: holds more than 60000 characters'],
    ['a.json', '[{"a":"x\\u0000y"}]', 'a.json, line 1, column 9: holds a NUL character'],
    ['a.json', '[1,\n2', 'a.json, line 2, column 2: expected "," or "]"'],
    ['a.json', '[[1],\n [2]]x', 'a.json, line 2, column 6: something stands after the end'],
    ['a.json', '[{"a":1},\n 2]', 'a.json, line 2, column 2: expected an object'],
    ['a.json', '"x"', 'a.json: holds no table'],
    ['a.xlsx', 'hello', 'a.xlsx: is no XLSX workbook'],
    ['a.xls', 'hello', 'a.xls: is none of .json'],
  ])('%s (%#) is refused with its place', async (file, content, words) => {
    expect(await refusal(file, content)).toContain(words)
  })

  it('a cell that a formula makes is named, whatever it shows', async () => {
    const data = [
      [{ value: 'Mã' }, { value: 'Tên' }],
      [{ value: '1' }, { value: '=1+1', type: 'Formula' as const }],
    ]
    const bytes = await (await writeWorkbook(data)).toBuffer()
    expect(await refusal('a.xlsx', bytes)).toContain('line 2, column 2: is made by a formula')
  })

  it('a workbook that unpacks to more than it says, or to gigabytes, does no harm', async () => {
    const zeros = deflateRawSync(Buffer.alloc(200 * 1024 * 1024))
    expect(await refusal('a.xlsx', zipOf('xl/worksheets/sheet1.xml', zeros, 1_000))).toContain('is a damaged workbook')
    expect(await refusal('a.xlsx', zipOf('xl/worksheets/sheet1.xml', zeros, 200 * 1024 * 1024))).toContain(
      'unpacks to more than 120 MB',
    )
  })

  it('a workbook cut short or scrambled anywhere ends in words', async () => {
    const whole = await makeWorkbook([
      ['Mã', 'Tên'],
      ['00004', 'Ba Đình'],
    ])
    for (let cut = 0; cut < whole.length; cut += 97) {
      const scrambled = Buffer.from(whole)
      scrambled.subarray(cut, cut + 40).fill(0xff)
      expect(await refusal('a.xlsx', whole.subarray(0, cut))).toContain('a.xlsx')
      expect(await refusal('a.xlsx', scrambled)).toMatch(/^(read|a\.xlsx)/)
    }
  })
})

describe('heads', () => {
  it('are found below titles, in any spelling', async () => {
    const [table] = await read('a.csv', 'DANH MỤC ĐƠN VỊ,,\nBan hành 2025,,\nMÃ XÃ,Ten don vi hanh chinh,Lạ\n4,x,y\n')
    if (table === undefined) throw new Error('no table')
    const head = findHead(table, { code: ['Mã xã'], name: ['Tên đơn vị hành chính'] })
    expect(head?.columns).toEqual(
      new Map([
        ['code', 0],
        ['name', 1],
      ]),
    )
    expect(head?.unknown).toEqual(['Lạ'])
    expect(head?.rows.map(({ line }) => line)).toEqual([4])
  })

  it('are compared without marks, case and signs', () => {
    expect(squash('Tỉnh / Thành phố (Đ)')).toBe('tinhthanhphod')
  })
})

/** A zip file with one entry that says what it likes of its size (APPNOTE 6.3). */
function zipOf(name: string, packed: Buffer, size: number): Buffer {
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(size, 22)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(name.length, 28)
  const start = Buffer.concat([local, Buffer.from(name), packed])
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(start.length, 16)
  return Buffer.concat([start, entry, Buffer.from(name), end])
}
