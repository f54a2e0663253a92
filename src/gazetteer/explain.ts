import type { PlaceFinding, PlaceNames, Unclear } from '../domain/place.ts'

/** A finding for whoever knows no codes, with no more of the text than the words that counted. */
export interface PlaceAnswer {
  release: string
  /** Five digits, where one commune stands alone and clear. */
  commune: string | null
  /** Two digits. */
  province: string | null
  /** `name` in full: "Phường Bến Thành, Thành phố Hồ Chí Minh". */
  candidates: { code: string; name: string; score: number }[]
  unclear: Unclear | null
  reasons: PlaceReason[]
}

/** Which words counted, for what and how heavily. */
export interface PlaceReason {
  rule: string
  /** As sent; null for a pin. `start` and `end` are UTF-16 units of the text. */
  words: { text: string; start: number; end: number } | null
  /** The area that they were taken for: `ref` is its kind and code, as codes are unique within a kind alone. */
  area: { ref: string; name: string } | null
  weight: number | null
}

/** Puts names to the codes of a finding. `text`: what it was found in, as given to the resolver. */
export function explainFinding(finding: PlaceFinding, text: string, names: PlaceNames): PlaceAnswer {
  const { release, commune, province, candidates, unclear, evidence } = finding
  return {
    release,
    commune,
    province,
    candidates: candidates.map(({ code, score }) => ({ code, name: nameOf(code, names), score })),
    unclear,
    reasons: evidence.map(({ rule, span, weight, note }) => {
      const words = span === undefined ? null : { text: text.slice(span.start, span.end), ...span }
      return { rule, words, area: note === undefined ? null : areaOf(note, words?.text, names), weight: weight ?? null }
    }),
  }
}

function nameOf(code: string, names: PlaceNames): string {
  const found = names.commune(code)
  return found === null ? code : `${found.name}, ${found.provinceName}`
}

/** Without words it is what a pin lies in: a commune. */
function areaOf(code: string, words: string | undefined, names: PlaceNames): PlaceReason['area'] {
  // "p5" names the ward 5 as "p 5" does.
  const said = words?.replaceAll(/(\p{L})(?=\d)/gu, '$1 ')
  const ref = (said === undefined ? null : names.refOf(code, said)) ?? `commune:${code}`
  const name = ref === `commune:${code}` ? nameOf(code, names) : names.area(ref)
  return name === null ? null : { ref, name }
}
