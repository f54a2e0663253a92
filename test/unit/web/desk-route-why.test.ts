import { beforeEach, expect, it } from 'vitest'
import { hideAnswer } from '../../../src/flow/review.ts'
import { addTip, type FakeApp, getText, makeFakeDesk, makeTip, makeView, NOW, tipId } from './desk-fakes.ts'

const TEXT = 'ở phường Tích Sơn, Vĩnh Yên cũ có người cầm dao'
const spanOf = (words: string) => ({ start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length })
const located = {
  commune: '26-TS',
  province: '26',
  candidates: [{ code: '26-TS', score: 0.9 }],
  ambiguous: false,
  unclear: null,
  release: '2026-04-30.1',
  evidence: [
    { rule: 'place:ward', span: spanOf('phường Tích Sơn'), weight: 0.9 },
    { rule: 'place:district', span: spanOf('Vĩnh Yên cũ'), weight: 0.4 },
  ],
}
const routed = {
  rules: 0,
  facts: { category: 'assault-violence' },
  primary: { unit: '26-TS', reason: 'place' },
  also: [{ unit: '26-VY', reason: 'reach', because: 'weapon' }],
  outside: ['KL'],
  candidates: [],
  signs: [{ sign: 'weapon', span: spanOf('cầm dao') }],
  explanation: 'Chuyển Công an phường Tích Sơn vì nơi xảy ra thuộc địa bàn.',
}
const finding = (stage: string, value: unknown) => ({ stage, stageVersion: 4, confidence: null, value, at: NOW })
const FINDINGS = [finding('locate', located), finding('route', routed)]
let desk: FakeApp

beforeEach(() => {
  desk = makeFakeDesk()
})

const textOf = async () =>
  (await getText(desk, `/ban-truc/tin/${tipId(1)}`)).replaceAll(/<[^>]+>/g, '').replaceAll('&#39;', "'")

it('says in one sentence who got the tip, naming the words of the tale that led there', async () => {
  addTip(desk.fake, makeTip(1), TEXT, {
    findings: FINDINGS,
    held: { reason: 'reach', role: 'information', note: null },
  })
  expect(await textOf()).toContain(
    'Chuyển Công an phường Tích Sơn vì lời kể nêu “phường Tích Sơn, Vĩnh Yên cũ”; cùng báo Công an phường Vĩnh Yên vì có hung khí (“cầm dao”).',
  )
})

it('leaves where it may be to the line that says where it happened', async () => {
  const unsure = {
    ...routed,
    primary: { unit: '26-TS', reason: 'place-unknown' },
    also: [],
    candidates: ['26-TS2', '26-TS'],
  }
  addTip(desk.fake, makeTip(1), TEXT, { findings: [finding('route', unsure)], held: null })
  const text = await textOf()
  expect(text).toContain('Chuyển Công an phường Tích Sơn vì chưa xác định được nơi xảy ra.')
  expect(text).not.toContain('có thể thuộc')
})

it('says nothing once a person has sent the tip on, nor of a version it does not know but what it said then', async () => {
  addTip(desk.fake, makeTip(1), TEXT, {
    findings: FINDINGS,
    held: { reason: 'returned', role: 'primary', note: null },
  })
  expect(await textOf()).not.toContain('vì lời kể nêu')
  desk = makeFakeDesk()
  const old = { ...routed, primary: { unit: '26-TS', reason: 'some-old-reason' }, explanation: 'Như trước <b>.' }
  addTip(desk.fake, makeTip(1), TEXT, { findings: [finding('route', old)], held: null })
  expect(await getText(desk, `/ban-truc/tin/${tipId(1)}`)).toContain('Như trước &lt;b&gt;.')
})

it('leaves nothing of the route to who is asked first what the tip is', () => {
  const view = hideAnswer(makeView(makeTip(1), TEXT, { findings: FINDINGS }))
  const route = view.findings.find(({ stage }) => stage === 'route')
  expect(route?.value).toEqual({ primary: null, also: [], explanation: '' })
  expect(JSON.stringify(route)).not.toMatch(/assault|weapon|KL/)
})
