import { beforeEach, expect, test } from 'vitest'
import { addTip, type FakeApp, get, getText, makeFakeDesk, makeTip, NOW, tipId } from './desk-fakes.ts'

let desk: FakeApp
beforeEach(() => {
  desk = makeFakeDesk()
})

const rowsOf = (html: string): string[] => html.match(/<li class="desk-row.*?<\/li>/gs) ?? []

test('a row tells urgency, age, essence, channel and status in words', async () => {
  addTip(desk.fake, makeTip(2, { urgency: 'critical' }), 'Có người cầm dao')
  addTip(desk.fake, makeTip(3, { channel: 'zalo-bot', status: 'accepted', openedAt: NOW }), 'Hát to sau 22 giờ')
  const [first = '', second = ''] = rowsOf(await getText(desk, '/ban-truc'))
  for (const words of ['Khẩn cấp', '2 phút', 'Có người cầm dao', 'Telegram', 'Chờ tiếp nhận', 'is-unread']) {
    expect(first).toContain(words)
  }
  for (const words of ['Thường', '3 phút', 'Hát to sau 22 giờ', 'Zalo', 'Đã tiếp nhận']) expect(second).toContain(words)
  expect(second).not.toContain('is-unread')
})

test('a restricted tip shows none of its words in the list, neither on the page nor as data', async () => {
  addTip(desk.fake, makeTip(1, { restricted: true }), 'chi tiết không được lộ')
  const page = await getText(desk, '/ban-truc')
  const data = await getText(desk, '/ban-truc/hang-doi')
  for (const text of [page, data]) {
    expect(text).toContain('Tin hạn chế, mở để đọc')
    expect(text).not.toContain('không được lộ')
  }
})

test('a copy is marked with the code of the first tip only where that tip is in the same list', async () => {
  addTip(desk.fake, makeTip(1), 'Tin đầu')
  addTip(desk.fake, makeTip(2, { duplicateOf: tipId(1) }), 'Tin đầu')
  addTip(desk.fake, makeTip(3, { duplicateOf: tipId(77) }), 'Tin khác')
  const rows = rowsOf(await getText(desk, '/ban-truc'))
  expect(rows[1]).toContain('trùng TB-26-261122-0001')
  expect(rows[2]).toContain('trùng tin trước')
  expect(rows[2]).not.toContain('0077')
})

test('a tip held for information names the unit in charge', async () => {
  addTip(desk.fake, makeTip(1, { unitCode: '26-TS' }), 'Việc ở phường bên')
  expect(rowsOf(await getText(desk, '/ban-truc'))[0]).toContain('chủ trì: phường Tích Sơn')
})

test('the header names unit, officer, critical tips and time', async () => {
  addTip(desk.fake, makeTip(1, { urgency: 'critical' }), 'a')
  addTip(desk.fake, makeTip(2, { urgency: 'critical' }), 'b')
  const page = await getText(desk, '/ban-truc')
  for (const words of ['Công an phường Vĩnh Yên', '2 khẩn cấp', '0217', '23:41']) expect(page).toContain(words)
})

test('an empty inbox says what will appear and what to do', async () => {
  expect(await getText(desk, '/ban-truc')).toContain('Tin mới gửi tới đơn vị sẽ tự hiện ở đây')
  expect(await getText(desk, '/ban-truc?xem=da-dong')).toContain('Chưa có tin nào đã đóng')
})

test('closed tips stand in a view of their own, whose address keeps it when a tip is opened', async () => {
  addTip(desk.fake, makeTip(1), 'Còn mở')
  addTip(desk.fake, makeTip(2, { status: 'closed', closedAt: NOW, disposition: 'warned' }), 'Đã xong')
  const page = await getText(desk, '/ban-truc?xem=da-dong')
  expect(page).toContain('Đã xong')
  expect(page).not.toContain('Còn mở')
  expect(page).toContain(`href="/ban-truc?xem=da-dong&amp;tin=${tipId(2)}"`)
})

test('the list with a tip beside it opens the tip first, so that its row is read as seen', async () => {
  addTip(desk.fake, makeTip(1), 'Một việc')
  const page = await getText(desk, `/ban-truc?tin=${tipId(1)}`)
  expect(desk.fake.looks).toEqual([`tip ${tipId(1)}`, 'inbox open'])
  expect(page).toContain('aria-current="true"')
  expect(page.match(/<main/g)).toHaveLength(1)
})

test('the rows as data are the rows of the page', async () => {
  addTip(desk.fake, makeTip(1, { urgency: 'critical' }), 'Một\u202eviệc')
  const answer = await get(desk, '/ban-truc/hang-doi')
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect(await answer.json()).toEqual({
    now: NOW.toISOString(),
    critical: 1,
    isCut: false,
    hidden: { words: null, critical: 0 },
    rows: [
      {
        id: tipId(1),
        version: 3,
        urgency: 'critical',
        urgencyWord: 'Khẩn cấp',
        iso: '2026-11-22T16:40:00.000Z',
        age: '1 phút',
        exact: '23:40, 22/11/2026',
        essence: [{ text: 'Một' }, { mark: 'U+202E', title: 'Ký tự ẩn' }, { text: 'việc' }],
        isEssenceOurs: false,
        channel: 'Telegram',
        status: 'Chờ tiếp nhận',
        notes: [],
        isUnread: true,
        isCalling: false,
      },
    ],
  })
})

test('a list that was cut says so, on the page and as data, and a whole one does not', async () => {
  addTip(desk.fake, makeTip(1), 'Một việc')
  expect(await getText(desk, '/ban-truc')).not.toContain('tin đầu')
  desk.fake.isCut = true
  expect(await getText(desk, '/ban-truc')).toContain('1 tin đầu')
  expect(await (await get(desk, '/ban-truc/hang-doi')).json()).toMatchObject({ isCut: true })
})

test('a row of a tip that an officer is to classify first says so in place of its sentence', async () => {
  addTip(desk.fake, makeTip(1), '')
  for (const { row } of desk.fake.rows) row.isAskedFirst = true
  expect(await getText(desk, '/ban-truc')).toContain('Chờ Anh/Chị phân loại, mở để đọc')
})

test('asking for rows keeps a session alive only when a hand moved', async () => {
  await get(desk, '/ban-truc/hang-doi')
  expect(desk.fake.touches).toBe(0)
  await desk.app.request('/ban-truc/hang-doi', { headers: { cookie: `desk=${'S'.repeat(43)}`, 'x-active': '1' } })
  expect(desk.fake.touches).toBe(1)
})

test('a sentence on what was done comes from our own list and from nothing in the address', async () => {
  expect(await getText(desk, '/ban-truc?xong=chuyen')).toContain('Đã chuyển tin.')
  for (const word of ['constructor', '__proto__', '<b>x</b>']) {
    const page = await getText(desk, `/ban-truc?xong=${encodeURIComponent(word)}`)
    expect(page).not.toContain('data-done')
    expect(page).not.toContain('<b>x')
  }
})

test('hostile words are shown literally in the list', async () => {
  addTip(desk.fake, makeTip(1), '<img src=x onerror=alert(1)> {{7*7}} a\u0000b')
  const [row = ''] = rowsOf(await getText(desk, '/ban-truc'))
  expect(row).toContain('&lt;img src=x onerror=alert(1)&gt; {{7*7}} a')
  expect(row).toContain('U+0000')
  expect(row).not.toContain('<img')
})
