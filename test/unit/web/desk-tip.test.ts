import { beforeEach, expect, test } from 'vitest'
import type { InboundContent } from '../../../src/domain/message.ts'
import type { FileLine, ThreadLine } from '../../../src/flow/tip-view.ts'
import { addTip, type FakeApp, getText, makeFakeDesk, makeTip, NOW, post, tipId, tokenIn } from './desk-fakes.ts'

let desk: FakeApp
beforeEach(() => {
  desk = makeFakeDesk()
})

const open = (path = `/ban-truc/tin/${tipId(1)}`): Promise<string> => getText(desk, path)
const plain = (html: string): string =>
  html
    .replace(/<svg.*?<\/svg>/gs, '')
    .replace(/<[^>]+>/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
const finding = (stage: string, value: unknown) => ({ stage, stageVersion: 1, confidence: null, value, at: NOW })
const spanOf = (text: string, words: string) => ({
  start: text.indexOf(words),
  end: text.indexOf(words) + words.length,
})

const TEXT = 'Quán karaoke Sao Mai. Hai nhóm cầm dao đánh nhau ở phường Vĩnh Yên. Đông người lắm.'

const analysis = (text: string) => ({
  version: 1,
  kind: 'tip',
  category: 'assault-violence',
  categories: [
    { code: 'assault-violence', p: 0.62 },
    { code: 'noise-disorder', p: 0.2 },
  ],
  urgency: 'critical',
  situations: [{ id: 'U1', span: spanOf(text, 'cầm dao'), tense: 'now' }],
  aboutPolice: [],
  evidence: [
    { rule: 'trigger:assault-violence', span: spanOf(text, 'đánh nhau'), weight: 1 },
    { rule: 'trigger:assault-violence', span: spanOf(text, 'cầm dao'), weight: 2 },
    { rule: 'trigger:noise-disorder', span: spanOf(text, 'karaoke'), weight: 3 },
  ],
})

test('the page says what is happening, how sure, what is due, and that nothing is verified', async () => {
  addTip(desk.fake, makeTip(1, { urgency: 'critical', callNow: true }), TEXT, {
    essence: 'Hai nhóm cầm dao đánh nhau ở phường Vĩnh Yên.',
    findings: [
      finding('classify', analysis(TEXT)),
      finding('locate', { unit: '26-VY', evidence: [{ rule: 'name', span: spanOf(TEXT, 'phường Vĩnh Yên') }] }),
      finding('route', {
        primary: { unit: '26-VY', reason: 'place' },
        also: [{ unit: '26-PC02', reason: 'gravity' }],
        explanation: '',
      }),
    ],
  })
  const html = await open()
  const page = plain(html)
  expect(page).toContain('Nội dung được phản ánh, chưa được xác minh.')
  expect(page).toContain('Đánh nhau, cố ý gây thương tích, giết người 62 % vì “cầm dao”, “đánh nhau”')
  expect(page).toContain('Cũng có thể: Ồn ào, mất trật tự công cộng 20 %.')
  expect(page).toContain('Có thể đang có hành vi phạm tội, có người gặp nguy hiểm, đang diễn ra vì “cầm dao”')
  expect(page).toContain('Địa bàn Công an phường Vĩnh Yên vì “phường Vĩnh Yên”')
  expect(page).toContain('Nơi xảy ra thuộc địa bàn của đơn vị.')
  expect(page).toContain('Cũng được báo: Phòng Cảnh sát hình sự.')
  expect(page).toContain('5 phút với mức này. Anh/Chị là người mở đầu tiên, 1 phút sau khi nhận, trong mốc.')
  expect(html).toContain('<bdi class="told">Hai nhóm cầm dao đánh nhau ở phường Vĩnh Yên.</bdi>')
  expect(html).toMatch(/Hai nhóm <mark title="[^"]+">cầm dao<\/mark> <mark title="Căn cứ phân loại">đánh nhau<\/mark>/)
})

test('a finding of an unknown shape says nothing and breaks nothing', async () => {
  for (const value of [
    null,
    'x',
    7,
    [],
    { category: 9 },
    { unit: 5 },
    { category: 'theft', categories: 'x', evidence: [{ span: -1 }] },
  ]) {
    desk = makeFakeDesk()
    const stages = ['classify', 'locate', 'route', 'deduplicate', 'khac']
    addTip(desk.fake, makeTip(1), TEXT, { findings: stages.map((stage) => finding(stage, value)) })
    expect(await open(), JSON.stringify(value)).toContain('karaoke Sao Mai')
  }
})

test('spans outside the text mark nothing', async () => {
  const found = {
    ...analysis(TEXT),
    situations: [],
    evidence: [{ rule: 'trigger:assault-violence', span: { start: 5, end: 9_999 } }],
  }
  addTip(desk.fake, makeTip(1), TEXT, { findings: [finding('classify', found)] })
  expect(await open()).not.toContain('<mark')
})

test('the essence is the one triage chose, as in the inbox, and a danger found in three places is told once', async () => {
  const found = analysis(TEXT)
  const situations = [...found.situations, ...found.situations, ...found.situations]
  const essence = 'Hai nhóm cầm dao đánh nhau ở phường Vĩnh Yên.'
  addTip(desk.fake, makeTip(1, { callNow: true }), TEXT, {
    essence,
    findings: [finding('classify', { ...found, situations })],
  })
  const html = await open()
  expect(html).toMatch(/desk-essence"><bdi class="told">Hai nhóm cầm dao/)
  expect(html.split('<strong>Có thể đang có hành vi phạm tội').length - 1).toBe(1)
})

test('the citizen’s words stand exactly as sent, with hostile and hidden signs shown as themselves', async () => {
  const text = `<script>alert(1)</script> {{7*7}} ' OR 1=1-- \u202egnud\u202c a\u0000b e${'\u0301'.repeat(50)} =HYPERLINK("x") javascript:1 Ký đúng không\n\n  dòng hai`
  addTip(desk.fake, makeTip(1), text, {
    decisions: [
      {
        id: 'dec_1',
        kind: 'unit',
        before: null,
        after: '26-VY',
        note: '<b>"x"</b>',
        officerNumber: '1',
        unitCode: '26-TS',
        decidedAt: NOW,
      },
    ],
    held: { reason: 'officer', role: 'primary', note: '<i>y</i>' },
  })
  const html = await open()
  for (const sign of ['<script>', '<b>', '<i>', '\u202e', '\u0000']) expect(html).not.toContain(sign)
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} &#39; OR 1=1-- ')
  for (const words of ['U+202E', 'U+0000', '+46', '&lt;b&gt;', '&lt;i&gt;', '\n\n  dòng hai'])
    expect(html).toContain(words)
  expect(html).not.toContain('href="javascript')
})

test('an answer shows how it went, with the reason in words', async () => {
  const said = (status: 'pending' | 'sent' | 'parked', error: string | null): ThreadLine => ({
    from: 'officer',
    at: NOW,
    officerNumber: '0217',
    bubble: { text: `trả lời ${status}` },
    status,
    error,
    sentAt: status === 'sent' ? NOW : null,
  })
  addTip(desk.fake, makeTip(1), TEXT, {
    thread: [
      said('sent', null),
      said('pending', null),
      said('pending', 'server-503'),
      said('parked', 'chat-closed-403'),
    ],
  })
  const page = plain(await open())
  expect(page).toContain('Cán bộ trực ban, số hiệu 021723:41đã gửi 23:41trả lời sent')
  expect(page).toContain('đang chờ gửitrả lời pending')
  expect(page).toContain('đang chờ gửi: máy chủ của kênh gặp lỗi, sẽ thử lại')
  expect(page).toContain('không gửi được: người nhận đã chặn hoặc rời kênh')
  expect(page).not.toContain('403')
})

test('media, places and contacts are told without names, links or numbers', async () => {
  const line = (content: Extract<ThreadLine, { from: 'citizen' }>['content']): ThreadLine => ({
    from: 'citizen',
    at: NOW,
    sentAt: null,
    content,
  })
  addTip(desk.fake, makeTip(1), '', {
    told: { text: '', parts: [], location: null },
    thread: [
      line({
        type: 'media',
        attachments: [
          { kind: 'image', url: 'https://x.example/a', name: 'ten-nguoi.jpg' },
          { kind: 'image' },
          { kind: 'video' },
        ],
      }),
      line({ type: 'location', lat: 21.30894, lon: 105.60489, accuracyMetres: 15 }),
      line({ type: 'form', report: { what: 'Việc', where: 'Ngõ 5', hasContact: true } }),
      line(null),
    ],
  })
  const html = await open()
  const page = plain(html)
  expect(page).toContain('Gửi kèm 2 ảnh, 1 video.')
  expect(page).toContain('Vị trí: 21,30894; 105,60489, sai số khoảng 15 m')
  expect(page).toContain('Nơi xảy ra: Ngõ 5')
  expect(page).toContain('Có để lại cách liên hệ, đang được niêm phong.')
  expect(page).toContain('Nội dung đã hủy theo thời hạn lưu giữ.')
  expect(html).not.toMatch(/x\.example|ten-nguoi/)
})

test('files are listed under their message with kind, size and what became of them, and never by name', async () => {
  const file = (state: FileLine['state'], change: Partial<FileLine> = {}): FileLine => ({
    kind: 'image',
    state,
    sizeBytes: null,
    reason: null,
    ...change,
  })
  const attachments = [{ kind: 'image' as const, name: 'ten-nguoi.jpg', url: 'https://x.example/a' }]
  const files = [
    file('kept', { sizeBytes: 1_300_000 }),
    file('kept', { kind: 'audio', sizeBytes: 700 }),
    file('waiting', { kind: 'video' }),
    file('listed', { kind: 'sticker' }),
    file('failed', { kind: 'file', reason: 'too-large' }),
    file('failed', { reason: 'gone' }),
    file('failed', { reason: 'kept-before' }),
  ]
  const line = (content: InboundContent, more: { files?: FileLine[] } = {}): ThreadLine => ({
    from: 'citizen',
    at: NOW,
    sentAt: null,
    content,
    ...more,
  })
  addTip(desk.fake, makeTip(1), '', {
    told: { text: '', parts: [], location: null },
    thread: [
      line({ type: 'media', attachments }, { files }),
      line({ type: 'edit', editOf: '1', text: 'số 12', attachments }, { files: [file('kept', { sizeBytes: 2048 })] }),
    ],
  })
  const html = await open()
  const page = plain(html)
  for (const words of [
    'Ảnh 1, 1,2 MB: đã lưu, niêm phong',
    'Ghi âm 2, 1 KB: đã lưu, niêm phong',
    'Video 3: đang tải về',
    'Hình dán 4: chỉ ghi nhận, không tải về',
    'Tệp 5: chưa tải được: tệp lớn hơn mức nhận được',
    'Ảnh 6: chưa tải được: địa chỉ tệp đã hết hạn',
    'Ảnh 7: đã lưu cùng tin nhắn trước',
    'Ảnh 1, 2 KB: đã lưu, niêm phong',
  ]) {
    expect(page).toContain(words)
  }
  expect(html).not.toMatch(/x\.example|ten-nguoi/)
})

test('who asked to end the contact of an emergency is marked above and in the thread, and nothing is done by itself', async () => {
  const line: ThreadLine = { from: 'citizen', at: NOW, sentAt: null, content: { type: 'withdrawn' } }
  addTip(desk.fake, makeTip(1), '', { told: { text: '', parts: [], location: null }, thread: [line] })
  const page = plain(await open())
  expect(page).toContain('Người báo tin đã đề nghị chấm dứt liên hệ.')
  expect(page).toContain('hệ thống không tự thực hiện')
  expect(page).toContain('Rút lại sự đồng ý và đề nghị xóa dữ liệu của mình.')
})

test('that the contact has ended is said above, and whose words are gone', async () => {
  const tip = { ...makeTip(1), contactEndedAt: NOW, erasedAt: NOW, isHeld: true }
  addTip(desk.fake, tip, '', { told: { text: '', parts: [], location: null }, thread: [] })
  const page = plain(await open())
  for (const words of ['Người báo đã chấm dứt liên hệ.', 'Nội dung đã hủy theo thời hạn', 'đang được giữ lại']) {
    expect(page).toContain(words)
  }
})

test('what was done stands with number and unit of the officer', async () => {
  const decision = { id: 'dec_1', officerNumber: '0311', unitCode: '26-TS', decidedAt: NOW, note: null }
  addTip(desk.fake, makeTip(1), TEXT, {
    decisions: [
      { ...decision, kind: 'category', before: 'theft', after: 'assault-violence' },
      { ...decision, kind: 'urgency', before: 'normal', after: 'critical' },
      { ...decision, kind: 'unit', before: '26-TS', after: '26-VY', note: 'Sai địa bàn' },
      { ...decision, kind: 'status', before: 'triaged', after: 'accepted' },
      { ...decision, kind: 'disposition', before: null, after: 'warned' },
      { ...decision, kind: 'answer', before: null, after: null },
    ],
  })
  const page = plain(await open())
  expect(page).toContain('Sửa phân loại: Trộm cắp tài sản (kể cả móc túi) → Đánh nhau')
  expect(page).toContain('Sửa mức khẩn: Thường → Khẩn cấp')
  expect(page).toContain(
    'Chuyển đơn vị: Công an phường Tích Sơn → Công an phường Vĩnh Yên. Lý do: “Sai địa bàn”Số hiệu 0311, Công an phường Tích Sơn',
  )
  for (const words of ['Tiếp nhận tin', 'Đóng tin: Nhắc nhở', 'Gửi trả lời']) expect(page).toContain(words)
})

test('the main act is to take on a new tip, and to answer one that is taken on; a closed tip offers no transfer', async () => {
  addTip(desk.fake, makeTip(1), TEXT)
  addTip(desk.fake, makeTip(2, { status: 'accepted' }), TEXT)
  addTip(desk.fake, makeTip(3, { status: 'closed', closedAt: NOW, disposition: 'warned' }), TEXT)
  expect(await open()).toContain('/tiep-nhan"')
  const accepted = await open(`/ban-truc/tin/${tipId(2)}`)
  expect(accepted).not.toContain('/tiep-nhan"')
  expect(accepted).toMatch(/<details name="viec" id="tra-loi" open/)
  const closed = await open(`/ban-truc/tin/${tipId(3)}`)
  expect(closed).not.toMatch(/\/chuyen"|\/dong"/)
  expect(plain(closed)).toContain('Nhắc nhở, răn đe, giáo dục, hòa giải')
})

test('the title of the window names the code and no word of the citizen', async () => {
  addTip(desk.fake, makeTip(1), TEXT)
  expect(/<title>(.*?)<\/title>/.exec(await open())?.[1]).toBe('TB-26-261122-0001, Thường · Tin Báo')
})

test('no page says "đối tượng"', async () => {
  addTip(desk.fake, makeTip(1), TEXT)
  expect((await open()).toLowerCase()).not.toContain('đối tượng')
})

test('an officer who is asked first is asked above all else, may leave it, and is shown no category', async () => {
  addTip(desk.fake, { ...makeTip(1), category: null }, 'nghe tiếng chửi nhau', { isForReview: true })
  const page = await getText(desk, `/ban-truc/tin/${tipId(1)}`)
  expect(page).toContain('Chờ Anh/Chị phân loại')
  expect(page).toContain(`action="/ban-truc/tin/${tipId(1)}/hoi-truoc"`)
  expect(page).toContain('Bỏ qua, xem phân loại của máy')
  expect(page).not.toContain('Sửa phân loại')
  const fields = { token: tokenIn(page), phienban: '3', khung: 'rieng' }
  await post(desk, `/ban-truc/tin/${tipId(1)}/hoi-truoc`, { ...fields, phanloai: 'theft' })
  await post(desk, `/ban-truc/tin/${tipId(1)}/hoi-truoc`, { ...fields, phanloai: '', boqua: 'co' })
  await post(desk, `/ban-truc/tin/${tipId(1)}/hieu-dung`, { ...fields, dieu: 've-cong-an' })
  await post(desk, `/ban-truc/tin/${tipId(1)}/hieu-dung`, { ...fields, dieu: 'spam' })
  expect(desk.fake.acts).toEqual([
    ['review', tipId(1), 3, 'theft'],
    ['review', tipId(1), 3, null],
    ['judge', tipId(1), 3, { isAboutPolice: true }],
    ['judge', tipId(1), 3, { kind: 'spam' }],
  ])
})

test('an officer whose word sent a tip to the inspectorate is told so, and is not led back to it', async () => {
  addTip(desk.fake, makeTip(1), TEXT)
  const page = await open()
  expect(page).toContain('Chọn có phản ánh về cán bộ công an thì tin chuyển ngay tới thanh tra.')
  desk.fake.outcome = { ok: true, isGone: true }
  const fields = { token: tokenIn(page), phienban: '3', khung: 'rieng' }
  const answer = await post(desk, `/ban-truc/tin/${tipId(1)}/hieu-dung`, { ...fields, dieu: 've-cong-an' })
  expect(answer.headers.get('location')).toBe('/ban-truc?xong=thanh-tra')
  expect(await getText(desk, '/ban-truc?xong=thanh-tra')).toContain('Tin đã chuyển tới thanh tra')
})
