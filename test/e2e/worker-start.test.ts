import { expect, it } from 'vitest'
import { until } from '../support/line.ts'
import { startOwnLine } from '../support/own-line.ts'
import { attach, openChat, platformEnv, startPlatforms, WAIT_MS } from '../support/platform-line.ts'
import { startWorkerProcess } from '../support/worker-process.ts'

const { telegram, zalo } = await startPlatforms()
const env = { ...platformEnv(telegram, zalo), REQUEUE_SECONDS: '1' }
const line = await startOwnLine(env)
attach(telegram, zalo, line.server.address)

/** Rounds, for the moment in which it matters is short. */
const ROUNDS = 3

it('a worker in whose first moments Postgres goes away works when it is back', { timeout: 120_000 }, async () => {
  const home = { home: line.config.home, databaseUrl: line.postgres.url }
  for (let round = 0; round < ROUNDS; round += 1) {
    const worker = await startWorkerProcess(home, env)
    await line.postgres.stop()
    await line.startPostgres()
    const chat = openChat('zalo-bot', telegram, zalo)
    await until('the update to be taken', async () => (await chat.say('cứu với nó cầm dao ở phường Bến Thành')) === 200)
    await until('the answer', async () => chat.got().some(({ text }) => text.includes('Đã ghi nhận lúc')), WAIT_MS)
    expect(await line.query('select 1 from tips'), 'filed once').toHaveLength(round + 1)
    await worker.kill9()
  }
})
