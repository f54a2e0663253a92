import { AppError } from '../domain/errors.ts'
import { isUnreachable } from '../storage/db.ts'

/** True for a fault that passes: nothing the visitor did, and worth trying again with the same words. */
export function isPassing(fault: unknown): boolean {
  return isUnreachable(fault) || (fault instanceof AppError && fault.status === 503)
}

/** What a page answers to a fault: 503 where it passes, 413 for bodies, else 500. */
export function statusOf(fault: unknown): 413 | 500 | 503 {
  if (isPassing(fault)) return 503
  return fault instanceof AppError && fault.status === 413 ? 413 : 500
}
