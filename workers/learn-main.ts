import os from 'node:os'
import { z } from 'zod'
import { refit } from '../src/flow/refit.ts'
import { HEAD_NAMES } from '../src/understand/model/heads.ts'

// A refit in a process of its own, behind all other work. It gets the texts over its channel and nothing else: no settings,
// no keys, no database.

const order = z.object({
  folder: z.string(),
  seed: z.number().int(),
  lessons: z.array(
    z.object({ text: z.string(), voice: z.string(), labels: z.partialRecord(z.enum(HEAD_NAMES), z.string()) }),
  ),
  known: z.array(z.string()),
})

os.setPriority(os.constants.priority.PRIORITY_LOW)
process.once('message', (message) => {
  const report = (error: unknown): void => {
    process.stderr.write(`learning: the model in use: ${String(error)}\n`)
  }
  process.send?.(refit(order.parse(message), report), () => process.disconnect?.())
})
// Whoever asked is gone: nobody would take the answer.
process.once('disconnect', () => process.exit())
