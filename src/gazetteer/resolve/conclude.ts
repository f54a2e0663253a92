import type { PlaceFinding, Unclear } from '../../domain/place.ts'
import type { Evidence } from '../../domain/tip.ts'
import { spanOf } from '../../understand/normalise.ts'
import type { PinFound } from '../pins.ts'
import type { Areas } from './areas.ts'
import { hear, STREET } from './hear.ts'
import type { Told } from './read-places.ts'
import { weighPin } from './weigh-pin.ts'

const LISTED_MAX = 8
const LISTED_PARTS_MAX = 40
/** Below this share of the best a candidate tells an officer nothing. */
const WORTH_LISTING = 0.02

/** Puts words and pin together: candidates in order, and whether the first stands alone. */
export function conclude(release: string, told: Told, pin: PinFound | null, areas: Areas): PlaceFinding {
  const said = hear(told, areas)
  const { scores, commune, province, unclear } =
    pin === null || pin.shares.length === 0 ? said : weighPin(said, pin, areas)
  const listed = list(scores, unclear, areas)
  return {
    release,
    commune: commune === null ? null : (areas.communes[commune]?.code ?? null),
    province,
    candidates: listed,
    ambiguous: commune === null && (listed.length > 0 || unclear === 'several-places'),
    unclear,
    evidence: [...describe(told), ...describePin(pin, areas)],
  }
}

function list(scores: ReadonlyMap<number, number>, unclear: Unclear | null, areas: Areas): PlaceFinding['candidates'] {
  const population = (commune: number): number => areas.population[commune] ?? 0
  const sorted = [...scores].sort((a, b) => b[1] - a[1] || population(b[0]) - population(a[0]))
  const best = sorted[0]?.[1] ?? 0
  const isPart = unclear === 'district' || unclear === 'split-ward'
  return sorted
    .filter(([, score]) => score >= best * WORTH_LISTING)
    .slice(0, isPart ? LISTED_PARTS_MAX : LISTED_MAX)
    .map(([commune, score]) => ({ code: areas.communes[commune]?.code ?? '', score: Math.round(score * 1000) / 1000 }))
}

/** Which words counted, for what, and how heavily; notes are codes. */
function describe({ line, places, streets }: Told): Evidence[] {
  const spanAt = (from: number, to: number) =>
    spanOf(line.text, line.words[from]?.start ?? 0, line.words[to - 1]?.end ?? 0)
  return [
    ...places.flatMap((place) =>
      place.mentions.map((mention) => ({
        rule: `place-${mention.type === null ? 'name' : 'typed'}:${place.standing}`,
        span: spanAt(mention.from, mention.to),
        weight: Math.round(mention.sureness * 100) / 100,
        note: (place.meant.get(mention) ?? place.area).code,
      })),
    ),
    ...streets.map(({ from, to }) => ({ rule: 'place-street', span: spanAt(from, to), weight: STREET })),
  ]
}

function describePin(pin: PinFound | null, areas: Areas): Evidence[] {
  if (pin === null) return []
  if (pin.shares.length === 0) return [{ rule: 'pin-outside' }]
  return pin.shares.slice(0, LISTED_MAX).map(({ commune, share }) => ({
    rule: pin.isGuess ? 'pin-near' : 'pin',
    weight: Math.round(share * 100) / 100,
    note: areas.communes[commune]?.code ?? '',
  }))
}
