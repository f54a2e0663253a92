import type { Tx } from '../storage/db.ts'
import {
  countVoices,
  findIncident,
  findMember,
  type IncidentHead,
  listSuggestions,
  type MemberRow,
  type SuggestionRow,
} from '../storage/incident-desk.ts'
import type { Pile } from '../storage/incident-inbox.ts'
import { findTips, type Tip } from '../storage/tips.ts'
import type { FindSelfWords } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import { findAskedFirst } from './asked-first.ts'
import { askRow, coverRows, openRow } from './inbox-rows.ts'
import type { OtherTip, RowIncident, SuggestionLine, TipIncident, Worsened } from './incident-lines.ts'
import type { ChooseForReview } from './review.ts'

/** What is shown of incidents beside one tip, and what of suggestions wherever they stand. */

export interface SuggestionParts {
  content: ContentSealer
  chooseForReview: ChooseForReview
  findSelfWords: FindSelfWords
}

const SUGGESTIONS_MAX = 20

/** `withSuggestions` false: reasons say something of the tip that is not to be said yet. */
export async function readTipIncident(
  parts: SuggestionParts,
  tx: Tx,
  tip: Tip,
  withSuggestions: boolean,
): Promise<TipIncident> {
  const member = await findMember(tx, tip.id)
  const head = member === null ? null : await findIncident(tx, member.incidentId)
  const counts = member === null ? null : await countVoices(tx, member.incidentId)
  const suggestions = withSuggestions ? await readSuggestions(parts, tx, [tip.id]) : []
  if (member === null || head === null || counts === null) return { incident: null, suggestions }
  const worsened = worsenedOf(head)
  // That there are voices this officer does not see is told by nothing, but for a danger that concerns all.
  if (counts.voiceCount < 2 && worsened === null) return { incident: null, suggestions }
  const { relation, linkedBy } = member
  return {
    incident: {
      id: head.id,
      version: head.version,
      relation: relationOf(member, counts.rootTipId),
      linkedBy,
      reasons: withSuggestions && relation !== 'first' ? member.reasons : [],
      ...counts,
      worsened,
    },
    suggestions,
  }
}

/** The first that is seen is the first, whatever it was linked as; of another nobody says that it was the first. */
export function relationOf({ tipId, relation }: Pick<MemberRow, 'tipId' | 'relation'>, rootTipId: string) {
  if (tipId === rootTipId) return 'first'
  return relation === 'first' ? 'witness' : relation
}

export function worsenedOf(head: Pick<IncidentHead, 'urgency' | 'worsening' | 'worsenedAt'>): Worsened | null {
  const { urgency, worsening, worsenedAt } = head
  return urgency === null || worsening === null || worsenedAt === null ? null : { worsening, urgency, at: worsenedAt }
}

export function toRowIncident(pile: Pile): RowIncident {
  return {
    id: pile.incidentId,
    relation: pile.relation,
    voiceCount: pile.voiceCount,
    copyCount: pile.copyCount,
    unopenedCount: pile.unopenedCount,
    isRaised: pile.isRaised,
    worsened: worsenedOf({ urgency: pile.worsenedUrgency, worsening: pile.worsening, worsenedAt: pile.worsenedAt }),
  }
}

/** What waits for an answer about these tips, each with the other tip as a line of the inbox shows it. */
export async function readSuggestions(
  parts: SuggestionParts,
  tx: Tx,
  tipIds: readonly string[],
): Promise<SuggestionLine[]> {
  const rows = await listSuggestions(tx, tipIds, SUGGESTIONS_MAX)
  const own = new Set(tipIds)
  const otherOf = (row: SuggestionRow): string => (own.has(row.tipId) ? row.otherTipId : row.tipId)
  const others = await findTips(tx, [...new Set(rows.map(otherOf))])
  const asked = await findAskedFirst(tx, parts.content, parts.chooseForReview, others)
  const lines = await coverRows(
    others.map((tip) => (asked.has(tip.id) ? askRow(tip) : openRow(parts.content, tip))),
    parts.findSelfWords,
  )
  const byId = new Map(lines.map((line) => [line.tip.id, line]))
  return rows.flatMap((row) => {
    const line = byId.get(otherOf(row))
    if (line === undefined) return []
    const isOther = own.has(row.tipId)
    const other: OtherTip = {
      tipId: line.tip.id,
      code: line.tip.code,
      category: line.tip.category,
      urgency: line.tip.urgency,
      receivedAt: line.tip.receivedAt,
      essence: line.essence,
      incidentId: row.incidentIds[isOther ? 1 : 0] ?? null,
    }
    return [
      {
        id: row.id,
        tipId: isOther ? row.tipId : row.otherTipId,
        other,
        relation: row.relation,
        score: row.score,
        // What the machine thinks it is would be told by that.
        reasons: line.isAskedFirst ? row.reasons.filter((reason) => reason !== 'same-category') : row.reasons,
        worsened:
          row.worsening === null || row.worsenedUrgency === null
            ? null
            : { worsening: row.worsening, urgency: row.worsenedUrgency },
        at: row.suggestedAt,
      },
    ]
  })
}
