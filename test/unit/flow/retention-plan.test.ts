import { describe, expect, it } from 'vitest'
import { DISPOSITIONS } from '../../../src/data/dispositions.ts'
import { findRetentionRule, RETENTION, readRetentionRules } from '../../../src/data/retention.ts'
import {
  addDuration,
  backupsOver,
  endOfMonth,
  monthOf,
  periodOver,
  planTip,
  readKeyId,
} from '../../../src/flow/retention-plan.ts'
import type { RetainedTip } from '../../../src/storage/retention.ts'

const at = (iso: string): Date => new Date(iso)
const tip = (more: Partial<RetainedTip> = {}): RetainedTip => ({
  id: 'tip_1',
  code: null,
  conversationId: 'cnv_1',
  disposition: 'no-offence',
  category: 'theft',
  isRestricted: false,
  closedAt: at('2026-11-10T03:00:00Z'),
  handedOverAt: null,
  isHeld: false,
  retention: null,
  eraseAfter: null,
  updatedAt: '',
  isToWrap: true,
  root: null,
  ...more,
})
const plan = (more: Partial<RetainedTip>) => planTip(tip(more), RETENTION)

describe('a month', () => {
  it.each([
    ['2026-11-30T16:59:59Z', '2026-11', '2026-11-30T17:00:00Z'],
    ['2026-11-30T17:00:00Z', '2026-12', '2026-12-31T17:00:00Z'],
    ['2026-12-31T16:59:59.999Z', '2026-12', '2026-12-31T17:00:00Z'],
    ['2026-12-31T17:00:00Z', '2027-01', '2027-01-31T17:00:00Z'],
    ['2028-02-29T10:00:00Z', '2028-02', '2028-02-29T17:00:00Z'],
  ])('begins and ends at midnight in Viet Nam: %s', (moment, month, end) => {
    expect([monthOf(at(moment)), endOfMonth(at(moment))]).toEqual([month, at(end)])
  })

  it('more or less than its neighbour ends on its own last day', () => {
    expect(addDuration(at('2027-01-31T03:00:00Z'), 'P1M')).toEqual(at('2027-02-28T03:00:00Z'))
    expect(addDuration(at('2028-02-29T03:00:00Z'), 'P12M')).toEqual(at('2029-02-28T03:00:00Z'))
    expect(addDuration(at('2027-03-31T03:00:00Z'), '-P30D')).toEqual(at('2027-03-01T03:00:00Z'))
  })
})

describe('a closed tip', () => {
  it.each([
    ['spam', '2026-11/spam', '2026-12-30T17:00:00Z'],
    ['no-offence', '2026-11/no-offence', '2027-11-30T17:00:00Z'],
    ['unverifiable', '2026-11/no-offence', '2027-11-30T17:00:00Z'],
    ['false-honest', '2026-11/no-offence', '2027-11-30T17:00:00Z'],
    ['false-deliberate', '2026-11/no-offence', '2027-11-30T17:00:00Z'],
    ['administrative', '2026-11/administrative', '2031-11-30T17:00:00Z'],
    ['warned', '2026-11/administrative', '2031-11-30T17:00:00Z'],
    ['not-prosecuted', '2026-11/administrative', '2031-11-30T17:00:00Z'],
    [null, '2026-11/administrative', '2031-11-30T17:00:00Z'],
  ])('as %s is kept so long after the end of its month', (disposition, keyId, until) => {
    expect(plan({ disposition })).toMatchObject({ keyId, eraseAfter: at(until) })
  })

  it('out of scope is kept no longer than to the next run, and under no key of its own', () => {
    expect(plan({ disposition: 'out-of-scope' })).toMatchObject({ keyId: null, eraseAfter: tip().closedAt })
  })

  it('of a criminal case has no day until it is handed over', () => {
    expect(plan({ disposition: 'prosecuted' })).toMatchObject({
      keyId: '2026-11/criminal',
      eraseAfter: null,
      forgetAfter: null,
    })
    const handedOverAt = at('2027-05-05T03:00:00Z')
    expect(plan({ disposition: 'prosecuted', handedOverAt })).toMatchObject({
      eraseAfter: handedOverAt,
      forgetAfter: handedOverAt,
    })
  })

  it('that repeats another is kept as long as that one, and without a day while that one is open', () => {
    const root = { disposition: 'administrative', category: null, isRestricted: false, handedOverAt: null }
    const closedAt = at('2026-12-01T03:00:00Z')
    expect(plan({ disposition: 'duplicate', root: { ...root, closedAt } }).eraseAfter).toEqual(
      at('2031-12-31T17:00:00Z'),
    )
    expect(plan({ disposition: 'duplicate', root: { ...root, closedAt: null } }).eraseAfter).toBeNull()
  })

  it('can have its sender named for 90 days after closing, spam for 30', () => {
    expect(plan({}).forgetAfter).toEqual(at('2027-02-08T03:00:00Z'))
    expect(plan({ disposition: 'spam' }).forgetAfter).toEqual(at('2026-12-10T03:00:00Z'))
  })

  it('closed in the last second of a month belongs to it', () => {
    expect(plan({ closedAt: at('2026-11-30T16:59:59Z') }).keyId).toBe('2026-11/no-offence')
    expect(plan({ closedAt: at('2026-11-30T17:00:00Z') }).keyId).toBe('2026-12/no-offence')
  })
})

describe('rules', () => {
  it('know every disposition there is', () => {
    const known = new Set(RETENTION.rules.flatMap((rule) => rule.dispositions ?? []))
    expect(DISPOSITIONS.map(({ code }) => code).filter((code) => !known.has(code))).toEqual([])
  })

  it('of the unit come first, by category as well, and may keep restricted tips longer', () => {
    const rules = readRetentionRules({
      rules: [{ id: 'corruption', categories: ['corruption-misconduct'], retention: 'criminal' }],
      periods: { 'no-offence': { restrictedContent: 'P10Y' } },
    })
    if (rules === null) throw new Error('refused')
    const found = findRetentionRule(rules, {
      disposition: 'no-offence',
      category: 'corruption-misconduct',
      isRestricted: false,
    })
    expect(found.id).toBe('corruption')
    expect(planTip(tip({ isRestricted: true }), rules).eraseAfter).toEqual(at('2036-11-30T17:00:00Z'))
    expect(planTip(tip(), rules).eraseAfter).toEqual(at('2027-11-30T17:00:00Z'))
  })
})

describe('a key', () => {
  it('is over with the period of its class, in Viet Nam, or once no backup can hold its month', () => {
    expect(periodOver('2026-11', 'spam', RETENTION)).toEqual(at('2026-12-30T17:00:00Z'))
    expect(periodOver('2026-12', 'criminal', RETENTION)).toEqual(at('2026-12-31T17:00:00Z'))
    expect(backupsOver('2026-11')).toEqual(at('2027-01-04T17:00:00Z'))
  })

  it('is read by its name alone', () => {
    expect([readKeyId('2026-11/spam'), readKeyId('epoch-2026-11')]).toEqual([
      { month: '2026-11', retention: 'spam' },
      { month: '2026-11', retention: 'open' },
    ])
    expect(['2026-13/spam', 'constructor', '', '2026-11/SPAM'].map(readKeyId)).toEqual([null, null, null, null])
  })
})
