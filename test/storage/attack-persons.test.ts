import { afterAll, expect, it } from 'vitest'
import { startServer } from '../../src/server/server.ts'
import { openStage } from '../attack/stage.ts'
import { run } from '../attack/two-persons.ts'
import { cloneDatabase } from '../support/postgres.ts'

const stage = await openStage({ ...(await cloneDatabase()), startServer })
afterAll(() => stage.close())

it('no way leads round the two persons, and each that reaches us leaves a row', { timeout: 120_000 }, async () => {
  const { tried, findings } = await run({ stage })
  expect(findings).toEqual([])
  expect(tried).toBeGreaterThanOrEqual(25)
})
