import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { type RolePasswords, RUNTIME_ROLES } from '../storage/roles.ts'
import type { ContentKeys } from './data-key.ts'
import { makeVaultKeys, type VaultPrivateKey, type VaultPublicKey } from './identity.ts'

/**
 * Key files, one a holder, all outside Postgres and its backups, mode 600:
 *   peppers.json         intake, workers   HMAC peppers of senders, receipts and text
 *   content-keys.json    intake, workers, desk
 *   vault-public.json    intake
 *   vault-private.json   the vault alone
 *   database-roles.json  passwords of the run-time roles; each process needs only its own
 *   forms.json           the web process: signs form tokens
 */
const bytesOf = (length: number) =>
  z
    .base64()
    .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
    // A key cut short would still work, only worse: that is damage.
    .refine((bytes) => bytes.length === length)
const KEY_BYTES = 32
/** SEC1 uncompressed point of P-256: 0x04, x, y. */
const POINT_BYTES = 65
const bytes = bytesOf(KEY_BYTES)

const peppersFile = z.strictObject({ sender: bytes, receipt: bytes, text: bytes })
export type Peppers = z.output<typeof peppersFile>

const contentFile = z
  .strictObject({ current: z.string(), keys: z.record(z.string(), bytes) })
  .refine(({ current, keys }) => Object.hasOwn(keys, current))
const publicFile = z.strictObject({ id: z.string(), raw: bytesOf(POINT_BYTES) })
const privateFile = z.strictObject({
  id: z.string(),
  jwk: z.looseObject({ kty: z.literal('EC'), crv: z.literal('P-256') }),
})
const rolesFile = z.strictObject({
  intake: z.string(),
  public: z.string(),
  login: z.string(),
  desk: z.string(),
  worker: z.string(),
  vault: z.string(),
}) satisfies z.ZodType<RolePasswords>
const formsFile = z.strictObject({ key: bytes })

const FILES = {
  peppers: 'peppers.json',
  content: 'content-keys.json',
  vaultPublic: 'vault-public.json',
  vaultPrivate: 'vault-private.json',
  roles: 'database-roles.json',
  forms: 'forms.json',
} as const

export const readPeppers = (folder: string): Promise<Peppers> => readKey(folder, FILES.peppers, peppersFile)
export const readContentKeys = (folder: string): Promise<ContentKeys> => readKey(folder, FILES.content, contentFile)
export const readVaultPublicKey = (folder: string): Promise<VaultPublicKey> =>
  readKey(folder, FILES.vaultPublic, publicFile)
export const readVaultPrivateKey = (folder: string): Promise<VaultPrivateKey> =>
  readKey(folder, FILES.vaultPrivate, privateFile)
export const readRolePasswords = (folder: string): Promise<RolePasswords> => readKey(folder, FILES.roles, rolesFile)
export const readFormKey = async (folder: string): Promise<Uint8Array> =>
  (await readKey(folder, FILES.forms, formsFile)).key

/**
 * Makes every key file that is missing and touches none that is there: a key replaced is everything it sealed, lost.
 * Answers the names of the files made.
 */
export async function ensureKeys(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const made: string[] = []
  const write = async (name: string, value: unknown): Promise<void> => {
    if (await writeOnce(path.join(folder, name), value)) made.push(name)
  }
  const random = (count: number): string => randomBytes(count).toString('base64')
  await write(FILES.peppers, { sender: random(32), receipt: random(32), text: random(32) })
  const epoch = `epoch-${Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toPlainYearMonth().toString()}`
  await write(FILES.content, { current: epoch, keys: { [epoch]: random(32) } })
  await write(FILES.forms, { key: random(32) })
  await write(
    FILES.roles,
    Object.fromEntries(RUNTIME_ROLES.map((role) => [role, randomBytes(24).toString('base64url')])),
  )
  const hasPrivate = await exists(path.join(folder, FILES.vaultPrivate))
  const hasPublic = await exists(path.join(folder, FILES.vaultPublic))
  if (!hasPrivate && !hasPublic) {
    const { publicKey, privateKey } = await makeVaultKeys(`vault-${randomBytes(4).toString('hex')}`)
    await write(FILES.vaultPrivate, privateKey)
    await write(FILES.vaultPublic, { id: publicKey.id, raw: Buffer.from(publicKey.raw).toString('base64') })
  } else if (!hasPublic) {
    // A run that died between the two. The other way round, a private half that lies elsewhere is nobody's to replace.
    const { id, jwk } = await readVaultPrivateKey(folder)
    const half = (part: string | undefined): Buffer => Buffer.from(part ?? '', 'base64url')
    const point = Buffer.concat([Buffer.from([4]), half(jwk.x), half(jwk.y)])
    await write(FILES.vaultPublic, { id, raw: point.toString('base64') })
  }
  return made
}

async function readKey<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
  const file = path.join(folder, name)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    throw new AppError('unknown-key', `key file ${name} cannot be read in the keys folder`, { cause })
  }
  const parsed = schema.safeParse(parseJson(text))
  if (!parsed.success) throw new AppError('unknown-key', `key file ${name} is damaged`)
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function writeOnce(file: string, value: unknown): Promise<boolean> {
  try {
    await writeFile(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  )
}
