import type { Span } from '../../domain/tip.ts'
import { type DeskPiece, splitCoveredText } from '../covered-text.ts'

/** A stretch of the citizen's words that a finding rests on, and which finding. */
export interface TextMark {
  span: Span
  why: string
}

/** As safe-text: the rest of a longer text is counted, not shown. UTF-16 units. */
const SHOWN_MAX = 20_000
const QUOTE_MAX = 60

/** Marks that fit into `text`, in order, none over another: of two that overlap the longer stays. */
export function layMarks(text: string, marks: readonly TextMark[]): TextMark[] {
  const fitting = marks
    .filter(({ span }) => span.start < span.end && span.end <= Math.min(text.length, SHOWN_MAX))
    .toSorted((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start))
  const kept: TextMark[] = []
  for (const mark of fitting) {
    const isFree = kept.every(({ span }) => mark.span.end <= span.start || mark.span.start >= span.end)
    if (isFree) kept.push(mark)
  }
  return kept.toSorted((a, b) => a.span.start - b.span.start)
}

/** {@link SafeText} with the words marked that findings rest on. Spans are in UTF-16 units of `text`. */
export function MarkedText(props: { text: string; marks: readonly TextMark[] }) {
  const shown = props.text.slice(0, SHOWN_MAX)
  const parts: { pieces: DeskPiece[]; why: string | null }[] = []
  let from = 0
  for (const { span, why } of layMarks(shown, props.marks)) {
    if (span.start > from) parts.push({ pieces: splitCoveredText(shown.slice(from, span.start)), why: null })
    parts.push({ pieces: splitCoveredText(shown.slice(span.start, span.end)), why })
    from = span.end
  }
  const rest = splitCoveredText(props.text.slice(from), SHOWN_MAX - from)
  if (rest.length > 0) parts.push({ pieces: rest, why: null })
  return (
    <bdi class="told">
      {parts.map(({ pieces, why }) =>
        why === null ? <Pieces pieces={pieces} /> : <mark title={why}>{<Pieces pieces={pieces} />}</mark>,
      )}
    </bdi>
  )
}

/** A sender's words that stand alone, such as the sentence of the inbox; cut already. */
export function DeskText(props: { pieces: readonly DeskPiece[] }) {
  return (
    <bdi class="told">
      <Pieces pieces={props.pieces} />
    </bdi>
  )
}

/** What is covered looks the same however long it is: its length would be a hint. desk-rows.js draws the same. */
function Pieces(props: { pieces: readonly DeskPiece[] }) {
  return (
    <>
      {props.pieces.map((piece) => {
        if ('covered' in piece) {
          return (
            <span class="told-cover" title={piece.covered}>
              <span aria-hidden="true">▒▒▒▒</span>
              <span class="visually-hidden">({piece.covered})</span>
            </span>
          )
        }
        return 'mark' in piece ? (
          <span class="mark" title={piece.title}>
            {piece.mark}
          </span>
        ) : (
          piece.text
        )
      })}
    </>
  )
}

/** The words a finding rests on, in quotation marks; the first few, each once. */
export function Quotes(props: { text: string; spans: readonly Span[]; countMax?: number }) {
  const seen = new Set<string>()
  const quotes: string[] = []
  for (const { start, end } of props.spans) {
    const words = props.text.slice(start, end).trim()
    const folded = words.normalize('NFC').toLowerCase()
    if (words === '' || seen.has(folded)) continue
    seen.add(folded)
    quotes.push(words)
  }
  return (
    <>
      {quotes.slice(0, props.countMax ?? 3).map((words, index) => (
        <>
          {index > 0 ? ', ' : ''}“<MarkedText text={words.slice(0, QUOTE_MAX)} marks={[]} />
          {words.length > QUOTE_MAX ? '…' : ''}”
        </>
      ))}
    </>
  )
}

/** True when {@link Quotes} would show something. */
export function hasQuotes(text: string, spans: readonly Span[]): boolean {
  return spans.some(({ start, end }) => text.slice(start, end).trim() !== '')
}
