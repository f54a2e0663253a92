import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { readWork, solveWork } from '../../support/solve-work.ts'
import { makeWorld, post, RECEIPT, readToken, tokenIn, type World } from './fake-deps.ts'

const AWAY = new AppError('database-unreachable', 'statement timeout')

/** Sends reports until the network of `world.address` has none left; gives the answer that was refused. */
async function floodForm(world: World): Promise<Response> {
  const token = await readToken(world.app, '/')
  for (let i = 0; i < 700; i++) {
    const answer = await post(world.app, '/', { token, what: `Mất xe ${i}` })
    if (answer.status !== 200) return answer
  }
  throw new Error('nothing was refused')
}

describe('a form past its network’s limit', { timeout: 60_000 }, () => {
  it('keeps every word, says when to come back and whom to call, and asks a browser for work instead', async () => {
    const world = makeWorld()
    await floodForm(world)
    expect(world.filed.size).toBe(600)
    const token = await readToken(world.app, '/')
    const answer = await post(world.app, '/', { token, what: 'Có trộm', where: 'Số 5', phone: '090 1' })
    const html = await answer.text()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60'])
    for (const kept of ['Có trộm</textarea>', 'Số 5</textarea>', 'value="090 1"']) expect(html).toContain(kept)
    expect(html).toContain('xin gọi 113, 114 hoặc 115')
    expect(html).toContain('Anh/Chị đợi một phút rồi gửi lại.')
    expect(html).toContain('/work.js"')
    expect(readWork(html)).not.toBeNull()
    expect(html).toContain('data-send="yes"')
  })

  it('is taken with the work done, once: another text, form or time needs other work', async () => {
    const world = makeWorld()
    const html = await (await floodForm(world)).text()
    const filed = world.filed.size
    const fields = { token: tokenIn(html), what: 'Có trộm', ...solveWork(readWork(html)) }
    expect((await post(world.app, '/', fields)).status).toBe(200)
    expect((await post(world.app, '/', fields)).status, 'a repeat of the same').toBe(200)
    expect(world.filed.size).toBe(filed + 1)

    const reused = await post(world.app, '/', { ...fields, what: 'Tin khác' })
    expect(reused.status).toBe(400)
    const page = await reused.text()
    expect(page).toContain('Tin khác</textarea>')
    expect(page).toContain('data-send="no"')
    expect(readWork(page)?.task).not.toBe(fields.task)
    const spliced = await post(world.app, '/', { ...fields, token: await readToken(world.app, '/'), what: 'Mới' })
    expect(spliced.status, 'in another form').toBe(400)

    const renewed = { ...fields, token: tokenIn(page), what: 'Tin khác', ...solveWork(readWork(page)) }
    world.now = new Date(world.now.getTime() + 31 * 60 * 1000)
    expect((await post(world.app, '/', renewed)).status, 'expired').toBe(400)
    expect(world.filed.size).toBe(filed + 1)
  })

  it('waits its minute where no script runs, and is then taken', async () => {
    const world = makeWorld()
    const html = await (await floodForm(world)).text()
    const { task = '' } = readWork(html) ?? {}
    const fields = { token: tokenIn(html), what: 'Có trộm', task, answer: '' }
    expect((await post(world.app, '/', fields)).status).toBe(429)
    world.now = new Date(world.now.getTime() + 60_000)
    expect((await post(world.app, '/', fields)).status).toBe(200)
  })

  it('is taken at once where it tells of danger, and nobody else’s network is touched', async () => {
    const world = makeWorld()
    await floodForm(world)
    const what = 'Có trộm'
    world.isDanger = true
    expect((await post(world.app, '/', { token: await readToken(world.app, '/'), what })).status).toBe(200)
    const work = { task: 'x.y.z', answer: '1' }
    expect((await post(world.app, '/', { token: await readToken(world.app, '/'), what, ...work })).status).toBe(200)
    world.isDanger = false
    expect((await post(world.app, '/', { token: await readToken(world.app, '/'), what })).status).toBe(429)
    world.address = '203.0.113.10'
    expect((await post(world.app, '/', { token: await readToken(world.app, '/'), what })).status).toBe(200)
  })

  it('is asked for nothing below the limit, and wrong forms use up none of it', async () => {
    const world = makeWorld()
    const page = await (await world.app.request('/')).text()
    expect(readWork(page)).toBeNull()
    for (let i = 0; i < 650; i++) {
      expect((await post(world.app, '/', { token: tokenIn(page), what: ' ' })).status).toBe(400)
    }
    expect((await post(world.app, '/', { token: tokenIn(page), what: 'Mất xe' })).status).toBe(200)
  })
})

describe('a talk past its limit', { timeout: 60_000 }, () => {
  it('keeps the words typed in the chat, for pages and for scripts, and lets danger through', async () => {
    const world = makeWorld()
    const token = await readToken(world.app, '/chat')
    const first = await post(world.app, '/chat', { token, text: 'a' })
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const say = (text: string, headers: Record<string, string> = {}) =>
      post(world.app, '/chat', { token, text }, { cookie, ...headers })
    const taken: number[] = []
    for (let i = 0; i < 310; i++) taken.push((await say(`câu ${i}`)).status)
    expect(new Set(taken.slice(0, 200))).toEqual(new Set([303]))
    expect(taken.at(-1)).toBe(429)
    const page = await say('Còn một câu')
    expect([page.status, page.headers.get('retry-after')]).toEqual([429, '60'])
    expect(await page.text()).toContain('Còn một câu</textarea>')
    const script = await say('Còn một câu', { accept: 'application/json' })
    expect(script.status).toBe(429)
    expect(await script.json()).toMatchObject({
      ok: false,
      message: expect.stringContaining('113'),
      token: expect.any(String),
    })
    world.isDanger = true
    expect((await say('Cứu')).status).toBe(303)
  })

  it('keeps an addition to a report', async () => {
    const world = makeWorld()
    const opened = await post(world.app, '/bien-nhan', {
      token: await readToken(world.app, '/bien-nhan'),
      code: RECEIPT,
    })
    const token = [...(await opened.text()).matchAll(/name="token" value="([^"]+)"/g)].at(-1)?.[1] ?? ''
    const add = (text: string) => post(world.app, '/bien-nhan/tra-loi', { token, code: RECEIPT, text })
    let answer = await add('0')
    for (let i = 1; answer.status === 200 && i < 1_300; i++) answer = await add(String(i))
    expect([answer.status, world.added.size]).toEqual([429, 1_200])
    expect(await answer.text()).toMatch(/1200<\/textarea>/)
  })

  it('opens two streams for a chat and answers 503 to more, until one ends', async () => {
    const world = makeWorld()
    const first = await post(world.app, '/chat', { token: await readToken(world.app, '/chat'), text: 'a' })
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const connection = new AbortController()
    const listen = (signal?: AbortSignal) =>
      world.app.request('/chat/events', { headers: { cookie }, ...(signal ? { signal } : {}) })
    const streams = [await listen(connection.signal), await listen()]
    expect(streams.map(({ status }) => status)).toEqual([200, 200])
    const refused = await listen()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30'])
    connection.abort()
    const next = await listen()
    expect(next.status).toBe(200)
    await Promise.all([streams[1]?.body?.cancel(), next.body?.cancel()])
    expect(world.listeners.size).toBe(0)
  })

  it('holds no place for a reader who left before the stream began', async () => {
    const world = makeWorld()
    const first = await post(world.app, '/chat', { token: await readToken(world.app, '/chat'), text: 'a' })
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    for (let i = 0; i < 5; i++) {
      await world.app.request('/chat/events', { headers: { cookie }, signal: AbortSignal.abort() })
    }
    expect((await world.app.request('/chat/events', { headers: { cookie } })).status).toBe(200)
    expect(world.listeners.size).toBe(1)
  })
})

describe('a database that stumbles', () => {
  it('gives a receipt page’s words back with 503, and its try too', async () => {
    const world = makeWorld()
    const token = await readToken(world.app, '/bien-nhan')
    const opened = await post(world.app, '/bien-nhan', { token, code: RECEIPT })
    const reply = [...(await opened.text()).matchAll(/name="token" value="([^"]+)"/g)].at(-1)?.[1] ?? ''
    world.fault = AWAY
    for (let i = 0; i < 12; i++) {
      const entry = await post(world.app, '/bien-nhan', { token, code: RECEIPT })
      expect([entry.status, entry.headers.get('retry-after')]).toEqual([503, '30'])
      expect(await entry.text()).toContain(`value="${RECEIPT}"`)
    }
    const added = await post(world.app, '/bien-nhan/tra-loi', { token: reply, code: RECEIPT, text: 'Biển số 45' })
    const html = await added.text()
    expect([added.status, added.headers.get('retry-after')]).toEqual([503, '30'])
    expect(html).toContain('Biển số 45</textarea>')
    expect(html).toContain('xin gọi 113, 114 hoặc 115')
    world.fault = null
    const later = { token: tokenIn(html), code: RECEIPT, text: 'Biển số 45' }
    expect((await post(world.app, '/bien-nhan/tra-loi', later)).status).toBe(200)
    expect(world.added.size).toBe(1)
    expect(world.faults.length).toBe(13)
  })

  it('after an addition is stored does not make it look lost', async () => {
    const world = makeWorld()
    const opened = await post(world.app, '/bien-nhan', {
      token: await readToken(world.app, '/bien-nhan'),
      code: RECEIPT,
    })
    const token = [...(await opened.text()).matchAll(/name="token" value="([^"]+)"/g)].at(-1)?.[1] ?? ''
    world.onAdded = () => {
      world.fault = AWAY
    }
    const answer = await post(world.app, '/bien-nhan/tra-loi', { token, code: RECEIPT, text: 'Biển số 45' })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('Đã ghi nhận phần bổ sung.')
  })

  it('opens the chat’s box all the same, with 503 and whatever was typed', async () => {
    const world = makeWorld()
    const token = await readToken(world.app, '/chat')
    const first = await post(world.app, '/chat', { token, text: 'a' })
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    world.fault = AWAY
    const page = await world.app.request('/chat', { headers: { cookie } })
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '30'])
    const html = await page.text()
    expect(html).toContain('Những gì đã gửi vẫn được giữ')
    expect(html).toContain('<textarea')
    const long = 'x'.repeat(10_001)
    const mended = await post(world.app, '/chat', { token, text: long }, { cookie })
    expect(mended.status).toBe(503)
    const text = await mended.text()
    expect(text).toContain(long)
    expect(text).toContain('dài hơn 10.000 ký tự')
    expect((await world.app.request('/chat/messages', { headers: { cookie } })).status).toBe(503)
  })
})

describe('addresses', () => {
  it('that hold a receipt do not exist, be it a name or a value', async () => {
    const world = makeWorld()
    for (const path of [`/?${RECEIPT}`, `/?${RECEIPT}=1`, `/?a=${RECEIPT}`, `/chat?${RECEIPT}`, `/en?${RECEIPT}=`]) {
      expect([path, (await world.app.request(path)).status]).toEqual([path, 404])
    }
    expect((await world.app.request('/?noi=phuong-vinh-yen')).status).toBe(200)
  })

  it('of the health check answer with the headers of all others', async () => {
    const answer = await makeWorld().app.request('/healthz')
    expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})

describe('a long talk', () => {
  it('leads to its earlier part, and back to the newest, without a receipt in any address', async () => {
    const world = makeWorld()
    world.thread.older = 'talk~5~abc~0'
    const code = RECEIPT
    const html = await (
      await post(world.app, '/bien-nhan', { token: await readToken(world.app, '/bien-nhan'), code })
    ).text()
    expect(html).toContain('Xem phần trước')
    expect(html).toContain('name="before" value="talk~5~abc~0"')
    const past = await post(world.app, '/bien-nhan', { token: tokenIn(html), code, before: 'talk~5~abc~0' })
    expect(await past.text()).toContain('Về phần mới nhất')
    expect(world.places.at(-1)).toEqual({ before: 'talk~5~abc~0' })
  })

  it('is asked in the chat for what is new alone, and its past is shown without a script', async () => {
    const world = makeWorld()
    world.thread.since = 'talk~9~abc~0'
    world.thread.older = 'talk~5~abc~0'
    const first = await post(world.app, '/chat', { token: await readToken(world.app, '/chat'), text: 'a' })
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const html = await (await world.app.request('/chat', { headers: { cookie } })).text()
    expect(html).toContain('data-since="talk~9~abc~0"')
    expect(html).toContain('href="/chat?truoc=talk~5~abc~0"')
    const past = await (await world.app.request('/chat?truoc=talk~5~abc~0', { headers: { cookie } })).text()
    expect(past).not.toContain('chat.js')
    expect(world.places.at(-1)).toEqual({ before: 'talk~5~abc~0' })
    const read = async (query: string) =>
      (await world.app.request(`/chat/messages${query}`, { headers: { cookie } })).json()
    expect(await read('?since=talk~9~abc~0')).toEqual({ entries: [], since: 'talk~9~abc~0' })
    expect(world.places.at(-1)).toEqual({ since: 'talk~9~abc~0' })
    world.thread.isBroken = true
    expect(await read('?since=other~9~abc~0')).toMatchObject({ isBroken: true })
  })
})
