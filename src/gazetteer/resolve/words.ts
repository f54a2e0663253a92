import type { Normalised } from '../../understand/normalise.ts'
import { keyOfWord } from './name-key.ts'

/** What stands between a word and the one before it, the strongest sign of it. */
export const GAP = { space: 0, dash: 1, slash: 2, dot: 3, comma: 4, paren: 5, line: 6, stop: 7 } as const
export type Gap = (typeof GAP)[keyof typeof GAP]

/** One word of a text, as places are looked for. `start`, `end`: in the views of {@link Normalised}. */
export interface Word {
  word: string
  bare: string
  key: string
  start: number
  end: number
  gap: Gap
  isCapital: boolean
  /** All of it in capital letters, as initials are. */
  isUpper: boolean
  isMarked: boolean
  /** Quotation marks open before it. */
  isQuoted: boolean
}

export interface Line {
  text: Normalised
  words: Word[]
  /** The sender types marks as a rule: then a word without any is most likely meant so. */
  isMarked: boolean
  /** Names stand out by their capital letters, for other words have none. */
  hasCase: boolean
  /** It opens with a capital letter, as careful writers and most telephones do. */
  opensCapital: boolean
}

/** A third of the words of accented Vietnamese carry no mark; of half-accented chat most do not. */
const MARKED_SHARE = 0.3
/** Of the words that do not open a sentence: more are capital in an address alone; nearly all where people shout. */
const CAPITAL_SHARE_MAX = 0.85

/** The words of a text with what stands between them; linear in its length. */
export function readLine(text: Normalised): Line {
  const words: Word[] = []
  let marked = 0
  let capitals = 0
  let inner = 0
  let lettered = 0
  let before = 0
  for (const match of text.marked.matchAll(WORD)) {
    const word = match[0]
    const start = match.index
    const end = start + word.length
    const gap = words.length === 0 ? GAP.stop : readGap(text.marked, before, start)
    before = end
    const bare = text.bare.slice(start, end)
    const isMarked = bare !== word
    const sentAt = text.starts[start] ?? 0
    const isCapital = startsUpper(text.sent, sentAt)
    if (!isDigit(word)) {
      lettered++
      if (isMarked) marked++
      if (gap < GAP.dot) {
        inner++
        if (isCapital) capitals++
      }
    }
    words.push({
      word,
      bare,
      key: keyOfWord(bare),
      start,
      end,
      gap,
      isCapital,
      isUpper: isCapital && isAllUpper(text.sent.slice(sentAt, text.ends[end - 1] ?? 0)),
      isMarked,
      isQuoted: gap === GAP.dash && OPENS_QUOTE.test(text.marked.slice(Math.max(0, start - 2), start)),
    })
  }
  return {
    text,
    words,
    isMarked: marked > lettered * MARKED_SHARE,
    hasCase: capitals > 0 && capitals < inner * CAPITAL_SHARE_MAX,
    opensCapital: words[0]?.isCapital === true && capitals < inner * CAPITAL_SHARE_MAX,
  }
}

/**
 * True if capital letters tell that the words are a name: where other words have none, or where each of several begins with
 * one and nobody shouts.
 */
export function isNamed(line: Line, span: readonly Word[]): boolean {
  if (!span.every((word) => word.isCapital || isDigit(word.bare))) return false
  return line.hasCase || (span.length > 1 && !span.some((word) => word.isUpper))
}

const WORD = /[\p{L}\p{N}]+/gu
const OPENS_QUOTE = /["“”«'‘]$/

/** True of a word that begins with a digit. */
export function isDigit(word: string): boolean {
  const code = word.charCodeAt(0)
  return code >= 48 && code <= 57
}

function isAllUpper(typed: string): boolean {
  return typed === typed.toUpperCase()
}

function startsUpper(sent: string, at: number): boolean {
  const letter = sent.charAt(at)
  return letter !== letter.toLowerCase()
}

function readGap(marked: string, from: number, to: number): Gap {
  if (to - from === 1 && marked.charAt(from) === ' ') return GAP.space
  let gap: Gap = GAP.space
  for (let i = from; i < to; i++) {
    const one = gapOf(marked.charAt(i))
    if (one > gap) gap = one
  }
  return gap
}

function gapOf(char: string): Gap {
  switch (char) {
    case '-':
    case '–':
    case '—':
    case "'":
    case '’':
    case '"':
    case '_':
      return GAP.dash
    case '/':
      return GAP.slash
    case '.':
      return GAP.dot
    case ',':
      return GAP.comma
    case '(':
    case ')':
      return GAP.paren
    case '\n':
    case ':':
    case '=':
    case '>':
      return GAP.line
    case ';':
    case '!':
    case '?':
    case '…':
      return GAP.stop
    default:
      return GAP.space
  }
}
