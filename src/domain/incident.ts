import type { Urgency } from './tip.ts'

/** One event, told by one or many: the words that storage, understanding, flow and pages share for it. */

/**
 * What a tip is to the incident it belongs to: the first voice; the same sender again; words passed on; somebody else's
 * own words; a voice by which it became worse.
 */
export const RELATIONS = ['first', 'repeat', 'copy', 'witness', 'escalation'] as const
export type Relation = (typeof RELATIONS)[number]

/** Why two tips may tell of one event. A reason names no word of either tip: it is shown to whoever may see one of them. */
export const LINK_REASONS = [
  'same-words',
  'near-words',
  'rare-words',
  'same-sender',
  'same-phone',
  'same-plate',
  'same-account',
  'same-link',
  'same-photo',
  'same-place',
  'near-place',
  'same-time',
  'same-category',
] as const
export type LinkReason = (typeof LINK_REASONS)[number]

/** By what a later voice makes an incident worse than all before it said. */
export const WORSENINGS = ['urgency', 'victim', 'weapon', 'fire', 'place'] as const
export type Worsening = (typeof WORSENINGS)[number]

/** What somebody wants to be true of two tips for good. */
export type PinnedPair = 'apart'

/** How a link came about: the machine made it, or an officer did or confirmed it. */
export type LinkedBy = 'machine' | 'officer'

export interface Escalation {
  worsening: Worsening
  urgency: Urgency
}
