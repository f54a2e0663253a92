import type { Tx } from '../storage/db.ts'
import { addActivation, addRelease, findActiveRelease, lockGazetteer, type NewRelease } from '../storage/gazetteer.ts'

/**
 * Puts a release in use where none ever was, in the caller's transaction; `make` is called only then. No audit row: nobody did it,
 * and a database that only ever started must still take a backup. Answers its id, or null where there was one.
 */
export async function seedGazetteer(tx: Tx, make: () => NewRelease): Promise<string | null> {
  if ((await findActiveRelease(tx)) !== null) return null
  await lockGazetteer(tx)
  if ((await findActiveRelease(tx)) !== null) return null
  const id = await addRelease(tx, make())
  await addActivation(tx, id)
  return id
}
