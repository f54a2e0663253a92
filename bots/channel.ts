import type { Attachment, InboundMessage, OutboundMessage } from '../src/domain/message.ts'
import type { AccessTokens, Exchange } from '../src/domain/tokens.ts'

/** A webhook request as it came: nothing parsed, header names in lower case. */
export interface RawRequest {
  headers: ReadonlyMap<string, string> | { get(name: string): string | null | undefined }
  body: Uint8Array
}

/** What the platform said of a message it took. */
export interface Delivery {
  /** The platform's id of our message; null where it gives none. */
  messageId: string | null
}

/** What one poll brought. */
export interface Polled {
  /** Bodies as for `parse`, in the order to accept them. */
  updates: unknown[]
  /** Given back to the next poll, which tells the platform that these updates are stored: accept them first. */
  cursor: string | null
}

/** One folder in `bots` is one of these. `verify` and `parse` use web-standard APIs only, for the edge imports them. */
export interface Channel {
  /** Also the path of its webhook: `/webhooks/<name>`. */
  readonly name: string
  /** Which account of ours this is; part of every key, so that two bots never mix. Not a secret. */
  readonly botId: string
  /** True if the platform sent this, judged on the raw bytes in constant time. Never throws. */
  verify(request: RawRequest): Promise<boolean>
  /**
   * The messages of one update body (already JSON). Pure. `[]`: understood, and not for us (groups, echoes, probes).
   * @throws {UnknownUpdate} when the body is no update we know: it goes to the dead-letter list.
   */
  parse(body: unknown): InboundMessage[]
  /** @throws {Retryable|Permanent} of `src/domain/errors.ts` */
  send(chatId: string, message: OutboundMessage, signal: AbortSignal): Promise<Delivery>
  /**
   * Tells the platform that a tap was seen, where the citizen's app waits for that (Telegram's turning wheel).
   * `body` as for `parse`; does nothing for other updates. Best effort: never throws, and nothing depends on it.
   */
  acknowledge?(body: unknown, signal: AbortSignal): Promise<void>
  /**
   * The bytes of a file that a citizen sent, piece by piece, where the platform keeps files: fetch at once, for addresses
   * expire. Nothing of them is looked at or believed. Safe to do again.
   * @throws {Retryable|Permanent} while it is read; a `Permanent` that is not the channel's has a word of
   *   `MEDIA_FAILURES` for its reason. Neither names the address
   */
  fetch?(attachment: Attachment, signal: AbortSignal): AsyncIterable<Uint8Array>
  /**
   * Asks the platform for updates, where it can be asked; waits some seconds for the first. `cursor` is the last
   * answer's, null at the start. Never two at a time for one account.
   * @throws {Retryable|Permanent} `conflict-409` where a webhook is set or somebody else asks
   */
  poll?(cursor: string | null, signal: AbortSignal): Promise<Polled>
  /** Where the platform's tokens change as they are used (Zalo OA): how to renew them, and the channel that has them. */
  readonly signIn?: { exchange: Exchange; with(tokens: AccessTokens): Channel }
  /** Set where the reader fetches the answer from us: `send` needs no address, and none is asked for. */
  readonly isCollected?: true
  /** How fast the platform lets us send. */
  readonly pace: { perSecond: number; perChatSecond: number }
  /** Longest text of one message in UTF-16 units; longer ones are split by `splitText`. */
  readonly textMax: number
}

/** An authentic body that is no update we know. Its message never quotes the body. */
export class UnknownUpdate extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'UnknownUpdate'
  }
}
