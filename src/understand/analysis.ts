import type { Evidence, Kind, Span, Urgency } from '../domain/tip.ts'

/** What {@link analyse} says of one text. Every span points into the text as sent, in UTF-16 units. */
export interface Analysis {
  /** Raise when the answer to the same text may change. */
  version: number
  kind: Kind
  /** 0 to 1. */
  kindConfidence: number
  language: 'vi' | 'en' | 'other'
  /** Code of `taxonomy.json`; null for question, greeting, out-of-scope, and where nothing was recognised. */
  category: string | null
  /** Ranked, at most five; `p` sums to at most 1. */
  categories: { code: string; p: number }[]
  urgency: Urgency
  /** True if the sender must be told to call a number now. */
  callNow: boolean
  situations: SituationMatch[]
  /** Which of the texts of `src/data/texts.ts` opens the answer; null when nobody must call. */
  callText: string | null
  entities: Entities
  /** Any cue that the police themselves are complained about, and where it stands. */
  aboutPolice: Evidence[]
  /** No cue says so, but the police may be complained about: a person at the province looks before any commune does. */
  isPoliceDoubted?: boolean
  /** Whatever category stands, a restricted one may well be meant. */
  isRestrictedDoubted?: boolean
  /** What the text already tells, so that the dialogue asks only for the rest. */
  tells: { what: boolean; where: boolean; when: boolean }
  evidence: Evidence[]
  /** The model holds it for no report, beyond doubt (`thresholds.outOfScope`); left out where it does not. */
  isOutOfScope?: boolean
  /** Version of the model that judged the category; left out where rules alone did. */
  model?: string
  /** Corrections since that model that had a say in the category; left out where none had. */
  steps?: number
}

/** U1 to U15 of the domain reference, section 4.2. */
export interface SituationMatch {
  id: string
  span: Span
  /** `unclear` counts as now until the sender says otherwise. */
  tense: 'now' | 'past' | 'unclear'
}

export interface Entities {
  /** As printed: `29A-123.45`, `59-X1 234.56`. */
  plates: Found<string>[]
  /** E.164. */
  phones: Found<string>[]
  accounts: Found<{ bank: string | null; number: string }>[]
  /** Without scheme and obfuscation; a link to a profile is a handle. */
  urls: Found<string>[]
  /** `platform:id`, platform one of telegram, facebook, tiktok, zalo. */
  handles: Found<string>[]
  /** Whole đồng. */
  money: Found<number>[]
  /** RFC 3339 instants with the offset of Viet Nam; an exact time has from = to. */
  times: Found<{ from: string; to: string }>[]
  /** The most exact of them, or of vaguer ones ("hồi nãy"). */
  when: Found<{ from: string; to: string }> | null
}

export interface Found<T> {
  value: T
  span: Span
}

export interface AnalyseContext {
  /** RFC 3339 instant at which the message was received: times are resolved against it. */
  receivedAt: string
}
