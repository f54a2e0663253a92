import { newId } from '../domain/ids.ts'
import { askingWords, decidingWords, isUnsealId, openingWords, type UnsealDecision } from '../domain/unsealing.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { notifyDesk } from '../storage/notify.ts'
import { refusalOf } from '../storage/unseal-vault.ts'
import {
  addUnsealDecision,
  addUnsealRequest,
  findUnsealRequest,
  findWhyNotDecide,
  listCustodianUnits,
  listUnsealDecisions,
} from '../storage/unsealing.ts'
import type { ContentSealer } from '../vault/content.ts'
import { unsealDecisionRecord, unsealRequestRecord } from '../vault/records.ts'
import type { Unsealing } from '../vault/unseal.ts'
import { asOfficer, type CurrentOfficer, findOwn, hashToken, onTip, recordRefusal } from './desk.ts'
import { mayDecide } from './may-decide.ts'
import type { Evidence, Passkeys } from './passkeys.ts'
import {
  type Begun,
  type Broken,
  findAskFault,
  UNSEAL_LIMITS,
  UNSEAL_RULES,
  type Unseal,
  type UnsealRule,
} from './unseal-rules.ts'

export function makeUnseal(parts: {
  db: Db
  content: ContentSealer
  passkeys: Pick<Passkeys, 'beginAssertion' | 'finishAssertion'>
  vault: Unsealing
  isBasis(code: string): boolean
  /** The taxonomy's group, which is all that approvers are told. */
  groupOf(category: string): string | null
}): Unseal {
  const { db, content, passkeys, vault } = parts

  const refuse = async (token: string, objectId: string, reason: UnsealRule): Promise<Broken> => {
    await recordRefusal(db, token, { action: 'unseal.refused', objectId, detail: { reason } })
    return { ok: false, reason }
  }

  /** Runs what the tables may refuse; what they say becomes the answer. */
  const obeying = async <T>(token: string, objectId: string, work: () => Promise<T>): Promise<T | Broken> => {
    try {
      return await work()
    } catch (fault) {
      const refusal = UNSEAL_RULES.find((rule) => rule === refusalOf(fault))
      if (!refusal) throw fault
      return refuse(token, objectId, refusal)
    }
  }

  const onOwnTip = (token: string, tipId: string) =>
    onTip(db, token, tipId, async (tx, officer, tip) => ({
      ok: true as const,
      officer,
      tip,
      isHolder: mayDecide(officer, tip, await findOwn(tx, officer, tip)),
    }))

  const findRequest = async (token: string, requestId: string) => {
    const found = await asOfficer(db, token, async (tx, officer) => ({
      ok: true as const,
      officer,
      request: isUnsealId(requestId) ? await findUnsealRequest(tx, requestId) : null,
    }))
    if (!found.ok) return found
    const { officer, request } = found
    if (request) return { ok: true as const, officer, request }
    await refuse(token, isUnsealId(requestId) ? requestId : 'malformed', 'not-custodian')
    return { ok: false, reason: 'not-found' } as const
  }

  const mayAsk = async (token: string, tipId: string) => {
    const found = await onOwnTip(token, tipId)
    return !found.ok || found.isHolder ? found : refuse(token, tipId, 'not-holder')
  }

  const mayDecideOn = async (token: string, requestId: string, decision: UnsealDecision) => {
    const found = await findRequest(token, requestId)
    if (!found.ok) return found
    const why = await asOfficer(db, token, async (tx) => ({
      ok: true as const,
      why: await findWhyNotDecide(tx, requestId, decision),
    }))
    if (!why.ok) return why
    const rule = UNSEAL_RULES.find((known) => known === why.why)
    return rule ? refuse(token, requestId, rule) : found
  }

  const mayOpen = async (token: string, requestId: string) => {
    const found = await findRequest(token, requestId)
    if (!found.ok) return found
    const { officer, request } = found
    if (request.requester !== officer.id) return refuse(token, requestId, 'not-requester')
    const decided = await asOfficer(db, token, async (tx) => ({
      ok: true as const,
      approvals: (await listUnsealDecisions(tx, [requestId]))
        .filter(({ decision }) => decision === 'approve')
        .map(({ id }) => id),
    }))
    if (!decided.ok) return decided
    // Whether a grant is spent or over, the vault says; without two approvals there is nothing to sign.
    if (decided.approvals.length < 2) return refuse(token, requestId, 'not-approved')
    const session = hashToken(token)
    const words = openingWords(requestId, decided.approvals, session.toString('hex'))
    return { ok: true as const, officer, request, session, words }
  }

  const proved = async (
    token: string,
    officer: CurrentOfficer,
    objectId: string,
    words: string,
    answer: string,
  ): Promise<{ ok: true; evidence: Evidence } | Broken> => {
    const finished = await passkeys.finishAssertion(officer.id, hashToken(token), words, answer)
    return finished.ok ? finished : refuse(token, objectId, 'passkey')
  }

  const asking = async (token: string, officer: CurrentOfficer, words: string): Promise<Begun> => ({
    ok: true,
    options: await passkeys.beginAssertion(officer.id, hashToken(token), words),
  })

  return {
    async prepare(token, tipId) {
      const found = await mayAsk(token, tipId)
      return found.ok ? { ok: true, requestId: newId('uns'), officer: found.officer, tip: found.tip } : found
    },

    async beginAsk(token, tipId, requestId) {
      const found = await mayAsk(token, tipId)
      return found.ok ? asking(token, found.officer, askingWords(requestId, tipId)) : found
    },

    async ask(token, tipId, requestId, said, answer) {
      const found = await mayAsk(token, tipId)
      if (!found.ok) return found
      const fault = findAskFault(said, parts.isBasis)
      if (fault) return { ok: false, reason: fault }
      const { officer, tip } = found
      const proof = await proved(token, officer, tipId, askingWords(requestId, tipId), answer)
      if (!proof.ok) return proof
      return obeying(token, tipId, () =>
        asOfficer(db, token, async (tx) => {
          await addUnsealRequest(tx, {
            id: requestId,
            tipId,
            categoryGroup: tip.category === null ? null : parts.groupOf(tip.category),
            legalBasis: said.basis,
            legalArticle: said.article.trim(),
            caseNumber: said.caseNumber.trim(),
            reason: content.seal(unsealRequestRecord(requestId), said.reason.trim()),
            evidence: proof.evidence,
          })
          await tellCustodians(tx)
          await record(tx, officer, 'unseal.asked', tipId, { request: requestId, basis: said.basis })
          return { ok: true as const }
        }),
      )
    },

    async beginDecide(token, requestId, decision) {
      const found = await mayDecideOn(token, requestId, decision)
      return found.ok ? asking(token, found.officer, decidingWords(requestId, decision)) : found
    },

    async decide(token, requestId, decision, reason, answer) {
      const found = await mayDecideOn(token, requestId, decision)
      if (!found.ok) return found
      const words = reason.trim()
      if (words.length < UNSEAL_LIMITS.noteMin) return { ok: false, reason: 'reason-short' }
      if (words.length > UNSEAL_LIMITS.reasonMax) return { ok: false, reason: 'reason-long' }
      const { officer, request } = found
      const proof = await proved(token, officer, requestId, decidingWords(requestId, decision), answer)
      if (!proof.ok) return proof
      const id = newId('usd')
      return obeying(token, requestId, () =>
        asOfficer(db, token, async (tx) => {
          const sealed = content.seal(unsealDecisionRecord(id), words)
          await addUnsealDecision(tx, { id, requestId, decision, reason: sealed, evidence: proof.evidence })
          const action = decision === 'approve' ? 'unseal.approved' : 'unseal.declined'
          await record(tx, officer, action, request.tipId, { request: requestId, decision: id })
          return { ok: true as const }
        }),
      )
    },

    async beginOpen(token, requestId) {
      const found = await mayOpen(token, requestId)
      return found.ok ? asking(token, found.officer, found.words) : found
    },

    async open(token, requestId, answer) {
      const found = await mayOpen(token, requestId)
      if (!found.ok) return found
      const { officer, request, session, words } = found
      const proof = await proved(token, officer, requestId, words, answer)
      if (!proof.ok) return proof
      // The vault records what it opens and what it refuses.
      const opened = await vault.unseal({ requestId, session: session.toString('hex'), evidence: proof.evidence })
      return opened.ok ? { ...opened, request } : opened
    },
  }
}

/** Their open pages look anew; which request it is, nobody else hears. */
async function tellCustodians(tx: Tx): Promise<void> {
  const units = await listCustodianUnits(tx)
  await notifyDesk(
    tx,
    units.map((unit) => ({ unit, tip: '', version: 0, isRestricted: true })),
  )
}

function record(
  tx: Tx,
  officer: CurrentOfficer,
  action: 'unseal.asked' | 'unseal.approved' | 'unseal.declined',
  tipId: string,
  detail: Record<string, string>,
): Promise<void> {
  return writeAudit(tx, { action, officerId: officer.id, unitCode: officer.unitCode, objectId: tipId, detail })
}
