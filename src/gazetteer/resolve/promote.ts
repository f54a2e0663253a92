import type { Address } from './addresses.ts'
import { CUE, type Cues } from './cues.ts'
import type { Mention } from './mention.ts'
import { SURE_MIN } from './untyped-signs.ts'
import { GAP, type Line } from './words.ts'

/**
 * A doubtful name beside a sure one that it fits is sure; so are two doubtful ones that fit each other, for chance seldom
 * makes a ward of the very province, and one that is all that a line says.
 */
export function promote(line: Line, cues: Cues, { mentions }: Address, isStreet: Uint8Array): void {
  const sum = mentions.reduce((total, one) => total + one.sureness, 0)
  const isBeside =
    mentions.some((one) => one.sureness >= SURE_MIN) ||
    (mentions.length > 1 && (sum >= TOGETHER || mentions[0]?.isSaid === true)) ||
    isChain(line, mentions) ||
    // "ben thuy vinh nghe an": three that lie in one another
    mentions.length >= CHAIN
  const isAlone = isWholeLine(line, cues, mentions, isStreet)
  for (const one of mentions) {
    if (isAlone && one.sureness < SURE_MIN) one.sureness = Math.min(BESIDE, one.sureness + ALONE)
    if (isBeside && mentions.length > 1) one.sureness = Math.max(BESIDE, one.sureness)
  }
}

/** Sureness of a name in the company of another that it fits. */
export const BESIDE = 0.75
/** Sum of doubtful ones that make each other sure. */
const TOGETHER = 0.75
const CHAIN = 3

/** "van phuc ha dong": one right behind the other, and no lone syllable. */
function isChain({ words }: Line, [first, second]: readonly Mention[]): boolean {
  if (first === undefined || second === undefined) return false
  const isAdjacent = first.to === second.from && words[second.from]?.gap === GAP.space
  return isAdjacent && first.to - first.from > 1 && second.to - second.from > 1
}

/** What a name gains that is all its line says: an answer, the field of a form. */
const ALONE = 0.45
/** Words around a name that make its line no longer than a place. */
const BESIDES =
  CUE.link |
  CUE.at |
  CUE.near |
  CUE.office |
  CUE.landmark |
  CUE.scene |
  CUE.numbered |
  CUE.hamlet |
  CUE.self |
  CUE.former

function isWholeLine({ words }: Line, cues: Cues, mentions: readonly Mention[], isStreet: Uint8Array): boolean {
  let from = mentions[0]?.from ?? 0
  let to = mentions.at(-1)?.to ?? 0
  const isOver = (i: number): boolean => isStreet[i] === 1 || ((cues.over[i] ?? 0) & BESIDES) !== 0
  while (from > 0 && (words[from]?.gap ?? GAP.stop) < GAP.line && isOver(from - 1)) from--
  while (to < words.length && (words[to]?.gap ?? GAP.stop) < GAP.line && isOver(to)) to++
  const isOpen = from === 0 || (words[from]?.gap ?? GAP.stop) >= GAP.line
  return isOpen && (to >= words.length || (words[to]?.gap ?? GAP.stop) >= GAP.line)
}
