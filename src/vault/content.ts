import { type ContentKeys, makeDataKey, openDataKey } from './data-key.ts'
import { aesOpen, aesSeal, boundTo, decodeEnvelope, encodeEnvelope } from './envelope.ts'
import { beginFile, type OpenedFile, openFile, type SealingFile } from './files.ts'

/** Seals and opens what was said and sent. `record` names the place it lies in, so that a swapped ciphertext does not open. */
export interface ContentSealer {
  seal(record: string, value: unknown): Buffer
  /** @throws {AppError} `cannot-open` */
  open(record: string, sealed: Uint8Array): unknown
  /** A file, piece by piece. */
  beginFile(record: string): SealingFile
  /** @throws {AppError} `cannot-open` */
  openFile(record: string, file: Uint8Array): OpenedFile
}

const NONCE_BYTES = 12

/** JSON in, JSON out; a fresh data key each, wrapped under the current epoch key. */
export function makeContentSealer(epoch: ContentKeys): ContentSealer {
  return {
    seal(record, value) {
      const { id, key, wrap } = makeDataKey(epoch, record)
      const sealed = aesSeal(key, Buffer.from(JSON.stringify(value), 'utf8'), boundTo('content', id, record))
      return encodeEnvelope({
        purpose: 'content',
        dataKeyId: id,
        wraps: [wrap],
        nonce: sealed.subarray(0, NONCE_BYTES),
        ciphertext: sealed.subarray(NONCE_BYTES),
      })
    },
    open(record, sealed) {
      const envelope = decodeEnvelope(sealed, 'content')
      const key = openDataKey(epoch, record, envelope)
      const body = Buffer.concat([envelope.nonce, envelope.ciphertext])
      return JSON.parse(aesOpen(key, body, boundTo('content', envelope.dataKeyId, record)).toString('utf8'))
    },
    beginFile: (record) => beginFile(epoch, record),
    openFile: (record, file) => openFile(epoch, record, file),
  }
}
