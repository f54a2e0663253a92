import { z } from 'zod'
import type { PlaceFinding, PlaceResolver } from '../../../src/gazetteer/resolver.ts'
import type { Stage } from '../stage.ts'

const finding: z.ZodType<PlaceFinding> = z.object({
  unit: z.string().nullable(),
  province: z.string().nullable(),
  candidates: z.array(z.object({ code: z.string(), score: z.number() })),
  ambiguous: z.boolean(),
  evidence: z.array(
    z.object({
      rule: z.string(),
      span: z.object({ start: z.number(), end: z.number() }).exactOptional(),
      weight: z.number().exactOptional(),
      note: z.string().exactOptional(),
    }),
  ),
})

/** Where it happened: places named in the words, and the pin. */
export function makeLocate(parts: { resolver: PlaceResolver }): Stage<PlaceFinding> {
  return {
    name: 'locate',
    version: 1,
    async run(tip) {
      return parts.resolver.locate(tip.told.text, tip.told.location)
    },
    confidence: (found) => found.candidates[0]?.score ?? null,
    read: (value) => finding.parse(value),
  }
}
