import raw from '../../data/pair-model.json' with { type: 'json' }
import type { LinkReason } from '../../domain/incident.ts'
import { compare, FEATURES } from './features.ts'
import { areCopies } from './near-words.ts'
import { type PairModel, readPairModel, scorePair } from './pair-model.ts'
import { weighPhotos } from './same-photo.ts'
import type { TipView } from './view.ts'

export interface PairJudgement {
  /** How likely it is that both tell of one event, 0 to 1. */
  score: number
  /** The one is the other passed on. */
  isCopy: boolean
  /** Beyond what an officer need be asked: true only once officers have reviewed enough such pairs. */
  isSure: boolean
  /** Held for so much alike by a shared picture alone: never a link by itself. */
  isByPhoto: boolean
  /** Heaviest first. They name no word of either tip. */
  reasons: { reason: LinkReason; weight: number }[]
}

export type JudgePair = (newer: TipView, older: TipView, options: { isSameSender: boolean }) => PairJudgement

/** Compares two tips by a model. Pure: the same two give the same answer, however often they are asked. */
export function makeJudge(model: PairModel): JudgePair {
  return (newer, older, { isSameSender }) => {
    const figures = compare(newer, older, isSameSender)
    const isCopy = areCopies(newer, older)
    const score = isCopy ? 1 : hasCommonGround(figures) ? scorePair(model, figures) : 0
    const { sure } = model.thresholds
    const isSure = sure !== null && score >= sure
    const judged = { score, isCopy, isSure, reasons: reasonsOf(figures, isCopy) }
    return weighPhotos(judged, newer.photos, older.photos)
  }
}

/**
 * That two tips came at one time, or from one ward, or from one person, makes them one event only where they may speak of
 * one thing. @see FEATURES
 */
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

/** The weights of the program, learned from the corpus alone. */
export const PAIR_MODEL: PairModel = readPairModel(raw)

export const ALIKE_MODEL = PAIR_MODEL.version
export const judgePair: JudgePair = makeJudge(PAIR_MODEL)

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
