import { z } from 'zod'
import { RETENTION_CLASSES, type RetentionClass } from './retention-classes.ts'

/**
 * What becomes of a closed tip's words: its class by what an officer recorded, and how long that class is kept. Starting
 * values of the domain reference (1.10), for the rules on files of sources about crime are not public: each is a
 * setting, see {@link readRetentionRules}.
 */
export const RETENTION_VERSION = 1

/** `out-of-scope` has no key of its own: its words go at once, tip by tip. */
export type KeptClass = Exclude<RetentionClass, 'open'> | 'out-of-scope'
const KEPT_CLASSES = ['out-of-scope', ...RETENTION_CLASSES.filter((name) => name !== 'open')] as const

export interface RetentionRule {
  /** Written into certificates. */
  id: string
  dispositions?: readonly string[] | undefined
  categories?: readonly string[] | undefined
  /** Only tips that are restricted. */
  isRestricted?: boolean | undefined
  retention: KeptClass
}

export interface RetentionPeriod {
  /** ISO 8601, after the end of the month of closing; null: until the case has been handed over. */
  content: string | null
  /** Days after closing for which the sender can be reached; null: until the case has been handed over. */
  identityDays: number | null
  /** Where the law asks for longer with restricted tips. */
  restrictedContent?: string | undefined
}

export interface RetentionRules {
  /** The first that fits. */
  rules: readonly RetentionRule[]
  periods: Readonly<Record<KeptClass, RetentionPeriod>>
  /** Words that became part of no tip: greetings, questions, drafts taken back. */
  strayDays: number
}

export const RETENTION: RetentionRules = {
  rules: [
    { id: 'out-of-scope', dispositions: ['out-of-scope'], retention: 'out-of-scope' },
    { id: 'spam', dispositions: ['spam'], retention: 'spam' },
    {
      id: 'no-offence',
      dispositions: ['no-offence', 'unverifiable', 'false-honest', 'false-deliberate', 'other-agency', 'duplicate'],
      retention: 'no-offence',
    },
    // Tạm đình chỉ: the clock stands still, and the case may go on (CPC 148).
    { id: 'criminal', dispositions: ['prosecuted', 'supporting', 'suspended'], retention: 'criminal' },
    // A decision not to open a case can be complained about for years: as long as an administrative one.
    {
      id: 'administrative',
      dispositions: [
        'administrative',
        'warned',
        'hazard-removed',
        'assisted',
        'handed-in',
        'transferred',
        'not-prosecuted',
      ],
      retention: 'administrative',
    },
    // What nobody decided upon is kept as long as anything with an end is.
    { id: 'undecided', retention: 'administrative' },
  ],
  periods: {
    'out-of-scope': { content: 'P0D', identityDays: 0 },
    spam: { content: 'P30D', identityDays: 30 },
    'no-offence': { content: 'P12M', identityDays: 90 },
    administrative: { content: 'P5Y', identityDays: 90 },
    criminal: { content: null, identityDays: null },
  },
  strayDays: 30,
}

/** Years to days; no hours, for a day is what is promised. */
const duration = z.string().regex(/^P(?=\d)(\d{1,3}Y)?(\d{1,4}M)?(\d{1,5}D)?$/)
const days = z.int().min(0).max(36_500)
const period = z.strictObject({
  content: duration.nullable().optional(),
  identityDays: days.nullable().optional(),
  restrictedContent: duration.optional(),
})
const rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  dispositions: z.array(z.string()).optional(),
  categories: z.array(z.string()).optional(),
  isRestricted: z.boolean().optional(),
  retention: z.enum(KEPT_CLASSES),
})
const settingFile = z.strictObject({
  rules: z.array(rule).optional(),
  periods: z.partialRecord(z.enum(KEPT_CLASSES), period).optional(),
  strayDays: days.optional(),
})

/**
 * The rules with what a JSON file of the unit changes: its `rules` come before ours, its `periods` take the place of ours
 * one by one. Null for what is no such file.
 */
export function readRetentionRules(value: unknown): RetentionRules | null {
  const parsed = settingFile.safeParse(value)
  if (!parsed.success) return null
  const { rules = [], periods = {}, strayDays = RETENTION.strayDays } = parsed.data
  const merge = (name: KeptClass): RetentionPeriod => {
    const [ours, theirs] = [RETENTION.periods[name], periods[name] ?? {}]
    const content = theirs.content === undefined ? ours.content : theirs.content
    const identityDays = theirs.identityDays === undefined ? ours.identityDays : theirs.identityDays
    return { content, identityDays, restrictedContent: theirs.restrictedContent ?? ours.restrictedContent }
  }
  return {
    rules: [...rules, ...RETENTION.rules],
    periods: {
      'out-of-scope': merge('out-of-scope'),
      spam: merge('spam'),
      'no-offence': merge('no-offence'),
      administrative: merge('administrative'),
      criminal: merge('criminal'),
    },
    strayDays,
  }
}

/** The first rule that fits; the last of ours fits everything. */
export function findRetentionRule(
  rules: RetentionRules,
  tip: { disposition: string | null; category: string | null; isRestricted: boolean },
): RetentionRule {
  const fits = (list: readonly string[] | undefined, value: string | null): boolean =>
    list === undefined || (value !== null && list.includes(value))
  const found = rules.rules.find(
    (one) =>
      fits(one.dispositions, tip.disposition) &&
      fits(one.categories, tip.category) &&
      (one.isRestricted !== true || tip.isRestricted),
  )
  return found ?? { id: 'undecided', retention: 'administrative' }
}
