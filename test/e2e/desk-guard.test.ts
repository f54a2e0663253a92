import { describe, expect, it } from 'vitest'
import { openBrowsers, signIn } from '../support/browsers.ts'
import { openDesk } from '../support/desk-client.ts'
import { PASSWORD, until } from '../support/line.ts'
import { startPlatformLine, WAIT_MS } from '../support/platform-line.ts'

const { line, openChat } = await startPlatformLine()
const { address } = line.server
const desk = await openDesk(address, 'benthanh')
const other = await openDesk(address, 'benthanh')

async function newTip(): Promise<string> {
  const chat = openChat('zalo-bot')
  await chat.report('Tối qua đánh bạc ăn tiền ở số 12 Lê Lai, phường Bến Thành')
  const [tip] = await until('the tip', () =>
    line.query<{ id: string }>('select id from tips where unit_code is not null order by received_at desc limit 1'),
  )
  return tip?.id ?? ''
}

/** All that an act could have changed. */
const stateOf = async (tipId: string) => ({
  tip: await line.query('select category, urgency, unit_code, status, disposition, version from tips where id = $1', [
    tipId,
  ]),
  decisions: await line.query('select id from decisions where tip_id = $1', [tipId]),
  answers: await line.query(`select id from deliveries where tip_id = $1 and author = 'officer'`, [tipId]),
  holders: await line.query('select unit_code from assignments where tip_id = $1 and ended_at is null', [tipId]),
})

const tipId = await newTip()
const ACTS: [string, Record<string, string>][] = [
  ['tiep-nhan', {}],
  ['phan-loai', { phanloai: 'noise-disorder' }],
  ['muc-khan', { muckhan: 'critical' }],
  ['chuyen', { donvi: '26740', lydo: 'Nơi khác địa bàn' }],
  ['tra-loi', { noidung: 'Đã nhận' }],
  ['dong', { ketqua: 'administrative', lydo: 'Đã xử lý xong' }],
]

describe('a request the desk did not ask for', () => {
  it.each(ACTS)(
    'changes nothing by %s: forged, foreign or another session’s token, foreign origin',
    async (act, fields) => {
      const before = await stateOf(tipId)
      const own = await desk.fieldsOf(tipId)
      const path = `/ban-truc/tin/${tipId}/${act}`
      const borrowed = (await other.fieldsOf(tipId)).token ?? ''
      const forged = (own.token ?? '').replace(/\.(.)/, (_, first: string) => (first === 'A' ? '.B' : '.A'))
      for (const token of ['', 'x', forged, borrowed]) {
        expect((await desk.post(path, { ...own, ...fields, token })).status, token).toBe(403)
      }
      for (const headers of [
        { origin: 'https://evil.example' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ]) {
        expect((await desk.post(path, { ...own, ...fields }, headers)).status).toBe(403)
      }
      expect(await stateOf(tipId)).toEqual(before)
    },
  )

  it('is answered with the sign-in page where nobody is signed in, and shows no tip', async () => {
    const answer = await fetch(`${address}/ban-truc/tin/${tipId}`, { redirect: 'manual' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toMatch(/^\/ban-truc\/dang-nhap/)
    expect((await fetch(`${address}/ban-truc/hang-doi`)).status).toBe(401)
    expect((await fetch(`${address}/ban-truc/dong`)).status).toBe(401)
  })

  it('by an officer of another unit is 404, changes nothing and is recorded', async () => {
    const stranger = await openDesk(address, 'saigon')
    const before = await stateOf(tipId)
    const page = await stranger.get('/ban-truc')
    const token = /name="token"[^>]*value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    for (const [act, fields] of ACTS) {
      const answer = await stranger.post(`/ban-truc/tin/${tipId}/${act}`, { token, phienban: '1', ...fields })
      expect(answer.status, act).toBe(404)
    }
    expect(await stateOf(tipId)).toEqual(before)
    const refused = await line.query(
      `select 1 from audit where object_id = $1 and action = 'tip.refused' and unit_code = '26740'`,
      [tipId],
    )
    expect(refused).toHaveLength(ACTS.length)
  })
})

describe('signing in', () => {
  it('says the same of a wrong password and an unknown login, and records both', async () => {
    const browsers = await openBrowsers()
    const { page, complaints } = await browsers.visit()
    const refusals: string[] = []
    for (const login of ['benthanh', 'khong-co-nguoi-nay']) {
      await page.goto(`${address}/ban-truc`)
      await page.getByLabel('Tên đăng nhập').fill(login)
      await page.getByLabel('Mật khẩu').fill('mat khau sai hoan toan')
      await page.getByRole('button', { name: 'Tiếp tục' }).click()
      await page.getByLabel('Mã 6 số').fill('000000')
      await page.getByRole('button', { name: 'Đăng nhập' }).click()
      refusals.push(await page.getByRole('alert').innerText())
      expect(await page.getByLabel('Mật khẩu').inputValue()).toBe('')
    }
    expect(new Set(refusals).size).toBe(1)
    expect(await line.query(`select 1 from audit where action = 'login.refused'`)).toHaveLength(2)
    await signIn(page, address, 'benthanh', PASSWORD)
    expect(complaints).toEqual([])
  })

  it('ends with signing out, at once and for every page', async () => {
    const leaving = await openDesk(address, 'trucban79')
    const page = await leaving.get('/ban-truc')
    const token = /name="token"[^>]*value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const cookie = leaving.cookie
    expect((await leaving.post('/ban-truc/dang-xuat', { token })).status).toBe(303)
    expect((await fetch(`${address}/ban-truc/hang-doi`, { headers: { cookie } })).status).toBe(401)
    const rows = await line.query(
      `select a.unit_code from audit a join officers o on o.id = a.officer_id where a.action = 'logout' and o.login = 'trucban79'`,
    )
    expect(rows).toEqual([{ unit_code: '79-PC01' }])
  })
})

describe('the event stream', () => {
  it('carries ids and versions of the own unit’s tips and nothing else', async () => {
    const stopping = new AbortController()
    const answer = await fetch(`${address}/ban-truc/dong`, {
      headers: { cookie: desk.cookie },
      signal: stopping.signal,
    })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    let heard = ''
    const reading = (async () => {
      for await (const chunk of answer.body ?? []) heard += Buffer.from(chunk).toString()
    })().catch(() => {})
    const elsewhere = openChat('zalo-bot')
    await elsewhere.report('Tối qua đánh bạc ăn tiền ở số 9 Đồng Khởi, phường Sài Gòn')
    const own = await newTip()
    await until('the own tip', async () => heard.includes(own), WAIT_MS)
    stopping.abort()
    await reading
    const data = heard
      .split('\n')
      .filter((text) => text.startsWith('data:'))
      .map((text): unknown => JSON.parse(text.slice(5)))
    const [foreign] = await line.query<{ id: string }>(`select id from tips where unit_code = '26740'`)
    expect(heard).not.toContain(foreign?.id)
    for (const one of data) {
      expect(one === null || typeof one !== 'object' ? [] : Object.keys(one).toSorted()).toSatisfy(
        (keys: string[]) => keys.length === 0 || keys.join() === 'tip,version',
      )
    }
    expect(data).toContainEqual({ tip: own, version: expect.any(Number) })
  })
})
