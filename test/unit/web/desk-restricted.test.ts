import { beforeEach, describe, expect, it } from 'vitest'
import {
  addTip,
  type FakeApp,
  get,
  getText,
  makeFakeDesk,
  makeTip,
  NOW,
  OFFICER,
  post,
  tipId,
  tokenIn,
} from './desk-fakes.ts'

const WORDS = 'lời kể của cháu bé'
const COVERED = {
  told: { text: '', parts: [], location: null },
  essence: '',
  thread: [],
  isCovered: true,
}
const PATH = `/ban-truc/tin/${tipId(1)}`

let desk: FakeApp
beforeEach(() => {
  desk = makeFakeDesk()
})

describe('a restricted tip', () => {
  beforeEach(() => addTip(desk.fake, makeTip(1, { restricted: true, callNow: true }), WORDS, COVERED))

  it('shows what it is and asks why it is to be opened, and offers nothing else to do', async () => {
    for (const path of [PATH, `/ban-truc?tin=${tipId(1)}`]) {
      const page = await getText(desk, path)
      expect(page).not.toContain(WORDS)
      expect(page).toContain('Nội dung đang được che')
      expect(page).toContain(`action="${PATH}/mo"`)
      for (const act of ['tra-loi', 'chuyen', 'dong', 'tiep-nhan']) expect(page).not.toContain(`${PATH}/${act}`)
      expect(page).not.toContain('Đã trao đổi')
    }
  })

  it('is opened by a reason and words, and by a form of this session alone', async () => {
    const token = tokenIn(await getText(desk, PATH))
    const fields = { token, lydo: 'duty', ghichu: 'đang trực, xử lý tin' }
    expect((await post(desk, `${PATH}/mo`, { ...fields, token: 'x' })).status).toBe(403)
    expect((await post(desk, `${PATH}/mo`, fields, { headers: { origin: 'https://evil.example' } })).status).toBe(403)
    const answer = await post(desk, `${PATH}/mo`, { ...fields, khung: 'rieng' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`${PATH}?xong=mo`)
    expect(await answer.text()).toBe('')
    expect(desk.fake.acts).toEqual([['uncover', tipId(1), { reason: 'duty', note: 'đang trực, xử lý tin' }]])
  })

  it('stays covered where the reason is missing, and keeps what was typed', async () => {
    const token = tokenIn(await getText(desk, PATH))
    const answer = await post(desk, `${PATH}/mo`, { token, lydo: 'duty', ghichu: 'ok' })
    expect(answer.status).toBe(400)
    const page = await answer.text()
    expect(page).toContain('Ghi rõ lý do, ít nhất 5 ký tự.')
    expect(page).toContain('\nok</textarea>')
    expect(page).not.toContain(WORDS)
  })

  it('says until when it is open, and its page knows what to take off the screen then', async () => {
    desk = makeFakeDesk()
    addTip(desk.fake, makeTip(1, { restricted: true }), WORDS, { coversAt: new Date(NOW.getTime() + 60_000) })
    const page = await getText(desk, PATH)
    expect(page).toContain('data-covers-in="60000"')
    expect(page).toContain('Nội dung hiện tới 23:42')
    // Words stand in what is marked alone.
    const marked = page.split('data-words').slice(1).join('')
    expect(marked.split(WORDS)).toHaveLength(page.split(WORDS).length)
  })
})

describe('an officer not named for restricted tips', () => {
  it('is told how many wait and how urgent they are, on the page and as data, and nothing else', async () => {
    desk.fake.hidden = [{ urgency: 'critical', open: 1, unopened: 1 }]
    const words = 'Có 1 tin hạn chế, khẩn cấp; chưa ai mở. Báo cán bộ được giao xem.'
    expect(await getText(desk, '/ban-truc')).toContain(words)
    const rows = await (await get(desk, '/ban-truc/hang-doi')).json()
    expect(rows).toMatchObject({ hidden: { words, critical: 1 }, rows: [] })
  })

  it('reads the numbers of several, and that somebody is at them', async () => {
    desk.fake.hidden = [
      { urgency: 'critical', open: 2, unopened: 1 },
      { urgency: 'normal', open: 1, unopened: 1 },
    ]
    expect(await getText(desk, '/ban-truc')).toContain(
      'Có 3 tin hạn chế: 2 khẩn cấp, 1 mức thường; 2 tin chưa ai mở. Báo cán bộ được giao xem.',
    )
    desk.fake.hidden = [{ urgency: 'low', open: 1, unopened: 0 }]
    expect(await getText(desk, '/ban-truc')).toContain('Có 1 tin hạn chế, mức thấp. Cán bộ được giao đã mở.')
  })

  it('hears from the stream that something changed, and not which restricted tip', async () => {
    const officer = { ...OFFICER, isCleared: false }
    desk.deps.look.officer = async () => ({ ok: true, officer })
    const answer = await get(desk, '/ban-truc/dong')
    const reader = answer.body?.getReader()
    if (!reader) throw new Error('no stream')
    const next = async () => new TextDecoder().decode((await reader.read()).value)
    expect(await next()).toMatch(/^retry: /)
    desk.fake.change?.({ tip: tipId(1), version: 4, isRestricted: true })
    expect(await next()).toBe('event: gap\ndata: {}\n\n')
    desk.fake.change?.({ tip: tipId(2), version: 4, isRestricted: false })
    expect(await next()).toContain(tipId(2))
    await reader.cancel()
  })
})

describe('a unit that is only told of a tip', () => {
  it('is offered to read and to answer, and no decision that would be refused', async () => {
    addTip(desk.fake, makeTip(1, { unitCode: '26-TS' }), 'Hai người đánh nhau', {
      held: { reason: 'danger-now', role: 'information', note: null },
      mayDecide: false,
    })
    const page = await getText(desk, PATH)
    expect(page).toContain(`action="${PATH}/tra-loi"`)
    expect(page).toContain('Đơn vị này nhận tin để biết')
    for (const act of ['chuyen', 'dong', 'tiep-nhan', 'phan-loai', 'muc-khan']) {
      expect(page, act).not.toContain(`${PATH}/${act}`)
    }
  })
})
