/** `npm run bench`: the goals of the performance reference, each measured beside its bare limit in the same run. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Bench, Engine, Sizes } from './bench.ts'
import { measureColdStart } from './cold-start.ts'
import { measureDesk } from './desk.ts'
import { measureSync, startEnvironment } from './environment.ts'
import { Figures } from './figures.ts'
import { measureIngest } from './ingest.ts'
import { measureLookup } from './lookup/measure.ts'
import { describeMachine, readLoadAverage } from './machine.ts'
import { measurePath } from './path.ts'
import { startProcess } from './processes.ts'
import { printRun, type Run, writeDocument } from './report.ts'

const HELP = 'npm run bench -- [--quick] [--only G1,G2] [--engine redis|postgres|both] [--rounds 5]'
const GOALS = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G10', 'G11', 'G12'] as const
const DOCUMENT = path.resolve(import.meta.dirname, '../../docs/performance.md')

const FULL: Sizes = {
  rounds: 5,
  loadMs: 4_000,
  singleCount: 1_000,
  steadyMs: 4_000,
  tips: 2_000,
  jobs: 10_000,
  burst: 10_000,
  watched: 500,
  indexed: [100_000, 1_000_000],
  looks: 2_000,
  // A burst of 10,000 is triaged in some 100 s on Redis and twice that on Postgres.
  patienceMs: 300_000,
}
const QUICK: Sizes = {
  rounds: 1,
  loadMs: 500,
  singleCount: 100,
  steadyMs: 500,
  tips: 300,
  jobs: 300,
  burst: 500,
  watched: 50,
  indexed: [2_000, 10_000],
  looks: 200,
  patienceMs: 20_000,
}

const options = z.object({
  quick: z.boolean().default(false),
  only: z
    .string()
    .default(GOALS.join())
    .transform((names) => names.toUpperCase().split(','))
    .pipe(z.array(z.enum(GOALS))),
  engine: z.enum(['redis', 'postgres', 'both']).default('both'),
  rounds: z.coerce.number().int().min(1).max(100).optional(),
})
const text = { type: 'string' } as const
const given = parseArgs({ options: { quick: { type: 'boolean' }, only: text, engine: text, rounds: text } })
const parsed = options.safeParse(given.values)
if (!parsed.success) {
  process.stderr.write(`${HELP}\nGoals: ${GOALS.join(', ')}\n`)
  process.exit(2)
}
const { quick, only, engine, rounds } = parsed.data
const goals: ReadonlySet<string> = new Set(only)
const engines: readonly Engine[] = engine === 'both' ? ['redis', 'postgres'] : [engine]
const sizes: Sizes = { ...(quick ? QUICK : FULL), ...(rounds === undefined ? {} : { rounds }) }
const figures = new Figures()
const log = (line: string): void => void process.stderr.write(`${line}\n`)
const wants = (...names: readonly string[]): boolean => names.some((name) => goals.has(name))

const loadBefore = readLoadAverage()
const environment = await startEnvironment()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Postgres would outlive us.
  process.once(signal, () => void environment.stop().finally(() => process.exit(130)))
}
/** The first part that failed: what was measured before it is printed all the same, after an hour of work. */
let fault: unknown = null
const run = await measure().finally(() => environment.stop())
process.stdout.write(printRun(run))
if (fault !== null) throw fault
// A part of it would put the rest out of sight, and one round says nothing.
if (!quick && GOALS.every((goal) => goals.has(goal)) && engine === 'both') {
  await mkdir(path.dirname(DOCUMENT), { recursive: true })
  await writeFile(DOCUMENT, writeDocument(run, await readFile(DOCUMENT, 'utf8').catch(() => '')))
  log('docs/performance.md is written anew.')
}
process.exit(0)

async function measure(): Promise<Run> {
  const syncBefore = await measureSync(environment.home)
  const web = await startProcess(new URL('../../dist/src/server/main.js', import.meta.url), environment.env)
  const vault = await startProcess(new URL('../../dist/src/vault/main.js', import.meta.url), environment.env)
  const load = await startProcess(new URL('./load-main.ts', import.meta.url))
  const bench: Bench = { environment, web, vault, load, sizes, log }
  try {
    await measureAll(bench).catch((error: unknown) => {
      fault = error
    })
    return {
      day: new Date().toISOString().slice(0, 10),
      rounds: sizes.rounds,
      machine: await describeMachine(environment),
      syncMs: { before: syncBefore, after: await measureSync(environment.home) },
      loadAverage: { before: loadBefore, after: readLoadAverage() },
      figures: figures.all,
    }
  } finally {
    await Promise.all([web.stop(), vault.stop(), load.stop()])
  }
}

async function measureAll(bench: Bench): Promise<void> {
  if (wants('G11')) await measureColdStart(sizes.rounds, figures, log)
  if (wants('G10')) await measureLookup(bench, figures)
  if (wants('G1', 'G2', 'G3', 'G8')) await measureIngest(bench, goals, figures)
  for (const one of engines) {
    if (wants('G4', 'G5', 'G6', 'G12')) await measurePath(bench, one, goals, figures)
    if (wants('G7')) await measureDesk(bench, one, figures)
  }
}
