import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { CHECKPOINT_LOG, type Checkpoints, makeCheckpoints } from '../../src/flow/checkpoint.ts'
import { type AuditVerdict, verifyAudit } from '../../src/flow/verify-audit.ts'
import { openPool, type Tx } from '../../src/storage/db.ts'
import { openSignedLog, readSignedLog, type SignedLog } from '../../src/vault/signed-log.ts'
import type { World } from './world.ts'

export interface AuditCase {
  /** Writes a row as the trigger would have at another time (`2026-11-20T09:00:00+07:00`), where the log's clock then stands. */
  writeAt(at: string, unit: string | null, action: string): Promise<void>
  log: SignedLog
  checkpoints: Checkpoints
  file: string
  verifyKeys: KeyObject[]
  signingKey: KeyObject
  /** Does harm as superuser, has the log verified as it then is, and takes the harm back. */
  tamper(harm: (tx: Tx) => Promise<unknown>, options?: VerifyOptions): Promise<AuditVerdict>
}

export interface VerifyOptions {
  from?: string
  /** In the place of the signed log there is. */
  file?: string
  verifyKeys?: KeyObject[]
}

class TakeBack extends Error {}

/** A signed log of its own beside the database of a world, and a superuser's hand in both. Gone with the file. */
export async function openAuditCase(world: World): Promise<AuditCase> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-audit-'))
  const admin = openPool(world.database.url, { size: 2, name: 'test tamper' })
  afterAll(async () => {
    await admin.close()
    await rm(folder, { recursive: true, force: true })
  })
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const file = path.join(folder, CHECKPOINT_LOG.fileName)
  let clock: Date | null = null
  const now = (): Date => clock ?? new Date()
  const log = openSignedLog({ name: CHECKPOINT_LOG.name, file, signingKey: privateKey, verifyKeys: [], now })
  return {
    log,
    checkpoints: makeCheckpoints({ db: world.as('worker'), log, now }),
    file,
    verifyKeys: [publicKey],
    signingKey: privateKey,
    async writeAt(at, unit, action) {
      clock = new Date(at)
      await admin.db.transaction().execute(async (tx) => {
        await sql`set local session_replication_role = replica`.execute(tx)
        await sql`insert into audit overriding system value select e.* from link_audit(row(
          nextval(pg_get_serial_sequence('audit', 'id')), now(), ${unit}::text, null, ${action}::text, null, '{}'::jsonb,
          null, null, null, null, null)::audit, ${at}::timestamptz) as e`.execute(tx)
      })
    },
    async tamper(harm, options = {}) {
      let verdict: AuditVerdict | null = null
      await admin.db
        .transaction()
        .execute(async (tx) => {
          await sql`set local session_replication_role = replica`.execute(tx)
          await harm(tx)
          const lines = readSignedLog({
            name: CHECKPOINT_LOG.name,
            file: options.file ?? file,
            verifyKeys: options.verifyKeys ?? [publicKey],
          })
          verdict = await verifyAudit(tx, { lines, from: options.from ?? null })
          throw new TakeBack()
        })
        .catch((error: unknown) => {
          if (!(error instanceof TakeBack)) throw error
        })
      if (verdict === null) throw new Error('nothing was verified')
      return verdict
    },
  }
}
