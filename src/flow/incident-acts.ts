import { newId } from '../domain/ids.ts'
import { type AuditAction, writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import { addAct, findMember, findPair, refusalOfAct } from '../storage/incident-desk.ts'
import type { IncidentActKind } from '../storage/incident-schema.ts'
import { notifyDesk } from '../storage/notify.ts'
import { lockTips, type Tip } from '../storage/tips.ts'
import { askKnown } from './ask-known.ts'
import { asOfficer, type CurrentOfficer, findOwn, type NotFound, recordRefusal, type SignedOut } from './desk.ts'
import { mayDecide } from './may-decide.ts'

/**
 * What officers do with incidents. Each act is recorded, changes nothing of the tips themselves, and can be undone. Who
 * may decide on a tip may say what it belongs to; of the other tip sight is enough. A suggestion either of the two units
 * answers, and `confirm`, `merge` and `move` beat what was said before to be apart. Acts answer the incident the tip is
 * in afterwards.
 */
export interface IncidentActs {
  /** The two tell of one event. Whoever of the two is alone joins the other's incident; two incidents become one. */
  confirm(token: string, suggestionId: string): Promise<IncidentOutcome>
  /** They do not: the machine never brings them together again, nor the one into the other's incident. */
  reject(token: string, suggestionId: string): Promise<IncidentOutcome>
  /** The incident of the first goes into that of the second, or the two tips begin one. Sight of both is needed. */
  merge(token: string, tipId: string, otherTipId: string): Promise<IncidentOutcome>
  /** The tip leaves its incident, with the copies that came by it, and stays apart from it. */
  split(token: string, tipId: string): Promise<IncidentOutcome>
  /** The tip leaves its incident for that of the other tip. */
  move(token: string, tipId: string, otherTipId: string): Promise<IncidentOutcome>
  /** Everything is as it was before the act; `changed` where something of it was changed since. */
  undo(token: string, actId: string): Promise<IncidentOutcome>
}

export type IncidentOutcome =
  | { ok: true; actId: string; incidentId: string | null }
  | SignedOut
  | NotFound
  | { ok: false; reason: IncidentRefusal }

export type IncidentRefusal =
  /** Their unit does not answer for the tip. */
  | 'not-holder'
  /** They are in one incident already, or it is in none to leave. */
  | 'same-incident'
  | 'not-in-incident'
  /** Undone already, or never done. */
  | 'nothing-to-undo'
  /** Somebody, or the machine, changed it since the page was drawn. */
  | 'changed'

const ACTIONS: Record<IncidentActKind, AuditAction> = {
  confirm: 'incident.confirmed',
  reject: 'incident.rejected',
  merge: 'incident.merged',
  split: 'incident.split',
  move: 'incident.moved',
  undo: 'incident.undone',
}

/** Which tips an act is about, read under the officer's own sight; null where they do not see both. */
interface Pair {
  tipId: string
  otherTipId: string | null
  suggestionId: string | null
  undoes: string | null
}

/**
 * An act is one row: the tables work out what it changes, for it may bring along voices that this officer does not see
 * (migration 0027). Here is asked who may, and told what was done.
 */
export function makeIncidentActs(parts: { db: Db }): IncidentActs {
  const { db } = parts

  const act = async (
    token: string,
    kind: IncidentActKind,
    asked: string,
    find: (tx: Tx) => Promise<Pair | null>,
  ): Promise<IncidentOutcome> => {
    let isRefused = false
    const once = (): Promise<IncidentOutcome> =>
      asOfficer<IncidentOutcome>(db, token, async (tx, officer) => {
        const pair = await find(tx)
        // Locked in the order of their ids, as by every act on a tip; the lock of incidents comes after, in the tables.
        const tips = pair === null ? [] : await lockTips(tx, idsOf(pair))
        if (pair === null || tips.length < idsOf(pair).length) {
          isRefused = true
          return { ok: false, reason: 'not-found' }
        }
        if (!(await mayAct(tx, officer, kind, pair, tips))) return { ok: false, reason: 'not-holder' }
        const id = newId('act')
        await addAct(tx, { id, kind, ...pair })
        // Whose report now is one of an event that all can see may be told so.
        if (kind === 'confirm' || kind === 'merge' || kind === 'move') await askKnown(tx, idsOf(pair))
        const member = await findMember(tx, pair.tipId)
        await notifyDesk(
          tx,
          tips.map((tip) => ({
            unit: officer.unitCode,
            tip: tip.id,
            version: tip.version,
            isRestricted: tip.restricted,
          })),
        )
        await writeAudit(tx, {
          action: ACTIONS[kind],
          officerId: officer.id,
          unitCode: officer.unitCode,
          objectId: pair.tipId,
          detail: { act: id, other: pair.otherTipId, incident: member?.incidentId ?? null, undoes: pair.undoes },
        })
        return { ok: true, actId: id, incidentId: member?.incidentId ?? null }
      })
    try {
      const outcome = await once()
      if (isRefused) {
        const objectId = /^[a-z]{3}_[0-9a-f-]{36}$/.test(asked) ? asked : 'malformed'
        await recordRefusal(db, token, { action: 'incident.refused', objectId, detail: { kind } })
      }
      return outcome
    } catch (error) {
      const reason = readRefusal(refusalOfAct(error))
      if (reason === null) throw error
      return { ok: false, reason }
    }
  }

  const ofSuggestion = (suggestionId: string) => async (tx: Tx) => {
    const pair = await findPair(tx, { suggestionId })
    return pair && { ...pair, suggestionId, undoes: null }
  }
  const ofTips = (tipId: string, otherTipId: string | null) => async () => ({
    tipId,
    otherTipId,
    suggestionId: null,
    undoes: null,
  })

  return {
    confirm: (token, suggestionId) => act(token, 'confirm', suggestionId, ofSuggestion(suggestionId)),
    reject: (token, suggestionId) => act(token, 'reject', suggestionId, ofSuggestion(suggestionId)),
    merge: (token, tipId, otherTipId) => act(token, 'merge', tipId, ofTips(tipId, otherTipId)),
    split: (token, tipId) => act(token, 'split', tipId, ofTips(tipId, null)),
    move: (token, tipId, otherTipId) => act(token, 'move', tipId, ofTips(tipId, otherTipId)),
    undo: (token, actId) =>
      act(token, 'undo', actId, async (tx) => {
        const pair = await findPair(tx, { actId })
        return pair && { ...pair, suggestionId: null, undoes: actId }
      }),
  }
}

function idsOf({ tipId, otherTipId }: Pair): string[] {
  return otherTipId === null || otherTipId === tipId ? [tipId] : [tipId, otherTipId]
}

/** Of a suggestion whoever answers for one of the two may say so; of all else who answers for the tip itself. */
async function mayAct(
  tx: Tx,
  officer: CurrentOfficer,
  kind: IncidentActKind,
  pair: Pair,
  tips: readonly Tip[],
): Promise<boolean> {
  const isAnswer = kind === 'confirm' || kind === 'reject'
  for (const tip of tips) {
    if (!isAnswer && tip.id !== pair.tipId) continue
    if (mayDecide(officer, tip, await findOwn(tx, officer, tip))) return true
  }
  return false
}

const REFUSALS: ReadonlySet<string> = new Set<IncidentRefusal>([
  'not-holder',
  'same-incident',
  'not-in-incident',
  'nothing-to-undo',
  'changed',
])

function readRefusal(reason: string | null): IncidentRefusal | null {
  if (reason === null) return null
  // Checked to be one of them.
  return REFUSALS.has(reason) ? (reason as IncidentRefusal) : 'changed'
}
