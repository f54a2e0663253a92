import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Boundaries, Release } from './release.ts'

/**
 * Writes a release into a folder as lists and boundaries that {@link readFolder} reads back to the same: for other programs, and
 * for mending by hand. The folder must be new or empty of such files; what is there is not overwritten. Answers their names.
 */
export async function writeFolder(release: Release, folder: string): Promise<string[]> {
  const { provinces, communes, oldProvinces, oldDistricts, oldWards, edges, districtEdges, boundaries } = release
  const files: Record<string, unknown> = {
    'release.json': {
      validFrom: release.validFrom,
      counts: {
        provinces: provinces.length,
        communes: communes.length,
        oldProvinces: oldProvinces.length,
        oldDistricts: oldDistricts.length,
        oldWards: oldWards.length,
        edges: edges.length,
      },
    },
    'provinces.json': provinces,
    'communes.json': communes.map(({ inside, areaKm2, ...one }) => ({ ...one, ...inside, km2: areaKm2 })),
    'old-areas.json': { provinces: oldProvinces, districts: oldDistricts, wards: oldWards },
    'edges.json': {
      wards: edges,
      districts: districtEdges.map(({ oldDistrict, commune }) => ({ district: oldDistrict, commune })),
    },
    'aliases.json': release.aliases.map(({ name, isSquashed, type, of, within }) => ({
      alias: name,
      isSquashed,
      type,
      ...('oldDistrict' in of ? { district: of.oldDistrict } : of),
      withinDistrict: within.oldDistrict,
      oldProvince: within.province,
    })),
    'streets.json': release.streets.map(({ district, names }) => ({ district, street_names: names.join('|') })),
    ...(boundaries === null ? {} : { 'boundaries.geojson': toGeoJson(boundaries) }),
  }
  await mkdir(folder, { recursive: true })
  for (const [name, content] of Object.entries(files)) {
    await writeFile(path.join(folder, name), `${toText(content)}\n`, { flag: 'wx' })
  }
  return Object.keys(files)
}

/** A row a line: what is wrong with one is found by its number. */
function toText(content: unknown): string {
  if (Array.isArray(content)) return `[\n${content.map((row) => JSON.stringify(row)).join(',\n')}\n]`
  const parts = Object.entries(content ?? {}).map(([key, part]) => `${JSON.stringify(key)}:${toPart(part)}`)
  return `{\n${parts.join(',\n')}\n}`
}

function toPart(part: unknown): string {
  return Array.isArray(part) ? toText(part) : JSON.stringify(part)
}

/**
 * A ring is an island or a hole by what it lies in, which a release does not keep: each ring is written as a polygon of its own,
 * and inside still means an odd number of crossings.
 */
function toGeoJson({ codes, firstRing, ringStarts, points }: Boundaries): object {
  const ringOf = (ring: number): [number, number][] => {
    const ends: [number, number][] = []
    for (let at = 2 * (ringStarts[ring] ?? 0); at < 2 * (ringStarts[ring + 1] ?? 0); at += 2) {
      ends.push([(points[at] ?? 0) / 1e6, (points[at + 1] ?? 0) / 1e6])
    }
    return ends
  }
  const features = codes.map((code, index) => {
    const [from = 0, to = 0] = [firstRing[index], firstRing[index + 1]]
    const coordinates = Array.from({ length: to - from }, (_, ring) => [ringOf(from + ring)])
    return { type: 'Feature', properties: { code }, geometry: { type: 'MultiPolygon', coordinates } }
  })
  return { type: 'FeatureCollection', features }
}
