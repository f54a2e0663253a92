import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Plan, Platform } from './plan.ts'
import type { Striker } from './strike.ts'
import type { Verdict } from './verdict.ts'
import type { Shown } from './watch.ts'

/** What all texts of the plan have in common must be in no log: a line for each log that has it. */
export async function findQuotes(folder: string): Promise<string[]> {
  const problems: string[] = []
  for (const name of ['web.log', 'worker.log', 'vault.log']) {
    const text = await readFile(path.join(folder, name), 'utf8')
    if (/nhà số|câu hỏi/.test(text)) problems.push(`${name} quotes a message`)
  }
  return problems
}

/** Beside ledger, logs, keys and data: the order, what was to fall and what fell, what was found, and all that was shown. */
export async function keepHistory(
  folder: string,
  plan: Plan,
  striker: Striker,
  shown: Record<Platform, readonly Shown[]>,
  verdict: Verdict,
): Promise<void> {
  const { seed, engine, kills, said } = plan
  const history = { order: { seed, engine, kills, messages: said.length }, incidents: plan.incidents }
  const found = { ...verdict, repeated: Object.fromEntries(verdict.repeated) }
  const text = JSON.stringify({ ...history, struck: striker.struck, verdict: found }, null, 2)
  await writeFile(path.join(folder, 'history.json'), text)
  const bubbles = Object.entries(shown).flatMap(([platform, list]) =>
    list.map(({ atMs, chatId, text: words }) => JSON.stringify({ atMs, platform, chatId, text: words })),
  )
  await writeFile(path.join(folder, 'shown.jsonl'), bubbles.join('\n'))
}
