import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import {
  askingWords,
  decidingWords,
  isUnsealId,
  type OpenedIdentity,
  openingWords,
  UNSEAL_REFUSALS,
  type Unsealed,
  type UnsealRefusal,
} from '../domain/unsealing.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import {
  findPublicKey,
  findVaultRequest,
  listSealedOf,
  listVaultDecisions,
  refusalOf,
  spendGrant,
  type VaultRequest,
} from '../storage/unseal-vault.ts'
import { findFault, type PasskeySite } from './evidence.ts'
import { makeIdentityOpener, type VaultPrivateKeys } from './identity.ts'
import { identityRecord } from './records.ts'

/** What whoever opens shows: their session, and what their passkey signed for this opening. */
export interface UnsealQuestion {
  requestId: string
  /** SHA-256 of the login token, hex. */
  session: string
  evidence: unknown
}

export interface Unsealing {
  /**
   * Opens who reported, once: everything is proved anew, the grant spent and the audit row committed before anything is
   * decrypted. Whoever asks again, also after a crash between the two, is answered `used`.
   */
  unseal(question: UnsealQuestion): Promise<Unsealed>
}

/** What the vault's own process does besides. */
export interface UnsealingVault extends Unsealing {
  /** Records that somebody without the token asked. */
  recordStranger(): Promise<void>
}

const sender = z.object({
  chatId: z.string(),
  displayName: z.string().optional(),
  contactName: z.string().optional(),
  contactPhone: z.string().optional(),
})

type Granted = { ok: true; request: VaultRequest } | { ok: false; reason: UnsealRefusal; request: VaultRequest | null }

/** `site` is null where the settings do not say at what address officers reach us; then nothing is opened. */
export function makeUnsealing(parts: {
  db: Db
  privateKeys: VaultPrivateKeys
  site: PasskeySite | null
}): UnsealingVault {
  const { db, site } = parts
  const opener = makeIdentityOpener(parts.privateKeys)

  const prove = async (tx: Tx, request: VaultRequest, question: UnsealQuestion): Promise<UnsealRefusal | null> => {
    if (request.sessionHash.toString('hex') !== question.session) return 'other-session'
    if (site === null) return 'evidence'
    const decisions = await listVaultDecisions(tx, request.id)
    const approvals = decisions.filter(({ decision }) => decision === 'approve')
    const [first, second] = approvals
    if (!first || !second || approvals.length !== decisions.length || decisions.length !== 2) return 'not-approved'
    const people = new Set([request.requester, first.officerId, second.officerId])
    const units = new Set([request.unitCode, first.unitCode, second.unitCode])
    if (people.size !== 3 || units.size !== 3) return 'approver-changed'
    const { id, requester } = request
    const opening = openingWords(id, [first.id, second.id], question.session)
    const proofs = [
      { given: request.evidence, officerId: requester, words: askingWords(id, request.tipId) },
      ...approvals.map((one) => ({
        given: one.evidence,
        officerId: one.officerId,
        words: decidingWords(id, 'approve'),
      })),
      { given: question.evidence, officerId: requester, words: opening },
    ]
    const findPasskey = (credentialId: string) => findPublicKey(tx, credentialId)
    for (const { given, officerId, words } of proofs) {
      const fault = await findFault(given, { officerId, words, askedAt: request.createdAt, site, findPasskey })
      if (fault) return fault
    }
    return null
  }

  /** In one transaction: lock, prove, spend, record. */
  const grant = (question: UnsealQuestion): Promise<Granted> =>
    db.transaction().execute(async (tx): Promise<Granted> => {
      const request = await findVaultRequest(tx, question.requestId, true)
      if (!request) {
        const there = await findVaultRequest(tx, question.requestId)
        const reason = there === null ? 'unknown' : there.state === 'opened' ? 'used' : 'not-approved'
        return { ok: false, reason, request: there }
      }
      const refusal = await prove(tx, request, question)
      if (refusal) return { ok: false, reason: refusal, request }
      // The tables ask once more who everybody is, and stop the clock.
      if (!(await spendGrant(tx, request.id, question.evidence))) return { ok: false, reason: 'used', request }
      await writeAudit(tx, {
        action: 'identity.unsealed',
        officerId: request.requester,
        unitCode: request.unitCode,
        objectId: request.tipId,
        detail: { request: request.id },
      })
      return { ok: true, request }
    })

  const refuse = async (question: UnsealQuestion, reason: UnsealRefusal, request: VaultRequest | null) => {
    await writeAudit(db, {
      action: 'unseal.refused',
      officerId: request?.requester ?? null,
      unitCode: request?.unitCode ?? null,
      objectId: request?.id ?? (isUnsealId(question.requestId) ? question.requestId : 'malformed'),
      detail: { reason, by: 'vault' },
    })
    return { ok: false, reason } as const
  }

  return {
    recordStranger: () =>
      writeAudit(db, {
        action: 'unseal.refused',
        officerId: null,
        unitCode: null,
        objectId: null,
        detail: { reason: 'caller', by: 'vault' },
      }),

    async unseal(question) {
      if (!isUnsealId(question.requestId)) return refuse(question, 'unknown', null)
      let granted: Granted
      try {
        granted = await grant(question)
      } catch (fault) {
        const reason = UNSEAL_REFUSALS.find((known) => known === refusalOf(fault))
        if (!reason) throw fault
        granted = { ok: false, reason, request: await findVaultRequest(db, question.requestId) }
      }
      if (!granted.ok) return refuse(question, granted.reason, granted.request)
      const found = await listSealedOf(db, granted.request.tipId)
      const identities: OpenedIdentity[] = []
      let closedCount = 0
      for (const { eventId, sealed } of found?.sealed ?? []) {
        const value = await opener.open(identityRecord(eventId), sealed).catch(ignoreClosed)
        if (value === null) {
          closedCount += 1
          continue
        }
        const opened = sender.parse(value)
        identities.push({
          chatId: opened.chatId,
          displayName: opened.displayName ?? null,
          contactName: opened.contactName ?? null,
          contactPhone: opened.contactPhone ?? null,
        })
      }
      return { ok: true, channel: found?.channel ?? '', identities: withoutRepeats(identities), closedCount }
    },
  }
}

function ignoreClosed(fault: unknown): null {
  if (fault instanceof AppError && fault.code === 'cannot-open') return null
  throw fault
}

/** A talk seals its sender with each message. */
function withoutRepeats(identities: readonly OpenedIdentity[]): OpenedIdentity[] {
  return [...new Map(identities.map((one) => [JSON.stringify(one), one])).values()]
}
