import { createHash } from 'node:crypto'
import type pg from 'pg'

/** A text asked so often is worth a plan of its own on each connection. */
const ASKED_MIN = 5
/** Plans are kept by every connection; lists of different lengths make texts of their own. */
const NAMED_MAX = 80
/** A plan whose table has changed under it (Postgres manual, appendix A: feature_not_supported). */
const STALE_PLAN = '0A000'

const asked = new Map<string, number>()
const names = new Map<string, string>()
let generation = 0

/**
 * Lets Postgres keep the plans of statements that are asked again and again: parsing and planning was two thirds of the
 * time of small ones, and a fifth of accepting a batch (measured). After a migration under a running process the first
 * such statement fails once, and all are planned anew.
 */
export function keepPlans(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>
  const ask = (...args: unknown[]): Promise<unknown> => {
    const [text, values] = args
    const name = typeof text === 'string' && Array.isArray(values) && args.length === 2 ? nameOf(text) : undefined
    if (name === undefined) return query(...args)
    return query({ name, text, values }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === STALE_PLAN) forgetNames()
      throw error
    })
  }
  // Only the form that Kysely uses is changed; every other is passed on as it came.
  client.query = ask as typeof client.query
}

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= NAMED_MAX) return undefined
  const count = (asked.get(text) ?? 0) + 1
  if (count < ASKED_MIN) {
    // Texts asked once or twice would fill the count for ever.
    if (asked.size > 10 * NAMED_MAX) asked.clear()
    asked.set(text, count)
    return undefined
  }
  asked.delete(text)
  const name = `${generation}-${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`
  names.set(text, name)
  return name
}

/** New names: what the connections hold under the old ones is never asked for again. */
function forgetNames(): void {
  generation += 1
  names.clear()
}
