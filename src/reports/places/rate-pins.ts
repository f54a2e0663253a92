import type { PlaceResolver } from '../../gazetteer/resolve.ts'
import type { Share } from '../evaluation/scope.ts'
import { shareOf } from './rate-places.ts'

/** A point that is known to lie in a commune. */
export interface PinSample {
  lat: number
  lon: number
  commune: string
}

/** Reads `lat`, `lon` and `unit_code`, tab-separated under a head. @throws {RangeError} naming the line that is none */
export function readPinSamples(content: string): PinSample[] {
  const [, ...lines] = content.trimEnd().split(/\r?\n/)
  return lines.map((line, at) => {
    const [lat = Number.NaN, lon = Number.NaN] = line.split('\t', 2).map(Number)
    const commune = line.split('\t')[2] ?? ''
    if (!Number.isFinite(lat) || !Number.isFinite(lon) || !/^\d{5}$/.test(commune)) {
      throw new RangeError(`line ${at + 2} of the samples is no point with its commune`)
    }
    return { lat, lon, commune }
  })
}

export interface PinFigures {
  /** The commune it lies in is the first candidate. */
  rightPolygon: Share
  /** Another commune is decided. */
  wrongRouted: Share
}

/** Points set by hand, without words and without any doubt of a receiver's. */
export function ratePins(samples: readonly PinSample[], resolver: PlaceResolver): PinFigures {
  const judged = samples.map(({ lat, lon, commune }) => ({
    commune,
    found: resolver.locate('', { lat, lon, accuracyMetres: null }),
  }))
  return {
    rightPolygon: shareOf(judged, ({ commune, found }) => found.candidates[0]?.code === commune),
    wrongRouted: shareOf(judged, ({ commune, found }) => found.commune !== null && found.commune !== commune),
  }
}
