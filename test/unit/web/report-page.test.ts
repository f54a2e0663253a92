import { describe, expect, it } from 'vitest'
import { makeWorld, post, readToken, tokenIn } from './fake-deps.ts'

const codeIn = (html: string) => /data-receipt="([^"]+)"/.exec(html)?.[1]

describe('the form', () => {
  it('shows 113, 114 and 115 as call links before anything is asked, and says that this is anonymous', async () => {
    const html = await (await makeWorld().app.request('/')).text()
    const calls = [...html.matchAll(/href="tel:(\d+)"/g)].map((match) => match[1])
    expect(calls).toEqual(['113', '114', '115'])
    expect(html.indexOf('tel:115')).toBeLessThan(html.indexOf('<textarea'))
    expect(html).toContain('Anh/Chị đang gửi ẩn danh.')
    expect(html).toContain('Kênh này không thay thế 113, 114, 115.')
    expect(html).toContain('Cố ý báo tin sai có thể bị xử lý theo pháp luật.')
  })

  it('gives every box a label of its own and names its language', async () => {
    const { app } = makeWorld()
    for (const [path, lang] of [
      ['/', 'vi'],
      ['/en', 'en'],
    ] as const) {
      const html = await (await app.request(path)).text()
      expect(html).toContain(`<html lang="${lang}"`)
      for (const [, id] of html.matchAll(/<(?:textarea|input type="text")[^>]* id="([^"]+)"/g)) {
        expect(html).toContain(`<label class="label${id === 'what' ? ' label-large' : ''}" for="${id}">`)
      }
    }
  })

  it('files what was typed, word for word, and leaves empty parts out', async () => {
    const world = makeWorld()
    const token = await readToken(world.app, '/')
    const what = "<script>alert(1)</script> {{7*7}} ' OR 1=1-- \u202e \0 javascript:alert(1)"
    const answer = await post(world.app, '/', { token, what, where: '', when: 'yesterday', 'when-text': 'lúc 9 giờ' })
    expect(answer.status).toBe(200)
    expect([...world.filed.values()]).toMatchObject([
      { report: { what, when: 'hôm qua, lúc 9 giờ' }, contact: null, receipt: expect.any(String) },
    ])
    expect([...world.filed.values()][0]?.report).not.toHaveProperty('where')
  })

  it('takes time, place, people, position, unit and contact along', async () => {
    const world = makeWorld()
    const unit = 'phuong-vinh-yen'
    const token = await readToken(world.app, `/?noi=${unit}`)
    const fields = { what: 'Đánh nhau', where: 'Chợ', when: 'now', people: 'Hai người', lat: '21.3', lon: '105.6' }
    await post(world.app, '/', { token, ...fields, unit, name: 'An', phone: '090' })
    expect([...world.filed.values()]).toMatchObject([
      {
        report: {
          what: 'Đánh nhau',
          where: 'Chợ',
          when: 'đang xảy ra',
          people: 'Hai người',
          happeningNow: true,
          location: { lat: 21.3, lon: 105.6 },
          unitHint: unit,
        },
        contact: { name: 'An', phone: '090' },
      },
    ])
  })

  it('drops a broken position or unit instead of the report', async () => {
    const world = makeWorld()
    const token = await readToken(world.app, '/')
    await post(world.app, '/', { token, what: 'Mất xe', lat: '91', lon: 'x', unit: '../../x', when: '__proto__' })
    expect([...world.filed.values()][0]?.report).toEqual({ what: 'Mất xe' })
  })

  it('shows the receipt once, in fours, as the only key', async () => {
    const world = makeWorld()
    const answer = await post(world.app, '/', { token: await readToken(world.app, '/'), what: 'Mất xe' })
    const html = await answer.text()
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(codeIn(html)).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]$/)
    expect(html).toContain('chìa khóa duy nhất')
    expect(html).toContain('Nếu người khác có thể xem điện thoại này')
    expect(html).toContain('Đã ghi nhận lúc 23:41, 31/07/2026')
  })

  it('files a repeated post once and shows the same receipt', async () => {
    const world = makeWorld()
    const fields = { token: await readToken(world.app, '/'), what: 'Mất xe' }
    const first = await (await post(world.app, '/', fields)).text()
    const second = await (await post(world.app, '/', fields)).text()
    expect(codeIn(second)).toBe(codeIn(first))
    expect(world.filed.size).toBe(1)
  })

  it('swallows no text that was edited after going back to a page already sent', async () => {
    const world = makeWorld()
    const token = await readToken(world.app, '/')
    await post(world.app, '/', { token, what: 'Mất xe' })
    await post(world.app, '/', { token, what: 'Mất xe, vừa nhớ ra biển số' })
    expect(world.filed.size).toBe(2)
  })

  it('puts the call text before the receipt when someone must telephone', async () => {
    const world = makeWorld()
    world.call = { text: 'Anh/Chị gọi ngay 114.', numbers: ['114', '113'] }
    const html = await (await post(world.app, '/', { token: await readToken(world.app, '/'), what: 'Cháy' })).text()
    expect(html.indexOf('Anh/Chị gọi ngay 114.')).toBeGreaterThan(0)
    expect(html.indexOf('Anh/Chị gọi ngay 114.')).toBeLessThan(html.indexOf('data-receipt'))
    expect(html).toContain('<a class="button button-call" href="tel:114">')
  })
})

describe('the form sent wrongly', () => {
  it('answers an empty text with a message at the box, the focus on the summary, and everything else kept', async () => {
    const world = makeWorld()
    for (const what of ['', '  \r\n\t ', '\u200b\u202e\0']) {
      const token = await readToken(world.app, '/')
      const answer = await post(world.app, '/', { token, what, where: 'Số 5 ngõ <12>', when: 'today', phone: '090 1' })
      const html = await answer.text()
      expect(answer.status).toBe(400)
      expect(html).toContain('<a href="#what">Anh/Chị cho biết việc gì đã xảy ra.</a>')
      expect(html).toMatch(/class="error-summary"[^>]* autofocus/)
      expect(html).toContain('aria-describedby="what-hint what-error" aria-invalid="true"')
      expect(html).toContain('Số 5 ngõ &lt;12&gt;')
      expect(html).toMatch(/value="today" checked/)
      expect(html).toMatch(/<details class="more" open/)
      expect(html).toContain('value="090 1"')
    }
    expect(world.filed.size).toBe(0)
  })

  it('takes 10,000 characters and gives 100,000 back whole', async () => {
    const world = makeWorld()
    const token = await readToken(world.app, '/')
    expect((await post(world.app, '/', { token, what: 'ộ'.repeat(10_000) })).status).toBe(200)
    const answer = await post(world.app, '/', { token, what: 'ộ'.repeat(100_000) })
    expect(answer.status).toBe(400)
    const html = await answer.text()
    expect(html).toContain('ộ'.repeat(100_000))
    expect(html).toContain('Phần này dài hơn 10.000 ký tự.')
    expect(world.filed.size).toBe(1)
  })

  it('stops a body over a megabyte with 413 and the emergency numbers', async () => {
    const { app, filed } = makeWorld()
    const answer = await post(app, '/', { token: await readToken(app, '/'), what: 'a'.repeat(1024 * 1024) })
    expect(answer.status).toBe(413)
    expect(await answer.text()).toContain('tel:113')
    expect(filed.size).toBe(0)
  })

  it('refuses a post without a token of ours, or from another site, and changes nothing', async () => {
    const world = makeWorld()
    const token = await readToken(world.app, '/')
    const what = 'Mất xe'
    const replyToken = await readToken(world.app, '/bien-nhan')
    const answers = [
      await post(world.app, '/', { what }),
      await post(world.app, '/', { what, token: 'abc' }),
      await post(world.app, '/', { what, token: replyToken }),
      await post(world.app, '/', { what, token }, { 'sec-fetch-site': 'cross-site' }),
      await post(world.app, '/', { what, token }, { 'sec-fetch-site': 'same-site' }),
      await post(world.app, '/', { what, token }, { origin: 'https://evil.example' }),
      await post(world.app, '/', { what, token }, { 'content-type': 'text/plain' }),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403, 403, 403, 403, 403])
    expect(world.filed.size).toBe(0)
  })

  it('takes a post of its own page, whose Origin a browser hides because of no-referrer', async () => {
    const { app } = makeWorld()
    const token = await readToken(app, '/')
    expect((await post(app, '/', { token, what: 'a' }, { origin: 'null' })).status).toBe(200)
    expect((await post(app, '/', { token, what: 'b' }, { origin: 'http://localhost' })).status).toBe(200)
  })

  it('gives the page back with the text and a token that works when it was open too long', async () => {
    const world = makeWorld()
    const token = await readToken(world.app, '/')
    world.now = new Date(world.now.getTime() + 13 * 60 * 60 * 1000)
    const answer = await post(world.app, '/', { token, what: 'Viết cả đêm' })
    const html = await answer.text()
    expect(answer.status).toBe(400)
    expect(html).toContain('Viết cả đêm')
    expect((await post(world.app, '/', { token: tokenIn(html), what: 'Viết cả đêm' })).status).toBe(200)
  })
})

describe('the form while the database is away', () => {
  it('answers 503 with the text kept, says whom to call, and the same tip goes through later', async () => {
    const world = makeWorld()
    world.isDown = true
    const answer = await post(world.app, '/', { token: await readToken(world.app, '/'), what: 'Có trộm' })
    const html = await answer.text()
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('30')
    expect(html).toContain('Có trộm</textarea>')
    expect(html).toContain('xin gọi 113, 114 hoặc 115')
    world.isDown = false
    expect((await post(world.app, '/', { token: tokenIn(html), what: 'Có trộm' })).status).toBe(200)
    expect(world.filed.size).toBe(1)
  })
})
