import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { DEMO_REPORTS } from '../data/demo-reports.ts'
import { DEMO_UNITS } from '../data/demo-units.ts'
import { newId } from '../domain/ids.ts'
import { makeReceipt } from '../domain/receipt.ts'
import { makeLoginSecrets } from '../flow/login-secrets.ts'
import { codeAt } from '../flow/one-time-codes.ts'
import { hashPassword } from '../flow/passwords.ts'
import { makeReceive } from '../flow/receive.ts'
import { openPool } from '../storage/db.ts'
import type { OfficerRole } from '../storage/officer-schema.ts'
import { addOfficer, findByLogin } from '../storage/officers.ts'
import { urlForRole } from '../storage/roles.ts'
import { giveTotp } from '../storage/second-factors.ts'
import { makeContentSealer } from '../vault/content.ts'
import { readContentKeys } from '../vault/content-keys.ts'
import { makeIdentitySealer } from '../vault/identity.ts'
import { readLoginKey, readPeppers, readRolePasswords } from '../vault/keys.ts'
import { makePseudonyms } from '../vault/pseudonyms.ts'
import { readVaultPublicKey } from '../vault/vault-keys.ts'
import { asOwner } from './owner-db.ts'

/** Officers of the demonstration: who sees what is easiest understood by signing in as each. */
const DEMO_OFFICERS: readonly { login: string; number: string; unit: string; role?: OfficerRole }[] = [
  { login: 'benthanh', number: '113-001', unit: '26743' },
  { login: 'saigon', number: '113-002', unit: '26740' },
  { login: 'trucban79', number: '113-010', unit: '79-PC01' },
  { login: 'hinhsu79', number: '113-011', unit: '79-PC02' },
  { login: 'chihuy79', number: '113-012', unit: '79-PV01' },
  { login: 'thanhtra79', number: '113-013', unit: '79-TTR' },
  { login: 'vinhyen', number: '113-021', unit: '08707' },
  { login: 'trucban25', number: '113-020', unit: '25-PC01' },
  { login: 'chihuybt', number: '113-003', unit: '26743', role: 'unit-commander' },
  { login: 'giukhoa79a', number: '113-014', unit: '79-PV01', role: 'custodian' },
  { login: 'giukhoa79b', number: '113-015', unit: '79-TTR', role: 'custodian' },
  { login: 'giamsat79', number: '113-016', unit: '79-TTR', role: 'auditor' },
  { login: 'quantri79', number: '113-017', unit: '79-PC01', role: 'administrator' },
]

/** Named for restricted tips; the others are told that such wait, and not what they say. */
const CLEARED: ReadonlySet<string> = new Set(['benthanh', 'hinhsu79', 'chihuy79', 'thanhtra79', 'trucban25'])

/** `totp`: the secret of every officer's codes, base64; absent in a file made before codes were asked for. */
const loginsFile = z.object({ password: z.string(), hasSamples: z.boolean(), totp: z.base64().optional() })
const TOTP_BYTES = 20
const TOTP_MS = 30_000

export interface Demo {
  logins: { login: string; password: string; unit: string }[]
  /** Files some invented reports through the front door, once in the life of this installation. */
  sendSamples(): Promise<void>
}

/** Officers with one random password kept in the home folder, and samples. Done again it changes nothing. */
export async function seedDemo(config: Config, ownerUrl: string): Promise<Demo> {
  const file = path.join(config.home, 'demo.json')
  const known = await readDemo(file)
  const totp = known?.totp ?? randomBytes(TOTP_BYTES).toString('base64')
  const password = known?.password ?? `truc-ban-${randomBytes(6).toString('hex')}`
  const state = { password, totp, hasSamples: known?.hasSamples ?? false }
  const secrets = makeLoginSecrets(await readLoginKey(config.keysFolder))
  await asOwner(ownerUrl, async (tx) => {
    const passwordHash = await hashPassword(state.password)
    for (const { login, number, unit, role = 'duty-officer' } of DEMO_OFFICERS) {
      const clearances = CLEARED.has(login) ? (['restricted'] as const) : []
      await addOfficer(tx, { id: newId('ofc'), login, number, unitCode: unit, role, passwordHash, clearances })
      const officer = await findByLogin(tx, login)
      if (officer) await giveTotp(tx, officer.id, secrets.sealTotp(officer.id, Buffer.from(totp, 'base64')))
    }
  })
  if (!known?.totp) await writeDemo(file, state)
  const nameOf = (code: string): string => DEMO_UNITS.find((unit) => unit.code === code)?.name ?? code
  return {
    logins: DEMO_OFFICERS.map(({ login, unit }) => ({ login, password: state.password, unit: nameOf(unit) })),
    async sendSamples() {
      if (state.hasSamples) return
      await fileSamples(config, ownerUrl)
      await writeDemo(file, { ...state, hasSamples: true })
    },
  }
}

/** The code of this moment for an officer of the demonstration; null where there is none, or no such officer. */
export async function readDemoCode(
  config: Config,
  login: string,
  now: Date,
): Promise<{ code: string; secondsLeft: number } | null> {
  const totp = (await readDemo(path.join(config.home, 'demo.json')))?.totp
  if (!config.isDemo || totp === undefined || !DEMO_OFFICERS.some((officer) => officer.login === login)) return null
  const secondsLeft = Math.ceil((TOTP_MS - (now.getTime() % TOTP_MS)) / 1000)
  return { code: codeAt(Buffer.from(totp, 'base64'), now), secondsLeft }
}

async function fileSamples(config: Config, ownerUrl: string): Promise<void> {
  const { keysFolder } = config
  const pool = openPool(urlForRole(ownerUrl, 'intake', await readRolePasswords(keysFolder)), { size: 1, name: 'demo' })
  const pseudonyms = makePseudonyms(await readPeppers(keysFolder))
  const receive = makeReceive({
    db: pool.db,
    content: makeContentSealer(await readContentKeys(keysFolder)),
    identity: makeIdentitySealer(await readVaultPublicKey(keysFolder)),
    pseudonyms,
    now: () => new Date(),
  })
  try {
    for (const [index, report] of DEMO_REPORTS.entries()) {
      const key = `demo-${index}`
      const receipt = makeReceipt(pseudonyms.receiptBytes(`form:${key}`))
      const message = {
        updateId: key,
        sentAt: new Date().toISOString(),
        sender: { chatId: receipt },
        content: { type: 'form', report },
      } as const
      await receive.accept({ name: 'webform', botId: 'web' }, [message], { receipt })
    }
  } finally {
    await pool.close()
  }
}

async function readDemo(file: string): Promise<z.output<typeof loginsFile> | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  return text === null ? null : loginsFile.parse(JSON.parse(text))
}

async function writeDemo(file: string, state: z.output<typeof loginsFile>): Promise<void> {
  await writeFile(file, `${JSON.stringify(state)}\n`, { mode: 0o600 })
}
