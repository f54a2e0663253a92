import type { BookTip } from './book.ts'
import type { Story } from './train-pairs.ts'
import type { TipView } from './view.ts'

/** Other tips come so long before or after those of a story at most. */
const AROUND_MS = 3 * 60 * 60_000
/** Beside the same story alone. */
const CROWD_WEIGHT = 0.5
const MULTIPLIER = 1_664_525
const STEP = 1_013_904_223

/**
 * A story among other tips, each of an event of its own and received about when something of the story happened. A writer
 * tells of some ten tips a day, and whatever comes within the hour is of one event; a country sends thousands.
 */
export function inCrowd(story: Story, others: readonly TipView[]): Story {
  const next = makeShares()
  const crowd = others.map((view, at): BookTip => {
    const beside = story.tips[Math.floor(next() * story.tips.length)]?.view.at ?? view.at
    const id = `crowd ${at}`
    return { id, sender: id, view: movedTo(view, beside + Math.round((2 * next() - 1) * AROUND_MS)) }
  })
  const ids = new Set(crowd.map(({ id }) => id))
  return {
    ...story,
    tips: [...story.tips, ...crowd].toSorted((a, b) => a.view.at - b.view.at),
    isCrowd: ({ id }) => ids.has(id),
    weight: CROWD_WEIGHT,
  }
}

/** The same tip, told at another time. */
function movedTo(view: TipView, at: number): TipView {
  const shift = (instant: string): string => new Date(Date.parse(instant) + at - view.at).toISOString()
  const when = view.when === null ? null : { from: shift(view.when.from), to: shift(view.when.to) }
  return { ...view, at, when }
}

/** From 0 up to 1, the same ones each time (a linear congruential generator; Numerical Recipes, 1992). */
function makeShares(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, MULTIPLIER) + STEP) >>> 0
    return state / 2 ** 32
  }
}
