/** Prefixes of the ids that appear in logs and jobs. */
export type IdKind = 'evt' | 'cnv' | 'tip' | 'out' | 'dlv' | 'ofc' | 'dec' | 'req' | 'ddl' | 'med'

/** `tip_` and a UUIDv7 (RFC 9562): sortable by time of making, recognisable in a log. */
export function newId(kind: IdKind, nowMs: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let i = 5, time = nowMs; i >= 0; i--, time = Math.floor(time / 256)) bytes[i] = time % 256
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${kind}_${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
