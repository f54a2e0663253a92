import { type Context, Hono } from 'hono'
import { normaliseReceipt } from '../domain/receipt.ts'
import { makeDeskCookies } from './desk-session.ts'
import { isPassing } from './faults.ts'
import { isForeignRequest } from './foreign-origin.ts'
import { LOOKUP_WAIT_S, makeLimits } from './limits.ts'
import { makeSecurityHeaders } from './security-headers.ts'

export const LOCATE_PATH = '/api/locate'

/** A text, a pin, or both. */
export interface PlaceQuery {
  text: string
  pin: { lat: number; lon: number; accuracyMetres: number | null } | null
}

/** What is answered, as JSON; the shape is public. */
export interface PlaceAnswer {
  release: string
  /** Five digits, where one commune stands alone and clear. */
  commune: string | null
  /** Two digits. */
  province: string | null
  candidates: readonly { code: string; name: string; score: number }[]
  /** What would decide it; null once decided. */
  unclear: string | null
  /** Which words counted, for which area and how heavily. */
  reasons: readonly unknown[]
}

export interface LocateDeps {
  /** Pure, and nothing of the query is kept; null while no gazetteer is loaded. */
  locate(query: PlaceQuery): PlaceAnswer | null
  /** Counts one question of the officer whose session this is; false where nobody is signed in. */
  countQuestion(session: string): Promise<boolean>
  /** From the socket, or from the known proxy's header. Used for the limit alone, never kept or logged. */
  clientAddress(c: Context): string
  now(): Date
}

export interface LocateSettings {
  /** Whether those who are not signed in may ask too. */
  isPublic: boolean
  /** False only for plain http on this machine: no `__Host-` cookie, no HSTS. */
  isSecure: boolean
  /** Faults go here (ids only in logs) before the asker sees 503 or 500. */
  onFault?: (fault: unknown) => void
}

/** As long as a tip's own account of a place; the longest address in full has some 200. */
const TEXT_MAX = 500
const DECIMAL = /^-?\d{1,3}(?:\.\d{1,15})?$/
const METRES = /^\d{1,7}(?:\.\d{1,3})?$/
/** Until a gazetteer is loaded, or a database is back. */
const NOT_READY_WAIT_S = 10

const STATUS = {
  'bad-query': 400,
  'signed-out': 401,
  'not-found': 404,
  'not-allowed': 405,
  'too-long': 413,
  'too-many': 429,
  fault: 500,
  'not-ready': 503,
} as const
type Refusal = keyof typeof STATUS

/**
 * `GET /api/locate?q=…`, `?lat=…&lon=…[&accuracy=…]`, or both: which commune is meant, and why. For officers who are signed
 * in, each question counted without its content, and for the public where that is set. Mount it at the root, before the
 * pages. Refusals are JSON with one code word.
 */
export function makeLocateApi(deps: LocateDeps, settings: LocateSettings): Hono {
  const limits = makeLimits(() => deps.now())
  const cookies = makeDeskCookies(settings.isSecure)
  const mayAsk = async (c: Context): Promise<boolean> => {
    const session = cookies.readSession(c)
    return (session !== null && (await deps.countQuestion(session))) || settings.isPublic
  }

  const app = new Hono()
  app.onError((fault, c) => {
    settings.onFault?.(fault)
    return refuse(c, isPassing(fault) ? 'not-ready' : 'fault')
  })
  app.use(LOCATE_PATH, makeSecurityHeaders(settings))
  app.get(LOCATE_PATH, async (c) => {
    // A receipt in an address would stay in histories and logs: such an address does not exist.
    if (Object.values(c.req.queries()).some((all) => all.some((one) => normaliseReceipt(one) !== null))) {
      return refuse(c, 'not-found')
    }
    if (!limits.takeLookup(deps.clientAddress(c))) return refuse(c, 'too-many')
    if (isForeignRequest(c) || !(await mayAsk(c))) return refuse(c, 'signed-out')
    const read = readQuery(c.req.queries())
    if (!read.ok) return refuse(c, read.reason)
    const answer = deps.locate(read.query)
    return answer === null ? refuse(c, 'not-ready') : c.json(answer)
  })
  app.all(LOCATE_PATH, (c) => {
    c.header('allow', 'GET, HEAD, OPTIONS')
    return c.req.method === 'OPTIONS' ? c.body(null, 204) : refuse(c, 'not-allowed')
  })
  return app
}

function refuse(c: Context, reason: Refusal): Response {
  if (reason === 'too-many') c.header('retry-after', String(LOOKUP_WAIT_S))
  if (reason === 'not-ready') c.header('retry-after', String(NOT_READY_WAIT_S))
  return c.json({ error: reason }, STATUS[reason])
}

type QueryReading = { ok: true; query: PlaceQuery } | { ok: false; reason: 'bad-query' | 'too-long' }

/** A name that comes twice, or half a pin, means nobody knows what. */
function readQuery(queries: Record<string, string[]>): QueryReading {
  const bad = { ok: false, reason: 'bad-query' } as const
  const names = ['q', 'lat', 'lon', 'accuracy'] as const
  if (names.some((name) => (queries[name]?.length ?? 0) > 1)) return bad
  const [text = '', lat, lon, accuracy] = names.map((name) => queries[name]?.[0])
  if (text.length > TEXT_MAX) return { ok: false, reason: 'too-long' }
  if (lat === undefined && lon === undefined && accuracy === undefined) {
    return text.trim() === '' ? bad : { ok: true, query: { text, pin: null } }
  }
  if (lat === undefined || lon === undefined || !DECIMAL.test(lat) || !DECIMAL.test(lon)) return bad
  if (Math.abs(Number(lat)) > 90 || Math.abs(Number(lon)) > 180) return bad
  if (accuracy !== undefined && !METRES.test(accuracy)) return bad
  const accuracyMetres = accuracy === undefined ? null : Number(accuracy)
  return { ok: true, query: { text, pin: { lat: Number(lat), lon: Number(lon), accuracyMetres } } }
}
