import { beforeEach, expect, it } from 'vitest'
import type { RoutingView } from '../../../src/flow/set-routing.ts'
import { type FakeApp, get, getText, makeFakeDesk, NOW, OFFICER, post, tokenIn } from './desk-fakes.ts'

const PATH = '/ban-truc/dinh-tuyen'
const VIEW: RoutingView = {
  current: 0,
  currentBody: '{\n  "format": 1\n}',
  versions: [{ number: 7, note: 'Cháy về PC07 <b>', madeBy: null, madeAt: NOW, activeFrom: null }],
  trial: {
    number: 7,
    days: 30,
    total: 1_200,
    unknown: 3,
    moved: 312,
    toldOtherwise: 4,
    rows: [
      { from: '26-TS', to: '26-TS2', count: '310' },
      { from: '26-TS2', to: '26-TS', count: '<5' },
    ],
    own: [],
  },
}
const administrator = { ...OFFICER, role: 'administrator' as const }
let desk: FakeApp

beforeEach(() => {
  desk = makeFakeDesk()
  desk.fake.routing = { ok: true, officer: administrator, view: VIEW }
})

it('a trial says in one sentence how many tips would go elsewhere, and by rows from where to where', async () => {
  const text = await getText(desk, `${PATH}?ban=7`)
  expect(desk.fake.acts.at(-1)).toEqual(['routing-page', { number: 7, days: 30 }])
  expect(text).toContain('312 tin trong 30 ngày qua sẽ đi nơi khác')
  expect(text).toContain('&lt;5')
  expect(text).toContain('Cháy về PC07 &lt;b&gt;')
  expect(text).not.toContain('TB-')
})

it('days and numbers that are none lead to no trial', async () => {
  for (const query of ['ban=7&ngay=0', 'ban=7&ngay=9999', "ban=7'--", 'ban=-1', '']) {
    await getText(desk, `${PATH}?${query}`)
    expect(desk.fake.acts.at(-1), query).toEqual(['routing-page', null])
  }
})

it('a document is written down and tried; what is wrong with it is listed, and nothing typed is lost', async () => {
  const token = tokenIn(await getText(desk, PATH))
  const saved = await post(desk, PATH, { token, quytac: '{"format":1}', ghichu: 'Cháy về PC07' })
  expect(saved.headers.get('location')).toBe(`${PATH}?ban=7&xong=luu`)
  expect(desk.fake.acts.at(-1)).toEqual(['routing-add', '{"format":1}', 'Cháy về PC07'])
  desk.fake.routed = {
    ok: false,
    reason: 'bad-rules',
    faults: [{ at: 'categories.drug-trade', fault: 'through-commune' }],
  }
  const refused = await post(desk, PATH, { token, quytac: '{"a":"<x>"}', ghichu: 'Thử' })
  expect(refused.status).toBe(400)
  const text = await refused.text()
  expect(text).toContain('categories.drug-trade')
  expect(text).toContain('không qua cấp xã')
  expect(text).toContain('{&quot;a&quot;:&quot;&lt;x&gt;&quot;}')
})

it('to all others the page does not exist, nor to who is not signed in', async () => {
  const token = tokenIn(await getText(desk, PATH))
  desk.fake.routing = null
  const status = async (answer: Response | Promise<Response>) => (await answer).status
  expect(await status(get(desk, PATH))).toBe(404)
  desk.fake.routed = { ok: false, reason: 'not-found' }
  expect(await status(post(desk, PATH, { token, quytac: '{}', ghichu: 'Thử xem' }))).toBe(404)
  expect(await status(post(desk, `${PATH}/dung`, { token, ban: '7' }))).toBe(404)
  expect(await status(get(desk, PATH, null))).toBe(303)
})
