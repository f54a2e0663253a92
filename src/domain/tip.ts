/** The tip, its statuses, and which may follow which. */

export const URGENCIES = ['critical', 'high', 'normal', 'low'] as const
export type Urgency = (typeof URGENCIES)[number]

/** The more urgent of two. */
export function maxUrgency(a: Urgency, b: Urgency): Urgency {
  return URGENCIES.indexOf(a) <= URGENCIES.indexOf(b) ? a : b
}

/** What a message is, before anyone asks which offence it tells of. */
export const KINDS = ['tip', 'question', 'other-agency', 'out-of-scope', 'greeting', 'spam', 'mixed'] as const
export type Kind = (typeof KINDS)[number]

export const STATUSES = [
  'received',
  'triaged',
  'forwarded',
  'accepted',
  'checking',
  'suspended',
  'resolved',
  'closed',
  'reopened',
] as const
export type TipStatus = (typeof STATUSES)[number]

const NEXT: Record<TipStatus, readonly TipStatus[]> = {
  received: ['triaged'],
  triaged: ['forwarded', 'accepted', 'checking', 'closed'],
  forwarded: ['forwarded', 'accepted', 'checking', 'closed'],
  accepted: ['forwarded', 'checking', 'suspended', 'resolved', 'closed'],
  checking: ['forwarded', 'suspended', 'resolved', 'closed'],
  suspended: ['checking', 'closed'],
  resolved: ['closed', 'reopened'],
  closed: ['reopened'],
  reopened: ['forwarded', 'accepted', 'checking', 'closed'],
}

export function mayFollow(from: TipStatus, to: TipStatus): boolean {
  return NEXT[from].includes(to)
}

/** The only four states the public sees (domain reference 1.5). */
export type PublicStatus = 'received' | 'in-progress' | 'forwarded' | 'answered'

export function publicStatus(status: TipStatus): PublicStatus {
  switch (status) {
    case 'received':
    case 'triaged':
      return 'received'
    case 'forwarded':
      return 'forwarded'
    case 'accepted':
    case 'checking':
    case 'suspended':
    case 'reopened':
      return 'in-progress'
    case 'resolved':
    case 'closed':
      return 'answered'
  }
}

/** How far the sender lets themselves be known (domain reference 1.6). */
export type ContactMode = 'named' | 'contactable' | 'anonymous'

/** A stretch of the text as sent, in UTF-16 code units, and why it counts. */
export interface Span {
  start: number
  end: number
}

/** One reason behind a finding: a rule or phrase that matched, where, and how heavily it weighs. */
export interface Evidence {
  rule: string
  span?: Span
  weight?: number
  note?: string
}
