/** `npm run chaos`: proof of no loss (security reference). Exit code 1 and the folder of the history on any failure. */
import { z } from 'zod'
import { readOrder, seedOption } from '../support/order.ts'
import type { Engine } from './plan.ts'
import { runChaos } from './run.ts'

const HELP = 'npm run chaos -- [--seed N] [--messages 10000] [--kills 60] [--engine postgres|redis|both]'

/**
 * Each message is answered by 1.2 bubbles, and the platforms' pace (25 and 10 a second, `bots/`) lets 35 a second out:
 * a little less than that, and work is under way at every kill without piling up.
 */
const PER_SECOND = 28

const { engine, ...order } = readOrder(
  HELP,
  z.object({
    seed: seedOption,
    messages: z.coerce.number().int().min(1).max(100_000).default(10_000),
    kills: z.coerce.number().int().min(0).max(10_000).default(60),
    engine: z.enum(['postgres', 'redis', 'both']).default('both'),
  }),
)
const engines: readonly Engine[] = engine === 'both' ? ['postgres', 'redis'] : [engine]
const log = (line: string): void => void process.stdout.write(`${line}\n`)
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort())

log(
  `seed ${order.seed}: npm run chaos -- --seed ${order.seed} --messages ${order.messages} --kills ${order.kills} --engine ${engine}`,
)
for (const one of engines) {
  const parts = { perSecond: PER_SECOND, log, signal: stopping.signal }
  const ran = await runChaos({ ...order, engine: one }, parts).catch((fault: unknown) => {
    if (!stopping.signal.aborted) throw fault
    process.exit(130)
  })
  log(`\n${ran.report}`)
  if (ran.history === null) continue
  log(`history kept: ${ran.history}`)
  process.exitCode = 1
}
