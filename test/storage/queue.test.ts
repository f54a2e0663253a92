import { afterAll, expect, it } from 'vitest'
import { migrate } from '../../src/storage/migrate.ts'
import { makePostgresEngine } from '../../workers/queues.ts'
import { cloneDatabase } from '../support/postgres.ts'

const database = await cloneDatabase()
const faults: string[] = []
const engine = makePostgresEngine({ url: database.urlAs('worker'), onError: (error) => faults.push(error.message) })
afterAll(() => engine.close())

it('runs a job once however often it is offered, as a role that owns no table', async () => {
  const done: string[] = []
  let finish: () => void = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  await engine.add('tip', [{ id: 'out_1', ref: 'tip_1' }])
  await engine.add('tip', [
    { id: 'out_1', ref: 'tip_1' },
    { id: 'out_2', ref: 'tip_2' },
  ])
  engine.work('tip', { concurrency: 1 }, async ({ ref }) => {
    done.push(ref)
    if (done.length === 2) finish()
  })
  await finished
  expect(done.sort()).toEqual(['tip_1', 'tip_2'])
  expect(faults).toEqual([])
})

it('migrates again after the queue has been used', async () => {
  // BullMQ made a sequence of its own meanwhile, and it is not ours to grant on.
  expect(await migrate({ ownerUrl: database.url, passwords: database.passwords })).toEqual([])
})
