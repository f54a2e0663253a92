import type { LinkReason } from '../../domain/incident.ts'
import type { TipView } from './view.ts'

export const ALIKE_MODEL = 'none'

export interface PairJudgement {
  score: number
  isCopy: boolean
  isSure: boolean
  reasons: { reason: LinkReason; weight: number }[]
}

/** Stands in until the part that compares is merged. */
export function judgePair(newer: TipView, older: TipView, options: { isSameSender: boolean }): PairJudgement {
  const [one, other] = [new Set(newer.words), new Set(older.words)]
  const shared = [...one].filter((word) => other.has(word)).length
  const likeness = shared / Math.max(1, one.size + other.size - shared)
  const isNear = newer.place.commune !== null && newer.place.commune === older.place.commune
  const isSame = newer.category !== null && newer.category === older.category
  const isCopy = likeness > 0.8
  const score = Math.min(1, likeness + (isNear && isSame ? 0.5 : 0) + (options.isSameSender ? 0.2 : 0))
  const reasons: PairJudgement['reasons'] = []
  if (isCopy) reasons.push({ reason: 'near-words', weight: likeness })
  if (isNear) reasons.push({ reason: 'same-place', weight: 0.3 })
  if (isSame) reasons.push({ reason: 'same-category', weight: 0.2 })
  if (options.isSameSender) reasons.push({ reason: 'same-sender', weight: 0.2 })
  return { score, isCopy, isSure: false, reasons }
}
