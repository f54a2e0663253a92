import type { Told } from './ledger.ts'
import type { Plan } from './plan.ts'
import type { Struck } from './strike.ts'
import type { Count, Verdict } from './verdict.ts'

/** More than a screen of them says nothing more; all are in the history. */
const PROBLEMS_SHOWN = 20

/** The table, what struck, and as the last line the sum: `N sent, N acknowledged, N stored, 0 lost, 0 doubled, 0 invented`. */
export function describeRun(plan: Plan, told: Told, struck: readonly Struck[], verdict: Verdict): string {
  const { messages, tips, answers } = verdict
  const sum = (kind: 'lost' | 'doubled' | 'invented'): number => messages[kind] + tips[kind] + answers[kind]
  const attempts = [...told.statuses].map(([status, times]) => `${status} ${times}`).join(', ')
  const repeated = plan.posts.length - plan.said.length
  return [
    `engine ${plan.engine}, seed ${plan.seed}: ${plan.chats.length} chats, ${repeated} redeliveries on purpose`,
    `attempts by answer: ${attempts}`,
    `struck: ${describeStruck(struck)}`,
    '',
    row('', ['expected', 'found', 'lost', 'doubled', 'invented']),
    row('messages', cells(messages)),
    row('tips', cells(tips)),
    row('answers', cells(answers)),
    describeRepeated(verdict.repeated),
    '',
    ...verdict.problems.slice(0, PROBLEMS_SHOWN),
    ...(verdict.problems.length > PROBLEMS_SHOWN ? [`… ${verdict.problems.length} in all`] : []),
    `${told.sent.size} sent, ${told.acknowledged.size} acknowledged, ${messages.found} stored, ` +
      `${sum('lost')} lost, ${sum('doubled')} doubled, ${sum('invented')} invented`,
  ].join('\n')
}

function describeRepeated(repeated: Verdict['repeated']): string {
  const total = [...repeated.values()].reduce((sum, count) => sum + count, 0)
  const causes = [...repeated].map(([what, count]) => `${what} ${count}`)
  return `${total} answers shown again, on their way when something struck${total > 0 ? `: ${causes.join(', ')}` : ''}`
}

function describeStruck(struck: readonly Struck[]): string {
  const times = new Map<string, number>()
  for (const { what } of struck) {
    // Without how many sends a platform fault lasted.
    const word = what.replace(/ \d+$/, '')
    times.set(word, (times.get(word) ?? 0) + 1)
  }
  return [...times].map(([word, count]) => `${word} × ${count}`).join(', ')
}

function cells({ expected, found, lost, doubled, invented }: Count): (string | number)[] {
  return [expected, found, lost, doubled, invented]
}

function row(name: string, values: readonly (string | number)[]): string {
  return name.padEnd(10) + values.map((value) => String(value).padStart(10)).join('')
}
