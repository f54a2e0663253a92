import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import type { Channel, Polled } from '../../bots/channel.ts'
import { UnknownUpdate } from '../../bots/channel.ts'
import { Permanent } from '../../src/domain/errors.ts'
import type { Receive } from '../../src/flow/receive.ts'
import { type Polling, startPolling } from '../../workers/poll.ts'
import { until } from '../support/line.ts'
import { cloneDatabase } from '../support/postgres.ts'

const database = await cloneDatabase()
const running: Polling[] = []
const closeAll = async (): Promise<void> => {
  await Promise.all(running.splice(0).map((one) => one.close()))
}
afterAll(closeAll)

/** A platform that hands out what is written, and notes who asks and with which cursor. */
function makePlatform(name: string) {
  const platform = {
    asked: [] as { by: string; cursor: string | null }[],
    /** How many ask at this moment, and how many ever did at once. */
    asking: 0,
    most: 0,
    queue: [] as Polled[],
    faults: [] as Error[],
    wake: new Set<() => void>(),
    write(polled: Polled): void {
      platform.queue.push(polled)
      for (const wake of platform.wake) wake()
    },
    channelFor(by: string): Channel {
      return {
        name,
        botId: '1',
        verify: async () => false,
        parse(body) {
          if (body === 'odd') throw new UnknownUpdate('not a known one')
          return [{ updateId: String(body), sentAt: null, sender: { chatId: 'c' }, content: { type: 'left' } }]
        },
        send: async () => ({ messageId: null }),
        pace: { perSecond: 1, perChatSecond: 1 },
        textMax: 10,
        async poll(cursor, signal) {
          platform.asked.push({ by, cursor })
          platform.asking += 1
          platform.most = Math.max(platform.most, platform.asking)
          try {
            return await next(signal)
          } finally {
            platform.asking -= 1
          }
        },
      }
    },
  }
  const next = (signal: AbortSignal): Promise<Polled> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const fault = platform.faults.shift()
        const polled = fault ? undefined : platform.queue.shift()
        if (!fault && !polled && !signal.aborted) return
        platform.wake.delete(look)
        if (polled) resolve(polled)
        else reject(fault ?? new Error('aborted'))
      }
      platform.wake.add(look)
      signal.addEventListener('abort', look)
      look()
    })
  return platform
}

function makeReceiver(): { receive: Receive; stored: string[]; unread: string[]; failures: Error[] } {
  const seen = { stored: [] as string[], unread: [] as string[], failures: [] as Error[] }
  const fail = (): void => {
    const failure = seen.failures.shift()
    if (failure) throw failure
  }
  const receive: Receive = {
    async accept(_source, messages) {
      fail()
      seen.stored.push(...messages.map(({ updateId }) => updateId))
      return messages.length
    },
    acceptInto: async () => 0,
    async keepUnread(_source, body) {
      fail()
      seen.unread.push(new TextDecoder().decode(body))
    },
  }
  return { receive, ...seen }
}

function start(channel: Channel, receive: Receive, log: string[] = []): Polling {
  const polling = startPolling({
    url: database.urlAs('worker'),
    channels: [channel],
    receive,
    log: (line) => void log.push(line),
  })
  running.push(polling)
  return polling
}

describe('polling', () => {
  it('gives the cursor back only when all it stands for is stored', async () => {
    const platform = makePlatform('one')
    const { receive, stored, unread } = makeReceiver()
    start(platform.channelFor('a'), receive)
    platform.write({ updates: ['1', 'odd', '2'], cursor: '3' })
    await until('the next poll', async () => platform.asked.length === 2)
    expect(platform.asked.map(({ cursor }) => cursor)).toEqual([null, '3'])
    expect([stored, unread]).toEqual([['1', '2'], ['"odd"']])
    await closeAll()
  })

  it('stores what it was told before it asks again, however often that fails', async () => {
    const platform = makePlatform('two')
    const { receive, stored, failures } = makeReceiver()
    failures.push(new Error('away'))
    const log: string[] = []
    start(platform.channelFor('a'), receive, log)
    platform.write({ updates: ['1'], cursor: null })
    await until('a failure', async () => log.length === 1)
    expect([stored, platform.asked.length]).toEqual([[], 1])
    await until('the next poll', async () => platform.asked.length === 2)
    expect(stored).toEqual(['1'])
    expect(log).toEqual(['poll two: not stored: Error'])
    await closeAll()
  })

  it('tells once what stands in its way, with what to do, and goes on', async () => {
    const platform = makePlatform('three')
    const { receive, stored } = makeReceiver()
    const log: string[] = []
    platform.faults.push(...[1, 2].map(() => new Permanent('conflict-409', { isChannelDown: true })))
    start(platform.channelFor('a'), receive, log)
    platform.write({ updates: ['1'], cursor: null })
    await until('the update', async () => stored.length === 1)
    expect(log).toEqual([
      'poll three: conflict-409 (a webhook is set or another program polls: tinbao channel disconnect)',
      'poll three: answers again',
    ])
    await closeAll()
  })

  it('is done by one process at a time, and by the next when that one stops', async () => {
    const platform = makePlatform('four')
    const { receive, stored } = makeReceiver()
    const first = start(platform.channelFor('a'), receive)
    await until('a poll', async () => platform.asking === 1)
    start(platform.channelFor('b'), receive)
    start(platform.channelFor('c'), receive)
    await until('two that wait', async () => (await countLocks()).waiting === 2)
    platform.write({ updates: ['1'], cursor: null })
    await until('the update', async () => stored.length === 1)
    await first.close()
    platform.write({ updates: ['2'], cursor: null })
    await until('the update', async () => stored.length === 2)
    expect(platform.most).toBe(1)
    expect(new Set(platform.asked.map(({ by }) => by)).size).toBe(2)
    await closeAll()
    expect(await countLocks()).toEqual({ held: 0, waiting: 0 })
  })

  it('passes to another in the moment its holder loses the database, and only one goes on', async () => {
    const platform = makePlatform('five')
    const { receive, stored } = makeReceiver()
    start(platform.channelFor('a'), receive)
    await until('a poll', async () => platform.asking === 1)
    start(platform.channelFor('b'), receive)
    await until('one that waits', async () => (await countLocks()).waiting === 1)
    await asAdmin(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
      and pid in (select pid from pg_stat_activity where application_name = 'tinbao lock')`)
    await until('the other', async () => platform.asked.some(({ by }) => by === 'b'))
    await until('the first to wait', async () => (await countLocks()).waiting === 1)
    platform.write({ updates: ['1'], cursor: null })
    await until('the update', async () => stored.length === 1)
    expect(platform.asking).toBeLessThanOrEqual(1)
    await closeAll()
  })
})

async function countLocks(): Promise<{ held: number; waiting: number }> {
  const rows = await asAdmin(`select l.granted from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and a.application_name = 'tinbao lock' and a.datname = current_database()`)
  const held = rows.filter(({ granted }) => granted === true).length
  return { held, waiting: rows.length - held }
}

async function asAdmin(statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  return client
    .query(statement)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}
