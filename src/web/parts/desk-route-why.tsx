import { explainRoute, type Routed } from '../../domain/explain-route.ts'
import { ROUTE_REASONS } from '../../domain/routing.ts'
import type { Span } from '../../domain/tip.ts'
import { splitCoveredText } from '../covered-text.ts'
import type { FoundRoute } from '../desk-findings.ts'
import type { DeskNames } from '../desk-names.ts'
import { SafeText } from '../safe-text.tsx'
import { DeskText } from './desk-told.tsx'

/** Longer says no more. */
const QUOTE_MAX = 80

/**
 * Why the machine sent it where it did, in one sentence with the words of the tale. `text` is the tale as this officer
 * reads it: what is covered there is covered here.
 */
export function RouteWhy(props: { found: FoundRoute; text: string; placeSpans: readonly Span[]; names: DeskNames }) {
  const { found, text, names } = props
  const routed = readRouted(found)
  // Of an older version: what it said then.
  if (routed === null) return <SafeText text={found.explanation} />
  const places = names.places()
  const nameOf = (code: string): string => {
    const unit = names.unit(code)
    return unit === code ? (places?.commune(code)?.name ?? code) : unit
  }
  // The communes it may be are named above it, where the page says where it happened.
  const sentence = explainRoute({ ...routed, candidates: [] }, nameOf, {
    place: quote(text, joinSpans(props.placeSpans)),
    sign: (sign) => quote(text, found.signs?.find((one) => one.sign === sign)?.span),
  })
  return <DeskText pieces={splitCoveredText(sentence)} />
}

function readRouted(found: FoundRoute): Routed | null {
  if (found.signs === null) return null
  const read = (one: FoundRoute['also'][number]) => {
    const reason = ROUTE_REASONS.find((known) => known === one.reason)
    return reason === undefined ? null : { unit: one.unit, reason, ...(one.because ? { because: one.because } : {}) }
  }
  const primary = found.primary === null ? null : read(found.primary)
  const also = found.also.map(read).filter((one) => one !== null)
  const isWhole = (found.primary === null) === (primary === null) && also.length === found.also.length
  return isWhole ? { primary, also, candidates: found.candidates } : null
}

/** The place as it was written in one go: "phường X, quận Y cũ"; of words far apart the first alone. */
function joinSpans(spans: readonly Span[]): Span | undefined {
  const [first] = spans
  if (first === undefined) return undefined
  const start = Math.min(...spans.map((span) => span.start))
  const end = Math.max(...spans.map((span) => span.end))
  return end - start <= QUOTE_MAX ? { start, end } : first
}

function quote(text: string, span: Span | undefined): string | null {
  if (span === undefined || span.end <= span.start || span.end - span.start > QUOTE_MAX) return null
  const words = text.slice(span.start, span.end).trim()
  return words === '' ? null : words
}
