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
  candidates: readonly IncidentCandidate[]
  choice: Choice
  /** First voice of the incident it is in now, itself where it is alone. */
  rootId: string
}

/** As the tables do (`src/storage/tip-views.ts`): of one trace the newest, and of all that share one those that share the most. */
const PER_TRACE = 24
const CANDIDATES_MAX = 24
/** As linking does (`src/flow/link-read.ts`): the newest of the same sender, and of each incident its first and newest voices. */
const OWN_MAX = 5
const VOICES_MAX = 16
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

/** Where a tip is put, by the tips it may belong to: the first voice of an incident, or itself. */
export type PutTip = (tip: BookTip, candidates: readonly IncidentCandidate[]) => string

/** Finds for each tip, in the order they were received, what linking finds in life, and puts it where `put` says. */
export function walkBook(tips: readonly BookTip[], put: PutTip): void {
  const shelf = makeShelf()
  const numbers = new Map(tips.map(({ id }, at) => [id, at]))
  const bySender = new Map<string, BookTip[]>()
  const voices = new Map<string, BookTip[]>()
  const roots = new Map<string, string>()
  for (const tip of tips) {
    const own = (bySender.get(tip.sender) ?? []).filter(({ view }) => tip.view.at - view.at <= REACH_MS)
    const found = new Set([...shelf.find(tip), ...own.slice(-OWN_MAX)])
    for (const one of [...found]) {
      const [first, ...later] = voices.get(roots.get(one.id) ?? one.id) ?? []
      for (const voice of [...(first === undefined ? [] : [first]), ...later.slice(1 - VOICES_MAX)]) found.add(voice)
    }
    const rootId = put(
      tip,
      [...found].map((one) => asCandidate(tip, one, roots, numbers)),
    )
    roots.set(tip.id, rootId)
    voices.set(rootId, [...(voices.get(rootId) ?? []), tip])
    bySender.set(tip.sender, [...(bySender.get(tip.sender) ?? []), tip])
    shelf.add(tip)
  }
}

function asCandidate(
  tip: BookTip,
  { id, sender, view }: BookTip,
  roots: ReadonlyMap<string, string>,
  numbers: ReadonlyMap<string, number>,
): IncidentCandidate {
  const rootId = roots.get(id) ?? id
  const tipsBetween = Math.max(0, (numbers.get(tip.id) ?? 0) - (numbers.get(id) ?? 0) - 1)
  const isSameSender = sender === tip.sender
  return { tipId: id, incidentId: rootId, rootId, view, isSameSender, tipsBetween, isApart: false }
}

/** The book of incidents with the code that decides in life; every suggestion counts as confirmed. For measuring. */
export function keepBook(tips: readonly BookTip[], choose: ReturnType<typeof makeChoose>): BookEntry[] {
  const entries: BookEntry[] = []
  walkBook(tips, (tip, candidates) => {
    const choice = candidates.length === 0 ? NO_CHOICE : choose(tip.view, candidates)
    const rootId = choice.how === 'none' ? tip.id : choice.rootId
    entries.push({ tip, candidates, choice, rootId })
    return rootId
  })
  return entries
}
