import type { FilePlace } from '../../tables/fault.ts'
import { squash } from '../../tables/table.ts'
import type { Findings } from '../findings.ts'
import type { Alias, Commune, DistrictEdge, Edge, OldDistrict, OldProvince, OldWard, Province } from '../release.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** A change of type that a list tells with the day from which the new one holds. */
export interface TypeChange {
  level: 'province' | 'commune'
  code: string
  day: string
  before: string
}

/** A release while it is being gathered from several files. */
export interface Draft {
  provinces: Map<string, Mutable<Province>>
  communes: Map<string, Mutable<Commune>>
  oldProvinces: Map<string, Mutable<OldProvince>>
  oldDistricts: Map<string, Mutable<OldDistrict>>
  oldWards: Map<string, Mutable<OldWard>>
  /** By `old ward>commune`. */
  edges: Map<string, Edge>
  districtEdges: Map<string, DistrictEdge>
  aliases: Map<string, Alias>
  streets: Map<string, string[]>
  typeChanges: TypeChange[]
  /** Where each area was first told, by level and code. */
  places: Map<string, FilePlace>
}

export function makeDraft(): Draft {
  return {
    provinces: new Map(),
    communes: new Map(),
    oldProvinces: new Map(),
    oldDistricts: new Map(),
    oldWards: new Map(),
    edges: new Map(),
    districtEdges: new Map(),
    aliases: new Map(),
    streets: new Map(),
    typeChanges: [],
    places: new Map(),
  }
}

type Level = 'province' | 'commune' | 'old province' | 'old district' | 'old ward'

/**
 * Puts an area among those of its level. The first file that tells of it stands; a later one adds what the first left out,
 * and where it spells the name otherwise, the other spelling. Within one list of units a code may stand once.
 */
export function addArea<T extends { code: string; name: string; otherName?: string | null }>(
  draft: Draft,
  areas: Map<string, T>,
  area: T,
  told: { level: Level; at: FilePlace; isList: boolean; findings: Findings },
): void {
  const { level, at, isList, findings } = told
  const key = `${level} ${area.code}`
  const before = areas.get(area.code)
  const place = draft.places.get(key)
  if (before === undefined) {
    areas.set(area.code, area)
    draft.places.set(key, at)
    return
  }
  if (isList && place !== undefined && place.file === at.file && place.part === at.part) {
    const isSame = JSON.stringify(before) === JSON.stringify(area)
    const first = place.line === null ? '' : `, as in line ${place.line}`
    if (isSame) findings.add('repeated-row', `${area.code} ${area.name}${first}`, at)
    else findings.add('duplicate-code', `${area.code} ${area.name}${first}`, at)
    return
  }
  fillIn(before, area)
  if (before.name === area.name) return
  if (squash(before.name) !== squash(area.name)) {
    findings.add('names-differ', `${area.code} is ${area.name}, elsewhere ${before.name}`, at)
  } else if ('otherName' in before && before.otherName === null) {
    before.otherName = area.name
    findings.add('other-name', `${area.code} ${before.name}, also ${area.name}`, at)
  }
}

/** What was unknown and no longer is. */
function fillIn<T extends object>(before: T, area: T): void {
  for (const key of Object.keys(area) as (keyof T)[]) {
    if (before[key] === null || before[key] === '') before[key] = area[key]
  }
}

/** The code of a province or an old one by its name, typed or bare, in any spelling. */
export function findByName(areas: ReadonlyMap<string, { code: string; name: string }>, name: string): string | null {
  const wanted = squash(name)
  for (const { code, name } of areas.values()) if (squash(name) === wanted) return code
  return null
}

export function keyOfAlias(alias: Alias): string {
  return JSON.stringify([alias.name, alias.isSquashed, alias.type, alias.of, alias.within])
}
