import { z } from 'zod'
import type { PlaceFinding } from '../domain/place.ts'
import type { Evidence } from '../domain/tip.ts'
import type { Analysis } from '../understand/analysis.ts'

/** One line of the input. `receivedAt` is RFC 3339 with an offset. */
const inputLine = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  receivedAt: z.iso.datetime({ offset: true }),
  channel: z.string().min(1),
  text: z.string(),
  location: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).nullish(),
  reporter: z.union([z.string(), z.number()]).transform(String).nullish(),
})
export type InputLine = z.output<typeof inputLine>

export interface BadLine {
  id: string | null
  /** From 1. */
  line: number
  error: string
}

export type ReadLine = { ok: true; value: InputLine } | { ok: false; value: BadLine }

/** Every line that is not blank, read or refused with its number; one bad line spoils no other. */
export function readLines(text: string): ReadLine[] {
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((raw, index): ReadLine[] => (raw.trim() === '' ? [] : [readLine(raw, index + 1)]))
}

function readLine(raw: string, line: number): ReadLine {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    return { ok: false, value: { id: null, line, error: 'not JSON' } }
  }
  const parsed = inputLine.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const error = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`).join('; ')
  return { ok: false, value: { id: idOf(value), line, error } }
}

function idOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null
  return typeof value.id === 'string' || typeof value.id === 'number' ? String(value.id) : null
}

/** What triage found, as the command prints it. */
export function describeLine(
  id: string,
  found: {
    analysis: Analysis
    place: PlaceFinding
    route: { primary: { unit: string } | null; also: readonly { unit: string }[] }
    duplicateOf: string | null
    link: 'copy' | 'confirmed' | 'suggested' | 'none'
  },
) {
  const { analysis, place, route } = found
  const { entities } = analysis
  const evidence: Evidence[] = [...analysis.evidence, ...analysis.aboutPolice, ...place.evidence]
  return {
    id,
    kind: analysis.kind,
    category: analysis.category,
    categories: analysis.categories,
    urgency: analysis.urgency,
    callNow: analysis.callNow,
    situations: [...new Set(analysis.situations.filter((one) => one.tense !== 'past').map((one) => one.id))],
    place: {
      release: place.release,
      // The commune, and the police of the commune, which bears the same code.
      commune: place.commune,
      unit: place.commune,
      province: place.province,
      candidates: place.candidates,
      ambiguous: place.ambiguous,
      unclear: place.unclear,
    },
    route: { unit: route.primary?.unit ?? null, also: route.also.map((one) => one.unit) },
    incident: found.duplicateOf ?? id,
    duplicateOf: found.duplicateOf,
    link: found.link,
    suggestions: [] as { id: string; p: number }[],
    series: null,
    entities: {
      plates: entities.plates.map((one) => one.value),
      phones: entities.phones.map((one) => one.value),
      accounts: entities.accounts.map((one) => one.value),
      urls: entities.urls.map((one) => one.value),
      handles: entities.handles.map((one) => one.value),
      moneyVnd: entities.money.map((one) => one.value),
      when: entities.when?.value ?? null,
    },
    evidence,
  }
}

export type OutputLine = ReturnType<typeof describeLine>
