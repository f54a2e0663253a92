import type { UnitRecord } from '../domain/unit-record.ts'
import { squash } from '../tables/table.ts'
import type { GivenUnit } from './units-read.ts'

/** A commune that somebody can answer for. `name` with or without its type: "phường Bến Thành". */
export interface KnownArea {
  code: string
  name: string
  province: string
}

export interface KnownAreas {
  list: readonly KnownArea[]
  /** False where others may exist: then a code that is not among them is believed. */
  isWhole: boolean
}

export interface AreasFound {
  codes: string[]
  faults: { reason: 'unknown-area' | 'ambiguous-area' | 'bad-areas'; value: string }[]
}

/**
 * The communes that are meant by codes or by names, of the unit's own province where it has one; those that it has
 * already are not proved again. Nothing said is, for a commune's police, its own commune.
 */
export function findAreas(
  given: GivenUnit['areas'],
  unit: Pick<UnitRecord, 'code' | 'kind' | 'province' | 'areas'>,
  known: KnownAreas,
): AreasFound {
  if (given === undefined || given === 'default') {
    return { codes: unit.kind === 'commune' ? [unit.code] : [], faults: [] }
  }
  const found: AreasFound = { codes: [], faults: [] }
  const isNear = ({ province }: KnownArea): boolean => unit.province === null || province === unit.province
  for (const typed of given) {
    if (/^\d/.test(typed)) {
      const isThere = (): boolean => known.list.some((area) => area.code === typed && isNear(area))
      if (!/^\d{5}$/.test(typed)) found.faults.push({ reason: 'bad-areas', value: typed })
      else if (!known.isWhole || unit.areas.includes(typed) || isThere()) found.codes.push(typed)
      else found.faults.push({ reason: 'unknown-area', value: typed })
      continue
    }
    const wanted = squash(typed)
    const named = known.list.filter((area) => isNear(area) && isNamed(squash(area.name), wanted))
    const exact = named.filter(({ name }) => squash(name) === wanted)
    const [one, ...others] = exact.length > 0 ? exact : named
    if (one === undefined) found.faults.push({ reason: 'unknown-area', value: typed })
    else if (others.length > 0) found.faults.push({ reason: 'ambiguous-area', value: typed })
    else found.codes.push(one.code)
  }
  return { ...found, codes: [...new Set(found.codes)].sort() }
}

/** "Bến Thành" names "phường Bến Thành"; a part of a name does not. */
function isNamed(name: string, wanted: string): boolean {
  return name === wanted || ['phuong', 'xa', 'dackhu', 'thitran'].some((type) => name === `${type}${wanted}`)
}

/** Communes as the names of their police tell them: "Công an phường Bến Thành". */
export function listNamedAreas(units: readonly UnitRecord[]): KnownArea[] {
  return units.flatMap(({ code, name, kind, province }) =>
    kind === 'commune' && province !== null ? [{ code, name: name.replace(/^Công an /u, ''), province }] : [],
  )
}
