import { beforeEach, expect, it } from 'vitest'
import type { Slips, SlipView } from '../../../src/flow/slips.ts'
import {
  addTip,
  type FakeApp,
  getText,
  makeFakeDesk,
  makeTip,
  NOW,
  OFFICER,
  post,
  tipId,
  tokenIn,
} from './desk-fakes.ts'

const ID = tipId(1)
const PATH = `/ban-truc/tin/${ID}/phieu`
const HOUR_MS = 60 * 60_000
const SLIP: SlipView = {
  id: 'slp_1',
  tipId: ID,
  number: 1,
  body: 'KL',
  name: 'Hạt Kiểm lâm phụ trách địa bàn',
  task: 'tiếp nhận, cứu hộ động vật',
  state: 'confirmed',
  dueAt: new Date(NOW.getTime() - 2 * HOUR_MS),
  summary: 'Nuôi nhốt gấu <b>\nĐịa chỉ: số 9',
  officerId: OFFICER.id,
  unitCode: OFFICER.unitCode,
  proposedAt: NOW,
  confirmedAt: new Date('2026-02-03T10:05:00Z'),
  handedOverAt: null,
  answeredAt: null,
  isOverdue: true,
}
let desk: FakeApp
let said: Awaited<ReturnType<Slips['confirm']>>
const asked: unknown[][] = []

beforeEach(() => {
  desk = makeFakeDesk()
  const tip = makeTip(1)
  addTip(desk.fake, tip, 'Nuôi nhốt gấu', {
    slips: [{ tipId: ID, code: tip.code, name: SLIP.name, state: 'confirmed', dueAt: SLIP.dueAt }],
  })
  said = { ok: true, slip: SLIP.id }
  desk.fake.slips = {
    page: async () => ({
      ok: true,
      officer: OFFICER,
      tip,
      slips: [SLIP],
      bodies: [{ code: 'KL', vi: SLIP.name }],
      mayDecide: true,
      isCovered: false,
    }),
    confirm: async (_token, ...rest) => {
      asked.push(rest)
      return said
    },
    step: async (_token, ...rest) => {
      asked.push(rest)
      return { ok: true }
    },
    print: async () => ({ ok: true, officer: OFFICER, tip, slip: SLIP }),
  }
})

it('the sheet has the order of an administrative document, nothing of the sender, and no script', async () => {
  const text = await getText(desk, `${PATH}/slp_1`)
  const order = [
    'Cộng hòa xã hội chủ nghĩa Việt Nam',
    'Độc lập - Tự do - Hạnh phúc',
    'Phiếu chuyển nguồn tin',
    'Kính gửi',
    'Nơi nhận',
  ]
  const places = order.map((words) => text.lastIndexOf(words))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places[0]).toBeGreaterThan(0)
  expect(text).toContain('Ngày 03 tháng 02 năm 2026')
  expect(text).toContain('Nuôi nhốt gấu &lt;b&gt;')
  expect(text).not.toMatch(/<script|telegram|Trần Thị/i)
  expect(text).toContain('slip.css')
})

it('a slip is confirmed and moved on by forms, and the page leads back', async () => {
  const token = tokenIn(await getText(desk, PATH))
  const made = await post(desk, PATH, { token, coquan: 'KL', noidung: 'Nuôi nhốt gấu ở số 9' })
  expect(made.headers.get('location')).toBe(`${PATH}?xong=lap`)
  expect(asked.at(-1)).toEqual([ID, 'KL', 'Nuôi nhốt gấu ở số 9'])
  const given = await post(desk, `${PATH}/slp_1/giao`, { token })
  expect(given.headers.get('location')).toBe(`${PATH}?xong=giao`)
  expect(asked.at(-1)).toEqual([ID, 'slp_1', 'handed-over'])
})

it('a refusal says why and loses nothing that was typed', async () => {
  const token = tokenIn(await getText(desk, PATH))
  said = { ok: false, reason: 'summary-missing' }
  const answer = await post(desk, PATH, { token, coquan: 'KL', noidung: 'gấu <i>' })
  expect(answer.status).toBe(409)
  const text = await answer.text()
  expect(text).toContain('ít nhất 20 ký tự')
  expect(text).toContain('gấu &lt;i&gt;')
})

it('an overdue slip stands on the tip', async () => {
  const text = await getText(desk, `/ban-truc/tin/${ID}`)
  expect(text).toContain('Cơ quan ngoài công an')
  expect(text).toContain('quá hạn giao')
})
