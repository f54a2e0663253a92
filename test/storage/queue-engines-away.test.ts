import { spawn } from 'node:child_process'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { startRedis } from '../support/redis.ts'
import { until } from '../support/until.ts'
import { ENGINES, type EngineName, makeRefs, openQueueLine } from './queue-line.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const redis = await startRedis()
afterAll(() => redis.stop())

const PROCESS = path.resolve(import.meta.dirname, '../support/queue-process.ts')

/** The queue's connections, and not those of the outbox on the same server. */
const OF_QUEUE = `usename = 'tinbao_worker' and datname = current_database()
  and (application_name = 'tinbao queue' or application_name ~ '^(tip|event)\\.')`

/** Dies and comes back: what it had in memory is gone, and every connection. */
async function crash(name: EngineName): Promise<void> {
  if (name === 'postgres') {
    await world.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${OF_QUEUE}`)
    return
  }
  await redis.kill9()
  await redis.start()
}

/** Answers nobody and breaks no connection until the answer is called. */
async function hang(name: EngineName): Promise<() => Promise<void>> {
  if (name === 'redis') {
    redis.pause()
    return async () => redis.resume()
  }
  const client = new pg.Client({ connectionString: world.database.url })
  await client.connect()
  await client.query('begin')
  await client.query('lock table bullmq.job in access exclusive mode')
  return () => client.end()
}

describe.each(ENGINES)('an engine on %s', { timeout: 90_000 }, (name) => {
  const line = openQueueLine(world, name, redis)
  const isDone = async (): Promise<boolean> => (await line.outbox()).length === 0

  it('that dies again and again loses nothing, and nothing is done twice', async () => {
    const task = line.task({ topic: 'tip', lanes: ['telegram'], batchMax: 5 })
    const refs = makeRefs('tip', 900)
    await line.start([task], { requeueMs: 1_000 })
    for (let third = 0; third < 3; third += 1) {
      const part = refs.slice(third * 300, (third + 1) * 300)
      await line.write('tip', 'telegram', part)
      const goal = third * 300 + 40
      await until('some of it', async () => (await line.effects()).length >= goal, 60_000)
      await crash(name)
    }
    await until('all', isDone, 60_000)
    expect(await line.effects()).toEqual(refs)
  })

  it('that dies while idle takes up new work as soon as it is back', async () => {
    const task = line.task({ topic: 'tip', lanes: ['telegram'] })
    await line.start([task], { requeueMs: 1_000 })
    await line.write('tip', 'telegram', ['tip_1'])
    await until('the first', isDone)
    await crash(name)
    await line.write('tip', 'telegram', makeRefs('tip_later', 60))
    await until('what came after', isDone, 40_000)
    expect(await line.effects()).toEqual(['tip_1', ...makeRefs('tip_later', 60)])
  })

  it('that hangs keeps no row: each is given back, and done when it answers again', async () => {
    const task = line.task({ topic: 'tip', lanes: ['telegram'] })
    const refs = makeRefs('tip', 30)
    const { faults } = await line.start([task], { requeueMs: 1_000 })
    const answer = await hang(name)
    await line.write('tip', 'telegram', refs)
    await until('rows in the hands of the relay', async () => (await line.outbox()).every(({ isQueued }) => isQueued))
    await until('their return', async () => (await line.outbox()).every(({ isQueued }) => !isQueued), 30_000)
    expect(faults.join()).toContain('did not take the work in time')
    await until('a second offer', async () => (await line.outbox()).every(({ isQueued }) => isQueued), 30_000)
    await answer()
    await until('all', isDone, 60_000)
    expect(await line.effects()).toEqual(refs)
  })

  it('that cannot be reached at the start says so, and can be thrown away', async () => {
    const url = name === 'redis' ? 'redis://127.0.0.1:1' : 'postgres://nobody@127.0.0.1:1/none'
    const engine = line.makeEngine(['tip.telegram'], () => {}, url)
    engine.work('tip.telegram', { concurrency: 1 }, async () => {})
    await expect(engine.ready()).rejects.toThrow(/ECONNREFUSED|connections in time/)
    await engine.close()
  })

  it('that is closed lets its process end', async () => {
    const url = name === 'redis' ? redis.url : world.database.urlAs('worker')
    const child = startProcess(name, url)
    await until('its job', () => child.said().includes('done'))
    child.finish()
    expect(await child.ended).toBe(0)
  })
})

describe('an engine on redis', { timeout: 60_000 }, () => {
  it('that is closed while Redis is away lets its process end', async () => {
    const child = startProcess('redis', redis.url)
    await until('its job', () => child.said().includes('done'))
    await redis.kill9()
    child.finish()
    expect(await child.ended).toBe(0)
    await redis.start()
  })

  it('that is closed while Redis hangs lets its process end', async () => {
    const child = startProcess('redis', redis.url)
    await until('its job', () => child.said().includes('done'))
    redis.pause()
    child.finish()
    const code = await child.ended
    redis.resume()
    expect(code).toBe(0)
  })

  it('that never found Redis and is closed lets its process end', async () => {
    const child = startProcess('redis', 'redis://127.0.0.1:1')
    await until('its refusal', () => child.said().includes('ready'), 30_000)
    child.finish()
    expect(await child.ended).toBe(0)
  })
})

function startProcess(name: EngineName, url: string) {
  const child = spawn(process.execPath, [PROCESS, name, url], { stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return { said: () => said, ended, finish: () => void child.stdin.write('.') }
}
