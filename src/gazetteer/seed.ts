import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'
import {
  CHANGED_2026,
  FORMER_DISTRICTS,
  ISLAND_DISTRICTS,
  MISSING_WARDS,
  OLD_PROVINCES,
  RECODED_COMMUNES,
  RENAMED_DISTRICTS,
  RENAMED_WARDS,
  SEED_PACKAGE,
  SPLIT_WARDS,
} from '../data/seed-gazetteer.ts'
import { AppError } from '../domain/errors.ts'
import { squash, type Table, tidy } from '../tables/table.ts'
import { type Finding, isFit, makeFindings } from './findings.ts'
import { putInOrder } from './order.ts'
import { packRelease } from './pack.ts'
import { type Draft, makeDraft } from './read/draft.ts'
import { gatherDraft } from './read/gather.ts'
import { mendDraft } from './read/mend.ts'
import { recognise } from './read/shapes.ts'
import { splitType, squashTyped } from './read/types.ts'
import type { EdgeKind, Release } from './release.ts'
import { validateRelease } from './validate.ts'

const nullable = z.string().nullable()
const tables = z.object({
  provinces: z.array(z.object({ province_code: z.string(), name: z.string(), place_type: z.string() })),
  wards: z.array(z.object({ ward_code: z.string(), name: z.string(), province_code: z.string() })),
  ward_mappings: z.array(
    z.object({
      old_ward_code: nullable,
      old_ward_name: nullable,
      old_district_name: nullable,
      old_province_name: nullable,
      new_ward_code: z.string(),
      new_ward_name: z.string(),
      new_province_name: z.string(),
    }),
  ),
})
type Tables = z.output<typeof tables>

const KINDS: Readonly<Record<string, EdgeKind>> = {
  w: 'whole',
  p: 'part',
  l: 'part-land',
  a: 'part-people',
  s: 'supplement',
}

/**
 * The release that a fresh installation starts with: names of the whole country, old and new, without streets, points or
 * boundaries. The package has no codes of old districts: theirs are made of province and name, `79-quan1`, and stay the same.
 * @throws {AppError} `bad-data` where the package is another than the corrections are for
 */
export function makeSeedRelease(): { release: Release; findings: Finding[] } {
  const file = createRequire(import.meta.url).resolve(`${SEED_PACKAGE}/address.json`)
  const text = readFileSync(file)
  const data = readPackage(text.toString())
  const findings = makeFindings()
  const draft = makeDraft()
  addNewAreas(draft, data)
  addOldAreas(draft, data)
  mendDraft(draft, findings)
  const ended = endedWards(data, draft)
  const known = recognise(ended, false)
  if (known !== null && known !== 'not-used') known.read(draft, findings)

  const checksum = createHash('sha256').update(text).digest('hex')
  const sources = [{ file: SEED_PACKAGE, checksum, rows: data.ward_mappings.length }]
  const validFrom = CHANGED_2026.day
  const release = { ...putInOrder({ ...gatherDraft(draft), validFrom, boundaries: null }), sources }
  const judged = [...validateRelease(release), ...findings.list()]
  if (!isFit(judged)) throw new AppError('bad-data', `${SEED_PACKAGE} is not what its corrections were made for`)
  return { release: { ...release, id: `${validFrom}.1`, checksum: packRelease(release).checksum }, findings: judged }
}

/** A dump of a database: a list of tables among other things. */
function readPackage(text: string): Tables {
  const dump = z.array(z.looseObject({ type: z.string() })).safeParse(JSON.parse(text))
  const named = (dump.data ?? []).filter(({ type }) => type === 'table').map(({ name, data }) => [name, data] as const)
  const parsed = tables.safeParse(Object.fromEntries(named))
  if (!parsed.success) throw new AppError('bad-data', `${SEED_PACKAGE} has another form`, { cause: parsed.error })
  return parsed.data
}

function addNewAreas(draft: Draft, { provinces, wards }: Tables): void {
  for (const { province_code: code, name, place_type: type } of provinces) {
    const isCity = squash(type).startsWith('thanhpho')
    const hasChanged = CHANGED_2026.provinces.some((one) => one === code)
    draft.provinces.set(code, {
      code,
      name: splitType('province', name).name,
      type: isCity || hasChanged ? 'thanh-pho' : 'tinh',
      formerType: hasChanged ? 'tinh' : null,
      mergedFrom: [],
    })
  }
  for (const { ward_code, name, province_code: province } of wards) {
    const code = recode(ward_code)
    const split = splitType('commune', name)
    const hasChanged = CHANGED_2026.communes.some((one) => one === code)
    draft.communes.set(code, {
      code,
      name: split.name,
      type: hasChanged ? 'phuong' : (split.type ?? 'xa'),
      formerType: hasChanged ? 'xa' : null,
      province,
      otherName: null,
      otherCode: code === ward_code ? null : ward_code,
      inside: null,
      areaKm2: null,
      population: null,
      seat: null,
    })
  }
}

function addOldAreas(draft: Draft, { ward_mappings }: Tables): void {
  for (const [code, name] of OLD_PROVINCES) draft.oldProvinces.set(code, { code, name, type: 'tinh' })
  const provinces = new Map([...OLD_PROVINCES].map(([code, name]) => [squash(name), code]))

  /** Codes of district and province by their names. */
  const placeOf = (districtName: string, provinceName: string): { district: string; province: string } => {
    const named = splitType('province', provinceName)
    const province = provinces.get(squash(named.name)) ?? ''
    const old = draft.oldProvinces.get(province)
    if (old !== undefined && named.type !== null) old.type = named.type
    const renamed = RENAMED_DISTRICTS.find((one) => one.from === tidy(districtName) && one.province === provinceName)
    const split = splitType('district', renamed?.to ?? districtName)
    const type = split.type ?? 'huyen'
    const district = `${province}-${squashTyped(type, split.name)}`
    draft.oldDistricts.set(district, { code: district, name: split.name, type, province })
    return { district, province }
  }
  const addWard = (code: string, wardName: string, districtName: string, provinceName: string): void => {
    const { name, type } = splitType('ward', RENAMED_WARDS[code] ?? wardName)
    const place = placeOf(districtName, provinceName)
    draft.oldWards.set(code, { code, name, otherName: null, type: type ?? 'xa', ...place })
  }
  const addEdge = (oldWard: string, commune: string, kind: EdgeKind): void => {
    draft.edges.set(`${oldWard}>${commune}`, { oldWard, commune, kind })
  }

  for (const row of ward_mappings) {
    const { old_ward_code: code, old_ward_name: ward, old_district_name: district, old_province_name: province } = row
    if (!code || ward === null || district === null || province === null) continue
    addWard(code, ward, district, province)
    if (SPLIT_WARDS[code] === undefined) addEdge(code, recode(row.new_ward_code), 'whole')
  }
  for (const { code, name, district, province } of MISSING_WARDS) addWard(code, name, district, province)
  for (const [oldWard, parts] of Object.entries(SPLIT_WARDS)) {
    for (const part of parts.split(' ')) addEdge(oldWard, part.slice(0, 5), KINDS[part.slice(5)] ?? 'part')
  }
  for (const { name, province, commune } of ISLAND_DISTRICTS) {
    const { district: oldDistrict } = placeOf(name, province)
    draft.districtEdges.set(`${oldDistrict}>${commune}`, { oldDistrict, commune })
  }
  for (const former of FORMER_DISTRICTS) {
    const { district: oldDistrict, province } = placeOf(former.into, former.province)
    const within = { oldDistrict: null, province }
    draft.aliases.set(former.name, {
      ...splitType('district', former.name),
      isSquashed: false,
      of: { oldDistrict },
      within,
    })
  }
}

/**
 * Rows without a code are wards that ended before July 2025: read as such a list is, and what contradicts itself left out. Of 938
 * the code of the new unit is another's or nobody's in 354; its name, within its province, is right in all but one.
 */
function endedWards({ ward_mappings }: Tables, draft: Draft): Table {
  const keyOf = (province: string, name: string): string => `${squash(province)} ${squash(name)}`
  const codes = new Map<string, string>()
  for (const { code, name, type, formerType, province } of draft.communes.values()) {
    const where = draft.provinces.get(province)?.name ?? ''
    for (const one of formerType === null ? [type] : [type, formerType]) {
      codes.set(keyOf(where, squashTyped(one, name)), code)
    }
  }
  const keys = ['type', 'name', 'district', 'province', 'new_unit_code']
  const rows = ward_mappings.flatMap((row, index) => {
    if (row.old_ward_code || row.old_ward_name === null) return []
    const { name, type } = splitType('ward', row.old_ward_name)
    const province = splitType('province', row.new_province_name).name
    const code = codes.get(keyOf(province, row.new_ward_name)) ?? null
    const values = [type, name, row.old_district_name, row.old_province_name, code]
    const cells = values.map((value, column) =>
      value === null ? null : { value, line: index + 1, column: column + 1 },
    )
    return [{ line: index + 1, cells }]
  })
  return { file: SEED_PACKAGE, part: 'ward_mappings', keys, rows }
}

function recode(code: string): string {
  return RECODED_COMMUNES.find(({ from }) => from === code)?.to ?? code
}
