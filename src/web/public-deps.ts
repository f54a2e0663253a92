import type { Context } from 'hono'
import type { FormReport, InboundContent, OutboundButton } from '../domain/message.ts'
import type { PublicStatus } from '../domain/tip.ts'
import type { MapGround } from './map-ground.ts'

/**
 * What the public pages are handed. Any of these may also throw; the visitor then gets the 503 or 500 page (faults.ts).
 */
export interface PublicDeps {
  /**
   * One durable commit; `unavailable` when the database is away. The same `key` (32 hex digits) again gives the same
   * receipt and files nothing. `receipt` comes without separators. `call` is set when somebody must telephone first.
   */
  fileReport(report: FormReport, contact: ReportContact | null, key: string): Promise<FiledReport>
  /** Null for an unknown receipt, in the same time as for a known one. Gets only what `normaliseReceipt` gives. */
  openThread(receipt: string, place?: ThreadPlace): Promise<Thread | null>
  /** The same `key` again adds nothing and says ok. */
  addToThread(
    receipt: string,
    text: string,
    key: string,
  ): Promise<{ ok: true } | { ok: false; reason: 'unknown' | 'unavailable' }>
  /** Whether the sender may end the contact; null for an unknown receipt. */
  readWithdrawal(receipt: string): Promise<WithdrawalState | null>
  /** Asks for it: a worker carries it out. The same `key` again changes nothing and says ok. */
  withdraw(receipt: string, key: string): Promise<{ ok: true } | { ok: false; reason: 'unknown' | 'unavailable' }>
  /** `session` is 43 letters of base64url, made by us. The same `key` again adds nothing and says ok. */
  sendChat(
    session: string,
    content: InboundContent,
    key: string,
  ): Promise<{ ok: true } | { ok: false; reason: 'unavailable' }>
  /** Null when nothing was ever said under this session. */
  readChat(session: string, place?: ThreadPlace): Promise<Thread | null>
  /** Calls back without content at each change of this chat; returns unsubscribe. */
  watchChat(session: string, onChange: () => void): () => void
  /** What the picker of a place is drawn on; null while no gazetteer is loaded. */
  ground(): MapGround | null
  /** True if it may tell of danger: then no limit refuses it. Takes some milliseconds. */
  mayBeDanger(content: InboundContent): boolean
  /** From the socket, or from the known proxy's header. Used for limits alone, never kept or logged. */
  clientAddress(c: Context): string
  now(): Date
}

/** `barred`: what is critical or restricted. `not-yet`: nobody has looked at it. */
export type WithdrawalState = 'possible' | 'barred' | 'not-yet' | 'ended'

export interface ReportContact {
  name?: string
  phone?: string
}

export type FiledReport =
  | { ok: true; receipt: string; receivedAt: Date; call: { text: string; numbers: string[] } | null }
  | { ok: false; reason: 'unavailable' }

/** Which lines are wanted: those after a `since`, or those before an `older`; neither for the newest. */
export interface ThreadPlace {
  since?: string | undefined
  before?: string | undefined
}

export interface Thread {
  status: PublicStatus
  receivedAt: Date
  /** Oldest first, at most 200; entries are only ever added. After a `since` one may come that was read before. */
  entries: ThreadEntry[]
  /** Where the newest of these lines stands, for asking what came after. */
  since: string
  /** Where the lines before these end; null where there are none. */
  older: string | null
  /** More came than is answered at once, or `since` was of another talk: the page is to be loaded anew. */
  isBroken?: boolean
  /** In which weeks (their Mondays) the tip was opened how often, oldest first; beside the newest lines alone. */
  openings?: readonly { monday: string; count: number }[]
}

export interface ThreadEntry {
  id: string
  from: 'citizen' | 'assistant' | 'officer'
  text: string
  at: Date
  buttons?: OutboundButton[]
  isEmergency?: boolean
  officerNumber?: string
}

export interface PublicSettings {
  /** At least 32 random bytes, the same in every web process. */
  formKey: Uint8Array
  /** False only for plain http on this machine: no `__Host-` cookie, no HSTS. */
  isSecure: boolean
  /** Whose page this is, as written in a sentence: "Công an phường Vĩnh Yên". */
  unitName: string
  /** Where the quick exit leads: a page everyone opens. http or https. */
  exitHref?: string
}
