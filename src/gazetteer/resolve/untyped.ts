import { type Area, depthOf, fits } from './areas.ts'
import { CUE, type Cues, isEveryday } from './cues.ts'
import { type Hit, hitsAt, type Lexicon, spellingOf } from './hits.ts'
import { makeMention, typedMeanings, untypedMeanings } from './meanings.ts'
import type { Mention } from './mention.ts'
import type { Setting } from './surroundings.ts'
import { readType } from './type-words.ts'
import { COMPANY_MIN, weighSigns } from './untyped-signs.ts'
import { GAP, type Line } from './words.ts'

/** Sureness of a name in English with its type behind it: "Ben Thanh ward". */
const ENGLISH_TYPE = 0.93
const SURENESS_MAX = 0.92
/** A longer name goes before a surer one within it … */
const WORD = 0.4
/** … and a name that lies in the next one before a longer name that does not. */
const LIES_IN_NEXT = 0.5

/** Words of everyday sound like names without marks: some two hundred in a long letter. A text with more is a list. */
const FOUND_MAX = 600

interface Found {
  at: number
  hit: Hit
}

/** Names without a type, as far as something says that a place is meant; none of them overlap. Fills `taken`. */
export function findUntyped(
  line: Line,
  cues: Cues,
  lexicon: Lexicon,
  taken: Uint8Array,
  isStreet: Uint8Array,
  typed: readonly Mention[],
): Mention[] {
  const isFree = (from: number, to: number): boolean => !taken.subarray(from, to).includes(1)
  for (const [i, one] of isStreet.entries()) if (one === 1) taken[i] = 1
  const found: Found[] = []
  for (let at = 0; at < line.words.length && found.length < FOUND_MAX; at++) {
    if (taken[at] === 1) continue
    for (const hit of hitsAt(line, lexicon, at)) if (hit.wrong <= 1 && isFree(at, hit.to)) found.push({ at, hit })
  }
  const wide = mapWide(found, typed)
  const closes = findCloses(found, typed, cues)
  const likely = found.filter((one) => isLikely(line, cues, one))
  const begins = new Set([...typed.map(({ from }) => from), ...likely.map(({ at }) => at)])
  const ends = new Set([...typed.map(({ to }) => to), ...likely.map(({ hit }) => hit.to)])
  const persons = new Set<number>()
  const candidates = found.flatMap(({ at, hit }) => {
    if (isPersonIn(line, cues, at, persons)) persons.add(hit.to)
    if (line.words[at]?.gap === GAP.comma && persons.has(at)) return []
    const isJoined = (line.words[hit.to]?.gap ?? GAP.stop) <= GAP.paren
    const next = isJoined ? (wide.get(hit.to) ?? []) : []
    const isBeside = next.some((area) => hit.named.some((one) => one.area !== area && fits(one.area, area)))
    const mention = judge(line, cues, lexicon, {
      at,
      hit,
      isBeside,
      isBehind: closes.has(at),
      isBehindName: ends.has(at),
      isBeforeName: begins.has(hit.to),
    })
    if (mention === null) return []
    return [{ mention, rank: mention.sureness + (hit.to - at) * WORD + (isBeside ? LIES_IN_NEXT : 0) }]
  })
  candidates.sort((a, b) => b.rank - a.rank || a.mention.from - b.mention.from)
  const kept: Mention[] = []
  for (const { mention } of candidates) {
    if (!isFree(mention.from, mention.to)) continue
    taken.fill(1, mention.from, mention.to)
    kept.push(mention)
  }
  return kept
}

/** By its letters: capital where other words have none, else of two words that are no word of everyday. */
function isLikely(line: Line, cues: Cues, { at, hit }: Found): boolean {
  // "Chu Văn An" is not Văn An in Chũ
  if (hit.to === at + 1 && line.words[at]?.isMarked !== true) return false
  if (line.hasCase) return line.words[at]?.isCapital === true && line.words[hit.to - 1]?.isCapital === true
  return hit.to > at + 1 && hit.wrong === 0 && !isEveryday(cues, at, hit.to)
}

/** "Hai bố con Tân Tiến, Tân Thành": behind a word for kin, or behind another such name. */
function isPersonIn({ words }: Line, cues: Cues, at: number, persons: ReadonlySet<number>): boolean {
  const word = words[at]
  if (word === undefined) return false
  if (word.gap === GAP.comma) return persons.has(at)
  return word.gap === GAP.space && ((cues.ends[at] ?? 0) & CUE.person) !== 0
}

/** Wider areas that are named from a word on. */
function mapWide(found: readonly Found[], typed: readonly Mention[]): Map<number, Area[]> {
  const wide = new Map<number, Area[]>()
  const add = (at: number, areas: Area[]): void => {
    const wider = areas.filter((area) => depthOf(area) < 3)
    if (wider.length > 0) wide.set(at, [...(wide.get(at) ?? []), ...wider])
  }
  for (const { from, meanings } of typed)
    add(
      from,
      meanings.map(({ area }) => area),
    )
  for (const { at, hit } of found)
    add(
      at,
      hit.named.map(({ area }) => area),
    )
  return wide
}

/** Words behind a name that a type or "ở" led in: the name's last syllable is no cháu and no thằng to what follows. */
function findCloses(found: readonly Found[], typed: readonly Mention[], cues: Cues): Set<number> {
  const isSaid = ({ at }: Found): boolean => ((cues.ends[at] ?? 0) & (CUE.at | CUE.scene)) !== 0
  return new Set([...typed.map(({ to }) => to), ...found.filter(isSaid).map(({ hit }) => hit.to)])
}

function judge(line: Line, cues: Cues, lexicon: Lexicon, one: Setting): Mention | null {
  const { at, hit } = one
  const english = readEnglishType(line, cues, one)
  if (english !== null) return english
  const meanings = untypedMeanings(hit.named)
  if (hit.isShort) {
    const wider = meanings.filter(({ area }) => depthOf(area) < 3)
    return makeMention({ from: at, to: hit.to, type: null, meanings: wider, sureness: COMPANY_MIN })
  }
  const signs = weighSigns(line, cues, lexicon, one, meanings)
  if (signs === null || signs.sureness < COMPANY_MIN) return null
  const sureness = Math.min(SURENESS_MAX, signs.sureness)
  const standing = signs.isLandmark ? 'landmark' : 'plain'
  return makeMention({ from: at, to: hit.to, type: null, meanings, sureness, standing, isSaid: signs.isSaid })
}

const ENGLISH = new Set(['ward', 'commune', 'district', 'dist', 'province', 'city', 'township', 'special zone'])

function readEnglishType(line: Line, cues: Cues, { at, hit }: Setting): Mention | null {
  const read = readType(line, cues, hit.to)
  if (
    read === null ||
    !ENGLISH.has(
      line.words
        .slice(hit.to, read.to)
        .map(({ bare }) => bare)
        .join(' '),
    )
  )
    return null
  const meanings = typedMeanings(read.type, hit.named)
  const isName = line.words[at]?.isCapital === true || hit.to > at + 1
  if (meanings.length === 0 || !isName) return null
  const sureness = ENGLISH_TYPE * spellingOf(hit, line)
  return makeMention({ from: at, to: read.to, type: read.type, meanings, sureness })
}
