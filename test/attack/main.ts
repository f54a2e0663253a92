/** `npm run attack`: every promise of the line, attacked; at most 20 minutes. Exit code 1 on any finding. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Outcome } from './outcome.ts'
import { RUNS, type Run } from './runs.ts'

const HELP = `npm run attack -- [--quick] [--seed N] [--without-scanners] [--only NAME[,NAME]]
${RUNS.map(({ name, about }) => `  ${name.padEnd(9)} ${about}`).join('\n')}`

/** Whoever runs it waits for it. */
const LIMIT_MINUTES = 20
const FINDINGS_SHOWN = 40
const LETTERS_SHOWN = 600

const options = z.object({
  seed: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .default(Date.now() % 2_147_483_647),
  only: z
    .string()
    .transform((names) => names.split(','))
    .refine((names) => names.every((name) => RUNS.some((run) => run.name === name)), 'no run of that name')
    .optional(),
  quick: z.boolean().default(false),
  'without-scanners': z.boolean().default(false),
  help: z.boolean().default(false),
})

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const { values } = parseArgs({
  options: { seed: text, only: text, quick: flag, 'without-scanners': flag, help: flag },
})
const parsed = options.safeParse(values)
if (!parsed.success || parsed.data.help) {
  const problems = parsed.error?.issues.map(({ path, message }) => `${path.join()}: ${message}`) ?? []
  process.stderr.write(`${[...problems, HELP].join('\n')}\n`)
  process.exit(parsed.success ? 0 : 2)
}
const { seed, only, quick: isQuick } = parsed.data
const log = (line: string): void => void process.stdout.write(`${line}\n`)

const wanted = RUNS.filter(({ name }) => only === undefined || only.includes(name)).filter(
  ({ isScanner }) => !isScanner || !parsed.data['without-scanners'],
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
await (await import('./ground.ts')).closeGrounds()
process.exit(found === 0 ? 0 : 1)

/** The outcome, or a finding in its place: a run that fails or hangs has proved nothing. */
async function within(limitMs: number, work: () => Promise<Outcome>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome>((resolve) => {
    const minutes = (limitMs / 60_000).toFixed(1)
    timer = setTimeout(() => resolve({ tried: 'not ended', findings: [`not done after ${minutes} minutes`] }), limitMs)
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
