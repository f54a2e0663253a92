import { createHmac } from 'node:crypto'
import type { Peppers } from './keys.ts'

/**
 * Names for what must be found again but not known: HMAC-SHA-256 under peppers that lie outside Postgres, so that a
 * stolen database can neither be read backwards nor tried with guesses.
 */
export interface Pseudonyms {
  sender(channel: string, botId: string, chatId: string): Buffer
  update(channel: string, botId: string, updateId: string): Buffer
  /** Of a receipt in its normal form. */
  receipt(code: string): Buffer
  /** 15 bytes for the receipt that belongs to this secret (a form's key, a conversation): always the same ones. */
  receiptBytes(secret: string): Uint8Array
  /** Of the folded text of a tip: exact copies share it. */
  text(folded: string): Buffer
  /**
   * Of a piece of a tip by which it can be found without being read: a search token, a band of a near copy, an entity
   * that two tips share. Each kind has a pepper of its own: an index of one says nothing about another.
   */
  token(kind: TokenKind, value: string): Buffer
}

export type TokenKind = 'search' | 'band' | 'entity'

export function makePseudonyms(peppers: Peppers): Pseudonyms {
  const mac = (pepper: Uint8Array, ...parts: string[]): Buffer => {
    const hmac = createHmac('sha256', pepper)
    for (const part of parts) {
      // Length first: ("ab","c") and ("a","bc") must differ.
      hmac.update(`${Buffer.byteLength(part)}:`).update(part)
    }
    return hmac.digest()
  }
  return {
    sender: (channel, botId, chatId) => mac(peppers.sender, 'sender', channel, botId, chatId),
    update: (channel, botId, updateId) => mac(peppers.sender, 'update', channel, botId, updateId),
    receipt: (code) => mac(peppers.receipt, 'receipt', code),
    receiptBytes: (secret) => new Uint8Array(mac(peppers.receipt, 'bytes', secret).subarray(0, 15)),
    text: (folded) => mac(peppers.text, 'text', folded),
    token: (kind, value) => mac(peppers[kind], kind, value),
  }
}
