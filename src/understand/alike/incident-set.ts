import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { WORSENINGS } from '../../domain/incident.ts'

const line = z.object({
  id: z.string(),
  /** Which event it tells of. */
  incident: z.string(),
  /** Events that belong together without being one. */
  series: z.string().nullable(),
  relation: z.enum(['first', 'repeat', 'copy', 'witness', 'escalation']),
  escalates: z.enum(WORSENINGS).nullable(),
  sender: z.string(),
  at: z.iso.datetime({ offset: true }),
  category: z.string(),
  text: z.string(),
})
export type IncidentLine = z.output<typeof line>

/** Tips of a set in the order they were received. @throws {AppError} `bad-data` naming the line */
export function readIncidentSet(content: string): IncidentLine[] {
  const rows = content.split('\n').flatMap((text, at) => {
    if (text.trim() === '') return []
    const parsed = line.safeParse(parse(text))
    if (!parsed.success) throw new AppError('bad-data', `line ${at + 1} is no tip of an incident`)
    return [parsed.data]
  })
  return rows.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
