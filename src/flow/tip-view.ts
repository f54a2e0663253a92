import { composeText, type TipText } from '../domain/compose.ts'
import { type Bubble, readBubble, readSealedEvent } from '../domain/content.ts'
import { COVER_SIGN } from '../domain/cover.ts'
import { attachmentsOf, isKept, type MediaFailure } from '../domain/media.ts'
import type { Attachment, InboundContent } from '../domain/message.ts'
import { findReceipts } from '../domain/receipt.ts'
import type { Holder } from '../storage/assignments.ts'
import type { Tx } from '../storage/db.ts'
import { type Decision, listDecisions } from '../storage/decisions.ts'
import { listDeliveriesOfTip } from '../storage/deliveries.ts'
import { listEventsOfTip } from '../storage/events.ts'
import { listFindings } from '../storage/findings.ts'
import { listMedia, type Media } from '../storage/media.ts'
import type { Tip } from '../storage/tips.ts'
import type { FindSelfWords } from '../understand/self-id/find-self-words.ts'
import type { ContentSealer } from '../vault/content.ts'
import {
  assignmentRecord,
  decisionRecord,
  deliveryRecord,
  essenceRecord,
  eventRecord,
  findingRecord,
  mediaRecord,
} from '../vault/records.ts'
import { readAboutFile } from './about-file.ts'
import { coverEssence, coverFinding, coverWords } from './cover-words.ts'
import { type CurrentOfficer, findOwn } from './desk.ts'
import { hideDoubt } from './hide-doubt.ts'
import type { TipIncident } from './incident-lines.ts'
import { mayDecide } from './may-decide.ts'
import type { SlipLine } from './slips.ts'

/** What the officer reads of one tip. */
export interface TipView {
  tip: Tip
  told: TipText
  /** The most telling sentence, as in the inbox; empty before triage. */
  essence: string
  thread: ThreadLine[]
  /** Latest finding of each stage, opened; its reader lies with the stage. */
  findings: { stage: string; stageVersion: number; confidence: number | null; value: unknown; at: Date }[]
  decisions: (Omit<Decision, 'note'> & { note: string | null })[]
  /** How the tip came to this unit. */
  held: { reason: string; role: 'primary' | 'information'; note: string | null } | null
  /** False where the unit is told of it and no more: its officers read and answer. */
  mayDecide: boolean
  /** A restricted tip that this officer has not said why to open: of it nobody's words are here, only what it is. */
  isCovered: boolean
  /** What leaves on paper to bodies outside; left out where there is none. */
  slips?: SlipLine[]
  /** The officer is asked what it is before the machine's answer is shown: of that answer nothing is here. */
  isForReview: boolean
  /** Stretches by which the sender may give themself away: covered by {@link COVER_SIGN} until the officer said why not. */
  selfWords: { count: number; isCovered: boolean }
  /**
   * Until when what was covered is shown to this officer, the first end of the two; null where nothing is, or without an
   * end.
   */
  coversAt: Date | null
  /** The incident that it is a voice of, and tips that may tell of the same; left out on the incident's own page. */
  incidents?: TipIncident
}

/** What came with a message and what became of it; its name stays sealed. */
export interface FileLine {
  kind: Attachment['kind']
  /** `listed`: kinds that are not fetched. */
  state: 'listed' | 'waiting' | 'kept' | 'failed'
  /** Counted on arrival; null unless it is kept. */
  sizeBytes: number | null
  reason: MediaFailure | null
}

export type ThreadLine =
  | { from: 'citizen'; at: Date; sentAt: Date | null; content: InboundContent | null; files?: FileLine[] }
  | {
      from: 'assistant' | 'officer'
      at: Date
      officerNumber: string | null
      bubble: Bubble | null
      /** It told the sender their receipt: of it no word is here, for whoever reads the code may speak as the sender. */
      isReceipt?: true
      status: 'pending' | 'sent' | 'parked'
      error: string | null
      sentAt: Date | null
    }

/** What is opened of a tip, before it is decided what of it this officer is shown. */
export type ReadView = Omit<TipView, 'isCovered' | 'coversAt' | 'isForReview' | 'selfWords' | 'incidents'>

/**
 * The view with the words covered by which the sender may give themself away, wherever they or what was read out of them
 * stand; and with receipts covered, also where `find` finds nothing.
 */
export function coverView(view: ReadView, find: FindSelfWords): { count: number; covered: ReadView } {
  const said = view.thread.flatMap((line) => (line.from === 'citizen' && line.content !== null ? [line] : []))
  const words = coverWords(
    view.told,
    said.flatMap(({ content }) => (content === null ? [] : [content])),
    find,
  )
  const editedAtMs = Math.max(0, ...said.map(({ content, at }) => (content?.type === 'edit' ? at.getTime() : 0)))
  const covered: ReadView = {
    ...view,
    told: words.told,
    essence: coverEssence(view.essence, find),
    thread: view.thread.map((line) =>
      line.from === 'citizen' && line.content !== null ? { ...line, content: words.cover(line.content) } : line,
    ),
    findings: view.findings.map((finding) => ({
      ...finding,
      value: coverFinding(finding.value, words.isCovered, finding.at.getTime() < editedAtMs),
    })),
  }
  return { count: words.count, covered }
}

export async function readView(tx: Tx, content: ContentSealer, officer: CurrentOfficer, tip: Tip): Promise<ReadView> {
  const events = (await listEventsOfTip(tx, tip.id)).map((event) => ({
    ...event,
    sealed: event.content === null ? null : readSealedEvent(content.open(eventRecord(event.id), event.content)),
  }))
  const media = await listMedia(
    tx,
    events.map(({ id }) => id),
  )
  const told = composeText(events.flatMap((event) => (event.sealed ? [{ eventId: event.id, ...event.sealed }] : [])))
  const deliveries = await listDeliveriesOfTip(tx, tip.id)
  const thread: ThreadLine[] = [
    ...events.map(
      (event): ThreadLine => ({
        from: 'citizen',
        at: event.receivedAt,
        sentAt: event.sentAt,
        content: event.sealed?.content ?? null,
        files: event.sealed === null ? [] : listFiles(content, event.sealed.content, ofEvent(media, event.id)),
      }),
    ),
    ...deliveries.map(
      (delivery): ThreadLine => ({
        from: delivery.author,
        at: delivery.createdAt,
        officerNumber: delivery.officerNumber,
        ...hideReceipt(
          delivery.body === null ? null : readBubble(content.open(deliveryRecord(delivery.id), delivery.body)),
        ),
        status: delivery.status,
        error: delivery.error,
        sentAt: delivery.sentAt,
      }),
    ),
  ].sort((a, b) => toldAt(a) - toldAt(b))
  const decisions = (await listDecisions(tx, tip.id)).map((decision) => ({
    ...decision,
    note: decision.note === null ? null : String(content.open(decisionRecord(decision.id), decision.note)),
  }))
  return {
    tip,
    told,
    essence: tip.essence === null ? '' : String(content.open(essenceRecord(tip.id), tip.essence)),
    thread,
    findings: hideDoubt(await readFindings(tx, content, tip), officer.unitCode),
    decisions,
    ...openHeld(content, officer, tip, await findOwn(tx, officer, tip)),
  }
}

/** What a restricted tip is, without a word of anybody: not the sender's, and not those that quote them. */
export async function readCover(tx: Tx, officer: CurrentOfficer, tip: Tip): Promise<ReadView> {
  const decisions = (await listDecisions(tx, tip.id)).map((decision) => ({ ...decision, note: null }))
  const own = await findOwn(tx, officer, tip)
  return {
    tip,
    told: { text: '', parts: [], location: null },
    essence: '',
    thread: [],
    findings: [],
    decisions,
    held: own ? { reason: own.reason, role: own.role, note: null } : null,
    mayDecide: mayDecide(officer, tip, own),
  }
}

/** By the code itself, not by which sentence it stands in: those sealed long ago, and an officer's, are hidden as well. */
function hideReceipt(bubble: Bubble | null): { bubble: Bubble | null; isReceipt?: true } {
  return bubble === null || findReceipts(bubble.text).length === 0
    ? { bubble }
    : { bubble: { ...bubble, text: '' }, isReceipt: true }
}

const ofEvent = (media: readonly Media[], eventId: string): Media[] => media.filter((one) => one.eventId === eventId)

/** Beside what was sent, what became of it. A row not written yet is one that waits. */
function listFiles(sealer: ContentSealer, said: InboundContent, media: readonly Media[]): FileLine[] {
  return attachmentsOf(said).map((attachment, number) => {
    const row = media.find((one) => one.number === number)
    const about = row?.file ? readAboutFile(sealer.openFile(mediaRecord(row.id), row.file).about) : null
    return {
      kind: attachment.kind,
      state: isKept(attachment) ? (row?.state ?? 'waiting') : 'listed',
      sizeBytes: about?.sizeBytes ?? null,
      reason: row?.reason ?? null,
    }
  })
}

/** Messages stand where they were written, not where they arrived (security reference, bad input: ids out of order). */
function toldAt(line: ThreadLine): number {
  return (line.from === 'citizen' ? (line.sentAt ?? line.at) : line.at).getTime()
}

async function readFindings(tx: Tx, content: ContentSealer, tip: Tip): Promise<TipView['findings']> {
  const latest = new Map<string, TipView['findings'][number]>()
  for (const row of await listFindings(tx, tip.id)) {
    if (row.body === null) continue
    const value = content.open(findingRecord(tip.id, row.tipVersion, row.stage), row.body)
    latest.set(row.stage, {
      stage: row.stage,
      stageVersion: row.stageVersion,
      confidence: row.confidence,
      value,
      at: row.createdAt,
    })
  }
  return [...latest.values()]
}

function openHeld(
  content: ContentSealer,
  officer: CurrentOfficer,
  tip: Tip,
  own: Holder | null,
): Pick<TipView, 'held' | 'mayDecide'> {
  const note = own?.note ? String(content.open(assignmentRecord(own.id), own.note)) : null
  return {
    held: own ? { reason: own.reason, role: own.role, note } : null,
    mayDecide: mayDecide(officer, tip, own),
  }
}
