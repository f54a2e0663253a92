import type { PlaceType } from '../../data/place-types.ts'
import type { AreaKind } from '../../domain/place.ts'
import type { EdgeKind, Release } from '../release.ts'

/** Any area that has a name, and the communes of today that it stands for. */
export interface Area {
  kind: AreaKind
  /** Code of the release, which is unique within its kind only. */
  code: string
  type: PlaceType
  /** As people still call it though it changed. */
  formerType: PlaceType | null
  /** Indexes of communes, the likeliest first, and how likely each is; the shares add up to one. */
  communes: Uint16Array
  shares: Float32Array
  /** An old ward whose residents went several ways: nobody may choose silently. */
  isSplit: boolean
  /** Ended before July 2025, so few still say it. */
  isFormer: boolean
  /** A province whose name went out of use when it was joined to another; its code may be another's today. */
  isGone: boolean
  /** Two digits, of today. */
  province: string
  /** Of an old ward. */
  district: Area | null
  /** Of an old ward or district. */
  oldProvince: Area | null
  /** One bit a commune; null for old wards, whose list is short. */
  members: Uint32Array | null
}

export interface Areas {
  provinces: Map<string, Area>
  oldProvinces: Map<string, Area>
  districts: Map<string, Area>
  communes: Area[]
  communeIndex: Map<string, number>
  wards: Map<string, Area>
  /** Residents of each commune where known, to rank namesakes that nothing else tells apart. */
  population: Float64Array
}

/** Land without residents is where few tips come from. */
const LAND = 0.04
const WEIGHT: Readonly<Record<EdgeKind, number>> = {
  whole: 1,
  keep: 1,
  renamed: 1,
  part: 1,
  'part-people': 1,
  'part-land': LAND,
  supplement: 1,
}

/** Builds all areas of a release with what each became; some 14,000 of them. */
export function makeAreas(release: Release): Areas {
  const communeIndex = new Map(release.communes.map((one, i) => [one.code, i]))
  for (const [i, { otherCode }] of release.communes.entries()) {
    if (otherCode !== null && !communeIndex.has(otherCode)) communeIndex.set(otherCode, i)
  }
  const population = Float64Array.from(release.communes, (one) => one.population ?? 0)
  const count = release.communes.length
  const byProvince = groupIndexes(release.communes, (one) => one.province)
  const wide = (indexes: Iterable<number>): Pick<Area, 'communes' | 'shares' | 'members'> => {
    const sorted = [...new Set(indexes)].sort((a, b) => (population[b] ?? 0) - (population[a] ?? 0))
    const members = new Uint32Array((count + 31) >>> 5)
    for (const i of sorted) members[i >>> 5] = (members[i >>> 5] ?? 0) | (1 << (i & 31))
    return {
      communes: Uint16Array.from(sorted),
      shares: new Float32Array(sorted.length).fill(1 / Math.max(1, sorted.length)),
      members,
    }
  }
  const plain = {
    formerType: null,
    isSplit: false,
    isFormer: false,
    isGone: false,
    district: null,
    oldProvince: null,
    members: null,
  }

  const provinces = new Map<string, Area>()
  const newProvinceOf = new Map<string, string>()
  const nameOf = new Map(release.provinces.map(({ code, name }) => [code, name]))
  for (const one of release.provinces) {
    for (const old of one.mergedFrom) newProvinceOf.set(old, one.code)
    const area = { ...plain, kind: 'province' as const, code: one.code, type: one.type, province: one.code }
    provinces.set(one.code, { ...area, formerType: one.formerType, ...wide(byProvince.get(one.code) ?? []) })
  }
  const communes = release.communes.map(
    (one, i): Area => ({
      ...plain,
      kind: 'commune',
      code: one.code,
      type: one.type,
      formerType: one.formerType,
      communes: Uint16Array.of(i),
      shares: Float32Array.of(1),
      province: one.province,
    }),
  )

  const targets = readTargets(release, communeIndex)
  const inDistrict = new Map<string, number[]>()
  const inOldProvince = new Map<string, number[]>()
  for (const ward of release.oldWards) {
    const indexes = targets.get(ward.code)?.map(([i]) => i) ?? []
    push(inDistrict, ward.district, indexes)
    push(inOldProvince, ward.province, indexes)
  }
  const provinceOfDistrict = new Map(release.oldDistricts.map(({ code, province }) => [code, province]))
  for (const { oldDistrict, commune } of release.districtEdges) {
    const index = communeIndex.get(commune)
    if (index === undefined) continue
    push(inDistrict, oldDistrict, [index])
    push(inOldProvince, provinceOfDistrict.get(oldDistrict) ?? '', [index])
  }
  const oldProvinces = new Map<string, Area>()
  for (const one of release.oldProvinces) {
    const province = newProvinceOf.get(one.code) ?? ''
    const isGone = nameOf.get(province) !== one.name
    const area = { ...plain, kind: 'old-province' as const, code: one.code, type: one.type, province, isGone }
    oldProvinces.set(one.code, { ...area, ...wide(inOldProvince.get(one.code) ?? []) })
  }
  const districts = new Map<string, Area>()
  for (const one of release.oldDistricts) {
    const province = newProvinceOf.get(one.province) ?? ''
    const indexes = inDistrict.get(one.code) ?? []
    const oldProvince = oldProvinces.get(one.province) ?? null
    const area = { ...plain, kind: 'old-district' as const, code: one.code, type: one.type, province, oldProvince }
    districts.set(one.code, { ...area, ...wide(indexes) })
  }
  const wards = new Map<string, Area>()
  for (const one of release.oldWards) {
    const into = targets.get(one.code)
    const district = districts.get(one.district) ?? null
    const oldProvince = oldProvinces.get(one.province) ?? null
    if (into === undefined) continue
    wards.set(one.code, { ...plain, ...makeWard(one.code, one.type, into, communes), district, oldProvince })
  }
  return { provinces, oldProvinces, districts, communes, communeIndex, wards, population }
}

/** An old ward, or one that ended earlier and is known only by its name, its district and where it is now. */
export function makeWard(
  code: string,
  type: PlaceType,
  into: readonly (readonly [number, EdgeKind])[],
  communes: readonly Area[],
): Omit<Area, 'district' | 'oldProvince'> {
  const weighed = into.map(([i, kind]) => ({ i, weight: WEIGHT[kind] })).sort((a, b) => b.weight - a.weight)
  const sum = weighed.reduce((total, { weight }) => total + weight, 0)
  return {
    kind: 'old-ward',
    code,
    type,
    formerType: null,
    communes: Uint16Array.from(weighed, ({ i }) => i),
    shares: Float32Array.from(weighed, ({ weight }) => weight / sum),
    isSplit: weighed.filter(({ weight }) => weight > LAND).length > 1,
    isFormer: false,
    isGone: false,
    province: communes[weighed[0]?.i ?? 0]?.province ?? '',
    members: null,
  }
}

function readTargets(release: Release, communeIndex: ReadonlyMap<string, number>): Map<string, [number, EdgeKind][]> {
  const targets = new Map<string, [number, EdgeKind][]>()
  for (const { oldWard, commune, kind } of release.edges) {
    const index = communeIndex.get(commune)
    if (index !== undefined) push(targets, oldWard, [[index, kind]])
  }
  return targets
}

function groupIndexes<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  rows.forEach((row, i) => {
    push(groups, keyOf(row), [i])
  })
  return groups
}

function push<T>(groups: Map<string, T[]>, key: string, values: readonly T[]): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [...values])
  else group.push(...values)
}

/** True if the commune, by index, belongs to the area at all. */
export function holds(area: Area, commune: number): boolean {
  if (area.members !== null) return ((area.members[commune >>> 5] ?? 0) & (1 << (commune & 31))) !== 0
  return area.communes.includes(commune)
}

const DEPTH: Readonly<Record<AreaKind, number>> = {
  province: 0,
  'old-province': 1,
  'old-district': 2,
  commune: 3,
  'old-ward': 4,
}

/** How fine an area is: 0 for a province, 4 for an old ward. */
export function depthOf({ kind }: Pick<Area, 'kind'>): number {
  return DEPTH[kind]
}

/** True if one address may name both: the finer lies in the wider, or they are the same. */
export function fits(a: Area, b: Area): boolean {
  if (a === b) return true
  const [wide, fine] = depthOf(a) < depthOf(b) ? [a, b] : [b, a]
  if (wide.kind === fine.kind) return false
  switch (wide.kind) {
    case 'province':
      return fine.province === wide.code || (fine.members === null && overlaps(wide, fine))
    case 'old-province':
      return fine.oldProvince === null ? holds(wide, fine.communes[0] ?? -1) : fine.oldProvince === wide
    case 'old-district':
      return fine.district === null ? overlaps(wide, fine) : fine.district === wide
    default:
      return overlaps(wide, fine)
  }
}

function overlaps(wide: Area, fine: Area): boolean {
  return fine.communes.some((commune) => holds(wide, commune))
}
