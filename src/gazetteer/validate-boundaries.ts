import type { Findings } from './findings.ts'
import type { Boundaries, Release } from './release.ts'

/** Degrees around the country with its islands (Trường Sa in the east), in 1e-6: west, south, east, north. */
const COUNTRY = { west: 101_900_000, south: 6_000_000, east: 118_000_000, north: 23_600_000 } as const

/** Inner points lie in the country. */
export function checkPoints({ communes }: Pick<Release, 'communes'>, findings: Findings): void {
  for (const { code, name, inside } of communes) {
    if (inside !== null && !isInCountry(Math.round(inside.lon * 1e6), Math.round(inside.lat * 1e6))) {
      findings.add('outside-country', `the inner point of ${code} ${name}`)
    }
  }
}

/** Boundaries against the communes they are of: codes, rings that close, points that can be. */
export function checkBoundaries(
  { communes }: Pick<Release, 'communes'>,
  boundaries: Boundaries,
  findings: Findings,
): void {
  const { codes, firstRing, ringStarts, points } = boundaries
  const known = new Set(communes.map(({ code }) => code))
  const indexOf = new Map<string, number>()
  for (const [index, code] of codes.entries()) {
    if (!known.has(code)) findings.add('dangling-code', `the boundary of commune ${code}, which is not there`)
    if (indexOf.has(code)) findings.add('duplicate-code', `the boundary of commune ${code}`)
    indexOf.set(code, index)
    for (let ring = firstRing[index] ?? 0; ring < (firstRing[index + 1] ?? 0); ring++) {
      checkRing(code, points.subarray(2 * (ringStarts[ring] ?? 0), 2 * (ringStarts[ring + 1] ?? 0)), findings)
    }
  }
  for (const { code, name, inside } of communes) {
    const index = indexOf.get(code)
    if (index === undefined) findings.add('boundary-missing', `${code} ${name}`)
    else if (inside !== null && !isWithin(boundaries, index, inside))
      findings.add('point-not-inside', `${code} ${name}`)
  }
}

function checkRing(code: string, ring: Int32Array, findings: Findings): void {
  const isClosed = ring.length >= 8 && ring[0] === ring.at(-2) && ring[1] === ring.at(-1)
  if (!isClosed) findings.add('unclosed-ring', `a ring of ${code}`)
  for (let at = 0; at < ring.length; at += 2) {
    if (isInCountry(ring[at] ?? 0, ring[at + 1] ?? 0)) continue
    findings.add('outside-country', `a point of the boundary of ${code}`)
    return
  }
}

function isInCountry(lon: number, lat: number): boolean {
  return lon >= COUNTRY.west && lon <= COUNTRY.east && lat >= COUNTRY.south && lat <= COUNTRY.north
}

/** Whether a point lies within the rings of a commune: an odd number of edges lies east of it. */
function isWithin(boundaries: Boundaries, commune: number, { lat, lon }: { lat: number; lon: number }): boolean {
  const { firstRing, ringStarts, points } = boundaries
  const [x, y] = [lon * 1e6, lat * 1e6]
  let isOdd = false
  for (let ring = firstRing[commune] ?? 0; ring < (firstRing[commune + 1] ?? 0); ring++) {
    for (let at = 2 * (ringStarts[ring] ?? 0); at < 2 * (ringStarts[ring + 1] ?? 0) - 2; at += 2) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = [points[at], points[at + 1], points[at + 2], points[at + 3]]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isOdd = !isOdd
    }
  }
  return isOdd
}
