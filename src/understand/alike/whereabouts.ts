/** What tells one house, lane or corner from another, out of words without marks. */

/** In front of the number of a house or lane. */
const BEFORE_NUMBER: ReadonlySet<string> = new Set([
  'so',
  'nha',
  'ngo',
  'hem',
  'ngach',
  'kiet',
  'lo',
  'tang',
  'phong',
  'can',
  'toa',
  'block',
])
/** Before "số" these make it a number of something else. */
const OTHER_NUMBERS: ReadonlySet<string> = new Set([
  'bien',
  'thoai',
  'khoan',
  'tien',
  'ma',
  'dau',
  'giay',
  'don',
  'tong',
])
/** Behind these stands a name. A number there is one too: "quốc lộ 1", "khu 4". */
const BEFORE_NAME: ReadonlySet<string> = new Set([
  'duong',
  'pho',
  'ngo',
  'hem',
  'cau',
  'cho',
  'kcn',
  'karaoke',
  'cafe',
  'ql',
  'ap',
  'thon',
  'xom',
  'kdc',
  'kdt',
])
const NUMBER = /^\d{1,4}[a-z]?$/

/** Numbers of houses and lanes, each once: of "số 12", "ngõ 214", "nhà 45b". */
export function findHouses(words: readonly string[]): string[] {
  const found = new Set<string>()
  for (const [at, word] of words.entries()) {
    if (isHouse(words, at)) found.add(word)
  }
  return [...found].sort()
}

function isHouse(words: readonly string[], at: number): boolean {
  const before = words[at - 1] ?? ''
  if (!NUMBER.test(words[at] ?? '') || !BEFORE_NUMBER.has(before)) return false
  return before !== 'so' || !OTHER_NUMBERS.has(words[at - 2] ?? '')
}

/** The two words behind a kind of place, each once: "nguyen xien" of "đường Nguyễn Xiển" and of "số 12 Nguyễn Xiển". */
export function findNames(words: readonly string[]): string[] {
  const found = new Set<string>()
  for (const [at, word] of words.entries()) {
    if (!BEFORE_NAME.has(word) && !isHouse(words, at)) continue
    const [first, second] = [words[at + 1], words[at + 2]]
    if (first === undefined || second === undefined || BEFORE_NAME.has(first)) continue
    found.add(`${first} ${second}`)
  }
  return [...found].sort()
}
