import { setTimeout as pause } from 'node:timers/promises'
import { makeLoginSecrets } from '../../src/flow/login-secrets.ts'
import { codeAt } from '../../src/flow/one-time-codes.ts'
import type { Db } from '../../src/storage/db.ts'
import { giveTotp } from '../../src/storage/second-factors.ts'
import { readLoginKey } from '../../src/vault/keys.ts'

/** Every test officer's, so that a test needs no app. */
export const TOTP_SECRET = Buffer.alloc(20, 'twenty bytes of test')

const STEP_MS = 30_000
const usedSteps = new Map<string, number>()

/** Gives an officer the secret of {@link nextCode}, under the key of this line. */
export async function giveCodes(db: Db, keysFolder: string, officerId: string): Promise<void> {
  const secrets = makeLoginSecrets(await readLoginKey(keysFolder))
  await giveTotp(db, officerId, secrets.sealTotp(officerId, TOTP_SECRET))
}

/**
 * A code that this officer has not used yet: of now, or of the step after, which the desk takes as well. The third
 * within 30 seconds waits for its time. `whose` names the officer and the line.
 */
export async function nextCode(whose: string): Promise<string> {
  const now = (): number => Math.floor(Date.now() / STEP_MS)
  const step = Math.max(now(), (usedSteps.get(whose) ?? 0) + 1)
  usedSteps.set(whose, step)
  while (step > now() + 1) await pause(200)
  return codeAt(TOTP_SECRET, new Date(step * STEP_MS))
}
