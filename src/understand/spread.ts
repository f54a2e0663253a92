import { foldLetter, type Letter } from './letters.ts'
import { cutSyllables, isSyllable } from './syllables.ts'

const SPREADERS = new Set(['.', '-', '_', '*', '·', ' ', '/', ',', '+', '|', '~'])
/** Fewest letters between spaces that are one word, though no word of Vietnamese begins and ends with them. */
const SPACED_MIN = 5

/** "c.ứ.u", "h i ế p", "m.a t.ú.y", "m a t u y": lone letters with one and the same separator between are words. */
export function joinSpread(letters: readonly Letter[]): Letter[] {
  const kept: Letter[] = []
  for (let i = 0; i < letters.length; ) {
    const end = spreadEnd(letters, i)
    const joined = end > i + 1 ? join(letters, i, end) : null
    if (joined !== null) {
      kept.push(...joined.letters)
      i = joined.next
      continue
    }
    // no word: the last letter may open another run, the ones before it cannot (and looking again would be quadratic)
    const next = Math.max(i + 1, end - 1)
    for (; i < next; i++) kept.push(...letters.slice(i, i + 1))
  }
  return kept
}

interface Joined {
  letters: Letter[]
  next: number
}

function join(letters: readonly Letter[], from: number, end: number): Joined | null {
  const separator = letters[from + 1]?.char ?? ''
  const own = letters.slice(from, end).filter((_, i) => i % 2 === 0)
  if (separator !== ' ') {
    const group = joinGroups(letters, from, separator)
    if (group !== null) return group
  }
  const bare = own.map(({ char }) => foldLetter(char)).join('')
  // one letter over and over ("a a a") is no word, and joining it would not be stable
  if (own.length < 3 || new Set(bare).size < 2) return null
  const cuts = cutSyllables(bare)
  if (separator === ' ' && own.length < SPACED_MIN && !isSyllable(bare)) return null
  return { letters: withSpaces(letters, from, own, cuts ?? []), next: end }
}

/** The letters of a run, with the separator that stands between two syllables as a space. */
function withSpaces(
  letters: readonly Letter[],
  from: number,
  own: readonly Letter[],
  cuts: readonly number[],
): Letter[] {
  return own.flatMap((letter, i) => {
    const before = letters[from + 2 * i - 1]
    return i > 0 && cuts.includes(i) && before !== undefined ? [{ ...before, char: ' ' }, letter] : [letter]
  })
}

/** "m.a t.ú.y": two groups or more, each of two letters or more, four letters in all, with spaces between. */
function joinGroups(letters: readonly Letter[], from: number, separator: string): Joined | null {
  const joined: Letter[] = []
  let groups = 0
  let count = 0
  let next = from
  for (;;) {
    const end = spreadEnd(letters, next)
    if (end === next + 1 || letters[next + 1]?.char !== separator) break
    const own = letters.slice(next, end).filter((_, i) => i % 2 === 0)
    const space = letters[next - 1]
    if (groups > 0 && space !== undefined) joined.push(space)
    joined.push(...own)
    groups++
    count += own.length
    next = end
    if (letters[next]?.char !== ' ') break
    next++
  }
  if (letters[next - 1]?.char === ' ' && joined.at(-1) !== letters[next - 1]) next--
  const isVaried = new Set(joined.map(({ char }) => foldLetter(char))).size > 2
  return groups >= 2 && count >= 4 && isVaried ? { letters: joined, next } : null
}

/** Where a run of lone letters with one separator between ends; `from + 1` where there is none. */
function spreadEnd(letters: readonly Letter[], from: number): number {
  const separator = letters[from + 1]?.char ?? ''
  let end = from + 1
  if (!SPREADERS.has(separator) || !isLoneLetter(letters, from)) return end
  while (
    letters[end]?.char === separator &&
    isLoneLetter(letters, end + 1) &&
    !opensAnother(letters, end + 1, separator)
  )
    end += 2
  return end
}

/** True if a letter between spaces begins a run with dots: "m a t.ú.y". */
function opensAnother(letters: readonly Letter[], at: number, separator: string): boolean {
  const next = letters[at + 1]?.char ?? ''
  return separator === ' ' && next !== ' ' && SPREADERS.has(next) && isLoneLetter(letters, at + 2)
}

function isLoneLetter(letters: readonly Letter[], at: number): boolean {
  return isLetter(letters[at]?.char) && !isWordChar(letters[at - 1]?.char) && !isWordChar(letters[at + 1]?.char)
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && /\p{L}/u.test(char)
}

function isWordChar(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char)
}
