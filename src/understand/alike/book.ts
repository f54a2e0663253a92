import { type Choice, type IncidentCandidate, type makeChoose, NO_CHOICE } from './choose.ts'
import { tracesOf } from './traces.ts'
import type { TipView } from './view.ts'

/** One tip as the book reads it. */
export interface BookTip {
  id: string
  sender: string
  view: TipView
}

/** A tip, the tips it was compared with, and what became of it. */
export interface BookEntry {
  tip: BookTip
  candidates: BookTip[]
  choice: Choice
  /** First voice of the incident it is in now, itself where it is alone. */
  rootId: string
}

/** As the tables do (`src/storage/tip-views.ts`): of one trace the newest, and of all that share one those that share the most. */
const PER_TRACE = 24
const CANDIDATES_MAX = 24
const REACH_MS = 30 * 24 * 60 * 60_000

/** Finds in memory what the tables find: tips that share a trace. */
export function makeShelf() {
  const byTrace = new Map<string, BookTip[]>()
  const keysOf = ({ view }: BookTip): string[] => tracesOf(view).map(({ kind, value }) => `${kind} ${value}`)
  return {
    find(tip: BookTip): BookTip[] {
      const weights = new Map<BookTip, number>()
      for (const key of keysOf(tip)) {
        const sharing = (byTrace.get(key) ?? []).slice(-PER_TRACE)
        for (const one of sharing) weights.set(one, (weights.get(one) ?? 0) + 1 / (1 + Math.log(sharing.length)))
      }
      return [...weights]
        .filter(([one]) => tip.view.at - one.view.at <= REACH_MS)
        .sort(([a, x], [b, y]) => y - x || b.view.at - a.view.at)
        .slice(0, CANDIDATES_MAX)
        .map(([one]) => one)
    },
    add(tip: BookTip): void {
      for (const key of keysOf(tip)) {
        const sharing = byTrace.get(key)
        if (sharing === undefined) byTrace.set(key, [tip])
        else sharing.push(tip)
      }
    },
  }
}

/**
 * The book of incidents kept in memory over tips in the order they were received, with the code that decides in life;
 * every suggestion counts as confirmed. For measuring.
 */
export function keepBook(tips: readonly BookTip[], choose: ReturnType<typeof makeChoose>): BookEntry[] {
  const shelf = makeShelf()
  const roots = new Map<string, string>()
  return tips.map((tip) => {
    const candidates = shelf.find(tip)
    const choice = candidates.length === 0 ? NO_CHOICE : choose(tip.view, candidates.map(asCandidate(tip, roots)))
    const rootId = choice.how === 'none' ? tip.id : choice.rootId
    roots.set(tip.id, rootId)
    shelf.add(tip)
    return { tip, candidates, choice, rootId }
  })
}

function asCandidate(tip: BookTip, roots: ReadonlyMap<string, string>) {
  return ({ id, sender, view }: BookTip): IncidentCandidate => {
    const rootId = roots.get(id) ?? id
    return { tipId: id, incidentId: rootId, rootId, view, isSameSender: sender === tip.sender, isApart: false }
  }
}
