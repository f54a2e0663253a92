import { type Address, communesOf, finestOf, type Part, readWays, type Way } from './addresses.ts'
import { type Area, depthOf, fits } from './areas.ts'
import { type Mention, STANDINGS, type Standing } from './mention.ts'
import { BESIDE } from './promote.ts'
import { SURE_MIN } from './untyped-signs.ts'

/** One place that a text names, with all that it may be. */
export interface Place {
  mentions: Mention[]
  standing: Standing
  /** How sure it is that a place is meant and spelt so. */
  sureness: number
  /** Likelihood of each commune by index; adds up to one. */
  chances: Map<number, number>
  /** How likely the areas are that hold each commune, however many others they hold: to rank by. */
  ranks: Map<number, number>
  /** The likeliest reading names nothing finer than an old district or a province. */
  grain: 'province' | 'district' | 'commune'
  /** Part of the likelihood that is of readings as an old district or province, and of a split ward. */
  wideShare: number
  splitShare: number
  /** The likeliest area, the finest of those named. */
  area: Area
  /** Which area each mention was taken for in the likeliest reading. */
  meant: ReadonlyMap<Mention, Area>
  /** It does not fit what else is said of the place. */
  isContradicted: boolean
  /** A letter of the name is wrong, and no district bears it out. */
  isDoubtful: boolean
  /** No type, and nothing of a province or district beside it. */
  isBare: boolean
}

/** What leaving a wider place out of the reading costs, by what it is told for. */
const LEAVE_OUT: Readonly<Record<Standing, number>> = {
  toward: 0.85,
  sender: 0.4,
  landmark: 0.5,
  plain: 0.12,
  scene: 0.08,
}
/** Within one address all parts are meant together. */
const LEAVE_OUT_BESIDE = 0.004
/** Of a ward and a province that do not fit, the ward is what was meant to be told. */
const LEAVE_OUT_TYPED_WARD = 0.001
const LEAVE_OUT_DOUBTFUL = 0.06

/**
 * The places that addresses stand for. Provinces and districts named elsewhere narrow what a finer address may mean; those
 * that did so are no places of their own. `negated`: what was said not to be meant.
 */
export function readAll(addresses: readonly Address[], negated: readonly Mention[]): Place[] {
  const isFine = addresses.map(({ mentions }) =>
    mentions.some((one) => one.meanings.some(({ area }) => depthOf(area) >= 3 && !isLone(one))),
  )
  const places: Place[] = []
  const used = new Set<Mention>()
  const rest: Address[] = []
  addresses.forEach((address, i) => {
    if (!isFine[i]) {
      rest.push(address)
      return
    }
    const others = addresses.filter((_, k) => k !== i && !isFine[k]).flatMap(({ mentions }) => mentions)
    const place = readPlace(address, others, negated, used)
    if (place !== null) places.push(place)
  })
  for (const address of rest) {
    if (address.mentions.every((one) => used.has(one))) continue
    const others = rest.filter((other) => other !== address).flatMap(({ mentions }) => mentions)
    const place = readPlace(address, others, negated, new Set(), address.mentions.every(isLone))
    if (place !== null) places.push(place)
  }
  return places
}

/** A bare name that may well be a province or district is no commune before all else. */
function isLone(mention: Mention): boolean {
  if (mention.type !== null) return mention.type === 'tinh' || mention.type === 'thanh-pho'
  return mention.meanings.some(({ area }) => area.kind === 'province' || area.kind === 'old-province')
}

function readPlace(
  address: Address,
  others: readonly Mention[],
  negated: readonly Mention[],
  used: Set<Mention>,
  isWideOnly = false,
): Place | null {
  const parts: Part[] = [
    ...address.mentions.map((mention) => ({
      mention,
      leaveOut: leaveOutOf(mention),
    })),
    ...others.slice(0, OTHERS_MAX).map((mention) => ({ mention, leaveOut: LEAVE_OUT[mention.standing] })),
  ]
  const ways = readWays(parts)
    .map((way) => (isDenied(way, negated) ? { ...way, weight: way.weight * DENIED } : way))
    .filter(({ areas }) => areas.slice(0, address.mentions.length).some((area) => area !== null))
    // what may be a province is not made a ward by a province named elsewhere
    .filter(
      (way) =>
        !isWideOnly ||
        depthOf(finestOf(way) ?? DEEPEST) < 3 ||
        way.areas.slice(address.mentions.length).every((area) => area === null),
    )
    .sort((a, b) => b.weight - a.weight)
  const top = ways[0]
  const area = top && finestOf(top)
  if (!top || !area) return null
  const meant = new Map<Mention, Area>()
  for (const [i, { mention }] of parts.entries()) {
    const taken = top.areas[i]
    if (!taken) continue
    meant.set(mention, taken)
    used.add(mention)
  }
  const isContradicted = parts.some(
    ({ mention }, i) =>
      top.areas[i] === null && (i < address.mentions.length ? mention.sureness > BESIDE : isAgainst(mention)),
  )
  const fine = address.mentions.filter((_, i) => top.areas[i] && depthOf(top.areas[i]) === depthOf(area))
  const of = fine.length > 0 ? fine : address.mentions
  return {
    mentions: address.mentions,
    standing: bestStanding(address.mentions),
    sureness: Math.max(...of.map(({ sureness }) => sureness)),
    area,
    meant,
    grain: depthOf(area) >= 3 ? 'commune' : depthOf(area) === 2 ? 'district' : 'province',
    isContradicted,
    isBare: of.every(({ type }) => type === null) && top.areas.filter((one) => one !== null).length === 1,
    isDoubtful: of.every(({ isMisspelt }) => isMisspelt) && !top.areas.some((one) => one?.kind === 'old-district'),
    ...weighCommunes(ways),
  }
}

function leaveOutOf({ type, sureness, meanings }: Mention): number {
  if (type === null) return sureness <= BESIDE ? LEAVE_OUT_DOUBTFUL : LEAVE_OUT_BESIDE
  return meanings.every(({ area }) => depthOf(area) >= 3) ? LEAVE_OUT_TYPED_WARD : LEAVE_OUT_BESIDE
}

const DEEPEST = { kind: 'old-ward' } as const

const OTHERS_MAX = 4
/** "chứ không phải Hà Nội" leaves hardly a chance that Hà Nội is meant. */
const DENIED = 0.02

function isDenied(way: Way, negated: readonly Mention[]): boolean {
  const finest = finestOf(way)
  return (
    finest !== null &&
    negated.some(({ meanings }) => meanings.some(({ area, weight }) => weight >= 0.5 && denies(area, finest)))
  )
}

/** Of a finer area only what went into the very same commune is denied with it. */
function denies(denied: Area, area: Area): boolean {
  if (depthOf(denied) < 3) return depthOf(denied) < depthOf(area) && fits(denied, area)
  return denied.communes.length === 1 && area.communes.length === 1 && denied.communes[0] === area.communes[0]
}

/** A wider place that is told of the same scene and does not hold the finer one. */
function isAgainst({ standing, sureness }: Mention): boolean {
  return sureness >= SURE_MIN && (standing === 'plain' || standing === 'scene')
}

function bestStanding(mentions: readonly Mention[]): Standing {
  const first = mentions[0]
  if (first === undefined) return 'plain'
  // a landmark's name with its ward behind it is the ward's
  if (first.standing === 'landmark') {
    return mentions.reduce<Standing>(
      (best, { standing }) => (STANDINGS.indexOf(standing) > STANDINGS.indexOf(best) ? standing : best),
      'landmark',
    )
  }
  return first.standing
}

function weighCommunes(ways: readonly Way[]): Pick<Place, 'chances' | 'ranks' | 'wideShare' | 'splitShare'> {
  const chances = new Map<number, number>()
  const ranks = new Map<number, number>()
  let sum = 0
  let wide = 0
  let split = 0
  for (const way of ways) {
    const finest = finestOf(way)
    if (finest === null) continue
    sum += way.weight
    if (depthOf(finest) < 3) wide += way.weight
    const communes = communesOf(way)
    if (finest.isSplit && communes.length > 1) split += way.weight
    const most = Math.max(0, ...communes.map(({ share }) => share))
    for (const { commune, share } of communes) {
      chances.set(commune, (chances.get(commune) ?? 0) + share * way.weight)
      ranks.set(commune, (ranks.get(commune) ?? 0) + (share / most) * way.weight)
    }
  }
  for (const [commune, weight] of chances) chances.set(commune, weight / sum)
  for (const [commune, weight] of ranks) ranks.set(commune, weight / sum)
  return { chances, ranks, wideShare: wide / sum, splitShare: split / sum }
}
