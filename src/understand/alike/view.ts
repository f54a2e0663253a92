import { z } from 'zod'
import type { TipText } from '../../domain/compose.ts'
import type { PlaceFinding } from '../../domain/place.ts'
import { URGENCIES } from '../../domain/tip.ts'
import type { Analysis } from '../analysis.ts'
import { normalise } from '../normalise.ts'

const view = z.object({
  version: z.number(),
  at: z.number(),
  words: z.array(z.string()),
  when: z.object({ from: z.string(), to: z.string() }).nullable(),
  phones: z.array(z.string()),
  plates: z.array(z.string()),
  accounts: z.array(z.string()),
  links: z.array(z.string()),
  category: z.string().nullable(),
  categories: z.array(z.object({ code: z.string(), p: z.number() })),
  urgency: z.enum(URGENCIES),
  callNow: z.boolean(),
  place: z.object({
    commune: z.string().nullable(),
    province: z.string().nullable(),
    candidates: z.array(z.object({ code: z.string(), score: z.number() })),
    point: z.object({ lat: z.number(), lon: z.number() }).nullable(),
    houses: z.array(z.string()),
    streets: z.array(z.string()),
  }),
  restricted: z.boolean(),
})
export type TipView = z.output<typeof view>

/** Stands in until the part that compares is merged. */
export function makeView(parts: {
  told: TipText
  analysis: Analysis
  place: PlaceFinding
  receivedAt: string
  isRestricted: boolean
}): TipView {
  const { analysis, place, told } = parts
  const { entities } = analysis
  return {
    version: 0,
    at: Date.parse(parts.receivedAt),
    words: normalise(told.text)
      .bare.split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
    when: entities.when?.value ?? null,
    phones: entities.phones.map(({ value }) => value),
    plates: entities.plates.map(({ value }) => value),
    accounts: entities.accounts.map(({ value }) => value.number),
    links: [...entities.urls, ...entities.handles].map(({ value }) => value),
    category: analysis.category,
    categories: analysis.categories,
    urgency: analysis.urgency,
    callNow: analysis.callNow,
    place: {
      commune: place.commune,
      province: place.province,
      candidates: place.candidates,
      point: told.location === null ? null : { lat: told.location.lat, lon: told.location.lon },
      houses: [],
      streets: [],
    },
    restricted: parts.isRestricted,
  }
}

export function readView(value: unknown): TipView {
  return view.parse(value)
}
