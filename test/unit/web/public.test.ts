import { describe, expect, it } from 'vitest'
import { assetHref } from '../../../src/web/assets.ts'
import { ICON_NAMES } from '../../../src/web/parts/icon-names.ts'
import { makeWorld, post } from './fake-deps.ts'

const PAGES = ['/', '/bien-nhan', '/chat', '/an-toan', '/en', '/en/bien-nhan', '/en/chat', '/en/an-toan']

describe('every public page', () => {
  it('opens, calls 113, 114 and 115, offers a quick exit, and names its language', async () => {
    const { app } = makeWorld()
    for (const path of PAGES) {
      const answer = await app.request(path)
      const html = await answer.text()
      expect([path, answer.status]).toEqual([path, 200])
      for (const number of ['113', '114', '115']) expect(html).toContain(`href="tel:${number}"`)
      expect(html).toMatch(/<a class="button quick-exit" href="https:\/\/www\.google\.com\.vn\/"[^>]* data-quick-exit/)
      expect(html).toContain(`<html lang="${path.startsWith('/en') ? 'en' : 'vi'}"`)
      expect(html.match(/<h1/g)).toHaveLength(1)
      expect(html.match(/<main/g)).toHaveLength(1)
    }
  })

  it('holds nothing inline: no script, style or handler', async () => {
    const { app } = makeWorld()
    for (const path of PAGES) {
      const html = await (await app.request(path)).text()
      expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|javascript:/)
    }
  })

  it('speaks without exclamation marks and never of "đối tượng"', async () => {
    const { app } = makeWorld()
    for (const path of PAGES) {
      const html = (await (await app.request(path)).text()).replace('<!doctype html>', '')
      expect(html).not.toMatch(/!|đối tượng/)
    }
  })
})

describe('headers', () => {
  it('stand on pages, errors, static files and redirects alike', async () => {
    const { app } = makeWorld()
    for (const path of [...PAGES, '/khong-co', assetHref('public.css'), '/chat/events', '/chat/messages']) {
      const { headers } = await app.request(path)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('geolocation=(self)')
      expect(headers.get('strict-transport-security')).toContain('max-age=63072000')
      if (!path.startsWith('/static/')) expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  it('promise https only over https', async () => {
    const { app } = makeWorld({ isSecure: false })
    expect((await app.request('/')).headers.get('strict-transport-security')).toBeNull()
  })
})

describe('methods and paths', () => {
  it('answer HEAD like GET without a body, and OPTIONS with what is allowed', async () => {
    const { app } = makeWorld()
    for (const path of PAGES) {
      const head = await app.request(path, { method: 'HEAD' })
      expect([head.status, await head.text()]).toEqual([200, ''])
      const options = await app.request(path, { method: 'OPTIONS' })
      expect(options.status).toBe(204)
      expect(options.headers.get('allow')).toMatch(/^GET, HEAD/)
    }
  })

  it('answer 405 with Allow where a page does not take the method', async () => {
    const { app } = makeWorld()
    for (const [method, path] of [
      ['DELETE', '/'],
      ['PUT', '/chat'],
      ['GET', '/bien-nhan/tra-loi'],
      ['GET', '/chat/roi'],
    ] as const) {
      const answer = await app.request(path, { method })
      expect(answer.status).toBe(405)
      expect(answer.headers.get('allow')).toContain('OPTIONS')
    }
    expect((await post(app, '/an-toan', {})).status).toBe(405)
  })

  it('answer 404 in the language of the address, calling 113 all the same', async () => {
    const { app } = makeWorld()
    for (const path of ['/khong-co', '//console', '/%2Fconsole', '/console/..;/', '/static/x/../../package.json']) {
      expect((await app.request(path)).status).toBe(404)
    }
    expect(await (await app.request('/khong-co')).text()).toContain('Không có trang này')
    const english = await (await app.request('/en/nothing')).text()
    expect(english).toContain('No such page')
    expect(english).toContain('tel:113')
  })

  it('answer a fault that is ours with 500 and no word of its cause', async () => {
    const world = makeWorld()
    world.fault = new Error('secret cause')
    const page = await (await world.app.request('/bien-nhan')).text()
    const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const answer = await post(world.app, '/bien-nhan', { token, code: 'x' })
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('secret')
    expect(world.faults).toEqual([world.fault])
  })
})

describe('static files', () => {
  it('are kept for ever under the present hash, and not at all under another', async () => {
    const { app } = makeWorld()
    const now = await app.request(assetHref('public.css'))
    expect(now.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(now.headers.get('content-type')).toBe('text/css; charset=utf-8')
    const old = await app.request('/static/old/public.css')
    expect([old.status, old.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect((await app.request('/static/old/none.css')).status).toBe(404)
  })

  it('come compressed to whoever can read it', async () => {
    const { app } = makeWorld()
    const answer = await app.request(assetHref('public.css'), { headers: { 'accept-encoding': 'gzip, br' } })
    expect(answer.headers.get('content-encoding')).toBe('br')
    expect(answer.headers.get('vary')).toBe('accept-encoding')
  })

  it('weigh with the first page, itself uncompressed, at most 60 KB without the typeface', async () => {
    const { app } = makeWorld()
    const html = await (await app.request('/')).text()
    let bytes = Buffer.byteLength(html)
    for (const href of new Set(html.match(/\/static\/[^"#]+/g) ?? [])) bytes += await weigh(app, href)
    expect(bytes).toBeLessThan(60_000)
  })

  it('hold every icon once', async () => {
    const { app } = makeWorld()
    const sprite = await (await app.request(assetHref('icons.svg'))).text()
    for (const name of ICON_NAMES) expect(sprite.split(`<symbol id="${name}"`)).toHaveLength(2)
  })
})

async function weigh(app: ReturnType<typeof makeWorld>['app'], href: string): Promise<number> {
  const answer = await app.request(href, { headers: { 'accept-encoding': 'br' } })
  return (await answer.arrayBuffer()).byteLength
}

describe('settings', () => {
  it('that cannot serve stop the start', () => {
    expect(() => makeWorld({ exitHref: 'javascript:alert(1)' })).toThrow()
    expect(() => makeWorld({ formKey: new Uint8Array(8) })).toThrow(RangeError)
  })
})
