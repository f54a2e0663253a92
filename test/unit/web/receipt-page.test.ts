import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { formatReceipt, makeReceipt } from '../../../src/domain/receipt.ts'
import { makeWorld, post, RECEIPT, readToken, type World } from './fake-deps.ts'

const UNKNOWN = makeReceipt(new Uint8Array(15).fill(250))

async function open(world: World, code: string) {
  return post(world.app, '/bien-nhan', { token: await readToken(world.app, '/bien-nhan'), code })
}

/** What differs between any two answers: the tokens, and what was typed oneself. */
const strip = (html: string, code: string) => html.replace(/name="token" value="[^"]+"/g, '').replace(code, '')

describe('a receipt', () => {
  it('opens its thread however it is typed', async () => {
    const world = makeWorld()
    const html = await (await open(world, ` ${formatReceipt(RECEIPT).toLowerCase()} `)).text()
    expect(html).toContain('Đang xử lý')
    expect(html).toContain('Ghi nhận lúc 09:00, 30/07/2026')
  })

  it('gets the same answer when mistyped as when well formed and unknown, and both look into the store', async () => {
    const world = makeWorld()
    const wrong = await open(world, 'abcd')
    const unknown = await open(world, UNKNOWN)
    expect([wrong.status, unknown.status]).toEqual([404, 404])
    expect(strip(await wrong.text(), 'abcd')).toBe(strip(await unknown.text(), UNKNOWN))
    expect(Object.fromEntries(wrong.headers)).toEqual(Object.fromEntries(unknown.headers))
    expect(world.opened).toHaveLength(2)
  })

  it('is throttled after ten wrong ones from one network, even when right', async () => {
    const world = makeWorld()
    for (let i = 0; i < 10; i++) expect((await open(world, 'abcd')).status).toBe(404)
    const answer = await open(world, RECEIPT)
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('60')
    world.address = '198.51.100.7'
    expect((await open(world, RECEIPT)).status).toBe(200)
  })

  it('in an address is answered 404 on every page and never looked up', async () => {
    const world = makeWorld()
    const code = formatReceipt(RECEIPT)
    for (const path of [
      '/bien-nhan?code=x',
      `/bien-nhan?${code}`,
      `/?a=${code}`,
      `/en/chat?x=${code}`,
      '/bien-nhan?',
    ]) {
      const status = (await world.app.request(path)).status
      expect([path, status]).toEqual([path, path === '/bien-nhan?' ? 200 : 404])
    }
    expect(world.opened).toEqual([])
  })

  it('is wanted with a token and from our own page only', async () => {
    const { app, opened } = makeWorld()
    const token = await readToken(app, '/bien-nhan')
    expect((await post(app, '/bien-nhan', { code: RECEIPT })).status).toBe(403)
    expect((await post(app, '/bien-nhan', { code: RECEIPT, token }, { origin: 'https://evil.example' })).status).toBe(
      403,
    )
    expect(opened).toEqual([])
  })

  it('gives 503 with the emergency numbers when the store throws, and the fault is reported', async () => {
    const world = makeWorld()
    world.fault = new AppError('database-unreachable', 'connect')
    const answer = await open(world, RECEIPT)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('30')
    const html = await answer.text()
    for (const number of ['113', '114', '115']) expect(html).toContain(`tel:${number}`)
    expect(html).not.toContain('connect')
    expect(world.faults).toEqual([world.fault])
  })
})

describe('a thread', () => {
  it('shows strangers’ words as text and call links only for our own assistant', async () => {
    const world = makeWorld()
    const at = new Date('2026-07-31T16:39:20Z')
    world.thread.entries = [
      { id: 'a', from: 'citizen', text: '<b>gọi 113</b> \u202e', at, isEmergency: true },
      { id: 'b', from: 'assistant', text: 'Gọi ngay 114, rồi 113. Số 1130 không phải.', at, isEmergency: true },
      { id: 'c', from: 'officer', text: 'Đã nhận.', at, officerNumber: '123' },
    ]
    const html = await (await open(world, RECEIPT)).text()
    expect(html).toContain('&lt;b&gt;gọi 113&lt;/b&gt; <span class="mark" title="Ký tự ẩn">U+202E</span>')
    expect([...html.matchAll(/button-call" href="tel:(\d+)"/g)].map((match) => match[1])).toEqual(['114', '113'])
    expect(html).toContain('Cán bộ trực ban, số hiệu 123')
    expect(html).toContain('title="23:39, 31/07/2026"')
    expect(html).toContain('2 phút trước')
  })

  it('says each of the four public states in words', async () => {
    const world = makeWorld()
    for (const [status, words] of [
      ['received', 'Đã tiếp nhận'],
      ['in-progress', 'Đang xử lý'],
      ['forwarded', 'Đã chuyển cơ quan có thẩm quyền'],
      ['answered', 'Đã có kết quả'],
    ] as const) {
      world.thread.status = status
      expect(await (await open(world, RECEIPT)).text()).toContain(`<h1 id="tinh-trang">${words}</h1>`)
    }
  })

  it('takes an addition once, however often it is sent', async () => {
    const world = makeWorld()
    const page = await (await open(world, RECEIPT)).text()
    const token = [...page.matchAll(/name="token" value="([^"]+)"/g)].at(-1)?.[1] ?? ''
    const fields = { token, code: RECEIPT, text: 'Biển số có đuôi 45' }
    for (let i = 0; i < 2; i++) {
      const answer = await post(world.app, '/bien-nhan/tra-loi', fields)
      expect(await answer.text()).toContain('Đã ghi nhận phần bổ sung.')
    }
    expect([...world.added.values()]).toEqual(['Biển số có đuôi 45'])
  })

  it('gives an addition back that is empty, too long, or came while the database was away', async () => {
    const world = makeWorld()
    const page = await (await open(world, RECEIPT)).text()
    const token = [...page.matchAll(/name="token" value="([^"]+)"/g)].at(-1)?.[1] ?? ''
    const send = (text: string) => post(world.app, '/bien-nhan/tra-loi', { token, code: RECEIPT, text })
    const empty = await send('   ')
    expect(empty.status).toBe(400)
    expect(await empty.text()).toContain('<a href="#text">')
    const long = await send('x'.repeat(100_000))
    expect(long.status).toBe(400)
    expect(await long.text()).toContain('x'.repeat(100_000))
    world.isDown = true
    const away = await send('Nhớ thêm')
    expect(away.status).toBe(503)
    expect(await away.text()).toContain('Nhớ thêm</textarea>')
    expect(world.added.size).toBe(0)
  })

  it('takes no addition for a receipt that opens nothing', async () => {
    const world = makeWorld()
    const page = await (await open(world, RECEIPT)).text()
    const token = [...page.matchAll(/name="token" value="([^"]+)"/g)].at(-1)?.[1] ?? ''
    const answer = await post(world.app, '/bien-nhan/tra-loi', { token, code: UNKNOWN, text: 'x' })
    expect(answer.status).toBe(404)
    expect(world.added.size).toBe(0)
  })
})
