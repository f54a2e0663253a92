import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { RETENTION_CLASSES, type RetentionClass } from '../data/retention-classes.ts'
import type { ContentKeys } from './data-key.ts'
import { cannotOpen } from './envelope.ts'
import { withFileLock } from './file-lock.ts'
import { finishWiping, LOOK_AGAIN_MS, readKey, replaceKey, replaceKeyAndWipe, watchKey } from './key-file.ts'

/**
 * Epoch keys: one a month and retention class, `2026-11/open`. Destroying one destroys what it sealed, wherever copies
 * of the database lie (security reference, invariant 11). Held by intake, workers and desk; never in Postgres nor in
 * its backups.
 */
export const CONTENT_KEYS_FILE = 'content-keys.json'
const KEY_BYTES = 32
const ZONE = 'Asia/Ho_Chi_Minh'

const key = z
  .base64()
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.length === KEY_BYTES)
/** An envelope has one byte for the length of a key's id. */
const keyId = z.string().min(1).max(255)
const keysById = z.record(keyId, key)
type Keys = Readonly<Record<string, Uint8Array>>

/** The first version had no classes: one key, `epoch-2026-11`, was current. It opens what it sealed as ever. */
const firstVersion = z
  .strictObject({ current: z.string(), keys: keysById })
  .refine(({ current, keys }) => Object.hasOwn(keys, current))
const secondVersion = z.strictObject({ version: z.literal(2), keys: keysById })
const contentFile = z.union([secondVersion, firstVersion])

/**
 * The keys of a folder, followed as the file changes: a new month's is found without a restart, a destroyed one is
 * forgotten within ten seconds. @throws {AppError} `unknown-key`
 */
export async function readContentKeys(folder: string, nowMs: () => number = Date.now): Promise<ContentKeys> {
  const file = watchKey(folder, CONTENT_KEYS_FILE, contentFile, { nowMs, onChange: forgetDestroyed })
  let month = monthAt(nowMs())
  let monthMs = nowMs()
  return {
    current(retention) {
      const { keys } = file.read()
      if (Math.abs(nowMs() - monthMs) >= LOOK_AGAIN_MS) {
        monthMs = nowMs()
        month = monthAt(monthMs)
      }
      const wanted = `${month}/${retention}`
      const newest = findOwn(keys, wanted)
      if (newest) return { id: wanted, key: newest }
      const fresh = file.refresh().keys
      const id = findNearest(Object.keys(fresh), month, retention)
      const nearest = id === undefined ? undefined : findOwn(fresh, id)
      if (id === undefined || !nearest) throw cannotOpen()
      return { id, key: nearest }
    },
    get: (id) => findOwn(file.read().keys, id) ?? findOwn(file.refresh().keys, id),
  }
}

/**
 * Makes the keys of this month and the next, for every class, where they are missing; answers the ids made. Never makes
 * a whole new file: one that is away is a disk that is not mounted. A key destroyed in its own month is made anew, with
 * other bytes: what was sealed under the old one stays closed.
 */
export async function ensureEpochKeys(folder: string, now: Date): Promise<string[]> {
  const missing = (keys: Keys): string[] => idsFor(now).filter((id) => !Object.hasOwn(keys, id))
  if (missing(await readKeys(folder)).length === 0) return []
  return withFileLock(folder, async () => {
    const keys = await readKeys(folder)
    const made = missing(keys)
    if (made.length > 0) await replaceKey(folder, CONTENT_KEYS_FILE, fileOf({ ...keys, ...makeKeys(made) }))
    return made
  })
}

/** Makes this one key where there is none: a class of a month for which no keys were made. False where there is one. */
export async function ensureEpochKey(folder: string, id: string): Promise<boolean> {
  if (Object.hasOwn(await readKeys(folder), id)) return false
  return withFileLock(folder, async () => {
    const keys = await readKeys(folder)
    if (Object.hasOwn(keys, id)) return false
    await replaceKey(folder, CONTENT_KEYS_FILE, fileOf({ ...keys, ...makeKeys([keyId.parse(id)]) }))
    return true
  })
}

/**
 * Takes a key out of the file and overwrites the old file's bytes: nothing it sealed opens ever again, here at once and in
 * every running process within ten seconds. False when there is no such key. A crash in between is finished next time.
 */
export async function destroyKey(folder: string, id: string): Promise<boolean> {
  return withFileLock(folder, async () => {
    await finishWiping(folder, CONTENT_KEYS_FILE)
    const { [id]: doomed, ...kept } = await readKeys(folder)
    if (!(doomed instanceof Uint8Array)) return false
    await replaceKeyAndWipe(folder, CONTENT_KEYS_FILE, fileOf(kept))
    return true
  })
}

/** Ids of all keys there are, oldest month first. @throws {AppError} `unknown-key` */
export async function listEpochKeys(folder: string): Promise<string[]> {
  return Object.keys(await readKeys(folder)).sort()
}

/** What a new content key file holds. Its caller sees to it that there is none yet. */
export function makeContentFile(now: Date): unknown {
  return fileOf(makeKeys(idsFor(now)))
}

async function readKeys(folder: string): Promise<Keys> {
  return (await readKey(folder, CONTENT_KEYS_FILE, contentFile)).keys
}

/** Ids come out of envelopes: one may be called `constructor`. */
function findOwn(keys: Keys, id: string): Uint8Array | undefined {
  return Object.hasOwn(keys, id) ? keys[id] : undefined
}

function idsFor(now: Date): string[] {
  const month = Temporal.PlainYearMonth.from(monthAt(now.getTime()))
  return [month, month.add({ months: 1 })].flatMap((one) => RETENTION_CLASSES.map((name) => `${one}/${name}`))
}

function makeKeys(ids: readonly string[]): Keys {
  return Object.fromEntries(ids.map((id) => [id, new Uint8Array(randomBytes(KEY_BYTES))]))
}

function fileOf(keys: Keys): unknown {
  const text = Object.entries(keys).map(([id, bytes]) => [id, Buffer.from(bytes).toString('base64')])
  return { version: 2, keys: Object.fromEntries(text) }
}

function monthAt(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(ZONE).toPlainDate().toPlainYearMonth().toString()
}

/**
 * Where nobody has made this month's key, the last one before it: an accepted tip is sealed with what there is. Failing
 * that, the first one after it, and for what is open the key of the first version.
 */
function findNearest(ids: readonly string[], month: string, retention: RetentionClass): string | undefined {
  const wanted = `${month}/${retention}`
  const own = ids.filter((id) => id.endsWith(`/${retention}`)).sort()
  const first = retention === 'open' ? ids.filter((id) => !id.includes('/')).sort() : []
  return own.findLast((id) => id <= wanted) ?? own[0] ?? first.at(-1)
}

/** What left the file leaves memory as well. */
function forgetDestroyed(before: { keys: Keys }, now: { keys: Keys }): void {
  for (const [id, bytes] of Object.entries(before.keys)) if (!Object.hasOwn(now.keys, id)) bytes.fill(0)
}
