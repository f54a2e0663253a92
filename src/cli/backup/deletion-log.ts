import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { DELETION_LOG, readDeletionLine } from '../../flow/deletion-log.ts'
import type { Deletion } from '../../flow/replay-deletions.ts'
import { readAuditVerifyKeys } from '../../vault/audit-keys.ts'
import { readSignedLog, sizeOf } from '../../vault/signed-log.ts'
import { BackupFault } from './fault.ts'

/**
 * What was destroyed according to the second store, every line proved; null where it has no such log. A last line that
 * a crash cut short announced what was then not done, and is passed over.
 * @throws {BackupFault} when a line is not as it was written, {AppError} `unknown-key`
 */
export async function readDeletions(checkpoints: string, keysFolder: string): Promise<Deletion[] | null> {
  const file = path.join(checkpoints, DELETION_LOG.fileName)
  if ((await sizeOf(file)) === 0) return null
  const found: Deletion[] = []
  const lines = readSignedLog({ name: DELETION_LOG.name, file, verifyKeys: await readAuditVerifyKeys(keysFolder) })
  for await (const read of lines) {
    if (!read.ok && read.reason === 'unreadable' && (await isLast(file, read.line))) break
    const deletion = read.ok ? readDeletionLine(read.entry.body) : null
    if (deletion === null) {
      throw new BackupFault(
        `line ${read.line} of ${file} is not as it was written (${read.ok ? 'unknown content' : read.reason})`,
        'Without it nobody can say what must not come back. Fetch the unaltered copy, and name its folder with --checkpoints.',
      )
    }
    found.push({ kind: deletion.kind, ref: deletion.ref })
  }
  return found
}

/** No line follows, and this one has no end. */
async function isLast(file: string, line: number): Promise<boolean> {
  return (await readFile(file, 'utf8')).split('\n').length === line
}
