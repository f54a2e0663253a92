import { type Area, depthOf, fits, holds } from './areas.ts'
import { CUE, type Cues } from './cues.ts'
import type { Mention } from './mention.ts'
import { GAP, type Line } from './words.ts'

/** Mentions that stand together and may be one place: "phường 5, quận 3, TP HCM". */
export interface Address {
  mentions: Mention[]
}

/** Words between two parts of one address. */
const BETWEEN_MAX = 7

/** Groups mentions, in the order of the text, by what stands between them and whether one place may bear both names. */
export function groupMentions(line: Line, cues: Cues, mentions: readonly Mention[], isStreet: Uint8Array): Address[] {
  const addresses: Address[] = []
  let current: Mention[] = []
  for (const mention of mentions) {
    const last = current.at(-1)
    const twin = current.findIndex((one) => isSame(one, mention))
    if (twin >= 0) {
      if (mention.sureness > (current[twin]?.sureness ?? 0)) current[twin] = mention
      continue
    }
    if (last !== undefined && isLinked(line, cues, last, mention, isStreet) && mayJoin(current, mention)) {
      current.push(mention)
      continue
    }
    current = [mention]
    addresses.push({ mentions: current })
  }
  return addresses
}

/** The same name again, in the same address. */
function isSame(a: Mention, b: Mention): boolean {
  return (
    a.meanings.length === b.meanings.length &&
    a.meanings.every(({ area }) => b.meanings.some((other) => other.area === area))
  )
}

/** An address of more parts is a list of places. */
const PARTS_MAX = 6

function mayJoin(current: readonly Mention[], mention: Mention): boolean {
  if (current.length >= PARTS_MAX) return false
  return current.every((one) => one.meanings.some((a) => mention.meanings.some((b) => fits(a.area, b.area))))
}

/** True if nothing stands between two mentions that would part them, and one place may bear both names. */
export function isOneAddress(line: Line, cues: Cues, last: Mention, next: Mention, isStreet: Uint8Array): boolean {
  return isLinked(line, cues, last, next, isStreet) && mayJoin([last], next)
}

function isLinked({ words }: Line, cues: Cues, last: Mention, next: Mention, isStreet: Uint8Array): boolean {
  let between = 0
  for (let i = last.to; i <= next.from; i++) {
    const gap = words[i]?.gap ?? GAP.stop
    if (gap === GAP.stop) return false
    // a full stop ends it, unless another name follows at once ("P. 5. Q. 3")
    if (gap === GAP.dot && next.from - last.to > 0) return false
    if (i === next.from || isStreet[i]) continue
    if (++between > BETWEEN_MAX) return false
    if (/^\d{1,4}[a-z]?$/.test(words[i]?.bare ?? '')) continue
    const over = cues.over[i] ?? 0
    if (
      (over & (CUE.link | CUE.at | CUE.near | CUE.office | CUE.former | CUE.numbered | CUE.hamlet | CUE.landmark)) ===
      0
    )
      return false
  }
  return true
}

/** One way to read an address: which area each of its mentions means (null for one left out), and how likely. */
export interface Way {
  areas: (Area | null)[]
  weight: number
}

/** A mention that may belong to the address, and what leaving it out costs. */
export interface Part {
  mention: Mention
  leaveOut: number
}

const WAYS_MAX = 96
/** Less likely ways than this part of the likeliest change nothing. */
const WORTH_WEIGHING = 0.004

/** The likeliest ways to read an address; areas that do not fit one another are never read together. */
export function readWays(parts: readonly Part[]): Way[] {
  // the plainest first: a name of a hundred wards is narrowed by the district before the list is cut
  const order = [...parts.keys()].sort((a, b) => countOf(parts, a) - countOf(parts, b))
  let ways: Way[] = [{ areas: parts.map(() => null), weight: 1 }]
  for (const at of order) {
    const part = parts[at]
    if (part === undefined) continue
    const next: Way[] = []
    for (const way of ways) {
      next.push({ areas: way.areas, weight: way.weight * part.leaveOut })
      for (const { area, weight } of part.mention.meanings) {
        if (!way.areas.every((other) => other === null || fits(other, area))) continue
        next.push({ areas: way.areas.with(at, area), weight: way.weight * weight })
      }
    }
    ways = next.length <= WAYS_MAX ? next : next.sort((a, b) => b.weight - a.weight).slice(0, WAYS_MAX)
  }
  const aged = ways.filter(({ areas }) => areas.some((area) => area !== null)).map((way) => ageWay(way, parts))
  const most = Math.max(0, ...aged.map(({ weight }) => weight))
  return aged.filter(({ weight }) => weight >= most * WORTH_WEIGHING)
}

function countOf(parts: readonly Part[], at: number): number {
  return parts[at]?.mention.meanings.length ?? 0
}

/** Who names an old district or a province that is no more means the old ward of a name; who says "cũ" an old area. */
const OLD = 2.4
const NEW_COMMUNE = 0.8

function ageWay(way: Way, parts: readonly Part[]): Way {
  const finest = finestOf(way)
  if (finest === null) return way
  const isToldOld = way.areas.some((area, i) => area !== null && parts[i]?.mention.isFormer === true)
  const isOld = isToldOld || way.areas.some((area) => area !== null && isOfBefore(area))
  if (finest.kind === 'old-ward' && isOld) return { ...way, weight: way.weight * OLD }
  if (finest.kind === 'commune' && isOld) return { ...way, weight: way.weight * NEW_COMMUNE }
  return isToldOld && isOfBefore(finest) ? { ...way, weight: way.weight * OLD * OLD } : way
}

function isOfBefore(area: Area): boolean {
  return area.kind === 'old-district' || area.isGone
}

export function finestOf(way: Way): Area | null {
  let finest: Area | null = null
  for (const area of way.areas) if (area !== null && (finest === null || depthOf(area) > depthOf(finest))) finest = area
  return finest
}

/** Communes of a way with their shares: those of its finest area that lie in all the others. */
export function communesOf(way: Way): { commune: number; share: number }[] {
  const finest = finestOf(way)
  if (finest === null) return []
  const others = way.areas.filter((area): area is Area => area !== null && area !== finest)
  const kept: { commune: number; share: number }[] = []
  let sum = 0
  finest.communes.forEach((commune, i) => {
    if (!others.every((area) => area.kind === 'old-ward' || holds(area, commune))) return
    const share = finest.shares[i] ?? 0
    kept.push({ commune, share })
    sum += share
  })
  return kept.map(({ commune, share }) => ({ commune, share: share / sum }))
}
