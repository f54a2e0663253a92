import type { Unit } from '../domain/jurisdiction.ts'
import type { Evidence } from '../domain/tip.ts'
import { normalise } from '../understand/normalise.ts'
import { findPhrases, indexPhrases, type PhraseMatch } from '../understand/phrases.ts'
import { tokenise } from '../understand/tokens.ts'

/** Where a tip happened, as far as its words and its pin tell. */
export interface PlaceFinding {
  /** Set only when one commune stands alone and clear of the next. */
  unit: string | null
  province: string | null
  /** Communes, best first; 0 to 1. */
  candidates: { code: string; score: number }[]
  /** Several communes are as likely as each other: a person or a question decides. */
  ambiguous: boolean
  evidence: Evidence[]
}

export interface PlaceResolver {
  locate(text: string, pin: { lat: number; lon: number } | null): PlaceFinding
}

/*
 * Scores rank kinds of evidence and are no probabilities yet: a written-out type is what people use for places only,
 * a bare name may be a person's, a pin without boundaries is right three times in four (distance to the nearest inner
 * point, 76.4 % of 33,210 points).
 */
const TYPED = 0.95
const BARE_NAME = 0.75
const TYPED_FOLDED = 0.9
const BARE_FOLDED = 0.6
const PIN = 0.7
/** An old district holds several communes: it narrows the choice and never makes it. */
const WIDER = 0.5
const CLEAR_OF_NEXT = 0.2
const ENOUGH = 0.75
const PIN_REACH_METRES = 30_000

interface Name {
  unit: string
  isProvince: boolean
  isTyped: boolean
  /** Of an area that the commune is only part of. */
  isWider: boolean
}

/** Types as people shorten them. */
const SHORT_TYPES: Record<string, readonly string[]> = {
  phường: ['phường', 'p', 'f', 'ph'],
  xã: ['xã', 'x'],
  quận: ['quận', 'q'],
  huyện: ['huyện', 'h'],
  'thành phố': ['thành phố', 'tp', 't phố'],
  'thị trấn': ['thị trấn', 'tt'],
  tỉnh: ['tỉnh', 't'],
}

const WIDER_TYPES: ReadonlySet<string> = new Set(['quận', 'huyện', 'thành phố'])

/** Builds the index of names once; `locate` is pure and answers in well under a millisecond. */
export function makePlaceResolver(units: readonly Unit[]): PlaceResolver {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const index = indexPhrases<Name>(units.filter(isPlace).flatMap((unit) => [...namesOf(unit)]))
  const communes = units.filter((unit) => unit.kind === 'commune')

  return {
    locate(text, pin) {
      const normal = normalise(text)
      const matches = findPhrases(index, normal, tokenise(normal)).filter((match) => !match.isFiction)
      const evidence: Evidence[] = []
      const scores = new Map<string, number>()
      const provinces = new Map<string, number>()
      const wider = new Set<string>()
      for (const match of dropWiderTwins(keepLongest(matches))) {
        const score = scoreOf(match)
        const { unit, isProvince, isWider } = match.value
        evidence.push({
          rule: isProvince ? 'province-name' : 'place-name',
          span: match.span,
          weight: score,
          note: unit,
        })
        if (isWider) {
          wider.add(unit)
          continue
        }
        const target = isProvince ? provinces : scores
        const key = isProvince ? (byCode.get(unit)?.province ?? unit) : unit
        target.set(key, Math.max(target.get(key) ?? 0, score))
      }
      const near = pin ? findNearest(communes, pin) : null
      if (near) {
        evidence.push({ rule: 'pin-near', weight: PIN, note: near.code })
        scores.set(near.code, scores.has(near.code) ? 0.98 : PIN)
      }
      narrow(scores, wider)
      return conclude(scores, provinces, near, byCode, evidence)
    },
  }
}

function isPlace(unit: Unit): boolean {
  return unit.kind === 'commune' || unit.kind === 'province'
}

function* namesOf(unit: Unit): Generator<{ phrase: string; value: Name }> {
  const isProvince = unit.kind === 'province'
  for (const name of unit.placeNames) {
    const type = Object.keys(SHORT_TYPES).find((known) => name.toLowerCase().startsWith(`${known} `))
    const bare = type ? name.slice(type.length + 1) : name
    const isWider = !isProvince && type !== undefined && WIDER_TYPES.has(type)
    for (const short of type ? (SHORT_TYPES[type] ?? []) : []) {
      yield { phrase: `${short} ${bare}`, value: { unit: unit.code, isProvince, isTyped: true, isWider } }
    }
    // A number or a single word alone is no place name.
    const canStandAlone = isProvince || bare.trim().split(/\s+/).length > 1
    if (canStandAlone)
      yield { phrase: bare, value: { unit: unit.code, isProvince, isTyped: !type && isProvince, isWider } }
  }
}

/** "phường Bến Thành" is not also "Bến Thành": the longer match at a place wins, for each unit it names. */
function keepLongest(matches: readonly PhraseMatch<Name>[]): PhraseMatch<Name>[] {
  return matches.filter(
    (match) =>
      !matches.some((other) => other.words > match.words && other.start <= match.start && other.end >= match.end),
  )
}

/** "Thủ Đức" alone may be the ward or the old city: the wider reading stands, for it claims less. */
function dropWiderTwins(matches: readonly PhraseMatch<Name>[]): PhraseMatch<Name>[] {
  const wide = matches.filter((match) => match.value.isWider)
  return matches.filter(
    ({ value, start, end }) =>
      value.isTyped || value.isWider || !wide.some((other) => other.start === start && other.end === end),
  )
}

/** "phường Bến Thành, quận 1": of communes with the same name the one in the district stands, the others step back. */
function narrow(scores: Map<string, number>, wider: ReadonlySet<string>): void {
  const isNamed = [...scores.keys()].some((code) => wider.has(code))
  if (isNamed) {
    for (const [code, score] of scores) if (!wider.has(code)) scores.set(code, score - CLEAR_OF_NEXT - 0.05)
  }
  for (const code of wider) if (!scores.has(code)) scores.set(code, WIDER)
}

function scoreOf(match: PhraseMatch<Name>): number {
  if (match.value.isWider) return WIDER
  if (match.value.isTyped) return match.isFolded ? TYPED_FOLDED : TYPED
  return match.isFolded ? BARE_FOLDED : BARE_NAME
}

function conclude(
  scores: ReadonlyMap<string, number>,
  provinces: ReadonlyMap<string, number>,
  near: Unit | null,
  byCode: ReadonlyMap<string, Unit>,
  evidence: Evidence[],
): PlaceFinding {
  const named = [...provinces].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
  const inProvince = (code: string): boolean => named === null || byCode.get(code)?.province === named
  // A commune outside the province that is named is another of the same name, unless nothing fits inside.
  const fitting = [...scores].filter(([code]) => inProvince(code))
  const ranked = (fitting.length > 0 ? fitting : [...scores]).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
  const [best, next] = ranked
  const stands = best !== undefined && best[1] >= ENOUGH && best[1] - (next?.[1] ?? 0) >= CLEAR_OF_NEXT
  const isPinAgainst = stands && near !== null && best[0] !== near.code
  const unit = stands && !isPinAgainst && inProvince(best[0]) ? best[0] : null
  const shared = new Set(ranked.map(([code]) => byCode.get(code)?.province))
  const province = unit ? byCode.get(unit)?.province : (named ?? (shared.size === 1 ? [...shared][0] : null))
  return {
    unit,
    province: province ?? null,
    candidates: ranked.slice(0, 8).map(([code, score]) => ({ code, score })),
    ambiguous: unit === null && ranked.length > 0,
    evidence,
  }
}

function findNearest(communes: readonly Unit[], pin: { lat: number; lon: number }): Unit | null {
  let nearest: Unit | null = null
  let least = PIN_REACH_METRES
  for (const unit of communes) {
    if (!unit.centre) continue
    const away = metresBetween(pin, unit.centre) - unit.centre.radiusMetres
    if (away < least) {
      least = away
      nearest = unit
    }
  }
  return nearest
}

/** Haversine on a sphere of 6,371 km: good to half a percent, and no more is asked of a suggestion. */
export function metresBetween(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const radians = Math.PI / 180
  const dLat = (b.lat - a.lat) * radians
  const dLon = (b.lon - a.lon) * radians
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * Math.sin(dLon / 2) ** 2
  return 2 * 6_371_000 * Math.asin(Math.sqrt(h))
}
