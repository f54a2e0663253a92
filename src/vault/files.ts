import { type ContentKeys, makeDataKey, openDataKey } from './data-key.ts'
import { aesOpen, aesSeal, boundTo, cannotOpen, decodeEnvelope, encodeEnvelope } from './envelope.ts'

/**
 * Files are sealed piece by piece, so that a large one never lies in memory whole. One data key a file, wrapped like all
 * content; each piece authenticates its number and whether it is the last, and the envelope how many there are: pieces
 * cut off, exchanged, repeated or moved to another file do not open.
 */
export interface SealingFile {
  /** The next piece, sealed; nothing may follow the last. */
  add(piece: Uint8Array, isLast: boolean): Buffer
  /** After the last piece: the envelope, with the wrapped data key and, sealed, what is known of the file (JSON). */
  close(about: unknown): Buffer
}

export interface OpenedFile {
  about: unknown
  pieceCount: number
  /** @throws {AppError} `cannot-open`, also for a piece in another's place */
  openPiece(number: number, sealed: Uint8Array): Buffer
}

const NONCE_BYTES = 12

/** Begins a file under a data key of its own. */
export function beginFile(epoch: ContentKeys, record: string): SealingFile {
  const { id, key, wrap } = makeDataKey(epoch, record)
  let pieceCount = 0
  let isWhole = false
  return {
    add(piece, isLast) {
      if (isWhole) throw new Error('a piece after the last')
      const sealed = aesSeal(key, piece, boundTo('content', id, pieceRecord(record, pieceCount, isLast)))
      pieceCount += 1
      isWhole = isLast
      return sealed
    },
    close(about) {
      if (!isWhole) throw new Error('a file without its last piece')
      const plain = Buffer.from(JSON.stringify({ pieceCount, about }), 'utf8')
      const sealed = aesSeal(key, plain, boundTo('content', id, record))
      return encodeEnvelope({
        purpose: 'content',
        dataKeyId: id,
        wraps: [wrap],
        nonce: sealed.subarray(0, NONCE_BYTES),
        ciphertext: sealed.subarray(NONCE_BYTES),
      })
    },
  }
}

/** @throws {AppError} `cannot-open` */
export function openFile(epoch: ContentKeys, record: string, file: Uint8Array): OpenedFile {
  const envelope = decodeEnvelope(file, 'content')
  const key = openDataKey(epoch, record, envelope)
  const body = Buffer.concat([envelope.nonce, envelope.ciphertext])
  const plain = aesOpen(key, body, boundTo('content', envelope.dataKeyId, record)).toString('utf8')
  // Authenticated, so it is what `close` wrote.
  const { pieceCount, about } = JSON.parse(plain) as { pieceCount: number; about: unknown }
  return {
    about,
    pieceCount,
    openPiece(number, sealed) {
      if (!Number.isInteger(number) || number < 0 || number >= pieceCount) throw cannotOpen()
      const place = pieceRecord(record, number, number === pieceCount - 1)
      return aesOpen(key, sealed, boundTo('content', envelope.dataKeyId, place))
    },
  }
}

function pieceRecord(record: string, number: number, isLast: boolean): string {
  return `${record}:${number}:${isLast ? 'last' : 'more'}`
}
