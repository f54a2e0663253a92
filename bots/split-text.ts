import type { OutboundMessage } from '../src/domain/message.ts'

/** Borders of a text, the most natural first. A cut falls after the match. */
const BORDERS = [/\n[^\S\n]*\n\s*/gu, /\n\s*/gu, /[.!?…;:]["'”’)\]]*\s+/gu, /\s+/gu] as const

/** A part may be this much shorter than it could be for the sake of a better border. */
const SHORTEST_SHARE = 0.5

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' })

/**
 * The text in NFC, in parts of at most `maxUnits` UTF-16 units, cut at paragraph, line, sentence, then word borders,
 * and only in a text without any of these between two characters as a reader sees them. Only white space at a cut is
 * dropped. Lone surrogates become U+FFFD, for no platform takes them. Always at least one part.
 */
export function splitText(text: string, maxUnits: number): string[] {
  const parts: string[] = []
  let rest = text.toWellFormed().normalize('NFC')
  while (rest.length > maxUnits) {
    const cut = findCut(rest, maxUnits)
    const part = rest.slice(0, cut).trimEnd()
    if (part !== '') parts.push(part)
    rest = rest.slice(cut).trimStart()
  }
  if (rest !== '' || parts.length === 0) parts.push(rest)
  return parts
}

/**
 * One bubble per part, the question's buttons under the last: what the dispatcher stores before sending, so that a
 * retry repeats one part and not all.
 */
export function splitMessage(message: OutboundMessage, maxUnits: number): OutboundMessage[] {
  const parts = splitText(message.text, maxUnits)
  return parts.map((text, at) => (at === parts.length - 1 ? { ...message, text } : { text }))
}

function findCut(text: string, maxUnits: number): number {
  // One unit more than fits, so that a border that begins right behind the last unit is seen.
  const window = text.slice(0, maxUnits + 1)
  for (const border of BORDERS) {
    let cut = 0
    for (const match of window.matchAll(border)) {
      const wordsEnd = match.index + match[0].trimEnd().length
      if (wordsEnd <= maxUnits) cut = Math.min(match.index + match[0].length, maxUnits)
    }
    if (cut >= maxUnits * SHORTEST_SHARE) return cut
  }
  return findGraphemeBorder(text, maxUnits)
}

function findGraphemeBorder(text: string, maxUnits: number): number {
  const start = graphemes.segment(text.slice(0, maxUnits + 2)).containing(maxUnits)?.index ?? 0
  if (start > 0) return start
  // One "character" longer than a message: nobody reads it, but a surrogate pair still stays whole.
  const isInsidePair = /^[\uDC00-\uDFFF]/.test(text.slice(maxUnits))
  return isInsidePair && maxUnits > 1 ? maxUnits - 1 : maxUnits
}
