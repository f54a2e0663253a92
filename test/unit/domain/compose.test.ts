import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeText } from '../../../src/domain/compose.ts'
import type { InboundContent } from '../../../src/domain/message.ts'

interface Told {
  eventId: string
  messageId?: string
  content: InboundContent
}

const text = (eventId: string, words: string, messageId?: string): Told => ({
  eventId,
  ...(messageId === undefined ? {} : { messageId }),
  content: { type: 'text', text: words },
})
/** As Telegram sends it: an edit carries the id of the message it corrects. */
const edit = (eventId: string, editOf: string, words: string): Told => ({
  eventId,
  messageId: editOf,
  content: { type: 'edit', editOf, text: words },
})

describe('what a tip was told', () => {
  it('is its messages, a line each, in their order', () => {
    expect(composeText([text('a', 'mất xe'), text('b', 'ở chợ Bến Thành')]).text).toBe('mất xe\nở chợ Bến Thành')
  })

  it('keeps every sign as sent', () => {
    const words = '  Mất  xe\u0000\n\u202eở "chợ" \ud800 '
    expect(composeText([text('a', words)]).text).toBe(words)
  })

  it('has spans that give back each message from the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (all) => {
        const told = composeText(all.map((words, i) => text(`e${i}`, words)))
        const given = told.parts.map((part) => told.text.slice(part.span.start, part.span.end))
        expect(given).toEqual(all.filter((words) => words !== ''))
        expect(told.parts.map((part) => part.eventId)).toEqual(
          all.flatMap((words, i) => (words === '' ? [] : [`e${i}`])),
        )
      }),
    )
  })

  it('has a correction in the place of what it corrects', () => {
    const told = composeText([text('a', 'xe 59X1', '1'), text('b', 'chạy về quận 1', '2'), edit('c', '1', 'xe 59X2')])
    expect(told.text).toBe('xe 59X2\nchạy về quận 1')
    expect(told.parts.map((part) => part.eventId)).toEqual(['a', 'b'])
  })

  it('has the last of several corrections', () => {
    expect(composeText([text('a', 'một', '1'), edit('b', '1', 'hai'), edit('c', '1', 'ba')]).text).toBe('ba')
  })

  it('takes a correction that arrived before its message', () => {
    expect(composeText([edit('b', '1', 'đúng'), text('a', 'sai', '1')]).text).toBe('đúng')
  })

  it('never loses a correction whose message is unknown, and says it once', () => {
    expect(composeText([text('a', 'mất xe', '1'), edit('b', '7', 'thêm: xe màu đỏ')]).text).toBe(
      'mất xe\nthêm: xe màu đỏ',
    )
    expect(composeText([edit('b', '7', 'xe đỏ'), edit('c', '7', 'xe màu đỏ')]).text).toBe('xe màu đỏ')
  })

  it('takes the corrected words under a picture', () => {
    const picture: Told = {
      eventId: 'a',
      messageId: '1',
      content: { type: 'media', attachments: [{ kind: 'image' }], text: 'xe này' },
    }
    expect(composeText([picture, edit('b', '1', 'xe kia')]).text).toBe('xe kia')
    expect(composeText([{ ...picture, content: { type: 'media', attachments: [] } }]).text).toBe('')
  })

  it('says the corrected words once where the picture above them was changed too', () => {
    const picture = (eventId: string, words?: string): Told => ({
      eventId,
      messageId: '1',
      content: { type: 'media', attachments: [{ kind: 'image' }], ...(words ? { text: words } : {}) },
    })
    expect(composeText([picture('a', 'xe này'), edit('b', '1', 'xe kia'), picture('c')]).text).toBe('xe kia')
  })

  it('has the last position given, by pin or by form', () => {
    const pin: Told = {
      eventId: 'a',
      content: { type: 'location', lat: 10.77, lon: 106.7, accuracyMetres: 20, label: 'Chợ Bến Thành' },
    }
    const form: Told = {
      eventId: 'b',
      content: { type: 'form', report: { what: 'mất xe', location: { lat: 21, lon: 105 } } },
    }
    expect(composeText([pin])).toMatchObject({
      text: 'Chợ Bến Thành',
      location: { lat: 10.77, lon: 106.7, accuracyMetres: 20 },
    })
    expect(composeText([pin, form]).location).toEqual({ lat: 21, lon: 105, accuracyMetres: null })
    expect(composeText([text('c', 'mất xe')]).location).toBeNull()
  })

  it('has the whole form, under the words of its fields', () => {
    const report = {
      what: 'đánh bạc',
      where: '12 Lê Lợi',
      when: 'tối qua',
      people: 'xe 59X1',
      happeningNow: true,
      hasContact: true,
    }
    expect(composeText([{ eventId: 'a', content: { type: 'form', report } }]).text).toBe(
      'đánh bạc\nNơi xảy ra: 12 Lê Lợi\nThời gian: tối qua\nNgười, xe: xe 59X1\nViệc này đang xảy ra.',
    )
  })

  it('has what a button said about now, and nothing of the other buttons', () => {
    const tapped = (data: string): string => composeText([{ eventId: 'a', content: { type: 'button', data } }]).text
    expect([tapped('now:yes'), tapped('now:no')]).toEqual([
      'Việc này đang xảy ra.',
      'Việc này đã xảy ra, không còn tiếp diễn.',
    ])
    expect([tapped('confirm:send'), tapped('toString'), tapped('__proto__')]).toEqual(['', '', ''])
  })
})
