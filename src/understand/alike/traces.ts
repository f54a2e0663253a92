import type { TipView } from './view.ts'

export interface Trace {
  kind: 'band' | 'term' | 'entity' | 'cell'
  value: string
}

/** Stands in until the part that compares is merged. */
export function tracesOf(view: TipView): Trace[] {
  const rare = [...new Set(view.words.filter((word) => word.length > 3))].slice(0, 12)
  return [
    ...rare.map((value) => ({ kind: 'term' as const, value })),
    ...[...view.phones, ...view.plates, ...view.accounts].map((value) => ({ kind: 'entity' as const, value })),
    ...(view.place.commune === null
      ? []
      : [{ kind: 'cell' as const, value: `${view.category}:${view.place.commune}` }]),
  ]
}
