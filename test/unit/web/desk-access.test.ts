import { beforeEach, expect, test } from 'vitest'
import {
  addTip,
  CODE,
  type FakeApp,
  get,
  getText,
  makeFakeDesk,
  makeTip,
  OTHER_SESSION,
  PASSWORD,
  post,
  SESSION,
  tipId,
  tokenIn,
} from './desk-fakes.ts'

let desk: FakeApp
beforeEach(() => {
  desk = makeFakeDesk()
  addTip(desk.fake, makeTip(1), 'Hai người đánh nhau trước quán')
})

const ACTS = ['tiep-nhan', 'phan-loai', 'muc-khan', 'chuyen', 'tra-loi', 'dong']

test('a page asked for without a session leads to the sign-in page and back, and shows nothing', async () => {
  for (const path of ['/ban-truc', `/ban-truc/tin/${tipId(1)}`, `/ban-truc?tin=${tipId(1)}`, '/ban-truc?xem=da-dong']) {
    for (const session of [null, 'X'.repeat(43), 'short']) {
      const answer = await get(desk, path, session)
      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toMatch(/^\/ban-truc\/dang-nhap/)
      expect(await answer.text()).toBe('')
    }
  }
  const location = (await get(desk, `/ban-truc?tin=${tipId(1)}`, null)).headers.get('location') ?? ''
  expect(new URLSearchParams(location.split('?')[1]).get('ve')).toBe(`/ban-truc?tin=${tipId(1)}`)
})

test('rows and the stream answer 401 without a session', async () => {
  for (const path of ['/ban-truc/hang-doi', '/ban-truc/dong']) {
    expect((await get(desk, path, null)).status).toBe(401)
    desk.fake.isSignedIn = false
    expect((await get(desk, path)).status).toBe(401)
    desk.fake.isSignedIn = true
  }
})

test('an act without a token, with another session’s token, or from another site is 403 and changes nothing', async () => {
  const token = tokenIn(await getText(desk, `/ban-truc/tin/${tipId(1)}`))
  const foreign = tokenIn(await getText(desk, `/ban-truc/tin/${tipId(1)}`, OTHER_SESSION))
  for (const act of ACTS) {
    const path = `/ban-truc/tin/${tipId(1)}/${act}`
    const fields = { phienban: '3', noidung: 'a', lydo: 'đủ dài', token }
    expect((await post(desk, path, { ...fields, token: '' })).status).toBe(403)
    expect((await post(desk, path, { ...fields, token: `${token}x` })).status).toBe(403)
    expect((await post(desk, path, { ...fields, token: foreign })).status).toBe(403)
    expect((await post(desk, path, fields, { headers: { origin: 'https://evil.example' } })).status).toBe(403)
    expect((await post(desk, path, fields, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect((await post(desk, path, fields, { headers: { 'content-type': 'text/plain' } })).status).toBe(403)
    expect((await post(desk, path, fields, { session: null })).status).toBe(303)
  }
  expect((await post(desk, '/ban-truc/dang-xuat', {})).status).toBe(403)
  expect(desk.fake.acts).toEqual([])
  expect(desk.fake.signedOut).toEqual([])
})

test('an unknown, a malformed and another unit’s tip get the same bytes, and each try is looked up so that it is recorded', async () => {
  const unknown = await get(desk, `/ban-truc/tin/${tipId(999)}`)
  expect(unknown.status).toBe(404)
  const bytes = await unknown.text()
  const strange = ['tip_1', `${tipId(1)}x`, 'tip_%00', "'%20OR%201=1--", `${tipId(1)}%0a`]
  for (const id of strange) {
    const answer = await get(desk, `/ban-truc/tin/${id}`)
    expect(answer.status, id).toBe(404)
    expect(await answer.text(), id).toBe(bytes)
    const beside = await get(desk, `/ban-truc?tin=${id}`)
    expect(beside.status, id).toBe(404)
    expect(await beside.text(), id).toBe(bytes)
  }
  expect(desk.fake.looks.filter((look) => look === 'tip malformed')).toHaveLength(strange.length * 2)

  const token = tokenIn(await getText(desk, '/ban-truc'))
  for (const act of ACTS) {
    const fields = { token, phienban: '3', donvi: '26-TS', muckhan: 'high', noidung: 'a', lydo: 'đủ dài' }
    for (const id of [tipId(999), 'tip_1']) {
      const answer = await post(desk, `/ban-truc/tin/${id}/${act}`, fields)
      expect(answer.status, act).toBe(404)
      expect(await answer.text(), act).toBe(bytes)
    }
    const unfit = await post(desk, `/ban-truc/tin/${tipId(999)}/${act}`, { token, phienban: '3' })
    expect(await unfit.text(), act).toBe(bytes)
  }
})

test('a path that only looks like the desk is 404', async () => {
  for (const path of [
    '//ban-truc',
    '/%2Fban-truc',
    '/ban-truc/..;/',
    '/ban-truc/',
    '/ban-truc/tin',
    '/BAN-TRUC',
    '/ban-truc/tin/a/b',
  ]) {
    const answer = await desk.app.request(`http://desk${path}`, { headers: { cookie: `desk=${SESSION}` } })
    expect(answer.status, path).toBe(404)
  }
})

test('every answer forbids keeping, framing and inline code', async () => {
  for (const path of [
    '/ban-truc',
    '/ban-truc/dang-nhap',
    '/ban-truc/hang-doi',
    '/ban-truc/khong-co',
    `/ban-truc/tin/${tipId(9)}`,
  ]) {
    const { headers } = await get(desk, path)
    expect(headers.get('cache-control'), path).toBe('no-store')
    expect(headers.get('content-security-policy'), path).toMatch(
      /^default-src 'none'.*require-trusted-types-for 'script'/,
    )
    expect(headers.get('x-frame-options'), path).toBe('DENY')
  }
  const page = await getText(desk, `/ban-truc?tin=${tipId(1)}`)
  expect(page).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=/)
})

async function openSignIn(path = '/ban-truc/dang-nhap') {
  const answer = await get(desk, path, null)
  const visitor = /desk-visitor=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? ''
  return { answer, visitor, token: tokenIn(await answer.text()) }
}

/** Both steps, with the right code unless another is given; the first step's answer where it leads to no second. */
async function signIn(form: { visitor: string; token: string; device?: string }, fields: Record<string, string>) {
  const cookie = form.device ? `${form.visitor}; ${form.device}` : form.visitor
  const send = (path: string, body: Record<string, string>) =>
    post(desk, path, { token: form.token, ...body }, { session: null, headers: { cookie } })
  const asked = await send('/ban-truc/dang-nhap', fields)
  if (asked.status !== 200) return asked
  const page = await asked.text()
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
  return send('/ban-truc/dang-nhap/ma', { buoc: hidden('buoc'), ve: fields.ve ?? '', ma: fields.ma ?? CODE })
}

test('signing in sets a strict cookie for this browser alone and leads back to the view that was asked for', async () => {
  const form = await openSignIn()
  const answer = await signIn(form, { login: 'truc.vinhyen', password: PASSWORD, ve: `/ban-truc/tin/${tipId(1)}` })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(`/ban-truc/tin/${tipId(1)}`)
  const [cookie] = answer.headers.getSetCookie()
  expect(cookie).toMatch(new RegExp(`^desk=${SESSION}; Path=/; HttpOnly; SameSite=Strict$`))
})

test('a password alone opens nothing, and nobody learns of it whether it is right', async () => {
  const form = await openSignIn()
  const pages: string[] = []
  for (const password of [PASSWORD, 'sai']) {
    const fields = { token: form.token, login: 'truc.vinhyen', password }
    const headers = { cookie: form.visitor }
    const asked = await post(desk, '/ban-truc/dang-nhap', fields, { session: null, headers })
    expect(asked.status).toBe(200)
    expect(asked.headers.get('set-cookie') ?? '').not.toMatch(/desk=/)
    pages.push((await asked.text()).replace(/name="(buoc|token)" value="[^"]*"/g, ''))
  }
  expect(pages[0]).toBe(pages[1])
})

test('a first step is good for one code, however its letters are spelled', async () => {
  const form = await openSignIn()
  const headers = { cookie: form.visitor }
  const fields = { token: form.token, login: 'truc.vinhyen', password: PASSWORD }
  const page = await (await post(desk, '/ban-truc/dang-nhap', fields, { session: null, headers })).text()
  const step = /name="buoc" value="([^"]*)"/.exec(page)?.[1] ?? ''
  const answers: number[] = []
  for (const [buoc, ma] of [
    [step, '000000'],
    [step, CODE],
    [`${step}=`, CODE],
    [` ${step}`, CODE],
  ] as const) {
    const sent = { token: form.token, buoc, ma }
    answers.push((await post(desk, '/ban-truc/dang-nhap/ma', sent, { session: null, headers })).status)
  }
  expect(answers).toEqual([401, 401, 401, 401])
})

test('a passkey signs in however often the login was guessed at', async () => {
  const form = await openSignIn()
  for (let i = 0; i < 12; i++) {
    desk.fake.address = `198.51.${i}.1`
    await signIn(form, { login: 'truc.vinhyen', password: 'sai' })
  }
  expect((await signIn(form, { login: 'truc.vinhyen', password: PASSWORD })).status).toBe(429)
  const headers = { cookie: form.visitor }
  const options = await post(
    desk,
    '/ban-truc/dang-nhap/khoa/thu-thach',
    { token: form.token },
    { session: null, headers },
  )
  expect(await options.json()).toEqual({ challenge: 'c' })
  const fields = { token: form.token, khoa: 'right' }
  expect((await post(desk, '/ban-truc/dang-nhap/khoa', fields, { session: null, headers })).status).toBe(303)
  const wrong = { token: form.token, khoa: 'wrong' }
  expect((await post(desk, '/ban-truc/dang-nhap/khoa', wrong, { session: null, headers })).status).toBe(401)
})

test('a browser that has signed in before is not made to wait for a stranger’s guesses', async () => {
  const form = await openSignIn()
  const first = await signIn(form, { login: 'truc.vinhyen', password: PASSWORD })
  const device =
    first.headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith('desk-device='))
      ?.split(';')[0] ?? ''
  for (let i = 0; i < 12; i++) {
    desk.fake.address = `198.51.${i}.1`
    await signIn(form, { login: 'truc.vinhyen', password: 'sai' })
  }
  desk.fake.address = '192.0.2.1'
  const right = { login: 'truc.vinhyen', password: PASSWORD }
  expect((await signIn(form, right)).status).toBe(429)
  expect((await signIn({ ...form, device: `${device}x` }, right)).status).toBe(429)
  expect((await signIn({ ...form, device }, right)).status).toBe(303)
})

test('behind https the cookies carry the __Host- prefix', async () => {
  desk = makeFakeDesk({ isSecure: true })
  const page = await get(desk, '/ban-truc/dang-nhap', null)
  const cookie = page.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^__Host-desk-visitor=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  const visitor = cookie.split(';')[0] ?? ''
  const fields = { token: tokenIn(await page.text()), login: 'truc.vinhyen', password: PASSWORD }
  const answer = await signIn({ visitor, token: fields.token }, fields)
  const [session, device] = answer.headers.getSetCookie()
  expect(session).toMatch(/^__Host-desk=S{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  expect(device).toMatch(/^__Host-desk-device=[\w.-]{66}; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  const inbox = await desk.app.request('/ban-truc', { headers: { cookie: `__Host-desk=${SESSION}` } })
  expect(inbox.status).toBe(200)
  expect((await get(desk, '/ban-truc')).status).toBe(303)
})

test('the way back after signing in never leaves the desk', async () => {
  for (const ve of [
    'https://evil.example/',
    '//evil.example',
    '/ban-truc@evil.example',
    '/ban-truc/../an-toan',
    '/ban-truc/tin/x',
    'javascript:1',
  ]) {
    const form = await openSignIn()
    const answer = await signIn(form, { login: 'truc.vinhyen', password: PASSWORD, ve })
    expect(answer.headers.get('location'), ve).toBe('/ban-truc')
  }
})

test('a failed sign-in says the same whatever was wrong, and gives no password back', async () => {
  const tries = [
    { login: 'truc.vinhyen', password: 'sai' },
    { login: 'khong.co', password: PASSWORD },
    { login: '', password: '' },
    { login: 'truc\u0000', password: PASSWORD },
    { login: 'x'.repeat(5000), password: 'y'.repeat(5000) },
    { login: 'truc.vinhyen', password: PASSWORD, ma: '000000' },
  ]
  for (const fields of tries) {
    const answer = await signIn(await openSignIn(), fields)
    expect(answer.status).toBe(401)
    const page = await answer.text()
    expect(page).toContain('Chưa đăng nhập được. Tên đăng nhập, mật khẩu, mã hoặc khóa chưa đúng.')
    expect(page).not.toContain(PASSWORD)
    expect(answer.headers.get('set-cookie') ?? '').not.toMatch(/desk=/)
  }
})

test('after ten failures an address is made to wait, whatever the login, and so is a login, whatever the address', async () => {
  const form = await openSignIn()
  for (let i = 0; i < 10; i++) expect((await signIn(form, { login: `nguoi.${i}`, password: 'sai' })).status).toBe(401)
  const right = { login: 'truc.vinhyen', password: PASSWORD }
  expect((await signIn(form, right)).status).toBe(429)
  desk.fake.address = '198.51.100.1'
  expect((await signIn(form, right)).status).toBe(303)
  for (let i = 0; i < 10; i++) {
    desk.fake.address = `198.51.${i}.1`
    await signIn(form, { login: 'Truc.VinhYen', password: 'sai' })
  }
  desk.fake.address = '192.0.2.1'
  expect((await signIn(form, right)).status).toBe(429)
})

test('the sign-in form takes no token of another browser and nothing from another site', async () => {
  const form = await openSignIn()
  const fields = { login: 'truc.vinhyen', password: PASSWORD, token: form.token }
  const send = (headers: Record<string, string>) =>
    post(desk, '/ban-truc/dang-nhap', fields, { session: null, headers })
  expect((await send({})).status).toBe(403)
  expect((await send({ cookie: `desk-visitor=${'z'.repeat(43)}` })).status).toBe(403)
  expect((await send({ cookie: form.visitor, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await send({ cookie: form.visitor, origin: 'https://evil.example' })).status).toBe(403)
})

test('signing out ends the session on the server and clears the cookie', async () => {
  const answer = await post(desk, '/ban-truc/dang-xuat', { token: tokenIn(await getText(desk, '/ban-truc')) })
  expect(answer.status).toBe(303)
  expect(desk.fake.signedOut).toEqual([SESSION])
  expect(answer.headers.get('set-cookie')).toMatch(/^desk=; Max-Age=0/)
})

test('whoever is signed in is led past the sign-in page', async () => {
  expect((await get(desk, '/ban-truc/dang-nhap')).headers.get('location')).toBe('/ban-truc')
})

test('a body over 1 MiB is stopped', async () => {
  const answer = await post(desk, `/ban-truc/tin/${tipId(1)}/tra-loi`, { noidung: 'a'.repeat(1024 * 1024) })
  expect(answer.status).toBe(413)
})

test.each([
  ['no connection in time', new Error('timeout exceeded when trying to connect')],
  ['a statement out of time', Object.assign(new Error('canceling statement'), { code: '57014' })],
])('%s is answered as what passes: 503, and when to come back', async (_, fault) => {
  desk.fake.fault = fault
  const answer = await get(desk, '/ban-truc')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('30')
})

test('a fault is answered without its words', async () => {
  desk.fake.fault = new Error('bí mật bên trong')
  const answer = await get(desk, '/ban-truc')
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('bí mật')
})
