import { refuse } from './fault.ts'

/**
 * Text of a file: UTF-8, or UTF-16 where it says so by its first bytes ("Unicode text" of a spreadsheet program). The mark
 * itself is left out. @throws {TableError} `encoding` at the first byte that is none
 */
export function decodeText(file: string, bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : isBigEndian(bytes) ? 'utf-16be' : 'utf-8'
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    const words = 'is not UTF-8; save the file as "CSV UTF-8" or as XLSX'
    return refuse(file, 'encoding', words, encoding === 'utf-8' ? findBadByte(bytes) : {})
  }
  const nul = text.indexOf('\0')
  if (nul >= 0) refuse(file, 'encoding', 'holds a NUL character: this is no text', makePlaces(text)(nul))
  return text
}

function isBigEndian(bytes: Uint8Array): boolean {
  return bytes[0] === 0xfe && bytes[1] === 0xff
}

/** Line by line, for a decoder does not tell where it stopped; no character of UTF-8 holds the byte of a line's end. */
function findBadByte(bytes: Uint8Array): { line: number; column: number } {
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start)
    const piece = bytes.subarray(start, end < 0 ? bytes.length : end)
    const text = new TextDecoder('utf-8').decode(piece)
    const bad = text.indexOf('\uFFFD')
    if (bad >= 0) return { line, column: bad + 1 }
    start = end < 0 ? bytes.length : end + 1
  }
  return { line, column: 1 }
}

/** Line and character of positions in a text, counted from 1; its lines are sought at the first call. */
export function makePlaces(text: string): (position: number) => { line: number; column: number } {
  let starts: number[] | null = null
  return (position) => {
    starts ??= findLines(text)
    // The last line that starts at or before the position.
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= position) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: position - (starts[low] ?? 0) + 1 }
  }
}

function findLines(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
