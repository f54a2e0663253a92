import path from 'node:path'
import { openCheckpointLog } from '../../workers/checkpoints.ts'
import type { Config } from '../config.ts'
import { CHECKPOINT_LOG, makeCheckpoints } from '../flow/checkpoint.ts'
import type { Tampering } from '../flow/tampering.ts'
import { type AuditVerdict, verifyAudit } from '../flow/verify-audit.ts'
import { openPool } from '../storage/db.ts'
import { urlForRole } from '../storage/roles.ts'
import { readAuditVerifyKeys } from '../vault/audit-keys.ts'
import { readRolePasswords } from '../vault/keys.ts'
import { readSignedLog, sizeOf } from '../vault/signed-log.ts'
import { openDatabase } from './database.ts'
import { readAsOwner } from './owner-db.ts'

/** Exit code 0 when every row, head and checkpoint is what it was, else 1. Changes nothing. */
export async function verifyAuditLog(
  config: Config,
  options: { from: string | null; folder: string },
): Promise<number> {
  const verifyKeys = await readAuditVerifyKeys(config.keysFolder)
  const file = path.join(options.folder, CHECKPOINT_LOG.fileName)
  const database = await openDatabase(config, () => {})
  try {
    // First: what is signed from now on may speak of rows that the moment looked at does not have yet.
    const untilBytes = await sizeOf(file)
    const lines = readSignedLog({ file, name: CHECKPOINT_LOG.name, verifyKeys, untilBytes })
    const verdict = await readAsOwner(database.ownerUrl, (tx) => verifyAudit(tx, { lines, from: options.from }))
    process.stdout.write(`${describe(verdict, file)}\n`)
    return verdict.tampering === null && verdict.badLine === null ? 0 : 1
  } finally {
    await database.stop()
  }
}

/** Signs where the chains stand, as the worker does by itself every ten minutes. */
export async function checkpointAudit(config: Config): Promise<number> {
  const now = (): Date => new Date()
  const log = await openCheckpointLog(config, now)
  const database = await openDatabase(config, () => {})
  const passwords = await readRolePasswords(config.keysFolder)
  const pool = openPool(urlForRole(database.ownerUrl, 'worker', passwords), { size: 1, name: 'checkpoint' })
  try {
    const count = await makeCheckpoints({ db: pool.db, log, now }).write()
    const last = await log.readLast()
    process.stdout.write(
      count === 0 ? 'No row since the last checkpoint.\n' : `Checkpoint ${last?.number ?? 0}: ${count} heads signed.\n`,
    )
    return 0
  } finally {
    await pool.close()
    await database.stop()
  }
}

const KINDS: Readonly<Record<Tampering['kind'], string>> = {
  altered: 'ALTERED: this row is not what was written',
  missing: 'MISSING: this row is gone',
  inserted: 'INSERTED: this row was never written in this place',
  reordered: 'REORDERED: this row is not in its place',
  'cut-off': 'CUT OFF: from this row to the end of the day everything is gone',
  'day-removed': 'DAY REMOVED: rows were written on this day and are gone',
  'chain-removed': 'CHAIN REMOVED: rows were written into this chain and all are gone',
  rewritten: 'REWRITTEN: rows were made anew with all their hashes',
  'head-false': 'HEAD FALSE: the head of this day does not say what its rows say',
  'head-missing': 'HEAD MISSING: this day has rows and no head',
}

function describe(verdict: AuditVerdict, file: string): string {
  const { rowCount, chainCount, checkpointCount, unproven, tampering, badLine } = verdict
  const lines = [`Rows ${rowCount}, chains ${chainCount}, checkpoints ${checkpointCount} (${file}).`]
  if (tampering !== null) {
    const { chain, day, number, fromNumber } = tampering
    const begins = fromNumber !== undefined && fromNumber < number ? `, beginning with one of ${fromNumber} to it` : ''
    lines.push(`Chain ${chain}, day ${day}, number ${number}${begins}: ${KINDS[tampering.kind]}.`)
    lines.push('This is the first place that is not what it was; what comes after it was not looked at.')
  }
  if (badLine !== null) {
    lines.push(
      `Line ${badLine.line} of the checkpoints: FORGED OR DAMAGED (${badLine.reason}). Later lines prove nothing.`,
    )
  }
  if (tampering === null) lines.push(describeUnproven(unproven))
  if (tampering === null && badLine === null) lines.push('Every row, head and checkpoint is what it was.')
  return lines.join('\n')
}

function describeUnproven({ rowCount, first }: AuditVerdict['unproven']): string {
  if (first === null) return 'Every row is proved by a checkpoint.'
  const at = Temporal.Instant.fromEpochMilliseconds(Number(BigInt(first.atUs) / 1_000n))
    .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
  return `Not yet proved by a checkpoint: ${rowCount} rows, since ${at} (chain ${first.chain}, day ${first.day}, number ${first.number}).`
}
