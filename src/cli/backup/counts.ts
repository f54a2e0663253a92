/** Rows of these are never deleted: a restored system has at least as many as its backup counted. */
const KEPT = new Set([
  'assignments',
  'audit',
  'audit_heads',
  'conversations',
  'decisions',
  'deliveries',
  'events',
  'media',
  'migrations',
  'officers',
  'tips',
  'units',
])

export type Counts = Readonly<Record<string, number>>

/**
 * Tables that lack rows, as `tips: 3 of 5`. `exact` where the backup is of one moment; otherwise messages came in
 * between counting and its end, so what only grows must be at least as much, and what comes and goes proves nothing.
 */
export function findLosses(told: Counts, found: Counts, kind: 'exact' | 'at-least'): string[] {
  return Object.entries(told).flatMap(([table, expected]) => {
    const there = found[table] ?? 0
    const isSound = kind === 'exact' ? there === expected : there >= expected || !KEPT.has(table)
    return isSound ? [] : [`${table}: ${there} of ${expected}`]
  })
}
