/** RFC 3339 instant of a platform's clock in milliseconds since 1970; null where it gave none or an absurd one. */
export function toInstant(epochMs: number | undefined): string | null {
  if (epochMs === undefined || epochMs <= 0) return null
  const date = new Date(epochMs)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
