/** `npm run attack`: every promise of the line, attacked; at most 20 minutes. Exit code 1 on any finding. */
import { z } from 'zod'
import { readOrder, seedOption } from '../support/order.ts'
import { closeGrounds } from './ground.ts'
import type { Outcome } from './outcome.ts'
import { RUNS, type Run } from './runs.ts'

const HELP = `npm run attack -- [--quick] [--seed N] [--without-scanners] [--only NAME[,NAME]]
${RUNS.map(({ name, about }) => `  ${name.padEnd(9)} ${about}`).join('\n')}`

/** Whoever runs it waits for it. */
const LIMIT_MINUTES = 20
const FINDINGS_SHOWN = 40
const LETTERS_SHOWN = 600

const names = z
  .string()
  .transform((list) => list.split(','))
  .refine((list) => list.every((name) => RUNS.some((run) => run.name === name)), 'no run of that name')
const order = readOrder(
  HELP,
  z.object({
    seed: seedOption,
    only: names.optional(),
    quick: z.boolean().default(false),
    'without-scanners': z.boolean().default(false),
  }),
  ['quick', 'without-scanners'],
)
const { seed, only, quick: isQuick } = order
const log = (line: string): void => void process.stdout.write(`${line}\n`)

const wanted = RUNS.filter(({ name }) => only === undefined || only.includes(name)).filter(
  ({ isScanner }) => !isScanner || !order['without-scanners'],
)
log(`seed ${seed}`)
const began = performance.now()
const table: { run: Run; outcome: Outcome; seconds: number }[] = []
for (const run of wanted) {
  log(`\n${run.name}: ${run.about}`)
  const start = performance.now()
  const leftMs = LIMIT_MINUTES * 60_000 - (start - began)
  const outcome = await within(Math.min(run.limitMinutes * 60_000, leftMs), () => run.run({ seed, isQuick, log }))
  const seconds = (performance.now() - start) / 1_000
  table.push({ run, outcome, seconds })
  for (const finding of outcome.findings.slice(0, FINDINGS_SHOWN)) log(`  ${finding.slice(0, LETTERS_SHOWN)}`)
  if (outcome.findings.length > FINDINGS_SHOWN) log(`  and ${outcome.findings.length - FINDINGS_SHOWN} more`)
}

log('')
for (const { run, outcome, seconds } of table) {
  const verdict = outcome.findings.length === 0 ? 'nothing found' : `${outcome.findings.length} FINDINGS`
  log(`${run.name.padEnd(9)} ${verdict.padEnd(14)} ${seconds.toFixed(0).padStart(4)} s   ${outcome.tried}`)
}
for (const { name } of RUNS.filter((run) => run.isScanner && !wanted.includes(run) && only === undefined)) {
  log(`${name.padEnd(9)} not run, as asked`)
}
const found = table.reduce((sum, { outcome }) => sum + outcome.findings.length, 0)
log(`\n${table.length} runs, ${found} findings, ${((performance.now() - began) / 60_000).toFixed(1)} minutes`)
// A run that was ended has left servers behind, and work that would keep us waiting.
await closeGrounds()
process.exit(found === 0 ? 0 : 1)

/** The outcome, or a finding in its place: a run that fails or hangs has proved nothing. */
async function within(limitMs: number, work: () => Promise<Outcome>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => {
      resolve({ tried: 'not ended', findings: [`not done after ${(limitMs / 60_000).toFixed(1)} minutes`] })
      // What it goes on doing would slow the runs after it.
      void closeGrounds()
    }, limitMs)
  })
  try {
    return await Promise.race([work(), late])
  } catch (fault) {
    const words = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
    return { tried: 'failed', findings: [`the run failed: ${words}`] }
  } finally {
    clearTimeout(timer)
  }
}
