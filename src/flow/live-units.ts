import { type LiveUnitDirectory, makeUnitDirectory } from '../domain/jurisdiction.ts'
import type { Db } from '../storage/db.ts'
import { listUnits } from '../storage/units.ts'

/** The units in force, held in memory by whoever routes or names them. */
export interface LiveUnits {
  directory: LiveUnitDirectory
  /** Reads again which are in force: when `units` is heard, and after a gap. Never throws; what was held stays. */
  refresh(): Promise<void>
  close(): void
}

/** Units begin and end with a day: a change may have been written down long before. */
const LOOK_EVERY_MS = 60_000

/**
 * Reads the units in force once, and again on `refresh` and when a day begins in Viet Nam.
 * @throws what reading them for the first time throws
 */
export async function startLiveUnits(parts: {
  db: Db
  now: () => Date
  onError: (error: unknown) => void
}): Promise<LiveUnits> {
  let day = dayIn(parts.now())
  const directory = makeUnitDirectory(await listUnits(parts.db, day))
  let running: Promise<void> = Promise.resolve()
  const read = async (): Promise<void> => {
    const today = dayIn(parts.now())
    directory.replace(await listUnits(parts.db, today))
    day = today
  }
  // One after another: an older answer never takes the place of a newer one.
  const refresh = (): Promise<void> => {
    running = running.then(read).catch(parts.onError)
    return running
  }
  const timer = setInterval(() => {
    if (dayIn(parts.now()) !== day) void refresh()
  }, LOOK_EVERY_MS)
  return { directory, refresh, close: () => clearInterval(timer) }
}

/** `YYYY-MM-DD` in Viet Nam. */
function dayIn(at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    .toPlainDate()
    .toString()
}
