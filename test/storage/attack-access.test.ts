import { expect, it } from 'vitest'
import { startServer } from '../../src/server/server.ts'
import { run as setSettings } from '../attack/settings.ts'
import { run as swapIds } from '../attack/swapped-ids.ts'
import { cloneDatabase } from '../support/postgres.ts'

/** The long runs are `npm run attack`; a finding there is had again here by its seed. */
const SEED = 20_261_122

it('ids of others, over all routes and roles, bring nothing, tell nothing, and each refusal of a tip is recorded', {
  timeout: 60_000,
}, async () => {
  const ground = { ...(await cloneDatabase()), startServer }
  const { requests, audited, findings } = await swapIds({ seed: SEED, count: 400, ground })
  expect(findings).toEqual([])
  expect(requests).toBe(400)
  expect(audited).toBeGreaterThan(50)
})

it('no setting that injected SQL may change shows a row to any run-time role', { timeout: 60_000 }, async () => {
  const ground = { ...(await cloneDatabase()), startServer }
  const { requests, findings } = await setSettings({ seed: SEED, count: 60, ground })
  expect(findings).toEqual([])
  expect(requests).toBeGreaterThan(900)
})
