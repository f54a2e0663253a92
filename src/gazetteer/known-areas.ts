import type { Release } from './release.ts'

const TYPES = { phuong: 'phường', xa: 'xã', 'dac-khu': 'đặc khu' } as const

/** Every commune of a release with its type before its name: what units may answer for (flow/units-areas.ts). */
export function listKnownAreas(release: Release): {
  list: { code: string; name: string; province: string }[]
  isWhole: true
} {
  const list = release.communes.map(({ code, name, type, province }) => ({
    code,
    name: `${TYPES[type]} ${name}`,
    province,
  }))
  return { list, isWhole: true }
}
