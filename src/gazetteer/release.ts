/**
 * A dated set of administrative areas: what they are called, what went into them, where they end. Immutable; a mended
 * set is another release.
 */
export interface Release {
  /** `2026-04-30.1`: the day from which it is valid, and which one of that day. */
  id: string
  /** `YYYY-MM-DD`. */
  validFrom: string
  /** SHA-256 of the packed contents, hexadecimal. */
  checksum: string
  sources: readonly Source[]
  provinces: readonly Province[]
  communes: readonly Commune[]
  oldProvinces: readonly OldProvince[]
  oldDistricts: readonly OldDistrict[]
  oldWards: readonly OldWard[]
  edges: readonly Edge[]
  /** Land of an old district that had no ward: island districts, and one tidal flat. */
  districtEdges: readonly DistrictEdge[]
  aliases: readonly Alias[]
  /** Streets of an old district: they rank candidates and decide nothing. */
  streets: readonly { district: string; names: readonly string[] }[]
  /** Null where a release came without any. */
  boundaries: Boundaries | null
}

export interface Source {
  /** Name of the file within the folder that was imported, or of the package. */
  file: string
  /** SHA-256 of the file, hexadecimal. */
  checksum: string
  rows: number
}

export type ProvinceType = 'thanh-pho' | 'tinh'
export type CommuneType = 'phuong' | 'xa' | 'dac-khu'
export type OldDistrictType = 'quan' | 'huyen' | 'thi-xa' | 'thanh-pho'
export type OldWardType = 'phuong' | 'xa' | 'thi-tran'

/** One of the 34 (since 1 July 2025). `code`: two digits; all names bare, without their type, in NFC. */
export interface Province {
  code: string
  name: string
  type: ProvinceType
  /** What it was before, where its type changed since July 2025: people still say it. */
  formerType: ProvinceType | null
  /** Codes of the old provinces it was made of. */
  mergedFrom: readonly string[]
}

/** One of the 3,321 communes, wards and special zones. `code`: five digits. */
export interface Commune {
  code: string
  name: string
  type: CommuneType
  /** As of a province. */
  formerType: CommuneType | null
  province: string
  /** Another spelling in an official list. */
  otherName: string | null
  /** Another code in an official list. */
  otherCode: string | null
  /** A point inside, WGS 84. */
  inside: { lat: number; lon: number } | null
  areaKm2: number | null
  /** To rank by, never to report: some figures are from before the mergers. */
  population: number | null
  /** Seats are where people look for the police of the commune. */
  seat: string | null
}

export interface OldProvince {
  code: string
  name: string
  type: ProvinceType
}

/** `code`: three digits, or in the seeded release, whose source has none, `79-quan1`; ended on 1 July 2025 at the latest. */
export interface OldDistrict {
  code: string
  name: string
  type: OldDistrictType
  province: string
}

export interface OldWard {
  code: string
  name: string
  /** Another spelling in an official list. */
  otherName: string | null
  type: OldWardType
  district: string
  province: string
}

/**
 * What became of an old ward: `whole`, `keep` and `renamed` leave one answer; `part-people` (all residents, part of the
 * land) nearly so; `part` (also of land alone) leaves several; `supplement` was added from a second source.
 */
export type EdgeKind = 'whole' | 'keep' | 'renamed' | 'part' | 'part-people' | 'part-land' | 'supplement'

export interface Edge {
  oldWard: string
  commune: string
  kind: EdgeKind
}

export interface DistrictEdge {
  oldDistrict: string
  commune: string
}

/** A name in use beside the official ones: of an area that ended earlier, or short. */
export interface Alias {
  /** With diacritics where the source has them, else a squashed key such as `phuongcuanam`, its type included. */
  name: string
  isSquashed: boolean
  /** Type that the source gives it (`phuong`, `quan` …); null where it gives none, and for squashed keys. */
  type: OldWardType | OldDistrictType | null
  /** What it became or is part of: exactly one of these. */
  of: { oldWard: string } | { oldDistrict: string } | { commune: string } | { province: string }
  /** Codes of the old district and old province that the source names with it: they tell namesakes apart. */
  within: { oldDistrict: string | null; province: string | null }
}

/**
 * Rings of all communes, one after another. `points`: longitude and latitude in turn, in units of 1e-6 degree;
 * ring `r` is `points[2 * ringStarts[r]]` up to `points[2 * ringStarts[r + 1]]`; rings of commune `i` (as in `codes`) are
 * `firstRing[i]` up to `firstRing[i + 1]`. Holes are rings too: inside means an odd number of crossings. The last
 * point of a ring is its first. `firstRing` and `ringStarts` have one number more than there are communes and rings.
 */
export interface Boundaries {
  codes: readonly string[]
  firstRing: Uint32Array
  ringStarts: Uint32Array
  points: Int32Array
}
