import { squash } from '../tables/table.ts'
import type { Boundaries, Commune, Edge, Release } from './release.ts'

/** What differs between two releases, from the first to the second; each list by code. */
export interface ReleaseDiff {
  from: string
  to: string
  provinces: AreaDiff
  communes: AreaDiff & { moved: { code: string; name: string; before: string; after: string }[] }
  oldWards: { added: string[]; gone: string[] }
  /** Old ward and commune; a kind that changed with both. */
  edges: { added: Edge[]; gone: Edge[]; changed: (Edge & { before: string })[] }
  aliases: { added: number; gone: number }
  /** Communes whose boundary is another, or is there in one of the two alone. */
  boundaries: string[]
}

interface AreaDiff {
  added: { code: string; name: string; type: string }[]
  gone: { code: string; name: string; type: string }[]
  renamed: { code: string; before: string; after: string }[]
  /** The same letters with marks placed otherwise (Hòa, Hoà). */
  respelled: { code: string; before: string; after: string }[]
  retyped: { code: string; name: string; before: string; after: string }[]
}

export function diffReleases(from: Release, to: Release): ReleaseDiff {
  return {
    from: from.id,
    to: to.id,
    provinces: diffAreas(from.provinces, to.provinces),
    communes: { ...diffAreas(from.communes, to.communes), moved: findMoved(from.communes, to.communes) },
    oldWards: {
      added: without(to.oldWards, from.oldWards).map(({ code }) => code),
      gone: without(from.oldWards, to.oldWards).map(({ code }) => code),
    },
    edges: diffEdges(from.edges, to.edges),
    aliases: diffAliases(from, to),
    boundaries: diffBoundaries(from.boundaries, to.boundaries),
  }
}

/** True where the two say the same of areas, edges and boundaries. */
export function isSame(diff: ReleaseDiff): boolean {
  return JSON.stringify({ ...diff, from: '', to: '' }) === JSON.stringify({ ...NOTHING, from: '', to: '' })
}

const NO_AREAS = { added: [], gone: [], renamed: [], respelled: [], retyped: [] }
const NOTHING: ReleaseDiff = {
  from: '',
  to: '',
  provinces: NO_AREAS,
  communes: { ...NO_AREAS, moved: [] },
  oldWards: { added: [], gone: [] },
  edges: { added: [], gone: [], changed: [] },
  aliases: { added: 0, gone: 0 },
  boundaries: [],
}

type Named = { code: string; name: string; type: string }

function diffAreas(from: readonly Named[], to: readonly Named[]): AreaDiff {
  const before = new Map(from.map((one) => [one.code, one]))
  const tell = ({ code, name, type }: Named) => ({ code, name, type })
  const pairs = to.flatMap((after) => {
    const old = before.get(after.code)
    return old === undefined ? [] : [{ code: after.code, old, after }]
  })
  const named = pairs
    .filter(({ old, after }) => old.name !== after.name)
    .map(({ code, old, after }) => ({ code, before: old.name, after: after.name }))
  const isRespelled = (one: { before: string; after: string }): boolean => squash(one.before) === squash(one.after)
  return {
    added: without(to, from).map(tell),
    gone: without(from, to).map(tell),
    renamed: named.filter((one) => !isRespelled(one)),
    respelled: named.filter(isRespelled),
    retyped: pairs
      .filter(({ old, after }) => old.type !== after.type)
      .map(({ code, old, after }) => ({ code, name: after.name, before: old.type, after: after.type })),
  }
}

function findMoved(from: readonly Commune[], to: readonly Commune[]): ReleaseDiff['communes']['moved'] {
  const before = new Map(from.map((one) => [one.code, one.province]))
  return to.flatMap(({ code, name, province }) => {
    const old = before.get(code)
    return old === undefined || old === province ? [] : [{ code, name, before: old, after: province }]
  })
}

function without<T extends { code: string }>(these: readonly T[], those: readonly { code: string }[]): T[] {
  const known = new Set(those.map(({ code }) => code))
  return these.filter(({ code }) => !known.has(code))
}

function diffEdges(from: readonly Edge[], to: readonly Edge[]): ReleaseDiff['edges'] {
  const keyOf = (edge: Edge): string => `${edge.oldWard}>${edge.commune}`
  const before = new Map(from.map((edge) => [keyOf(edge), edge]))
  const after = new Set(to.map(keyOf))
  return {
    added: to.filter((edge) => !before.has(keyOf(edge))),
    gone: from.filter((edge) => !after.has(keyOf(edge))),
    changed: to.flatMap((edge) => {
      const old = before.get(keyOf(edge))
      return old === undefined || old.kind === edge.kind ? [] : [{ ...edge, before: old.kind }]
    }),
  }
}

function diffAliases(from: Release, to: Release): { added: number; gone: number } {
  const before = new Set(from.aliases.map((one) => JSON.stringify(one)))
  const after = new Set(to.aliases.map((one) => JSON.stringify(one)))
  return { added: after.difference(before).size, gone: before.difference(after).size }
}

function diffBoundaries(from: Boundaries | null, to: Boundaries | null): string[] {
  const before = shapesOf(from)
  const after = shapesOf(to)
  return [...new Set([...before.keys(), ...after.keys()])].filter((code) => before.get(code) !== after.get(code)).sort()
}

/** Rings and points of each commune as one text: long, and gone when they have been compared. */
function shapesOf(boundaries: Boundaries | null): Map<string, string> {
  const { codes, firstRing, ringStarts, points } = boundaries ?? NO_BOUNDARIES
  return new Map(
    codes.map((code, index) => {
      const rings = ringStarts.subarray(firstRing[index] ?? 0, (firstRing[index + 1] ?? 0) + 1)
      const [start = 0, end = 0] = [rings[0], rings.at(-1)]
      return [code, `${rings.map((at) => at - start).join()} ${points.subarray(2 * start, 2 * end).join()}`]
    }),
  )
}

const NO_BOUNDARIES: Boundaries = {
  codes: [],
  firstRing: new Uint32Array(),
  ringStarts: new Uint32Array(),
  points: new Int32Array(),
}
