import type { LinkedBy, LinkReason, Relation } from '../domain/incident.ts'
import type { Urgency } from '../domain/tip.ts'
import type { IncidentActKind } from '../storage/incident-schema.ts'
import type { CurrentOfficer, NotFound, SignedOut } from './desk.ts'
import type { SuggestionLine, Worsened } from './incident-lines.ts'
import type { FileLine, ThreadLine, TipView } from './tip-view.ts'

/**
 * What an officer is shown of incidents. Everything here is of voices they may see, and counts count those alone: that
 * others exist is told by nothing.
 */
export interface IncidentLook {
  /** One incident with all its voices; each voice shown is recorded as opened by `tip.read`, the page by `incident.read`. */
  page(
    token: string,
    incidentId: string,
  ): Promise<{ ok: true; officer: CurrentOfficer; view: IncidentPage } | SignedOut | NotFound>
}

export interface IncidentPage {
  id: string
  /** What acts are made on: it rises with officers' acts alone. */
  version: number
  /** The most urgent of the voices shown and of what it became. */
  urgency: Urgency
  /** By what it became worse, at last; null while nothing made it worse. */
  worsened: Worsened | null
  /** In the order they were received, the first voice first; copies are not among them. */
  voices: Voice[]
  /** The same words passed on: they are signs of spreading, no witnesses. Newest first. */
  copies: CopyLine[]
  copyCount: number
  /** There are more voices than are shown. */
  isCut: boolean
  /** What citizens and officers said and what officers did, in one order of time; oldest first. */
  timeline: TimelineLine[]
  /** What came with the messages of all voices, in their order. */
  evidence: { tipId: string; voice: number; at: Date; files: FileLine[] }[]
  /** Tips that may tell of it too. */
  suggestions: SuggestionLine[]
  /** What officers did with it, newest first. */
  acts: ActLine[]
}

/** A voice with its tip as the tip's own page shows it: what is covered there is covered here. */
export interface Voice {
  /** 1 is the first: how the page names a reporter whom the others must not know. */
  number: number
  relation: Relation
  linkedBy: LinkedBy
  /** 0 to 1; null where nothing was compared. */
  score: number | null
  reasons: readonly LinkReason[]
  worsened: Worsened | null
  view: TipView
}

export interface CopyLine {
  tipId: string
  code: string | null
  receivedAt: Date
  relation: Relation
}

export type TimelineLine =
  | { what: 'said'; at: Date; tipId: string; voice: number; line: ThreadLine }
  | { what: 'decided'; at: Date; tipId: string; voice: number; decision: TipView['decisions'][number] }
  | { what: 'act'; at: Date; act: ActLine }

export interface ActLine {
  id: string
  kind: IncidentActKind
  tipId: string
  otherTipId: string | null
  officerNumber: string | null
  unitCode: string
  at: Date
  /** It was undone since. */
  isUndone: boolean
  /** This officer may undo it now: it is the newest that is not undone, and they may decide on its tip. */
  mayUndo: boolean
}
