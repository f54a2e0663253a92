import { describe, expect, it } from 'vitest'
import { makeWorld, post, readToken, type World } from './fake-deps.ts'

const SESSION = /^__Host-chat=([A-Za-z0-9_-]{43}); /
const JSON_HEADERS = { accept: 'application/json' }

/** Says something and gives the cookie, as `name=value`. */
async function begin(world: World, text = 'Có người lạ'): Promise<string> {
  const answer = await post(world.app, '/chat', { token: await readToken(world.app, '/chat'), text })
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

describe('the chat', () => {
  it('gives out no session before the first message, then one of 256 bits that no script or other site sees', async () => {
    const world = makeWorld()
    const page = await world.app.request('/chat')
    expect(page.headers.get('set-cookie')).toBeNull()
    const answer = await post(world.app, '/chat', { token: await readToken(world.app, '/chat'), text: 'Chào' })
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(SESSION)
    for (const rule of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(rule)
    expect(cookie).not.toMatch(/Domain|Max-Age|Expires/)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/chat#tin-moi'])
    expect([...world.chats.values()].flat()).toMatchObject([{ content: { type: 'text', text: 'Chào' } }])
  })

  it('keeps its session to plain names on plain http', async () => {
    const world = makeWorld({ isSecure: false })
    expect(await begin(world)).toMatch(/^chat=/)
  })

  it('goes on under the same session', async () => {
    const world = makeWorld()
    const cookie = await begin(world)
    const token = await readToken(world.app, '/chat', { cookie })
    const answer = await post(world.app, '/chat', { token, text: 'Ở chợ' }, { cookie })
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect([...world.chats.values()]).toHaveLength(1)
    expect([...world.chats.values()][0]).toHaveLength(2)
  })

  it('ignores a session that is not of our making’s shape', async () => {
    const world = makeWorld()
    const token = await readToken(world.app, '/chat')
    await post(world.app, '/chat', { token, text: 'x' }, { cookie: "__Host-chat=' OR 1=1--" })
    expect([...world.chats.keys()][0]).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('says a message once, however often the same form is sent', async () => {
    const world = makeWorld()
    const cookie = await begin(world)
    const token = await readToken(world.app, '/chat', { cookie })
    for (let i = 0; i < 3; i++) await post(world.app, '/chat', { token, text: 'Ở chợ' }, { cookie })
    expect([...world.chats.values()][0]).toHaveLength(2)
  })

  it('passes buttons and positions on, and takes no made-up button', async () => {
    const world = makeWorld()
    const send = async (fields: Record<string, string>) =>
      post(world.app, '/chat', { token: await readToken(world.app, '/chat'), ...fields })
    await send({ button: 'now:1' })
    await send({ lat: '21.3', lon: '105.6' })
    expect([...world.chats.values()].flat().map((one) => one.content)).toEqual([
      { type: 'button', data: 'now:1' },
      { type: 'location', lat: 21.3, lon: 105.6 },
    ])
    expect((await send({ button: '<script>' })).status).toBe(400)
  })

  it('gives empty and endless messages back with a word, and loses none while the database is away', async () => {
    const world = makeWorld()
    const send = async (text: string, headers = {}) =>
      post(world.app, '/chat', { token: await readToken(world.app, '/chat'), text }, headers)
    expect((await send(' ')).status).toBe(400)
    const long = await send('x'.repeat(100_000))
    expect(long.status).toBe(400)
    expect(await long.text()).toContain('x'.repeat(100_000))
    world.isDown = true
    const away = await send('Có trộm')
    expect(away.status).toBe(503)
    expect(await away.text()).toContain('Có trộm</textarea>')
    const script = await send('Có trộm', JSON_HEADERS)
    expect(script.status).toBe(503)
    expect(await script.json()).toMatchObject({ ok: false, token: expect.any(String) })
  })

  it('is closed to posts without a token and from other sites', async () => {
    const world = makeWorld()
    const token = await readToken(world.app, '/chat')
    expect((await post(world.app, '/chat', { text: 'x' })).status).toBe(403)
    expect((await post(world.app, '/chat', { text: 'x', token }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect(world.chats.size).toBe(0)
  })

  it('marks the machine, reads new messages politely, and keeps buttons under the message still unanswered', async () => {
    const world = makeWorld()
    const at = world.now
    const buttons = [{ label: 'Đang xảy ra', data: 'now' }]
    world.thread.entries = [
      { id: 'a', from: 'assistant', text: 'Cũ', at, buttons: [{ label: 'Nút cũ', data: 'old' }] },
      { id: 'b', from: 'citizen', text: 'Vâng', at },
      { id: 'c', from: 'assistant', text: 'Có đang xảy ra không?', at, buttons },
    ]
    const cookie = await begin(world)
    const html = await (await world.app.request('/chat', { headers: { cookie } })).text()
    expect(html).toContain('role="log" aria-live="polite"')
    expect(html).toContain('Trợ lý tự động')
    expect(html).toContain('name="button" value="now">Đang xảy ra</button>')
    expect(html).not.toContain('Nút cũ')
    expect(html).toContain('Tải tin mới')
  })

  it('gives scripts the messages as pieces of plain text, and nothing without a session', async () => {
    const world = makeWorld()
    world.thread.entries = [{ id: 'a', from: 'citizen', text: '<i>a</i>\u202e', at: world.now }]
    const cookie = await begin(world)
    const read = async (headers = {}) => (await world.app.request('/chat/messages', { headers })).json()
    expect(await read()).toEqual({ entries: [], since: '' })
    expect(await read({ cookie })).toMatchObject({
      entries: [{ from: 'citizen', pieces: [{ text: '<i>a</i>' }, { mark: 'U+202E' }], calls: [], buttons: [] }],
    })
  })

  it('is taken off the device on request', async () => {
    const world = makeWorld()
    const cookie = await begin(world)
    const token = await readToken(world.app, '/chat', { cookie })
    const answer = await post(world.app, '/chat/roi', { token }, { cookie })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-chat=; Max-Age=0/)
  })
})

describe('the event stream', () => {
  it('says that something changed, without saying what, and lets go when the reader leaves', async () => {
    const world = makeWorld()
    const cookie = await begin(world)
    const answer = await world.app.request('/chat/events', { headers: { cookie } })
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    const reader = answer.body?.getReader()
    const next = async () => new TextDecoder().decode((await reader?.read())?.value)
    expect(await next()).toBe('data: 1\n\n')
    for (const tell of world.listeners) tell()
    expect(await next()).toBe('data: 1\n\n')
    await reader?.cancel()
    expect(world.listeners.size).toBe(0)
  })

  it('holds no more notices than a slow reader needs', async () => {
    const world = makeWorld()
    const cookie = await begin(world)
    const answer = await world.app.request('/chat/events', { headers: { cookie } })
    for (let i = 0; i < 1000; i++) for (const tell of world.listeners) tell()
    for (const tell of world.listeners) expect(tell).not.toThrow()
    await answer.body?.cancel()
  })

  it('ends with the connection', async () => {
    const world = makeWorld()
    const cookie = await begin(world)
    const connection = new AbortController()
    await world.app.request('/chat/events', { headers: { cookie }, signal: connection.signal })
    expect(world.listeners.size).toBe(1)
    connection.abort()
    expect(world.listeners.size).toBe(0)
  })

  it('stays shut without a session, and opens nothing for HEAD', async () => {
    const world = makeWorld()
    expect((await world.app.request('/chat/events')).status).toBe(204)
    const cookie = await begin(world)
    expect((await world.app.request('/chat/events', { method: 'HEAD', headers: { cookie } })).status).toBe(204)
    expect(world.listeners.size).toBe(0)
  })
})
