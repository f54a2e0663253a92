import { z } from 'zod'
import { UNCLEAR } from '../domain/place.ts'
import { HAZARDS, SIGNS } from '../domain/routing-rules.ts'
import type { TipView } from '../flow/tip-view.ts'

const span = z.object({ start: z.number().int().nonnegative(), end: z.number().int().nonnegative() })
const evidence = z.object({
  rule: z.string(),
  span: span.optional(),
  weight: z.number().optional(),
  note: z.string().optional(),
})
const sign = z.enum([...SIGNS, ...HAZARDS])
const recipient = z.object({ unit: z.string(), reason: z.string(), because: sign.optional().catch(undefined) })

// What does not fit is left out rather than guessed at: a page without a finding is still a page.
const classified = z.object({
  kind: z.string().optional(),
  category: z.string().nullable(),
  categories: z.array(z.object({ code: z.string(), p: z.number().min(0).max(1) })).catch([]),
  situations: z.array(z.object({ id: z.string(), span, tense: z.enum(['now', 'past', 'unclear']) })).catch([]),
  aboutPolice: z.array(evidence).catch([]),
  evidence: z.array(evidence).catch([]),
})
// Until the gazetteer answered for places, the unit of the place was found, and bore the code of its commune.
const located = z
  .object({
    release: z.string().nullable().catch(null),
    commune: z.string().nullable().optional(),
    unit: z.string().nullable().optional(),
    province: z.string().nullable().catch(null),
    candidates: z.array(z.object({ code: z.string(), score: z.number() })).catch([]),
    ambiguous: z.boolean().catch(false),
    unclear: z.enum(UNCLEAR).nullable().catch(null),
    evidence: z.array(evidence).catch([]),
  })
  .refine(({ commune, unit }) => commune !== undefined || unit !== undefined)
  .transform(({ commune, unit, ...rest }) => ({ ...rest, commune: commune ?? unit ?? null }))
const routed = z.object({
  primary: recipient.nullable().catch(null),
  also: z.array(recipient).catch([]),
  candidates: z.array(z.string()).catch([]),
  // Left out by versions that did not look for any: those are told as they told it themselves.
  signs: z
    .array(z.object({ sign, span: span.optional() }))
    .nullable()
    .catch(null),
  explanation: z.string().catch(''),
})
const deduplicated = z.object({ duplicateOf: z.string().nullable() })

export type FoundEvidence = z.infer<typeof evidence>
export type FoundRoute = z.output<typeof routed>
export type FoundPlace = z.output<typeof located>

type Dated<T> = T & { at: Date }

/** The findings the desk knows how to tell; null where there is none, or none of this shape. */
export interface DeskFindings {
  classified: Dated<z.infer<typeof classified>> | null
  located: Dated<FoundPlace> | null
  routed: Dated<z.infer<typeof routed>> | null
  deduplicated: Dated<z.infer<typeof deduplicated>> | null
}

/** Never throws: an older or newer stage's finding is passed over. */
export function readDeskFindings(findings: TipView['findings']): DeskFindings {
  const read = <T>(stage: string, schema: z.ZodType<T>): Dated<T> | null => {
    const finding = findings.find((one) => one.stage === stage)
    const parsed = schema.safeParse(finding?.value)
    return finding && parsed.success ? { ...parsed.data, at: finding.at } : null
  }
  return {
    classified: read('classify', classified),
    located: read('locate', located),
    routed: read('route', routed),
    deduplicated: read('deduplicate', deduplicated),
  }
}
