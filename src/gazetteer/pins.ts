import Flatbush from 'flatbush'
import type { Boundaries, Release } from './release.ts'

/** A commune that the reach of a pin touches, and which part of that reach. */
export interface PinShare {
  /** Index of the commune in the release. */
  commune: number
  /** 0 to 1; the shares of one pin add up to one. */
  share: number
}

export interface PinFound {
  /** The likeliest first; empty outside the country. */
  shares: PinShare[]
  /** The release has no boundaries: these are the nearest inner points, and suggest no more than that. */
  isGuess: boolean
}

export interface PinIndex {
  /** `accuracyMetres`: radius in which the telephone believes itself to be, 68 times in 100; null where a hand set the pin. */
  find(pin: { lat: number; lon: number; accuracyMetres: number | null }): PinFound
}

/** Units of the boundaries: 1e-6 degree, some eleven centimetres. */
const SCALE = 1e6
const METRES_PER_DEGREE = 111_195
/** Nobody sets a pin by hand, and no telephone finds itself, more closely than across a street. */
const RADIUS_MIN_METRES = 10
/** What claims to be coarser than this says little more than the district. */
const RADIUS_MAX_METRES = 5_000
/** Beaches, piers and boats at anchor lie outside the simplified coast; no land border is that wide. */
const SHORE_METRES = 400
/** Lines by which the reach of a pin is measured: enough to tell shares within some two hundredths. */
const LINES = 16
/** Nearest inner points that are offered where there are no boundaries: the right one is among three 96.6 times in 100. */
const GUESSES = 3
const GUESS_REACH_METRES = 30_000

/** Builds the index of bounding boxes, once for a release; a pin then takes some microseconds. */
export function makePinIndex(release: Release): PinIndex {
  const { boundaries } = release
  return boundaries === null ? makeNearest(release) : makePolygons(release, boundaries)
}

function makePolygons(release: Release, boundaries: Boundaries): PinIndex {
  const { codes, firstRing, ringStarts, points } = boundaries
  const indexOf = new Map(release.communes.map((one, i) => [one.code, i]))
  const boxes = new Flatbush(Math.max(1, codes.length), 16, Int32Array)
  codes.forEach((_, i) => {
    const box = boxOf(points, ringStarts[firstRing[i] ?? 0] ?? 0, ringStarts[firstRing[i + 1] ?? 0] ?? 0)
    boxes.add(box[0], box[1], box[2], box[3])
  })
  if (codes.length === 0) boxes.add(0, 0, 0, 0)
  boxes.finish()

  const crossings: number[][] = Array.from({ length: LINES }, () => [])
  const measure = (lat: number, lon: number, radiusMetres: number): PinShare[] => {
    const x = Math.round(lon * SCALE)
    const y = Math.round(lat * SCALE)
    const high = (radiusMetres / METRES_PER_DEGREE) * SCALE
    const wide = high / Math.max(0.05, Math.cos((lat * Math.PI) / 180))
    const shares: PinShare[] = []
    let sum = 0
    for (const i of boxes.search(x - wide, y - high, x + wide, y + high)) {
      const commune = indexOf.get(codes[i] ?? '')
      if (commune === undefined) continue
      const share = chordsWithin(boundaries, i, x, y, wide, high, crossings)
      if (share > 0) shares.push({ commune, share })
      sum += share
    }
    for (const one of shares) one.share /= sum
    return shares.sort((a, b) => b.share - a.share)
  }

  return {
    find({ lat, lon, accuracyMetres }) {
      if (!Number.isFinite(lat) || !Number.isFinite(lon)) return { shares: [], isGuess: false }
      const radius = Math.min(RADIUS_MAX_METRES, Math.max(RADIUS_MIN_METRES, accuracyMetres || 0))
      const shares = measure(lat, lon, radius)
      return { shares: shares.length > 0 ? shares : measure(lat, lon, Math.max(radius, SHORE_METRES)), isGuess: false }
    },
  }
}

function boxOf(points: Int32Array, from: number, to: number): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let p = from; p < to; p++) {
    const x = points[2 * p] ?? 0
    const y = points[2 * p + 1] ?? 0
    if (x < box[0]) box[0] = x
    if (y < box[1]) box[1] = y
    if (x > box[2]) box[2] = x
    if (y > box[3]) box[3] = y
  }
  return box
}

/**
 * Part of a disc that lies within a polygon, measured along {@link LINES} lines from west to east: the crossings of each
 * line with all rings, in order, bound what is inside (odd-even rule, so holes count as outside). The inner half of the
 * disc counts twice, for errors of position are smaller more often than larger. `crossings` is room to work in.
 */
function chordsWithin(
  { firstRing, ringStarts, points }: Boundaries,
  polygon: number,
  x: number,
  y: number,
  wide: number,
  high: number,
  crossings: number[][],
): number {
  for (const one of crossings) one.length = 0
  const step = (2 * high) / LINES
  // half a unit off the grid of the points: no line runs through a corner
  const lowest = Math.round(y - high + step / 2) + 0.5
  for (let ring = firstRing[polygon] ?? 0; ring < (firstRing[polygon + 1] ?? 0); ring++) {
    const from = ringStarts[ring] ?? 0
    const to = ringStarts[ring + 1] ?? 0
    let ax = points[2 * to - 2] ?? 0
    let ay = points[2 * to - 1] ?? 0
    for (let p = from; p < to; p++) {
      const bx = points[2 * p] ?? 0
      const by = points[2 * p + 1] ?? 0
      if ((ay > y - high || by > y - high) && (ay < y + high || by < y + high)) {
        const first = Math.max(0, Math.ceil((Math.min(ay, by) - lowest) / step))
        const last = Math.min(LINES - 1, Math.floor((Math.max(ay, by) - lowest) / step))
        for (let line = first; line <= last; line++) {
          crossings[line]?.push(ax + ((lowest + line * step - ay) / (by - ay)) * (bx - ax))
        }
      }
      ax = bx
      ay = by
    }
  }
  return (
    (share(crossings, x, y, lowest, step, wide, high, 1) + 2 * share(crossings, x, y, lowest, step, wide, high, 0.5)) /
    3
  )
}

/** The same for a disc of a part of the radius. */
function share(
  crossings: readonly number[][],
  x: number,
  y: number,
  lowest: number,
  step: number,
  wide: number,
  high: number,
  part: number,
): number {
  let within = 0
  let all = 0
  crossings.forEach((line, i) => {
    const off = (lowest + i * step - y) / high / part
    if (off <= -1 || off >= 1) return
    const half = wide * part * Math.sqrt(1 - off * off)
    all += 2 * half
    within += overlap(part === 1 ? line.sort((a, b) => a - b) : line, x - half, x + half)
  })
  return all === 0 ? 0 : within / all
}

function overlap(crossings: readonly number[], from: number, to: number): number {
  let length = 0
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const start = Math.max(from, crossings[i] ?? 0)
    const end = Math.min(to, crossings[i + 1] ?? 0)
    if (end > start) length += end - start
  }
  return length
}

/** Without boundaries: the nearest inner points, by distance less the reach of a circle as large as the commune. */
function makeNearest(release: Release): PinIndex {
  return {
    find(pin) {
      const near = release.communes
        .flatMap((one, commune) => {
          if (one.inside === null) return []
          const reach = Math.sqrt(((one.areaKm2 ?? 0) * 1e6) / Math.PI)
          return [{ commune, metres: metresBetween(pin, one.inside) - reach }]
        })
        .filter(({ metres }) => metres < GUESS_REACH_METRES)
        .sort((a, b) => a.metres - b.metres)
        .slice(0, GUESSES)
      return { shares: near.map(({ commune }, i) => ({ commune, share: GUESS_SHARES[i] ?? 0 })), isGuess: true }
    },
  }
}

/** How often the nearest, second and third inner point are right (33,210 points of the whole country). */
const GUESS_SHARES = [0.764, 0.15, 0.05]

/** Haversine on a sphere of 6,371 km: good to half a percent. */
export function metresBetween(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const radians = Math.PI / 180
  const dLat = (b.lat - a.lat) * radians
  const dLon = (b.lon - a.lon) * radians
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(dLon / 2) ** 2
  return 2 * 6_371_000 * Math.asin(Math.sqrt(h))
}
