import { foldLetter, type Letter } from './letters.ts'

/** What a program puts before a line that it forwards or quotes; without marks. */
const PREFIXES = [
  'fwd:',
  'fw:',
  'chuyen tiep:',
  'da chuyen tiep:',
  'tin nhan chuyen tiep:',
  '[chuyen tiep]',
  '[forwarded]',
  '>',
]
/** How lines begin that a program wrote alone: headers of forwarding, signatures of telephones. */
const LINE_STARTS = [
  '---------- forwarded message',
  '----- forwarded message',
  '-----original message',
  'forwarded from',
  'sent from my',
  'sent from yahoo mail',
  'get outlook for',
  'duoc gui tu iphone',
  'duoc gui tu dien thoai',
  'da gui tu iphone',
  'gui tu iphone',
  'gui tu ipad',
  'gui tu outlook',
]
/** Whole lines of the same kind; with a word more they may be somebody's own ("đã chuyển tiếp tiền cho nó"). */
const WHOLE_LINES = new Set([
  'forwarded',
  'forwarded message',
  'da chuyen tiep',
  'duoc chuyen tiep',
  'tin nhan chuyen tiep',
  'tin nhan da chuyen tiep',
  'tin nhan duoc chuyen tiep',
])
/** A line of more words says something of its own. */
const WORDS_MAX = 7
const LINE_MAX = 80

/** Leaves out what a program wrote around a message: headers of forwarded text, marks of quotation, signatures. */
export function dropFrames(letters: readonly Letter[]): Letter[] {
  const kept: Letter[] = []
  for (let start = 0; start < letters.length; ) {
    let end = start
    while (end < letters.length && letters[end]?.char !== '\n') end++
    const from = skipPrefixes(letters, start, end)
    if (!isFrame(letters, from, end)) for (let i = from; i < end; i++) kept.push(...letters.slice(i, i + 1))
    if (end < letters.length) kept.push(...letters.slice(end, end + 1))
    start = end + 1
  }
  return kept
}

function skipPrefixes(letters: readonly Letter[], start: number, end: number): number {
  let from = start
  for (;;) {
    let at = from
    while (at < end && letters[at]?.char === ' ') at++
    const prefix = PREFIXES.find((one) => startsWith(letters, at, end, one))
    if (prefix === undefined) return from
    from = at + prefix.length
  }
}

function isFrame(letters: readonly Letter[], from: number, end: number): boolean {
  if (end - from > LINE_MAX) return false
  let at = from
  while (at < end && letters[at]?.char === ' ') at++
  const line = letters
    .slice(at, end)
    .map(({ char }) => foldLetter(char))
    .join('')
  if (WHOLE_LINES.has(line.trim())) return true
  const words = line.split(' ').filter((word) => word !== '').length
  return words <= WORDS_MAX && LINE_STARTS.some((start) => line.startsWith(start))
}

function startsWith(letters: readonly Letter[], at: number, end: number, wanted: string): boolean {
  if (at + wanted.length > end) return false
  for (let i = 0; i < wanted.length; i++) if (foldLetter(letters[at + i]?.char ?? '') !== wanted.charAt(i)) return false
  return true
}
