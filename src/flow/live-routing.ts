import { DEFAULT_ROUTING, readRouting } from '../data/routing.ts'
import { AppError } from '../domain/errors.ts'
import type { NumberedRules, RoutingRules } from '../domain/routing-rules.ts'
import type { Db } from '../storage/db.ts'
import { findActiveRouting } from '../storage/routing.ts'

/** The rules in force, held in memory by whoever routes. */
export interface LiveRouting {
  current(): NumberedRules
  /** Reads again which are in force: at start, when `routing` is heard, and after a gap. Never throws. */
  refresh(): Promise<void>
}

/**
 * Begins with the rules of the program. A stored document that this program cannot read any more is reported, and the
 * rules that were held before stay: tips must go somewhere.
 */
export function makeLiveRouting(parts: { db: Db; onError: (error: unknown) => void }): LiveRouting {
  let held: NumberedRules = { number: 0, rules: DEFAULT_ROUTING }
  return {
    current: () => held,
    async refresh() {
      try {
        held = await loadRouting(parts.db)
      } catch (error) {
        parts.onError(error)
      }
    },
  }
}

/** The rules in force. @throws {AppError} `bad-data` for a stored document that breaks the law or fits no more */
export async function loadRouting(db: Db): Promise<NumberedRules> {
  const active = await findActiveRouting(db)
  if (active === null) return { number: 0, rules: DEFAULT_ROUTING }
  return { number: active.number, rules: readStored(active.number, active.body) }
}

/** A document as it was written down. Categories that came later go by the program's own lines. */
export function readStored(number: number, body: unknown): RoutingRules {
  const read = readRouting(withNewCategories(body))
  if (!read.ok) throw new AppError('bad-data', `routing ${number}: ${read.faults.map(({ at }) => at).join(', ')}`)
  return read.rules
}

function withNewCategories(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('categories' in body)) return body
  const { categories } = body
  if (typeof categories !== 'object' || categories === null) return body
  return { ...body, categories: { ...DEFAULT_ROUTING.categories, ...categories } }
}
