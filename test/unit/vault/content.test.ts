import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeContentSealer } from '../../../src/vault/content.ts'
import { decodeEnvelope, encodeEnvelope } from '../../../src/vault/envelope.ts'
import { fixedKeys } from '../../support/keys.ts'
import { CANNOT_OPEN, flipBit, tryOpen } from './open.ts'

const old = randomBytes(32)
const now = randomBytes(32)
const before = makeContentSealer(fixedKeys('epoch-2026-10', { 'epoch-2026-10': old }))
const after = makeContentSealer(fixedKeys('epoch-2026-11', { 'epoch-2026-10': old, 'epoch-2026-11': now }))
const RECORD = 'events:evt_1:content'
const OTHER = 'events:evt_2:content'
const TOLD = { content: { type: 'text', text: 'mất xe ở chợ' } }

describe('sealed content', () => {
  it('opens again, whatever JSON was sealed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, record) => {
        expect(after.open(record, after.seal(record, value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('shows nothing of what it holds, and never the same bytes twice', () => {
    const sealed = after.seal(RECORD, TOLD)
    expect(sealed.includes('chợ')).toBe(false)
    expect(sealed.equals(after.seal(RECORD, TOLD))).toBe(false)
  })

  it('does not open once any single bit of it is turned', async () => {
    const sealed = after.seal(RECORD, TOLD)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      expect(await tryOpen(() => after.open(RECORD, flipBit(sealed, bit)))).toEqual(CANNOT_OPEN)
    }
  })

  it('does not open when it is cut off anywhere, or when something is added', async () => {
    const sealed = after.seal(RECORD, TOLD)
    for (let length = 0; length < sealed.length; length++) {
      expect(await tryOpen(() => after.open(RECORD, sealed.subarray(0, length)))).toEqual(CANNOT_OPEN)
    }
    expect(await tryOpen(() => after.open(RECORD, Buffer.concat([sealed, Buffer.from([0])])))).toEqual(CANNOT_OPEN)
  })

  it('does not open as noise, for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await tryOpen(() => after.open(RECORD, bytes))).toEqual(CANNOT_OPEN)
      }),
    )
  })

  it('does not open in the place of another record', async () => {
    expect(await tryOpen(() => after.open(OTHER, after.seal(RECORD, TOLD)))).toEqual(CANNOT_OPEN)
  })

  it('does not open with the wrapped key of another envelope, of the same record or not', async () => {
    for (const record of [RECORD, OTHER]) {
      const mine = decodeEnvelope(after.seal(RECORD, TOLD), 'content')
      const other = decodeEnvelope(after.seal(record, TOLD), 'content')
      const swapped = encodeEnvelope({ ...mine, wraps: other.wraps })
      expect(await tryOpen(() => after.open(RECORD, swapped))).toEqual(CANNOT_OPEN)
      const moved = encodeEnvelope({ ...mine, wraps: other.wraps, dataKeyId: other.dataKeyId })
      expect(await tryOpen(() => after.open(RECORD, moved))).toEqual(CANNOT_OPEN)
    }
  })

  it('does not open under another key with the same name, nor with no key of that name', async () => {
    const stranger = makeContentSealer(fixedKeys('epoch-2026-11', { 'epoch-2026-11': randomBytes(32) }))
    expect(await tryOpen(() => stranger.open(RECORD, after.seal(RECORD, TOLD)))).toEqual(CANNOT_OPEN)
    expect(await tryOpen(() => before.open(RECORD, after.seal(RECORD, TOLD)))).toEqual(CANNOT_OPEN)
  })

  it('does not open under the name of another key that wraps with the same bytes', async () => {
    const twins = makeContentSealer(fixedKeys('a', { a: now, b: now }))
    const envelope = decodeEnvelope(twins.seal(RECORD, TOLD), 'content')
    const renamed = encodeEnvelope({ ...envelope, wraps: envelope.wraps.map((wrap) => ({ ...wrap, keyId: 'b' })) })
    expect(await tryOpen(() => twins.open(RECORD, renamed))).toEqual(CANNOT_OPEN)
  })

  it('is not sealed at all without the current key', async () => {
    const keyless = makeContentSealer(fixedKeys('epoch-2026-12', {}))
    expect(await tryOpen(() => keyless.seal(RECORD, TOLD))).toEqual(CANNOT_OPEN)
  })
})

describe('rotation of epoch keys', () => {
  it('leaves what was sealed under the old key open, and seals anew under the new one', () => {
    const sealed = before.seal(RECORD, TOLD)
    expect(after.open(RECORD, sealed)).toEqual(TOLD)
    expect(decodeEnvelope(after.seal(RECORD, TOLD), 'content').wraps.map((wrap) => wrap.keyId)).toEqual([
      'epoch-2026-11',
    ])
  })

  it('can wrap a data key anew without touching the ciphertext', async () => {
    const sealed = before.seal(RECORD, TOLD)
    const rewrapped = after.rewrap(RECORD, sealed, 'epoch-2026-11')
    const onlyNew = makeContentSealer(fixedKeys('epoch-2026-11', { 'epoch-2026-11': now }))
    expect(onlyNew.open(RECORD, rewrapped)).toEqual(TOLD)
    expect([after.keyIdOf(sealed), after.keyIdOf(rewrapped)]).toEqual(['epoch-2026-10', 'epoch-2026-11'])
    expect(decodeEnvelope(rewrapped, 'content').ciphertext).toEqual(decodeEnvelope(sealed, 'content').ciphertext)
    // What was wrapped under the old key is gone from it: destroying the old key changes nothing, the new one all.
    expect(await tryOpen(() => before.open(RECORD, rewrapped))).toEqual(CANNOT_OPEN)
  })

  it('wraps nothing anew that does not open, nor to another record, nor under a key that is not there', async () => {
    const sealed = before.seal(RECORD, TOLD)
    for (const rewrap of [
      () => after.rewrap(OTHER, sealed, 'epoch-2026-11'),
      () => after.rewrap(RECORD, sealed, 'epoch-2027-01'),
      () => after.rewrap(RECORD, sealed, 'constructor'),
      () => after.rewrap(RECORD, flipBit(sealed, 8 * 40), 'epoch-2026-11'),
      () => before.rewrap(RECORD, after.seal(RECORD, TOLD), 'epoch-2026-10'),
      () => after.keyIdOf(sealed.subarray(0, 20)),
    ]) {
      expect(await tryOpen(rewrap)).toEqual(CANNOT_OPEN)
    }
  })

  it('an epoch key destroyed takes with it what it sealed', async () => {
    const forgetful = makeContentSealer(fixedKeys('epoch-2026-11', { 'epoch-2026-11': now }))
    expect(await tryOpen(() => forgetful.open(RECORD, before.seal(RECORD, TOLD)))).toEqual(CANNOT_OPEN)
  })
})
