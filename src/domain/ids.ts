/** Prefixes of the ids that appear in logs and jobs. */
export type IdKind =
  | 'evt'
  | 'cnv'
  | 'tip'
  | 'out'
  | 'dlv'
  | 'ofc'
  | 'dec'
  | 'req'
  | 'ddl'
  | 'med'
  | 'unc'
  | 'uns'
  | 'usd'
  | 'exc'
  | 'del'
  | 'cor'
  | 'ret'
  | 'slp'
  | 'ser'
  | 'sal'
  | 'inc'
  | 'sug'
  | 'act'

/** `tip_` and a UUIDv7 (RFC 9562): sortable by time of making, recognisable in a log. */
export function newId(kind: IdKind, nowMs: number = Date.now()): string {
  const bytes = takeRandom()
  for (let i = 5, time = nowMs; i >= 0; i--, time = Math.floor(time / 256)) bytes[i] = time % 256
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  let hex = ''
  for (const byte of bytes) hex += HEX[byte]
  return `${kind}_${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const ID_BYTES = 16
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Three or four ids a message: the generator is asked once for many. */
let pool = new Uint8Array(0)

function takeRandom(): Uint8Array {
  if (pool.length < ID_BYTES) pool = crypto.getRandomValues(new Uint8Array(256 * ID_BYTES))
  const taken = pool.slice(0, ID_BYTES)
  pool = pool.subarray(ID_BYTES)
  return taken
}
