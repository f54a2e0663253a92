import { describe, expect, it } from 'vitest'
import type { Engine } from '../chaos/plan.ts'
import { runChaos } from '../chaos/run.ts'
import { throwDice } from '../support/random.ts'

/** The short form of `npm run chaos`: each part is killed at least once. */
const ENGINES: readonly { engine: Engine; kills: number }[] = [
  { engine: 'postgres', kills: 6 },
  { engine: 'redis', kills: 8 },
]
const MESSAGES = 250
const PER_SECOND = 28

// Not typed: it is plain JavaScript, for it runs before anything is installed.
const { ensureBuilt } = await import(new URL('../../src/cli/build.mjs', import.meta.url).href)
ensureBuilt()

describe('a line whose every part is killed while platforms fail', () => {
  it.each(ENGINES)(
    'loses nothing, doubles nothing and invents nothing on $engine',
    { timeout: 400_000 },
    async (one) => {
      const { seed } = throwDice(`chaos ${one.engine}`)
      const { signal } = new AbortController()
      const ran = await runChaos({ ...one, seed, messages: MESSAGES }, { perSecond: PER_SECOND, log: () => {}, signal })
      console.log(ran.report)
      expect(ran.verdict.problems, `history kept in ${ran.history}`).toEqual([])
      expect(ran.verdict.messages.found).toBeGreaterThan(MESSAGES * 0.9)
    },
  )
})
