import { setTimeout as pause } from 'node:timers/promises'
import type { System } from './system.ts'

/** Retries double up to minutes; what has not moved for so long will not. */
const STUCK_AFTER_MS = 300_000
const LOOK_EVERY_MS = 500
const TELL_EVERY_MS = 15_000

type Left = { what: string; count: number; detail: string | null }

/**
 * Waits until nothing is left to do: no work in the outbox, no message unanswered, no bubble unsent. Answers what
 * stayed open when nothing moved any more, one line a kind; `[]` is quiet.
 */
export async function waitForQuiet(
  system: System,
  parts: { log: (line: string) => void; signal: AbortSignal },
): Promise<string[]> {
  let last = ''
  let lastChange = performance.now()
  let lastTold = lastChange
  for (;;) {
    const left = await findLeft(system)
    const lines = left.map(({ what, count, detail }) => `${count} ${what}${detail ? ` (${detail})` : ''}`)
    if (left.length === 0) return []
    const now = lines.join('; ')
    if (now !== last) lastChange = performance.now()
    last = now
    // Given up for good is not waited for, once everything else is done.
    const isOnlyParked = left.every(({ what }) => what.startsWith('parked'))
    if (isOnlyParked || performance.now() - lastChange > STUCK_AFTER_MS) return lines
    if (performance.now() - lastTold > TELL_EVERY_MS) {
      lastTold = performance.now()
      parts.log(`still open: ${now}`)
    }
    await pause(LOOK_EVERY_MS, undefined, { signal: parts.signal })
  }
}

function findLeft(system: System): Promise<Left[]> {
  return system.query<Left>(
    `select 'open ' || topic as what, count(*)::int as count,
        'tries ' || max(attempts) || coalesce(', ' || string_agg(distinct error, ' '), '') as detail
      from outbox where parked_at is null group by topic
    union all
      select 'parked ' || topic, count(*)::int, string_agg(distinct error, ' ')
      from outbox where parked_at is not null group by topic
    union all
      select 'unanswered events', count(*)::int, null from events where processed_at is null having count(*) > 0
    union all
      select 'unsent bubbles', count(*)::int, string_agg(distinct error, ' ')
      from deliveries where status = 'pending' having count(*) > 0
    union all
      select 'parked bubbles', count(*)::int, string_agg(distinct error, ' ')
      from deliveries where status = 'parked' having count(*) > 0`,
  )
}
