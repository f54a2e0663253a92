import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../../src/domain/compose.ts'
import { COVER_SIGN, coverContent, coverMore, coverSpans } from '../../../src/domain/cover.ts'
import type { InboundContent } from '../../../src/domain/message.ts'

const X = COVER_SIGN

describe('a covered text', () => {
  it('is as long as before, and of what is covered nothing is left', () => {
    expect(coverSpans('tôi tên Lan, ở đây', [{ start: 4, end: 11 }])).toBe(`tôi ${X.repeat(7)}, ở đây`)
  })

  it('stands spans that overlap, come in any order, or reach beyond it', () => {
    const spans = [
      { start: 6, end: 99 },
      { start: 2, end: 4 },
      { start: 0, end: 3 },
    ]
    expect(coverSpans('12345678', spans)).toBe(`${X.repeat(4)}56${X.repeat(2)}`)
  })

  it('takes a sign that somebody sent for no cover of ours, but keeps ours', () => {
    expect(coverSpans(`a${X}b`, [])).toBe('a\ufffdb')
    expect(coverMore(`a${X}b`, [{ start: 2, end: 3 }])).toBe(`a${X}${X}`)
  })
})

describe('a covered message', () => {
  it('is covered wherever it has words: text, correction, caption, name of a place', () => {
    const said: InboundContent[] = [
      { type: 'text', text: 'Lan nói' },
      { type: 'edit', editOf: '1', text: 'Lan nói' },
      { type: 'media', attachments: [], text: 'Lan nói' },
      { type: 'location', lat: 1, lon: 2, label: 'Lan nói' },
    ]
    for (const content of said) expect(wordsOf(coverContent(content, [{ start: 0, end: 2 }]))).toBe(`${X}${X}n nói`)
  })

  it('of a form is covered in the answer where the words stand, and our headings stay', () => {
    const report = { what: 'mất xe', where: 'nhà em số 12', people: 'anh Ba', happeningNow: true }
    const words = wordsOf({ type: 'form', report })
    const at = words.indexOf('nhà em')
    const covered = coverContent({ type: 'form', report }, [{ start: at - 5, end: at + 6 }])
    expect(wordsOf(covered)).toBe(words.replace('nhà em', X.repeat(6)))
    const whole = coverContent({ type: 'form', report }, [{ start: 0, end: words.length }])
    expect(wordsOf(whole)).toBe(
      `${X.repeat(6)}\nNơi xảy ra: ${X.repeat(12)}\nNgười, xe: ${X.repeat(6)}\nViệc này đang xảy ra.`,
    )
  })

  it('without words stays as it is', () => {
    const silent: InboundContent[] = [
      { type: 'joined' },
      { type: 'button', data: 'now:yes' },
      { type: 'media', attachments: [] },
    ]
    for (const content of silent) expect(coverContent(content, [{ start: 0, end: 9 }])).toEqual(content)
  })
})
