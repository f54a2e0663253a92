import { z } from 'zod'

/** Name and file of the signed log of what was destroyed, in the folder of the second store. */
export const DELETION_LOG = { name: 'deletions', fileName: 'deletions.jsonl' } as const

/** A line of it: what was destroyed, by which rule, on what basis, and who had it done. */
const body = z.looseObject({
  kind: z.enum(['tip', 'identity', 'key']),
  ref: z.string().min(1),
  rule: z.string().default(''),
  basis: z.string().default(''),
  by: z.string().default(''),
})
export type LoggedDeletion = Pick<z.output<typeof body>, 'kind' | 'ref' | 'rule' | 'basis' | 'by'>

/** Null for what is no line of it. */
export function readDeletionLine(value: unknown): LoggedDeletion | null {
  const parsed = body.safeParse(value)
  if (!parsed.success) return null
  const { kind, ref, rule, basis, by } = parsed.data
  return { kind, ref, rule, basis, by }
}

/** The log as who destroys sees it. A line is on disk before what it tells of is done. */
export interface DeletionLog {
  append(deletion: LoggedDeletion): Promise<void>
  /** Every line, proved. @throws {AppError} `bad-data` where one is not as it was written */
  read(): Promise<LoggedDeletion[]>
}
