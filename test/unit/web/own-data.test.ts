import { describe, expect, it } from 'vitest'
import { makeWorld, RECEIPT } from './fake-deps.ts'

const ADDRESS = 'https://tinbao.example'
const post = (fields: Record<string, string>, cookie = ''): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ADDRESS, cookie },
  body: new URLSearchParams(fields).toString(),
})
const tokensOf = (html: string): string[] =>
  [...html.matchAll(/name="token" value="([^"]+)"/g)].map(([, token = '']) => token)

async function openThread(world: ReturnType<typeof makeWorld>, prefix = ''): Promise<string> {
  const entry = await (await world.app.request(`${ADDRESS}${prefix}/bien-nhan`)).text()
  const [token = ''] = tokensOf(entry)
  return (await world.app.request(`${ADDRESS}${prefix}/bien-nhan`, post({ token, code: RECEIPT }))).text()
}
/** The token of the form that leads to this address. */
function tokenFor(html: string, action: string): string {
  const [, form = ''] = new RegExp(`action="${action}"([\\s\\S]*?)</form>`).exec(html) ?? []
  return tokensOf(form)[0] ?? ''
}

describe.each([
  ['', 'Chấm dứt liên hệ?', 'vẫn được cán bộ xử lý', 'không chấm dứt được'],
  ['/en', 'End the contact?', 'still worked on', 'cannot be ended'],
])('with the receipt, in "%s"', (prefix, question, stays, barred) => {
  const action = `${prefix}/bien-nhan/rut-tin`

  it('the contact is ended after one question that says what stays, and once however often it is asked', async () => {
    const world = makeWorld()
    const thread = await openThread(world, prefix)
    const asked = await (
      await world.app.request(`${ADDRESS}${action}`, post({ token: tokenFor(thread, action), code: RECEIPT }))
    ).text()
    expect([asked.includes(question), asked.includes(stays), world.withdrawn.size]).toEqual([true, true, 0])
    const fields = { token: tokenFor(asked, action), code: RECEIPT, confirm: 'yes' }
    for (let time = 0; time < 2; time++) {
      const answer = await world.app.request(`${ADDRESS}${action}`, post(fields))
      expect([answer.status, world.withdrawn.size]).toEqual([200, 1])
    }
  })

  it('an emergency cannot be withdrawn: the device can be cleared instead', async () => {
    const world = makeWorld()
    world.withdrawal = 'barred'
    const thread = await openThread(world, prefix)
    const fields = { token: tokenFor(thread, action), code: RECEIPT, confirm: 'yes' }
    const answer = await (await world.app.request(`${ADDRESS}${action}`, post(fields))).text()
    expect([answer.includes(barred), answer.includes(`${prefix}/xoa-dau-vet`), world.withdrawn.size]).toEqual([
      true,
      true,
      0,
    ])
  })

  it('nothing is ended by a wrong code, without a token, or while the database is away', async () => {
    const world = makeWorld()
    const thread = await openThread(world, prefix)
    const token = tokenFor(thread, action)
    const wrong = await world.app.request(`${ADDRESS}${action}`, post({ token, code: 'ABCD', confirm: 'yes' }))
    const bare = await world.app.request(`${ADDRESS}${action}`, post({ code: RECEIPT, confirm: 'yes' }))
    world.isDown = true
    const away = await world.app.request(`${ADDRESS}${action}`, post({ token, code: RECEIPT, confirm: 'yes' }))
    expect([wrong.status, bare.status, away.status, world.withdrawn.size]).toEqual([404, 403, 503, 0])
  })
})

describe('clearing the traces', () => {
  it('takes cookies, caches and stores off the device and leads to a page everyone opens', async () => {
    const world = makeWorld()
    const page = await (await world.app.request(`${ADDRESS}/yeu-cau-du-lieu`)).text()
    const answer = await world.app.request(
      `${ADDRESS}/xoa-dau-vet`,
      post({ token: tokenFor(page, '/xoa-dau-vet') }, `__Host-chat=${'a'.repeat(43)}`),
    )
    expect(answer.status).toBe(200)
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"')
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-chat=;.*Max-Age=0/)
    expect(answer.headers.get('refresh')).toBe('0; url=https://www.google.com.vn/')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).not.toMatch(/Tin Báo|công an/i)
  })

  it('needs the form of our page', async () => {
    const answer = await makeWorld().app.request(`${ADDRESS}/xoa-dau-vet`, post({}))
    expect([answer.status, answer.headers.get('clear-site-data')]).toEqual([403, null])
  })
})

it.each(['', '/en'])('the page on personal data asks for nothing and looks nothing up, in "%s"', async (prefix) => {
  const world = makeWorld()
  world.fault = new Error('nothing may be asked')
  const answer = await world.app.request(`${ADDRESS}${prefix}/yeu-cau-du-lieu`)
  const html = await answer.text()
  expect([
    answer.status,
    answer.headers.get('set-cookie'),
    html.includes('<textarea'),
    html.includes('type="text"'),
  ]).toEqual([200, null, false, false])
  expect(html).toContain('356/2025')
})
