import { newId } from '../../../src/domain/ids.ts'
import { type TipView, VIEW_VERSION } from '../../../src/understand/alike/view.ts'
import { findHouses, findNames } from '../../../src/understand/alike/whereabouts.ts'
import { mulberry32 } from '../../support/random.ts'
import { type Facts, findFacts } from './facts.ts'
import { makeWriter, writeWord } from './words.ts'

/** So many tips, told one after the other between two moments. The same order tells the same tips, but for their ids. */
export interface StreamOrder {
  seed: number
  fromMs: number
  toMs: number
  count: number
}

/** An invented tip, as triage would have read it. */
export interface Told {
  id: string
  conversationId: string
  view: TipView
  /** The tip whose words these are, a few changed. */
  copyOf: string | null
}

/** Shares of tips that pass on another's words, tell of its event in their own, and come from its sender once more. */
const COPIES = 0.12
const WITNESSES = 0.15
const REPEATS = 0.05
/** Whom these follow is one of so many last: of what many tell, more will. */
const RECENT = 400
/** Half the reports of the training part have 18 to 28 words. */
const WORDS_MIN = 10
const WORDS_MORE = 27

export function* tellTips({ seed, fromMs, toMs, count }: StreamOrder): Generator<Told> {
  const next = mulberry32(seed)
  const recent: Told[] = []
  for (let at = 0; at < count; at++) {
    const atMs = Math.floor(fromMs + ((at + next()) * (toMs - fromMs)) / count)
    const told = tellOne(next, recent, atMs)
    recent[at % RECENT] = told
    yield told
  }
}

/** A tip that tells of something new, or of what one of the others told. */
export function tellOne(next: () => number, others: readonly Told[], atMs: number): Told {
  const other = others[Math.floor(next() * others.length)]
  const write = makeWriter(next)
  const length = WORDS_MIN + Math.floor(next() * WORDS_MORE)
  const roll = next()
  const ids = { id: newId('tip', atMs), conversationId: newId('cnv', atMs) }
  const tell = (facts: Facts, words: string[], copyOf: string | null = null): Told => ({
    ...ids,
    copyOf,
    view: viewOf(facts, words, atMs),
  })
  if (other === undefined || roll > COPIES + WITNESSES + REPEATS) return tell(findFacts(next), write(length))
  if (roll < COPIES) return tell(other.view, change(next, other.view.words), other.id)
  if (roll < COPIES + WITNESSES) {
    const shared = other.view.words.filter(() => next() < 0.25)
    return tell(other.view, [...shared, ...write(Math.max(3, length - shared.length))])
  }
  return { ...tell(other.view, write(length)), conversationId: other.conversationId }
}

/** One word in twenty becomes another, and a few are put behind. */
function change(next: () => number, words: readonly string[]): string[] {
  const changed = words.map((word) => (next() < 0.05 ? writeWord(next) : word))
  while (next() < 0.5) changed.push(writeWord(next, changed.at(-1)))
  return changed
}

function viewOf({ place, ...facts }: Facts, words: string[], atMs: number): TipView {
  return {
    ...facts,
    version: VIEW_VERSION,
    at: atMs,
    words,
    signs: [],
    when: null,
    urgency: 'normal',
    callNow: false,
    place: { ...place, point: null, houses: findHouses(words), streets: findNames(words) },
    restricted: false,
    photos: [],
  }
}
