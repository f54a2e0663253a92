import { outlineCountry, outlineProvince } from '../gazetteer/outline.ts'
import type { Release } from '../gazetteer/release.ts'
import { COUNTRY, type MapGround } from '../web/map-ground.ts'

const TYPES = { phuong: 'Phường', xa: 'Xã', 'dac-khu': 'Đặc khu' } as const

/**
 * What maps are drawn on. The country takes some 0.4 s and is drawn at once, while nobody waits; a province some 50 ms, when it
 * is first asked for.
 */
export function makeMapGround(release: Release): MapGround {
  const hasBorders = release.boundaries !== null
  const drawn = new Map<string, string | null>([[COUNTRY, hasBorders ? JSON.stringify(outlineCountry(release)) : null]])
  const communes = new Map(release.communes.map((commune) => [commune.code, commune]))
  return {
    release: release.id,
    hasBorders,
    outline(area) {
      const known = drawn.get(area)
      if (known !== undefined || !hasBorders) return known ?? null
      const outline = outlineProvince(release, area)
      if (outline === null) return null
      const text = JSON.stringify(outline)
      drawn.set(area, text)
      return text
    },
    commune(code) {
      const found = communes.get(code)
      return found === undefined
        ? null
        : { name: `${TYPES[found.type]} ${found.name}`, province: found.province, inside: found.inside }
    },
  }
}
