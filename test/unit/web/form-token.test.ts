import { describe, expect, it } from 'vitest'
import { makeFormTokens } from '../../../src/web/form-token.ts'
import { makeThrottle } from '../../../src/web/throttle.ts'

const HOUR_MS = 60 * 60 * 1000

function makeClock() {
  const clock = { nowMs: Date.parse('2026-07-31T10:00:00Z'), now: () => new Date(clock.nowMs) }
  return clock
}

describe('form token', () => {
  const clock = makeClock()
  const tokens = makeFormTokens(new Uint8Array(32).fill(1), clock.now)

  it('carries a key of 128 random bits back', () => {
    const read = tokens.read('report', tokens.issue('report'))
    expect(read.ok && Buffer.from(read.key, 'base64url').length).toBe(16)
    expect(tokens.issue('report')).not.toBe(tokens.issue('report'))
  })

  it('opens no form but its own, and none once altered or made with another key', () => {
    const token = tokens.issue('report')
    const others = makeFormTokens(new Uint8Array(32).fill(2), clock.now)
    expect(tokens.read('reply', token)).toEqual({ ok: false, reason: 'missing' })
    expect(others.read('report', token)).toEqual({ ok: false, reason: 'missing' })
    for (const bad of [
      '',
      'x',
      `${token}x`,
      token.replace(/^./, (first) => (first === '0' ? '1' : '0')),
      '__proto__',
    ]) {
      expect(tokens.read('report', bad)).toEqual({ ok: false, reason: 'missing' })
    }
  })

  it('lives twelve hours, and its key outlives it', () => {
    const own = makeClock()
    const clocked = makeFormTokens(new Uint8Array(32).fill(1), own.now)
    const token = clocked.issue('chat')
    own.nowMs += 12 * HOUR_MS
    expect(clocked.read('chat', token).ok).toBe(true)
    own.nowMs += 1000
    expect(clocked.read('chat', token)).toMatchObject({ ok: false, reason: 'expired', key: token.split('.')[1] })
  })

  it('gives a repeat the same submission key and an edited text another', () => {
    expect(tokens.keyFor('k', ['một'])).toBe(tokens.keyFor('k', ['một']))
    expect(tokens.keyFor('k', ['một'])).not.toBe(tokens.keyFor('k', ['hai']))
    expect(tokens.keyFor('k', ['a', 'b'])).not.toBe(tokens.keyFor('k', ['a","b']))
    expect(tokens.keyFor('k', ['một'])).toMatch(/^[0-9a-f]{32}$/)
  })

  it('is not made with a short secret', () => {
    expect(() => makeFormTokens(new Uint8Array(31), clock.now)).toThrow(RangeError)
  })
})

describe('throttle of receipt codes', () => {
  it('stops a network after ten failures, gives one try back a minute, and leaves others alone', () => {
    const clock = makeClock()
    const throttle = makeThrottle(clock.now)
    for (let i = 0; i < 10; i++) {
      expect(throttle.takeTry('203.0.113.9')).toBe(true)
    }
    expect(throttle.takeTry('203.0.113.77')).toBe(false)
    expect(throttle.takeTry('203.0.114.9')).toBe(true)
    clock.nowMs += 60_000
    expect(throttle.takeTry('203.0.113.9')).toBe(true)
  })

  it('takes one /56 of IPv6 as one network, however it is written', () => {
    const throttle = makeThrottle(makeClock().now)
    for (let i = 0; i < 10; i++) throttle.takeTry('2001:db8:0:1200::1')
    expect(throttle.takeTry('2001:0db8:0:12ff:ffff::2')).toBe(false)
    expect(throttle.takeTry('2001:db8:0:1300::1')).toBe(true)
    expect(throttle.takeTry('2001:db8::1')).toBe(true)
    expect(throttle.takeTry('::1')).toBe(true)
  })

  it('forgets the oldest when a flood of networks comes, and never grows without end', () => {
    const throttle = makeThrottle(makeClock().now)
    for (let i = 0; i < 10; i++) throttle.takeTry('198.51.100.1')
    for (let i = 0; i < 10_000; i++) throttle.takeTry(`10.${i >> 8}.${i & 255}.1`)
    expect(throttle.takeTry('198.51.100.1')).toBe(true)
  })

  it('does not carry failures over a change of the daily salt', () => {
    const clock = makeClock()
    const throttle = makeThrottle(clock.now)
    for (let i = 0; i < 10; i++) throttle.takeTry('198.51.100.1')
    clock.nowMs += 24 * HOUR_MS
    expect(throttle.takeTry('198.51.100.1')).toBe(true)
  })
})
