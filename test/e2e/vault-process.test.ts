import { execFile } from 'node:child_process'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'undici'
import { afterAll, describe, expect, it } from 'vitest'
import { readCallerToken } from '../../src/vault/callers.ts'
import { decodeEnvelope } from '../../src/vault/envelope.ts'
import { startLine, until } from '../support/line.ts'
import { attach, openChat, platformEnv, startPlatforms, WAIT_MS } from '../support/platform-line.ts'
import { throwDice } from '../support/random.ts'
import { startVaultProcess } from '../support/worker-process.ts'

const CHATS = 40
const KILLS = 4
const REPORT = 'cứu với nó cầm dao ở phường Bến Thành'

const { telegram, zalo } = await startPlatforms()
const env = { ...platformEnv(telegram, zalo), REQUEUE_SECONDS: '1' }
const line = await startLine(env, { withVault: false })
attach(telegram, zalo, line.server.address)
const home = { home: line.config.home, databaseUrl: line.database.url }
const socketPath = line.config.vaultSocket

const client = new Client('http://vault', { socketPath })
afterAll(() => client.destroy())

async function ask(
  token: string | null,
  question: unknown,
  at: { path?: string; method?: 'POST' | 'GET' } = {},
): Promise<{ status: number; body: unknown }> {
  const answer = await client.request({
    path: at.path ?? '/send',
    method: at.method ?? 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: at.method === 'GET' ? null : typeof question === 'string' ? question : JSON.stringify(question),
  })
  const text = await answer.body.text()
  return { status: answer.statusCode, body: text === '' ? null : JSON.parse(text) }
}

/** A command beside the running line. */
async function tinbao(...args: string[]): Promise<string> {
  const main = path.resolve(import.meta.dirname, '../../src/cli/main.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH ?? '', TINBAO_HOME: home.home, DATABASE_URL: home.databaseUrl },
  }).catch((fault: { stdout: string }) => fault)
  return stdout
}

const reasonsOf = () =>
  line.query<{ error: string; attempts: number }>(`select error, attempts from outbox where topic = 'delivery'`)

describe('the vault as a process of its own', () => {
  it('away, holds up no message, and what is to be sent waits with its reason and goes out when it is back', async () => {
    const chat = openChat('telegram', telegram, zalo)
    expect(await chat.say(REPORT)).toBe(200)
    await until(
      'a try without it',
      async () => (await reasonsOf()).some(({ error }) => error === 'vault-away'),
      WAIT_MS,
    )
    expect(chat.got()).toEqual([])
    expect(line.log.filter((text) => text.startsWith('vault:'))).toEqual([
      'vault: does not answer; what needs it waits',
    ])
    const vault = await startVaultProcess(home, {})
    await chat.hear('Đã ghi nhận lúc')
    expect(line.log.at(-1)).toBe('vault: answers again')
    await vault.kill9()
  })

  it('killed with kill -9 again and again while answers go out, loses none and sends none twice', {
    timeout: 150_000,
  }, async () => {
    const dice = throwDice('vault killed')
    const chats = Array.from({ length: CHATS }, () => openChat('telegram', telegram, zalo))
    let vault = await startVaultProcess(home, {})
    const saying = (async () => {
      for (const chat of chats) {
        expect(await chat.say(REPORT)).toBe(200)
        await pause(dice.between(0, 60))
      }
    })()
    const heard = () => chats.filter((chat) => chat.got().some(({ text }) => text.includes('Đã ghi nhận lúc'))).length
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = heard()
      await until('an answer through this one', async () => heard() > before || heard() === CHATS, WAIT_MS)
      await pause(dice.between(0, 200))
      await vault.kill9()
      expect(vault.output()).not.toMatch(/TypeError|at .*\.ts:/)
      // The socket of the dead one is in the way, and is cleared.
      vault = await startVaultProcess(home, {})
    }
    await saying
    await until('an empty outbox', async () => (await line.query('select 1 from outbox')).length === 0 || null, 90_000)
    const written = await line.query<{ n: number }>(`select count(*)::int n from deliveries where status <> 'sent'`)
    expect(written[0]?.n).toBe(0)
    for (const chat of chats) {
      const texts = chat.got().map(({ text }) => text)
      expect(texts.filter((text) => text.includes('Đã ghi nhận lúc'))).toHaveLength(1)
      expect(new Set(texts).size, 'each bubble once').toBe(texts.length)
    }
    await vault.kill9()
  })

  it('names a sender to the worker’s token alone, and only of a delivery that waits', async () => {
    const vault = await startVaultProcess(home, {})
    const [sent] = await line.query<{ id: string; conversation_id: string }>(
      `select id, conversation_id from deliveries where status = 'sent' limit 1`,
    )
    const [send, unseal] = await Promise.all(
      (['send', 'unseal'] as const).map((purpose) => readCallerToken(line.config.keysFolder, purpose)),
    )
    const of = (deliveryId: string) => ask(send ?? '', { deliveryId })
    // Without a row in the outbox: no worker comes for it.
    await line.query(
      `insert into deliveries (id, conversation_id, cause, seq, author, body) values ('dlv_waiting', $1, 'evt_x', 0, 'assistant', '\\x00')`,
      [sent?.conversation_id],
    )
    const named = await of('dlv_waiting')
    expect(named).toEqual({ status: 200, body: { chatId: expect.stringMatching(/^\d+$/) } })
    for (const id of [sent?.id ?? '', sent?.conversation_id ?? '', 'dlv_unknown']) {
      expect(await of(id), id).toEqual({ status: 200, body: { chatId: null } })
    }
    const question = { deliveryId: 'dlv_waiting' }
    for (const token of [
      null,
      '',
      unseal ?? '',
      `${send}x`,
      (send ?? '').slice(1),
      (send ?? '').toUpperCase(),
      'x'.repeat(5_000),
    ]) {
      expect(await ask(token, question)).toEqual({ status: 401, body: null })
    }
    for (const bad of [
      '',
      '{',
      '[]',
      {},
      { deliveryId: 4 },
      { deliveryId: '' },
      { ...question, conversationId: 'cnv_1' },
    ]) {
      expect(await ask(send ?? '', bad)).toEqual({ status: 400, body: null })
    }
    expect(await ask(send ?? '', question, { path: '/open' })).toEqual({ status: 404, body: null })
    expect(await ask(null, null, { path: '/healthz', method: 'GET' })).toEqual({ status: 200, body: { ok: true } })
    await line.query(`update deliveries set status = 'parked', error = 'x' where id = 'dlv_waiting'`)
    expect(await of('dlv_waiting')).toEqual({ status: 200, body: { chatId: null } })
    expect(vault.output()).toContain('vault: refused a caller at send')
    for (const secret of [send ?? 'none', unseal ?? 'none', JSON.stringify(named.body)]) {
      expect(vault.output()).not.toContain(secret)
    }
    await vault.kill9()
  })

  it('names no more senders in a minute than it may, and says so once', async () => {
    const vault = await startVaultProcess(home, { VAULT_RESOLVES_PER_MINUTE: '3' })
    const send = await readCallerToken(line.config.keysFolder, 'send')
    const answers = []
    for (let count = 0; count < 6; count++) answers.push(await ask(send, { deliveryId: 'dlv_unknown' }))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429, 429])
    expect(answers.at(-1)?.body).toEqual({ waitMs: expect.any(Number) })
    expect(vault.output().match(/the ceiling/g)).toHaveLength(1)
    await vault.kill9()
  })

  it('gets a new key beside the running line: what came before and what comes after is answered', {
    timeout: 120_000,
  }, async () => {
    const vault = await startVaultProcess(home, {})
    const earlier = openChat('telegram', telegram, zalo)
    await earlier.say(REPORT)
    await earlier.hear('Đã ghi nhận lúc')
    const keysInUse = async (): Promise<string[]> => {
      const rows = await line.query<{ sealed: Buffer }>('select sealed from identities order by created_at')
      return rows.map(({ sealed }) => decodeEnvelope(sealed, 'identity').wraps[0]?.keyId ?? '')
    }
    const [before = ''] = await keysInUse()
    const rotated = await tinbao('vault', 'rotate')
    expect(rotated).toContain(`Kept for what they sealed: ${before}. Destroyed: none.`)
    const fresh = /New key (\S+);/.exec(rotated)?.[1] ?? 'none'
    const later = await until(
      'a message sealed to the new key',
      async () => {
        const chat = openChat('telegram', telegram, zalo)
        await chat.say(REPORT)
        return (await keysInUse()).at(-1) === fresh ? chat : null
      },
      30_000,
    )
    await later.hear('Đã ghi nhận lúc')
    await earlier.say('nó vẫn còn đứng ở cổng')
    await until('an empty outbox', async () => (await line.query('select 1 from outbox')).length === 0 || null, 60_000)
    expect(await line.query(`select 1 from deliveries where status <> 'sent' and id like 'dlv\\_0%'`)).toEqual([])
    expect(await tinbao('doctor')).toContain('vault: answers')
    await vault.kill9()
    expect(await tinbao('doctor')).toContain('vault: does not run')
  })

  it('is one: a second one does not take the socket of the first', async () => {
    const vault = await startVaultProcess(home, {})
    await expect(startVaultProcess(home, {})).rejects.toThrow('a vault is running already')
    expect((await ask(null, null, { path: '/healthz', method: 'GET' })).status).toBe(200)
    await vault.kill9()
  })

  it('needs nothing of the folder of all keys but its own', async () => {
    const vault = await startVaultProcess(home, {
      TINBAO_KEYS: path.join(home.home, 'nowhere'),
      TINBAO_VAULT_KEYS: line.config.vaultKeysFolder,
    })
    expect((await ask(null, null, { path: '/healthz', method: 'GET' })).status).toBe(200)
    await vault.kill9()
  })
})
