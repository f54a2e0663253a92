import type { PlaceFinding } from '../domain/place.ts'
import type { Db } from '../storage/db.ts'
import type { PairsInUse } from '../understand/alike/pair-store.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'

/** What linking is handed. */
export interface LinkParts {
  db: Db
  content: ContentSealer
  nameToken: Pseudonyms['token']
  /** What the stage that located a tip saved. */
  readPlace(value: unknown): PlaceFinding
  /** What decides now; another may be taken over between two batches. */
  pairs(): PairsInUse
  /** Dispositions with which a closed tip is found by nobody any more. */
  unproven: readonly string[]
  now: () => Date
}
