import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { withFileLock } from './file-lock.ts'
import { makeVaultKeys, type VaultPrivateKeys, type VaultPublicKey } from './identity.ts'
import {
  finishWiping,
  isThere,
  readKey,
  readKeyIfThere,
  replaceKey,
  replaceKeyAndWipe,
  watchKey,
  wipeFile,
} from './key-file.ts'

/**
 * The vault's pairs. The public file, in the folder of all keys, names the newest one, which intake seals to. The
 * private file, in a folder that only the vault's account may read, keeps every one that something is sealed under.
 */
export const PUBLIC_FILE = 'vault-public.json'
export const PRIVATE_FILE = 'vault-private.json'

/** SEC1 uncompressed point of P-256: 0x04, x, y. */
const POINT_BYTES = 65
/**
 * An old private key that no row uses is kept so long: intake may still seal under it for a minute, and a restored
 * backup is up to 35 days old (security reference, invariant 11).
 */
const KEEP_DAYS = 36

const publicFile = z.strictObject({
  id: z.string(),
  raw: z
    .base64()
    .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
    .refine((bytes) => bytes.length === POINT_BYTES),
})
const jwk = z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256') })
/** The first version held one pair, and lay beside all other keys. */
const firstVersion = z
  .strictObject({ id: z.string(), jwk })
  .transform(
    ({ id, jwk: key }): PrivateFile => ({ version: 2, keys: [{ id, madeAt: '1970-01-01T00:00:00Z', jwk: key }] }),
  )
const secondVersion = z.strictObject({
  version: z.literal(2),
  /** Oldest first. */
  keys: z.array(z.strictObject({ id: z.string(), madeAt: z.iso.datetime(), jwk })).min(1),
})
type PrivateFile = z.output<typeof secondVersion>
const privateFile = z.union([secondVersion, firstVersion])

export const readVaultPublicKey = (folder: string): Promise<VaultPublicKey> => readKey(folder, PUBLIC_FILE, publicFile)

/** The newest public key, followed as it changes. @throws {AppError} `unknown-key` */
export function watchVaultPublicKey(folder: string, nowMs: () => number = Date.now): () => VaultPublicKey {
  return watchKey(folder, PUBLIC_FILE, publicFile, { nowMs }).read
}

/** For the vault process and those who look after its folder; an id unknown so far is looked for in the file at once. */
export async function readVaultPrivateKeys(vaultFolder: string): Promise<VaultPrivateKeys> {
  const file = watchKey(vaultFolder, PRIVATE_FILE, privateFile)
  const find = ({ keys }: PrivateFile, id: string) => keys.find((key) => key.id === id)
  return { get: (id) => find(file.read(), id) ?? find(file.refresh(), id) }
}

/**
 * A pair where there is none; a private file of the first version moves from the folder of all keys to the vault's own;
 * a public file that was lost is made again. Answers the names of the files made. Does nothing where the vault's folder
 * is closed to this account. Call it under the lock of `folder`.
 */
export async function ensureVaultPair(folder: string, vaultFolder: string): Promise<string[]> {
  await movePrivateFile(folder, vaultFolder)
  const hasPublic = await isThere(path.join(folder, PUBLIC_FILE))
  const kept = await readKeyIfThere(vaultFolder, PRIVATE_FILE, privateFile)
  const newest = kept?.keys.at(-1)
  if (newest) {
    if (hasPublic) return []
    // A run that died between the two.
    await replaceKey(folder, PUBLIC_FILE, { id: newest.id, raw: pointOf(newest.jwk) })
    return [PUBLIC_FILE]
  }
  // The other way round, a private half that lies elsewhere is nobody's to replace.
  if (hasPublic) return []
  const pair = await makePair(new Date())
  await replaceKey(vaultFolder, PRIVATE_FILE, { version: 2, keys: [pair.kept] })
  await replaceKey(folder, PUBLIC_FILE, pair.shown)
  return [PRIVATE_FILE, PUBLIC_FILE]
}

/** What a rotation did: the id of the new key, those kept for what they sealed, those taken away. */
export interface Rotated {
  id: string
  kept: string[]
  removed: string[]
}

/**
 * Makes a new pair, which intake finds by itself within ten seconds, and takes away old private keys that no row is
 * sealed under (`used`) and that were replaced {@link KEEP_DAYS} days ago or more.
 * @throws {AppError} `unknown-key` where the vault's folder is closed to this account
 */
export async function rotateVaultKey(
  folders: { keys: string; vault: string },
  now: Date,
  used: ReadonlySet<string>,
): Promise<Rotated> {
  return withFileLock(folders.keys, async () => {
    await finishWiping(folders.vault, PRIVATE_FILE)
    const { keys } = await readKey(folders.vault, PRIVATE_FILE, privateFile)
    const pair = await makePair(now)
    const replacedMs = (at: number): number => Date.parse(keys[at + 1]?.madeAt ?? pair.kept.madeAt)
    const isNeeded = (id: string, at: number): boolean =>
      used.has(id) || now.getTime() - replacedMs(at) < KEEP_DAYS * 24 * 60 * 60_000
    const kept = keys.filter(({ id }, at) => isNeeded(id, at))
    const fresh: PrivateFile = { version: 2, keys: [...kept, pair.kept] }
    if (kept.length < keys.length) await replaceKeyAndWipe(folders.vault, PRIVATE_FILE, fresh)
    else await replaceKey(folders.vault, PRIVATE_FILE, fresh)
    // Last: nothing may be sealed under a key whose private half is not on disk.
    await replaceKey(folders.keys, PUBLIC_FILE, pair.shown)
    const keptIds = kept.map(({ id }) => id)
    return { id: pair.kept.id, kept: keptIds, removed: keys.map(({ id }) => id).filter((id) => !keptIds.includes(id)) }
  })
}

/** Written to its new place, in its new form, and on disk before the old one is overwritten. */
async function movePrivateFile(folder: string, vaultFolder: string): Promise<void> {
  const old = path.join(folder, PRIVATE_FILE)
  if (path.resolve(folder) === path.resolve(vaultFolder) || !(await isThere(old))) return
  const { keys } = await readKey(folder, PRIVATE_FILE, privateFile)
  const there = await readKeyIfThere(vaultFolder, PRIVATE_FILE, privateFile)
  const missing = keys.filter(({ id }) => !there?.keys.some((key) => key.id === id))
  if (missing.length > 0) {
    await replaceKey(vaultFolder, PRIVATE_FILE, { version: 2, keys: [...missing, ...(there?.keys ?? [])] })
  }
  await wipeFile(old)
}

async function makePair(now: Date) {
  const { publicKey, privateKey } = await makeVaultKeys(`vault-${randomBytes(4).toString('hex')}`)
  const { kty, crv, ...rest } = privateKey.jwk
  if (kty !== 'EC' || crv !== 'P-256') throw new AppError('unknown-key', 'the platform made another kind of key')
  return {
    kept: { id: privateKey.id, madeAt: now.toISOString(), jwk: { ...rest, kty, crv } } as const,
    shown: { id: publicKey.id, raw: Buffer.from(publicKey.raw).toString('base64') },
  }
}

function pointOf(key: JsonWebKey): string {
  const half = (part: string | undefined): Buffer => Buffer.from(part ?? '', 'base64url')
  return Buffer.concat([Buffer.from([4]), half(key.x), half(key.y)]).toString('base64')
}
