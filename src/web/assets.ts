import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib'
import { Hono } from 'hono'
import { ICON_NAMES } from './parts/icon-names.ts'

interface Asset {
  type: string
  plain: Uint8Array<ArrayBuffer>
  /** Made when first asked for, so that no start waits for it; null where it would gain nothing. */
  compressed: { br(): Uint8Array<ArrayBuffer>; gzip(): Uint8Array<ArrayBuffer> } | null
}

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/** The nearest folder above with a package.json: `src/web/static` lies at the same place for source and for dist. */
function findRoot(from: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
  }
  throw new Error(`no package.json above ${from}`)
}

/** The symbols of {@link ICON_NAMES}, cut from the files of lucide-static: `<use href="icons.svg#name">`. */
function makeSprite(folder: string): string {
  const symbols = ICON_NAMES.map((name) => {
    const svg = readFileSync(join(folder, `${name}.svg`), 'utf8')
    const inside = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    return `<symbol id="${name}" viewBox="0 0 24 24">${inside.replace(/\s+/g, ' ').trim()}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}

function makeAsset(name: string, content: string | Uint8Array): Asset {
  const bytes = Buffer.from(content)
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)]
  if (type === undefined) throw new Error(`no media type is known for ${name}`)
  // woff2 is Brotli inside already.
  const isText = !name.endsWith('.woff2')
  return {
    type,
    plain: Uint8Array.from(bytes),
    compressed: isText
      ? {
          br: once(() =>
            brotliCompressSync(bytes, { params: { [zlib.BROTLI_PARAM_QUALITY]: zlib.BROTLI_MAX_QUALITY } }),
          ),
          gzip: once(() => gzipSync(bytes, { level: 9 })),
        }
      : null,
  }
}

function once(make: () => Buffer): () => Uint8Array<ArrayBuffer> {
  let made: Uint8Array<ArrayBuffer> | undefined
  return () => {
    made ??= Uint8Array.from(make())
    return made
  }
}

/** Where Leaflet asks the browser, as it loads, whether it draws SVG out of markup. */
const MARKUP_PROBE =
  /\((\w+)=document\.createElement\("div"\)\)\.innerHTML="<svg\/>","http:\/\/www\.w3\.org\/2000\/svg"===\(\1\.firstChild&&\1\.firstChild\.namespaceURI\)/

/**
 * Leaflet without that question, which trusted types forbid to ask: every browser we know of does. All else that writes
 * markup in it (its buttons, credits, popups given as strings) we do not use. @throws {Error} for another Leaflet.
 */
function takeMarkupOut(leaflet: string): string {
  if (!MARKUP_PROBE.test(leaflet)) throw new Error('this Leaflet asks for markup in another place: look at it anew')
  return leaflet.replace(MARKUP_PROBE, '!0').replace(/\n?\/\/# sourceMappingURL=.*/, '')
}

/** A room's stylesheet (`public.css`, `desk.css`) is served as tokens + base + itself: one request. */
function readAssets(): Map<string, Asset> {
  const root = findRoot(import.meta.dirname)
  const folder = join(root, 'src/web/static')
  const require = createRequire(import.meta.url)
  const packageFolder = (name: string) => dirname(require.resolve(`${name}/package.json`))
  const assets = new Map<string, Asset>()
  const shared = ['tokens.css', 'base.css'].map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  for (const name of readdirSync(folder).sort()) {
    if (name === 'tokens.css' || name === 'base.css' || !(name.slice(name.lastIndexOf('.') + 1) in TYPES)) continue
    const text = readFileSync(join(folder, name), 'utf8')
    // Comes besides a room's own.
    if (name === 'map.css') continue
    assets.set(name, makeAsset(name, name.endsWith('.css') ? `${shared}\n${text}` : text))
  }
  // Its one file for browsers names itself `SimpleWebAuthnBrowser`; its modules would be a dozen requests.
  const webauthn = join(dirname(require.resolve('@simplewebauthn/browser')), '../dist/bundle/index.umd.min.js')
  assets.set('webauthn.js', makeAsset('webauthn.js', readFileSync(webauthn, 'utf8')))
  const leaflet = join(packageFolder('leaflet'), 'dist')
  assets.set('leaflet.js', makeAsset('leaflet.js', takeMarkupOut(readFileSync(join(leaflet, 'leaflet.js'), 'utf8'))))
  const mapStyle = [join(leaflet, 'leaflet.css'), join(folder, 'map.css')].map((file) => readFileSync(file, 'utf8'))
  assets.set('map.css', makeAsset('map.css', mapStyle.join('\n')))
  const topojson = join(packageFolder('topojson-client'), 'dist/topojson-client.min.js')
  assets.set('topojson.js', makeAsset('topojson.js', readFileSync(topojson, 'utf8')))
  // It lets nobody ask for its package.json.
  const supercluster = join(dirname(require.resolve('supercluster')), 'dist/supercluster.min.js')
  assets.set('supercluster.js', makeAsset('supercluster.js', readFileSync(supercluster, 'utf8')))
  assets.set('icons.svg', makeAsset('icons.svg', makeSprite(join(packageFolder('lucide-static'), 'icons'))))
  for (const subset of ['vietnamese', 'latin']) {
    for (const weight of [400, 600]) {
      const file = `files/be-vietnam-pro-${subset}-${weight}-normal.woff2`
      const name = `be-vietnam-pro-${subset}-${weight}.woff2`
      assets.set(name, makeAsset(name, readFileSync(join(packageFolder('@fontsource/be-vietnam-pro'), file))))
    }
  }
  return assets
}

// Read once at import: the files are as much part of the program as the code beside them.
const assets = readAssets()
const release = hashAll(assets)

/** One hash over every file: any change gives all of them new addresses, and CSS may name its fonts relatively. */
function hashAll(all: Map<string, Asset>): string {
  const hash = createHash('sha256')
  for (const [name, asset] of all) hash.update(name).update('\0').update(asset.plain).update('\0')
  return hash.digest('base64url').slice(0, 12)
}

/** Address of a static file of this release, such as `/static/<hash>/public.css`. @throws if there is no such file. */
export function assetHref(name: string): string {
  if (!assets.has(name)) throw new Error(`no static file ${name}`)
  return `/static/${release}/${name}`
}

/**
 * Serves `/static/<hash>/<name>` for ever under the present hash. An older hash gets the present file uncached, so
 * that a page opened just before an update keeps its looks. Only names read at start exist: no path reaches the disk.
 */
export function makeAssetRoutes(): Hono {
  const app = new Hono()
  app.get('/static/:hash/:name', (c) => {
    const asset = assets.get(c.req.param('name'))
    if (asset === undefined) return c.notFound()
    const accepted = c.req.header('accept-encoding') ?? ''
    const wanted = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
    const encoding = asset.compressed === null ? null : wanted
    const body = encoding === null ? asset.plain : (asset.compressed?.[encoding]() ?? asset.plain)
    const isCurrent = c.req.param('hash') === release
    return c.body(body, 200, {
      'content-type': asset.type,
      'content-length': String(body.byteLength),
      'cache-control': isCurrent ? 'public, max-age=31536000, immutable' : 'no-store',
      vary: 'accept-encoding',
      ...(encoding === null ? {} : { 'content-encoding': encoding }),
    })
  })
  return app
}
