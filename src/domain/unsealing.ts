/**
 * What passkeys sign on the way to a sealed identity: the challenge is made of these words, so that an assertion given for
 * one request, one decision or one opening proves nothing of another. Web and vault make them alike.
 */
/** `uns_` and a UUID: anything else is no request, and is never handed to the database. */
export function isUnsealId(text: string): boolean {
  return /^uns_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

export type UnsealDecision = 'approve' | 'refuse'

/** By who asks. The id is made for the request alone and cannot be guessed. */
export function askingWords(requestId: string, tipId: string): string {
  return `tinbao unseal v1 ask ${requestId} ${tipId}`
}

/** By a custodian. */
export function decidingWords(requestId: string, decision: UnsealDecision): string {
  return `tinbao unseal v1 ${decision} ${requestId}`
}

/**
 * By who asked, when opening. `approvals`: ids of the two decisions, so that it cannot have been signed before both were
 * given; `sessionHash`: hex, of the login token.
 */
export function openingWords(requestId: string, approvals: readonly string[], sessionHash: string): string {
  return `tinbao unseal v1 open ${requestId} ${approvals.toSorted().join(' ')} ${sessionHash}`
}

/** One of a reporter's traces, opened. */
export interface OpenedIdentity {
  /** Where an answer goes, as the platform names it; empty where the channel is a page of ours. */
  chatId: string
  displayName: string | null
  contactName: string | null
  contactPhone: string | null
}

/** Why the vault opens nothing. */
export const UNSEAL_REFUSALS = [
  'unknown',
  'used',
  'not-approved',
  'expired',
  'approver-changed',
  'requester-changed',
  'other-session',
  'fresh-credential',
  'evidence',
] as const
export type UnsealRefusal = (typeof UNSEAL_REFUSALS)[number]

export type Unsealed =
  /** `closedCount`: sealed under keys that are destroyed; nobody opens them any more. */
  | { ok: true; channel: string; identities: OpenedIdentity[]; closedCount: number }
  | { ok: false; reason: UnsealRefusal }
