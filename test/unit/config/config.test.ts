import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { loadConfig, openChannelSettings } from '../../../src/config.ts'
import { AppError } from '../../../src/domain/errors.ts'

const SECRET = 'k9-not-for-any-log'
const FULL = {
  TINBAO_HOME: '/srv/tinbao',
  DATABASE_URL: `postgres://owner:${SECRET}@db.example:5432/tinbao?sslmode=require`,
  REDIS_URL: `redis://:${SECRET}@queue.example:6379`,
  TELEGRAM_BOT_TOKEN: `1:${SECRET}`,
  TELEGRAM_WEBHOOK_SECRET: SECRET,
  ZALO_BOT_TOKEN: SECRET,
  ZALO_BOT_WEBHOOK_SECRET: SECRET,
}

function problemsOf(env: Record<string, string>): string {
  try {
    loadConfig(env)
    return ''
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error.code).toBe('bad-config')
    return error.message
  }
}

describe('settings', () => {
  it('need none: a fresh checkout runs with the embedded database, on this machine alone', () => {
    const config = loadConfig({})
    expect(config).toMatchObject({ databaseUrl: null, databaseAddress: null, isDemo: true, homeProvince: '79' })
    expect(config.web.host).toBe('127.0.0.1')
    expect(config.channels).toEqual({ telegram: null, zaloBot: null, zaloOa: null })
  })

  it('that are bad are all named at once, without their values', () => {
    const message = problemsOf({
      PORT: 'x9-secret',
      HOME_PROVINCE: 'Sài Gòn',
      PUBLIC_URL: 'x9-secret',
      QUIET_SECONDS: '-1',
      TELEGRAM_API_ROOT: ' ',
    })
    for (const name of ['PORT', 'HOME_PROVINCE', 'PUBLIC_URL', 'QUIET_SECONDS', 'TELEGRAM_API_ROOT'])
      expect(message).toContain(name)
    expect(message).not.toMatch(/x9-secret|Sài Gòn/)
  })

  it.each([
    ['TELEGRAM_BOT_TOKEN', 'TELEGRAM_WEBHOOK_SECRET'],
    ['ZALO_BOT_TOKEN', 'ZALO_BOT_WEBHOOK_SECRET'],
  ])('with %s but no webhook secret are refused: a webhook without one would take anybody’s word', (token, secret) => {
    expect(problemsOf({ [token]: SECRET })).toContain(secret)
    expect(problemsOf({ [token]: SECRET, [secret]: '' })).toContain(secret)
    expect(problemsOf({ [token]: SECRET })).not.toContain(SECRET)
  })

  it('take a Redis or Valkey by its address, which no complaint repeats', () => {
    for (const url of ['redis://127.0.0.1', `rediss://worker:${SECRET}@queue.example:6380/2`]) {
      expect(loadConfig({ REDIS_URL: url }).redisUrl?.reveal()).toBe(url)
    }
    expect(loadConfig({}).redisUrl).toBeNull()
    for (const bad of [
      `http://x:${SECRET}@queue.example`,
      `queue.example:6379/${SECRET}`,
      `redis:${SECRET}`,
      'redis://',
    ]) {
      expect(problemsOf({ REDIS_URL: bad })).toContain('REDIS_URL')
      expect(problemsOf({ REDIS_URL: bad })).not.toContain(SECRET)
    }
  })

  it('that are empty count as not set', () => {
    expect(loadConfig({ PORT: '', TELEGRAM_BOT_TOKEN: '', DATABASE_URL: '' })).toEqual(loadConfig({}))
  })

  it('print no secret, however they are printed', () => {
    const config = loadConfig(FULL)
    const printed = [
      JSON.stringify(config),
      inspect(config, { depth: 9, showHidden: true }),
      String(config.databaseUrl),
      `${config.channels.telegram?.token}`,
    ]
    for (const text of printed) expect(text).not.toContain(SECRET)
  })

  it('lay the channels’ secrets open to the entry points alone', () => {
    expect(openChannelSettings(loadConfig(FULL))).toMatchObject({
      telegram: { token: `1:${SECRET}`, secret: SECRET },
      zaloBot: { token: SECRET },
    })
    expect(openChannelSettings(loadConfig({}))).toEqual({})
  })

  it('give run-time processes the database without the owner’s account', () => {
    expect(loadConfig(FULL).databaseAddress).toBe('postgres://db.example:5432/tinbao?sslmode=require')
    expect(loadConfig({ DATABASE_ADDRESS: `postgres://owner:${SECRET}@db.example/t` }).databaseAddress).toBe(
      'postgres://db.example/t',
    )
    expect(problemsOf({ DATABASE_URL: SECRET })).toBe(
      'bad-config: DATABASE_URL: must look like postgres://account:password@host:5432/database',
    )
  })

  it('are a demonstration only without a database of one’s own, or when told', () => {
    expect(loadConfig(FULL).isDemo).toBe(false)
    expect(loadConfig({ ...FULL, DEMO: 'true' }).isDemo).toBe(true)
    expect(loadConfig({ DEMO: 'false' }).isDemo).toBe(false)
  })

  it('cannot be changed once read', () => {
    const config = loadConfig(FULL)
    expect([config, config.web, config.worker, config.channels].every(Object.isFrozen)).toBe(true)
  })
})
