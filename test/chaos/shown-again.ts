import type { Struck } from './strike.ts'
import type { Shown } from './watch.ts'

/** A worker has at most so many sends under way: 12 in each lane of `workers/worker.ts` that ends at our platforms. */
const UNDER_WAY_MAX = 3 * 6
/** From the platform's answer to our commit, on a machine with much to do. */
const COMMIT_MAX_MS = 1_000
/**
 * After the end of what, and for how long, a send may still go unrecorded. A killed worker's last requests are only
 * read late; but when Postgres goes, sends whose transaction is lost still wait their turns: in two full lanes at ten
 * bubbles a second, and then up to a second for their chat's (`workers/pace.ts`, `bots/zalo-bot/index.ts`).
 */
const LATE_MAX_MS: Readonly<Record<string, number>> = {
  'kill worker': 500,
  'worker ended by itself': 500,
  'kill postgres': 4_000,
}

/** A text that a chat saw oftener than it was written: every copy but the last, and how many there are too many. */
export interface Repeat {
  copies: readonly Shown[]
  extra: number
}

/**
 * What one chat saw, against the texts written for it. Platforms may add buttons below a text. Answers the texts shown
 * as often as they were written, how many are missing, and how many nobody wrote.
 */
export function compareChat(written: readonly string[], shown: readonly Shown[]) {
  const times = Map.groupBy(written, (text) => text)
  // A text may begin another: the longest that fits is meant.
  const texts = [...times.keys()].sort((a, b) => b.length - a.length)
  const copies = Map.groupBy(shown, (bubble) => texts.find((text) => bubble.text.startsWith(text)))
  const once: string[] = []
  const repeats: Repeat[] = []
  let missing = 0
  for (const [text, slots] of times) {
    const seen = copies.get(text) ?? []
    once.push(...slots.slice(0, seen.length))
    missing += Math.max(0, slots.length - seen.length)
    const extra = seen.length - slots.length
    if (extra > 0) repeats.push({ copies: seen.slice(0, -1), extra })
  }
  return { once, repeats, missing, strange: copies.get(undefined)?.length ?? 0 }
}

/**
 * Repeats by what explains them: a copy whose confirmation was cut, or one taken so near a kill that it went
 * unrecorded, of which a kill leaves only so many. Of equal texts any copy may be the one.
 */
export function explainRepeats(
  repeats: readonly Repeat[],
  struck: readonly Struck[],
  unconfirmed: ReadonlySet<object>,
): { repeated: Map<string, number>; unexplained: Shown[] } {
  const causes = struck
    .filter(({ what }) => what in LATE_MAX_MS)
    .map((one) => ({ ...one, lateMs: one.doneMs + (LATE_MAX_MS[one.what] ?? 0), left: UNDER_WAY_MAX }))
  const repeated = new Map<string, number>()
  const explain = ({ atMs, payload }: Shown): boolean => {
    const cause = causes.find((one) => one.left > 0 && atMs >= one.beganMs - COMMIT_MAX_MS && atMs < one.lateMs)
    const what = unconfirmed.has(payload) ? 'cut when taken' : cause?.what
    if (what === undefined) return false
    if (cause && what === cause.what) cause.left -= 1
    repeated.set(what, (repeated.get(what) ?? 0) + 1)
    return true
  }
  const unexplained: Shown[] = []
  for (const { copies, extra } of repeats) {
    let open = extra
    for (const copy of copies) if (open > 0 && explain(copy)) open -= 1
    unexplained.push(...copies.slice(copies.length - open))
  }
  return { repeated, unexplained }
}
