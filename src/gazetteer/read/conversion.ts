import { squash } from '../../tables/table.ts'
import type { EdgeKind } from '../release.ts'
import { type Reading, readProvince, rowsOf } from './areas.ts'
import { cut, type RowReader } from './cells.ts'
import { addArea } from './draft.ts'
import { splitType } from './types.ts'

/** Kinds of edges as open data sets write them. */
const KINDS: Readonly<Record<string, EdgeKind>> = {
  whole: 'whole',
  keep: 'keep',
  renamed: 'renamed',
  part: 'part',
  partpeople: 'part-people',
  partareaallpeople: 'part-people',
  partland: 'part-land',
  partarea: 'part-land',
  supplement: 'supplement',
}

/**
 * What became of old wards: our own pairs of codes, or the official conversion table, whose rows also name the areas of both
 * sides and whose column "Ghi chú" says the kind in words. An old district without wards goes to its commune as a whole.
 */
export function readConversion(reading: Reading): void {
  const { draft, findings } = reading
  for (const row of rowsOf(reading)) {
    if (row.text('newCode') === '') findings.add('bad-cell', 'the code of a commune is missing', row.at('newCode'))
    const commune = row.code('newCode', 5)
    const district = row.code('district', 3) ?? codeInBrackets(row.text('districtName'), 3)
    const oldWard = row.code('oldCode', 5)
    if (commune === null) continue
    addCommune(reading, row, commune)
    addOldWiderAreas(reading, row, district)
    if (oldWard === null) {
      if (district === null) findings.add('bad-cell', 'neither an old ward nor an old district', row.at('oldCode'))
      else draft.districtEdges.set(`${district}>${commune}`, { oldDistrict: district, commune })
      continue
    }
    addOldWard(reading, row, oldWard, district)
    const kind = readKind(row.text('kind'))
    if (kind === null) {
      findings.add('bad-cell', `"${cut(row.text('kind'))}" is no kind of change`, row.at('kind'))
      continue
    }
    const key = `${oldWard}>${commune}`
    const before = draft.edges.get(key)
    if (before === undefined) draft.edges.set(key, { oldWard, commune, kind })
    else if (before.kind === kind) findings.add('repeated-row', `${oldWard} went into ${commune}`, row.at())
    else findings.add('duplicate-code', `${oldWard} went into ${commune} as ${before.kind} and as ${kind}`, row.at())
  }
}

/** The kind that a word of ours or a note of the official table says; null where it says none. */
export function readKind(text: string): EdgeKind | null {
  const said = squash(text)
  const own = Object.hasOwn(KINDS, said) ? KINDS[said] : undefined
  if (own !== undefined) return own
  // "Nhập một phần diện tích, toàn bộ dân số" is both; people count.
  if (/toanbodanso/.test(said)) return 'part-people'
  if (/motphan|phanconlai/.test(said)) return /dientich/.test(said) && !/danso/.test(said) ? 'part-land' : 'part'
  if (/giunguyen/.test(said)) return 'keep'
  if (/toanbo/.test(said)) return 'whole'
  return /doiten|doiloaihinh/.test(said) ? 'renamed' : null
}

function addCommune({ draft, findings }: Reading, row: RowReader, code: string): void {
  const { name, type } = splitType('commune', row.text('newName'))
  const provinceText = row.text('province') || row.text('provinceName')
  if (name === '' || type === null || provinceText === '') return
  const told = { at: row.at(), isList: false, findings }
  const provinceCode = codeInBrackets(provinceText, 2)
  if (provinceCode !== null) {
    const named = splitType('province', provinceText.replace(/\(.*/, ''))
    const area = { code: provinceCode, name: named.name, type: named.type ?? 'tinh', formerType: null, mergedFrom: [] }
    addArea(draft, draft.provinces, area, { level: 'province', ...told })
  }
  const province = provinceCode ?? readProvince(row, draft.provinces, findings) ?? ''
  const unknown = { formerType: null, otherName: null, otherCode: null, inside: null, areaKm2: null }
  const area = { code, name, type, province, ...unknown, population: null, seat: null }
  addArea(draft, draft.communes, area, { level: 'commune', ...told })
}

function addOldWiderAreas({ draft, findings }: Reading, row: RowReader, district: string | null): void {
  const told = { at: row.at(), isList: false, findings }
  const provinceText = row.text('oldProvinceName')
  const province = row.code('oldProvince', 2) ?? codeInBrackets(provinceText, 2)
  if (province === null) return
  const named = splitType('province', provinceText.replace(/\(.*/, ''))
  if (named.name !== '') {
    const area = { code: province, name: named.name, type: named.type ?? ('tinh' as const) }
    addArea(draft, draft.oldProvinces, area, { level: 'old province', ...told })
  }
  const split = splitType('district', row.text('districtName').replace(/\(.*/, ''))
  if (district === null || split.name === '' || split.type === null) return
  const area = { code: district, name: split.name, type: split.type, province }
  addArea(draft, draft.oldDistricts, area, { level: 'old district', ...told })
}

function addOldWard({ draft, findings }: Reading, row: RowReader, code: string, district: string | null): void {
  const { name, type } = splitType('ward', row.text('oldName'))
  if (name === '' || type === null || district === null) return
  const province = row.code('oldProvince', 2) ?? codeInBrackets(row.text('oldProvinceName'), 2) ?? ''
  const area = { code, name, otherName: null, type, district, province }
  addArea(draft, draft.oldWards, area, { level: 'old ward', at: row.at(), isList: false, findings })
}

/** `Quận Ba Đình (001)` is 001. */
function codeInBrackets(text: string, digits: number): string | null {
  const found = /\((\d+)\)\s*$/.exec(text)?.[1]
  return found === undefined || found.length > digits ? null : found.padStart(digits, '0')
}
