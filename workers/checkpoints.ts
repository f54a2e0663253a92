import path from 'node:path'
import type { Config } from '../src/config.ts'
import { CHECKPOINT_LOG, type Checkpoints } from '../src/flow/checkpoint.ts'
import type { Db } from '../src/storage/db.ts'
import { readAuditSigningKey, readAuditVerifyKeys } from '../src/vault/audit-keys.ts'
import { openSignedLog, type SignedLog } from '../src/vault/signed-log.ts'
import { repeatAlone } from './repeat.ts'

const EVERY_MS = 10 * 60_000
/** Workers that run side by side take turns: what another signed just now need not be signed again. */
const FRESH_MS = 9 * 60_000

export interface SigningCheckpoints {
  /** Signs once more: call it when nothing of this process writes any longer, before its pools close. */
  close(): Promise<void>
}

/** Signs where the audit chains stand, at once, every ten minutes, and at the end. A failure is told; the next turn comes. */
export function startCheckpoints(parts: {
  db: Db
  checkpoints: Checkpoints
  onError: (error: unknown) => void
}): SigningCheckpoints {
  const { db, checkpoints, onError } = parts
  let isFirst = true
  const repeated = repeatAlone(db, 'audit-checkpoints', EVERY_MS, onError, async () => {
    await checkpoints.write(isFirst ? {} : { unlessWithinMs: FRESH_MS })
    isFirst = false
  })
  return {
    async close() {
      await repeated.close()
      await checkpoints.write().catch(onError)
    },
  }
}

/** The signed log in the folder of the second store. @throws {AppError} `unknown-key` */
export async function openCheckpointLog(
  config: Pick<Config, 'keysFolder' | 'checkpointsFolder'>,
  now: () => Date,
): Promise<SignedLog> {
  return openSignedLog({
    name: CHECKPOINT_LOG.name,
    file: path.join(config.checkpointsFolder, CHECKPOINT_LOG.fileName),
    signingKey: await readAuditSigningKey(config.keysFolder),
    verifyKeys: await readAuditVerifyKeys(config.keysFolder),
    now,
  })
}
