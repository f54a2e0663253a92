import { describe, expect, it } from 'vitest'
import type { AuditLine } from '../../../src/flow/audit-look.ts'
import { KNOWN_ACTIONS } from '../../../src/web/parts/audit-words.ts'
import { makeFakeDesk, NOW, OFFICER, SESSION, tipId } from './desk-fakes.ts'

const PATH = '/ban-truc/nhat-ky'
const cookie = { cookie: `__Host-desk=${SESSION}` }

const line = (change: Partial<AuditLine> = {}): AuditLine => ({
  id: '7',
  at: new Date('2026-11-22T06:41:00Z'),
  chain: '26-VY',
  day: '2026-11-22',
  number: 14,
  unitCode: '26-VY',
  officerId: 'ofc_1',
  officerNumber: '0217',
  action: 'tip.read',
  objectId: tipId(1),
  tipCode: 'TB-26-261122-0001',
  detail: {},
  isSound: true,
  ...change,
})

function open(lines: AuditLine[], olderId: string | null = null) {
  const desk = makeFakeDesk({ isSecure: true })
  desk.fake.audit = { ok: true, officer: { ...OFFICER, role: 'auditor' }, lines, olderId, checkedAt: NOW }
  const get = (query = '') => desk.app.request(`${PATH}${query}`, { headers: cookie })
  return { ...desk, get }
}

describe('the auditor’s log', () => {
  it('shows each row with words, ids, its place in the chain and whether it holds together', async () => {
    const { get } = open([
      line(),
      line({ id: '6', number: 13, action: 'quite.new', officerNumber: null, officerId: null }),
    ])
    const answer = await get()
    expect(answer.status).toBe(200)
    const html = await answer.text()
    for (const words of [
      'Mở tin',
      'tip.read',
      'TB-26-261122-0001',
      tipId(1),
      'số 14',
      '22/11/2026',
      '0217',
      'quite.new',
    ]) {
      expect(html).toContain(words)
    }
    expect(html).toContain('Đã kiểm tra 2 dòng trên trang này lúc 23:41')
    expect(html).not.toContain('KHÔNG KHỚP')
  })

  it('says loudly which rows do not', async () => {
    const { get } = open([line({ isSound: false }), line()])
    const html = await (await get()).text()
    expect(html).toMatch(/role="alert"[^>]*>Có 1 dòng trên trang này không khớp/)
    expect(html.match(/KHÔNG KHỚP/g)).toHaveLength(1)
  })

  it('counts long lists and shows no markup of strangers', async () => {
    const tips = Array.from({ length: 40 }, (_, n) => tipId(n))
    const { get } = open([line({ action: 'inbox.read', objectId: null, detail: { view: 'open', tips, x: '<b>' } })])
    const html = await (await get()).text()
    expect(html).toContain('tin: 40 mục')
    expect(html).toContain('&lt;b&gt;')
  })

  it('asks for what the filter says, in proper shapes alone', async () => {
    const { get, fake } = open([line()])
    const query = new URLSearchParams({
      donvi: '26-VY',
      sohieu: '0217',
      viec: 'tip.read',
      tin: tipId(3),
      ngay: '2026-11-22',
    })
    expect((await get(`?${query}&truoc=99`)).status).toBe(200)
    expect((await get('?donvi=H%E1%BB%87%20th%E1%BB%91ng&tin=tb-26-261122-0001')).status).toBe(200)
    expect(fake.auditAsked).toEqual([
      {
        unitCode: '26-VY',
        officerNumber: '0217',
        action: 'tip.read',
        tipId: tipId(3),
        day: '2026-11-22',
        beforeId: '99',
      },
      { unitCode: 'system', tipCode: 'TB-26-261122-0001' },
    ])
  })

  it.each(['donvi=nowhere', "sohieu=' or 1=1", 'viec=tip.x', 'tin=tip_1', 'ngay=2026-02-31', 'ngay=homnay'])(
    'says what is wrong with %s and does not look for it',
    async (query) => {
      const { get, fake } = open([line()])
      const answer = await get(`?${query}&truoc=x`)
      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain('Phần này không được dùng để lọc.')
      expect(fake.auditAsked).toEqual([{}])
    },
  )

  it('leads to older rows with the filter kept, and back', async () => {
    const { get } = open([line()], '7')
    const html = await (await get('?sohieu=0217&truoc=9')).text()
    expect(html).toContain(`href="${PATH}?sohieu=0217&amp;truoc=7"`)
    expect(html).toContain(`href="${PATH}?sohieu=0217"`)
  })

  it('is not there for others, with whatever filter, and asks who is not signed in to sign in', async () => {
    const desk = makeFakeDesk({ isSecure: true })
    for (const query of ['', '?donvi=nowhere']) {
      const answer = await desk.app.request(`${PATH}${query}`, { headers: cookie })
      expect(answer.status).toBe(404)
      expect(await answer.text()).toBe(await (await desk.app.request('/ban-truc/khong-co', { headers: cookie })).text())
    }
    expect((await desk.app.request(PATH)).status).toBe(303)
  })

  it('has words for every action there is', () => {
    expect(new Set(KNOWN_ACTIONS.map(([id]) => id)).size).toBe(KNOWN_ACTIONS.length)
    for (const [, words] of KNOWN_ACTIONS) expect(words).not.toMatch(/đối tượng/i)
  })
})
