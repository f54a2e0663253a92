/** As officers' service numbers are written when they are added: 2 to 20 letters, digits and hyphens, with a digit. */
const WORD = /(?<![\p{L}\p{N}-])(?=[A-Za-z-]{0,19}\d)[0-9A-Za-z][0-9A-Za-z-]{0,18}[0-9A-Za-z](?![\p{L}\p{N}-])/gu
/** Before a bare number, that it is somebody's: "số hiệu 0217", "cán bộ mang số 113". */
const CUE = /(?:số\s{0,3}hiệu|so\s{0,3}hieu|cán\s{0,3}bộ|can\s{0,3}bo|đồng\s{0,3}chí|mang\s{0,3}số|mã\s{0,3}số)/giu
/** What a text may name in earnest; more are a list meant to blind a desk, and the rest is left to people. */
const NUMBERS_MAX = 10
const CUE_REACH = 40
/** UTF-16 units between the cue and the number. */
const BETWEEN_MAX = 20

/**
 * Words of a text that may be officers' service numbers, each once. With a hyphen they are told by their shape; without
 * one only where words before say so, for 113 is in many a tip. Whether anybody bears them, the table of officers says.
 */
export function findServiceNumbers(text: string): string[] {
  const found = new Set<string>()
  for (const match of text.normalize('NFC').matchAll(WORD)) {
    const before = match.input.slice(Math.max(0, match.index - CUE_REACH), match.index)
    if (/[0-9A-Za-z]-[0-9A-Za-z]/.test(match[0]) || isCued(before)) found.add(match[0])
    if (found.size >= NUMBERS_MAX) break
  }
  return [...found]
}

/** True if the last cue stands close enough, in the same sentence. */
function isCued(before: string): boolean {
  const cue = [...before.matchAll(CUE)].at(-1)
  if (cue === undefined) return false
  const between = before.slice(cue.index + cue[0].length)
  return between.length <= BETWEEN_MAX && !/[.!?\n]/.test(between)
}
