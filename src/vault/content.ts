import { type ContentKeys, makeDataKey, openDataKey, rewrapDataKey } from './data-key.ts'
import { AES_WRAP, aesOpen, aesSeal, boundTo, cannotOpen, decodeEnvelope, encodeEnvelope } from './envelope.ts'
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
  /**
   * The same sealed value (or file envelope) with its data key wrapped under another epoch key and no other; the
   * ciphertext, and with it the pieces of a file, stay as they are. @throws {AppError} `cannot-open`
   */
  rewrap(record: string, sealed: Uint8Array, keyId: string): Buffer
  /** Id of the epoch key it is wrapped under; says nothing about whether it opens. @throws {AppError} `cannot-open` */
  keyIdOf(sealed: Uint8Array): string
}

const NONCE_BYTES = 12

/** JSON in, JSON out; a fresh data key each, wrapped under the newest epoch key for what is open. */
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
    rewrap: (record, sealed, keyId) =>
      encodeEnvelope(rewrapDataKey(epoch, record, decodeEnvelope(sealed, 'content'), keyId)),
    keyIdOf(sealed) {
      const [wrap] = decodeEnvelope(sealed, 'content').wraps
      if (wrap?.algorithm !== AES_WRAP) throw cannotOpen()
      return wrap.keyId
    },
  }
}
