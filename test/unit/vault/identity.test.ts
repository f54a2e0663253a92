import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeContentSealer } from '../../../src/vault/content.ts'
import { decodeEnvelope, encodeEnvelope } from '../../../src/vault/envelope.ts'
import { makeIdentityOpener, makeIdentitySealer, makeVaultKeys } from '../../../src/vault/identity.ts'
import { fixedKeys, onlyKey } from '../../support/keys.ts'
import { CANNOT_OPEN, flipBit, tryOpen } from './open.ts'

const { publicKey, privateKey } = await makeVaultKeys('vault-1')
const stranger = await makeVaultKeys('vault-1')
const RECORD = 'identities:evt_1:sealed'
const WHO = { chatId: '4812', displayName: 'Trần Thị Bưởi' }
const sealer = makeIdentitySealer(publicKey)

afterEach(() => void vi.useRealTimers())

/** Which intake key wrapped an envelope. */
const intakeKeyOf = (sealed: Uint8Array): string | undefined => decodeEnvelope(sealed, 'identity').wraps[1]?.keyId

describe('a sealed identity', () => {
  it('opens with the private key of the vault, whatever was sealed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.string()), async (value) => {
        expect(await makeIdentityOpener(onlyKey(privateKey)).open(RECORD, await sealer.seal(RECORD, value))).toEqual(
          JSON.parse(JSON.stringify(value)),
        )
      }),
      { numRuns: 25 },
    )
  })

  it('shows neither chat id nor name', async () => {
    const sealed = await sealer.seal(RECORD, WHO)
    expect([sealed.includes('4812'), sealed.includes('Bưởi')]).toEqual([false, false])
  })

  it('does not open with the private key of another vault, even under the same name', async () => {
    const sealed = await sealer.seal(RECORD, WHO)
    expect(await tryOpen(() => makeIdentityOpener(onlyKey(stranger.privateKey)).open(RECORD, sealed))).toEqual(
      CANNOT_OPEN,
    )
    expect(
      await tryOpen(() => makeIdentityOpener(onlyKey({ ...privateKey, id: 'vault-2' })).open(RECORD, sealed)),
    ).toEqual(CANNOT_OPEN)
  })

  it('never opens with content keys, nor content as an identity', async () => {
    const content = makeContentSealer(fixedKeys())
    const sealed = await sealer.seal(RECORD, WHO)
    expect(await tryOpen(() => content.open(RECORD, sealed))).toEqual(CANNOT_OPEN)
    expect(
      await tryOpen(() => makeIdentityOpener(onlyKey(privateKey)).open(RECORD, content.seal(RECORD, WHO))),
    ).toEqual(CANNOT_OPEN)
    const renamed = encodeEnvelope({ ...decodeEnvelope(sealed, 'identity'), purpose: 'content' })
    expect(await tryOpen(() => content.open(RECORD, renamed))).toEqual(CANNOT_OPEN)
  })

  it('does not open in the place of another record', async () => {
    const sealed = await sealer.seal(RECORD, WHO)
    expect(
      await tryOpen(() => makeIdentityOpener(onlyKey(privateKey)).open('identities:evt_2:sealed', sealed)),
    ).toEqual(CANNOT_OPEN)
  })

  it('does not open once a bit is turned', async () => {
    const sealed = await sealer.seal(RECORD, WHO)
    // Every bit of the head, which is parsed by hand; a sample of the rest, which is ciphertext.
    const bits = fc.oneof(fc.integer({ min: 0, max: 12 * 8 }), fc.integer({ min: 0, max: sealed.length * 8 - 1 }))
    await fc.assert(
      fc.asyncProperty(bits, async (bit) => {
        expect(await tryOpen(() => makeIdentityOpener(onlyKey(privateKey)).open(RECORD, flipBit(sealed, bit)))).toEqual(
          CANNOT_OPEN,
        )
      }),
      { numRuns: 300 },
    )
  })

  it('does not open when cut off anywhere', async () => {
    const sealed = await sealer.seal(RECORD, WHO)
    for (let length = 0; length < sealed.length; length += 3) {
      expect(
        await tryOpen(() => makeIdentityOpener(onlyKey(privateKey)).open(RECORD, sealed.subarray(0, length))),
      ).toEqual(CANNOT_OPEN)
    }
  })

  it('does not open with the wrapped keys of another identity, one of them or both', async () => {
    const mine = decodeEnvelope(await sealer.seal(RECORD, WHO), 'identity')
    const other = decodeEnvelope(await makeIdentitySealer(publicKey).seal(RECORD, { chatId: '7' }), 'identity')
    const [first, second] = mine.wraps
    const [otherFirst, otherSecond] = other.wraps
    for (const wraps of [
      [otherFirst, second],
      [first, otherSecond],
      [otherFirst, otherSecond],
      [second, first],
      [first],
      [first, second, second],
    ]) {
      const swapped = encodeEnvelope({ ...mine, wraps: wraps.filter((wrap) => wrap !== undefined) })
      expect(await tryOpen(() => makeIdentityOpener(onlyKey(privateKey)).open(RECORD, swapped))).toEqual(CANNOT_OPEN)
    }
  })
})

describe('the key intake keeps in memory', () => {
  it('is renewed after a minute, and what was sealed before still opens at the vault', async () => {
    let nowMs = 1_000_000
    const turning = makeIdentitySealer(publicKey, () => nowMs)
    const first = await turning.seal(RECORD, WHO)
    nowMs += 59_000
    const within = await turning.seal(RECORD, WHO)
    nowMs += 2_000
    const later = await turning.seal(RECORD, WHO)
    expect(intakeKeyOf(within)).toBe(intakeKeyOf(first))
    expect(intakeKeyOf(later)).not.toBe(intakeKeyOf(first))
    for (const sealed of [first, within, later])
      expect(await makeIdentityOpener(onlyKey(privateKey)).open(RECORD, sealed)).toEqual(WHO)
  })

  it('is forgotten within a minute even when nobody writes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const idle = makeIdentitySealer(publicKey, () => 1_000_000)
    const first = await idle.seal(RECORD, WHO)
    vi.advanceTimersByTime(60_000)
    expect(intakeKeyOf(await idle.seal(RECORD, WHO))).not.toBe(intakeKeyOf(first))
  })

  it('is one key for all who come at once, so that a burst costs one sealing to the vault', async () => {
    const busy = makeIdentitySealer(publicKey)
    const sealed = await Promise.all(Array.from({ length: 20 }, () => busy.seal(RECORD, WHO)))
    expect(new Set(sealed.map(intakeKeyOf)).size).toBe(1)
  })

  it('is made anew as soon as the vault has another key, and each opens with the private half it names', async () => {
    const second = await makeVaultKeys('vault-2')
    let newest = publicKey
    const following = makeIdentitySealer(() => newest)
    const before = await following.seal(RECORD, WHO)
    newest = second.publicKey
    const after = await following.seal(RECORD, WHO)
    const keys = [privateKey, second.privateKey]
    const opener = makeIdentityOpener({ get: (id) => keys.find((key) => key.id === id) })
    for (const sealed of [before, after]) expect(await opener.open(RECORD, sealed)).toEqual(WHO)
    expect(await tryOpen(() => makeIdentityOpener(onlyKey(privateKey)).open(RECORD, after))).toEqual(CANNOT_OPEN)
    expect(await tryOpen(() => makeIdentityOpener(onlyKey(second.privateKey)).open(RECORD, before))).toEqual(
      CANNOT_OPEN,
    )
  })

  it('a public key that is no point on the curve fails each time and is not remembered', async () => {
    const broken = makeIdentitySealer({ id: 'vault-1', raw: new Uint8Array(65) })
    await expect(broken.seal(RECORD, WHO)).rejects.toThrow()
    await expect(broken.seal(RECORD, WHO)).rejects.toThrow()
  })
})
