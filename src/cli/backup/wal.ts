import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { readArchiver } from '../../storage/base-backup.ts'
import { walFolderOf } from '../postgres-archive.ts'
import { fileEntry } from './base-files.ts'
import type { FoundArchive } from './expire.ts'
import { BackupFault } from './fault.ts'
import { nextSegment, SEGMENT_BYTES, SEGMENT_NAME, segmentsBetween } from './segments.ts'
import type { TarEntry } from './tar.ts'

/** Where segments lie in an archive. */
export const WAL = 'wal'
/** A segment is kept within milliseconds, and after three failures tried again in a minute: what moves nothing for longer is broken. */
const ARCHIVE_TIMEOUT_MS = 90_000
const LOOK_EVERY_MS = 50

/**
 * Resolves when the server has handed all segments up to this one to the archive.
 * @throws {BackupFault} when nothing moves for longer than a new try takes
 */
export async function waitForArchive(
  client: pg.ClientBase,
  upTo: string,
  timeoutMs = ARCHIVE_TIMEOUT_MS,
): Promise<void> {
  let before = await readArchiver(client, upTo)
  let deadline = Date.now() + timeoutMs
  for (let now = before; now.waiting > 0; now = await readArchiver(client, upTo)) {
    if (now.archived !== before.archived) deadline = Date.now() + timeoutMs
    if (Date.now() > deadline) throw archiveBroken(now.lastFailed)
    before = now
    await pause(LOOK_EVERY_MS)
  }
}

export function archiveBroken(segment: string | null): BackupFault {
  return new BackupFault(
    `the log cannot be archived${segment ? ` (since segment ${segment})` : ''}`,
    'Is the disk full, or the folder "wal" in the home closed to the account of Postgres? Its own words stand in postgres.log.',
  )
}

/** Segments of one timeline that the archive holds, in order. */
export async function listSegments(home: string, timeline: string): Promise<string[]> {
  const names = await readdir(walFolderOf(home))
  return names.filter((name) => SEGMENT_NAME.test(name) && name.startsWith(timeline)).sort()
}

/** These segments as entries. @throws {BackupFault} when one is not in the archive, or not whole */
export async function* segmentEntries(home: string, names: readonly string[]): AsyncGenerator<TarEntry> {
  for (const name of names) {
    const entry = await fileEntry(`${WAL}/${name}`, path.join(walFolderOf(home), name))
    if (entry?.bytes !== SEGMENT_BYTES) throw missingSegments(name, name)
    yield entry
  }
}

export function missingSegments(first: string, last: string): BackupFault {
  const which = first === last ? `segment ${first}` : `segments ${first} to ${last}`
  return new BackupFault(
    `${which} of the log ${first === last ? 'is' : 'are'} missing`,
    'Look for the file that holds them. Without it nothing after them can be restored: take a full backup with "npx tinbao backup --to FOLDER", or restore up to the gap with --up-to-gap.',
  )
}

/** How far the backups of a folder reach without a gap, by their names; null where none of this line is there. */
export function reachOf(archives: readonly FoundArchive[], line: string): string | null {
  const ranges = archives.flatMap(({ name }) => ('first' in name && name.line === line ? [name] : []))
  const bases = ranges.filter(({ kind }) => kind === 'base')
  const newest = bases.toSorted((a, b) => (a.last < b.last ? -1 : 1)).at(-1)
  if (!newest) return null
  let { last } = newest
  for (const range of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    if (range.first <= nextSegment(last) && range.last > last) last = range.last
  }
  return last
}

/** What has to be shipped next: everything after `reach` up to `last`. @throws {BackupFault} when some of it is gone */
export function segmentsToShip(there: readonly string[], reach: string, last: string): string[] {
  const wanted = segmentsBetween(nextSegment(reach), last)
  const gone = wanted.filter((name) => !there.includes(name))
  const [first] = gone
  if (first !== undefined) throw missingSegments(first, gone.at(-1) ?? first)
  return wanted
}

/** Removes what no later backup needs: every segment before `keep`, and what belongs to it. */
export async function pruneArchive(home: string, keep: string): Promise<number> {
  const folder = walFolderOf(home)
  const old = (await readdir(folder)).filter((name) => /^[0-9A-F]{24}/.test(name) && name.slice(0, 24) < keep)
  for (const name of old) await rm(path.join(folder, name), { force: true })
  return old.length
}

export async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
