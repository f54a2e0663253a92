import { DEMO_UNITS, DEPARTMENTS } from '../data/demo-units.ts'
import type { Unit } from '../domain/jurisdiction.ts'
import type { Release } from './release.ts'

const NOTHING_KNOWN = { areas: [], hours: null, dutyPhones: [], channels: [] } as const
const COMMUNE_TYPES = { phuong: 'phường', xa: 'xã', 'dac-khu': 'đặc khu' } as const

/**
 * The units that a country of this release has by law: the police of each commune, each province with its departments,
 * and those of the ministry and outside. Whoever stands above another comes before it. Nothing is known of their hours or
 * telephones.
 */
export function makeUnits(release: Release): Unit[] {
  const ofNoProvince = DEMO_UNITS.filter(({ province }) => province === null)
  const ofProvinces = release.provinces.flatMap(({ code, name, type }): Unit[] => {
    const police = `Công an ${type === 'thanh-pho' ? 'thành phố' : 'tỉnh'} ${name}`
    const shared = { level: 'province', province: code, ...NOTHING_KNOWN } as const
    return [
      { ...shared, code, name: police, kind: 'province', role: 'CAT', parent: null },
      ...DEPARTMENTS.map(
        (department): Unit => ({
          ...shared,
          code: `${code}-${department.role}`,
          name: `${department.name} ${police}`,
          kind: department.role === 'TTR' ? 'inspectorate' : 'department',
          role: department.role,
          parent: code,
        }),
      ),
    ]
  })
  const ofCommunes = release.communes.map(
    ({ code, name, type, province }): Unit => ({
      ...NOTHING_KNOWN,
      code,
      name: `Công an ${COMMUNE_TYPES[type]} ${name}`,
      kind: 'commune',
      level: 'commune',
      province,
      role: 'CAX',
      parent: province,
      areas: [code],
    }),
  )
  return [...ofNoProvince, ...ofProvinces, ...ofCommunes]
}
