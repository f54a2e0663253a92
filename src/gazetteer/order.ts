import type { Boundaries, Release } from './release.ts'

/** What a release says, without where it came from and what it is called. */
export type Contents = Omit<Release, 'id' | 'checksum' | 'sources'>

/** The same in one order, with keys in one order: what says the same packs to the same bytes, whatever it was read from. */
export function putInOrder(all: Contents): Contents {
  return {
    validFrom: all.validFrom,
    provinces: byCode(all.provinces).map(({ code, name, type, formerType, mergedFrom }) => ({
      code,
      name,
      type,
      formerType,
      mergedFrom: mergedFrom.toSorted(compare),
    })),
    communes: byCode(all.communes).map((one) => ({
      code: one.code,
      name: one.name,
      type: one.type,
      formerType: one.formerType,
      province: one.province,
      otherName: one.otherName,
      otherCode: one.otherCode,
      inside: one.inside === null ? null : { lat: one.inside.lat, lon: one.inside.lon },
      areaKm2: one.areaKm2,
      population: one.population,
      seat: one.seat,
    })),
    oldProvinces: byCode(all.oldProvinces).map(({ code, name, type }) => ({ code, name, type })),
    oldDistricts: byCode(all.oldDistricts).map(({ code, name, type, province }) => ({ code, name, type, province })),
    oldWards: byCode(all.oldWards).map(({ code, name, otherName, type, district, province }) => ({
      code,
      name,
      otherName,
      type,
      district,
      province,
    })),
    edges: all.edges
      .map(({ oldWard, commune, kind }) => ({ oldWard, commune, kind }))
      .toSorted((a, b) => compare(a.oldWard, b.oldWard) || compare(a.commune, b.commune)),
    districtEdges: all.districtEdges
      .map(({ oldDistrict, commune }) => ({ oldDistrict, commune }))
      .toSorted((a, b) => compare(a.oldDistrict, b.oldDistrict) || compare(a.commune, b.commune)),
    aliases: all.aliases
      .map(({ name, isSquashed, type, of, within }) => ({
        name,
        isSquashed,
        type,
        of,
        within: { oldDistrict: within.oldDistrict, province: within.province },
      }))
      .map((alias) => ({ alias, key: JSON.stringify(alias) }))
      .toSorted((a, b) => compare(a.key, b.key))
      .map(({ alias }) => alias),
    streets: all.streets
      .map(({ district, names }) => ({ district, names: names.toSorted(compare) }))
      .toSorted((a, b) => compare(a.district, b.district)),
    boundaries: all.boundaries === null ? null : orderBoundaries(all.boundaries),
  }
}

function byCode<T extends { code: string }>(areas: readonly T[]): T[] {
  return areas.toSorted((a, b) => compare(a.code, b.code))
}

/** By code; rings of a commune stay as they came. */
function orderBoundaries({ codes, firstRing, ringStarts, points }: Boundaries): Boundaries {
  const order = codes.map((code, index) => ({ code, index })).toSorted((a, b) => compare(a.code, b.code))
  if (order.every(({ index }, place) => index === place)) return { codes, firstRing, ringStarts, points }
  const sorted = {
    codes: order.map(({ code }) => code),
    firstRing: new Uint32Array(firstRing.length),
    ringStarts: new Uint32Array(ringStarts.length),
    points: new Int32Array(points.length),
  }
  let rings = 0
  let used = 0
  for (const [place, { index }] of order.entries()) {
    for (let ring = firstRing[index] ?? 0; ring < (firstRing[index + 1] ?? 0); ring++) {
      const piece = points.subarray(2 * (ringStarts[ring] ?? 0), 2 * (ringStarts[ring + 1] ?? 0))
      sorted.points.set(piece, used)
      used += piece.length
      sorted.ringStarts[++rings] = used / 2
    }
    sorted.firstRing[place + 1] = rings
  }
  return sorted
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
