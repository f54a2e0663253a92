import { isLessMarked } from '../letters.ts'
import type { Normalised } from '../normalise.ts'

/** Parts of the day as people use them, in hours from midnight; night runs into the next day. */
export const PARTS = {
  'rạng sáng': [0, 5],
  sáng: [5, 11],
  trưa: [11, 13],
  chiều: [13, 18],
  tối: [18, 24],
  đêm: [22, 29],
  khuya: [22, 29],
} as const satisfies Record<string, readonly [number, number]>

export type Part = keyof typeof PARTS

/** One thing said about time; several that stand together make one moment. */
export type Piece = { start: number; end: number; isFaint: boolean } & (
  | { kind: 'clock'; minutes: number; isPm: boolean | null }
  | { kind: 'part'; part: Part }
  | { kind: 'day'; from: number; days: number; part: Part | null }
  | { kind: 'ago'; fromMs: number; toMs: number }
)

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

const DAYS: readonly [words: string, offset: number][] = [
  ['hôm nay', 0],
  ['hnay', 0],
  ['bữa nay', 0],
  ['nay', 0],
  ['today', 0],
  ['hôm qua', -1],
  ['hqua', -1],
  ['bữa qua', -1],
  ['qua', -1],
  ['yesterday', -1],
  ['hôm kia', -2],
  ['bữa kia', -2],
  ['hôm kìa', -3],
]
const PART_WORDS: readonly [words: string, part: Part][] = [
  ['rạng sáng', 'rạng sáng'],
  ['sáng sớm', 'sáng'],
  ['sáng', 'sáng'],
  ['trưa', 'trưa'],
  ['chiều', 'chiều'],
  ['tối', 'tối'],
  ['đêm khuya', 'đêm'],
  ['đêm', 'đêm'],
  ['khuya', 'khuya'],
]
const ENGLISH: readonly [pattern: RegExp, offset: number, part: Part | null][] = [
  [/\blast night\b/g, -1, 'đêm'],
  [/\bthis morning\b/g, 0, 'sáng'],
  [/\bthis afternoon\b/g, 0, 'chiều'],
  [/\bthis evening\b|\btonight\b/g, 0, 'tối'],
]

/** "tôi" is no less marked "tối" here: a word typed with some mark must be the very word. */
export function isTyped(text: Normalised, start: number, word: string): boolean {
  const typed = text.marked.slice(start, start + word.length)
  return typed === word || (typed === text.bare.slice(start, start + word.length) && isLessMarked(typed, word))
}

/** Words that name a day or a part of it, alone ("hôm qua") or together ("tối qua"). `from` counts days from today. */
export function readDays(text: Normalised): Piece[] {
  const pieces: Piece[] = []
  for (const [word, offset] of DAYS) {
    for (const start of findWord(text, word)) {
      const end = start + word.length
      const isBareShort = word === 'nay' || word === 'qua'
      const part = partBefore(text, start)
      if (isBareShort && part === null) continue
      const from = part?.start ?? start
      // "toi qua" may be "tôi qua", "dem qua" "đem qua": never enough to call a danger past
      const isFaint = isBareShort && text.marked.slice(from, end) === text.bare.slice(from, end)
      pieces.push({ kind: 'day', start: from, end, from: offset, days: 1, part: part?.part ?? null, isFaint })
    }
  }
  for (const [pattern, offset, part] of ENGLISH) {
    for (const match of text.bare.matchAll(pattern)) {
      pieces.push({
        kind: 'day',
        start: match.index,
        end: match.index + match[0].length,
        from: offset,
        days: 1,
        part,
        isFaint: false,
      })
    }
  }
  return pieces
}

/** Bare parts of the day ("buổi tối"): they count only beside a clock or a day, or after "hồi", "ban", "lúc". */
export function readParts(text: Normalised): Piece[] {
  return PART_WORDS.flatMap(([word, part]) =>
    findWord(text, word).map(
      (start): Piece => ({ kind: 'part', part, start, end: start + word.length, isFaint: false }),
    ),
  )
}

function partBefore(text: Normalised, start: number): { part: Part; start: number } | null {
  for (const [word, part] of PART_WORDS) {
    const at = start - word.length - 1
    if (at < 0 || text.bare.charAt(start - 1) !== ' ') continue
    if (isTyped(text, at, word) && !/[\p{L}\p{N}]/u.test(text.bare.charAt(at - 1))) return { part, start: at }
  }
  return null
}

function findWord(text: Normalised, word: string): number[] {
  const bare = word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
  const found: number[] = []
  for (let at = text.bare.indexOf(bare); at >= 0; at = text.bare.indexOf(bare, at + 1)) {
    const isWhole =
      !/[\p{L}\p{N}]/u.test(text.bare.charAt(at - 1)) && !/[\p{L}\p{N}]/u.test(text.bare.charAt(at + bare.length))
    if (isWhole && isTyped(text, at, word)) found.push(at)
  }
  return found
}
