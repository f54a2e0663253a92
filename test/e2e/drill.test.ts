import { expect, it } from 'vitest'
import { runDrill } from '../drill/run.ts'
import { throwDice } from '../support/random.ts'

// Not typed: it is plain JavaScript, for it runs before anything is installed.
const { ensureBuilt } = await import(new URL('../../src/cli/build.mjs', import.meta.url).href)
ensureBuilt()

const MESSAGES = 150

/** The short form of `npm run drill`. */
it('a line restored elsewhere has every message acknowledged before its last backup, opens, and has forgotten what was destroyed', {
  timeout: 400_000,
}, async () => {
  const { seed } = throwDice('drill')
  const said: string[] = []
  const drilled = await runDrill(
    { seed, messages: MESSAGES, perSecond: 28 },
    { log: (line) => void said.push(line), signal: new AbortController().signal },
  )
  expect(drilled.problems, said.join('\n')).toEqual([])
  expect(drilled.count.promised).toBeGreaterThan(MESSAGES / 5)
  expect(drilled.count.stored).toBeGreaterThanOrEqual(drilled.count.promised)
})
