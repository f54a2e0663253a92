import { expect, it } from 'vitest'
import { startServer } from '../../src/server/server.ts'
import { run } from '../attack/pgtap.ts'
import { cloneDatabase } from '../support/postgres.ts'

it('pgTAP finds no foreign row and no right too many, as any run-time role, in any table, view or function', {
  timeout: 180_000,
}, async () => {
  const { passed, findings } = await run({ ground: { ...(await cloneDatabase()), startServer } })
  expect(findings).toEqual([])
  expect(passed).toBeGreaterThan(500)
})
