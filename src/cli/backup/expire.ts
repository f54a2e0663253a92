import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { type ArchiveKind, PART_SUFFIX, parseName } from './names.ts'

/** Security reference, invariant 11: what was destroyed must not live on in a backup. */
export const BACKUP_DAYS_MAX = 35
const HOUR = 60 * 60 * 1_000

export interface FoundArchive {
  file: string
  name: NonNullable<ReturnType<typeof parseName>>
}

/** Our archives of a folder, by their names, oldest first. */
export async function listArchives(folder: string): Promise<FoundArchive[]> {
  const found = (await readdir(folder)).flatMap((text): FoundArchive[] => {
    const name = parseName(text)
    return name ? [{ file: path.join(folder, text), name }] : []
  })
  return found.sort((a, b) => Temporal.Instant.compare(a.name.at, b.name.at))
}

/**
 * Removes our archives of these kinds that are older than so many days, and what a run that died left half written
 * a day ago. Files that are not ours by their names are left alone. Answers the names removed.
 */
export async function expireArchives(
  folder: string,
  options: { kinds: readonly ArchiveKind[]; days: number; now: Temporal.Instant },
): Promise<string[]> {
  const before = options.now.subtract({ hours: 24 * Math.min(options.days, BACKUP_DAYS_MAX) })
  const old = (await listArchives(folder)).filter(
    ({ name }) => options.kinds.includes(name.kind) && Temporal.Instant.compare(name.at, before) < 0,
  )
  const removed = old.map(({ file }) => path.basename(file))
  for (const text of await readdir(folder)) {
    if (!/^tinbao-\d+-\d+\.age\.part$/.test(text) || !text.endsWith(PART_SUFFIX)) continue
    const { mtimeMs } = await stat(path.join(folder, text))
    if (options.now.epochMilliseconds - mtimeMs > 24 * HOUR) removed.push(text)
  }
  for (const text of removed) await rm(path.join(folder, text), { force: true })
  return removed
}
