import { AES_WRAP, aesOpen, aesSeal, boundTo, cannotOpen, type Envelope, newDataKey, type Wrap } from './envelope.ts'

/** Epoch keys by id; `current` seals. Held by intake, workers and desk, kept outside Postgres and its backups. */
export interface ContentKeys {
  current: string
  keys: Readonly<Record<string, Uint8Array>>
}

/** A fresh data key for this record, and the same wrapped under the current epoch key. */
export function makeDataKey(epoch: ContentKeys, record: string): { id: Uint8Array; key: Uint8Array; wrap: Wrap } {
  const wrappingKey = epoch.keys[epoch.current]
  if (!wrappingKey) throw cannotOpen()
  const { id, key } = newDataKey()
  const bytes = aesSeal(wrappingKey, key, boundTo('content', id, record, epoch.current))
  return { id, key, wrap: { algorithm: AES_WRAP, keyId: epoch.current, bytes } }
}

/** @throws {AppError} `cannot-open` */
export function openDataKey(epoch: ContentKeys, record: string, envelope: Envelope): Uint8Array {
  for (const wrap of envelope.wraps) {
    const wrappingKey = wrap.algorithm === AES_WRAP ? epoch.keys[wrap.keyId] : undefined
    if (!wrappingKey) continue
    return aesOpen(wrappingKey, wrap.bytes, boundTo('content', envelope.dataKeyId, record, wrap.keyId))
  }
  throw cannotOpen()
}
