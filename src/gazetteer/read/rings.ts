import { refuse } from '../../tables/fault.ts'
import type { Boundaries } from '../release.ts'

/** Points of all rings together; the whole country at a tenth of its detail has some 1.4 million. */
const POINTS_MAX = 8_000_000

/** Gathers rings into the typed arrays of a release. */
export interface RingCollector {
  /** Adds the polygons of one commune. @throws {TableError} for what is no ring, and for a commune that comes twice */
  add(code: string, polygons: unknown, at: { line: number; column: number } | null): void
  /** Communes in the order in which they came. */
  finish(): Boundaries
}

export function makeRingCollector(file: string): RingCollector {
  const codes: string[] = []
  const seen = new Set<string>()
  const firstRing = [0]
  const ringStarts = [0]
  let points = new Int32Array(1 << 16)
  let used = 0

  const addRing = (code: string, ring: unknown, at: { line: number; column: number } | null): void => {
    const fail: (detail: string) => never = (detail) => refuse(file, 'syntax', `${code}: ${detail}`, at ?? {})
    if (!Array.isArray(ring) || ring.length < 4) fail('a ring needs four points, the last of them the first')
    if (used / 2 + ring.length > POINTS_MAX) {
      refuse(file, 'too-large', `holds more than ${POINTS_MAX} points; simplify it first`)
    }
    const start = used
    while (points.length < used + ring.length * 2) {
      const wider = new Int32Array(points.length * 2)
      wider.set(points)
      points = wider
    }
    for (const point of ring) {
      const [lon, lat]: unknown[] = Array.isArray(point) ? point : []
      if (typeof lon !== 'number' || typeof lat !== 'number') fail('a point is no pair of numbers')
      if (Math.abs(lon) > 180 || Math.abs(lat) > 90) fail(`${lon}, ${lat} are no degrees of longitude and latitude`)
      points[used++] = Math.round(lon * 1e6)
      points[used++] = Math.round(lat * 1e6)
    }
    if (points[start] !== points[used - 2] || points[start + 1] !== points[used - 1]) fail('a ring does not close')
    ringStarts.push(used / 2)
  }

  return {
    add(code, polygons, at) {
      if (seen.has(code)) refuse(file, 'duplicate-key', `the boundary of ${code} stands here twice`, at ?? {})
      seen.add(code)
      codes.push(code)
      if (!Array.isArray(polygons)) refuse(file, 'syntax', `${code}: expected polygons`, at ?? {})
      for (const rings of polygons) {
        if (!Array.isArray(rings)) refuse(file, 'syntax', `${code}: expected a polygon`, at ?? {})
        for (const ring of rings) addRing(code, ring, at)
      }
      firstRing.push(ringStarts.length - 1)
    },
    finish: () => ({
      codes,
      firstRing: Uint32Array.from(firstRing),
      ringStarts: Uint32Array.from(ringStarts),
      points: points.slice(0, used),
    }),
  }
}
