import { expect, it } from 'vitest'
import { run as plantPeople } from '../attack/privacy.ts'
import { run as sendStrings } from '../attack/strings.ts'
import { throwDice } from '../support/random.ts'

// Not typed: it is plain JavaScript, for it runs before anything is installed.
const { ensureBuilt } = await import(new URL('../../src/cli/build.mjs', import.meta.url).href)
ensureBuilt()

/** The short forms of `npm run attack`; what is found there is found here again by its seed. */
it('people planted through every channel stand nowhere outside the vault, in no shape', {
  timeout: 400_000,
}, async () => {
  const { seed } = throwDice('privacy')
  const { findings, tried } = await plantPeople({ seed, isQuick: true, engines: ['redis'], count: 15, log: () => {} })
  console.log(tried)
  expect(findings).toEqual([])
})

it('hostile strings run no script, break no policy, fail no page and push none out of its window', {
  timeout: 900_000,
}, async () => {
  const { seed } = throwDice('strings')
  const { findings, tried } = await sendStrings({ seed, isQuick: true, log: () => {} })
  console.log(tried)
  expect(findings).toEqual([])
})
