import type { Span } from '../domain/tip.ts'
import { isLessMarked } from './letters.ts'
import { type Normalised, normalise, spanOf } from './normalise.ts'
import { type Token, tokenise, type Views } from './tokens.ts'

/**
 * A phrase as data writes it. `…` stands for up to four words of the same sentence, a leading `=` for "only with the
 * marks as written", a leading `!` for "a negation before it changes nothing" (a cry for help).
 */
export interface PhraseEntry<T> {
  phrase: string
  value: T
}

export interface PhraseMatch<T> {
  value: T
  phrase: string
  /** Words of the phrase itself, gaps not counted. */
  words: number
  span: Span
  /** Where it stands in the views. */
  start: number
  end: number
  clause: number
  sentence: number
  /** True if some word was typed with fewer marks than the phrase has. */
  isFolded: boolean
  isNegated: boolean
  /** True if the words before it make it a film or a story. */
  isFiction: boolean
}

interface Part {
  entry: number
  part: number
  words: string[]
}

interface Node {
  next: Map<string, Node>
  parts: Part[]
}

interface Entry<T> {
  phrase: string
  value: T
  parts: number
  words: number
  isExact: boolean
  isNegatable: boolean
}

/** Words of thousands of phrases in one trie, keyed by the words without marks. */
export interface PhraseIndex<T> {
  root: Node
  entries: Entry<T>[]
}

/** Most words that `…` may stand for. */
const GAP_MAX = 4

/** Builds the trie once, at load; a phrase given twice stays twice. */
export function indexPhrases<T>(entries: Iterable<PhraseEntry<T>>): PhraseIndex<T> {
  const index: PhraseIndex<T> = { root: { next: new Map(), parts: [] }, entries: [] }
  for (const { phrase, value } of entries) {
    const bare = phrase.replace(/^[=!]+/, '')
    const parts = bare.split('…').map((part) => tokenise(normalise(part)).plain)
    const entry = index.entries.length
    const words = parts.reduce((sum, part) => sum + part.length, 0)
    const flags = phrase.slice(0, phrase.length - bare.length)
    index.entries.push({
      phrase: bare,
      value,
      parts: parts.length,
      words,
      isExact: flags.includes('='),
      isNegatable: !flags.includes('!'),
    })
    parts.forEach((tokens, part) => {
      let node = index.root
      for (const { bare: key } of tokens) {
        const next: Node = node.next.get(key) ?? { next: new Map(), parts: [] }
        node.next.set(key, next)
        node = next
      }
      node.parts.push({ entry, part, words: tokens.map((token) => token.word) })
    })
  }
  return index
}

interface Hit {
  first: number
  last: number
  isFolded: boolean
}

/**
 * Every phrase found on whole words, in both readings, in the order of the text. Without marks a phrase matches only if
 * it has at least two words or the sender typed no marks at all (domain reference 3.1).
 */
export function findPhrases<T>(index: PhraseIndex<T>, text: Normalised, views: Views): PhraseMatch<T>[] {
  const found = new Map<string, PhraseMatch<T>>()
  for (const tokens of [views.plain, views.expanded]) {
    for (const [entryAt, parts] of findParts(index, text, tokens)) {
      const entry = index.entries[entryAt]
      if (entry === undefined) continue
      for (const hit of joinParts(parts, entry.parts, tokens)) {
        const match = describe(entry, hit, text, tokens)
        const key = `${entryAt}:${match.start}:${match.end}`
        if (!found.has(key)) found.set(key, match)
      }
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end)
}

function findParts<T>(index: PhraseIndex<T>, text: Normalised, tokens: Token[]): Map<number, Hit[][]> {
  const hits = new Map<number, Hit[][]>()
  for (let first = 0; first < tokens.length; first++) {
    let node: Node | undefined = index.root
    for (let last = first; last < tokens.length; last++) {
      node = node.next.get(tokens[last]?.bare ?? '')
      if (node === undefined) break
      if (tokens[last]?.sentence !== tokens[first]?.sentence) break
      for (const part of node.parts) {
        const entry = index.entries[part.entry]
        const hit = entry && agree(entry, part, text, tokens, first, last)
        if (!hit) continue
        const parts = hits.get(part.entry) ?? []
        const list = parts[part.part] ?? []
        list.push(hit)
        parts[part.part] = list
        hits.set(part.entry, parts)
      }
    }
  }
  return hits
}

function agree<T>(
  entry: Entry<T>,
  part: Part,
  text: Normalised,
  tokens: Token[],
  first: number,
  last: number,
): Hit | null {
  const mayFold = !entry.isExact && (entry.words >= 2 || !text.hasMarks)
  let isFolded = false
  for (let i = first; i <= last; i++) {
    const word = tokens[i]?.word ?? ''
    const wanted = part.words[i - first] ?? ''
    if (word === wanted) continue
    if (!mayFold || !isLessMarked(word, wanted)) return null
    isFolded = true
  }
  return { first, last, isFolded }
}

function joinParts(parts: Hit[][], wanted: number, tokens: Token[]): Hit[] {
  let joined = parts[0] ?? []
  for (let part = 1; part < wanted; part++) {
    const following = parts[part] ?? []
    let at = 0
    joined = joined.flatMap((hit) => {
      while (at < following.length && (following[at]?.first ?? 0) <= hit.last) at++
      const next = following[at]
      if (next === undefined || next.first - hit.last - 1 > GAP_MAX) return []
      if (tokens[next.first]?.sentence !== tokens[hit.first]?.sentence) return []
      return [{ first: hit.first, last: next.last, isFolded: hit.isFolded || next.isFolded }]
    })
  }
  return joined
}

// English "no" is missing on purpose: typed without marks it is "nó"
const NEGATORS = new Set('không khong ko k kh kô hok hông hem khum chưa chẳng chả đâu not'.split(' '))
const BETWEEN = new Set([
  'bị',
  'bi',
  'phải',
  'phai',
  'hề',
  'he',
  'có',
  'co',
  'ai',
  'thấy',
  'thay',
  'là',
  'la',
  'còn',
  'con',
  'đang',
  'dang',
  'vụ',
  'vu',
  'gì',
])
const STORIES = new Set(['phim', 'truyện', 'truyen', 'kịch', 'kich', 'anime', 'series', 'mv'])
const ENDS_STORY = new Set(['bị', 'bi', 'thì', 'thi', 'xong', 'về', 've', 'ra', 'nghe', 'thấy', 'thay', 'mà', 'có'])

function describe<T>(entry: Entry<T>, hit: Hit, text: Normalised, tokens: Token[]): PhraseMatch<T> {
  const first = tokens[hit.first]
  const start = first?.start ?? 0
  const end = tokens[hit.last]?.end ?? start
  return {
    value: entry.value,
    phrase: entry.phrase,
    words: entry.words,
    span: spanOf(text, start, end),
    start,
    end,
    clause: first?.clause ?? 0,
    sentence: first?.sentence ?? 0,
    isFolded: hit.isFolded,
    isNegated: entry.isNegatable && isNegated(tokens, hit.first),
    isFiction: entry.isNegatable && isFiction(tokens, hit),
  }
}

/** "không bị cướp", "chưa có ai bị đâm": a negator with nothing but light words between. */
function isNegated(tokens: Token[], first: number): boolean {
  for (let i = first - 1; i >= Math.max(0, first - 4); i--) {
    if (tokens[i]?.clause !== tokens[first]?.clause) return false
    const word = tokens[i]?.word ?? ''
    if (NEGATORS.has(word)) return true
    // "chua" right before the phrase is as often "chứa": "nha nay chua mai dam"
    if (word === 'chua' && i < first - 1) return true
    if (!BETWEEN.has(word)) return false
  }
  return false
}

/** "phim cướp hay", "truyện về giết người", "cướp trong phim"; not "xem phim xong bị móc túi". */
function isFiction(tokens: Token[], hit: Hit): boolean {
  const sentence = tokens[hit.first]?.sentence
  if (ENDS_STORY.has(tokens[hit.first]?.word ?? '')) return false
  for (let i = hit.first - 1; i >= Math.max(0, hit.first - 3); i--) {
    const word = tokens[i]?.word ?? ''
    if (tokens[i]?.sentence !== sentence || ENDS_STORY.has(word)) break
    if (STORIES.has(word)) return true
  }
  for (let i = hit.last + 1; i <= hit.last + 3; i++) {
    const isInside = /^trong$/.test(tokens[i]?.word ?? '') && STORIES.has(tokens[i + 1]?.word ?? '')
    if (isInside && tokens[i]?.sentence === sentence) return true
  }
  return false
}
