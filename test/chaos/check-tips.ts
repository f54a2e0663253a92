import type { PlannedMessage } from './plan.ts'
import { tipsOf } from './scripts.ts'
import type { Names, Stored } from './stored.ts'
import { type Count, emptyCount } from './verdict.ts'

/** One tip a report, none for a question, each triaged and before one unit, and every word of it attached. */
export function checkTips(
  stored: Stored,
  names: Names,
  there: ReadonlyMap<string, PlannedMessage>,
): { count: Count; problems: string[] } {
  const count = emptyCount()
  const problems: string[] = []
  const tips = Map.groupBy(stored.tips, (tip) => tip.conversationId)
  const events = Map.groupBy(stored.events, (event) => event.conversationId)
  for (const conversationId of new Set([...names.chatOf.keys(), ...tips.keys(), ...events.keys()])) {
    const messages = (events.get(conversationId) ?? []).flatMap(({ id }) => there.get(id) ?? [])
    const expected = tipsOf(messages.map(({ role }) => role))
    const found = tips.get(conversationId)?.length ?? 0
    count.expected += expected
    count.found += found
    if (found === expected) continue
    problems.push(`${messages.map(({ id }) => id).join(' ')}: ${found} tips and not ${expected}`)
    count.lost += Math.max(0, expected - found)
    if (expected === 0) count.invented += found
    else count.doubled += Math.max(0, found - expected)
  }

  for (const tip of stored.tips) {
    const isBeforeOne = tip.unitCode !== null && tip.primaries === 1
    if (!tip.isTriaged || tip.status !== 'triaged' || tip.code === null || !isBeforeOne) {
      problems.push(`tip ${tip.id} is ${tip.status}, before ${tip.primaries} units`)
    }
  }
  if (new Set(stored.tips.map(({ code }) => code)).size !== stored.tips.length) problems.push('two tips share a number')
  if (stored.assignments !== stored.audited) {
    problems.push(`${stored.assignments} assignments and ${stored.audited} audit rows`)
  }
  const homes = new Map(stored.tips.map((tip) => [tip.id, tip.conversationId]))
  for (const event of stored.events) {
    const message = there.get(event.id)
    // "gửi" is said to us and is no part of what is reported.
    if (!message || message.role === 'question' || message.role === 'send') continue
    const isAttached = event.tipId !== null && homes.get(event.tipId) === event.conversationId
    if (!isAttached) problems.push(`message ${message.id} belongs to no tip of its chat`)
  }
  return { count, problems }
}
