import { maxUrgency } from '../domain/tip.ts'
import { type AuditEntry, writeAudit } from '../storage/audit.ts'
import type { Db, Tx } from '../storage/db.ts'
import {
  type ActRow,
  countVoices,
  findIncident,
  listActs,
  listCopies,
  listVoices,
  type MemberRow,
} from '../storage/incident-desk.ts'
import { findTips } from '../storage/tips.ts'
import { type FindSelfWords, findByRules } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import { asOfficer, type CurrentOfficer, type NotFound, recordRefusal, type SignedOut } from './desk.ts'
import type { ActLine, IncidentLook, IncidentPage, TimelineLine, Voice } from './incident-view.ts'
import { type LookAtTip, makeLookAtTip } from './look-at-tip.ts'
import { mayHoldTips } from './may-decide.ts'
import type { ChooseForReview } from './review.ts'
import { readSuggestions, relationOf, type SuggestionParts, worsenedOf } from './tip-incident.ts'

/** Voices opened on one page: a fire is told by two hundred, and the first say what happened. */
const VOICES_MAX = 60
const COPIES_MAX = 100
const ACTS_MAX = 100

export function makeIncidentLook(parts: {
  db: Db
  content: ContentSealer
  /** As in `flow/look.ts`. */
  chooseForReview?: ChooseForReview
  findSelfWords?: FindSelfWords
  now: () => Date
}): IncidentLook {
  const { db, content, chooseForReview = () => false, findSelfWords = findByRules } = parts
  const lookAtTip = makeLookAtTip(parts)

  return {
    async page(token, incidentId) {
      let isRefused = false
      const shown = await asOfficer<Awaited<ReturnType<IncidentLook['page']>>>(db, token, async (tx, officer) => {
        const read = mayHoldTips(officer.role)
          ? await readPage({ content, chooseForReview, findSelfWords }, lookAtTip, tx, officer, incidentId)
          : null
        if (read === null) {
          isRefused = true
          return { ok: false, reason: 'not-found' } satisfies NotFound | SignedOut
        }
        await writeAudit(tx, ...read.audit)
        return { ok: true, officer, view: read.view }
      })
      if (isRefused) {
        const objectId = /^inc_[0-9a-f-]{36}$/.test(incidentId) ? incidentId : 'malformed'
        await recordRefusal(db, token, { action: 'incident.refused', objectId })
      }
      return shown
    },
  }
}

/** Null where no voice of it is seen, or one alone of which nothing is told that its own page does not tell. */
async function readPage(
  parts: SuggestionParts,
  lookAtTip: LookAtTip,
  tx: Tx,
  officer: CurrentOfficer,
  incidentId: string,
): Promise<{ view: IncidentPage; audit: AuditEntry[] } | null> {
  const head = await findIncident(tx, incidentId)
  const counts = head === null ? null : await countVoices(tx, head.id)
  if (head === null || counts === null) return null
  const worsened = worsenedOf(head)
  if (counts.voiceCount < 2 && worsened === null) return null
  const members = await listVoices(tx, head.id, VOICES_MAX)
  // Of copies alone the first stands for what they say.
  if (members.length === 0) members.push({ ...BARE, tipId: counts.rootTipId, incidentId: head.id })
  const { voices, audit } = await readVoices(tx, lookAtTip, officer, members, counts.rootTipId)
  const copies = (await listCopies(tx, head.id, COPIES_MAX)).filter(({ tipId }) => tipId !== counts.rootTipId)
  const ids = voices.map(({ view }) => view.tip.id)
  const told = voices.filter(({ view }) => !view.isForReview && !view.isCovered).map(({ view }) => view.tip.id)
  const mayDecide = new Set(voices.filter(({ view }) => view.mayDecide).map(({ view }) => view.tip.id))
  const acts = toActs(await listActs(tx, [...ids, ...copies.map(({ tipId }) => tipId)], ACTS_MAX), mayDecide)
  const urgencies = voices.map(({ view }) => view.tip.urgency)
  return {
    audit: [
      ...audit,
      {
        action: 'incident.read',
        officerId: officer.id,
        unitCode: officer.unitCode,
        objectId: head.id,
        detail: { tips: [...ids, ...copies.map(({ tipId }) => tipId)] },
      },
    ],
    view: {
      id: head.id,
      version: head.version,
      urgency: [...urgencies, ...(worsened === null ? [] : [worsened.urgency])].reduce(maxUrgency, 'low'),
      worsened,
      voices,
      copies,
      copyCount: counts.copyCount - (counts.copyCount === counts.voiceCount ? 1 : 0),
      isCut: counts.voiceCount - counts.copyCount > members.length,
      timeline: toTimeline(voices, acts),
      evidence: toEvidence(voices),
      suggestions: await readSuggestions(parts, tx, told),
      acts,
    },
  }
}

const BARE: MemberRow = {
  tipId: '',
  incidentId: '',
  relation: 'first',
  linkedBy: 'machine',
  score: null,
  reasons: [],
  worsening: null,
  worsenedUrgency: null,
  worsenedAt: null,
}

async function readVoices(
  tx: Tx,
  lookAtTip: LookAtTip,
  officer: CurrentOfficer,
  members: readonly MemberRow[],
  rootTipId: string,
): Promise<{ voices: Voice[]; audit: AuditEntry[] }> {
  const tips = new Map(
    (
      await findTips(
        tx,
        members.map(({ tipId }) => tipId),
      )
    ).map((tip) => [tip.id, tip]),
  )
  const voices: Voice[] = []
  const audit: AuditEntry[] = []
  for (const member of members) {
    const tip = tips.get(member.tipId)
    if (tip === undefined) continue
    const looked = await lookAtTip(tx, officer, tip)
    audit.push(looked.audit)
    const relation = relationOf(member, rootTipId)
    const isTelling = relation !== 'first' && !looked.view.isForReview && !looked.view.isCovered
    voices.push({
      number: voices.length + 1,
      relation,
      linkedBy: member.linkedBy,
      score: isTelling ? member.score : null,
      reasons: isTelling ? member.reasons : [],
      worsened: worsenedOf({
        urgency: member.worsenedUrgency,
        worsening: member.worsening,
        worsenedAt: member.worsenedAt,
      }),
      view: looked.view,
    })
  }
  return { voices, audit }
}

/** One order of time over all voices; what stands at the same moment stays in the order of the voices. */
function toTimeline(voices: readonly Voice[], acts: readonly ActLine[]): TimelineLine[] {
  const lines = voices.flatMap(({ number, view }): TimelineLine[] => {
    const common = { tipId: view.tip.id, voice: number }
    return [
      ...view.thread.map((line) => ({ what: 'said' as const, at: line.sentAt ?? line.at, ...common, line })),
      ...view.decisions.map((decision) => ({ what: 'decided' as const, at: decision.decidedAt, ...common, decision })),
    ]
  })
  const done = acts.map((act) => ({ what: 'act' as const, at: act.at, act }))
  return [...lines, ...done].toSorted((one, other) => one.at.getTime() - other.at.getTime())
}

function toEvidence(voices: readonly Voice[]): IncidentPage['evidence'] {
  return voices.flatMap(({ number, view }) =>
    view.thread.flatMap((line) =>
      line.from === 'citizen' && line.files !== undefined && line.files.length > 0
        ? [{ tipId: view.tip.id, voice: number, at: line.at, files: line.files }]
        : [],
    ),
  )
}

function toActs(rows: readonly ActRow[], mayDecide: ReadonlySet<string>): ActLine[] {
  const last = rows.find(({ kind, isUndone }) => kind !== 'undo' && !isUndone)
  return rows.map(({ id, kind, tipId, otherTipId, officerNumber, unitCode, at, isUndone }) => ({
    id,
    kind,
    tipId,
    otherTipId,
    officerNumber,
    unitCode,
    at,
    isUndone,
    mayUndo: id === last?.id && mayDecide.has(tipId),
  }))
}
