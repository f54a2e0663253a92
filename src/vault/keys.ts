import { randomBytes } from 'node:crypto'
import { access, chmod, chown, constants, mkdir, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { type RolePasswords, RUNTIME_ROLES, type SharedRole } from '../storage/roles.ts'
import { ensureAuditKeys } from './audit-keys.ts'
import { ensureCallers } from './callers.ts'
import { CONTENT_KEYS_FILE, ensureEpochKeys, makeContentFile } from './content-keys.ts'
import { withFileLock } from './file-lock.ts'
import { finishWiping, readKey, readKeyIfThere, replaceKey, replaceKeyAndWipe, writeOnce } from './key-file.ts'
import { ensureVaultPair, PRIVATE_FILE } from './vault-keys.ts'

/**
 * Key files, one a holder, all outside Postgres and its backups, mode 600:
 *   peppers.json         intake, workers   HMAC peppers of senders, receipts, text and what is looked for
 *   content-keys.json    intake, workers, desk: see `content-keys.ts`
 *   vault-public.json    intake
 *   vault-callers.json   workers and desk: what they show the vault, see `callers.ts`
 *   database-roles.json  passwords of the run-time roles; each process needs only its own
 *   forms.json           the web process: signs form tokens
 *   login.json           signing in: seals TOTP secrets, names recovery codes
 *   audit-signing.json, audit-verify.json   see `audit-keys.ts`
 * and in a folder of the vault's own, mode 700:
 *   vault-private.json   see `vault-keys.ts`
 *   callers.json         hashes of the tokens callers show
 *   database-role.json   password of the vault's role
 */
const bytesOf = (length: number) =>
  z
    .base64()
    .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
    // A key cut short would still work, only worse: that is damage.
    .refine((bytes) => bytes.length === length)
const KEY_BYTES = 32
const bytes = bytesOf(KEY_BYTES)

const PEPPERS = ['sender', 'receipt', 'text', 'search', 'band', 'entity'] as const
const peppersFile = z.strictObject({
  sender: bytes,
  receipt: bytes,
  text: bytes,
  search: bytes,
  band: bytes,
  entity: bytes,
})
/** As it is written, also by versions with fewer peppers. */
const somePeppers = z.partialRecord(z.enum(PEPPERS), z.base64())
export type Peppers = z.output<typeof peppersFile>

const SHARED_ROLES = RUNTIME_ROLES.filter((role): role is SharedRole => role !== 'vault')
/** Versions before the vault was a process kept its password here. */
const someRoles = z.record(z.string(), z.string())
const rolesFile = someRoles
  .refine((passwords) => SHARED_ROLES.every((role) => passwords[role] !== undefined))
  // Every role has been found.
  .transform(({ vault: _vault, ...passwords }) => passwords as Omit<RolePasswords, 'vault'>)
const vaultRoleFile = z.strictObject({ vault: z.string() })
const formsFile = z.strictObject({ key: bytes })

const FILES = {
  peppers: 'peppers.json',
  roles: 'database-roles.json',
  vaultRole: 'database-role.json',
  forms: 'forms.json',
  login: 'login.json',
} as const

export const readPeppers = (folder: string): Promise<Peppers> => readKey(folder, FILES.peppers, peppersFile)
/** Of every role but the vault's. */
export const readRolePasswords = (folder: string): Promise<Omit<RolePasswords, 'vault'>> =>
  readKey(folder, FILES.roles, rolesFile)
/** Of the vault's role alone. */
export const readVaultPassword = (vaultFolder: string): Promise<{ vault: string }> =>
  readKey(vaultFolder, FILES.vaultRole, vaultRoleFile)
export const readFormKey = async (folder: string): Promise<Uint8Array> =>
  (await readKey(folder, FILES.forms, formsFile)).key
/** Of signing in: seals what only it opens, and names recovery codes. */
export const readLoginKey = async (folder: string): Promise<Uint8Array> =>
  (await readKey(folder, FILES.login, formsFile)).key

/** The vault's folder where no setting names another. */
export const vaultFolderOf = (folder: string): string => path.join(folder, 'vault')

/** Passwords of all roles, for `migrate`; without the vault's where its folder is closed to this account. */
export async function readAllRolePasswords(
  folder: string,
  vaultFolder = vaultFolderOf(folder),
): Promise<Omit<RolePasswords, 'vault'> & { vault?: string }> {
  const own = (await has(vaultFolder, constants.X_OK))
    ? await readKeyIfThere(vaultFolder, FILES.vaultRole, vaultRoleFile)
    : null
  return { ...(await readRolePasswords(folder)), ...own }
}

/**
 * Makes every key file that is missing, adds keys that files of older versions lack, and replaces none that is there: a
 * key replaced is everything it sealed, lost. Damaged files are left for a person to read. Whatever belongs to the vault
 * is given to `vaultOwner`; where its folder is closed to this account it is left alone. Answers the files written.
 */
export async function ensureKeys(
  folder: string,
  options: { vaultFolder?: string; vaultOwner?: { uid: number; gid: number } | undefined; now?: Date } = {},
): Promise<string[]> {
  const { vaultFolder = vaultFolderOf(folder), now = new Date() } = options
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await openVaultFolder(folder, vaultFolder, options.vaultOwner)
  const isVaultOurs = await mayWrite(vaultFolder)
  const makeAll = async (): Promise<string[]> => {
    const made: string[] = []
    const write = async (name: string, value: unknown): Promise<void> => {
      if (await writeOnce(folder, name, value)) made.push(name)
    }
    await write(FILES.forms, { key: random() })
    await write(FILES.login, { key: random() })
    await write(CONTENT_KEYS_FILE, makeContentFile(now))
    const steps = [
      () => ensurePeppers(folder),
      () => ensureRoles(folder, isVaultOurs ? vaultFolder : null),
      () => ensureAuditKeys(folder),
    ]
    if (isVaultOurs) {
      steps.push(
        () => ensureVaultPair(folder, vaultFolder),
        () => ensureCallers(folder, vaultFolder),
      )
    }
    for (const step of steps) made.push(...(await unlessDamaged(step)))
    if (await mayWrite(folder)) await finishWiping(folder, CONTENT_KEYS_FILE)
    if (isVaultOurs) await finishWiping(vaultFolder, PRIVATE_FILE)
    return made
  }
  // A folder nobody may write to can still be whole.
  const made = (await mayWrite(folder)) ? await withFileLock(folder, makeAll) : await makeAll()
  const added = await unlessDamaged(() => ensureEpochKeys(folder, now))
  return added.length > 0 ? [...made, CONTENT_KEYS_FILE] : made
}

async function ensurePeppers(folder: string): Promise<string[]> {
  const there = (await readKeyIfThere(folder, FILES.peppers, somePeppers)) ?? {}
  const missing = PEPPERS.filter((name) => there[name] === undefined)
  if (missing.length === 0) return []
  await replaceKey(folder, FILES.peppers, { ...there, ...Object.fromEntries(missing.map((name) => [name, random()])) })
  return [FILES.peppers]
}

/** The vault's password first to its own place, then out of the file that others read. */
async function ensureRoles(folder: string, vaultFolder: string | null): Promise<string[]> {
  const written: string[] = []
  const there = await readKeyIfThere(folder, FILES.roles, someRoles)
  const { vault: moving, ...shared } = there ?? {}
  if (vaultFolder && (await writeOnce(vaultFolder, FILES.vaultRole, { vault: moving ?? newPassword() }))) {
    written.push(FILES.vaultRole)
  }
  const missing = SHARED_ROLES.filter((role) => shared[role] === undefined)
  const isMoved = moving !== undefined && vaultFolder !== null
  if (missing.length === 0 && !isMoved) return written
  const stays = moving !== undefined && !isMoved ? { vault: moving } : {}
  const fresh = { ...shared, ...stays, ...Object.fromEntries(missing.map((role) => [role, newPassword()])) }
  if (isMoved) await replaceKeyAndWipe(folder, FILES.roles, fresh)
  else await replaceKey(folder, FILES.roles, fresh)
  return [...written, FILES.roles]
}

/** A file that cannot be understood is left as it is; whoever needs it says so at its start. */
async function unlessDamaged(step: () => Promise<string[]>): Promise<string[]> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof AppError && error.code === 'unknown-key') return []
    throw error
  }
}

/** Made for its owner alone. Below a folder of ours the vault's account needs a way through, though not a look. */
async function openVaultFolder(
  folder: string,
  vaultFolder: string,
  owner: { uid: number; gid: number } | undefined,
): Promise<void> {
  if (!owner) {
    // Closed to us, it may well be there.
    await mkdir(vaultFolder, { recursive: true, mode: 0o700 }).catch(ignoreRefusal)
    return
  }
  await mkdir(vaultFolder, { recursive: true, mode: 0o700 })
  const names = await readdir(vaultFolder)
  for (const file of [vaultFolder, ...names.map((name) => path.join(vaultFolder, name))]) {
    await chown(file, owner.uid, owner.gid)
  }
  await chmod(vaultFolder, 0o700)
  const isInside = !path.relative(folder, vaultFolder).startsWith('..')
  if (isInside) await chmod(folder, ((await stat(folder)).mode & 0o777) | 0o011)
}

function ignoreRefusal(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error
}

function mayWrite(folder: string): Promise<boolean> {
  return has(folder, constants.R_OK | constants.W_OK | constants.X_OK)
}

async function has(folder: string, rights: number): Promise<boolean> {
  return access(folder, rights).then(
    () => true,
    () => false,
  )
}

const random = (): string => randomBytes(KEY_BYTES).toString('base64')
const newPassword = (): string => randomBytes(24).toString('base64url')
