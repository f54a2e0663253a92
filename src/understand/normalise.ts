import type { Span } from '../domain/tip.ts'
import { dropFrames } from './frames.ts'
import { canonicalLetter, foldLetter, foldText, isMarkedLetter, type Letter, placeTone } from './letters.ts'
import { joinSpread } from './spread.ts'

/** A text in the two views that are analysed, and the way back to the text as sent. */
export interface Normalised {
  sent: string
  /** With diacritics: NFC, lower case, look-alikes and stretched or spread spelling undone, frames left out. */
  marked: string
  /** Without diacritics; unit for unit as long as `marked`. */
  bare: string
  /** True if the sender typed any Vietnamese diacritic at all. */
  hasMarks: boolean
  /** For each unit of the views: where its source starts and ends in `sent`, in UTF-16 units. */
  starts: Int32Array
  ends: Int32Array
}

/** What is read of a longer text: its beginning and its end, for a cry for help may follow a pasted page. */
const HEAD_MAX = 16_000
const TAIL_MAX = 3_999

/** Zero-width and bidirectional controls, soft hyphen: dropped like all lone marks, never shown to a matcher. */
const INVISIBLE = /[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/

/**
 * Brings a text into the form that all matching uses. Pure, never throws; reads at most 20,000 UTF-16 units however long
 * the text is. Normalising `marked` again changes nothing.
 */
export function normalise(sent: string): Normalised {
  const letters = dropFrames(placeTones(collapseRuns(joinSpread(collapseRuns(readLetters(sent))))))
  const starts = new Int32Array(letters.length)
  const ends = new Int32Array(letters.length)
  let marked = ''
  let hasMarks = false
  letters.forEach((letter, i) => {
    marked += letter.char
    starts[i] = letter.start
    ends[i] = letter.end
    hasMarks ||= isMarkedLetter(letter.char)
  })
  return { sent, marked, bare: foldText(marked), hasMarks, starts, ends }
}

/** The stretch of the text as sent behind `[start, end)` of either view. */
export function spanOf(text: Normalised, start: number, end: number): Span {
  return { start: text.starts[start] ?? 0, end: text.ends[end - 1] ?? text.sent.length }
}

function readLetters(sent: string): Letter[] {
  const letters: Letter[] = []
  if (sent.length <= HEAD_MAX + TAIL_MAX + 1) {
    readRange(sent, 0, sent.length, letters)
  } else {
    readRange(sent, 0, HEAD_MAX, letters)
    letters.push({ char: '\n', start: HEAD_MAX, end: HEAD_MAX })
    readRange(sent, sent.length - TAIL_MAX, sent.length, letters)
  }
  return letters
}

function readRange(sent: string, from: number, to: number, into: Letter[]): void {
  let i = from
  while (i < to) {
    const codePoint = String.fromCodePoint(sent.codePointAt(i) ?? 32)
    const start = i
    i += codePoint.length
    if (INVISIBLE.test(codePoint) || /\p{M}/u.test(codePoint)) continue
    const marksFrom = i
    while (i < to && (isMark(sent.charAt(i)) || INVISIBLE.test(sent.charAt(i)))) i++
    // 500 stacked marks are no more telling than the first few
    const char = canonicalLetter(codePoint, sent.slice(marksFrom, Math.min(i, marksFrom + 8)))
    into.push({ char, start, end: i })
  }
}

function isMark(unit: string): boolean {
  return unit >= '\u0300' && /\p{M}/u.test(unit)
}

function placeTones(letters: Letter[]): Letter[] {
  for (let i = 0; i + 1 < letters.length; i++) {
    const first = letters[i]
    const second = letters[i + 1]
    if (first === undefined || second === undefined) continue
    const [a, b] = placeTone(first.char, second.char)
    first.char = a
    second.char = b
  }
  return letters
}

/** "cứuuuu" is "cứu", "cháyyy" is "cháy": three or more of one letter become one, of u two ("cuu", "luu" are words). */
function collapseRuns(letters: Letter[]): Letter[] {
  const kept: Letter[] = []
  for (let i = 0; i < letters.length; ) {
    const first = letters[i]
    if (first === undefined) break
    const base = foldLetter(first.char)
    let end = i + 1
    while (end < letters.length && foldLetter(letters[end]?.char ?? '') === base) end++
    // "www" opens an address
    if (end - i < 3 || base < 'a' || base > 'z' || base === 'w') {
      kept.push(...letters.slice(i, end))
    } else {
      const run = letters.slice(i, end)
      const marked = run.find((letter) => isMarkedLetter(letter.char))
      const last = run.at(-1)?.end ?? first.end
      if (base === 'u') {
        kept.push({ char: marked?.char ?? 'u', start: first.start, end: first.end })
        kept.push({ char: 'u', start: run[1]?.start ?? first.start, end: last })
      } else kept.push({ char: marked?.char ?? first.char, start: first.start, end: last })
    }
    i = end
  }
  return kept
}
