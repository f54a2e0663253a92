import { z } from 'zod'
import { KINDS, URGENCIES } from '../domain/tip.ts'
import type { Analysis } from './analysis.ts'

const span = z.object({ start: z.number(), end: z.number() })
const evidence = z.object({
  rule: z.string(),
  span: span.exactOptional(),
  weight: z.number().exactOptional(),
  note: z.string().exactOptional(),
})
const found = <T extends z.ZodType>(value: T) => z.object({ value, span })

const analysis: z.ZodType<Analysis> = z.object({
  version: z.number(),
  kind: z.enum(KINDS),
  kindConfidence: z.number(),
  language: z.enum(['vi', 'en', 'other']),
  category: z.string().nullable(),
  categories: z.array(z.object({ code: z.string(), p: z.number() })),
  urgency: z.enum(URGENCIES),
  callNow: z.boolean(),
  situations: z.array(z.object({ id: z.string(), span, tense: z.enum(['now', 'past', 'unclear']) })),
  callText: z.string().nullable(),
  entities: z.object({
    plates: z.array(found(z.string())),
    phones: z.array(found(z.string())),
    accounts: z.array(found(z.object({ bank: z.string().nullable(), number: z.string() }))),
    urls: z.array(found(z.string())),
    handles: z.array(found(z.string())),
    money: z.array(found(z.number())),
    // analyses before version 2 named the most exact one only
    times: z.array(found(z.object({ from: z.string(), to: z.string() }))).default([]),
    when: found(z.object({ from: z.string(), to: z.string() })).nullable(),
  }),
  aboutPolice: z.array(evidence),
  isPoliceDoubted: z.boolean().exactOptional(),
  isRestrictedDoubted: z.boolean().exactOptional(),
  tells: z.object({ what: z.boolean(), where: z.boolean(), when: z.boolean() }),
  evidence: z.array(evidence),
  isOutOfScope: z.boolean().exactOptional(),
  model: z.string().exactOptional(),
  steps: z.number().int().exactOptional(),
})

/** A saved analysis, read back. @throws {z.ZodError} for what no version of ours saved. */
export function readAnalysis(value: unknown): Analysis {
  return analysis.parse(value)
}
