import type { Boundaries, Commune, Release } from './release.ts'
import { type Piece, shareBorders } from './shared-borders.ts'

/** What a map needs to know of an area besides its borders; `at` is where its name stands. */
export interface OutlineArea {
  code: string
  name: string
  at: [lon: number, lat: number] | null
}

/**
 * TopoJSON (specification 1.0). Each geometry is a MultiPolygon of one ring a part: inside means an odd number of
 * crossings, as in `Boundaries`. Its type is null where no border is known.
 */
export interface Outline {
  type: 'Topology'
  transform: { scale: [number, number]; translate: [number, number] }
  objects: { areas: { type: 'GeometryCollection'; geometries: OutlineGeometry[] } }
  arcs: [number, number][][]
}

export type OutlineGeometry =
  | { type: 'MultiPolygon'; arcs: number[][][]; properties: OutlineArea }
  | { type: null; properties: OutlineArea }

interface Fineness {
  /** Degrees; the points of all borders lie on this grid. */
  grid: number
  /** Degrees; no border is moved farther than this besides. */
  tolerance: number
}

/**
 * Some 11 m, the accuracy of a good telephone. Measured over the 34 provinces, from boundaries of 730,000 points: 33 kB
 * compressed for Hồ Chí Minh City, at most 57 kB (Lâm Đồng).
 */
const OF_COMMUNES: Fineness = { grid: 1e-4, tolerance: 1e-4 }
/** The whole country on a screen of 1,400 points has some 1.2 km a point. */
const OF_PROVINCES: Fineness = { grid: 1e-2, tolerance: 1e-2 }

const COMMUNE_TYPES = { phuong: 'Phường', xa: 'Xã', 'dac-khu': 'Đặc khu' } as const
const PROVINCE_TYPES = { 'thanh-pho': 'Thành phố', tinh: 'Tỉnh' } as const

/** The communes of one province, in the order of their names; null for a code that the release does not know. */
export function outlineProvince(release: Release, province: string): Outline | null {
  if (!release.provinces.some(({ code }) => code === province)) return null
  const communes = release.communes.filter((one) => one.province === province).toSorted(byName)
  const areas = communes.map(({ code, name, type, inside }) => ({
    area: { code, name: `${COMMUNE_TYPES[type]} ${name}`, at: inside === null ? null : pointOf(inside) },
    communes: [code],
  }))
  return outline(release.boundaries, areas, OF_COMMUNES)
}

/** All provinces, in the order of their names, coarsely: to choose one by. */
export function outlineCountry(release: Release): Outline {
  const byProvince = Map.groupBy(release.communes, ({ province }) => province)
  const areas = release.provinces.toSorted(byName).map(({ code, name, type }) => {
    const communes = byProvince.get(code) ?? []
    return {
      area: { code, name: `${PROVINCE_TYPES[type]} ${name}`, at: middleOf(communes) },
      communes: communes.map((one) => one.code),
    }
  })
  return outline(release.boundaries, areas, OF_PROVINCES)
}

function outline(
  boundaries: Boundaries | null,
  areas: readonly { area: OutlineArea; communes: readonly string[] }[],
  { grid, tolerance }: Fineness,
): Outline {
  const indexOf = new Map(boundaries?.codes.map((code, index) => [code, index]))
  const pieces: Piece[] = areas.map(({ communes }) =>
    communes.flatMap((code) => {
      const index = indexOf.get(code)
      return boundaries === null || index === undefined ? [] : ringsOf(boundaries, index)
    }),
  )
  const { arcs, rings } = shareBorders(pieces, { grid: grid * UNITS, tolerance: tolerance / grid })
  const geometries = areas.map(({ area }, index): OutlineGeometry => {
    const own = rings[index] ?? []
    if (own.length === 0) return { type: null, properties: area }
    return { type: 'MultiPolygon', arcs: own.map((ring) => [ring]), properties: area }
  })
  return {
    type: 'Topology',
    transform: { scale: [grid, grid], translate: [0, 0] },
    objects: { areas: { type: 'GeometryCollection', geometries } },
    arcs,
  }
}

/** Of a degree, in `Boundaries`. */
const UNITS = 1e6

function ringsOf({ firstRing, ringStarts, points }: Boundaries, index: number): Int32Array[] {
  const rings: Int32Array[] = []
  for (let ring = firstRing[index] ?? 0; ring < (firstRing[index + 1] ?? 0); ring += 1) {
    rings.push(points.subarray(2 * (ringStarts[ring] ?? 0), 2 * (ringStarts[ring + 1] ?? 0)))
  }
  return rings
}

/** The inner point nearest to the mean of all: islands and bays never carry it out to sea. */
function middleOf(communes: readonly Commune[]): [number, number] | null {
  const points = communes.flatMap(({ inside }) => (inside === null ? [] : [inside]))
  if (points.length === 0) return null
  const lat = points.reduce((sum, point) => sum + point.lat, 0) / points.length
  const lon = points.reduce((sum, point) => sum + point.lon, 0) / points.length
  const farness = (point: { lat: number; lon: number }) => (point.lat - lat) ** 2 + (point.lon - lon) ** 2
  return pointOf(points.reduce((best, point) => (farness(point) < farness(best) ? point : best)))
}

/** To 1e-4 degree, some 11 m: for a name on a map. */
function pointOf({ lat, lon }: { lat: number; lon: number }): [number, number] {
  return [Math.round(lon * 1e4) / 1e4, Math.round(lat * 1e4) / 1e4]
}

const collator = new Intl.Collator('vi', { numeric: true })

function byName(a: { name: string }, b: { name: string }): number {
  return collator.compare(a.name, b.name)
}
