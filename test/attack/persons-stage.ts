import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import pg from 'pg'
import { Client } from 'undici'
import { newId } from '../../src/domain/ids.ts'
import { makePasskeys } from '../../src/flow/passkeys.ts'
import { openPool } from '../../src/storage/db.ts'
import type { RuntimeRole } from '../../src/storage/roles.ts'
import { type CallerPurpose, readCallerToken } from '../../src/vault/callers.ts'
import { makeIdentitySealer } from '../../src/vault/identity.ts'
import { identityRecord } from '../../src/vault/records.ts'
import { readVaultPublicKey } from '../../src/vault/vault-keys.ts'
import { type Authenticator, type Forgery, makeAuthenticator } from '../support/authenticator.ts'
import { type Answer, ask, formOf } from './ask.ts'
import { type SeededTip, seedTip } from './seed.ts'
import type { NewOfficer, Stage, StageOfficer } from './stage.ts'

export const BEN_THANH = '26743'
export const COMMAND = '79-PV01'
export const INSPECTORATE = '79-TTR'
export const DRUGS = '79-PC04'
const DAY_HOURS = 24

/** An officer with a passkey of their own, enrolled so many hours ago. */
export interface Person extends StageOfficer {
  device: Authenticator
}

/** Where two persons may be got round: the web process, a vault process of its own on its socket, and the tables. */
export interface PersonsStage {
  stage: Stage
  person(officer: NewOfficer, enrolledHoursAgo?: number): Promise<Person>
  /** Another open session of the same person. */
  anotherSession(person: Person): Promise<Person>
  tip(name: string, unit?: string): Promise<SeededTip>
  /** What their browser would be asked to sign; null where the page refuses. */
  options(person: Person, path: string): Promise<Parameters<Authenticator['get']>[0] | null>
  /** Signs what is asked at `from` (by `signer`'s key, if not their own) and posts it to `path`. */
  act(
    person: Person,
    path: string,
    fields?: Record<string, string>,
    how?: { from?: string; forgery?: Forgery; signer?: Person; answer?: string; spoil?: () => Promise<unknown> },
  ): Promise<Answer>
  post(person: Person, path: string, fields: Record<string, string>): Promise<Answer>
  /** A request of this requester about a tip: its id. */
  request(requester: Person, tip: SeededTip): Promise<string>
  /** Straight on the vault's socket. */
  unseal(purpose: CallerPurpose | null, question: unknown): Promise<{ status: number; body: unknown }>
  /** One statement as a run-time role, with an officer's token or none; the code of what Postgres refused, or null. */
  sql(role: RuntimeRole, token: string | null, text: string, values?: unknown[]): Promise<string | null>
  /** As superuser and past all triggers. */
  bend(statement: string): Promise<void>
  refusals(): Promise<number>
  close(): Promise<void>
}

export async function openPersons(stage: Stage): Promise<PersonsStage> {
  const { port } = new URL(stage.address)
  const vault = await startVault(stage, port)
  const site = { origin: stage.address, rpId: 'localhost' }
  const login = openPool(stage.urlAs('login'), { size: 2, name: 'attack login' })
  const passkeys = makePasskeys({ db: login.db, site: () => site })
  const identity = makeIdentitySealer(await readVaultPublicKey(stage.config.keysFolder))
  const socket = new Client('http://vault', { socketPath: stage.config.vaultSocket })
  const cookie = (person: StageOfficer) => ({ cookie: `desk=${person.token}` })

  const self: PersonsStage = {
    stage,
    async person(officer, enrolledHoursAgo = 3 * DAY_HOURS) {
      const found = await stage.addOfficer(officer)
      const device = makeAuthenticator(site)
      const holder = hashOf(found.token)
      const options = await passkeys.beginEnrolment({ id: found.id, login: found.id }, 'add', holder)
      const made = await passkeys.checkEnrolment(found.id, 'add', holder, device.create(options))
      if (!made.ok) throw new Error('no passkey')
      await login.db.transaction().execute((tx) => passkeys.add(tx, found.id, made.made, 'khóa', null))
      await stage.query(`update passkeys set created_at = now() - make_interval(mins => $1) where id = $2`, [
        Math.round(enrolledHoursAgo * 60),
        device.id,
      ])
      return { ...found, device }
    },

    async anotherSession(person) {
      const token = randomBytes(32).toString('base64url')
      await stage.query(
        `insert into sessions (token_hash, officer_id, ends_at) values ($1, $2, now() + interval '12 hours')`,
        [hashOf(token), person.id],
      )
      return { ...person, token }
    },

    async tip(name, unit = BEN_THANH) {
      const writer = await stage.addOfficer({ unit })
      const tip = await seedTip(stage, writer.id, { name, unit })
      const sealed = await identity.seal(identityRecord(tip.parts.event), {
        chatId: '',
        contactName: tip.words.name,
        contactPhone: tip.words.phone,
      })
      await stage.query('update identities set sealed = $1 where event_id = $2', [sealed, tip.parts.event])
      return tip
    },

    async options(person, at) {
      const answer = await self.post(person, `${at}/thu-thach`, {})
      return answer.status === 200 ? JSON.parse(answer.body) : null
    },

    async act(person, at, fields = {}, { from = at, forgery = {}, signer = person, answer, spoil } = {}) {
      const options = answer === undefined ? await self.options(person, from) : null
      const khoa = answer ?? (options === null ? '' : signer.device.get(options, forgery))
      await spoil?.()
      return self.post(person, at, { ...fields, khoa })
    },

    post: (person, at, fields) => {
      const form = formOf({ token: stage.formTokens.issue('act', person.token), ...fields })
      const headers = { ...form.headers, ...cookie(person) }
      return ask(stage.address, { method: 'POST', path: at, headers, body: form.body })
    },

    async request(requester, tip) {
      const id = newId('uns')
      const answer = await self.act(requester, `/ban-truc/tin/${tip.id}/danh-tinh/${id}`, ASKING)
      if (answer.status !== 303) throw new Error(`the request was answered ${answer.status}`)
      return id
    },

    async unseal(purpose, question) {
      const token = purpose === null ? 'x'.repeat(43) : await readCallerToken(stage.config.keysFolder, purpose)
      const answer = await socket.request({
        path: '/unseal',
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(question),
      })
      const text = await answer.body.text()
      return { status: answer.statusCode, body: text === '' ? null : JSON.parse(text) }
    },

    async sql(role, token, text, values = []) {
      const client = new pg.Client({ connectionString: stage.urlAs(role) })
      await client.connect()
      try {
        if (token !== null) await client.query(`select set_config('tinbao.token', $1, false)`, [token])
        const { rowCount } = await client.query(text, values)
        return rowCount === 0 ? 'no row' : null
      } catch (fault) {
        return fault instanceof pg.DatabaseError ? (fault.code ?? 'fault') : 'fault'
      } finally {
        await client.end()
      }
    },

    async bend(statement) {
      await stage.query(`set session_replication_role = replica; ${statement}; set session_replication_role = origin`)
    },

    async refusals() {
      const [row] = await stage.query<{ count: number }>(
        `select count(*)::int as count from audit where action in ('unseal.refused', 'tip.refused')`,
      )
      return row?.count ?? 0
    },

    async close() {
      await socket.destroy()
      await login.close()
      const gone = once(vault, 'exit')
      vault.kill('SIGKILL')
      await gone
    },
  }
  return self
}

export const ASKING = {
  cancu: 'criminal-procedure',
  dieu: 'điều 147 khoản 3',
  hoso: 'HS-2026-0042',
  lydo: 'Cần hỏi thêm người báo để xác minh hiện trường.',
}

async function startVault(stage: Stage, port: string): Promise<ChildProcess> {
  const address = new URL(stage.urlAs('vault'))
  address.username = ''
  address.password = ''
  const child = spawn(process.execPath, ['src/vault/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      PATH: process.env.PATH,
      TINBAO_HOME: stage.config.home,
      DATABASE_ADDRESS: address.href,
      PORT: port,
      DEMO: 'false',
    },
  })
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the vault did not start'))),
  ])
  return child
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
