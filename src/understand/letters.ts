/** Letters of Vietnamese: what they look like without marks, and which strangers pass for them. */

/** One unit of the views, and the stretch of the text as sent that it stands for. */
export interface Letter {
  char: string
  start: number
  end: number
}

const TONES = '\u0300\u0301\u0303\u0309\u0323'
const SHAPES = '\u0302\u0306\u031b'

/** Cyrillic, Greek and other letters that look like Latin ones (Unicode confusables, the part seen in chat). */
const LOOK_ALIKES = new Map(
  Object.entries({
    а: 'a',
    е: 'e',
    о: 'o',
    р: 'p',
    с: 'c',
    у: 'y',
    х: 'x',
    і: 'i',
    ї: 'i',
    ј: 'j',
    ѕ: 's',
    һ: 'h',
    ԁ: 'd',
    ӏ: 'l',
    к: 'k',
    м: 'm',
    н: 'h',
    т: 't',
    в: 'b',
    г: 'r',
    п: 'n',
    ո: 'n',
    ս: 'u',
    օ: 'o',
    ց: 'g',
    հ: 'h',
    զ: 'q',
    α: 'a',
    ο: 'o',
    ρ: 'p',
    ν: 'v',
    ι: 'i',
    κ: 'k',
    τ: 't',
    υ: 'u',
    χ: 'x',
    γ: 'y',
    η: 'n',
    ε: 'e',
    β: 'b',
    ς: 'c',
    ɑ: 'a',
    ɡ: 'g',
    ı: 'i',
    ł: 'l',
    ø: 'o',
    ʋ: 'v',
    ð: 'đ',
    ɖ: 'đ',
    ɗ: 'đ',
    ƌ: 'đ',
    ƀ: 'b',
    ħ: 'h',
    ŧ: 't',
    ɩ: 'i',
  }),
)

interface Parts {
  base: string
  shape: string
  tone: string
}

const partsOf = new Map<string, Parts>()
for (const base of 'abcdefghijklmnopqrstuvwxyz') {
  for (const shape of ['', ...SHAPES]) {
    for (const tone of ['', ...TONES]) {
      const letter = (base + shape + tone).normalize('NFC')
      if (letter.length === 1) partsOf.set(letter, { base, shape, tone })
    }
  }
}
partsOf.set('đ', { base: 'd', shape: '-', tone: '' })

/** The letter without any mark, `đ` as `d`; anything that is no Latin letter comes back as it is. One unit in, one out. */
export function foldLetter(letter: string): string {
  return partsOf.get(letter)?.base ?? letter
}

/** {@link foldLetter} over a text already normalised: same length, so both views share one offset map. */
export function foldText(text: string): string {
  let folded = ''
  for (let i = 0; i < text.length; i++) folded += foldLetter(text.charAt(i))
  return folded
}

export function isMarkedLetter(letter: string): boolean {
  const parts = partsOf.get(letter)
  return parts !== undefined && (parts.shape !== '' || parts.tone !== '')
}

/**
 * True if `typed` may be `word` with some marks left out: "đanh" for "đánh", never "đội" for "đòi".
 * A mark that is there must agree, which keeps "mà tùy" apart from "ma túy".
 */
export function isLessMarked(typed: string, word: string): boolean {
  if (typed.length !== word.length) return false
  // who typed the tone typed the rest: "bán" is not "bắn"
  const hasTone = [...typed].some((letter) => (partsOf.get(letter)?.tone ?? '') !== '')
  for (let i = 0; i < typed.length; i++) {
    const letter = typed.charAt(i)
    const wanted = word.charAt(i)
    if (letter === wanted) continue
    const a = partsOf.get(letter)
    const b = partsOf.get(wanted)
    if (a === undefined || b === undefined || a.base !== b.base) return false
    if ((a.shape !== '' || hasTone) && a.shape !== b.shape) return false
    if (a.tone !== '' && a.tone !== b.tone) return false
  }
  return true
}

/** Moves a tone from the first letter of oa, oe, uy to the second: both ways of writing hòa, hoà become one. */
export function placeTone(first: string, second: string): [string, string] {
  const a = partsOf.get(first)
  if (a === undefined || a.tone === '' || a.shape !== '') return [first, second]
  const isPair = (a.base === 'o' && (second === 'a' || second === 'e')) || (a.base === 'u' && second === 'y')
  return isPair ? [a.base, (second + a.tone).normalize('NFC')] : [first, second]
}

/**
 * One letter as the analysis sees it, from a code point and the combining marks behind it: lower case, look-alikes
 * replaced, at most one Vietnamese shape and one tone kept. Always one UTF-16 unit; a space for what has no letter.
 */
export function canonicalLetter(codePoint: string, marks: string): string {
  if (marks === '' && codePoint >= 'a' && codePoint <= 'z') return codePoint
  const key = codePoint + marks
  const known = canonical.get(key)
  if (known !== undefined) return known
  const letter = makeCanonical(codePoint, marks)
  if (canonical.size < CANONICAL_MAX) canonical.set(key, letter)
  return letter
}

/** Answers already worked out: a text repeats some hundred letters, and composing them is what takes the time. */
const canonical = new Map<string, string>()
const CANONICAL_MAX = 4_096

function makeCanonical(codePoint: string, marks: string): string {
  const decomposed = codePoint.normalize('NFKD')
  const isLetterWithMarks = /^.\p{M}*$/su.test(decomposed)
  let base = isLetterWithMarks ? firstOf(decomposed) : codePoint
  const all = (isLetterWithMarks ? decomposed.slice(base.length) : '') + marks
  const lower = base.toLowerCase()
  base = lower.length === 1 ? lower : base
  base = LOOK_ALIKES.get(base) ?? base
  if (base.length !== 1 || /[\p{C}\p{Z}]/u.test(base)) return base === '\n' ? '\n' : ' '
  let shape = ''
  let tone = ''
  for (const mark of all) {
    if (shape === '' && SHAPES.includes(mark)) shape = mark
    if (tone === '' && TONES.includes(mark)) tone = mark
  }
  for (const tail of [shape + tone, shape, tone]) {
    const composed = (base + tail).normalize('NFC')
    if (partsOf.has(composed)) return composed
  }
  return base
}

function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 32)
}
