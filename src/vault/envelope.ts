/**
 * The one format of everything sealed, identity and content alike, kept for good:
 *
 *   byte 0        version (1)
 *   byte 1        purpose (1 identity, 2 content)
 *   8 bytes       id of the data key, random
 *   1 byte        number of wraps; for each:
 *     1 byte      algorithm (1 AES-256-GCM, 2 HPKE P-256)
 *     1+n bytes   id of the wrapping key, ASCII (read as Latin-1: Node's 'ascii' would drop a bit unseen)
 *     2+n bytes   the wrapped key
 *   12 bytes      nonce
 *   rest          AES-256-GCM ciphertext and tag
 *
 * Wraps are read from first to last, each opening the key of the next; the last opens the data key. They may be made
 * anew (key rotation) without touching the ciphertext, for what the ciphertext authenticates is version, purpose,
 * data key id and the record it belongs to, and each wrap authenticates the same and the id of its wrapping key.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { AppError } from '../domain/errors.ts'
import { takeRandom } from './random.ts'

export type Purpose = 'identity' | 'content'
const PURPOSES: Record<Purpose, number> = { identity: 1, content: 2 }
const VERSION = 1
export const AES_WRAP = 1
export const HPKE_WRAP = 2
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_ID_BYTES = 8

export interface Wrap {
  algorithm: typeof AES_WRAP | typeof HPKE_WRAP
  keyId: string
  bytes: Uint8Array
}

export interface Envelope {
  purpose: Purpose
  dataKeyId: Uint8Array
  wraps: Wrap[]
  nonce: Uint8Array
  ciphertext: Uint8Array
}

/** What ciphertext and wraps authenticate: version, purpose, data key and the record (`<table>:<id>:<field>`). */
export function boundTo(purpose: Purpose, dataKeyId: Uint8Array, record: string, wrappingKeyId = ''): Buffer {
  return Buffer.concat([
    Buffer.from([VERSION, PURPOSES[purpose]]),
    dataKeyId,
    Buffer.from(`${wrappingKeyId}\0${record}`, 'utf8'),
  ])
}

export function newDataKey(): { id: Uint8Array; key: Uint8Array } {
  return { id: takeRandom(KEY_ID_BYTES), key: takeRandom(32) }
}

/** AES-256-GCM: nonce, ciphertext, tag in one piece. */
export function aesSeal(key: Uint8Array, plain: Uint8Array, bound: Uint8Array): Buffer {
  const nonce = takeRandom(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(bound)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** @throws {AppError} `cannot-open`, the same for every cause. */
export function aesOpen(key: Uint8Array, sealed: Uint8Array, bound: Uint8Array): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw cannotOpen()
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
    decipher.setAAD(bound)
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
    const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    throw cannotOpen()
  }
}

export function encodeEnvelope(envelope: Envelope): Buffer {
  const parts: Uint8Array[] = [
    Buffer.from([VERSION, PURPOSES[envelope.purpose]]),
    envelope.dataKeyId,
    Buffer.from([envelope.wraps.length]),
  ]
  for (const wrap of envelope.wraps) {
    const keyId = Buffer.from(wrap.keyId, 'latin1')
    const size = Buffer.alloc(2)
    size.writeUInt16BE(wrap.bytes.length)
    parts.push(Buffer.from([wrap.algorithm, keyId.length]), keyId, size, wrap.bytes)
  }
  parts.push(envelope.nonce, envelope.ciphertext)
  return Buffer.concat(parts)
}

/** @throws {AppError} `cannot-open` for anything that is not an envelope of this version and purpose. */
export function decodeEnvelope(bytes: Uint8Array, purpose: Purpose): Envelope {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const take = (count: number): Buffer => {
    if (at + count > buffer.length) throw cannotOpen()
    at += count
    return buffer.subarray(at - count, at)
  }
  const [version, purposeByte] = take(2)
  if (version !== VERSION || purposeByte !== PURPOSES[purpose]) throw cannotOpen()
  const dataKeyId = take(KEY_ID_BYTES)
  const wraps: Wrap[] = []
  for (let left = take(1)[0] ?? 0; left > 0; left--) {
    const [algorithm, keyIdLength = 0] = take(2)
    if (algorithm !== AES_WRAP && algorithm !== HPKE_WRAP) throw cannotOpen()
    const keyId = take(keyIdLength).toString('latin1')
    wraps.push({ algorithm, keyId, bytes: take(take(2).readUInt16BE()) })
  }
  const nonce = take(NONCE_BYTES)
  return { purpose, dataKeyId, wraps, nonce, ciphertext: buffer.subarray(at) }
}

/** Every failure to open looks the same, so that a failure tells nothing. */
export function cannotOpen(): AppError {
  return new AppError('cannot-open', 'sealed data could not be opened')
}
