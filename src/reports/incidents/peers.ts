import { compareTwoStrings } from 'string-similarity'
import type { IncidentLine } from '../../understand/alike/incident-set.ts'
import { type Clustering, ratePairs } from '../../understand/alike/rate-book.ts'
import type { TipView } from '../../understand/alike/view.ts'
import { normalise } from '../../understand/normalise.ts'

/** How another way of finding what belongs together fares on the same tips. */
export interface Peer {
  name: string
  /** The threshold that was best on this very set: more than it would get in life; null where it has none. */
  threshold: number | null
  rated: Clustering
}

/** How alike two tips are, whatever that means to the peer. Higher is more alike. */
export type Likeness = (i: number, j: number) => number

/** An officer forgets what is older. */
const REACH_MS = 30 * 24 * 60 * 60_000

/** Each tip joins the earlier one that it is most like, if it is like it enough. */
export function joinByLikeness(lines: readonly IncidentLine[], likeness: Likeness, threshold: number): string[] {
  const roots: string[] = []
  for (const [i, one] of lines.entries()) {
    let [best, at] = [threshold, -1]
    for (let j = 0; j < i; j++) {
      if (Date.parse(one.at) - Date.parse(lines[j]?.at ?? one.at) > REACH_MS) continue
      const like = likeness(i, j)
      if (like >= best) [best, at] = [like, j]
    }
    roots.push(at < 0 ? one.id : (roots[at] ?? one.id))
  }
  return roots
}

function bestOf(name: string, lines: readonly IncidentLine[], likeness: Likeness, thresholds: readonly number[]): Peer {
  const rated = thresholds.map(
    (threshold): Peer => ({
      name,
      threshold,
      rated: ratePairs(lines, joinByLikeness(lines, likeness, threshold)),
    }),
  )
  return rated.reduce((best, one) => (one.rated.f1 > best.rated.f1 ? one : best))
}

const STEPS = Array.from({ length: 18 }, (_, at) => 0.1 + at * 0.05)
/** Cofacts: the same, very alike, alike. */
const COFACTS = [0.95, 0.8, 0.7]

/** npm `string-similarity` (Dice's coefficient of pairs of letters) at the three thresholds of Cofacts. */
export function rateStringSimilarity(lines: readonly IncidentLine[]): Peer[] {
  const texts = lines.map(({ text }) => text)
  const known = new Map<number, number>()
  const likeness: Likeness = (i, j) => {
    const key = i * texts.length + j
    const found = known.get(key) ?? compareTwoStrings(texts[i] ?? '', texts[j] ?? '')
    known.set(key, found)
    return found
  }
  return COFACTS.map((threshold) => ({
    name: `string-similarity at ${threshold} (Cofacts)`,
    threshold,
    rated: ratePairs(lines, joinByLikeness(lines, likeness, threshold)),
  }))
}

/** Postgres' pg_trgm, as it compares: trigrams of words in lower case, shared ones of all. `similarity` comes from Postgres itself. */
export function rateTrigrams(lines: readonly IncidentLine[], likeness: Likeness): Peer {
  return bestOf('pg_trgm at its best threshold', lines, likeness, STEPS)
}

/** FixMyStreet: the same category within 250 metres, here the same commune where nobody sent a position, within its two weeks. */
export function rateNearby(lines: readonly IncidentLine[], views: readonly TipView[]): Peer {
  const TWO_WEEKS_MS = 14 * 24 * 60 * 60_000
  const likeness: Likeness = (i, j) => {
    const [one, other] = [views[i], views[j]]
    if (one === undefined || other === undefined || one.at - other.at > TWO_WEEKS_MS) return 0
    const isNear = one.place.commune !== null && one.place.commune === other.place.commune
    return isNear && one.category !== null && one.category === other.category ? 1 : 0
  }
  return {
    name: 'category and place (FixMyStreet)',
    threshold: null,
    rated: ratePairs(lines, joinByLikeness(lines, likeness, 1)),
  }
}

const K1 = 1.2
const B = 0.75

/** BM25 (Robertson and Zaragoza 2009) over words without marks, scaled by what a text scores against itself, at its best threshold. */
export function rateBm25(lines: readonly IncidentLine[]): Peer {
  const documents = lines.map(({ text }) =>
    normalise(text)
      .bare.split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  )
  const counts = new Map<string, number>()
  for (const words of documents) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const mean = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, documents.length)
  const frequencies = documents.map((words) => {
    const found = new Map<string, number>()
    for (const word of words) found.set(word, (found.get(word) ?? 0) + 1)
    return found
  })
  const rarity = (word: string): number => {
    const count = counts.get(word) ?? 0
    return Math.log(1 + (documents.length - count + 0.5) / (count + 0.5))
  }
  const score = (query: number, document: number): number => {
    let sum = 0
    const length = documents[document]?.length ?? 0
    for (const word of new Set(documents[query] ?? [])) {
      const count = frequencies[document]?.get(word) ?? 0
      if (count > 0) sum += (rarity(word) * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / mean))
    }
    return sum
  }
  const own = documents.map((_, at) => score(at, at))
  return bestOf('BM25 at its best threshold', lines, (i, j) => score(i, j) / Math.max(1e-9, own[i] ?? 1), STEPS)
}
