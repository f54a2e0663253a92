import { squash } from '../../tables/table.ts'
import type { Alias, OldDistrict, OldProvince } from '../release.ts'
import { type Reading, rowsOf } from './areas.ts'
import { cut, isName, type RowReader } from './cells.ts'
import { type Draft, findByName, keyOfAlias } from './draft.ts'
import { readType, splitType, squashTyped } from './types.ts'

/**
 * Names that old wards absorbed, by the code of the ward; also of districts, communes and provinces, where a file has such a
 * column. A source says which are squashed; without a word of it, lower case without diacritics or blanks is.
 */
export function readAliases(reading: Reading): void {
  const { draft, findings } = reading
  for (const row of rowsOf(reading)) {
    const name = row.text('alias')
    const of = readTarget(row)
    if (!isName(name) || of === null) {
      findings.add(
        'bad-cell',
        of === null ? 'a code is missing' : `"${cut(name)}" is no name of an area`,
        row.at('alias'),
      )
      continue
    }
    if (!isKnown(draft, of)) {
      findings.add('unknown-alias', `${cut(name)} of ${Object.values(of).join()}`, row.at('alias'))
      continue
    }
    const said = row.text('isSquashed')
    const isSquashed = said === '' ? /^[a-z0-9]+$/.test(name) && !/^\d+$/.test(name) : said === 'true'
    const typed = row.text('type')
    const type = typed === '' ? null : (readType('ward', typed) ?? readType('district', typed))
    const within = { oldDistrict: row.code('withinDistrict', 3), province: row.code('oldProvince', 2) }
    addAlias(reading, row, { name, isSquashed, type, of, within })
  }
}

/**
 * Wards that ended before July 2025, straight to a commune, with their district and province by name. A row whose commune lies
 * neither in what became of that province nor of that district contradicts itself and is left out.
 */
export function readEndedWards(reading: Reading): void {
  const { draft, findings } = reading
  const reached = communesOfDistricts(draft)
  for (const row of rowsOf(reading)) {
    const code = row.code('newCode', 5)
    const commune = code === null ? undefined : draft.communes.get(code)
    const { name } = splitType('ward', row.text('name'))
    if (code === null || commune === undefined || !isName(name)) {
      findings.add('unknown-alias', `${cut(row.text('name'))} of ${code ?? 'nothing'}`, row.at('newCode'))
      continue
    }
    const oldProvince = findTyped(draft.oldProvinces, 'province', row.text('province'))
    const inProvince = [...draft.oldDistricts.values()].filter((one) => one.province === oldProvince?.code)
    const district = findDistrict(inProvince, row.text('district'))
    const merged = draft.provinces.get(commune.province)?.mergedFrom ?? []
    const isElsewhere = oldProvince === null || !merged.includes(oldProvince.code)
    const isBeside = district !== null && reached.get(district.code)?.has(code) === false
    if (isElsewhere || isBeside) {
      const [where, column] = isElsewhere ? (['province', 'province'] as const) : (['district', 'district'] as const)
      const words = `${name}, ${row.text('district')}: ${code} ${commune.name} is not in its ${where}`
      findings.add('contradicting-alias', words, row.at(column))
      continue
    }
    const within = { oldDistrict: district?.code ?? null, province: oldProvince.code }
    addAlias(reading, row, {
      name,
      isSquashed: false,
      type: readType('ward', row.text('type')),
      of: { commune: code },
      within,
    })
  }
}

/** Squashed names of districts that ended or were raised, by the squashed names of province and district they are in now. */
export function readDistrictKeys(reading: Reading): void {
  for (const row of rowsOf(reading)) {
    const district = findByKeys(reading, row)
    const name = row.text('aliasKey')
    if (district === null || !isName(name)) continue
    const within = { oldDistrict: null, province: district.province }
    addAlias(reading, row, { name, isSquashed: true, type: null, of: { oldDistrict: district.code }, within })
  }
}

/** Districts whose land went to several before 2025: their name leads to each, and is the own name of at most one. */
export function readDividedDistricts(reading: Reading): void {
  const { findings } = reading
  for (const row of rowsOf(reading)) {
    const district = findByKeys(reading, row)
    if (district === null) continue
    const names = row.text('dividedKeys').match(/[a-z0-9]+/g) ?? []
    findings.add(
      'divided-district',
      `${names[0] ?? ''} leads to ${district.code} ${district.name}`,
      row.at('dividedKeys'),
    )
    for (const name of names) {
      const within = { oldDistrict: null, province: district.province }
      addAlias(reading, row, { name, isSquashed: true, type: null, of: { oldDistrict: district.code }, within })
    }
  }
}

/** Streets of old districts, between bars; of a district that was divided since, under the codes of its parts (`474+475`). */
export function readStreets(reading: Reading): void {
  const { draft, findings } = reading
  for (const row of rowsOf(reading)) {
    const names = row
      .text('streets')
      .split('|')
      .map((one) => one.trim())
      .filter((one) => one !== '')
    const odd = names.filter((one) => !isName(one))
    if (odd.length > 0) findings.add('odd-name', odd.map(cut).join(', '), row.at('streets'))
    const isJoined = /^\d{3}(\+\d{3})+$/.test(row.text('district'))
    const districts = isJoined ? row.text('district').split('+') : [row.code('district', 3)]
    for (const district of districts) {
      if (district === null) continue
      const known = draft.streets.get(district) ?? []
      if (draft.oldDistricts.has(district))
        draft.streets.set(district, [...new Set([...known, ...names.filter(isName)])])
      else findings.add('unknown-alias', `streets of ${district}`, row.at('district'))
    }
  }
}

function addAlias({ draft, findings }: Reading, row: RowReader, alias: Alias): void {
  const key = keyOfAlias(alias)
  if (isOwnName(draft, alias))
    findings.add('idle-alias', `${alias.name} of ${Object.values(alias.of).join()}`, row.at())
  else if (draft.aliases.has(key)) findings.add('repeated-row', alias.name, row.at())
  else draft.aliases.set(key, alias)
}

/** A squashed key that is the area's own name says nothing new. */
function isOwnName({ oldWards, oldDistricts }: Draft, { of, name, isSquashed }: Alias): boolean {
  const area =
    'oldWard' in of ? oldWards.get(of.oldWard) : 'oldDistrict' in of ? oldDistricts.get(of.oldDistrict) : null
  if (!area) return false
  return isSquashed ? name === squash(area.name) || name === squashTyped(area.type, area.name) : name === area.name
}

function readTarget(row: RowReader): Alias['of'] | null {
  const oldWard = row.code('oldCode', 5)
  if (oldWard !== null) return { oldWard }
  const oldDistrict = row.code('district', 3)
  if (oldDistrict !== null) return { oldDistrict }
  const commune = row.code('newCode', 5)
  if (commune !== null) return { commune }
  const province = row.code('province', 2)
  return province === null ? null : { province }
}

function isKnown(draft: Draft, of: Alias['of']): boolean {
  if ('oldWard' in of) return draft.oldWards.has(of.oldWard)
  if ('oldDistrict' in of) return draft.oldDistricts.has(of.oldDistrict)
  return 'commune' in of ? draft.communes.has(of.commune) : draft.provinces.has(of.province)
}

/** What each old district's wards, and its land without any, went into. */
function communesOfDistricts(draft: Draft): Map<string, Set<string>> {
  const reached = new Map<string, Set<string>>()
  const reach = (district: string, commune: string): void => {
    const communes = reached.get(district) ?? new Set()
    reached.set(district, communes.add(commune))
  }
  for (const { oldWard, commune } of draft.edges.values()) reach(draft.oldWards.get(oldWard)?.district ?? '', commune)
  for (const { oldDistrict, commune } of draft.districtEdges.values()) reach(oldDistrict, commune)
  return reached
}

function findTyped(areas: ReadonlyMap<string, OldProvince>, level: 'province', text: string): OldProvince | null {
  const code = findByName(areas, splitType(level, text).name)
  return code === null ? null : (areas.get(code) ?? null)
}

/** By type and name where the text has both, else by name alone; null for one that ended before. */
function findDistrict(districts: readonly OldDistrict[], text: string): OldDistrict | null {
  const { name, type } = splitType('district', text)
  const named = districts.filter((one) => squash(one.name) === squash(name))
  return named.find((one) => one.type === type) ?? (type === null ? (named[0] ?? null) : null)
}

function findByKeys({ draft, findings }: Reading, row: RowReader): OldDistrict | null {
  const [provinceKey, districtKey] = [row.text('provinceKey'), row.text('districtKey')]
  const provinces = [...draft.oldProvinces.values()]
  const province = provinces.find((one) => squashTyped(one.type, one.name) === provinceKey)
  const found = [...draft.oldDistricts.values()].find(
    (one) => one.province === province?.code && squashTyped(one.type, one.name) === districtKey,
  )
  if (found === undefined)
    findings.add('unknown-alias', `${cut(districtKey)}, ${cut(provinceKey)}`, row.at('districtKey'))
  return found ?? null
}
