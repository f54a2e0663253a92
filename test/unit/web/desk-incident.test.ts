import { beforeEach, describe, expect, it } from 'vitest'
import type { SuggestionLine } from '../../../src/flow/incident-lines.ts'
import type { IncidentPage, Voice } from '../../../src/flow/incident-view.ts'
import { addTip, type FakeApp, get, getText, makeFakeDesk, makeTip, NOW, post, tipId, tokenIn } from './desk-fakes.ts'

const UUID = '01900000-0000-7000-8000-000000000001'
const INCIDENT = `inc_${UUID}`
const SUGGESTION = `sug_${UUID}`
const ACT = `act_${UUID}`
const PATH = `/ban-truc/vu-viec/${INCIDENT}`

let desk: FakeApp

const suggestion = (change: Partial<SuggestionLine> = {}): SuggestionLine => ({
  id: SUGGESTION,
  tipId: tipId(1),
  other: {
    tipId: tipId(3),
    code: 'TB-26-261122-0003',
    category: null,
    urgency: 'high',
    receivedAt: NOW,
    essence: 'Khói đen <b>phía sau chợ',
    incidentId: null,
  },
  relation: 'witness',
  score: 0.82,
  reasons: ['same-plate', 'same-place'],
  worsened: { worsening: 'victim', urgency: 'critical' },
  at: NOW,
  ...change,
})

function voice(number: number, change: Partial<Voice> = {}): Voice {
  const found = desk.fake.rows.find(({ row }) => row.tip.id === tipId(number))
  if (!found) throw new Error('no such tip')
  return {
    number,
    relation: number === 1 ? 'first' : 'witness',
    linkedBy: 'officer',
    score: 0.8,
    reasons: number === 1 ? [] : ['same-time'],
    worsened: null,
    view: found.view,
    ...change,
  }
}

const incident = (change: Partial<IncidentPage> = {}): IncidentPage => ({
  id: INCIDENT,
  version: 1,
  urgency: 'critical',
  worsened: { worsening: 'victim', urgency: 'critical', at: NOW },
  voices: [voice(1), voice(2, { worsened: { worsening: 'victim', urgency: 'critical', at: NOW } })],
  copies: [{ tipId: tipId(9), code: 'TB-26-261122-0009', receivedAt: NOW, relation: 'copy' }],
  copyCount: 240,
  isCut: false,
  timeline: [],
  evidence: [],
  suggestions: [],
  acts: [
    {
      id: ACT,
      kind: 'confirm',
      tipId: tipId(2),
      otherTipId: tipId(1),
      officerNumber: '0217',
      unitCode: '26-VY',
      at: NOW,
      isUndone: false,
      mayUndo: true,
    },
  ],
  ...change,
})

beforeEach(() => {
  desk = makeFakeDesk()
  desk.fake.incidentOutcome = { ok: true, actId: ACT, incidentId: null }
  for (const n of [1, 2]) addTip(desk.fake, makeTip(n), n === 1 ? 'Cháy ở chợ' : 'Có người kẹt bên trong')
  desk.fake.incident = incident()
})

describe('the page of an incident', () => {
  it('tells what is new, who told what, and counts copies apart', async () => {
    const text = await getText(desk, PATH)
    expect(text).toContain('Nặng thêm: có nạn nhân')
    expect(text).toContain('2 tin và 240 bản chuyển tiếp')
    expect(text).toContain('Người báo 2')
    expect(text).toContain('không phải 240 người chứng kiến')
    expect(text).toContain('Xác nhận tin TB-26-261122-0002 cùng vụ với tin TB-26-261122-0001')
  })

  it('is not there for an id that is none, or another’s', async () => {
    for (const id of ['x', `inc_${UUID.replace('1', '2')}`, '%00']) {
      expect((await get(desk, `/ban-truc/vu-viec/${id}`)).status).toBe(404)
    }
    expect(desk.fake.looks).toContain('incident malformed')
  })

  it('shows no form to who may not decide', async () => {
    for (const { view } of desk.fake.rows) view.mayDecide = false
    const acts = incident().acts.map((act) => ({ ...act, mayUndo: false }))
    desk.fake.incident = incident({ acts })
    expect(await getText(desk, PATH)).not.toContain('<form method="post" action="/ban-truc/vu-viec')
  })

  it('splits, moves, merges and undoes, and comes back', async () => {
    const token = tokenIn(await getText(desk, PATH))
    const back = { token, vu: INCIDENT }
    const asked: [string, Record<string, string>, string][] = [
      ['tach', { tin: tipId(2) }, 'tach-vu'],
      ['chuyen', { tin: tipId(2), ma: 'TB-26-261122-0001' }, 'chuyen-vu'],
      ['nhap', { tin: tipId(1), ma: 'TB-26-261122-0002' }, 'nhap-vu'],
      [`hoan-tac/${ACT}`, {}, 'hoan-tac-vu'],
    ]
    for (const [part, fields, done] of asked) {
      const answer = await post(desk, `/ban-truc/vu-viec/${part}`, { ...back, ...fields })
      expect(answer.status).toBe(303)
      const undo = done === 'hoan-tac-vu' ? '' : `&viec=${ACT}`
      expect(answer.headers.get('location')).toBe(`${PATH}?xong=${done}${undo}`)
    }
    expect(desk.fake.acts).toEqual([
      ['split', tipId(2)],
      ['move', tipId(2), tipId(1)],
      ['merge', tipId(1), tipId(2)],
      ['undo', ACT],
    ])
  })

  it('says why an act was not done, and leads back', async () => {
    const token = tokenIn(await getText(desk, PATH))
    desk.fake.incidentOutcome = { ok: false, reason: 'changed' }
    const changed = await post(desk, '/ban-truc/vu-viec/tach', { token, vu: INCIDENT, tin: tipId(2) })
    expect(changed.status).toBe(409)
    expect(await changed.text()).toContain(`href="${PATH}"`)
    const unknown = await post(desk, '/ban-truc/vu-viec/nhap', { token, vu: INCIDENT, tin: tipId(1), ma: 'x' })
    expect(unknown.status).toBe(400)
    expect(await unknown.text()).toContain('Không có tin nào mang mã này')
  })

  it('takes no form without its token', async () => {
    const answer = await post(desk, '/ban-truc/vu-viec/tach', { token: 'x', vu: INCIDENT, tin: tipId(2) })
    expect(answer.status).toBe(403)
    expect(desk.fake.acts).toEqual([])
  })
})

describe('a tip that may tell of the same event as another', () => {
  beforeEach(() => {
    addTip(desk.fake, makeTip(5), 'Cháy to', { incidents: { incident: null, suggestions: [suggestion()] } })
  })

  it('shows the other with reasons in words, and two buttons', async () => {
    const text = await getText(desk, `/ban-truc/tin/${tipId(5)}`)
    expect(text).toContain('Có thể cùng một vụ')
    expect(text).toContain('Giống: cùng biển số, cùng nơi xảy ra.')
    expect(text).toContain('Nếu cùng vụ thì nặng thêm: có nạn nhân.')
    expect(text).toContain('Khói đen &lt;b&gt;phía sau chợ')
  })

  it.each([
    ['cung-vu', 'confirm'],
    ['khac-vu', 'reject'],
  ])('%s answers it and comes back to the tip', async (part, act) => {
    const token = tokenIn(await getText(desk, `/ban-truc/tin/${tipId(5)}`))
    const answer = await post(desk, `/ban-truc/vu-viec/goi-y/${SUGGESTION}/${part}`, {
      token,
      ve: tipId(5),
      xem: '',
      khung: 'rieng',
    })
    expect(answer.headers.get('location')).toBe(`/ban-truc/tin/${tipId(5)}?xong=${part}`)
    expect(desk.fake.acts).toEqual([[act, SUGGESTION]])
  })
})

it('a row of the list that stands for an incident says so, and what made it worse first', async () => {
  addTip(desk.fake, makeTip(7), 'Cháy lớn')
  const added = desk.fake.rows.at(-1)
  if (added === undefined) throw new Error('no row')
  added.row.incident = {
    id: INCIDENT,
    relation: 'first',
    voiceCount: 15,
    copyCount: 3,
    unopenedCount: 0,
    isRaised: false,
    worsened: { worsening: 'fire', urgency: 'critical', at: NOW },
  }
  const text = await getText(desk, '/ban-truc')
  expect(text).toMatch(/nặng thêm: có cháy.*\+11 tin cùng vụ.*3 bản chuyển tiếp/s)
})
