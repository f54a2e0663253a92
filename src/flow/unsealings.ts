import { isUnsealId, type UnsealDecision } from '../domain/unsealing.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import {
  findUnsealRequest,
  findWhyNotDecide,
  listUnsealDecisions,
  listUnsealRequests,
  type UnsealDecided,
  type UnsealRequest,
} from '../storage/unsealing.ts'
import type { ContentSealer } from '../vault/content.ts'
import { unsealDecisionRecord, unsealRequestRecord } from '../vault/records.ts'
import { asOfficer, type CurrentOfficer, type NotFound, recordRefusal, type SignedOut } from './desk.ts'

/** What happened to a request, in order. `granted`: by the second approval; expiries are told by the clock. */
export interface UnsealEvent {
  at: Date
  what: 'asked' | 'approved' | 'declined' | 'granted' | 'opened' | 'request-expired' | 'grant-expired'
  officerNumber: string | null
  unitCode: string | null
  /** Opened; of asking and deciding. */
  reason: string | null
}

/** Where a request stands now; `open` and `approved` last no longer than their time. */
export type UnsealStanding = 'open' | 'approved' | 'refused' | 'opened' | 'request-expired' | 'grant-expired'

export interface UnsealView {
  request: Omit<UnsealRequest, 'reason'>
  standing: UnsealStanding
  approvals: number
  events: UnsealEvent[]
}

export interface Unsealings {
  /** Requests this officer may see, newest first; null for who sees none by their role and has none of their own. */
  list(token: string): Promise<{ ok: true; officer: CurrentOfficer; views: UnsealView[] } | SignedOut | NotFound>
  /** One of them. `mayDecide`: whether this officer could approve or refuse it now. */
  view(
    token: string,
    requestId: string,
  ): Promise<
    | {
        ok: true
        officer: CurrentOfficer
        view: UnsealView
        mayDecide: Readonly<Record<UnsealDecision, string | null>>
      }
    | SignedOut
    | NotFound
  >
}

const LIST_MAX = 200

export function makeUnsealings(parts: { db: Db; content: ContentSealer; now: () => Date }): Unsealings {
  const { db, content, now } = parts

  const refuse = async (token: string, objectId: string | null): Promise<NotFound> => {
    await recordRefusal(db, token, { action: 'unseal.refused', objectId, detail: { reason: 'not-found' } })
    return { ok: false, reason: 'not-found' }
  }

  return {
    async list(token) {
      const found = await asOfficer(db, token, async (tx, officer) => {
        const requests = await listUnsealRequests(tx, { limit: LIST_MAX })
        const views = await readViews(tx, content, requests, now())
        await writeAudit(tx, {
          action: 'unseal.read',
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: null,
          detail: { count: requests.length },
        })
        return { ok: true as const, officer, views }
      })
      if (!found.ok) return found
      // An administrator has no business here; the others may come to have.
      return found.officer.role === 'administrator' ? refuse(token, null) : found
    },

    async view(token, requestId) {
      const found = await asOfficer(db, token, async (tx, officer) => {
        const request = isUnsealId(requestId) ? await findUnsealRequest(tx, requestId) : null
        if (!request) return { ok: true as const, officer, view: null }
        const [view] = await readViews(tx, content, [request], now())
        const mayDecide = {
          approve: await findWhyNotDecide(tx, requestId, 'approve'),
          refuse: await findWhyNotDecide(tx, requestId, 'refuse'),
        }
        await writeAudit(tx, {
          action: 'unseal.read',
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: requestId,
        })
        return { ok: true as const, officer, view: view ?? null, mayDecide }
      })
      if (!found.ok) return found
      const { officer, view } = found
      if (view && found.mayDecide) return { ok: true, officer, view, mayDecide: found.mayDecide }
      return refuse(token, isUnsealId(requestId) ? requestId : 'malformed')
    },
  }
}

/** Requests with what happened to them, their reasons opened. For the owner's command as well. */
export async function readViews(
  db: Tx,
  content: ContentSealer,
  requests: readonly UnsealRequest[],
  now: Date,
): Promise<UnsealView[]> {
  const decisions = await listUnsealDecisions(
    db,
    requests.map(({ id }) => id),
  )
  return requests.map((row) => {
    const { reason, ...request } = row
    const own = decisions.filter(({ requestId }) => requestId === request.id)
    const standing = standingOf(row, now)
    return {
      request,
      standing,
      approvals: own.filter(({ decision }) => decision === 'approve').length,
      events: listEvents(content, row, own, standing),
    }
  })
}

function standingOf({ state, expiresAt }: UnsealRequest, now: Date): UnsealStanding {
  if (state === 'refused' || state === 'opened' || expiresAt > now) return state
  return state === 'open' ? 'request-expired' : 'grant-expired'
}

function listEvents(
  content: ContentSealer,
  request: UnsealRequest,
  decisions: readonly UnsealDecided[],
  standing: UnsealStanding,
): UnsealEvent[] {
  const by = { officerNumber: request.requesterNumber, unitCode: request.unitCode }
  const nobody = { officerNumber: null, unitCode: null, reason: null }
  const open = (name: string, sealed: Buffer): string => String(content.open(name, sealed))
  const isGranted = request.state === 'approved' || request.state === 'opened'
  return [
    { at: request.createdAt, what: 'asked', ...by, reason: open(unsealRequestRecord(request.id), request.reason) },
    ...decisions.map(
      (one): UnsealEvent => ({
        at: one.decidedAt,
        what: one.decision === 'approve' ? 'approved' : 'declined',
        officerNumber: one.officerNumber,
        unitCode: one.unitCode,
        reason: open(unsealDecisionRecord(one.id), one.reason),
      }),
    ),
    ...(isGranted && request.decidedAt ? [{ at: request.decidedAt, what: 'granted' as const, ...nobody }] : []),
    ...(request.openedAt ? [{ at: request.openedAt, what: 'opened' as const, ...by, reason: null }] : []),
    ...(standing === 'request-expired' || standing === 'grant-expired'
      ? [{ at: request.expiresAt, what: standing, ...nobody }]
      : []),
  ]
}
