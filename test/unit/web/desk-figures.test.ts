import { expect, it } from 'vitest'
import type { Exam } from '../../../src/flow/exam.ts'
import type { FiguresView } from '../../../src/flow/figures.ts'
import type { Card, Shelf } from '../../../src/flow/model-shelf.ts'
import { NO_PAIR_BOOK } from '../../../src/understand/alike/pair-store.ts'
import { getText, makeFakeDesk, NOW, OFFICER, tipId } from './desk-fakes.ts'

const PATH = '/ban-truc/hieu-tin'

const EXAM: Exam = {
  test: 'a',
  texts: 64,
  macroF1: 0.881,
  macroF1Stripped: 0.876,
  leaves: [
    { code: 'theft', hits: 20, wanted: 32 },
    { code: 'noise-disorder', hits: 30, wanted: 32 },
  ],
  callNow: { hits: 99, wanted: 100 },
  calls: { hits: 99, wanted: 120 },
  police: { hits: 100, wanted: 100 },
  held: { hits: 3, wanted: 60 },
  reports: { hits: 64, wanted: 64 },
  sure: { hits: 48, wanted: 64 },
  confusions: [
    { wanted: 'theft', got: 'noise-disorder', count: 12 },
    { wanted: 'noise-disorder', got: null, count: 2 },
  ],
}
const CARD: Card = {
  version: 'model-one',
  corpus: 'c',
  seed: 1,
  madeAt: '2026-11-20T19:00:00Z',
  examples: { corpus: 8_312, tips: 0 },
  corrections: { taken: 0, officers: 0, overCap: 0, closed: 0, copies: 0, inCorpus: 0 },
  exam: EXAM,
  comparedWith: null,
  shortfalls: [],
  limits: ['Synthetic.'],
}
const KEPT: Card = {
  ...CARD,
  version: 'model-two',
  madeAt: '2026-11-21T19:00:00Z',
  examples: { corpus: 8_312, tips: 41 },
  corrections: { ...CARD.corrections, taken: 60, officers: 3 },
  exam: { ...EXAM, police: { hits: 98, wanted: 100 }, leaves: [{ code: 'theft', hits: 28, wanted: 32 }] },
  comparedWith: { version: 'model-one', exam: EXAM },
  shortfalls: [{ figure: 'police', asked: 1, is: 0.98 }],
}
const SHELF: Shelf = {
  choice: { version: 'model-one', chosenAt: '2026-11-20T19:02:00Z', chosenBy: 'refit', former: [] },
  models: [
    { version: 'model-two', at: new Date(KEPT.madeAt), state: 'candidate', card: KEPT, head: null },
    { version: 'model-one', at: new Date(CARD.madeAt), state: 'in-use', card: CARD, head: null },
  ],
  lastRefit: { at: '2026-11-21T19:03:00Z', outcome: 'kept', version: 'model-two' },
  since: { version: 'model-one', steps: 7, isDropped: false },
}
const accuracy = { reviewed: 150, agreed: 141, low: 0.89, high: 0.968 }
const VIEW: FiguresView = {
  shelf: SHELF,
  pairs: {
    version: 'pairs-one',
    book: {
      ...NO_PAIR_BOOK,
      reviewed: {
        of: 'pairs-one',
        sure: null,
        count: 120,
        right: 90,
        bands: [{ from: 0.9, reviewed: 60, right: 58 }],
      },
    },
  },
  blind: { all: accuracy, skipped: 4, byModel: new Map([['model-one', accuracy]]) },
  corrected: { changed: 9, confirmed: 20, pairs: [{ before: 'theft', after: 'noise-disorder', count: 9 }] },
  examples: [
    {
      tipId: tipId(4),
      code: 'TB-26-261122-0004',
      field: 'category',
      before: null,
      after: 'theft',
      how: 'seen',
      decidedAt: NOW,
    },
  ],
}

function open(view: FiguresView = VIEW, role: typeof OFFICER.role = 'unit-commander') {
  const desk = makeFakeDesk()
  desk.fake.figures = { ok: true, officer: { ...OFFICER, role }, view }
  return getText(desk, PATH)
}

it('says what is known of real tips, and that under 200 reviews it is unknown', async () => {
  const html = await open()
  expect(html).toContain('Chưa biết máy đúng bao nhiêu với tin thật')
  expect(html).toContain('mới có 150 tin')
  expect(html).toContain('141 trong 150 tin, tức 94%')
  expect(html).toContain('89% đến 96,8%')
  const many = { reviewed: 400, agreed: 380, low: 0.925, high: 0.967 }
  expect(await open({ ...VIEW, blind: { ...VIEW.blind, all: many } })).not.toContain('Chưa biết máy đúng')
  const none = { reviewed: 0, agreed: 0, low: 0, high: 1 }
  expect(await open({ ...VIEW, blind: { ...VIEW.blind, all: none } })).not.toContain('NaN')
})

it('tells which model is in use, why the last one is not, what changed, and what is confused most', async () => {
  const html = await open()
  expect(html).toContain('model-one, dùng từ 02:02, 21/11/2026, do máy học lại ban đêm')
  expect(html).toMatch(
    /không đạt, nên mô hình cũ được giữ\.\s*Lý do: nhận đủ tin về cán bộ công an 98%, cần ít nhất 100%/,
  )
  expect(html).toContain('Trộm cắp tài sản (kể cả móc túi) 62,5% → 87,5%')
  expect(html).toMatch(/bị hiểu thành\s*<strong>Ồn ào, mất trật tự công cộng<\/strong>: 12 trong\s*32 bài/)
  expect(html).toContain('8.312 bài viết sẵn')
})

it('says why a model that falls in nothing is not in use: an older one is held', async () => {
  const shelf: Shelf = { ...SHELF, lastRefit: { at: '2026-11-21T19:03:00Z', outcome: 'held', version: 'model-two' } }
  expect(await open({ ...VIEW, shelf })).toContain('đạt yêu cầu nhưng chưa đưa vào dùng')
})

it('says of a figure that may not rise what it may be at most', async () => {
  const held: Card = { ...KEPT, shortfalls: [{ figure: 'held', asked: 0.07, is: 0.3 }] }
  const models = SHELF.models.map((one) => (one.card === KEPT ? { ...one, card: held } : one))
  expect(await open({ ...VIEW, shelf: { ...SHELF, models } })).toContain(
    'tin thường bị giữ lại vì ngờ nói về công an 30%, cần nhiều nhất 7%',
  )
})

it('links tips, without a word of them, for those who may open some; an administrator has no such list', async () => {
  expect(await open()).toContain(`href="/ban-truc/tin/${tipId(4)}"`)
  const administrator = await open({ ...VIEW, examples: [] }, 'administrator')
  expect(administrator).not.toContain('mà máy hiểu khác cán bộ')
})

it('says how many corrections have a say before the next refit, or why none has', async () => {
  expect(await open()).toContain('7 lần sửa từ đó đã có tác động tới phân loại.')
  const since = { version: 'model-one', steps: 0, isDropped: true }
  expect(await open({ ...VIEW, shelf: { ...SHELF, since } })).toContain('chưa được tính')
  expect(await open({ ...VIEW, shelf: { ...SHELF, since: null } })).not.toContain('từ đó')
})

it('stands without any model, and does not exist for who may not read it', async () => {
  const html = await open({ ...VIEW, shelf: { choice: null, models: [], lastRefit: null, since: null }, examples: [] })
  expect(html).toContain('máy chỉ dùng quy tắc')
  const desk = makeFakeDesk()
  const answer = await desk.app.request(PATH, { headers: { cookie: `desk=${'S'.repeat(43)}` } })
  expect(answer.status).toBe(404)
})

it('says how often suggestions were right, and whether the machine links by itself', async () => {
  const html = await open()
  expect(html).toMatch(/Cán bộ đã trả lời 120 gợi ý (?:"|&quot;)có thể cùng vụ(?:"|&quot;); 90 gợi ý đúng, tức\s*75%/)
  expect(html).toMatch(/Máy chắc từ 90%: đúng 58 trong 60/)
  expect(html).toContain('Máy chỉ gợi ý, không tự gộp')
  const { book } = VIEW.pairs
  const withBook = (more: Partial<typeof book>) =>
    open({ ...VIEW, pairs: { ...VIEW.pairs, book: { ...book, ...more } } })
  expect(await withBook({ reviewed: { ...book.reviewed, sure: 0.92 } })).toContain('Máy tự gộp khi chắc từ 92%')
  expect(await withBook({ reviewed: { ...book.reviewed, count: 0, right: 0 } })).not.toContain('NaN')
  const failed = { at: NOW.toISOString(), outcome: 'failed' as const, version: null, shortfalls: [], exam: null }
  expect(await withBook({ lastRefit: failed })).toContain('không xong, cách cũ vẫn dùng')
})
