import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { chown, link, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import { AppError } from '../domain/errors.ts'

/** How long a process may go on with what a key file said before: it looks again after so long. */
export const LOOK_AGAIN_MS = 10_000
/** Beside the file while its old bytes are being overwritten; found again after a crash in between. */
const DOOMED = '.doomed'

/** @throws {AppError} `unknown-key`, naming the file and quoting nothing of it */
export async function readKey<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
  let text: string
  try {
    text = await readFile(path.join(folder, name), 'utf8')
  } catch (cause) {
    throw unreadable(name, cause)
  }
  return parseKey(name, text, schema)
}

/** The same; null where there is no such file. One that is there and cannot be read is a fault: it must not be replaced. */
export async function readKeyIfThere<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T | null> {
  return (await isThere(path.join(folder, name))) ? readKey(folder, name, schema) : null
}

/** What a key file says now: looked at again every {@link LOOK_AGAIN_MS} and, by `refresh`, at once. */
export interface WatchedKey<T> {
  read(): T
  refresh(): T
}

/**
 * Follows a key file, for keys change while processes run. Looking costs one stat; a file that is away or damaged for
 * the moment changes nothing. @throws {AppError} `unknown-key` when it cannot be read the first time
 */
export function watchKey<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
  options: { nowMs?: () => number; onChange?: (before: T, now: T) => void } = {},
): WatchedKey<T> {
  const { nowMs = Date.now } = options
  const file = path.join(folder, name)
  const load = (): T => {
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch (cause) {
      throw unreadable(name, cause)
    }
    return parseKey(name, text, schema)
  }
  // Looked at before it is read: a file exchanged in between is read again, not missed.
  let stamp = stampOf(file)
  let value = load()
  let lookedMs = nowMs()
  const refresh = (): T => {
    lookedMs = nowMs()
    const found = stampOf(file)
    if (found === null || found === stamp) return value
    try {
      const fresh = load()
      options.onChange?.(value, fresh)
      value = fresh
      stamp = found
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
    return value
  }
  return { refresh, read: () => (Math.abs(nowMs() - lookedMs) >= LOOK_AGAIN_MS ? refresh() : value) }
}

/** Writes a new file if there is none of that name, and never in the place of one; answers whether it did. */
export async function writeOnce(folder: string, name: string, value: unknown): Promise<boolean> {
  if (await isThere(path.join(folder, name))) return false
  return withFresh(folder, name, value, async (fresh, file) => {
    try {
      await link(fresh, file)
      return true
    } catch (error) {
      if (isCode(error, 'EEXIST')) return false
      throw error
    } finally {
      await unlink(fresh)
    }
  })
}

/**
 * Puts a new file in the place of the old one, whole or not at all, also through a crash; it belongs to whom the folder
 * belongs to, also when root writes it. Call it under `withFileLock`.
 */
export async function replaceKey(folder: string, name: string, value: unknown): Promise<void> {
  await withFresh(folder, name, value, rename)
}

/** A file of another name that is on disk before `place` gives it the right one. */
async function withFresh<T>(
  folder: string,
  name: string,
  value: unknown,
  place: (fresh: string, file: string) => Promise<T>,
): Promise<T> {
  const file = path.join(folder, name)
  const fresh = `${file}.new-${randomBytes(6).toString('hex')}`
  try {
    const handle = await open(fresh, 'wx', 0o600)
    try {
      await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await giveToOwnerOf(folder, fresh)
    const placed = await place(fresh, file)
    await syncFolder(folder)
    return placed
  } catch (error) {
    await unlink(fresh).catch(() => {})
    throw error
  }
}

/**
 * The same for a file from which something was taken out for good: the bytes of the old one are overwritten. A disk that
 * writes in another place (copy on write, wear levelling) may keep them all the same; against that helps an encrypted one.
 */
export async function replaceKeyAndWipe(folder: string, name: string, value: unknown): Promise<void> {
  const file = path.join(folder, name)
  const doomed = `${file}${DOOMED}`
  await finishWiping(folder, name)
  // A second name for the old bytes, by which they are found again when we die between the two.
  await link(file, doomed)
  await replaceKey(folder, name, value)
  await wipeFile(doomed)
}

/** Finishes what a crash in {@link replaceKeyAndWipe} left; a name that still is the file itself is only taken off. */
export async function finishWiping(folder: string, name: string): Promise<void> {
  const doomed = path.join(folder, `${name}${DOOMED}`)
  const [kept, old] = await Promise.all([statOrNull(path.join(folder, name)), statOrNull(doomed)])
  if (!old) return
  if (kept && kept.ino === old.ino) await unlink(doomed)
  else await wipeFile(doomed)
}

/** Overwrites a file and removes it; nothing happens where there is none. */
export async function wipeFile(file: string): Promise<void> {
  const found = await statOrNull(file)
  if (!found) return
  const handle = await open(file, 'r+')
  try {
    await handle.write(randomBytes(found.size), 0, found.size, 0)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await unlink(file)
}

/** False only where there is surely none. */
export const isThere = async (file: string): Promise<boolean> => (await statOrNull(file)) !== null

function parseKey<T>(name: string, text: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(text))
  if (!parsed.success) throw new AppError('unknown-key', `key file ${name} is damaged`)
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unreadable(name: string, cause: unknown): AppError {
  return new AppError('unknown-key', `key file ${name} cannot be read in the keys folder`, { cause })
}

function stampOf(file: string): string | null {
  try {
    const { ino, size, mtimeNs } = statSync(file, { bigint: true })
    return `${ino} ${size} ${mtimeNs}`
  } catch {
    return null
  }
}

async function statOrNull(file: string): Promise<{ ino: number; size: number } | null> {
  try {
    return await stat(file)
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return null
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

async function giveToOwnerOf(folder: string, file: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(folder)
  await chown(file, uid, gid)
}

/** The new name must survive a crash as well; Windows has no such thing for folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
