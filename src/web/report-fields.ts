import { z } from 'zod'
import type { FormReport } from '../domain/message.ts'
import { isBlank, TEXT_MAX } from './form-body.ts'
import type { FormError } from './parts/error-summary.tsx'
import type { Words } from './parts/words-vi.ts'
import type { ReportContact } from './public-deps.ts'

export const WHEN_CHOICES = ['now', 'today', 'yesterday', 'other'] as const

const text = z.string().default('')

/** The public form as sent; unknown fields are dropped, missing ones are empty. Names are also the ids of the boxes. */
const ReportFields = z.object({
  what: text,
  where: text,
  when: z.enum(['', ...WHEN_CHOICES]).catch(''),
  'when-text': text,
  people: text,
  name: text,
  phone: text,
  lat: text,
  lon: text,
  /** The unit a poster's address was bound to. */
  unit: text,
})

export type ReportFields = z.infer<typeof ReportFields>

/** In UTF-16 units. Generous: whoever pastes a whole address or story into the wrong box should not be sent back. */
const LENGTH_MAX = { what: TEXT_MAX, where: 2_000, 'when-text': 500, people: TEXT_MAX, name: 200, phone: 100 } as const

/** How a choice is told to officers and to the analysis, whatever the language of the page. */
const WHEN_WORDS = { now: 'đang xảy ra', today: 'hôm nay', yesterday: 'hôm qua', other: '', '': '' } as const

/** Never fails: what is no text is empty. */
export function readReportFields(sent: Record<string, string>): ReportFields {
  return ReportFields.parse(sent)
}

/** What must be mended before the report can be taken, in the order of the page. */
export function findReportErrors(fields: ReportFields, words: Words): FormError[] {
  const errors: FormError[] = []
  if (isBlank(fields.what)) errors.push({ field: 'what', text: words.error.what })
  for (const name of ['what', 'where', 'when-text', 'people', 'name', 'phone'] as const) {
    const max = LENGTH_MAX[name]
    if (fields[name].length > max) {
      errors.push({ field: name, text: words.error.tooLong(max.toLocaleString('vi-VN')) })
    }
  }
  return errors
}

/** The report as the channels speak it: every text as typed, empty parts left out. */
export function toReport(fields: ReportFields): FormReport {
  const when = [WHEN_WORDS[fields.when], fields['when-text']].filter((part) => !isBlank(part)).join(', ')
  const location = readLocation(fields)
  return {
    what: fields.what,
    ...(isBlank(fields.where) ? {} : { where: fields.where }),
    ...(when === '' ? {} : { when }),
    ...(isBlank(fields.people) ? {} : { people: fields.people }),
    ...(fields.when === 'now' ? { happeningNow: true } : {}),
    ...(location === null ? {} : { location }),
    ...(/^[a-z0-9-]{1,64}$/.test(fields.unit) ? { unitHint: fields.unit } : {}),
  }
}

/** Null unless a name or a number was left. */
export function toContact(fields: ReportFields): ReportContact | null {
  if (isBlank(fields.name) && isBlank(fields.phone)) return null
  return {
    ...(isBlank(fields.name) ? {} : { name: fields.name }),
    ...(isBlank(fields.phone) ? {} : { phone: fields.phone }),
  }
}

/** A position on Earth in degrees, or null: a broken one never stops a report. */
export function readLocation(sent: { lat?: string; lon?: string }): { lat: number; lon: number } | null {
  if (!sent.lat || !sent.lon) return null
  const lat = Number(sent.lat)
  const lon = Number(sent.lon)
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null
}
