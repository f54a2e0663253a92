import type { Unit } from '../domain/jurisdiction.ts'
import type { PlaceNames } from '../domain/place.ts'
import type { DeskCategory, DeskDeps } from './desk-deps.ts'

/** Names for codes, and codes for names, as officers read and type them. */
export interface DeskNames {
  /** The code itself where a list no longer has it. */
  category(code: string | null): string
  unit(code: string): string
  disposition(code: string): string
  groups: readonly { name: string; categories: readonly DeskCategory[] }[]
  dispositions: readonly { code: string; vi: string }[]
  /** Units an officer of `province` is offered first, as `name (code)`, without their own. */
  suggestUnits(province: string | null, ownCode: string): string[]
  /** A code, a `name (code)` or a name; null when no unit is called so, several when the name is not enough. */
  findUnit(typed: string): { ok: true; code: string } | { ok: false; candidates: string[] }
  province(code: string): string | null
  /** Names of places in the gazetteer that is active now; null while none is. */
  places(): PlaceNames | null
}

/** More than a sentence can hold helps nobody choose. */
const CANDIDATES_MAX = 6

export function makeDeskNames(deps: Pick<DeskDeps, 'units' | 'categories' | 'dispositions' | 'placeNames'>): DeskNames {
  const categories = new Map(deps.categories.map((category) => [category.code, category.vi]))
  const dispositions = new Map(deps.dispositions.map((disposition) => [disposition.code, disposition.vi]))
  let index = indexUnits(deps.units())
  const current = (): UnitIndex => {
    const list = deps.units()
    if (list !== index.list) index = indexUnits(list)
    return index
  }
  const groups = [...Map.groupBy(deps.categories, (category) => category.group)]
  return {
    category: (code) => (code === null ? 'Chưa rõ loại việc' : (categories.get(code) ?? code)),
    unit: (code) => current().byCode.get(code)?.name ?? code,
    disposition: (code) => dispositions.get(code) ?? code,
    groups: groups.map(([name, list]) => ({ name, categories: list })),
    dispositions: deps.dispositions,
    suggestUnits: (province, ownCode) =>
      current()
        .list.filter((unit) => unit.code !== ownCode && unit.kind !== 'external')
        .filter((unit) => unit.province === null || unit.province === province)
        .map(labelOf),
    findUnit(typed) {
      const text = typed.trim()
      const { list, byCode, byName } = current()
      const named = byCode.get(/\(([^()]+)\)$/.exec(text)?.[1] ?? text)
      if (named) return { ok: true, code: named.code }
      const folded = foldName(text)
      const [first, ...others] = byName.get(folded) ?? []
      if (first && others.length === 0) return { ok: true, code: first.code }
      // A part of a name decides nothing, for a transfer cannot be taken back; it is answered with what it may mean.
      const near = folded === '' ? [] : list.filter((unit) => foldName(unit.name).includes(folded))
      return { ok: false, candidates: (first ? [first, ...others] : near).slice(0, CANDIDATES_MAX).map(labelOf) }
    },
    province: (code) => current().byCode.get(code)?.province ?? null,
    places: () => deps.placeNames?.() ?? null,
  }
}

interface UnitIndex {
  list: readonly Unit[]
  byCode: ReadonlyMap<string, Unit>
  byName: ReadonlyMap<string, readonly Unit[]>
}

/** Made anew when the list is another one. */
function indexUnits(list: readonly Unit[]): UnitIndex {
  return {
    list,
    byCode: new Map(list.map((unit) => [unit.code, unit])),
    byName: Map.groupBy(list, (unit) => foldName(unit.name)),
  }
}

function labelOf(unit: Unit): string {
  return `${unit.name} (${unit.code})`
}

/** Names compare without marks, case or doubled spaces: "cong an phuong tich son" finds its unit. */
function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}
