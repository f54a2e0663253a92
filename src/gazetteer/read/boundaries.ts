import { feature } from 'topojson-client'
import type { GeometryObject, Topology } from 'topojson-specification'
import { decodeText } from '../../tables/decode.ts'
import { refuse, TableError, type TableFault } from '../../tables/fault.ts'
import { type JsonText, parseJson } from '../../tables/json.ts'
import type { Boundaries } from '../release.ts'
import { makeRingCollector } from './rings.ts'

/** Bytes of a file of boundaries; the whole country in full detail comes to more than a server should hold. */
export const BOUNDARY_BYTES_MAX = 64 * 1024 * 1024

export type BoundariesRead = { ok: true; boundaries: Boundaries } | { ok: false; fault: TableFault }

/** Properties in which sources keep the code of a commune. */
const CODE_KEYS = ['c', 'code', 'ma', 'maxa', 'ma_xa', 'ma_dvhc', 'ward_code', 'commune', 'MA_XA', 'MAXA'] as const

/**
 * Boundaries of communes from TopoJSON (a topology with one object) or GeoJSON (a collection of features), longitude and
 * latitude in WGS 84. Each feature is named by the five digits of its commune in one of the usual properties.
 */
export function readBoundaries(file: string, bytes: Uint8Array): BoundariesRead {
  if (bytes.length > BOUNDARY_BYTES_MAX) {
    const detail = `is larger than ${BOUNDARY_BYTES_MAX / 1024 / 1024} MB; simplify it first`
    return { ok: false, fault: { reason: 'too-large', detail, file, part: null, line: null, column: null } }
  }
  const read = tryRead(file, bytes, 0)
  // Places of a million points are kept only where one is to be told.
  return read.ok || read.fault.line !== null ? read : tryRead(file, bytes, PLACES_DEPTH)
}

/** Members of the list of geometries of a topology. */
const PLACES_DEPTH = 4

function tryRead(file: string, bytes: Uint8Array, placesDepth: number): BoundariesRead {
  try {
    const json = parseJson(file, decodeText(file, bytes), placesDepth)
    const collect = makeRingCollector(file)
    if (isObject(json.value) && json.value.type === 'Topology') readTopology(file, json, collect.add)
    else readFeatures(file, json, collect.add)
    return { ok: true, boundaries: collect.finish() }
  } catch (error) {
    if (error instanceof TableError) return { ok: false, fault: error.fault }
    throw error
  }
}

type Add = (code: string, polygons: unknown, at: { line: number; column: number } | null) => void

function readFeatures(file: string, json: JsonText, add: Add): void {
  const { value } = json
  const features = isObject(value) && Array.isArray(value.features) ? value.features : null
  if (features === null) refuse(file, 'no-table', 'is neither TopoJSON nor a GeoJSON collection of features')
  for (const [index, one] of features.entries()) {
    const at = json.placeOf(features, index)
    if (!isObject(one) || !isObject(one.geometry))
      refuse(file, 'syntax', 'expected a feature with a geometry', at ?? {})
    add(readCode(file, one, at), polygonsOf(file, one.geometry, at), at)
  }
}

function readTopology(file: string, json: JsonText, add: Add): void {
  const topology = json.value
  if (!isObject(topology) || !Array.isArray(topology.arcs) || !isObject(topology.objects)) {
    refuse(file, 'syntax', 'expected a topology with arcs and objects')
  }
  const { arcs } = topology
  for (const [index, arc] of arcs.entries()) {
    const isFine = Array.isArray(arc) && arc.length >= 2 && arc.every((point) => isPair(point))
    if (!isFine) refuse(file, 'syntax', 'expected an arc of at least two points', json.placeOf(arcs, index) ?? {})
  }
  if (topology.transform !== undefined && !isTransform(topology.transform)) {
    refuse(file, 'syntax', 'expected a transform of two numbers each', json.placeOf(topology, 'transform') ?? {})
  }
  const objects = Object.values(topology.objects)
  const [object] = objects
  const geometries = isObject(object) && Array.isArray(object.geometries) ? object.geometries : null
  if (objects.length !== 1 || geometries === null) {
    refuse(file, 'syntax', 'expected one object that is a collection of geometries')
  }
  for (const [index, geometry] of geometries.entries()) {
    const at = json.placeOf(geometries, index)
    if (!isObject(geometry)) refuse(file, 'syntax', 'expected a geometry', at ?? {})
    if (!pointsToArcs(geometry.arcs, arcs.length)) refuse(file, 'syntax', 'names arcs that are not there', at ?? {})
    const code = readCode(file, geometry, at)
    // What the library relies on was checked above; of what else a topology may hold it makes no use here.
    const found = feature(topology as unknown as Topology, geometry as unknown as GeometryObject)
    add(code, 'geometry' in found ? polygonsOf(file, found.geometry, at) : [], at)
  }
}

/** A list of polygons, each a list of rings; their points are checked where they are gathered. */
function polygonsOf(file: string, geometry: object, at: { line: number; column: number } | null): unknown {
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown }
  if (type === 'Polygon') return [coordinates]
  if (type === 'MultiPolygon') return coordinates
  return refuse(file, 'syntax', `expected a Polygon or a MultiPolygon, not ${String(type)}`, at ?? {})
}

function readCode(file: string, one: object, at: { line: number; column: number } | null): string {
  const { properties, id } = one as { properties?: unknown; id?: unknown }
  const held = isObject(properties) ? properties : {}
  for (const value of [...CODE_KEYS.map((key) => held[key]), id]) {
    const text = typeof value === 'number' ? String(value).padStart(5, '0') : value
    if (typeof text === 'string' && /^\d{5}$/.test(text)) return text
  }
  return refuse(
    file,
    'syntax',
    `has no property with a code of five digits (${CODE_KEYS.slice(0, 3).join(', ')} …)`,
    at ?? {},
  )
}

function pointsToArcs(arcs: unknown, count: number): boolean {
  if (Array.isArray(arcs)) return arcs.every((one) => pointsToArcs(one, count))
  return Number.isInteger(arcs) && Number(arcs) < count && Number(arcs) >= -count
}

function isTransform(value: unknown): boolean {
  return isObject(value) && isPair(value.scale) && isPair(value.translate)
}

/** Numbers are finite: the parser takes no other. */
function isPair(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length >= 2 && typeof value[0] === 'number' && typeof value[1] === 'number'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
