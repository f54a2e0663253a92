import { wilson } from '../model/measures.ts'

/** A suggestion that an officer answered. `score`: of the two tips alone, by the model in use. */
export interface Reviewed {
  score: number
  isSame: boolean
}

/** So many must be reviewed before the machine may link tips of different senders by itself, and so many of them right. */
export const REVIEWED_MIN = 200
export const PRECISION_MIN = 0.98
/** And chance alone must not explain it: the lower bound of the 95 % interval (Wilson). */
export const FLOOR_MIN = 0.95

/**
 * The lowest score from which on the machine was right often enough on enough reviewed suggestions; null where there is none,
 * and then it only suggests.
 */
export function findSure(reviewed: readonly Reviewed[]): number | null {
  const highestFirst = reviewed.toSorted((a, b) => b.score - a.score)
  let right = 0
  let sure: number | null = null
  for (const [at, { score, isSame }] of highestFirst.entries()) {
    if (isSame) right += 1
    const count = at + 1
    // Of equal scores all or none.
    if (highestFirst[count]?.score === score || count < REVIEWED_MIN) continue
    if (right / count >= PRECISION_MIN && wilson(right, count).low >= FLOOR_MIN) sure = score
  }
  return sure
}

export interface Band {
  /** Scores from here on, up to the band above. */
  from: number
  reviewed: number
  right: number
}

const BANDS = [0.9, 0.75, 0.5, 0.25, 0]

/** How often officers agreed, by how sure the machine was; highest first. */
export function sumUpBands(reviewed: readonly Reviewed[]): Band[] {
  return BANDS.map((from, at) => {
    const above = BANDS[at - 1] ?? Number.POSITIVE_INFINITY
    const own = reviewed.filter(({ score }) => score >= from && score < above)
    return { from, reviewed: own.length, right: own.filter(({ isSame }) => isSame).length }
  })
}
