import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'
import { Hono } from 'hono'
import type { Point } from '../domain/position.ts'

/** What maps are drawn on: one release of the gazetteer. Official and open, the same to everybody. */
export interface MapGround {
  /** Id of the release, part of every address: what lies there never changes. */
  release: string
  /** False where the release knows no borders, as the one that a fresh installation begins with: nothing can be drawn. */
  hasBorders: boolean
  /** TopoJSON of the communes of a province by its code, or of all provinces as `vn`; null for anything else. */
  outline(area: string): string | null
  commune(code: string): { name: string; province: string; inside: Point | null } | null
}

const GROUND_PATH = '/dia-gioi'

/** Of the whole country. */
export const COUNTRY = 'vn'

/** Where the borders of an area lie: `vn` or a province's code. Null where there are none to draw. */
export function groundHref(ground: MapGround | null, area: string): string | null {
  return ground?.hasBorders ? `${GROUND_PATH}/${ground.release}/${area}.json` : null
}

const ENCODERS = {
  br: (text: string) => promisify(brotliCompress)(text, { params: { [zlib.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (text: string) => promisify(gzip)(text, { level: 9 }),
} as const

/**
 * `GET /dia-gioi/<release>/<area>.json`, to be kept for ever; of another release than the one in use 404. Each area is drawn and
 * compressed once.
 */
export function makeGroundRoutes(current: () => MapGround | null): Hono {
  const kept = new WeakMap<MapGround, Map<string, Promise<Uint8Array<ArrayBuffer>>>>()

  const bodyOf = (ground: MapGround, area: string, encoding: keyof typeof ENCODERS | null, text: string) => {
    const bodies = kept.get(ground) ?? new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
    kept.set(ground, bodies)
    const key = `${area} ${encoding}`
    const body = bodies.get(key) ?? compress(text, encoding)
    bodies.set(key, body)
    return body
  }

  const app = new Hono()
  app.get(`${GROUND_PATH}/:release/:file`, async (c) => {
    const ground = current()
    const area = /^([a-z0-9]{2})\.json$/.exec(c.req.param('file'))?.[1]
    if (ground === null || area === undefined || c.req.param('release') !== ground.release) return c.notFound()
    const text = ground.outline(area)
    if (text === null) return c.notFound()
    const tag = `"${ground.release}-${area}"`
    const headers = { 'cache-control': 'public, max-age=31536000, immutable', etag: tag, vary: 'accept-encoding' }
    if (c.req.header('if-none-match') === tag) return c.body(null, 304, headers)
    const accepted = c.req.header('accept-encoding') ?? ''
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
    return c.body(await bodyOf(ground, area, encoding, text), 200, {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      ...(encoding === null ? {} : { 'content-encoding': encoding }),
    })
  })
  return app
}

async function compress(text: string, encoding: keyof typeof ENCODERS | null): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(encoding === null ? Buffer.from(text) : await ENCODERS[encoding](text))
}
