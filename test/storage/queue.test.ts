import { expect, it } from 'vitest'
import { migrate } from '../../src/storage/migrate.ts'
import { makePostgresEngine } from '../../workers/queues.ts'
import { cloneDatabase } from '../support/postgres.ts'
import { until } from '../support/until.ts'

const database = await cloneDatabase()

it('migrates again after the queue has been used, by a role that owns no table', async () => {
  const done: string[] = []
  const faults: string[] = []
  const engine = makePostgresEngine({
    url: database.urlAs('worker'),
    queues: ['tip.telegram'],
    onError: (error) => faults.push(error.message),
  })
  engine.work('tip.telegram', { concurrency: 1 }, async (works) => void done.push(...works.map(({ ref }) => ref)))
  await engine.add('tip.telegram', [{ id: 'out_1', works: [{ id: 'out_1', ref: 'tip_1' }] }])
  await until('the job', () => done.length > 0)
  await engine.close()
  expect(faults).toEqual([])
  // BullMQ made a sequence of its own meanwhile, and it is not ours to grant on.
  expect(await migrate({ ownerUrl: database.url, passwords: database.passwords })).toEqual([])
})
