import { findRetentionRule, type KeptClass, type RetentionRules } from '../data/retention.ts'
import type { RetainedTip } from '../storage/retention.ts'

/** What the rules say of one closed tip. */
export interface Plan {
  retention: KeptClass
  /** Key its records belong under; null: under one for what is open. */
  keyId: string | null
  /** When its words go; null: no day can be named yet. */
  eraseAfter: Date | null
  /** When its sender can no longer be named; null: no day can be named yet. */
  forgetAfter: Date | null
  /** For the certificate: the rule, and what it rests on. */
  rule: string
  basis: string
}

const ZONE = 'Asia/Ho_Chi_Minh'
/** Backups live at most so long (security reference, invariant 11): what is younger may still be restored. */
export const BACKUP_DAYS_MAX = 35

/**
 * What becomes of a closed tip. Periods run from the end of the month of closing, in Viet Nam, for one key holds the
 * month; a duplicate is kept as long as its root. Pure.
 */
export function planTip(tip: RetainedTip, rules: RetentionRules): Plan {
  const own = planAlone(tip, rules)
  if (tip.disposition !== 'duplicate' || !tip.root) return own
  const root = tip.root.closedAt === null ? null : planAlone({ ...tip.root, closedAt: tip.root.closedAt }, rules)
  return {
    ...own,
    rule: `duplicate:${root?.rule ?? 'root-open'}`,
    eraseAfter: later(own.eraseAfter, root?.eraseAfter ?? null),
    forgetAfter: later(own.forgetAfter, root?.forgetAfter ?? null),
  }
}

type Alone = Pick<RetainedTip, 'disposition' | 'category' | 'isRestricted' | 'closedAt' | 'handedOverAt'>

function planAlone(tip: Alone, rules: RetentionRules): Plan {
  const found = findRetentionRule(rules, tip)
  const { retention } = found
  const period = rules.periods[retention]
  const content = (tip.isRestricted ? period.restrictedContent : undefined) ?? period.content
  const isAtOnce = retention === 'out-of-scope'
  const begins = isAtOnce ? tip.closedAt : endOfMonth(tip.closedAt)
  return {
    retention,
    keyId: isAtOnce ? null : `${monthOf(tip.closedAt)}/${retention}`,
    eraseAfter: content === null ? tip.handedOverAt : addDuration(begins, content),
    forgetAfter:
      period.identityDays === null ? tip.handedOverAt : addDuration(tip.closedAt, `P${period.identityDays}D`),
    rule: found.id,
    basis: content === null ? 'handed-over' : `${content} after ${isAtOnce ? 'closing' : 'the month of closing'}`,
  }
}

/** When the period of a class that ended with this month is over, for tips that are not restricted. */
export function periodOver(month: string, retention: KeptClass, rules: RetentionRules): Date {
  return addDuration(endOf(month), rules.periods[retention].content ?? 'P0D')
}

/** When nothing of this month can lie in a backup any more. */
export function backupsOver(month: string): Date {
  return addDuration(endOf(month), `P${BACKUP_DAYS_MAX}D`)
}

/** `2026-11`, in Viet Nam. */
export function monthOf(at: Date): string {
  return zoned(at).toPlainDate().toPlainYearMonth().toString()
}

/** The moment at which the month that holds `at` is over in Viet Nam. */
export function endOfMonth(at: Date): Date {
  return endOf(monthOf(at))
}

/** Calendar days and months in Viet Nam; the 31st plus a month is the last day of a shorter one. */
export function addDuration(at: Date, duration: string): Date {
  return new Date(zoned(at).add(Temporal.Duration.from(duration)).epochMilliseconds)
}

/** Month and class of an epoch key; keys of the first version have no class and are open. Null for any other name. */
export function readKeyId(id: string): { month: string; retention: string } | null {
  const [, month, retention = 'open'] = /^(?:epoch-)?(\d{4}-(?:0[1-9]|1[0-2]))(?:\/([a-z-]+))?$/.exec(id) ?? []
  return month === undefined ? null : { month, retention }
}

function later(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return null
  return one > other ? one : other
}

function endOf(month: string): Date {
  const next = Temporal.PlainYearMonth.from(month).add({ months: 1 })
  return new Date(next.toPlainDate({ day: 1 }).toZonedDateTime(ZONE).epochMilliseconds)
}

function zoned(at: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(ZONE)
}
