import { z } from 'zod'
import type { PlaceFinding } from '../../../src/domain/place.ts'
import { UNCLEAR } from '../../../src/domain/place.ts'
import type { LocateTold } from '../../../src/gazetteer/locate-told.ts'
import type { Stage } from '../stage.ts'

const finding: z.ZodType<PlaceFinding> = z.object({
  release: z.string(),
  commune: z.string().nullable(),
  province: z.string().nullable(),
  candidates: z.array(z.object({ code: z.string(), score: z.number() })),
  ambiguous: z.boolean(),
  unclear: z.enum(UNCLEAR).nullable(),
  evidence: z.array(
    z.object({
      rule: z.string(),
      span: z.object({ start: z.number(), end: z.number() }).exactOptional(),
      weight: z.number().exactOptional(),
      note: z.string().exactOptional(),
    }),
  ),
})

/** Where it happened: places named in the words, the pin, and what the sender picked. Its finding names the release. */
export function makeLocate(parts: { locate: LocateTold }): Stage<PlaceFinding> {
  return {
    name: 'locate',
    version: 2,
    async run(tip) {
      return parts.locate(tip.told)
    },
    confidence: (found) => found.candidates[0]?.score ?? null,
    read: (value) => finding.parse(value),
  }
}
