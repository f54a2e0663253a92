import type { Told } from '../chaos/ledger.ts'
import type { Plan } from '../chaos/plan.ts'
import { makeNames } from '../chaos/stored.ts'
import type { System } from '../chaos/system.ts'
import { type Canary, findCanary, type Look, openerOf } from './canaries.ts'

export interface LedgerCount {
  /** Acknowledged before the last backup of the log began: these must be there. */
  promised: number
  /** Acknowledged in all. */
  acknowledged: number
  stored: number
}

/**
 * The restored messages against the ledger: everything acknowledged before the last backup of the log, word for word
 * and once, whatever came later or not, and nothing that was not sent.
 */
export async function checkLedger(
  look: Look,
  plan: Plan,
  parts: { promised: ReadonlySet<string>; told: Told; canaries: readonly Canary[] },
): Promise<{ count: LedgerCount; problems: string[] }> {
  // It asks for settings and rows alone.
  const names = await makeNames(plan, look as System)
  const byKey = new Map(plan.said.map((message) => [names.updateKey(message), message]))
  const open = await openerOf(look)
  const events = await look.query<{ id: string; key: string; content: Buffer | null }>(
    `select id, encode(update_key, 'hex') as key, content from events`,
  )
  const own = new Set(parts.canaries.map(({ eventId }) => eventId))
  const problems: string[] = []
  const stored = new Set<string>()
  for (const { id, key, content } of events) {
    if (own.has(id)) continue
    const message = byKey.get(key)
    if (!message || !parts.told.sent.has(message.id)) problems.push(`event ${id} was never sent`)
    else if (stored.has(message.id)) problems.push(`message ${message.id} is there twice`)
    else if (open(id, content) !== message.text) problems.push(`message ${message.id} has other words`)
    if (message) stored.add(message.id)
  }
  for (const id of parts.promised) if (!stored.has(id)) problems.push(`message ${id} is lost`)
  const count = { promised: parts.promised.size, acknowledged: parts.told.acknowledged.size, stored: stored.size }
  return { count, problems }
}

/** What must be of each canary after the restore. */
export async function checkCanaries(look: Look, canaries: readonly Canary[]): Promise<string[]> {
  const problems: string[] = []
  for (const canary of canaries) {
    const found = await findCanary(look, canary)
    const words = {
      kept: canary.words,
      'identity-erased': canary.words,
      'tip-erased': 'gone',
      'key-destroyed': 'closed',
    }
    const expected = {
      words: words[canary.fate],
      chatId: canary.fate === 'identity-erased' ? null : canary.chatId,
      essence: canary.fate !== 'tip-erased',
    }
    for (const name of ['words', 'chatId', 'essence'] as const) {
      // What was found may name somebody: it is not printed.
      if (found[name] !== expected[name]) problems.push(`canary ${canary.fate}: ${name} is not as it must be`)
    }
  }
  return problems
}
