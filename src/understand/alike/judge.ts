import type { LinkReason } from '../../domain/incident.ts'
import { compare, FEATURES, type Standing } from './features.ts'
import { areCopies } from './near-words.ts'
import type { PairModel } from './pair-model.ts'
import { weighPhotos } from './same-photo.ts'
import { scoreTrees } from './trees.ts'
import type { TipView } from './view.ts'

export interface PairJudgement {
  /** How likely it is that both tell of one event, 0 to 1; 0 of other things in other places, whenever they came. */
  score: number
  /** The one is the other passed on. */
  isCopy: boolean
  /** Beyond what an officer need be asked: true only once officers have reviewed enough such pairs. */
  isSure: boolean
  /** They may speak of one thing, whatever time, place and sender say. */
  hasCommonGround: boolean
  /** Held for so much alike by a shared picture alone: never a link by itself. */
  isByPhoto: boolean
  /** A picture came with both, or both name one house: something for an officer to look at, whatever else is said. */
  isWorthALook: boolean
  /** What they were compared by. */
  figures: Float64Array
  /** Heaviest first. They name no word of either tip. */
  reasons: { reason: LinkReason; weight: number }[]
}

export type JudgePair = (newer: TipView, older: TipView, standing: Standing) => PairJudgement

/** Compares two tips by a model. Pure: the same two give the same answer, however often they are asked. */
export function makeJudge({ pair, thresholds: { sure } }: Pick<PairModel, 'pair' | 'thresholds'>): JudgePair {
  return (newer, older, standing) => {
    const figures = compare(newer, older, standing)
    const isCopy = areCopies(newer, older)
    const isGrounded = hasCommonGround(figures)
    const score = isCopy ? 1 : !isGrounded && isElsewhere(figures) ? 0 : scoreTrees(pair, figures)
    const isSure = sure !== null && score >= sure
    const judged = {
      score,
      isCopy,
      isSure,
      hasCommonGround: hasCommonGround(figures),
      figures,
      reasons: reasonsOf(figures, isCopy),
    }
    const weighed = weighPhotos(judged, newer.photos, older.photos)
    return { ...weighed, isWorthALook: weighed.isPhotoShared || isOneHouse(figures) }
  }
}

/** That two tips came at one time, from one ward, or from one person makes nothing of them that may be joined unasked. */
function hasCommonGround(figures: Float64Array): boolean {
  return GROUNDS.some(([at, min]) => (figures[at] ?? 0) >= min)
}
const GROUNDS: readonly (readonly [number, number])[] = (
  [
    ['categories', 0.2],
    ['category', 1],
    ['rare-words', 0.5],
    ['words', 0.3],
    ['phone', 1],
    ['account', 1],
    ['plate', 1],
    ['link', 1],
    ['house', 1],
  ] as const
).map(([name, min]) => [FEATURES.indexOf(name), min])

/** The same happens in the same hour at the same number of one street, or of one commune. */
function isOneHouse(figures: Float64Array): boolean {
  const of = (name: (typeof FEATURES)[number]): number => figures[FEATURES.indexOf(name)] ?? 0
  const isOneStreet = of('street') === 1 || (of('commune') === 1 && of('other-street') === 0)
  return of('house') === 1 && isOneStreet && of('category') === 1 && of('within-hour') >= 0.5
}

/** One tells of another place than the other. */
function isElsewhere(figures: Float64Array): boolean {
  return ELSEWHERE.some((at) => figures[at] === 1)
}
const ELSEWHERE = (['other-commune', 'other-province', 'other-candidates'] as const).map((name) =>
  FEATURES.indexOf(name),
)

/** From so much on a figure is worth telling. */
const TOLD: readonly [LinkReason, (typeof FEATURES)[number], number][] = [
  ['same-phone', 'phone', 1],
  ['same-account', 'account', 1],
  ['same-plate', 'plate', 1],
  ['same-link', 'link', 1],
  ['same-sender', 'sender', 1],
  ['near-words', 'runs-of-shorter', 0.6],
  ['rare-words', 'rare-words', 0.5],
  ['same-place', 'commune', 1],
  ['near-place', 'candidates', 0.4],
  ['near-place', 'street', 1],
  ['same-time', 'within-hour', 0.25],
  ['same-time', 'when', 1],
  ['same-category', 'category', 1],
]

function reasonsOf(figures: Float64Array, isCopy: boolean): PairJudgement['reasons'] {
  const told = new Map<LinkReason, number>(isCopy ? [['same-words', 1]] : [])
  for (const [reason, name, min] of TOLD) {
    const figure = figures[FEATURES.indexOf(name)] ?? 0
    if (figure >= min && !told.has(reason)) told.set(reason, figure)
  }
  if (told.has('same-place')) told.delete('near-place')
  if (told.has('same-words')) told.delete('near-words')
  return [...told].map(([reason, weight]) => ({ reason, weight }))
}
