import { countReaders } from '../storage/restricted.ts'
import { asOwner } from './owner-db.ts'

/** Whether anybody may open what is for named officers alone; where nobody may, such tips wait unread. */
export async function checkClearances(
  ownerUrl: string,
): Promise<{ state: 'ok' | 'warning'; detail: string; mend: string }> {
  const { active, cleared } = await asOwner(ownerUrl, countReaders)
  return {
    state: active > 0 && cleared === 0 ? 'warning' : 'ok',
    detail: `${cleared} of ${active} active officers may open restricted tips`,
    mend: 'Name officers for them on the page of the administrator: until then the units see only that such tips wait.',
  }
}
