import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../src/config.ts'
import { RETENTION, type RetentionRules, readRetentionRules } from '../src/data/retention.ts'
import { AppError } from '../src/domain/errors.ts'
import { DELETION_LOG, type DeletionLog, type LoggedDeletion, readDeletionLine } from '../src/flow/deletion-log.ts'
import type { EpochKeyring } from '../src/flow/destroy.ts'
import type { Retention } from '../src/flow/retain.ts'
import type { Db } from '../src/storage/db.ts'
import { withDeletionLock } from '../src/storage/deletion-lock.ts'
import { readAuditSigningKey, readAuditVerifyKeys } from '../src/vault/audit-keys.ts'
import { destroyKey, ensureEpochKey, listEpochKeys } from '../src/vault/content-keys.ts'
import { openSignedLog, readSignedLog } from '../src/vault/signed-log.ts'
import { type Repeated, repeatAlone } from './repeat.ts'

/** Out of scope means gone within a day. */
const EVERY_MS = 12 * 60 * 60_000

/** Looks now and twice a day for what is to be destroyed. `log` hears of what was, in numbers. */
export function startRetention(parts: {
  db: Db
  retention: Retention
  log: (line: string) => void
  onError: (error: unknown) => void
}): Repeated {
  return repeatAlone(parts.db, 'retention-turn', EVERY_MS, parts.onError, async () => {
    const report = await parts.retention.run({ isDry: false, by: 'worker' })
    if (report === null || report.tips.length + report.keys.length + report.contacts.length === 0) return
    const { tips, keys, contacts } = report
    parts.log(`retention: ${tips.length} tips erased, ${keys.length} keys destroyed, ${contacts.length} contacts ended`)
  })
}

/** The keys of a folder, for who destroys them. */
export function makeEpochKeyring(keysFolder: string): EpochKeyring {
  return {
    list: () => listEpochKeys(keysFolder),
    ensure: async (id) => void (await ensureEpochKey(keysFolder, id)),
    destroy: (id) => destroyKey(keysFolder, id),
  }
}

/**
 * The signed log of deletions in the folder of the second store. `db`: any role's, with a connection to spare while
 * another of its pool holds a transaction. @throws {AppError} `unknown-key`
 */
export async function openDeletionLog(
  config: Pick<Config, 'keysFolder' | 'checkpointsFolder'>,
  db: Db,
  now: () => Date,
): Promise<DeletionLog> {
  const { name, fileName } = DELETION_LOG
  const file = path.join(config.checkpointsFolder, fileName)
  const verifyKeys = await readAuditVerifyKeys(config.keysFolder)
  const signingKey = await readAuditSigningKey(config.keysFolder)
  const log = openSignedLog({ name, file, signingKey, verifyKeys, now })
  return {
    append: (deletion) => withDeletionLock(db, async () => void (await log.append(deletion))),
    async read() {
      const lines: LoggedDeletion[] = []
      for await (const read of readSignedLog({ name, file, verifyKeys })) {
        // The reader ends with the first bad line. One that a crash cut short is the last: what it announced was not done.
        if (!read.ok && read.reason === 'unreadable') return lines
        const deletion = read.ok ? readDeletionLine(read.entry.body) : null
        if (deletion === null)
          throw new AppError('bad-data', `line ${read.line} of ${fileName} is not as it was written`)
        lines.push(deletion)
      }
      return lines
    },
  }
}

/**
 * The rules of retention with what the unit's file changes; ours where no file is named.
 * @throws {AppError} `bad-config` for a file that cannot be read or understood
 */
export async function loadRetentionRules(file: string | null): Promise<RetentionRules> {
  if (file === null) return RETENTION
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('bad-config', 'RETENTION_RULES: the file cannot be read', { cause })
  })
  const rules = readRetentionRules(parseJson(text))
  if (rules === null)
    throw new AppError('bad-config', 'RETENTION_RULES: the file is not as src/data/retention.ts reads it')
  return rules
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
