import { wordsOf } from './compose.ts'
import type { FormReport, InboundContent } from './message.ts'
import type { Span } from './tip.ts'

/**
 * Stands in a text for each UTF-16 unit that is covered, so that every span found in it still points at the same place.
 * A noncharacter, which Unicode reserves for use within a program (Unicode 17, section 23.7).
 */
export const COVER_SIGN = '\ufdd0'
/** In the place of a sign that somebody sent: what is covered is told by us alone. */
const REPLACEMENT = '\ufffd'

/** What somebody sent, with the spans covered; as long as before. */
export function coverSpans(text: string, spans: readonly Span[]): string {
  return coverMore(text.replaceAll(COVER_SIGN, REPLACEMENT), spans)
}

/** A text of which we may have covered something already, with the spans covered as well. */
export function coverMore(text: string, spans: readonly Span[]): string {
  const units = spans
    .toSorted((a, b) => a.start - b.start)
    .reduce(
      ({ covered, upTo }, { start, end }) => {
        const from = Math.min(Math.max(start, upTo), text.length)
        const to = Math.min(Math.max(end, from), text.length)
        return { covered: covered + text.slice(upTo, from) + COVER_SIGN.repeat(to - from), upTo: to }
      },
      { covered: '', upTo: 0 },
    )
  return units.covered + text.slice(units.upTo)
}

/** A message with spans of its words ({@link wordsOf}) covered; what we ourselves put between the words stays readable. */
export function coverContent(content: InboundContent, spans: readonly Span[]): InboundContent {
  switch (content.type) {
    case 'text':
    case 'edit':
      return { ...content, text: coverSpans(content.text, spans) }
    case 'media':
      return content.text === undefined ? content : { ...content, text: coverSpans(content.text, spans) }
    case 'location':
      return content.label === undefined ? content : { ...content, label: coverSpans(content.label, spans) }
    case 'form':
      return { ...content, report: coverReport(content.report, coverSpans(wordsOf(content), spans)) }
    case 'button':
    case 'joined':
    case 'left':
    case 'withdrawn':
    case 'unsupported':
      return content
  }
}

/** Each answer of a form lies in its words behind a heading of ours: where is told by the words of the form without the rest. */
function coverReport(report: FormReport, covered: string): FormReport {
  const result = { ...report }
  let upTo = 0
  for (const field of ['what', 'where', 'when', 'people'] as const) {
    const said = report[field]
    if (said === undefined || said === '') continue
    const line = wordsOf({ type: 'form', report: { what: '', [field]: said } })
    const from = upTo + line.length - said.length
    result[field] = covered.slice(from, from + said.length)
    upTo += line.length + 1
  }
  return result
}
