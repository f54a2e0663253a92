import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { DEMO_REPORTS } from '../data/demo-reports.ts'
import { DEMO_UNITS } from '../data/demo-units.ts'
import { newId } from '../domain/ids.ts'
import { makeReceipt } from '../domain/receipt.ts'
import { makeReceive } from '../flow/receive.ts'
import { hashPassword } from '../flow/sign-in.ts'
import { openPool } from '../storage/db.ts'
import { addOfficer } from '../storage/officers.ts'
import { urlForRole } from '../storage/roles.ts'
import { makeContentSealer } from '../vault/content.ts'
import { makeIdentitySealer } from '../vault/identity.ts'
import { readContentKeys, readPeppers, readRolePasswords, readVaultPublicKey } from '../vault/keys.ts'
import { makePseudonyms } from '../vault/pseudonyms.ts'
import { asOwner } from './owner-db.ts'

/** Officers of the demonstration: who sees what is easiest understood by signing in as each. */
const DEMO_OFFICERS = [
  { login: 'benthanh', number: '113-001', unit: '26743' },
  { login: 'saigon', number: '113-002', unit: '26740' },
  { login: 'trucban79', number: '113-010', unit: '79-PC01' },
  { login: 'hinhsu79', number: '113-011', unit: '79-PC02' },
  { login: 'chihuy79', number: '113-012', unit: '79-PV01' },
  { login: 'thanhtra79', number: '113-013', unit: '79-TTR' },
  { login: 'vinhyen', number: '113-021', unit: '08707' },
  { login: 'trucban25', number: '113-020', unit: '25-PC01' },
] as const

const loginsFile = z.object({ password: z.string(), hasSamples: z.boolean() })

export interface Demo {
  logins: { login: string; password: string; unit: string }[]
  /** Files some invented reports through the front door, once in the life of this installation. */
  sendSamples(): Promise<void>
}

/** Officers with one random password kept in the home folder, and samples. Done again it changes nothing. */
export async function seedDemo(config: Config, ownerUrl: string): Promise<Demo> {
  const file = path.join(config.home, 'demo.json')
  const known = await readDemo(file)
  const state = known ?? { password: `truc-ban-${randomBytes(6).toString('hex')}`, hasSamples: false }
  await asOwner(ownerUrl, async (tx) => {
    const passwordHash = await hashPassword(state.password)
    for (const { login, number, unit } of DEMO_OFFICERS) {
      await addOfficer(tx, { id: newId('ofc'), login, number, unitCode: unit, role: 'duty-officer', passwordHash })
    }
  })
  if (!known) await writeDemo(file, state)
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
