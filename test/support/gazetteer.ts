import { toNewRelease } from '../../src/cli/gazetteer-release.ts'
import { asOwner } from '../../src/cli/owner-db.ts'
import { activateRelease, keepRelease } from '../../src/flow/gazetteer.ts'
import type { Release } from '../../src/gazetteer/release.ts'

/** Puts a release in use, as its import and activation would; running processes hear of it. Answers its id. */
export async function useRelease(ownerUrl: string, release: Release): Promise<string> {
  return asOwner(ownerUrl, async (tx) => {
    const { id } = await keepRelease(tx, toNewRelease(release, []))
    await activateRelease(tx, id)
    return id
  })
}
