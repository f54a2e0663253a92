import type { RetentionClass } from '../data/retention-classes.ts'
import { AES_WRAP, aesOpen, aesSeal, boundTo, cannotOpen, type Envelope, newDataKey, type Wrap } from './envelope.ts'

/** Epoch keys by id. Held by intake, workers and desk, kept outside Postgres and its backups. */
export interface ContentKeys {
  /** What seals now, for what has this retention class. @throws {AppError} `cannot-open` where there is none */
  current(retention: RetentionClass): { id: string; key: Uint8Array }
  get(id: string): Uint8Array | undefined
}

/** A fresh data key for this record, and the same wrapped under the newest key for what is open. */
export function makeDataKey(epoch: ContentKeys, record: string): { id: Uint8Array; key: Uint8Array; wrap: Wrap } {
  const wrapping = epoch.current('open')
  const { id, key } = newDataKey()
  return { id, key, wrap: wrapDataKey(wrapping, record, id, key) }
}

/** @throws {AppError} `cannot-open` */
export function openDataKey(epoch: ContentKeys, record: string, envelope: Envelope): Uint8Array {
  // One wrap and no other: a second one, under another month's key, would outlive the first one's destruction.
  const [wrap, more] = envelope.wraps
  const wrappingKey = wrap?.algorithm === AES_WRAP && !more ? epoch.get(wrap.keyId) : undefined
  if (!wrap || !wrappingKey) throw cannotOpen()
  return aesOpen(wrappingKey, wrap.bytes, boundTo('content', envelope.dataKeyId, record, wrap.keyId))
}

/** The same data key under another epoch key, in the place of all wraps there were. @throws {AppError} `cannot-open` */
export function rewrapDataKey(epoch: ContentKeys, record: string, envelope: Envelope, keyId: string): Envelope {
  const wrappingKey = epoch.get(keyId)
  if (!wrappingKey) throw cannotOpen()
  const key = openDataKey(epoch, record, envelope)
  return { ...envelope, wraps: [wrapDataKey({ id: keyId, key: wrappingKey }, record, envelope.dataKeyId, key)] }
}

function wrapDataKey(
  wrapping: { id: string; key: Uint8Array },
  record: string,
  dataKeyId: Uint8Array,
  key: Uint8Array,
): Wrap {
  const bytes = aesSeal(wrapping.key, key, boundTo('content', dataKeyId, record, wrapping.id))
  return { algorithm: AES_WRAP, keyId: wrapping.id, bytes }
}
