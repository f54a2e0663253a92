import type { Escalation, Worsening } from '../../domain/incident.ts'
import { URGENCIES } from '../../domain/tip.ts'
import { areCopies } from './near-words.ts'
import type { TipView } from './view.ts'

/** Which worsening is told where several are: what decides who must come stands first. */
const ORDER = ['victim', 'weapon', 'fire', 'place', 'urgency'] as const

/**
 * What a later voice says that none before it said and that makes the event worse; null where nothing is. A copy is heard
 * for what somebody put into it, and for nothing else: passed on, a text may be read as more urgent than it was. Raised
 * rather too often than not at all: an officer who looks once in vain loses a minute. `own`: what the same tip said before
 * more was added. It contains that, and is no copy for it; nor of those who passed that on.
 */
export function findEscalation(
  newer: TipView,
  others: readonly TipView[],
  own: TipView | null = null,
): Escalation | null {
  const before = own === null ? others : [...others, own]
  if (before.length === 0) return null
  const said = new Set(before.flatMap(({ signs }) => signs))
  const fresh = newer.signs.filter((sign) => !said.has(sign))
  const told = ORDER.find((name) => fresh.some((sign) => sign.startsWith(`${name}: `)))
  const isCopy = own === null && others.some((one) => areCopies(newer, one))
  const worsening = told ?? (isCopy ? null : raisedBy(newer, before))
  return worsening === null ? null : { worsening, urgency: newer.urgency }
}

/** Higher than all before, the first that must be told to call, or surely elsewhere. */
function raisedBy(newer: TipView, before: readonly TipView[]): Worsening | null {
  const highest = Math.min(...before.map(({ urgency }) => URGENCIES.indexOf(urgency)))
  const isHigher = URGENCIES.indexOf(newer.urgency) < highest
  const isFirstCall = newer.callNow && !before.some(({ callNow }) => callNow)
  if (isHigher || isFirstCall) return 'urgency'
  const { commune } = newer.place
  const isElsewhere =
    commune !== null && before.every(({ place }) => place.commune !== null && place.commune !== commune)
  return isElsewhere ? 'place' : null
}
