import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { URGENCIES } from '../domain/tip.ts'
import raw from './taxonomy.json' with { type: 'json' }

const text = z.string().min(1)
const leaf = z.strictObject({
  code: z.string().regex(/^[a-z-]{3,40}$/),
  group: text,
  vi: text,
  en: text,
  definition_vi: text,
  definition_en: text,
  triggers: z.array(text),
  /** Shown to officers only, as "có thể liên quan". */
  penalArticles: z.array(text),
  otherLaw: z.array(text),
  defaultUrgency: z.enum(URGENCIES),
  criticalWhen: z.array(text),
  routing: z.strictObject({ commune: text, province: text, also: z.array(text), reason: text }),
  confusable: z.array(text),
  flags: z.array(text),
  /** False for the two closing classes, which are no tips about crime. */
  working: z.boolean(),
})
const taxonomy = z.object({
  version: text,
  asOf: text,
  units: z.array(z.object({ code: text, vi: text, en: text, level: text })),
  groups: z.array(z.strictObject({ code: text, vi: text, en: text })),
  categories: z.array(leaf),
})

export type Category = z.infer<typeof leaf>
export type Taxonomy = z.infer<typeof taxonomy>

function read(data: unknown): Taxonomy {
  const parsed = taxonomy.safeParse(data)
  if (!parsed.success) throw new AppError('bad-data', 'taxonomy.json', { cause: parsed.error })
  const codes = new Set(parsed.data.categories.map((category) => category.code))
  const strays = parsed.data.categories.flatMap((category) => category.confusable.filter((code) => !codes.has(code)))
  if (strays.length > 0) throw new AppError('bad-data', `taxonomy.json names unknown categories ${strays.join(', ')}`)
  return parsed.data
}

/** Parsed once at load. @throws {AppError} `bad-data` there and then if the file does not fit its schema. */
export const TAXONOMY: Taxonomy = read(raw)
export const TAXONOMY_VERSION = TAXONOMY.version

const byCode = new Map(TAXONOMY.categories.map((category) => [category.code, category]))
const groups = new Map(TAXONOMY.groups.map((group) => [group.code, group]))

export function findCategory(code: string): Category | undefined {
  return byCode.get(code)
}

export function findGroup(code: string): Taxonomy['groups'][number] | undefined {
  return groups.get(code)
}

/** What an officer reads instead of the code; the code itself where the taxonomy no longer has it. */
export function categoryLabel(code: string, language: 'vi' | 'en' = 'vi'): string {
  return byCode.get(code)?.[language] ?? code
}

export function hasFlag(code: string, flag: string): boolean {
  return byCode.get(code)?.flags.includes(flag) ?? false
}
