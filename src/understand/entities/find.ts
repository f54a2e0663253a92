import type { Entities, Found } from '../analysis.ts'
import { type Normalised, spanOf } from '../normalise.ts'
import { type Account, findAccounts } from './accounts.ts'
import { findNamedHandles, readProfile } from './handles.ts'
import { dropOverlaps, type Hit } from './hit.ts'
import { cutLexemes, type Lexeme } from './lexemes.ts'
import { findLinks } from './links.ts'
import { findMoney } from './money.ts'
import { findDigitRuns } from './numerals.ts'
import { findPhones } from './phones.ts'
import { findTypedPlates } from './plates.ts'
import { findSpokenPlates } from './spoken-plates.ts'
import { findTimes, findWhen, printTime, type TimeMention } from './when.ts'

/** Of one kind of entity; a message that lists more is a list, and a person reads it. */
const ENTITIES_MAX = 50

interface Identifiers {
  plates: Hit<string>[]
  phones: Hit<string>[]
  accounts: Hit<Account>[]
  urls: Hit<string>[]
  handles: Hit<string>[]
}

/**
 * Plates, phones, accounts, links, handles, sums and times of one text. What one letter belongs to is decided once: links
 * first, then plates, accounts, phones, times and sums. `times` are those of `entities.times` and the vague ones, as the
 * sense of now and past needs them.
 */
export function findEntities(text: Normalised, receivedAt: string): { entities: Entities; times: TimeMention[] } {
  const lexemes = cutLexemes(text)
  const identifiers = readIdentifiers(text, lexemes)
  const taken = Object.values(identifiers).flat()
  const times = findTimes(lexemes, receivedAt, taken)
  const exact = times.filter(({ isVague }) => !isVague)
  return {
    entities: {
      plates: point(text, identifiers.plates),
      phones: point(text, identifiers.phones),
      accounts: point(text, identifiers.accounts),
      urls: point(text, identifiers.urls),
      handles: point(text, identifiers.handles),
      money: point(text, findMoney(lexemes, [...taken, ...times])),
      times: point(
        text,
        exact.map((time) => ({ value: printTime(time), start: time.start, end: time.end })),
      ),
      when: findWhen(text, times),
    },
    times,
  }
}

function readIdentifiers(text: Normalised, lexemes: readonly Lexeme[]): Identifiers {
  const links = findLinks(text, lexemes)
  const linked = links.map((link) => ({ link, profile: readProfile(link.value) }))
  const named = dropOverlaps(findNamedHandles(text, lexemes), links)
  const plates = dropOverlaps(mergeHits(findTypedPlates(lexemes), findSpokenPlates(lexemes)), links)
  const runs = findDigitRuns(lexemes)
  const accounts = dropOverlaps(findAccounts(lexemes, runs), [...links, ...plates])
  const phones = dropOverlaps(findPhones(lexemes, runs), [...links, ...plates, ...accounts])
  const profiles = linked.flatMap(({ link, profile }) => (profile === null ? [] : [{ ...link, value: profile }]))
  const urls = linked.flatMap(({ link, profile }) =>
    profile === null ? [{ ...link, value: link.value.host + link.value.path }] : [],
  )
  return { plates, phones, accounts, urls, handles: distinct(mergeHits(profiles, named)) }
}

function point<T>(text: Normalised, hits: readonly Hit<T>[]): Found<T>[] {
  return hits.slice(0, ENTITIES_MAX).map(({ value, start, end }) => ({ value, span: spanOf(text, start, end) }))
}

/** In the order of the text; of two that overlap the first list's stands. */
function mergeHits<T>(first: readonly Hit<T>[], second: readonly Hit<T>[]): Hit<T>[] {
  return [...first, ...dropOverlaps(second, first)].sort((a, b) => a.start - b.start)
}

function distinct(hits: readonly Hit<string>[]): Hit<string>[] {
  return [...new Map(hits.toReversed().map((hit) => [hit.value, hit])).values()].reverse()
}
