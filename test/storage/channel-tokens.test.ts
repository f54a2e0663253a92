import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeZaloOa } from '../../bots/zalo-oa/index.ts'
import type { Exchange } from '../../src/domain/tokens.ts'
import { type Authorisation, makeAuthorisation } from '../../src/flow/refresh-token.ts'
import { findTokens, saveTokens } from '../../src/storage/channel-tokens.ts'
import { openPool, type Pool } from '../../src/storage/db.ts'
import { makeContentSealer } from '../../src/vault/content.ts'
import { channelTokensRecord } from '../../src/vault/records.ts'
import { APP_ID, APP_SECRET, type FakeZaloOa, OA_ID, startFakeZaloOa } from '../support/fake-zalo-oa.ts'
import { fixedKeys } from '../support/keys.ts'
import { cloneDatabase } from '../support/postgres.ts'

const database = await cloneDatabase()
const USER_ID = '2000000000000000002'
const OWNER = { channel: 'zalo-oa', botId: OA_ID }
const HOUR_MS = 60 * 60_000
const NOW_MS = Date.parse('2026-11-22T08:00:00+07:00')
const content = makeContentSealer(fixedKeys())
const signal = new AbortController().signal
const never = (): Promise<never> => Promise.reject(new Error('asked'))

const pools: Pool[] = []
const openWorkerPool = (): Pool => {
  const pool = openPool(database.urlAs('worker'), { size: 4, name: 'test' })
  pools.push(pool)
  return pool
}
const { db } = openWorkerPool()
const fakes: FakeZaloOa[] = []
afterAll(async () => {
  await Promise.all([...pools.map((pool) => pool.close()), ...fakes.map((fake) => fake.close())])
})

let fake: FakeZaloOa
let nowMs = NOW_MS
let log: string[]
beforeEach(async () => {
  nowMs = NOW_MS
  log = []
  await db.deleteFrom('channel_tokens').execute()
  fake = await startFakeZaloOa()
  fakes.push(fake)
})

const oaOf = () =>
  makeZaloOa({
    appId: APP_ID,
    oaId: OA_ID,
    appSecret: APP_SECRET,
    secretKey: 'x',
    apiRoot: fake.url,
    oauthRoot: fake.url,
  })

const exchangeOf = (): Exchange => {
  const { signIn } = oaOf()
  if (!signIn) throw new Error('no sign-in')
  return signIn.exchange
}

/** One process: a pool and a memory of its own. */
function makeProcess(exchange: Exchange = exchangeOf()): Authorisation {
  const parts = {
    content,
    owner: OWNER,
    exchange,
    now: () => new Date(nowMs),
    log: (line: string) => void log.push(line),
  }
  return makeAuthorisation({ ...parts, db: openWorkerPool().db })
}

async function store(accessToken: string, refreshToken: string, leftMs: number): Promise<void> {
  const sealed = content.seal(channelTokensRecord('zalo-oa', OA_ID), { accessToken, refreshToken })
  await db.transaction().execute((tx) => saveTokens(tx, OWNER, { sealed, expiresAt: new Date(nowMs + leftMs) }))
}

const stored = () => findTokens(db, OWNER)
const gone = { name: 'Permanent', isChannelDown: true }

describe('tokens that change as they are used', () => {
  it('are used as they are while more than an hour is left, and nobody is asked', async () => {
    await store(fake.token, fake.refreshToken(), 2 * HOUR_MS)
    expect(await makeProcess(never).current()).toBe(fake.token)
  })

  it('are renewed once by many who come at the same time, in one process and in two', async () => {
    await store(fake.token, fake.refreshToken(), HOUR_MS / 2)
    const [one, two] = [makeProcess(), makeProcess()]
    const got = await Promise.all([one, two, one, two, one, two].map((process) => process.current()))
    expect(new Set(got)).toEqual(new Set([fake.token]))
    expect(fake.renewals()).toBe(1)
    expect(log).toEqual([])
  })

  it('are renewed once when two processes were refused the same one', async () => {
    await store(fake.token, fake.refreshToken(), 20 * HOUR_MS)
    const [one, two] = [makeProcess(), makeProcess()]
    const refused = await one.current()
    fake.expireAccessToken()
    const got = await Promise.all([one.renew(refused), two.renew(refused), one.renew(refused)])
    expect(new Set(got)).toEqual(new Set([fake.token]))
    expect(fake.renewals()).toBe(1)
  })

  it('that expire in the middle of a message are renewed, and the message goes out once', async () => {
    await store(fake.token, fake.refreshToken(), 20 * HOUR_MS)
    const channel = oaOf().signIn?.with(makeProcess())
    await channel?.send(USER_ID, { text: 'một' }, signal)
    fake.expireAccessToken()
    await channel?.send(USER_ID, { text: 'hai' }, signal)
    expect(fake.sent.map(({ text }) => text)).toEqual(['một', 'hai'])
    expect(fake.renewals()).toBe(1)
  })

  it('are committed before they are used', async () => {
    await store(fake.token, fake.refreshToken(), 0)
    const token = await makeProcess().current()
    const row = await stored()
    expect(content.open(channelTokensRecord('zalo-oa', OA_ID), row?.sealed ?? Buffer.alloc(0))).toEqual({
      accessToken: token,
      refreshToken: fake.refreshToken(),
    })
    expect(row?.expiresAt).toEqual(new Date(NOW_MS + 25 * HOUR_MS))
  })
})

describe('a renewal that goes wrong', () => {
  it('by a crash between answer and commit needs a person: told once, and nobody asks again', async () => {
    await store(fake.token, fake.refreshToken(), 0)
    // The dead process: its exchange was answered, its memory is gone.
    await exchangeOf()(fake.refreshToken(), signal).then(() => {})
    const after = makeProcess()
    await expect(after.current()).rejects.toMatchObject(gone)
    expect(await stored()).toMatchObject({ isRefused: true })
    expect(log).toEqual([`zalo-oa ${OA_ID}: needs re-authorisation (refused-14020): tinbao channel connect zalo-oa`])
    const asked = fake.calls.length
    for (const process of [after, makeProcess()]) {
      await expect(process.current()).rejects.toMatchObject(gone)
      await expect(process.renew('old')).rejects.toMatchObject(gone)
    }
    expect(fake.calls).toHaveLength(asked)
    expect(log).toHaveLength(1)
  })

  it('by an answer that got lost is asked again, and only then needs a person', async () => {
    await store(fake.token, fake.refreshToken(), 0)
    const process = makeProcess()
    fake.failNext({ kind: 'reset', isTaken: true })
    await expect(process.current()).rejects.toMatchObject({ name: 'Retryable' })
    expect(await stored()).toMatchObject({ isRefused: false })
    nowMs += HOUR_MS
    await expect(process.current()).rejects.toMatchObject(gone)
    expect(await stored()).toMatchObject({ isRefused: true })
  })

  it('because Postgres did not take the pair keeps it, and stores it the next time instead of asking again', async () => {
    await store(fake.token, fake.refreshToken(), 0)
    const exchange = exchangeOf()
    let isFirst = true
    const process = makeProcess(async (token, limit) => {
      const outcome = await exchange(token, limit)
      if (isFirst) await cutConnections()
      isFirst = false
      return outcome
    })
    await expect(process.current()).rejects.toThrow()
    expect(await process.current()).toBe(fake.token)
    expect(fake.renewals()).toBe(1)
    expect(await makeProcess(never).current()).toBe(fake.token)
  })

  it('because the platform is away lets the old token do as long as it lives', async () => {
    await store('old', 'refresh', HOUR_MS / 2)
    fake.failNext({ kind: 'refuse', code: 500 }, 2)
    const process = makeProcess()
    expect(await process.current()).toBe('old')
    expect(await process.current()).toBe('old')
    expect(fake.calls).toHaveLength(1)
    nowMs += HOUR_MS
    await expect(process.current()).rejects.toMatchObject({ name: 'Retryable' })
  })

  it('with a refused refresh token lets the old access token do as long as it lives', async () => {
    await store('old', 'spent', HOUR_MS / 2)
    const process = makeProcess()
    expect(await process.current()).toBe('old')
    expect(await makeProcess(never).current()).toBe('old')
    nowMs += HOUR_MS
    await expect(process.current()).rejects.toMatchObject(gone)
    expect(fake.calls).toHaveLength(1)
  })
})

describe('a person’s authorisation', () => {
  it('stores the first pair, and mends what was refused, also for processes that run', async () => {
    const running = makeProcess()
    await expect(running.current()).rejects.toMatchObject({ ...gone, reason: 'bad-token-none' })
    expect(await makeProcess().authorise(fake.refreshToken())).toEqual({ ok: true })
    expect(await running.current()).toBe(fake.token)
    fake.revoke()
    nowMs += 25 * HOUR_MS
    await expect(running.current()).rejects.toMatchObject(gone)
    await store(fake.token, 'another', 20 * HOUR_MS)
    expect(await running.current()).toBe(fake.token)
  })

  it('that is refused leaves what was there', async () => {
    await store(fake.token, fake.refreshToken(), 20 * HOUR_MS)
    expect(await makeProcess().authorise('mistyped')).toEqual({ ok: false, reason: 'refused-14020' })
    expect(await makeProcess(never).current()).toBe(fake.token)
  })
})

describe('the table', () => {
  it('holds no token in clear, and no other account’s row opens', async () => {
    await store('access-in-clear', 'refresh-in-clear', HOUR_MS)
    const row = await stored()
    expect(row?.sealed.toString('latin1')).not.toMatch(/in-clear/)
    expect(() => content.open(channelTokensRecord('zalo-oa', '9'), row?.sealed ?? Buffer.alloc(0))).toThrow()
  })

  it.each(['intake', 'public', 'login', 'desk', 'vault'] as const)('is closed to the role of %s', async (role) => {
    const pool = openPool(database.urlAs(role), { size: 1, name: 'test' })
    await expect(findTokens(pool.db, OWNER)).rejects.toThrow(/permission denied/)
    await pool.close()
  })
})

/** Every connection of workers dies, as when Postgres restarts. */
async function cutConnections(): Promise<void> {
  const owner = openPool(database.url, { size: 1, name: 'test' })
  await owner.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = 'tinbao_worker'`)
  await owner.close()
}
