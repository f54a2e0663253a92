import type { Db } from '../src/storage/db.ts'
import { tryAlone } from '../src/storage/lock.ts'

export interface Repeated {
  /** Resolves when what is under way has ended. */
  close(): Promise<void>
}

/**
 * Does `work` now and again after every `everyMs`, in one process at a time however many run; a turn at which another
 * has it is left out. Faults are told and the next turn comes. For work of which nothing depends on the moment.
 */
export function repeatAlone(
  db: Db,
  name: string,
  everyMs: number,
  onError: (error: unknown) => void,
  work: () => Promise<unknown>,
): Repeated {
  let running: Promise<unknown> = Promise.resolve()
  const run = (): void => {
    running = running.then(() => tryAlone(db, name, work)).catch(onError)
  }
  run()
  const timer = setInterval(run, everyMs)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
