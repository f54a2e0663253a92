/** Different events with one trace in common: the words of it, and what may bind what. */

/** Series are made of these matters alone; each never meets another. */
export const SERIES_TOPICS = ['fraud', 'vehicle-theft', 'racing', 'trafficking'] as const
export type SeriesTopic = (typeof SERIES_TOPICS)[number]

/** By what tips are bound. There is no name and no face among them: a series is a trace, and no file on a person. */
export const MARK_KINDS = ['account', 'phone', 'link', 'handle', 'plate', 'method', 'road'] as const
export type MarkKind = (typeof MARK_KINDS)[number]

const TOPIC_OF: ReadonlyMap<string, SeriesTopic> = new Map([
  ['online-scam', 'fraud'],
  ['impersonation-investment-scam', 'fraud'],
  ['motorbike-theft', 'vehicle-theft'],
  ['illegal-racing', 'racing'],
  ['human-trafficking', 'trafficking'],
])

/** Categories whose tips may stand in a series. */
export const SERIES_CATEGORIES: readonly string[] = [...TOPIC_OF.keys()]

/** Null for every category that makes no series. */
export function topicOf(category: string | null): SeriesTopic | null {
  return category === null ? null : (TOPIC_OF.get(category) ?? null)
}

const BOUND_BY: Readonly<Record<SeriesTopic, readonly MarkKind[]>> = {
  fraud: ['account', 'phone', 'link', 'handle', 'method'],
  // A thief's number is the one that asks for ransom; the plate is theirs, or that of a stolen vehicle seen again.
  'vehicle-theft': ['plate', 'phone'],
  racing: ['plate', 'road'],
  trafficking: ['account', 'phone', 'link', 'handle'],
}

export function mayBind(topic: SeriesTopic, kind: MarkKind): boolean {
  return BOUND_BY[topic].includes(kind)
}

/** What is told of it, and to whom, is for officers cleared for restricted tips. */
export function isRestrictedTopic(topic: SeriesTopic): boolean {
  return topic === 'trafficking'
}

/** Fewer are no series: one sender may be mistaken or mean harm, and one event has an incident. */
export const SENDERS_MIN = 2
export const EVENTS_MIN = 2
/** Without a new event a series is over after so long (ISO 8601). */
export const SERIES_LASTS = 'P12M'

/** What is common to several tips. */
export interface Mark {
  kind: MarkKind
  /** In the one form that all spellings of it share; reaches the database as an HMAC alone. */
  value: string
  /** For an officer who holds a tip with it: all but the end is hidden where it leads to somebody. */
  shown: string
  /**
   * The day to which the event belongs, where each day is an event of its own (races on the same road): two voices of one
   * night are one event, linked or not. Null elsewhere.
   */
  heldOn: string | null
}

/** Letters and digits at the end that an officer sees of a trace that leads to somebody. */
const SHOWN_AT_END = 4

export function maskMark(value: string): string {
  const signs = [...value]
  return signs.length <= SHOWN_AT_END ? '•'.repeat(signs.length) : `••••${signs.slice(-SHOWN_AT_END).join('')}`
}

/** How many stand in a series, of the whole country. */
export interface SeriesNumbers {
  tips: number
  events: number
  senders: number
  provinces: number
  firstAt: Date
  lastAt: Date
}

export function isSeries({ events, senders }: Pick<SeriesNumbers, 'events' | 'senders'>): boolean {
  return events >= EVENTS_MIN && senders >= SENDERS_MIN
}
