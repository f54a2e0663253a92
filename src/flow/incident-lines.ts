import type { LinkedBy, LinkReason, Relation, Worsening } from '../domain/incident.ts'
import type { Urgency } from '../domain/tip.ts'

/** What a tip's page and a row of the inbox say of incidents: of voices that the officer may see, and of no others. */

export interface Worsened {
  worsening: Worsening
  urgency: Urgency
  at: Date
}

/** A tip that may tell of the same event. */
export interface SuggestionLine {
  id: string
  /** Which of the two is shown on the page, and which is the other. */
  tipId: string
  other: OtherTip
  relation: Relation
  score: number
  reasons: readonly LinkReason[]
  /** By what one of the two would make the other worse. */
  worsened: Omit<Worsened, 'at'> | null
  at: Date
}

/** As the inbox shows it: the sentence is empty for restricted tips and covered as there. */
export interface OtherTip {
  tipId: string
  code: string | null
  /** Null as well where the officer is asked first what it is. */
  category: string | null
  urgency: Urgency
  receivedAt: Date
  essence: string
  incidentId: string | null
}

/** For the page of one tip. */
export interface TipIncident {
  /** Null while it is in no incident with a second voice, or one that became worse. */
  incident: {
    id: string
    version: number
    relation: Relation
    linkedBy: LinkedBy
    reasons: readonly LinkReason[]
    voiceCount: number
    copyCount: number
    /** The first of the voices that this officer sees. */
    rootTipId: string
    worsened: Worsened | null
  } | null
  suggestions: SuggestionLine[]
}

/** For a row of the inbox that stands for all voices of an incident in that list. */
export interface RowIncident {
  id: string
  relation: Relation
  /** Voices and copies in this list, this one counted as well. */
  voiceCount: number
  copyCount: number
  /** Voices in their own words, in this list, that nobody has opened. */
  unopenedCount: number
  /** Stands by itself: it made the incident worse and nobody has opened it. */
  isRaised: boolean
  worsened: Worsened | null
}
