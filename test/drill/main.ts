/** `npm run drill`: is what we back up enough to go on from? Exit code 1 and the folder of the drill on any failure. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { runDrill } from './run.ts'

const HELP = 'npm run drill -- [--seed N] [--messages 1500]'
/** As in `test/chaos/main.ts`: what the platforms' pace lets out. */
const PER_SECOND = 28

const options = z.object({
  seed: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .default(Date.now() % 2_147_483_647),
  messages: z.coerce.number().int().min(30).max(100_000).default(1_500),
})
const text = { type: 'string' } as const
const { values } = parseArgs({ options: { seed: text, messages: text } })
const parsed = options.safeParse(values)
if (!parsed.success) {
  process.stderr.write(
    `${HELP}\n${parsed.error.issues.map(({ path, message }) => `${path.join()}: ${message}`).join('\n')}\n`,
  )
  process.exit(2)
}
const log = (line: string): void => void process.stdout.write(`${line}\n`)
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort())

log(
  `seed ${parsed.data.seed}: ${HELP.replace(/\[.*/, '')}--seed ${parsed.data.seed} --messages ${parsed.data.messages}`,
)
const { count, problems, restoreMs, kept } = await runDrill(
  { ...parsed.data, perSecond: PER_SECOND },
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
