import { describe, expect, it } from 'vitest'
import { newId } from '../../../src/domain/ids.ts'
import { maxUrgency, mayFollow, publicStatus, STATUSES, type TipStatus, URGENCIES } from '../../../src/domain/tip.ts'

describe('statuses of a tip', () => {
  /** Reads: from each, to these and no others. Written out by hand from the domain reference 1.4. */
  const table: Record<TipStatus, string> = {
    received: 'triaged',
    triaged: 'forwarded accepted checking closed',
    forwarded: 'forwarded accepted checking closed',
    accepted: 'forwarded checking suspended resolved closed',
    checking: 'forwarded suspended resolved closed',
    suspended: 'checking closed',
    resolved: 'closed reopened',
    closed: 'reopened',
    reopened: 'forwarded accepted checking closed',
  }

  it.each(STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const)))(
    '%s to %s is as the rule says',
    (from, to) => {
      expect(mayFollow(from, to)).toBe(table[from].split(' ').includes(to))
    },
  )

  it('a tip is never closed unread by triage, and a closed one has one way out', () => {
    expect(mayFollow('received', 'closed')).toBe(false)
    expect(STATUSES.filter((to) => mayFollow('closed', to))).toEqual(['reopened'])
  })

  it('the public sees four words, and none that tells of suspicion or doubt', () => {
    expect(STATUSES.map((status) => [status, publicStatus(status)])).toEqual([
      ['received', 'received'],
      ['triaged', 'received'],
      ['forwarded', 'forwarded'],
      ['accepted', 'in-progress'],
      ['checking', 'in-progress'],
      ['suspended', 'in-progress'],
      ['resolved', 'answered'],
      ['closed', 'answered'],
      ['reopened', 'in-progress'],
    ])
  })
})

it('of two urgencies the greater stands, in either order', () => {
  for (const [i, a] of URGENCIES.entries()) {
    for (const [j, b] of URGENCIES.entries()) expect(maxUrgency(a, b)).toBe(i <= j ? a : b)
  }
})

describe('ids', () => {
  it('sort by the moment they were made', () => {
    const moments = [0, 1, 255, 256, 1_700_000_000_000, 1_700_000_000_001, 281_474_976_710_655]
    const ids = moments.map((nowMs) => newId('tip', nowMs))
    expect([...ids].sort()).toEqual(ids)
  })

  it('are UUIDs of version 7 behind the name of their kind, and no two alike', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('evt', 1_700_000_000_000))
    for (const id of ids)
      expect(id).toMatch(/^evt_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(new Set(ids).size).toBe(1_000)
    expect(Number.parseInt(ids[0]?.slice(4, 17).replace('-', '') ?? '', 16)).toBe(1_700_000_000_000)
  })
})
