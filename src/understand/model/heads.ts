import { TAXONOMY } from '../../data/taxonomy.ts'
import { KINDS, URGENCIES } from '../../domain/tip.ts'

export const HEAD_NAMES = ['category', 'kind', 'urgency', 'callNow', 'police'] as const
export type HeadName = (typeof HEAD_NAMES)[number]

const NO_YES = ['no', 'yes'] as const

/** What a model says of a text, one answer a head; each is learned from the texts that carry its label. */
export const HEAD_LABELS: PerHead<readonly string[]> = {
  category: TAXONOMY.categories.map(({ code }) => code).sort(),
  kind: KINDS,
  urgency: URGENCIES,
  callNow: NO_YES,
  police: NO_YES,
}

export type PerHead<T> = Readonly<Record<HeadName, T>>

/** One thing for each head, made in the order of their names. */
export function perHead<T>(make: (name: HeadName) => T): PerHead<T> {
  return {
    category: make('category'),
    kind: make('kind'),
    urgency: make('urgency'),
    callNow: make('callNow'),
    police: make('police'),
  }
}
