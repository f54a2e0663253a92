/** A process that fills weeks of the index, one after the other, as it is told. */
import { z } from 'zod'
import { makeContentSealer } from '../../../src/vault/content.ts'
import { readContentKeys } from '../../../src/vault/content-keys.ts'
import { readPeppers } from '../../../src/vault/keys.ts'
import { makePseudonyms } from '../../../src/vault/pseudonyms.ts'
import { fillIndex } from './fill.ts'

const asked = z.object({
  url: z.string(),
  keysFolder: z.string(),
  order: z.object({
    seed: z.number(),
    fromMs: z.number(),
    toMs: z.number(),
    count: z.number(),
    first: z.number(),
  }),
})

process.on('message', (message) => void fill(message))
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: '' })

async function fill(message: unknown): Promise<void> {
  const { url, keysFolder, order } = asked.parse(message)
  const content = makeContentSealer(await readContentKeys(keysFolder))
  const { token: nameToken } = makePseudonyms(await readPeppers(keysFolder))
  await fillIndex(url, { content, nameToken }, order)
  process.send?.({ done: true })
}
