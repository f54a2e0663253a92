import { z } from 'zod'
import type { TipView } from '../flow/tip-view.ts'

const span = z.object({ start: z.number().int().nonnegative(), end: z.number().int().nonnegative() })
const evidence = z.object({
  rule: z.string(),
  span: span.optional(),
  weight: z.number().optional(),
  note: z.string().optional(),
})
const recipient = z.object({ unit: z.string(), reason: z.string() })

// What does not fit is left out rather than guessed at: a page without a finding is still a page.
const classified = z.object({
  kind: z.string().optional(),
  category: z.string().nullable(),
  categories: z.array(z.object({ code: z.string(), p: z.number().min(0).max(1) })).catch([]),
  situations: z.array(z.object({ id: z.string(), span, tense: z.enum(['now', 'past', 'unclear']) })).catch([]),
  aboutPolice: z.array(evidence).catch([]),
  evidence: z.array(evidence).catch([]),
})
const located = z.object({
  unit: z.string().nullable(),
  province: z.string().nullable().catch(null),
  candidates: z.array(z.object({ code: z.string(), score: z.number() })).catch([]),
  ambiguous: z.boolean().catch(false),
  evidence: z.array(evidence).catch([]),
})
const routed = z.object({
  primary: recipient.nullable().catch(null),
  also: z.array(recipient).catch([]),
  explanation: z.string().catch(''),
})
const deduplicated = z.object({ duplicateOf: z.string().nullable() })

export type FoundEvidence = z.infer<typeof evidence>

type Dated<T> = T & { at: Date }

/** The findings the desk knows how to tell; null where there is none, or none of this shape. */
export interface DeskFindings {
  classified: Dated<z.infer<typeof classified>> | null
  located: Dated<z.infer<typeof located>> | null
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
