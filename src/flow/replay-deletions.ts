import type { Db } from '../storage/db.ts'
import { eraseIdentities, eraseTips } from '../storage/erase.ts'
import { countErasures } from '../storage/retention.ts'

/** One line of the deletion log: what was destroyed after the backup may have been made. */
export interface Deletion {
  kind: 'tip' | 'identity' | 'key'
  /** Id of the tip, of the conversation, or of the epoch key. */
  ref: string
}

export interface Replayed {
  tips: number
  /** Conversations whose identities are gone. */
  identities: number
  /** Destroyed keys that the key files hold again, from an old copy: the system must not open with them. */
  keysThere: string[]
}

/** Postgres takes 65,535 values a statement; far fewer plan faster. */
const AT_ONCE = 1_000

/**
 * Destroys again, in a restored database, what was destroyed since the backup, before the system opens (security
 * reference, invariant 11). `db` must reach every row: a superuser's, or the owner's while policies are not forced.
 * A second call, and one that was broken off, change nothing more.
 */
export async function replayDeletions(
  db: Db,
  entries: readonly Deletion[],
  keys: { has(id: string): boolean | Promise<boolean> },
): Promise<Replayed> {
  const refs = (kind: Deletion['kind']): string[] => [
    ...new Set(entries.filter((entry) => entry.kind === kind).map(({ ref }) => ref)),
  ]
  const tips = await leaveOutReopened(db, entries)
  const identities = refs('identity')
  for (const ids of inPieces(tips)) await eraseTips(db, ids)
  for (const ids of inPieces(identities)) await eraseIdentities(db, ids)
  const keysThere: string[] = []
  for (const id of refs('key')) if (await keys.has(id)) keysThere.push(id)
  return { tips: tips.length, identities: identities.length, keysThere }
}

/**
 * A tip that was erased before the backup and told more since has new words, which nothing may destroy: the database that
 * was backed up knows of as many erasures of it as the log.
 */
async function leaveOutReopened(db: Db, entries: readonly Deletion[]): Promise<string[]> {
  const logged = Map.groupBy(
    entries.filter(({ kind }) => kind === 'tip'),
    ({ ref }) => ref,
  )
  const left: string[] = []
  for (const ids of inPieces([...logged.keys()])) {
    const known = await countErasures(db, ids)
    left.push(...ids.filter((id) => (logged.get(id)?.length ?? 0) > (known.get(id) ?? 0)))
  }
  return left
}

function inPieces(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / AT_ONCE)
  return Array.from({ length: count }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE))
}
