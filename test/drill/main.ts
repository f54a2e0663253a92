/** `npm run drill`: is what we back up enough to go on from? Exit code 1 and the folder of the drill on any failure. */
import { z } from 'zod'
import { readOrder, seedOption } from '../support/order.ts'
import { runDrill } from './run.ts'

const HELP = 'npm run drill -- [--seed N] [--messages 1500]'
/** As in `test/chaos/main.ts`: what the platforms' pace lets out. */
const PER_SECOND = 28

const order = readOrder(
  HELP,
  z.object({ seed: seedOption, messages: z.coerce.number().int().min(30).max(100_000).default(1_500) }),
)
const log = (line: string): void => void process.stdout.write(`${line}\n`)
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort())

log(`seed ${order.seed}: npm run drill -- --seed ${order.seed} --messages ${order.messages}`)
const { count, problems, restoreMs, kept } = await runDrill(
  { ...order, perSecond: PER_SECOND },
  { log, signal: stopping.signal },
)
for (const problem of problems) log(problem)
log(`restored in ${(restoreMs / 1_000).toFixed(1)} s`)
log(
  `${count.acknowledged} acknowledged, ${count.promised} of them before the last backup, ${count.stored} restored, ` +
    `${problems.length} problems`,
)
if (kept !== null) {
  log(`kept: ${kept}`)
  process.exitCode = 1
}
