import { newId } from '../domain/ids.ts'
import type { Escalation, LinkReason, Relation } from '../domain/incident.ts'
import type { Membership, NewMember, NewSuggestion } from '../storage/incidents.ts'
import type { Tip } from '../storage/tips.ts'
import { findEscalation } from '../understand/alike/escalate.ts'
import type { PairsInUse } from '../understand/alike/pair-store.ts'
import type { TipView } from '../understand/alike/view.ts'
import type { Found, Known, Subject } from './link-read.ts'

/** Everything that is to be written of some tips, all of it or nothing. */
export interface Plan {
  incidents: { id: string; rootTipId: string }[]
  members: NewMember[]
  suggestions: NewSuggestion[]
  worse: (Escalation & { tipId: string; incidentId: string })[]
  views: { tip: Tip; version: number; view: TipView; keys: readonly number[] }[]
  /** Incidents of which the first voice may be another now. */
  toMend: string[]
}

interface Place {
  incidentId: string
  rootTipId: string
  rootReceivedAt: Date
}

/**
 * Decides tip by tip, in the order they were received, each with those before it in the same batch among its candidates.
 * Reads nothing: the same knowledge gives the same plan, but for the ids of new incidents.
 */
export function planLinks(known: Known, voices: ReadonlyMap<string, readonly Found[]>, pairs: PairsInUse): Plan {
  const plan: Plan = { incidents: [], members: [], suggestions: [], worse: [], views: [], toMend: [] }
  const places = new Map<string, Place>(known.memberships)
  const mates: { subject: Subject; view: TipView }[] = []

  const receivedAt = (tipId: string): Date => known.receivedAt.get(tipId) ?? new Date()
  const voicesOf = (incidentId: string): Found[] => {
    const planned = mates
      .filter(({ subject }) => places.get(subject.tip.id)?.incidentId === incidentId)
      .map(({ subject, view }) => asFound(subject, view))
    const there = voices.get(incidentId) ?? []
    return [...there, ...planned.filter(({ tipId }) => !there.some((one) => one.tipId === tipId))]
  }

  /** The tip joins the incident of the other, or both begin one, whose first voice is the earlier. */
  const join = (tip: Tip, nearTipId: string, link: Link): string => {
    const there = places.get(nearTipId)
    const [near, at] = [receivedAt(nearTipId), tip.receivedAt]
    const link2 = { linkedBy: 'machine' as const, score: link.score, reasons: link.reasons }
    if (there !== undefined) {
      plan.members.push({ tipId: tip.id, incidentId: there.incidentId, relation: link.relation, nearTipId, ...link2 })
      places.set(tip.id, there)
      if (at < there.rootReceivedAt) plan.toMend.push(there.incidentId)
      return there.incidentId
    }
    const isFirst = at < near
    const [rootTipId, rootReceivedAt] = isFirst ? [tip.id, at] : [nearTipId, near]
    const place = { incidentId: newId('inc'), rootTipId, rootReceivedAt }
    const otherTipId = isFirst ? nearTipId : tip.id
    plan.incidents.push({ id: place.incidentId, rootTipId })
    plan.members.push(
      { tipId: rootTipId, incidentId: place.incidentId, relation: 'first', nearTipId: null, ...link2, reasons: [] },
      { tipId: otherTipId, incidentId: place.incidentId, relation: link.relation, nearTipId: rootTipId, ...link2 },
    )
    places.set(tip.id, place)
    places.set(nearTipId, place)
    return place.incidentId
  }

  const worsen = (tipId: string, incidentId: string, escalation: Escalation | null): void => {
    if (escalation === null) return
    plan.worse.push({ ...escalation, tipId, incidentId })
    plan.toMend.push(incidentId)
  }

  const takeCopy = (subject: Subject, copyOf: string): void => {
    if (places.has(subject.tip.id)) return
    const isOwn = known.conversationOf.get(copyOf) === subject.tip.conversationId
    const relation = isOwn ? 'repeat' : 'copy'
    join(subject.tip, copyOf, { relation, score: 1, reasons: isOwn ? ['same-words', 'same-sender'] : ['same-words'] })
  }

  const takeVoice = (subject: Subject, view: TipView): void => {
    const { tip } = subject
    const own = places.get(tip.id)
    const choice = pairs.choose(
      view,
      listCandidates(subject, [...mates], voicesOf, places).filter(
        ({ incidentId }) => incidentId === null || incidentId !== own?.incidentId,
      ),
    )
    let isCopy = false
    if (own !== undefined && subject.viewBefore !== null) {
      const others = voicesOf(own.incidentId).filter(({ tipId }) => tipId !== tip.id)
      const before = others.map((one) => one.view)
      worsen(tip.id, own.incidentId, findEscalation(view, before, subject.viewBefore))
    }
    if (choice.how !== 'none') {
      const near = [...subject.found, ...mates.map((one) => asFound(one.subject, one.view))].find(
        ({ tipId }) => tipId === choice.tipId,
      )
      const there = choice.incidentId === null ? [] : voicesOf(choice.incidentId)
      const before = [...there, ...(near === undefined ? [] : [near])].map((one) => one.view)
      const escalation = findEscalation(view, before)
      const relation = escalation === null ? asLater(choice.relation) : 'escalation'
      if (choice.how === 'automatic' && own === undefined) {
        // A copy with something worse added is a voice of its own, and others find it by what it adds.
        isCopy = relation === 'copy'
        const reasons = choice.reasons.map(({ reason }) => reason)
        const incidentId = join(tip, choice.tipId, { relation, score: choice.score, reasons })
        worsen(tip.id, incidentId, escalation)
      } else {
        plan.suggestions.push({
          id: newId('sug'),
          tipId: tip.id,
          otherTipId: choice.tipId,
          relation,
          score: choice.score,
          reasons: choice.reasons.map(({ reason }) => reason),
          model: pairs.version,
          worsening: escalation?.worsening ?? null,
          worsenedUrgency: escalation?.urgency ?? null,
        })
      }
    }
    // Whoever is like the copy is like its original: a flood of copies lays no traces of its own.
    plan.views.push({ tip, version: subject.viewVersion, view, keys: isCopy ? [] : subject.keys })
    if (!isCopy) mates.push({ subject, view })
  }

  for (const subject of known.subjects) {
    if (subject.copyOf !== null) takeCopy(subject, subject.copyOf)
    else if (subject.view !== null) takeVoice(subject, subject.view)
  }
  return plan
}

interface Link {
  relation: Relation
  score: number
  reasons: readonly LinkReason[]
}

function listCandidates(
  subject: Subject,
  mates: readonly { subject: Subject; view: TipView }[],
  voicesOf: (incidentId: string) => readonly Found[],
  places: ReadonlyMap<string, Pick<Membership, 'incidentId' | 'rootTipId'>>,
) {
  const keys = new Set(subject.keys)
  const near = mates.filter(
    (mate) =>
      mate.subject.tip.conversationId === subject.tip.conversationId || mate.subject.keys.some((key) => keys.has(key)),
  )
  const found = new Map<string, Found>()
  for (const one of [...subject.found, ...near.map((mate) => asFound(mate.subject, mate.view))])
    found.set(one.tipId, one)
  const incidents = new Set([...found.keys()].flatMap((id) => places.get(id)?.incidentId ?? []))
  for (const incidentId of incidents) for (const one of voicesOf(incidentId)) found.set(one.tipId, one)
  found.delete(subject.tip.id)
  return [...found.values()].map((one) => {
    const place = places.get(one.tipId)
    return {
      tipId: one.tipId,
      incidentId: place?.incidentId ?? null,
      rootId: place?.rootTipId ?? one.tipId,
      view: one.view,
      isSameSender: one.conversationId === subject.tip.conversationId,
      tipsBetween: Math.max(0, Math.abs(subject.number - one.number) - 1),
      isApart: subject.apart.has(one.tipId) || (place !== undefined && subject.apart.has(place.incidentId)),
    }
  })
}

function asFound({ tip, number }: Subject, view: TipView): Found {
  return { tipId: tip.id, number, conversationId: tip.conversationId, view }
}

function asLater(relation: Relation): Exclude<Relation, 'first'> {
  return relation === 'first' ? 'witness' : relation
}
