import { describe, expect, it } from 'vitest'
import { makeBuckets, makePlaces } from '../../../src/web/buckets.ts'
import { makeLimits } from '../../../src/web/limits.ts'
import { makeNetworkKeys, NEAR, WIDE } from '../../../src/web/network.ts'

const DAY_MS = 24 * 60 * 60 * 1000

function makeClock() {
  const clock = { nowMs: Date.parse('2026-07-31T10:00:00Z'), now: () => new Date(clock.nowMs) }
  return clock
}

describe('the key of a network', () => {
  it('is one for an address however it is written, for its /24 or /64, and for nobody beside', () => {
    const keyOf = makeNetworkKeys(makeClock().now)
    expect(keyOf('::ffff:203.0.113.9', NEAR)).toBe(keyOf('203.0.113.9', NEAR))
    expect(keyOf('203.0.113.9', NEAR)).not.toBe(keyOf('203.0.113.10', NEAR))
    expect(keyOf('203.0.113.9', WIDE)).toBe(keyOf('203.0.113.10', WIDE))
    expect(keyOf('203.0.113.9', WIDE)).not.toBe(keyOf('203.0.114.9', WIDE))
    expect(keyOf('2001:db8::1', NEAR)).toBe(keyOf('2001:0DB8:0:0:ffff::2%eth0', NEAR))
    expect(keyOf('2001:db8:0:1::1', NEAR)).not.toBe(keyOf('2001:db8:0:2::1', NEAR))
    expect(keyOf('2001:db8:0:1::1', WIDE)).toBe(keyOf('2001:db8:0:2::1', WIDE))
    expect(keyOf('2001:db8:1::1', WIDE)).not.toBe(keyOf('2001:db8:2::1', WIDE))
  })

  it('tells nothing of the address, differs between processes, and changes every day', () => {
    const clock = makeClock()
    const [mine, other] = [makeNetworkKeys(clock.now), makeNetworkKeys(clock.now)]
    const key = mine('203.0.113.9', NEAR)
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(other('203.0.113.9', NEAR)).not.toBe(key)
    expect(mine('203.0.113.9', NEAR)).toBe(key)
    clock.nowMs += DAY_MS
    expect(mine('203.0.113.9', NEAR)).not.toBe(key)
  })
})

describe('a bucket', () => {
  it('gives what it holds at once, then one for each while that passes', () => {
    const clock = makeClock()
    const buckets = makeBuckets({ size: 3, refillMs: 1_000 }, clock.now)
    const takeAll = () => [1, 2, 3, 4].map(() => buckets.take('a'))
    expect(takeAll()).toEqual([true, true, true, false])
    expect(buckets.take('b')).toBe(true)
    clock.nowMs += 2_000
    expect(takeAll()).toEqual([true, true, false, false])
    buckets.giveBack('a')
    expect(buckets.take('a')).toBe(true)
  })

  it('never holds more than it began with, and survives a clock that goes back', () => {
    const clock = makeClock()
    const buckets = makeBuckets({ size: 2, refillMs: 1_000 }, clock.now)
    buckets.giveBack('a')
    clock.nowMs += DAY_MS
    expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([true, true, false])
    clock.nowMs -= DAY_MS
    expect(buckets.take('a')).toBe(false)
  })
})

describe('places', () => {
  it('are given back once, however often that is said', () => {
    const places = makePlaces(10)
    const leave = places.enter(['a', 1])
    expect(places.enter(['a', 1])).toBeNull()
    leave?.()
    leave?.()
    expect(places.enter(['a', 1])).not.toBeNull()
    expect(places.enter(['a', 1])).toBeNull()
  })

  it('are taken under all keys or under none, and are no more than all', () => {
    const places = makePlaces(2)
    places.enter(['a', 1], ['b', 5])
    expect(places.enter(['b', 5], ['a', 1])).toBeNull()
    expect(places.enter(['b', 2])).not.toBeNull()
    expect(places.enter(['c', 5])).toBeNull()
  })
})

describe('reports', () => {
  it('of a crowd of 200 behind one address pass twice over, and one a second for ever', () => {
    const clock = makeClock()
    const limits = makeLimits(clock.now)
    for (let i = 0; i < 600; i++) expect(limits.takeReport('203.0.113.9')).toBe(true)
    expect(limits.takeReport('203.0.113.9')).toBe(false)
    for (let second = 0; second < 100; second++) {
      clock.nowMs += 1_000
      expect([limits.takeReport('203.0.113.9'), limits.takeReport('203.0.113.9')]).toEqual([true, false])
    }
  })

  it('of one flooded address leave its neighbours theirs, and a flooded /24 leaves the others theirs', () => {
    const limits = makeLimits(makeClock().now)
    for (let i = 0; i < 10_000; i++) limits.takeReport('203.0.113.9')
    for (let i = 0; i < 200; i++) expect(limits.takeReport('203.0.113.10')).toBe(true)
    let passed = 800
    for (let host = 11; host < 255; host++) {
      for (let i = 0; i < 50; i++) passed += limits.takeReport(`203.0.113.${host}`) ? 1 : 0
    }
    expect(passed).toBe(3_000)
    expect(limits.takeReport('203.0.114.1')).toBe(true)
  })
})

describe('messages', () => {
  it('of one chat pass at 200 a minute, and a flood of one stops neither its neighbours nor the network', () => {
    const clock = makeClock()
    const limits = makeLimits(clock.now)
    for (let i = 0; i < 1_000; i++) {
      expect(limits.takeMessage('203.0.113.9', 'a')).toBe(true)
      clock.nowMs += 300
    }
    const flood = Array.from({ length: 1_000 }, () => limits.takeMessage('203.0.113.9', 'a'))
    expect(flood.filter(Boolean).length).toBeLessThanOrEqual(300)
    for (let i = 0; i < 300; i++) expect(limits.takeMessage('203.0.113.9', 'b')).toBe(true)
  })

  it('of one network end where it takes new chats for each', () => {
    const limits = makeLimits(makeClock().now)
    const passed = Array.from({ length: 3_000 }, () => limits.takeMessage('203.0.113.9', null)).filter(Boolean)
    expect(passed).toHaveLength(1_200)
    expect(limits.takeMessage('198.51.100.1', null)).toBe(true)
  })
})

describe('streams', () => {
  it('are two for a chat, 200 for a network, and come free when they end', () => {
    const limits = makeLimits(makeClock().now)
    const open = (address: string, session: string) => limits.openStream(address, session)
    const first = open('203.0.113.9', 'a')
    expect(open('203.0.113.9', 'a')).not.toBeNull()
    expect(open('203.0.113.9', 'a')).toBeNull()
    expect(open('198.51.100.1', 'a')).toBeNull()
    first?.()
    expect(open('203.0.113.9', 'a')).not.toBeNull()
    for (let i = 0; i < 198; i++) expect(open('203.0.113.9', `s${i}`)).not.toBeNull()
    expect(open('203.0.113.9', 'one more')).toBeNull()
    expect(open('203.0.113.10', 'a neighbour')).not.toBeNull()
  })

  it('are no more than the process can hold, whoever asks', () => {
    const limits = makeLimits(makeClock().now)
    const opened = Array.from({ length: 3_000 }, (_, i) => limits.openStream(`203.0.${i >> 8}.${i & 255}`, `s${i}`))
    expect(opened.filter((one) => one !== null)).toHaveLength(1_500)
  })
})
