import { listReleases } from '../storage/gazetteer.ts'
import { describeCounts } from './gazetteer-print.ts'
import { readAsOwner } from './owner-db.ts'

/** Which release names the places, and whether it has borders: without them no pin is placed and no map is drawn. */
export async function checkGazetteer(
  ownerUrl: string,
): Promise<{ state: 'ok' | 'warning'; detail: string; mend?: string }> {
  const inUse = (await readAsOwner(ownerUrl, listReleases)).find(({ isActive }) => isActive)
  if (inUse === undefined) {
    return {
      state: 'warning',
      detail: 'none in use; no place is understood',
      mend: 'The next "npx tinbao migrate" puts the one of the program in use.',
    }
  }
  const detail = `${inUse.id} in use: ${describeCounts(inUse.counts)}`
  if ((inUse.counts.boundaries ?? 0) > 0) return { state: 'ok', detail }
  return {
    state: 'warning',
    detail: `${detail}; no borders`,
    mend: 'A pin names no commune and the map stays empty until "npx tinbao gazetteer import" brings borders.',
  }
}
