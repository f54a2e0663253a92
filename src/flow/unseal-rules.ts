import type { UnsealDecision, Unsealed, UnsealRefusal } from '../domain/unsealing.ts'
import type { Tip } from '../storage/tips.ts'
import type { UnsealRequest } from '../storage/unsealing.ts'
import type { CurrentOfficer, NotFound, SignedOut } from './desk.ts'
import type { RequestOptions } from './passkeys.ts'

/** What is said of a request; a paragraph, for others decide by it. */
export interface UnsealAsking {
  basis: string
  article: string
  caseNumber: string
  reason: string
}

export const UNSEAL_LIMITS = {
  articleMax: 200,
  caseNumberMax: 60,
  reasonMin: 20,
  reasonMax: 2_000,
  noteMin: 5,
} as const

/** Rules that a step may break; the tables name them alike (migration 0015). */
export const UNSEAL_RULES = [
  'not-holder',
  'own-request',
  'not-custodian',
  'excluded',
  'twice',
  'not-open',
  'expired',
  'same-unit',
  'unit-decided',
  'fresh-credential',
  'passkey',
  'not-requester',
  'not-approved',
] as const
export type UnsealRule = (typeof UNSEAL_RULES)[number]
export type AskFault = 'basis' | 'article' | 'case-number' | 'reason-short' | 'reason-long'

export type Broken = { ok: false; reason: UnsealRule }
export type Begun = { ok: true; options: RequestOptions } | SignedOut | NotFound | Broken

/**
 * Three people on the way to one sealed identity. Each step wants a passkey that signs this very step, and every try that
 * is refused is a row of the audit log. `requestId` is made by {@link Unseal.prepare} and bound into what is signed.
 */
export interface Unseal {
  prepare(
    token: string,
    tipId: string,
  ): Promise<{ ok: true; requestId: string; officer: CurrentOfficer; tip: Tip } | SignedOut | NotFound | Broken>
  beginAsk(token: string, tipId: string, requestId: string): Promise<Begun>
  ask(
    token: string,
    tipId: string,
    requestId: string,
    asking: UnsealAsking,
    answer: string,
  ): Promise<{ ok: true } | SignedOut | NotFound | Broken | { ok: false; reason: AskFault }>
  beginDecide(token: string, requestId: string, decision: UnsealDecision): Promise<Begun>
  decide(
    token: string,
    requestId: string,
    decision: UnsealDecision,
    reason: string,
    answer: string,
  ): Promise<{ ok: true } | SignedOut | NotFound | Broken | { ok: false; reason: 'reason-short' | 'reason-long' }>
  beginOpen(token: string, requestId: string): Promise<Begun>
  /** @throws {Retryable} `vault-away` when no answer came: whether the grant was spent, the next try tells */
  open(
    token: string,
    requestId: string,
    answer: string,
  ): Promise<
    | (Unsealed & { ok: true; request: UnsealRequest })
    | SignedOut
    | NotFound
    | Broken
    | { ok: false; reason: UnsealRefusal }
  >
}

/** What is missing of a request before a key is asked for; null where nothing is. */
export function findAskFault(said: UnsealAsking, isBasis: (code: string) => boolean): AskFault | null {
  const { articleMax, caseNumberMax, reasonMin, reasonMax } = UNSEAL_LIMITS
  const [article, caseNumber, reason] = [said.article.trim(), said.caseNumber.trim(), said.reason.trim()]
  if (!isBasis(said.basis)) return 'basis'
  if (article.length < 3 || article.length > articleMax) return 'article'
  if (caseNumber.length < 3 || caseNumber.length > caseNumberMax) return 'case-number'
  if (reason.length < reasonMin) return 'reason-short'
  return reason.length > reasonMax ? 'reason-long' : null
}
