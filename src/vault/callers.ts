import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { readKey, readKeyIfThere, replaceKey } from './key-file.ts'

/**
 * Who may ask the vault for what: a token for each purpose. The worker holds `send` and `forget`, the desk `unseal`. One more
 * purpose is a word here; its token is made with the next start or `migrate`.
 */
export const CALLER_PURPOSES = ['send', 'unseal', 'forget'] as const
export type CallerPurpose = (typeof CALLER_PURPOSES)[number]

/** In the folder of all keys: tokens, for those who call. An account that makes one kind of call needs no other token. */
export const TOKENS_FILE = 'vault-callers.json'
/** In the vault's own folder: SHA-256 of each, for the vault never calls itself. */
export const HASHES_FILE = 'callers.json'

const tokensFile = z.record(z.string(), z.string().min(32))
const hashesFile = z.record(z.string(), z.hex().length(64))

/** The token with which this process asks for this. @throws {AppError} `unknown-key` */
export async function readCallerToken(folder: string, purpose: CallerPurpose): Promise<string> {
  const token = (await readKey(folder, TOKENS_FILE, tokensFile))[purpose]
  if (token === undefined) throw new AppError('unknown-key', `key file ${TOKENS_FILE} has no token "${purpose}"`)
  return token
}

/** Tells whether a token is that of this purpose, in the same time for every wrong one. */
export type CheckCaller = (purpose: CallerPurpose, token: string) => boolean

/** @throws {AppError} `unknown-key` */
export async function readCallers(vaultFolder: string): Promise<CheckCaller> {
  const hashes = await readKey(vaultFolder, HASHES_FILE, hashesFile)
  return (purpose, token) => {
    const known = Buffer.from(hashes[purpose] ?? '', 'hex')
    const given = hashOf(token)
    return known.length === given.length && timingSafeEqual(known, given)
  }
}

/**
 * A token for each purpose that has none, and their hashes for the vault. A token taken out of the file is replaced by a
 * new one. Answers the names of the files written. Call it under the lock of `folder`.
 */
export async function ensureCallers(folder: string, vaultFolder: string): Promise<string[]> {
  const written: string[] = []
  const tokens = (await readKeyIfThere(folder, TOKENS_FILE, tokensFile)) ?? {}
  const missing = CALLER_PURPOSES.filter((purpose) => tokens[purpose] === undefined)
  if (missing.length > 0) {
    for (const purpose of missing) tokens[purpose] = randomBytes(32).toString('base64url')
    await replaceKey(folder, TOKENS_FILE, tokens)
    written.push(TOKENS_FILE)
  }
  const hashes = Object.fromEntries(
    Object.entries(tokens).map(([name, token]) => [name, hashOf(token).toString('hex')]),
  )
  const there = await readKeyIfThere(vaultFolder, HASHES_FILE, hashesFile)
  if (CALLER_PURPOSES.some((purpose) => there?.[purpose] !== hashes[purpose])) {
    await replaceKey(vaultFolder, HASHES_FILE, hashes)
    written.push(HASHES_FILE)
  }
  return written
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}
