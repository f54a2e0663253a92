import type { HeadedTable } from '../../tables/head.ts'
import { squash, type Table, textOf } from '../../tables/table.ts'
import type { Findings } from '../findings.ts'
import type { CommuneType, OldWardType } from '../release.ts'
import { cut, isName, makeRowReader, type RowReader } from './cells.ts'
import { type Column, TYPE_BEFORE } from './columns.ts'
import { addArea, type Draft, findByName } from './draft.ts'
import { type Level, readType, splitType, squashTyped } from './types.ts'

/** A table in the hands of its reader. */
export interface Reading {
  table: Table
  headed: HeadedTable<Column>
  draft: Draft
  findings: Findings
}

/** Rows below the head, those left out that are empty or only titles: a text in one cell and no code. */
export function* rowsOf({ table, headed, findings }: Reading): Generator<RowReader> {
  for (const row of headed.rows) {
    const filled = row.cells.filter((cell) => textOf(cell) !== '' || typeof cell?.value === 'object')
    const reader = makeRowReader(table, headed.columns, row, findings)
    const isTitle = filled.length === 1 && headed.columns.size > 1
    if (filled.length === 0) continue
    if (isTitle) findings.add('empty-row', cut(textOf(filled[0])), reader.at())
    else yield reader
  }
}

/** The 34 provinces, or those before them. */
export function readProvinces(reading: Reading, isOld: boolean): void {
  const { draft, findings } = reading
  for (const row of rowsOf(reading)) {
    const code = needCode(row, 'code', 2, findings)
    const name = needName(row, 'province', row.text('name') || row.text('provinceName'), findings)
    if (code === null || name === null) continue
    const type = name.type ?? 'tinh'
    const at = row.at()
    if (isOld) {
      const area = { code, name: name.name, type }
      addArea(draft, draft.oldProvinces, area, { level: 'old province', at, isList: true, findings })
      continue
    }
    const merged = row.value('mergedFrom')
    const mergedFrom = (Array.isArray(merged) ? merged.map(String) : row.text('mergedFrom').split(/[\s,;|]+/))
      .filter((one) => one !== '')
      .map((one) => one.padStart(2, '0'))
    const formerType = readType('province', row.text('formerType'))
    const area = { code, name: name.name, type, formerType, mergedFrom }
    addArea(draft, draft.provinces, area, { level: 'province', at, isList: true, findings })
    readTypeChanges(reading, row, 'province', code)
  }
}

/** The communes, wards and special zones; their provinces must have been read before. */
export function readCommunes(reading: Reading): void {
  const { draft, findings } = reading
  for (const row of rowsOf(reading)) {
    const code = needCode(row, row.has('code') ? 'code' : 'wardCode', 5, findings)
    const name = needName(row, 'commune', row.text('name') || row.text('wardName'), findings)
    const province = readProvince(row, draft.provinces, findings)
    if (code === null || name === null) continue
    if (name.type === null) {
      findings.add('bad-cell', `"${cut(row.text('type'))}" is no type of a commune`, row.at('type'))
      continue
    }
    const [lat, lon] = [row.number('lat'), row.number('lon')]
    const seat = row.text('seat')
    const otherCode = /\d{5}/.exec(row.text('otherCode'))?.[0] ?? null
    if (otherCode !== null) findings.add('other-code', `${code} ${name.name} is also ${otherCode}`, row.at('otherCode'))
    const population = row.number('population')
    if (population !== null) findings.add('old-population', `${code} ${name.name}: ${population}`, row.at('population'))
    const area = {
      code,
      name: name.name,
      type: name.type,
      formerType: readType('commune', row.text('formerType')),
      province: province ?? '',
      otherName: readOtherName(row, 'commune', name, findings),
      otherCode,
      inside: lat === null || lon === null ? null : { lat, lon },
      areaKm2: row.number('km2'),
      population,
      seat: seat === '' || squash(seat) === 'dangcapnhat' ? null : seat,
    }
    addArea(draft, draft.communes, area, { level: 'commune', at: row.at(), isList: true, findings })
    readTypeChanges(reading, row, 'commune', code)
  }
}

/** Old districts; in a list of wards each stands as often as it has wards, and `isList` is false. */
export function readOldDistricts(reading: Reading): void {
  const { draft, findings } = reading
  for (const row of rowsOf(reading)) {
    const code = needCode(row, 'code', 3, findings)
    const name = needName(row, 'district', row.text('name'), findings)
    const province = readProvince(row, draft.oldProvinces, findings)
    if (code === null || name === null || province === null) continue
    if (name.type === null) {
      findings.add('bad-cell', `"${cut(row.text('type'))}" is no type of a district`, row.at('type'))
      continue
    }
    const area = { code, name: name.name, type: name.type, province }
    addArea(draft, draft.oldDistricts, area, { level: 'old district', at: row.at(), isList: true, findings })
  }
}

/**
 * Old wards: with the codes of their districts, or as the statistics office lists them, province, district and ward in one
 * row, of which all three are taken.
 */
export function readOldWards(reading: Reading): void {
  const { draft, findings } = reading
  const isThreeLevels = reading.headed.columns.has('wardCode')
  for (const row of rowsOf(reading)) {
    const [codeColumn, nameColumn] = isThreeLevels ? (['wardCode', 'wardName'] as const) : (['code', 'name'] as const)
    const province = row.code('province', 2) ?? findByName(draft.oldProvinces, row.text('provinceName'))
    const district = row.code('district', 3)
    if (isThreeLevels && province !== null) addWider(reading, row, province, district)
    // A district without wards, an island, has a row of its own there.
    if (isThreeLevels && row.text(codeColumn) === '') continue
    const code = needCode(row, codeColumn, 5, findings)
    const name = needName(row, 'ward', row.text(nameColumn), findings)
    if (code === null || name === null) continue
    if (name.type === null || district === null) {
      const column = name.type === null ? 'type' : 'district'
      findings.add('bad-cell', `${code}: "${cut(row.text(column))}" is no ${column} of an old ward`, row.at(column))
      continue
    }
    const area = {
      code,
      name: name.name,
      otherName: readOtherName(row, 'ward', name, findings),
      type: name.type,
      district,
      province: province ?? draft.oldDistricts.get(district)?.province ?? '',
    }
    addArea(draft, draft.oldWards, area, { level: 'old ward', at: row.at(), isList: true, findings })
  }
}

/** Province and district of a row that names all three levels. */
function addWider({ draft, findings }: Reading, row: RowReader, province: string, district: string | null): void {
  const told = { at: row.at(), isList: false, findings }
  const named = splitType('province', row.text('provinceName'))
  if (named.name !== '') {
    const area = { code: province, name: named.name, type: named.type ?? ('tinh' as const) }
    addArea(draft, draft.oldProvinces, area, { level: 'old province', ...told })
  }
  const split = splitType('district', row.text('districtName'))
  if (district === null || split.type === null) return
  const area = { code: district, name: split.name, type: split.type, province }
  addArea(draft, draft.oldDistricts, area, { level: 'old district', ...told })
}

function readTypeChanges(
  { headed, draft, findings }: Reading,
  row: RowReader,
  level: 'province' | 'commune',
  code: string,
): void {
  for (const [index, head] of headed.heads.entries()) {
    const found = TYPE_BEFORE.exec(head)
    if (found === null) continue
    const before = row.textAt(index)
    if (before === '') continue
    const day = `${found[1]}-${found[2]}-${found[3]}`
    if (readType(level, before) === null) {
      findings.add('bad-cell', `"${cut(before)}" is no type of a ${level}`, row.at())
      continue
    }
    draft.typeChanges.push({ level, code, day, before })
  }
}

function needCode(row: RowReader, column: Column, digits: number, findings: Findings): string | null {
  if (row.text(column) === '') findings.add('bad-cell', 'a code is missing', row.at(column))
  return row.code(column, digits)
}

/** Name and type, from a column of its own or from the name as it is written out. */
export function needName<L extends Level>(row: RowReader, level: L, text: string, findings: Findings) {
  const split = splitType(level, text)
  if (split.name === '') {
    findings.add('bad-cell', 'a name is missing', row.at('name'))
    return null
  }
  if (!isName(split.name)) {
    findings.add('bad-cell', `"${cut(text)}" is no name of an area`, row.at('name'))
    return null
  }
  const said = row.text('type')
  return { name: split.name, type: (said === '' ? null : readType(level, said)) ?? split.type }
}

/** Another spelling; one that only has the type written in without its diacritics ("Xa Ea Kly") is none. */
function readOtherName(
  row: RowReader,
  level: 'commune' | 'ward',
  { name, type }: { name: string; type: CommuneType | OldWardType | null },
  findings: Findings,
): string | null {
  const other = splitType(level, row.text('otherName')).name
  if (other === '' || other === name) return null
  if (!isName(other)) {
    findings.add('bad-cell', `"${cut(other)}" is no name of an area`, row.at('otherName'))
    return null
  }
  if (type !== null && squash(other) === squashTyped(type, name)) {
    findings.add('typed-name', `"${cut(other)}" is ${name}`, row.at('otherName'))
    return null
  }
  findings.add('other-name', `${name}, also ${other}`, row.at('otherName'))
  return other
}

/** Code of the province a row names, by code or by name; what is neither is told, and null. */
export function readProvince(
  row: RowReader,
  provinces: ReadonlyMap<string, { code: string; name: string }>,
  findings: Findings,
): string | null {
  for (const column of ['province', 'provinceName'] as const) {
    const text = row.text(column)
    if (text === '') continue
    if (/\d/.test(text)) return row.code(column, 2)
    const found = findByName(provinces, splitType('province', text).name)
    if (found !== null) return found
    findings.add('bad-cell', `"${cut(text)}" is no province of those read`, row.at(column))
    return null
  }
  findings.add('bad-cell', 'a province is missing', row.at('province'))
  return null
}
