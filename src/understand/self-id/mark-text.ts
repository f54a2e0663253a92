import type { Span } from '../../domain/tip.ts'
import { findEntities } from '../entities/find.ts'
import { type Normalised, spanOf } from '../normalise.ts'
import type { Reading } from '../reading.ts'
import { type Clause, cutClauses, findTold } from './clauses.ts'
import { markSpeakers } from './speakers.ts'
import { readWords, type Word } from './words.ts'

/** What a text is judged by. */
export interface Marked {
  text: Normalised
  /** A number is one word, `<phone>` or the like, whatever it is grouped into: whose it is, its neighbours tell. */
  words: readonly Word[]
  /** For each word how many, from it on, name the speaker. */
  speakers: readonly number[]
  clauses: readonly Clause[]
  /** Numbers, plates, accounts, links. */
  entities: readonly Span[]
  /** What the rules take for the speaker's. */
  told: readonly Clause[]
}

interface Entity {
  kind: string
  span: Span
}

/** No number depends on when a text came. */
const ANY_TIME = '2026-11-20T03:00:00Z'

/** All that rules say of a text: who speaks, where they tell of themself, and which numbers a report may turn on. */
export function markText(reading: Reading): Marked {
  const { text, views } = reading
  const entities = findNumbers(text)
  const words = joinEntities(text, readWords(text, views.plain), entities)
  const speakers = markSpeakers(words)
  const clauses = cutClauses(words)
  const told = findTold(words, speakers, clauses)
  return { text, words, speakers, clauses, entities: entities.map(({ span }) => span), told }
}

function findNumbers(text: Normalised): Entity[] {
  const { accounts, phones, plates, urls, handles } = findEntities(text, ANY_TIME).entities
  return Object.entries({ account: accounts, phone: phones, plate: plates, link: urls, handle: handles }).flatMap(
    ([kind, found]) => found.map(({ span }) => ({ kind, span })),
  )
}

function joinEntities(text: Normalised, words: readonly Word[], entities: readonly Entity[]): Word[] {
  const joined: Word[] = []
  let last: Entity | undefined
  for (const word of words) {
    const span = spanOf(text, word.start, word.end)
    const entity = entities.find((one) => one.span.start < span.end && span.start < one.span.end)
    const before = joined.at(-1)
    if (entity !== undefined && entity === last && before !== undefined) before.end = word.end
    else if (entity !== undefined) joined.push({ ...word, word: `<${entity.kind}>`, bare: `<${entity.kind}>` })
    else joined.push(word)
    last = entity
  }
  return joined
}
