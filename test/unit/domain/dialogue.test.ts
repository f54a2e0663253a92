import { describe, expect, it } from 'vitest'
import { TEXTS } from '../../../src/data/texts.ts'
import { NEW_CONVERSATION } from '../../../src/domain/conversation/state.ts'
import { step } from '../../../src/domain/conversation/step.ts'
import type { InboundContent } from '../../../src/domain/message.ts'
import { hear } from '../../../src/flow/hear.ts'
import { makeRender } from '../../../src/flow/render.ts'
import { analyse } from '../../../src/understand/analyse.ts'

const understanding = { analyse, answerQuestion: () => null }
const AT = new Date('2026-11-21T12:00:00Z')
const render = makeRender({ unitName: 'Công an Thành phố Hồ Chí Minh', formUrl: 'https://tinbao.example/' })

function answer(content: InboundContent) {
  const stepped = step(NEW_CONVERSATION, hear({ id: 'evt_1', at: AT, content }, understanding))
  return { ...stepped, bubbles: stepped.replies.map((reply) => render(reply, 'vi', { time: '19:00' })) }
}

describe('words of citizens, read and answered', () => {
  it.each([
    ['cứu với nó cầm dao', '113'],
    ['cuu voi no cam dao', '113'],
    ['cháy nhà hàng xóm rồi', '114'],
    ['chay nha roi', '114'],
    ['có người đuối nước ở kênh', '112'],
  ])('"%s" opens with %s and is filed at once', (text, number) => {
    const shapes: InboundContent[] = [
      { type: 'text', text },
      { type: 'media', attachments: [], text },
      { type: 'edit', editOf: '1', text },
    ]
    for (const content of shapes) {
      const { bubbles, filed } = answer(content)
      expect(bubbles[0]?.text).toContain(number)
      expect(bubbles[0]?.isEmergency).toBe(true)
      expect(filed?.eventIds).toEqual(['evt_1'])
    }
  })

  it('a form that tells of danger opens with the call text too', () => {
    const { bubbles, filed } = answer({ type: 'form', report: { what: 'nó cầm dao chém người', happeningNow: true } })
    expect(bubbles[0]?.text).toContain('113')
    expect(filed).not.toBeNull()
  })

  it.each([
    { type: 'button', data: 'x' },
    { type: 'location', lat: 1, lon: 2 },
    { type: 'media', attachments: [{ kind: 'image' }] },
    { type: 'joined' },
    { type: 'unsupported', what: 'poll' },
    { type: 'text', text: '   ' },
  ] satisfies InboundContent[])('a message without words is answered too: %o', (content) => {
    expect(answer(content).bubbles.length).toBeGreaterThan(0)
  })
})

it('every text a dialogue may answer with has words in both languages, and no slot stays open', () => {
  for (const id of Object.keys(TEXTS)) {
    for (const language of ['vi', 'en'] as const) {
      const bubble = render({ text: id }, language, {
        time: '19:00',
        receipt: 'A',
        what: 'a',
        where: 'b',
        when: 'c',
        tip: 'd',
        result: 'e',
        place: 'f',
      })
      expect(bubble.text).not.toMatch(/\{[a-z-]+\}/)
      expect(bubble.text).not.toMatch(/!|đối tượng/)
    }
  }
})
