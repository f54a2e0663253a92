import path from 'node:path'
import { readHead } from './archive.ts'
import { listArchives } from './expire.ts'
import { BackupFault } from './fault.ts'
import type { HeadOf } from './manifest.ts'
import type { ArchiveName } from './names.ts'
import { nextSegment, segmentName, segmentNumber, timelineOf } from './segments.ts'
import { missingSegments } from './wal.ts'

export interface LogArchive {
  file: string
  name: Extract<ArchiveName, { kind: 'base' | 'wal' }>
}

/**
 * Backups of the log that continue a full one, in order: those beside it, of the same line, each beginning at the
 * latest where the one before ended.
 * @throws {BackupFault} at a gap, unless the caller is content with what lies before it
 */
export async function findLogArchives(
  base: { file: string; last: string; head: HeadOf<'base'> },
  isUpToGap: boolean,
): Promise<LogArchive[]> {
  const beside = await listArchives(path.dirname(base.file))
  const later = beside.flatMap((archive): LogArchive[] =>
    archive.name.kind === 'wal' && archive.name.line === base.head.line && archive.name.last > base.last
      ? [{ ...archive, name: archive.name }]
      : [],
  )
  later.sort((a, b) => (a.name.first < b.name.first ? -1 : 1))
  const found: LogArchive[] = []
  let { last } = base
  for (const archive of later) {
    if (archive.name.last <= last) continue
    if (archive.name.first > nextSegment(last)) {
      if (isUpToGap) break
      throw missingSegments(nextSegment(last), segmentName(timelineOf(last), segmentNumber(archive.name.first) - 1))
    }
    found.push(archive)
    last = archive.name.last
  }
  return found
}

/** What a file of the log says of itself must fit the full backup, whatever it is called. */
export async function checkFollows(file: string, identities: readonly string[], base: HeadOf<'base'>): Promise<void> {
  const head = await readHead(file, identities)
  const isOurs =
    head.kind === 'wal' && head.line === base.line && head.systemId === base.systemId && head.timeline === base.timeline
  if (isOurs) return
  throw new BackupFault(`${file} does not continue this backup`, 'Move it out of the folder, or restore another one.')
}
