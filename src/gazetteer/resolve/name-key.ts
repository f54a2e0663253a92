import { foldText, isMarkedLetter, placeTone } from '../../understand/letters.ts'

/**
 * The key under which a word of a name is found: without marks, and with the spellings that people and official lists
 * mix made one (Quy and Qui, Mỹ and Mĩ, Đắk and Đắc). The key of a name is the keys of its words run together, so that
 * "Ben Thanh", "BenThanh" and "benthanh" are one.
 */
export function keyOfWord(bare: string): string {
  let key = bare
  if (key.length > 1 && key.endsWith('y') && LONE_Y.test(key)) key = `${key.slice(0, -1)}i`
  return key.includes('k') ? key.replace(FINAL_K, 'c') : key
}

/** `y` as the only vowel of a syllable: ky, ly, my, quy; never tay, thuy. */
const LONE_Y = /^(?:qu|[gknp]h|[ct]h|tr|ngh?|[bcdghklmrstvx])y$/
/** A `k` that ends a syllable, also within a word run together (daklak). */
const FINAL_K = /(?<=[aeiou])k(?![aeiouyh])/g

const WORD = /[\p{L}\p{N}]+/gu

/** The words of a name, lower case, NFC, tones where `understand/normalise` puts them. */
export function wordsOfName(name: string): string[] {
  return (name.normalize('NFC').toLowerCase().match(WORD) ?? []).map(toneWord)
}

function toneWord(word: string): string {
  return TONED_PAIR.test(word) ? placeTones(word) : word
}

/** Cheap sign that {@link placeTones} may have something to move. */
const TONED_PAIR = /[òóỏõọùúủũụ][aey]/

function placeTones(word: string): string {
  const letters = [...word]
  for (let i = 0; i + 1 < letters.length; i++) {
    const [first, second] = placeTone(letters[i] ?? '', letters[i + 1] ?? '')
    letters[i] = first
    letters[i + 1] = second
  }
  return letters.join('')
}

/** How a name is spelt: key and marked spelling of the same length, letter for letter. */
export interface Spelt {
  key: string
  marked: string
  /** Where its words end: bit `n` for an end behind `n` letters. */
  ends: number
  words: number
}

/**
 * Spells names, leading zeros of numbers dropped. Names of a release repeat, and so do their syllables: what is once
 * worked out is kept as long as the function is.
 */
export function makeSpell(): (name: string) => Spelt {
  const syllables = new Map<string, { key: string; marked: string }>()
  const names = new Map<string, Spelt>()
  const spellWord = (raw: string): { key: string; marked: string } => {
    const known = syllables.get(raw)
    if (known !== undefined) return known
    const marked = toneWord(raw.replace(/^0+(?=\d)/, ''))
    const spelt = { key: keyOfWord(foldText(marked)), marked }
    syllables.set(raw, spelt)
    return spelt
  }
  return (name) => {
    const known = names.get(name)
    if (known !== undefined) return known
    const spelt: Spelt = { key: '', marked: '', ends: 0, words: 0 }
    for (const raw of name.normalize('NFC').toLowerCase().match(WORD) ?? []) {
      const { key, marked } = spellWord(raw)
      spelt.key += key
      spelt.marked += marked
      spelt.ends |= endBit(spelt.key.length)
      spelt.words++
    }
    names.set(name, spelt)
    return spelt
  }
}

/** One bit for the end of a word; words that end behind more than 30 letters are not told apart. */
export function endBit(length: number): number {
  return 1 << Math.min(30, length)
}

/** Of a spelling that holds for one word alone, all its syllables run together. */
export const TOGETHER = -1

/** True if two ways to part the same letters into words agree: "tra my" is not "tram y", while "tramy" may be both. `a`: as typed, 0 for one word. */
export function partsAgree(a: number, b: number): boolean {
  if (b === TOGETHER) return a === 0
  return a === 0 || b === 0 || (a & b) === a || (a & b) === b
}

/** How the typed letters stand to the name's: the same, some marks left out, or some marks that contradict it. */
export interface Agreement {
  /** Letters that carry another mark than the name has. */
  wrong: number
  /** Letters without the mark that the name has. */
  missing: number
}

/** Both without spaces and of the same length; `y` and `i` count as one letter, and so do a final `k` and `c`. */
export function compareMarks(typed: string, name: string): Agreement {
  let wrong = 0
  let missing = 0
  for (let i = 0; i < name.length; i++) {
    const a = typed.charAt(i)
    const b = name.charAt(i)
    if (a === b || I_OF_Y[a] === b || I_OF_Y[b] === a) continue
    if (!isMarkedLetter(a)) {
      if (isMarkedLetter(b)) missing++
      continue
    }
    wrong++
  }
  return { wrong, missing }
}

const I_OF_Y: Readonly<Record<string, string>> = { y: 'i', ý: 'í', ỳ: 'ì', ỷ: 'ỉ', ỹ: 'ĩ', ỵ: 'ị' }
