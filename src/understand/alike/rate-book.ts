import type { BookEntry } from './book.ts'
import { findEscalation } from './escalate.ts'
import type { IncidentLine } from './incident-set.ts'
import { areCopies } from './near-words.ts'
import type { TipView } from './view.ts'

export interface Share {
  count: number
  of: number
}

/** Whether pairs of tips that were put together belong together, over all pairs of the set. */
export interface Clustering {
  precision: Share
  recall: Share
  f1: number
}

/** `roots`: the first voice of the incident each tip was put into, in the order of the tips. */
export function ratePairs(lines: readonly IncidentLine[], roots: readonly string[]): Clustering {
  let [right, joined, same] = [0, 0, 0]
  for (const [i, one] of lines.entries()) {
    for (let j = 0; j < i; j++) {
      const isSame = one.incident === lines[j]?.incident
      const isJoined = roots[i] === roots[j]
      if (isSame) same += 1
      if (isJoined) joined += 1
      if (isSame && isJoined) right += 1
    }
  }
  return {
    precision: { count: right, of: joined },
    recall: { count: right, of: same },
    f1: (2 * right) / Math.max(1, joined + same),
  }
}

export type Rated = ReturnType<typeof rateBook>

/** What became of the tips, against what they are. */
export function rateBook(lines: readonly IncidentLine[], entries: readonly BookEntry[]) {
  const lineOf = new Map(lines.map((one) => [one.id, one]))
  const isTrue = ({ tip, choice }: BookEntry): boolean =>
    lineOf.get(tip.id)?.incident === lineOf.get(choice.tipId)?.incident
  const suggested = entries.filter(({ choice }) => choice.how === 'suggested')
  const automatic = entries.filter(({ choice }) => choice.how === 'automatic')
  const withMates = entries.filter(({ tip }, at) =>
    lines.slice(0, at).some(({ incident }) => incident === lineOf.get(tip.id)?.incident),
  )
  return {
    pairs: ratePairs(
      lines,
      entries.map(({ rootId }) => rootId),
    ),
    copies: rateCopies(lines, entries),
    /** Suggestions that are true, of those shown. */
    suggestions: { count: suggested.filter(isTrue).length, of: suggested.length },
    /** Links made without asking that join two events. */
    wrongAutomatic: { count: automatic.filter((one) => !isTrue(one)).length, of: automatic.length },
    /** Tips that are not the first of their event, and whether one of the same event was among those compared. */
    found: {
      count: withMates.filter(({ tip, candidates }) =>
        candidates.some(({ tipId }) => lineOf.get(tipId)?.incident === lineOf.get(tip.id)?.incident),
      ).length,
      of: withMates.length,
    },
    ...rateEscalations(lines, new Map(entries.map(({ tip }) => [tip.id, tip.view]))),
  }
}

/** Links by copied words alone: how many of the copies were found, and how many links are of two events. */
function rateCopies(lines: readonly IncidentLine[], entries: readonly BookEntry[]) {
  const lineOf = new Map(lines.map((one) => [one.id, one]))
  let [found, linked, right] = [0, 0, 0]
  for (const { tip, candidates } of entries) {
    const own = lineOf.get(tip.id)
    const copied = candidates.filter(({ isSameSender, view }) => !isSameSender && areCopies(tip.view, view))
    if (copied.length === 0) continue
    const isRight = copied.some(({ tipId }) => lineOf.get(tipId)?.incident === own?.incident)
    linked += 1
    if (isRight) right += 1
    if (isRight && own?.relation === 'copy') found += 1
  }
  const all = lines.filter(({ relation }) => relation === 'copy').length
  return { recall: { count: found, of: all }, precision: { count: right, of: linked } }
}

/** Each voice against all before it of its own event: whether what is worse is seen does not depend on the links. */
function rateEscalations(lines: readonly IncidentLine[], views: ReadonlyMap<string, TipView>) {
  const escalations = { count: 0, of: 0 }
  const raisedInVain = { count: 0, of: 0 }
  for (const [at, one] of lines.entries()) {
    const before = lines.slice(0, at).filter(({ incident }) => incident === one.incident)
    const view = views.get(one.id)
    if (before.length === 0 || view === undefined) continue
    const isRaised =
      findEscalation(
        view,
        before.flatMap(({ id }) => views.get(id) ?? []),
      ) !== null
    const figure = one.escalates === null ? raisedInVain : escalations
    figure.of += 1
    if (isRaised) figure.count += 1
  }
  return { escalations, raisedInVain }
}
