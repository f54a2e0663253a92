import type { DeliveryPlace } from '../storage/deliveries.ts'

/** A place in one talk: how far its events, which are numbered, and its deliveries, which are dated, were read. */
export interface ThreadPlace {
  talk: string
  /** Null: none of them. */
  sequence: number | null
  delivery: DeliveryPlace | null
}

/** The talk's end of the id, `~`, then numbers in base 36. No receipt has a `~`, so that none is taken for one. */
const SHAPE = /^([0-9a-z-]{1,64})~([0-9a-z]{0,9})~(?:([0-9a-z]{1,10})~([0-9a-z]{1,6}))?$/

/** What tells one conversation from another in a place: not a secret, for it opens nothing. */
export function talkOf(conversationId: string): string {
  return conversationId.slice(-8)
}

export function writePlace({ talk, sequence, delivery }: ThreadPlace): string {
  const dated = delivery ? `${delivery.atUs.toString(36)}~${delivery.seq.toString(36)}` : ''
  return `${talk}~${sequence?.toString(36) ?? ''}~${dated}`
}

/** Null for what is no place, or a place in another talk. */
export function readPlace(text: string | undefined, talk: string): ThreadPlace | null {
  const [, named, sequence, atUs, seq] = SHAPE.exec(text ?? '') ?? []
  if (named !== talk) return null
  return {
    talk,
    sequence: sequence ? Number.parseInt(sequence, 36) : null,
    delivery: atUs && seq ? { atUs: Number.parseInt(atUs, 36), seq: Number.parseInt(seq, 36) } : null,
  }
}
