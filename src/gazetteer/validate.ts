import { NATIONAL_COUNTS } from '../data/gazetteer-faults.ts'
import type { FilePlace } from '../tables/fault.ts'
import { type Finding, type Findings, makeFindings } from './findings.ts'
import type { Release } from './release.ts'
import { checkBoundaries, checkPoints } from './validate-boundaries.ts'

/** Lists whose lengths a folder may state in its `release.json`. */
export type Counted = 'provinces' | 'communes' | 'oldProvinces' | 'oldDistricts' | 'oldWards' | 'edges'

/**
 * What is wrong with a release as a whole: codes that stand twice or lead nowhere, communes without a province, old wards that
 * became nothing, areas that contradict what they were made of, boundaries and points that cannot be. `stated` counts must be
 * met; without them those of the whole country are a warning. `placeOf`: where an area was told, for who has to mend it.
 */
export function validateRelease(
  release: Omit<Release, 'id' | 'checksum'>,
  options: {
    stated?: Partial<Record<Counted, number>>
    placeOf?: (level: string, code: string) => FilePlace | null
  } = {},
): Finding[] {
  const findings = makeFindings()
  const placeOf = options.placeOf ?? (() => null)
  checkCounts(release, options.stated ?? {}, findings)
  checkCodes(release, placeOf, findings)
  checkEdges(release, placeOf, findings)
  checkAliases(release, findings)
  checkPoints(release, findings)
  if (release.boundaries !== null) checkBoundaries(release, release.boundaries, findings)
  return findings.list()
}

type PlaceOf = (level: string, code: string) => FilePlace | null

function checkCounts(
  release: Omit<Release, 'id' | 'checksum'>,
  stated: Partial<Record<Counted, number>>,
  findings: Findings,
): void {
  if (release.provinces.length === 0) findings.add('missing-part', 'there are no provinces')
  if (release.communes.length === 0) findings.add('missing-part', 'there are no communes')
  for (const [list, wanted] of Object.entries(stated)) {
    // Object.entries forgets its keys.
    const found = release[list as Counted].length
    if (found !== wanted) findings.add('wrong-count', `${list}: ${found}, and the folder states ${wanted}`)
  }
  for (const list of ['provinces', 'communes'] as const) {
    const [found, wanted] = [release[list].length, NATIONAL_COUNTS[list]]
    if (stated[list] === undefined && found !== wanted) findings.add('not-national', `${list}: ${found} of ${wanted}`)
  }
}

function checkCodes(release: Omit<Release, 'id' | 'checksum'>, placeOf: PlaceOf, findings: Findings): void {
  const { provinces, communes, oldProvinces, oldDistricts, oldWards } = release
  const lists = {
    province: provinces,
    commune: communes,
    'old province': oldProvinces,
    'old district': oldDistricts,
    'old ward': oldWards,
  }
  const known = new Map<string, ReadonlySet<string>>()
  for (const [level, areas] of Object.entries(lists)) {
    const seen = new Set<string>()
    for (const { code, name } of areas) {
      if (seen.has(code)) findings.add('duplicate-code', `${level} ${code} ${name}`, placeOf(level, code))
      seen.add(code)
    }
    known.set(level, seen)
  }
  const check = (level: string, area: { code: string; name: string }, wanted: string, code: string): void => {
    if (known.get(wanted)?.has(code)) return
    const words = code === '' ? `has no ${wanted}` : `lies in ${wanted} ${code}, which is not there`
    findings.add('dangling-code', `${level} ${area.code} ${area.name} ${words}`, placeOf(level, area.code))
  }
  for (const one of communes) check('commune', one, 'province', one.province)
  for (const one of oldDistricts) check('old district', one, 'old province', one.province)
  for (const one of oldWards) {
    check('old ward', one, 'old district', one.district)
    check('old ward', one, 'old province', one.province)
  }
  // A set without old areas says nothing of where its provinces came from.
  if (oldProvinces.length === 0) return
  for (const one of provinces) for (const code of one.mergedFrom) check('province', one, 'old province', code)
}

function checkEdges(release: Omit<Release, 'id' | 'checksum'>, placeOf: PlaceOf, findings: Findings): void {
  const communes = new Map(release.communes.map((one) => [one.code, one]))
  const wards = new Map(release.oldWards.map((one) => [one.code, one]))
  const districts = new Map(release.oldDistricts.map((one) => [one.code, one]))
  const provinces = new Map(release.provinces.map((one) => [one.code, one]))
  const edgesOf = Map.groupBy(release.edges, (edge) => edge.oldWard)

  const check = (
    from: { code: string; name: string; province: string } | undefined,
    what: string,
    to: string,
  ): void => {
    const commune = communes.get(to)
    if (from === undefined) findings.add('dangling-code', `${what} went into ${to}, and is not there`)
    if (commune === undefined) findings.add('dangling-code', `${what} went into ${to}, which is not there`)
    if (from === undefined || commune === undefined) return
    const province = provinces.get(commune.province)
    if (province === undefined || province.mergedFrom.length === 0 || province.mergedFrom.includes(from.province))
      return
    const words = `${what} ${from.name} of old province ${from.province} went into ${to} ${commune.name} of ${province.code}`
    findings.add('wrong-province', `${words}, which was not made of it`, placeOf(what.replace(/ \d+$/, ''), from.code))
  }
  for (const { oldWard, commune } of release.edges) check(wards.get(oldWard), `old ward ${oldWard}`, commune)
  for (const one of release.districtEdges) {
    check(districts.get(one.oldDistrict), `old district ${one.oldDistrict}`, one.commune)
  }
  for (const ward of release.oldWards) {
    const edges = edgesOf.get(ward.code) ?? []
    const place = placeOf('old ward', ward.code)
    if (edges.length === 0) findings.add('ward-without-edge', `${ward.code} ${ward.name}`, place)
    if (edges.length > 1 && edges.some(({ kind }) => kind === 'whole' || kind === 'keep')) {
      findings.add('whole-and-more', `${ward.code} ${ward.name}`, place)
    }
    const district = districts.get(ward.district)
    if (district !== undefined && district.province !== ward.province) {
      const words = `${ward.code} ${ward.name} of ${ward.province}, in a district of ${district.province}`
      findings.add('wrong-province', words, place)
    }
  }
}

function checkAliases({ aliases, ...release }: Omit<Release, 'id' | 'checksum'>, findings: Findings): void {
  const wards = new Set(release.oldWards.map(({ code }) => code))
  const districts = new Set(release.oldDistricts.map(({ code }) => code))
  const communes = new Set(release.communes.map(({ code }) => code))
  const provinces = new Set(release.provinces.map(({ code }) => code))
  for (const { name, of } of aliases) {
    const isThere =
      'oldWard' in of
        ? wards.has(of.oldWard)
        : 'oldDistrict' in of
          ? districts.has(of.oldDistrict)
          : 'commune' in of
            ? communes.has(of.commune)
            : provinces.has(of.province)
    if (!isThere)
      findings.add('dangling-code', `the name ${name} is of ${Object.values(of).join()}, which is not there`)
  }
  for (const { district } of release.streets) {
    if (!districts.has(district))
      findings.add('dangling-code', `streets of old district ${district}, which is not there`)
  }
}
