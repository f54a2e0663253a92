import { seedGazetteer } from '../flow/seed-gazetteer.ts'
import { type Finding, isFit } from '../gazetteer/findings.ts'
import { packRelease } from '../gazetteer/pack.ts'
import type { Release } from '../gazetteer/release.ts'
import { makeSeedRelease } from '../gazetteer/seed.ts'
import type { Tx } from '../storage/db.ts'
import type { NewRelease } from '../storage/gazetteer.ts'

/** A release and what was found in it, as the database keeps them. */
export function toNewRelease(release: Release, findings: readonly Finding[]): NewRelease {
  const { bytes, checksum } = packRelease(release)
  return {
    validFrom: release.validFrom,
    checksum,
    isValid: isFit(findings),
    counts: countRelease(release),
    sources: release.sources,
    findings,
    body: bytes,
  }
}

export function countRelease(release: Release): Record<string, number> {
  const { provinces, communes, oldProvinces, oldDistricts, oldWards, edges, aliases, streets, boundaries } = release
  return {
    provinces: provinces.length,
    communes: communes.length,
    oldProvinces: oldProvinces.length,
    oldDistricts: oldDistricts.length,
    oldWards: oldWards.length,
    edges: edges.length,
    aliases: aliases.length,
    streets: streets.reduce((sum, { names }) => sum + names.length, 0),
    boundaries: boundaries?.codes.length ?? 0,
    points: (boundaries?.points.length ?? 0) / 2,
  }
}

/** The gazetteer of the npm package, where no release was ever in use. */
export async function ensureGazetteer(tx: Tx): Promise<void> {
  await seedGazetteer(tx, () => {
    const { release, findings } = makeSeedRelease()
    return toNewRelease(release, findings)
  })
}
