import {
  AES_WRAP,
  aesOpen,
  aesSeal,
  boundTo,
  cannotOpen,
  decodeEnvelope,
  encodeEnvelope,
  newDataKey,
} from './envelope.ts'

/** Epoch keys by id; `current` seals. Held by intake, workers and desk, kept outside Postgres and its backups. */
export interface ContentKeys {
  current: string
  keys: Readonly<Record<string, Uint8Array>>
}

/** Seals and opens what was said. `record` names the place it lies in, so that a swapped ciphertext does not open. */
export interface ContentSealer {
  seal(record: string, value: unknown): Buffer
  /** @throws {AppError} `cannot-open` */
  open(record: string, sealed: Uint8Array): unknown
}

const NONCE_BYTES = 12

/** JSON in, JSON out; a fresh data key each, wrapped under the current epoch key. */
export function makeContentSealer(epoch: ContentKeys): ContentSealer {
  return {
    seal(record, value) {
      const wrappingKey = epoch.keys[epoch.current]
      if (!wrappingKey) throw cannotOpen()
      const { id, key } = newDataKey()
      const wrapped = aesSeal(wrappingKey, key, boundTo('content', id, record, epoch.current))
      const sealed = aesSeal(key, Buffer.from(JSON.stringify(value), 'utf8'), boundTo('content', id, record))
      return encodeEnvelope({
        purpose: 'content',
        dataKeyId: id,
        wraps: [{ algorithm: AES_WRAP, keyId: epoch.current, bytes: wrapped }],
        nonce: sealed.subarray(0, NONCE_BYTES),
        ciphertext: sealed.subarray(NONCE_BYTES),
      })
    },
    open(record, sealed) {
      const envelope = decodeEnvelope(sealed, 'content')
      for (const wrap of envelope.wraps) {
        const wrappingKey = wrap.algorithm === AES_WRAP ? epoch.keys[wrap.keyId] : undefined
        if (!wrappingKey) continue
        const key = aesOpen(wrappingKey, wrap.bytes, boundTo('content', envelope.dataKeyId, record, wrap.keyId))
        const body = Buffer.concat([envelope.nonce, envelope.ciphertext])
        return JSON.parse(aesOpen(key, body, boundTo('content', envelope.dataKeyId, record)).toString('utf8'))
      }
      throw cannotOpen()
    },
  }
}
