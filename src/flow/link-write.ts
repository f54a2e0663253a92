import { mayBeOpen } from '../domain/open-event.ts'
import { type AuditEntry, writeAudit } from '../storage/audit.ts'
import type { Tx } from '../storage/db.ts'
import {
  addIncidents,
  addMembers,
  dropSuggestions,
  findLastAct,
  listMemberships,
  listTipHolders,
  listVoiceHolders,
  mendIncidents,
  saveSuggestions,
  touchIncidents,
  worsenMembers,
} from '../storage/incidents.ts'
import { notifyDesk } from '../storage/notify.ts'
import { listPhotosOf } from '../storage/photos.ts'
import { hasNewSharing, saveTipViews } from '../storage/tip-views.ts'
import { findTips } from '../storage/tips.ts'
import { tipViewRecord } from '../vault/records.ts'
import { askKnown, KNOWN_SCORE_MIN } from './ask-known.ts'
import type { LinkParts } from './link-parts.ts'
import type { Plan } from './link-plan.ts'
import { type Known, reachOf } from './link-read.ts'

/**
 * True while what a plan was made of still holds: no new version of a tip, no picture more or less, no act of an officer, nobody linked since who
 * was alone, and nobody come who shares a trace. Under the lock of incidents.
 */
export async function isStillTrue(parts: LinkParts, tx: Tx, known: Known, plan: Plan): Promise<boolean> {
  const { subjects, memberships } = known
  if ((await findLastAct(tx)) !== known.lastAct) return false
  const tips = new Map(
    (
      await findTips(
        tx,
        subjects.map(({ tip }) => tip.id),
      )
    ).map((tip) => [tip.id, tip]),
  )
  if (subjects.some(({ tip }) => tips.get(tip.id)?.version !== tip.version || tips.get(tip.id)?.erasedAt !== null)) {
    return false
  }
  const compared = subjects.flatMap(({ tip, view }) => (view === null ? [] : [{ tipId: tip.id, photos: view.photos }]))
  const photos = await listPhotosOf(
    tx,
    compared.map(({ tipId }) => tipId),
  )
  if (photos.length !== compared.flatMap((one) => one.photos).length) return false
  const named = new Set([
    ...tips.keys(),
    ...plan.members.flatMap(({ tipId, nearTipId }) => (nearTipId === null ? [tipId] : [tipId, nearTipId])),
    ...plan.suggestions.map(({ otherTipId }) => otherTipId),
  ])
  const now = await listMemberships(tx, [...named])
  if ([...named].some((id) => now.get(id)?.incidentId !== memberships.get(id)?.incidentId)) return false
  const asked = subjects.filter(({ keys }) => keys.length > 0)
  if (asked.length === 0) return true
  const { since } = reachOf(
    asked.map(({ tip }) => tip),
    parts.unproven,
  )
  const keys = [...new Set(asked.flatMap((one) => one.keys))]
  return !(await hasNewSharing(tx, keys, { number: known.lastView, since }))
}

/** Writes the plan, tells the desks, and records it. The chains of the audit come last, as everywhere. */
export async function writePlan(parts: LinkParts, tx: Tx, known: Known, plan: Plan, now: Date): Promise<void> {
  await saveTipViews(
    tx,
    plan.views.map(({ tip, version, view, keys }) => ({
      tipId: tip.id,
      tipVersion: version,
      at: tip.receivedAt,
      keys,
      body: parts.content.seal(tipViewRecord(tip.id), { ...view, photos: [] }),
    })),
  )
  await addIncidents(tx, plan.incidents)
  const joined = await addMembers(tx, plan.members)
  await worsenMembers(
    tx,
    plan.worse.map((one) => ({ ...one, at: now })),
  )
  const changed = [...new Set(plan.members.map(({ incidentId }) => incidentId))]
  await touchIncidents(
    tx,
    changed.filter((id) => !plan.toMend.includes(id)),
  )
  await mendIncidents(tx, plan.toMend)
  const compared = plan.views.map(({ tip }) => tip.id)
  await dropSuggestions(tx, compared, plan.suggestions)
  const suggested = await saveSuggestions(tx, plan.suggestions)
  const fresh = plan.suggestions.filter(({ id }) => suggested.has(id))
  // Told to their senders by work of its own, where that may be told at all.
  const sure = fresh.filter(({ score }) => score >= KNOWN_SCORE_MIN)
  await askKnown(tx, openOf(known, [...joined, ...sure.map(({ tipId }) => tipId)]))
  await tellDesks(tx, known, plan, [...joined, ...fresh.flatMap(({ tipId, otherTipId }) => [tipId, otherTipId])])
  await writeAudit(tx, ...entriesOf(plan, joined, fresh))
}

/** Of these tips those that may tell of what all can see: of the many others no work is made. */
function openOf({ subjects }: Known, tipIds: readonly string[]): string[] {
  const open = subjects.filter(({ tip }) => mayBeOpen(tip.category)).map(({ tip }) => tip.id)
  return tipIds.filter((id) => open.includes(id))
}

/**
 * Everyone who holds a tip that was linked or has something to answer hears of it: a unit once for each incident, however
 * many copies came. Of what became worse all hear who hold a voice, unless that voice is one that hides.
 */
async function tellDesks(tx: Tx, known: Known, plan: Plan, tipIds: readonly string[]): Promise<void> {
  const incidentOf = new Map(plan.members.map(({ tipId, incidentId }) => [tipId, incidentId]))
  const told = new Set<string>()
  const changes = (await listTipHolders(tx, tipIds)).filter(({ unit, tip }) => {
    const once = `${unit}:${incidentOf.get(tip) ?? tip}`
    return !told.has(once) && told.add(once)
  })
  const hiding = new Set(
    known.subjects
      .filter(({ tip }) => tip.restricted || tip.aboutPolice || tip.isPoliceDoubted)
      .map(({ tip }) => tip.id),
  )
  const open = plan.worse.filter(({ tipId }) => !hiding.has(tipId)).map(({ incidentId }) => incidentId)
  const hidden = plan.worse.filter(({ tipId }) => hiding.has(tipId)).map(({ tipId }) => tipId)
  const worse = await listVoiceHolders(tx, open)
  await notifyDesk(tx, [...changes, ...worse, ...(await listTipHolders(tx, hidden))])
}

function entriesOf(plan: Plan, joined: ReadonlySet<string>, fresh: Plan['suggestions']): AuditEntry[] {
  const common = { officerId: null, unitCode: null }
  const byIncident = Map.groupBy(
    plan.members.filter(({ tipId }) => joined.has(tipId)),
    ({ incidentId }) => incidentId,
  )
  return [
    ...[...byIncident].map(([incidentId, members]) => ({
      ...common,
      action: 'incident.joined' as const,
      objectId: incidentId,
      detail: { tips: members.map(({ tipId }) => tipId) },
    })),
    ...fresh.map(({ id, tipId, otherTipId }) => ({
      ...common,
      action: 'incident.suggested' as const,
      objectId: tipId,
      detail: { other: otherTipId, suggestion: id },
    })),
    ...plan.worse.map(({ tipId, incidentId, worsening }) => ({
      ...common,
      action: 'incident.escalated' as const,
      objectId: tipId,
      detail: { incident: incidentId, worsening },
    })),
  ]
}
