import { countShared, type Prepared, prepare } from './prepared.ts'
import { RARE_FROM } from './rarity.ts'
import type { TipView } from './view.ts'

/** What two tips are compared by, each about 0 to 1, in the order of the model's weights. */
export const FEATURES = [
  'words',
  'word-pairs',
  'words-of-shorter',
  'runs-of-shorter',
  'rare-words',
  'phone',
  'account',
  'plate',
  'link',
  'other-phone',
  'other-account',
  'other-plate',
  'commune',
  'candidates',
  'other-commune',
  'other-province',
  'street',
  'other-street',
  'other-candidates',
  'house',
  'other-house',
  'time-apart',
  'within-hour',
  'within-day',
  'when',
  'other-when',
  'category',
  'categories',
  'sender',
  'no-place',
  'length',
  'words-within-day',
  'words-and-commune',
  'place-and-hour',
  'category-and-hour',
  'category-place-hour',
  'category-place-day',
  'words-no-place',
  'lasting-time-apart',
  'tips-between',
  'sender-in-hour',
  'sender-in-day',
  'sender-categories',
] as const

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS
/** The logarithm of a month in minutes, about: further apart counts as that. */
const TIME_SCALE = Math.log(31 * 24 * 60)
const LENGTH_SCALE = Math.log(120)
/** The logarithm of the tips of a busy week, about. */
const BETWEEN_SCALE = Math.log(50_000)
const RARE_MAX = 4
/** Vaguer intervals contradict nothing. */
const NARROW_MS = 6 * HOUR_MS
const WHEN_GAP_MS = 3 * HOUR_MS
/** Events that go on for days: that two tell of them at other times says little. */
const LASTING: ReadonlySet<string> = new Set([
  'noise-disorder',
  'gambling',
  'drug-trade',
  'drug-use',
  'prostitution',
  'environment-mining',
  'online-scam',
  'impersonation-investment-scam',
  'debt-harassment',
  'residence-lodging',
  'smuggling-counterfeit-food',
  'wildlife-crime',
  'illegal-racing',
  'cyber-security',
  'human-trafficking',
  'child-abuse',
  'domestic-violence',
  'missing-wanted',
])

/** How two tips stand to each other, beside what they say. */
export interface Standing {
  isSameSender: boolean
  /**
   * How many tips came between the two, about: an hour of a quiet night is not an hour of a Tet evening, so that what came
   * minutes apart is one event the less surely the more there is.
   */
  tipsBetween: number
}

/** The figures of {@link FEATURES} for two tips; which of them is the newer does not matter. */
export function compare(one: TipView, other: TipView, { isSameSender, tipsBetween }: Standing): Float64Array {
  const [a, b] = [prepare(one), prepare(other)]
  const words = cosine(a.words, b.words, a.wordsLength, b.wordsLength)
  const apartMs = Math.abs(one.at - other.at)
  const isInHour = near(apartMs, HOUR_MS)
  const isInDay = near(apartMs, DAY_MS)
  const place = comparePlaces(one, other)
  const categories = affinity(one, other)
  const samePlace = Math.max(place.commune, place.candidates, place.street * 0.8)
  const timeApart = Math.log1p(apartMs / 60_000) / TIME_SCALE
  const sender = isSameSender ? 1 : 0
  const isLasting = LASTING.has(one.category ?? '') || LASTING.has(other.category ?? '') ? 1 : 0
  const figures: Record<(typeof FEATURES)[number], number> = {
    words,
    'word-pairs': cosine(a.pairs, b.pairs, a.pairsLength, b.pairsLength),
    'words-of-shorter': sharedWeight(a, b) / Math.max(1, Math.min(a.wordsWeight, b.wordsWeight)),
    'runs-of-shorter': countShared(a.runs, b.runs) / Math.max(1, Math.min(a.runs.length, b.runs.length)),
    'rare-words': Math.min(RARE_MAX, countRare(a, b)) / RARE_MAX,
    phone: shares(one.phones, other.phones),
    account: shares(one.accounts, other.accounts),
    plate: shares(one.plates, other.plates),
    link: shares(one.links, other.links),
    'other-phone': differs(one.phones, other.phones),
    'other-account': differs(one.accounts, other.accounts),
    'other-plate': differs(one.plates, other.plates),
    ...place,
    'time-apart': timeApart,
    'within-hour': isInHour,
    'within-day': isInDay,
    ...compareTimes(one, other),
    category: one.category !== null && one.category === other.category ? 1 : 0,
    categories,
    sender,
    length: Math.log1p(Math.min(one.words.length, other.words.length)) / LENGTH_SCALE,
    'words-within-day': words * isInDay,
    'words-and-commune': words * samePlace,
    'place-and-hour': samePlace * isInHour,
    'category-and-hour': categories * isInHour,
    'category-place-hour': categories * samePlace * isInHour,
    'category-place-day': categories * samePlace * isInDay,
    'words-no-place': words * place['no-place'],
    'lasting-time-apart': isLasting * timeApart,
    'tips-between': Math.log1p(tipsBetween) / BETWEEN_SCALE,
    'sender-in-hour': sender * isInHour,
    'sender-in-day': sender * isInDay,
    'sender-categories': sender * categories,
  }
  // The order of adding up must not tell which of the two came first.
  return Float64Array.from(FEATURES, (name) => Math.round(figures[name] * 1e9) / 1e9)
}

/** 1 at once, a half after this long, then less and less. */
function near(apartMs: number, halfMs: number): number {
  return 1 / (1 + apartMs / halfMs)
}

function cosine(
  one: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
  oneLength: number,
  otherLength: number,
): number {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one]
  let sum = 0
  for (const [word, weight] of few) if (many.has(word)) sum += weight * weight
  return sum / Math.max(1, oneLength * otherLength)
}

function sharedWeight({ words }: Prepared, other: Prepared): number {
  let sum = 0
  for (const [word, weight] of words) if (other.words.has(word)) sum += weight
  return sum
}

function countRare({ words }: Prepared, other: Prepared): number {
  let count = 0
  for (const [word, weight] of words) if (weight >= RARE_FROM && other.words.has(word)) count += 1
  return count
}

function shares(one: readonly string[], other: readonly string[]): number {
  return one.some((value) => other.includes(value)) ? 1 : 0
}

function differs(one: readonly string[], other: readonly string[]): number {
  return one.length > 0 && other.length > 0 && shares(one, other) === 0 ? 1 : 0
}

function comparePlaces({ place: one }: TipView, { place: other }: TipView) {
  const scores = new Map(one.candidates.map(({ code, score }) => [code, score]))
  const overlap = other.candidates.reduce((sum, { code, score }) => sum + Math.min(score, scores.get(code) ?? 0), 0)
  const areDecided = one.commune !== null && other.commune !== null
  const street = shares(one.streets, other.streets)
  const commune = areDecided && one.commune === other.commune ? 1 : 0
  return {
    commune,
    candidates: Math.min(1, overlap),
    'other-commune': areDecided && one.commune !== other.commune && overlap === 0 ? 1 : 0,
    'other-province': one.province !== null && other.province !== null && one.province !== other.province ? 1 : 0,
    street,
    'other-street': differs(one.streets, other.streets),
    'other-candidates': !isNowhere(one) && !isNowhere(other) && overlap === 0 ? 1 : 0,
    house: shares(one.houses, other.houses),
    // Of one street, or one commune: elsewhere a number says nothing.
    'other-house': differs(one.houses, other.houses) * Math.max(street, commune),
    'no-place': isNowhere(one) || isNowhere(other) ? 1 : 0,
  }
}

function isNowhere(place: TipView['place']): boolean {
  return place.commune === null && place.candidates.length === 0
}

function compareTimes({ when: one }: TipView, { when: other }: TipView): { when: number; 'other-when': number } {
  if (one === null || other === null) return { when: 0, 'other-when': 0 }
  const [a, b] = [toMs(one), toMs(other)]
  const gapMs = Math.max(a.from, b.from) - Math.min(a.to, b.to)
  const areNarrow = a.to - a.from <= NARROW_MS && b.to - b.from <= NARROW_MS
  return { when: gapMs <= 0 ? 1 : 0, 'other-when': areNarrow && gapMs > WHEN_GAP_MS ? 1 : 0 }
}

function toMs({ from, to }: { from: string; to: string }): { from: number; to: number } {
  return { from: Date.parse(from), to: Date.parse(to) }
}

/** How likely it is that both mean the same category. */
function affinity(one: TipView, other: TipView): number {
  const found = new Map(one.categories.map(({ code, p }) => [code, p]))
  return Math.min(
    1,
    other.categories.reduce((sum, { code, p }) => sum + Math.sqrt(p * (found.get(code) ?? 0)), 0),
  )
}
