import { type Figure, isReached, measuredWords, wantedWords } from './figures.ts'

/** What a run found, and under which conditions. */
export interface Run {
  /** Day of the run, `2026-11-22`. */
  day: string
  rounds: number
  machine: readonly string[]
  syncMs: { before: number; after: number }
  loadAverage: { before: string; after: string }
  figures: readonly Figure[]
}

const BEGIN = '<!-- What was tried: written by hand, kept by the command -->'
const END = '<!-- End of what was tried -->'
const NOTHING_TRIED = '\nNothing yet.\n'

/** For the terminal. */
export function printRun(run: Run): string {
  const goals = run.figures.filter(({ wanted }) => wanted !== null)
  const others = run.figures.filter(({ wanted }) => wanted === null)
  const missed = goals.filter((figure) => isReached(figure) === false)
  return [
    '',
    ...conditionsOf(run),
    '',
    ...align([['goal', 'what', 'queue', 'wanted', 'measured', 'reached'], ...goals.map(rowOf)]),
    '',
    ...align(others.map((figure) => rowOf(figure).slice(0, 5))),
    '',
    missed.length === 0 ? 'Every goal is reached.' : `${missed.length} of ${goals.length} bounds are missed.`,
    '',
  ].join('\n')
}

/** The whole of `docs/performance.md`. `before`: the file as it stands, of which the part written by hand is kept. */
export function writeDocument(run: Run, before: string): string {
  const goals = run.figures.filter(({ wanted }) => wanted !== null)
  const others = run.figures.filter(({ wanted }) => wanted === null)
  return `# Performance

Written by \`npm run bench\`, but for the part "What was tried". A bound is a ratio of two sides measured in turn in one
run; machines differ and are shared, so the ratios and the CPU time of a message mean something, the rates little.

${conditionsOf(run)
  .map((line) => `- ${line}`)
  .join('\n')}

## Bounds

${table(['goal', 'what', 'queue', 'wanted', 'measured: median (min to max)', 'reached'], goals.map(rowOf))}

## Beside them

${table(
  ['goal', 'what', 'queue', 'measured: median (min to max)'],
  others.map((figure) => rowOf(figure).filter((_, at) => at !== 3 && at !== 5)),
)}

## How

- **Ingest** (G1, G2, G3, G8): Telegram's webhook on the web process from \`dist\`, no worker running, 128 kept connections
  from a generator in a process of its own; every message comes from a chat of its own. The bare limit is Hono, zod and
  the same batcher over one table; "one statement" inserts conversation, tip and outbox row for each request on a pool of
  the same size. G3 compares the same insert through the batcher and past it.
- **Whole path** (G4, G5, G6, G12): understanding and stages are no-ops. Understanding answers "danger now", so that each
  message files a tip by itself; the four stages find a constant, which is sealed and saved as theirs are. Each tip has
  two answers, sent to nobody, at once and without a platform's pace. Not counted: the generator's CPU.
- **Desk** (G7): real understanding and stages, 100 tips a second, a page that hears the stream and fetches its rows by
  the rules of \`desk-live.js\`.
- **Look-up** (G10): two databases of their own, filled in bulk with invented tips of some five weeks, to the same rows and
  entries that linking would have saved (a test compares them), then vacuumed and checkpointed. A look-up is what the job
  of linking does for one tip: its traces and their HMACs, the candidates that share one, the sender's own tips, and all
  their views opened. The bare statements select the same rows by their indexes and open nothing; pg_trgm is asked for the
  same words in the open.
- **Start** (G11): what \`npm start\` runs, demonstration included, to the first 200 of the webhook.

## What was tried

${BEGIN}${keptPart(before)}${END}
`
}

function conditionsOf({ day, rounds, machine, syncMs, loadAverage }: Run): string[] {
  return [
    `${day}, ${rounds} ${rounds === 1 ? 'round: too few to say anything' : 'rounds, sides in turn'}`,
    ...machine,
    `4 KB written and synced: p50 ${syncMs.before.toFixed(2)} ms before, ${syncMs.after.toFixed(2)} ms after`,
    `Load average: ${loadAverage.before} before, ${loadAverage.after} after`,
  ]
}

function rowOf(figure: Figure): string[] {
  const reached = isReached(figure)
  return [
    figure.goal,
    figure.what,
    figure.engine ?? '',
    wantedWords(figure),
    measuredWords(figure),
    reached === null ? '' : reached ? 'yes' : 'no',
  ]
}

function keptPart(before: string): string {
  const [start, end] = [before.indexOf(BEGIN), before.indexOf(END)]
  return start === -1 || end < start ? NOTHING_TRIED : before.slice(start + BEGIN.length, end)
}

function table(head: readonly string[], rows: readonly string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function align(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((cells) => cells[at]?.length ?? 0))) ?? []
  return rows.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
