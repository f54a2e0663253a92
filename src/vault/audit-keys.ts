import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { readKey, writeOnce } from './key-file.ts'

/**
 * Two more key files, for signed logs (`signed-log.ts`), Ed25519:
 *   audit-signing.json   the worker, which signs; whoever holds it can forge checkpoints, and nothing else
 *   audit-verify.json    whoever verifies; belongs in a place of its own as well, where no one can exchange it
 * The second holds a list: after a change of keys old lines must still be proved.
 */
const SIGNING = 'audit-signing.json'
const VERIFY = 'audit-verify.json'

const der = z.base64().transform((text) => Buffer.from(text, 'base64'))
const signingFile = z.strictObject({ key: der })
const verifyFile = z.strictObject({ keys: z.array(der).min(1) })

/** @throws {AppError} `unknown-key` */
export async function readAuditSigningKey(folder: string): Promise<KeyObject> {
  const { key } = await readKey(folder, SIGNING, signingFile)
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

/** @throws {AppError} `unknown-key` */
export async function readAuditVerifyKeys(folder: string): Promise<KeyObject[]> {
  const { keys } = await readKey(folder, VERIFY, verifyFile)
  return keys.map((key) => createPublicKey({ key, format: 'der', type: 'spki' }))
}

/** Makes what is missing and touches nothing that is there; answers the names of the files made. */
export async function ensureAuditKeys(folder: string): Promise<string[]> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const made: string[] = []
  const signing = { key: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') }
  if (await writeOnce(folder, SIGNING, signing)) made.push(SIGNING)
  // Of the key that lies there now: a run may have died between the two.
  const held = made.length > 0 ? privateKey : await readAuditSigningKey(folder).catch(() => null)
  if (held === null) return made
  const publicKey = createPublicKey(held).export({ format: 'der', type: 'spki' }).toString('base64')
  if (await writeOnce(folder, VERIFY, { keys: [publicKey] })) made.push(VERIFY)
  return made
}
