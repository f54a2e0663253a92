import type { Db } from '../storage/db.ts'
import { findActiveRelease, loadActiveRelease, type PackedRelease } from '../storage/gazetteer.ts'
import { type Listener, listen } from '../storage/notify.ts'

export interface GazetteerWatch extends Listener {
  /** Looks for itself, and resolves when what is in use now has been handed over. */
  check(): Promise<void>
}

/**
 * Hands over the release in use, once it is another than `known`: when it is told that one was activated, when it begins to listen
 * and after each gap in which that may have been missed, and on `check`. One at a time; a release that cannot be taken is told to `onError`, and the one
 * before it stays in use. `url`: of a role that may read releases; `db`: a pool of the same.
 */
export function watchGazetteer(parts: {
  url: string
  db: Db
  /** Id of the release that was loaded at the start, or null. */
  known: string | null
  take: (packed: PackedRelease) => void | Promise<void>
  onError: (error: unknown) => void
}): GazetteerWatch {
  let { known } = parts
  let running: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> => {
    if ((await findActiveRelease(parts.db)) === known) return
    const packed = await loadActiveRelease(parts.db)
    if (packed === null || packed.id === known) return
    await parts.take(packed)
    known = packed.id
  }
  const check = (): Promise<void> => {
    running = running.then(look).catch(parts.onError)
    return running
  }
  const listener = listen(
    parts.url,
    ['gazetteer'],
    () => void check(),
    () => void check(),
    () => void check(),
  )
  return {
    check,
    async close() {
      await listener.close()
      await running
    },
  }
}
