import { describe, expect, it } from 'vitest'
import { makeContentSealer } from '../../../src/vault/content.ts'
import { decodeEnvelope, type Envelope, encodeEnvelope, type Purpose } from '../../../src/vault/envelope.ts'
import { makeIdentityOpener, makeIdentitySealer, makeVaultKeys } from '../../../src/vault/identity.ts'
import { fixedKeys } from '../../support/keys.ts'
import { throwDice } from '../../support/random.ts'
import { CANNOT_OPEN, flipBit, tryOpen } from './open.ts'

/** Tries in all: so many are asked for by the issue "Sealed". */
const TRIES = 10_000

const dice = throwDice('refusals')
const below = (count: number): number => dice.between(0, count - 1)
const pick = <T>(list: readonly T[]): T => {
  const one = list[below(list.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

const content = makeContentSealer(
  fixedKeys('2026-11/open', {
    '2026-11/open': Buffer.alloc(32, 1),
    '2026-11/spam': Buffer.alloc(32, 2),
    'epoch-2026-10': Buffer.alloc(32, 3),
  }),
)
const pairs = [await makeVaultKeys('vault-1'), await makeVaultKeys('vault-2')]
const opener = makeIdentityOpener({
  get: (id) => pairs.find(({ privateKey }) => privateKey.id === id)?.privateKey,
})

/** One sealed thing, and how it is opened in its place. */
interface Sealed {
  purpose: Purpose | null
  record: string
  bytes: Buffer
  open(record: string, bytes: Uint8Array): unknown
}

const COUNT = 24
const sealed: Sealed[] = []
for (let at = 0; at < COUNT; at++) {
  const identityRecord = `identities:evt_${at}:sealed`
  const { publicKey } = pick(pairs)
  sealed.push({
    purpose: 'identity',
    record: identityRecord,
    // A sealer each: so that intake keys differ too.
    bytes: await makeIdentitySealer(publicKey).seal(identityRecord, { chatId: `${at}` }),
    open: (record, bytes) => opener.open(record, bytes),
  })
  const contentRecord = `events:evt_${at}:content`
  sealed.push({
    purpose: 'content',
    record: contentRecord,
    bytes: content.seal(contentRecord, { text: `tin ${at}` }),
    open: (record, bytes) => content.open(record, bytes),
  })
  // A record of its own: what two genuine values of one record allow stands in a test of its own below.
  const closedRecord = `tips:tip_${at}:essence`
  const rewrapped = content.rewrap(closedRecord, content.seal(closedRecord, at), '2026-11/spam')
  sealed.push({
    purpose: 'content',
    record: closedRecord,
    bytes: rewrapped,
    open: (record, bytes) => content.rewrap(record, bytes, 'epoch-2026-10') && content.open(record, bytes),
  })
  const fileRecord = `media:med_${at}:file`
  const sealing = content.beginFile(fileRecord)
  const pieces = ['một', 'hai', 'ba'].map((piece, number) => sealing.add(Buffer.from(piece), number === 2))
  const file = sealing.close({ at })
  sealed.push({
    purpose: 'content',
    record: fileRecord,
    bytes: file,
    open: (record, bytes) => content.openFile(record, bytes),
  })
  for (const [number, bytes] of pieces.entries()) {
    sealed.push({
      purpose: null,
      record: `${fileRecord} ${number}`,
      bytes,
      open: (record, piece) => content.openFile(fileRecord, file).openPiece(Number(record.split(' ')[1]), piece),
    })
  }
}

interface Attempt {
  what: string
  record: string
  bytes: Buffer
}

function swapParts(victim: Sealed, other: Sealed): Buffer {
  if (victim.purpose === null || other.purpose === null) return other.bytes
  const mine = decodeEnvelope(victim.bytes, victim.purpose)
  const theirs = decodeEnvelope(other.bytes, other.purpose)
  const swaps: ((envelope: Envelope) => Envelope)[] = [
    (envelope) => ({ ...envelope, wraps: theirs.wraps }),
    (envelope) => ({ ...envelope, wraps: theirs.wraps, dataKeyId: theirs.dataKeyId }),
    (envelope) => ({ ...envelope, ciphertext: theirs.ciphertext, nonce: theirs.nonce }),
    (envelope) => ({ ...envelope, nonce: theirs.nonce }),
    (envelope) => ({ ...envelope, dataKeyId: theirs.dataKeyId }),
    (envelope) => ({ ...envelope, purpose: envelope.purpose === 'content' ? 'identity' : 'content' }),
    (envelope) => ({ ...envelope, wraps: [] }),
    (envelope) => ({ ...envelope, wraps: envelope.wraps.toReversed().slice(0, 1).concat(theirs.wraps) }),
    (envelope) => ({ ...envelope, wraps: envelope.wraps.map((wrap) => ({ ...wrap, keyId: pick(KEY_IDS) })) }),
    (envelope) => ({
      ...envelope,
      wraps: envelope.wraps.map((wrap, at) => ({ ...wrap, bytes: theirs.wraps[at]?.bytes ?? wrap.bytes })),
    }),
  ]
  return encodeEnvelope(pick(swaps)(mine))
}

const KEY_IDS = ['2026-11/spam', 'epoch-2026-10', 'vault-2', 'constructor', '__proto__', '', 'x'.repeat(255)]

function attempt(victim: Sealed): Attempt {
  const other = pick(sealed.filter((one) => one !== victim && !one.bytes.equals(victim.bytes)))
  const { record, bytes } = victim
  const what = pick(['bit', 'bits', 'cut', 'grown', 'record', 'whole', 'parts', 'noise'])
  switch (what) {
    case 'bit':
      return { what, record, bytes: flipBit(bytes, below(bytes.length * 8)) }
    case 'bits':
      return { what, record, bytes: flipBit(flipBit(bytes, below(80)), 80 + below(bytes.length * 8 - 80)) }
    case 'cut':
      return { what, record, bytes: bytes.subarray(below(2) * below(8), below(bytes.length - 8)) }
    case 'grown':
      return { what, record, bytes: Buffer.concat([bytes, Buffer.alloc(1 + below(40), below(256))]) }
    case 'record':
      return { what, record: victim.purpose === null ? `x ${(Number(record.at(-1)) + 1) % 4}` : other.record, bytes }
    case 'whole':
      return { what, record, bytes: other.bytes }
    case 'parts':
      return { what, record, bytes: swapParts(victim, other) }
    default:
      return { what, record, bytes: Buffer.from(Array.from({ length: below(300) }, () => below(256))) }
  }
}

describe('sealed things', () => {
  it('all have a place of their own here, so that every exchange is one between places', () => {
    expect(new Set(sealed.map(({ record }) => record)).size).toBe(sealed.length)
  })

  it('do not say which of two genuine values of one record is the later: an older one put back opens', async () => {
    // A limit of the format, and no refusal: who may write to the database can put back what stood there before.
    const [older, newer] = [content.seal('findings:t:1:s', 'trước'), content.seal('findings:t:1:s', 'sau')]
    expect([content.open('findings:t:1:s', older), content.open('findings:t:1:s', newer)]).toEqual(['trước', 'sau'])
    const mixed = { ...decodeEnvelope(newer, 'content'), wraps: decodeEnvelope(older, 'content').wraps }
    expect(await tryOpen(() => content.open('findings:t:1:s', encodeEnvelope(mixed)))).toEqual(CANNOT_OPEN)
  })

  it('are opened in their place', async () => {
    for (const { record, bytes, open } of sealed) expect(await open(record, bytes)).not.toBeUndefined()
  })

  it(`are refused ${TRIES.toLocaleString('en')} times over when changed, cut, moved or mixed, always in the same words`, {
    timeout: 120_000,
  }, async () => {
    const answers = new Map<string, number>()
    let done = 0
    while (done < TRIES) {
      const victim = pick(sealed)
      const { what, record, bytes } = attempt(victim)
      if (bytes.equals(victim.bytes) && record === victim.record) continue
      done += 1
      const answer = await Promise.resolve()
        .then(() => victim.open(record, bytes))
        .then(
          () => `opened: ${what} of ${victim.record} as ${record}, ${bytes.toString('hex')}`,
          (error: Error) => JSON.stringify([error.name, error.message, Object.keys(error).sort(), error.cause ?? null]),
        )
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    }
    const same = JSON.stringify(['AppError', 'cannot-open: sealed data could not be opened', ['code', 'name'], null])
    expect([...answers]).toEqual([[same, TRIES]])
  })
})
