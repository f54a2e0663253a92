import { z } from 'zod'
import type { TipText } from '../../domain/compose.ts'
import type { PlaceFinding } from '../../domain/place.ts'
import { type Span, URGENCIES } from '../../domain/tip.ts'
import type { Analysis } from '../analysis.ts'
import { read } from '../reading.ts'
import { findSigns } from './signs.ts'
import { findHouses, findNames } from './whereabouts.ts'

/** Raise when the view of the same tip changes. */
export const VIEW_VERSION = 2

const strings = z.array(z.string())
const view = z.object({
  version: z.number(),
  /** When it was received, milliseconds. */
  at: z.number(),
  /** Words without marks, in order, short forms written out; numbers, plates, accounts and links of people are left out. */
  words: strings,
  /** By what it may make an event worse: `victim: mắc kẹt`. */
  signs: strings,
  when: z.object({ from: z.string(), to: z.string() }).nullable(),
  phones: strings,
  plates: strings,
  accounts: strings,
  links: strings,
  category: z.string().nullable(),
  categories: z.array(z.object({ code: z.string(), p: z.number() })),
  urgency: z.enum(URGENCIES),
  callNow: z.boolean(),
  place: z.object({
    commune: z.string().nullable(),
    province: z.string().nullable(),
    candidates: z.array(z.object({ code: z.string(), score: z.number() })),
    point: z.object({ lat: z.number(), lon: z.number() }).nullable(),
    /** Numbers of houses and lanes: "12", "214/3". */
    houses: strings,
    /** Two words behind "đường", "chợ", "chung cư" and the like: "nguyen xien". */
    streets: strings,
  }),
  restricted: z.boolean(),
  /** Fingerprints of its pictures; they are added when it is compared, and are never part of what is saved. */
  photos: z.array(z.string()).default([]),
})

/** Everything of one tip that others are compared with. Plain JSON, and sealed wherever it is kept. */
export type TipView = z.output<typeof view>

/** @throws {z.ZodError} for what no version of ours wrote */
export function readView(value: unknown): TipView {
  return view.parse(value)
}

/** A text beyond so many words repeats itself. */
const WORDS_MAX = 400
/** Of candidates for the place so many are compared. */
const CANDIDATES_MAX = 8

/** The view of a tip, by what was told and what the stages found. Pure. */
export function makeView(parts: {
  told: TipText
  analysis: Analysis
  place: PlaceFinding
  /** RFC 3339 instant. */
  receivedAt: string
  isRestricted: boolean
}): TipView {
  const { told, analysis, place } = parts
  const { entities } = analysis
  const { text, views } = read(told.text)
  const masked = [entities.plates, entities.phones, entities.accounts, entities.urls, entities.handles].flatMap(
    (found) => found.map(({ span }) => span),
  )
  const words = views.expanded
    .filter(({ start, end }) => !isWithin(masked, text.starts[start] ?? 0, text.ends[end - 1] ?? 0))
    .slice(0, WORDS_MAX)
    .map(({ bare }) => bare)
  return {
    version: VIEW_VERSION,
    at: Date.parse(parts.receivedAt),
    words,
    signs: findSigns(text, views),
    when: entities.when?.value ?? null,
    phones: distinct(entities.phones.map(({ value }) => value)),
    plates: distinct(entities.plates.map(({ value }) => value)),
    accounts: distinct(entities.accounts.map(({ value }) => value.number)),
    links: distinct([...entities.urls, ...entities.handles].map(({ value }) => value.toLowerCase())),
    category: analysis.category,
    categories: analysis.categories.map(({ code, p }) => ({ code, p: Math.round(p * 1_000) / 1_000 })),
    urgency: analysis.urgency,
    callNow: analysis.callNow,
    place: {
      commune: place.commune,
      province: place.province,
      candidates: place.candidates.slice(0, CANDIDATES_MAX),
      point: told.location === null ? null : { lat: told.location.lat, lon: told.location.lon },
      houses: findHouses(words),
      streets: findNames(words),
    },
    restricted: parts.isRestricted,
    photos: [],
  }
}

function isWithin(spans: readonly Span[], start: number, end: number): boolean {
  return spans.some((span) => start < span.end && end > span.start)
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort()
}
