import { composeText } from '../domain/compose.ts'
import { readSealedEvent } from '../domain/content.ts'
import type { Kind } from '../domain/tip.ts'
import type { Db } from '../storage/db.ts'
import { listEventsOfTips } from '../storage/events.ts'
import { findLastAct, listMemberships, listPinned, type Membership } from '../storage/incidents.ts'
import { findLatestFindings } from '../storage/map-tips.ts'
import {
  type Candidate,
  findCandidates,
  findLastViewNumber,
  listOwnTips,
  listTipViews,
  listVoiceViews,
  type StoredTipView,
} from '../storage/tip-views.ts'
import { findTips, type Tip } from '../storage/tips.ts'
import { slotsOf } from '../storage/traces.ts'
import type { Fingerprint } from '../understand/alike/photos.ts'
import { tracesOf } from '../understand/alike/traces.ts'
import { makeView, readView, type TipView } from '../understand/alike/view.ts'
import { readAnalysis } from '../understand/read-analysis.ts'
import { eventRecord, findingRecord, tipViewRecord } from '../vault/records.ts'
import type { LinkParts } from './link-parts.ts'
import { findByPhotos, readPhotos } from './link-photos.ts'

/** Who may tell of one event with others: what asks or greets tells of none. */
const LINKED: ReadonlySet<Kind> = new Set(['tip', 'mixed', 'other-agency'])
const DAY_MS = 24 * 60 * 60_000
/** What was told longer ago tells of another event. */
export const WINDOW_DAYS = 30
/** Of one sender so many tips are compared with their newest, whatever they share. */
const OWN_MAX = 5
/** Of an incident so many voices are compared: its first and its newest. */
const VOICES_MAX = 16

/** A tip to be linked, with all that was read for it. */
export interface Subject {
  tip: Tip
  /** Of its view, or that which it will have, about. */
  number: number
  /** The tip whose very words these are, where that is known and no officer said otherwise: then nothing is compared. */
  copyOf: string | null
  /** Null of a copy, and where triage has not read it. */
  view: TipView | null
  /** Of which version of the tip it is: the one that triage read last. */
  viewVersion: number
  /** What its view was before this version of the tip. */
  viewBefore: TipView | null
  keys: readonly number[]
  found: readonly Found[]
  /** Tips and incidents that an officer said it is apart from. */
  apart: ReadonlySet<string>
}

/** A tip that may tell of the same, opened. */
export interface Found {
  tipId: string
  /** Of its view: {@link StoredTipView}. */
  number: number
  conversationId: string
  view: TipView
}

/** What linking knows of the world, and by what it can tell that the world has changed since. */
export interface Known {
  subjects: Subject[]
  memberships: ReadonlyMap<string, Membership>
  receivedAt: ReadonlyMap<string, Date>
  conversationOf: ReadonlyMap<string, string>
  lastAct: number
  lastView: number
}

/** Of tips that are not there, or tell of nothing, none is answered. */
export async function readSubjects(parts: LinkParts, db: Db, tipIds: readonly string[]): Promise<Known> {
  const [lastAct, lastView] = [await findLastAct(db), await findLastViewNumber(db)]
  const tips = (await findTips(db, tipIds)).filter(isLinkable).toSorted(byReceived)
  const apart = await listPinned(db, ids(tips))
  const originals = new Map(
    (await findTips(db, [...new Set(tips.flatMap(({ duplicateOf }) => duplicateOf ?? []))])).map((one) => [
      one.id,
      one,
    ]),
  )
  const copyOf = new Map<string, string>()
  for (const tip of tips) {
    const original = tip.duplicateOf === null ? undefined : originals.get(tip.duplicateOf)
    if (original !== undefined && isRoot(parts, original) && apart.get(tip.id) === undefined)
      copyOf.set(tip.id, original.id)
  }
  const told = tips.filter(({ id }) => !copyOf.has(id))
  const views = await readViews(parts, db, told)
  const photos = await readPhotos(parts, db, [...views.keys()])
  const before = new Map((await listTipViews(db, ids(told))).map((one) => [one.tipId, one]))
  const keys = new Map([...views].map(([id, { view }]) => [id, keysOf(parts, view)]))
  const found = await findOthers(parts, db, told, keys, photos)
  const near = [...copyOf.values(), ...[...found.values()].flat().map(({ tipId }) => tipId)]
  const memberships = await listMemberships(db, [...ids(tips), ...near])
  const receivedAt = new Map([...tips, ...originals.values()].map((tip) => [tip.id, tip.receivedAt]))
  for (const one of [...found.values()].flat()) receivedAt.set(one.tipId, new Date(one.view.at))
  const conversationOf = new Map([...tips, ...originals.values()].map((tip) => [tip.id, tip.conversationId]))
  const subjects = tips.map((tip, at): Subject => {
    const [view, earlier] = [views.get(tip.id), before.get(tip.id)]
    return {
      tip,
      number: earlier?.number ?? lastView + 1 + at,
      copyOf: copyOf.get(tip.id) ?? null,
      view: view === undefined ? null : { ...view.view, photos: photos.get(tip.id) ?? [] },
      viewVersion: view?.version ?? tip.version,
      viewBefore: earlier === undefined || earlier.tipVersion === view?.version ? null : open(parts, earlier),
      keys: keys.get(tip.id) ?? [],
      found: found.get(tip.id) ?? [],
      apart: apart.get(tip.id) ?? new Set(),
    }
  })
  return { subjects, memberships, receivedAt, conversationOf, lastAct, lastView }
}

/** What of a tip must be known to find the others. */
export type Asking = Pick<Tip, 'id' | 'conversationId' | 'receivedAt'>
export type LookParts = Pick<LinkParts, 'content' | 'nameToken' | 'unproven'>

/** Those that were found for a tip, and more voices of the incidents they are in: its first above all. */
export async function readVoices(
  parts: LinkParts,
  db: Db,
  incidentIds: readonly string[],
): Promise<Map<string, Found[]>> {
  const voices = new Map<string, Found[]>()
  for (const row of await listVoiceViews(db, incidentIds, VOICES_MAX)) {
    const list = voices.get(row.incidentId) ?? []
    voices.set(row.incidentId, list)
    list.push({ tipId: row.tipId, number: row.number, conversationId: row.conversationId, view: open(parts, row) })
  }
  const photos = await readPhotos(parts, db, [...new Set([...voices.values()].flat().map(({ tipId }) => tipId))])
  for (const [incidentId, list] of voices) voices.set(incidentId, withPhotos(list, photos))
  return voices
}

export function reachOf(tips: readonly Pick<Tip, 'receivedAt'>[], unproven: readonly string[]) {
  const times = tips.map(({ receivedAt }) => receivedAt.getTime())
  const since = new Date(Math.min(...times) - WINDOW_DAYS * DAY_MS)
  // Others may have been received after it and be there already.
  const until = new Date(Math.max(...times) + 7 * DAY_MS)
  return { since, slots: slotsOf(since, until), unproven }
}

const ids = (tips: readonly Tip[]): string[] => tips.map(({ id }) => id)

function isLinkable(tip: Tip): boolean {
  return LINKED.has(tip.kind) && tip.erasedAt === null && tip.triagedAt !== null
}

/** What came to nothing is nobody's original: whoever says the same again is compared by their own words. */
function isRoot({ unproven }: LinkParts, tip: Tip): boolean {
  return isLinkable(tip) && !(tip.closedAt !== null && tip.disposition !== null && unproven.includes(tip.disposition))
}

function byReceived(one: Tip, other: Tip): number {
  return one.receivedAt.getTime() - other.receivedAt.getTime() || (one.id < other.id ? -1 : 1)
}

async function readViews(
  parts: LinkParts,
  db: Db,
  tips: readonly Tip[],
): Promise<Map<string, { view: TipView; version: number }>> {
  const events = await listEventsOfTips(db, ids(tips))
  const classified = await findLatestFindings(db, ids(tips), 'classify')
  const located = await findLatestFindings(db, ids(tips), 'locate')
  const views = new Map<string, { view: TipView; version: number }>()
  for (const tip of tips) {
    const [analysis, place] = [classified.get(tip.id), located.get(tip.id)]
    const told = (events.get(tip.id) ?? []).flatMap(({ id, content }) =>
      content === null ? [] : [{ eventId: id, ...readSealedEvent(parts.content.open(eventRecord(id), content)) }],
    )
    if (analysis === undefined || place === undefined || told.length === 0) continue
    const opened = (stage: string, finding: { tipVersion: number; body: Buffer }): unknown =>
      parts.content.open(findingRecord(tip.id, finding.tipVersion, stage), finding.body)
    const view = makeView({
      told: composeText(told),
      analysis: readAnalysis(opened('classify', analysis)),
      place: parts.readPlace(opened('locate', place)),
      receivedAt: tip.receivedAt.toISOString(),
      isRestricted: tip.restricted,
    })
    views.set(tip.id, { view, version: analysis.tipVersion })
  }
  return views
}

/** By what others find a tip: four bytes of the HMAC of each of its traces, each once. */
export function keysOf(parts: Pick<LinkParts, 'nameToken'>, view: TipView): number[] {
  const names = tracesOf(view).map(({ kind, value }) =>
    parts.nameToken(kind === 'entity' ? 'entity' : 'band', `${kind}:${value}`).readInt32BE(0),
  )
  return [...new Set(names)]
}

/** For each of these tips all it is compared with, opened; best first of those that share a trace. None where it has no keys. */
export async function findOthers(
  parts: LookParts,
  db: Db,
  tips: readonly Asking[],
  keys: ReadonlyMap<string, readonly number[]>,
  photos: ReadonlyMap<string, readonly Fingerprint[]>,
): Promise<Map<string, Found[]>> {
  const asking = tips.filter(({ id }) => keys.has(id))
  const found = new Map<string, Found[]>(asking.map(({ id }) => [id, []]))
  if (asking.length === 0) return found
  const reach = reachOf(asking, parts.unproven)
  const wanted = asking.map(({ id }) => ({ tipId: id, keys: keys.get(id) ?? [] }))
  const opened = new Map<string, Found>()
  const add = (tipId: string, one: StoredTipView | Candidate): void => {
    const list = found.get(tipId)
    if (list === undefined || one.tipId === tipId || list.some((other) => other.tipId === one.tipId)) return
    const known = opened.get(one.tipId) ?? {
      tipId: one.tipId,
      number: one.number,
      conversationId: one.conversationId,
      view: open(parts, one),
    }
    opened.set(one.tipId, known)
    list.push(known)
  }
  for (const one of await findCandidates(db, wanted, reach)) {
    const tip = asking[one.of]
    if (tip !== undefined) add(tip.id, one)
  }
  const conversations = asking.map(({ conversationId }) => conversationId)
  for (const one of await listOwnTips(db, conversations, reach.since, OWN_MAX)) {
    for (const tip of asking) if (tip.conversationId === one.conversationId) add(tip.id, one)
  }
  for (const [tipId, own] of photos) {
    const near = await findByPhotos(parts, db, tipId, own, reach.since)
    for (const one of await listTipViews(db, near)) add(tipId, one)
  }
  // Of those that are compared with nothing that has a picture nobody's pictures are read.
  const theirs = photos.size === 0 ? new Map() : await readPhotos(parts, db, [...opened.keys()])
  return new Map([...found].map(([tipId, list]) => [tipId, withPhotos(list, theirs)]))
}

function withPhotos(list: readonly Found[], photos: ReadonlyMap<string, Fingerprint[]>): Found[] {
  return list.map((one) => ({ ...one, view: { ...one.view, photos: photos.get(one.tipId) ?? [] } }))
}

function open(parts: Pick<LinkParts, 'content'>, { tipId, body }: { tipId: string; body: Buffer }): TipView {
  return readView(parts.content.open(tipViewRecord(tipId), body))
}
