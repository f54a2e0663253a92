import { beforeEach, expect, test } from 'vitest'
import type { Outcome } from '../../../src/flow/desk-act.ts'
import { addTip, type FakeApp, getText, makeFakeDesk, makeTip, NOW, post, tipId, tokenIn } from './desk-fakes.ts'

let desk: FakeApp
let token: string
const ID = tipId(1)

beforeEach(async () => {
  desk = makeFakeDesk()
  addTip(desk.fake, makeTip(1), 'Hai người đánh nhau')
  token = tokenIn(await getText(desk, `/ban-truc/tin/${ID}`))
})

const send = (act: string, fields: Record<string, string> = {}) =>
  post(desk, `/ban-truc/tin/${ID}/${act}`, {
    token,
    phienban: '3',
    daxem: '1.0',
    khung: 'danh-sach',
    xem: '',
    ...fields,
  })

test('each act reaches the flow with the version the officer saw, and leads back to where they were', async () => {
  const acts: [string, Record<string, string>, unknown[]][] = [
    ['tiep-nhan', {}, ['accept', ID, 3]],
    ['phan-loai', { phanloai: 'theft' }, ['category', ID, 3, 'theft']],
    ['muc-khan', { muckhan: 'high' }, ['urgency', ID, 3, 'high']],
    ['dong', { ketqua: 'warned', lydo: 'Đã nhắc nhở' }, ['close', ID, 3, 'warned', 'Đã nhắc nhở']],
  ]
  for (const [act, fields, expected] of acts) {
    const answer = await send(act, fields)
    expect(answer.status, act).toBe(303)
    expect(answer.headers.get('location'), act).toBe(`/ban-truc?tin=${ID}&xong=${act}`)
    expect(desk.fake.acts.at(-1)).toEqual(expected)
  }
  const alone = await send('tiep-nhan', { khung: 'rieng' })
  expect(alone.headers.get('location')).toBe(`/ban-truc/tin/${ID}?xong=tiep-nhan`)
})

test('a NUL that an officer sends, which no table takes, is the sign of the unreadable', async () => {
  await send('dong', { ketqua: 'warned', lydo: 'Đã\0nhắc\r\nnhở' })
  expect(desk.fake.acts.at(-1)).toEqual(['close', ID, 3, 'warned', 'Đã\ufffdnhắc\nnhở'])
})

test('after a transfer the officer is back at the list, for the tip is no longer theirs to see', async () => {
  const answer = await send('chuyen', { donvi: '26-TS', lydo: 'Sai địa bàn', khung: 'rieng' })
  expect(answer.headers.get('location')).toBe('/ban-truc?xong=chuyen')
})

test('a tip is given back in one step, and the officer is told that it is gone', async () => {
  const page = await getText(desk, `/ban-truc/tin/${ID}`)
  expect(page).toContain('Trả lại nơi chuyển')
  expect(page).toContain('Nơi xảy ra không thuộc địa bàn')
  const answer = await send('tra-lai', { vilydo: 'other-place', lydo: 'Thuộc phường bên' })
  expect(desk.fake.acts.at(-1)).toEqual(['giveBack', ID, 3, 'other-place', 'Thuộc phường bên'])
  expect(answer.status).toBe(303)
})

test('a unit is found by code, by the suggestion, or by its name with or without marks', async () => {
  for (const typed of [
    '26-TS',
    'Công an phường Tích Sơn (26-TS)',
    ' công an  phường tích sơn ',
    'cong an phuong tich son',
  ]) {
    await send('chuyen', { donvi: typed, lydo: 'Sai địa bàn' })
    expect(desk.fake.acts.at(-1), typed).toEqual(['transfer', ID, 3, '26-TS', 'Sai địa bàn'])
  }
  const answer = await send('chuyen', { donvi: 'Công an xã Tam Sơn', lydo: 'Sai địa bàn' })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('Công an xã Tam Sơn (26-TS2); Công an xã Tam Sơn (26-TS3)')
  const part = await send('chuyen', { donvi: 'tich son', lydo: 'Sai địa bàn' })
  expect(await part.text()).toContain('Ghi đầy đủ một trong số này: Công an phường Tích Sơn (26-TS).')
  expect(await (await send('chuyen', { donvi: 'không có', lydo: 'Sai địa bàn' })).text()).toContain(
    'Không có đơn vị này.',
  )
  expect(desk.fake.acts).toHaveLength(4)
})

test('the same answer sent twice carries one key; an edited answer another', async () => {
  const keys: unknown[] = []
  for (const text of ['Đã cử người tới', 'Đã cử người tới', 'Đã cử người tới nơi']) {
    await send('tra-loi', { noidung: text })
    keys.push(desk.fake.acts.at(-1)?.at(-1))
  }
  expect(keys[0]).toBe(keys[1])
  expect(keys[2]).not.toBe(keys[0])
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
})

const REFUSALS: [string, string, Outcome, number, string][] = [
  ['phan-loai', 'phanloai', { ok: false, reason: 'unknown-category' }, 400, 'Chọn một phân loại trong danh sách.'],
  ['chuyen', 'lydo', { ok: false, reason: 'unknown-unit' }, 400, 'Không có đơn vị này.'],
  ['chuyen', 'lydo', { ok: false, reason: 'same-unit' }, 400, 'Tin đang ở chính đơn vị này.'],
  ['chuyen', 'lydo', { ok: false, reason: 'reason-missing' }, 400, 'Ghi lý do, ít nhất 5 ký tự.'],
  ['chuyen', 'lydo', { ok: false, reason: 'not-holder' }, 409, 'Đơn vị này nhận tin để biết'],
  ['chuyen', 'lydo', { ok: false, reason: 'about-police' }, 400, 'không được chuyển xuống cấp xã'],
  ['dong', 'lydo', { ok: false, reason: 'unknown-disposition' }, 400, 'Chọn một kết quả trong danh sách.'],
  ['dong', 'lydo', { ok: false, reason: 'closed' }, 409, 'Tin đã đóng hoặc chưa tới bước này'],
  ['tiep-nhan', 'lydo', { ok: false, reason: 'closed' }, 409, 'không tiếp nhận thêm lần nữa'],
  ['tra-loi', 'noidung', { ok: false, reason: 'text-missing' }, 400, 'Viết nội dung trả lời trước khi gửi.'],
  ['tra-loi', 'noidung', { ok: false, reason: 'text-too-long' }, 400, 'Nội dung dài hơn 1.800 ký tự.'],
  ['dong', 'lydo', { ok: false, reason: 'changed' }, 409, 'Tin vừa có thay đổi'],
]

test.each(REFUSALS)(
  '%s refused: the words stand in its form, and what was typed in %s stays (%o)',
  async (act, name, outcome, status, words) => {
    desk.fake.outcome = outcome
    for (const khung of ['danh-sach', 'rieng']) {
      const fields = { donvi: '26-TS', lydo: '\n<lý do> đã gõ', noidung: '\n<nội dung> đã gõ', khung }
      const answer = await send(act, fields)
      expect(answer.status).toBe(status)
      const page = await answer.text()
      expect(page).toContain(words)
      expect(page).toContain(`id="${act}-loi"`)
      if (act === 'chuyen' || act === 'dong' || act === 'tra-loi') {
        expect(page).toContain(name === 'lydo' ? '&lt;lý do&gt; đã gõ' : '&lt;nội dung&gt; đã gõ')
        expect(page).toMatch(new RegExp(`<details name="viec" id="${act}" open`))
        expect(page.match(/<details[^>]* open/g)).toHaveLength(1)
      }
      expect(page.includes('class="desk-list"')).toBe(khung === 'danh-sach')
    }
  },
)

test('an urgency that is none is refused before the flow is asked', async () => {
  const answer = await send('muc-khan', { muckhan: 'constructor' })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('Chọn một mức khẩn trong danh sách.')
  expect(desk.fake.acts).toEqual([])
})

test('a form given back keeps its key, so that mending it and sending twice is still one answer', async () => {
  desk.fake.outcome = { ok: false, reason: 'text-missing' }
  const page = await (await send('tra-loi', { noidung: 'x' })).text()
  expect(tokenIn(page)).toBe(token)
})

test('a tip that changed shows what came since and carries the new version', async () => {
  desk.fake.outcome = { ok: false, reason: 'changed' }
  const found = desk.fake.rows[0]
  if (!found) throw new Error('no tip')
  found.view.tip.version = 5
  found.view.decisions.push({
    id: 'dec_1',
    kind: 'urgency',
    before: 'normal',
    after: 'high',
    note: null,
    officerNumber: '0311',
    unitCode: '26-VY',
    decidedAt: NOW,
  })
  found.view.thread.push({ from: 'citizen', at: NOW, sentAt: null, content: { type: 'text', text: 'Họ đi rồi' } })
  const page = await (await send('dong', { ketqua: 'warned', lydo: 'Đã nhắc nhở' })).text()
  expect(page).toContain('23:41: Sửa mức khẩn: Thường → Cao (số hiệu 0311).')
  expect(page).toContain('Người báo tin gửi thêm 1 nội dung')
  expect(page).toContain('name="phienban" value="5"')
  expect(page).toMatch(/<option value="warned" selected/)
})

test('a version that is missing or mangled never passes as the current one', async () => {
  for (const phienban of ['', 'x', '-1', '3.0', '99999999999']) {
    await send('tiep-nhan', { phienban })
    expect(desk.fake.acts.at(-1)).toEqual(['accept', ID, -1])
  }
})

test('words written when the session had ended come back to be copied, and are sent nowhere', async () => {
  desk.fake.isSignedIn = false
  const answer = await send('tra-loi', { noidung: 'Đang <viết> dở' })
  expect(answer.status).toBe(401)
  const page = await answer.text()
  expect(page).toContain('Đang &lt;viết&gt; dở')
  expect(page).toContain('chưa được gửi')
  expect((await send('tiep-nhan')).status).toBe(303)
  expect(desk.fake.acts).toEqual([])
})
