import { describe, expect, it } from 'vitest'
import { ALL, type Said, startTalk, type Talk, WHAT } from './talk.ts'

type Turn = [said: string | Said, replies: string[]]

const place: Said = { text: 'chợ Bến Thành', tells: { what: false, where: true, when: false } }
const ask = (faq: string | null, text = 'báo tin có mất tiền không'): Said => ({ text, kind: 'question', faq })

function hold(turns: Turn[]): Talk {
  const talk = startTalk()
  for (const [said, replies] of turns) expect([said, talk.say(said)]).toEqual([said, replies])
  return talk
}

describe('a report', () => {
  it('is asked where, when, then for its sending, one question a message, and is filed when confirmed', () => {
    const talk = hold([
      [WHAT, ['ask-where']],
      ['chỗ ngã tư ấy', ['ask-when']],
      ['hôm qua', ['before-sending']],
      ['gửi', ['receipt-chat']],
    ])
    expect(talk.filed).toEqual([['evt_1', 'evt_2', 'evt_3']])
  })

  it('that tells all is asked nothing but for its sending', () => {
    hold([[ALL, ['before-sending']]])
  })

  it('takes a pin for the place, and asks for the position where it asks for the place', () => {
    const talk = hold([
      [WHAT, ['ask-where']],
      [{ form: 'location' }, ['ask-when']],
    ])
    expect(talk.state.draft?.tells.where).toBe(true)
    const asked = startTalk()
    asked.say(WHAT)
    expect(asked.last.replies).toEqual([{ text: 'ask-where', requestLocation: true }])
  })

  it('is asked neither where nor when a second time, whatever is answered', () => {
    hold([
      [WHAT, ['ask-where']],
      ['em không rõ', ['ask-when']],
      ['cũng không rõ luôn', ['before-sending']],
      ['nhà có cái cổng xanh', ['before-sending']],
    ])
  })

  it('may be about the police: the sender is told which level reads it', () => {
    hold([
      [{ ...ALL, isAboutPolice: true }, ['before-sending']],
      ['gửi', ['receipt-chat', 'report-police']],
    ])
  })

  it.each([
    'gửi',
    'Gửi tin',
    'gửi đi ạ'.slice(0, 7),
    'OK',
    'đồng ý',
    'đúng rồi',
    'vâng ạ',
    'Dạ vâng',
    'có',
    'xác nhận',
    'Send',
    '1',
    '1.',
  ])('is filed on "%s"', (word) => {
    const talk = hold([[ALL, ['before-sending']]])
    expect(talk.say(word)).toEqual(['receipt-chat'])
    expect(talk.filed).toHaveLength(1)
  })

  it.each(['hủy', 'Hủy', 'huỷ bỏ', 'thôi không gửi', 'cancel', '3'])(
    'is given up on "%s", and everything of it destroyed',
    (word) => {
      const talk = hold([
        [WHAT, ['ask-where']],
        [place, ['ask-when']],
        [{ text: 'hôm qua' }, ['before-sending']],
        [word, ['cancelled']],
      ])
      expect(talk.last.discarded).toEqual(['evt_1', 'evt_2', 'evt_3', 'evt_4'])
      expect([talk.filed, talk.state.draft, talk.quiet()]).toEqual([[], null, []])
    },
  )

  it.each(['bổ sung', 'thêm', 'Sửa lại', 'Change', '2'])('is added to on "%s"', (word) => {
    hold([
      [ALL, ['before-sending']],
      [word, ['ask-what']],
      ['nó còn có cả vợ nữa', ['before-sending']],
      ['xong', ['receipt-chat']],
    ])
  })

  it('is filed as it is when nothing more is said', () => {
    const talk = hold([[WHAT, ['ask-where']]])
    expect(talk.last.isWaiting).toBe(true)
    expect(talk.quiet()).toEqual(['receipt-chat'])
    expect(talk.filed).toEqual([['evt_1']])
    expect(talk.quiet()).toEqual([])
  })

  it('sent with the form is filed at once, with what was told before it', () => {
    const talk = hold([
      [WHAT, ['ask-where']],
      [{ ...ALL, form: 'form' }, ['receipt-chat']],
    ])
    expect(talk.filed).toEqual([['evt_1', 'evt_2']])
  })

  it.each(['gửi', 'ok', 'đúng', 'thêm'])('is what "%s" begins when nothing was asked', (word) => {
    const talk = startTalk()
    talk.say(word)
    expect([talk.filed, talk.state.draft?.eventIds]).toEqual([[], ['evt_1']])
  })
})

describe('words that nobody understands', () => {
  it('twice go to a person, with everything said', () => {
    const talk = hold([
      ['ờ thì nó vậy đó', ['failure']],
      ['thì vậy đó', ['handover']],
    ])
    expect(talk.filed).toEqual([['evt_1', 'evt_2']])
  })

  it('after a file or a pin are asked what happened first', () => {
    hold([[{ form: 'media' }, ['media-received']]])
    hold([[{ form: 'location' }, ['ask-what']]])
  })

  it('once, and then a report, make one tip', () => {
    const talk = hold([
      ['ờ thì', ['failure']],
      [ALL, ['before-sending']],
      ['gửi', ['receipt-chat']],
    ])
    expect(talk.filed).toEqual([['evt_1', 'evt_2']])
    expect(talk.state.failures).toBe(0)
  })

  it('that are plain mash are asked for a matter, and then not understood', () => {
    const mash: Said = { text: 'asdkjhasd', kind: 'spam' }
    const talk = hold([
      [mash, ['spam-ask']],
      [mash, ['failure']],
    ])
    expect(talk.filed).toEqual([])
  })
})

describe('what is no report', () => {
  it.each([
    [{ text: 'chào em', kind: 'greeting' }, 'greeting'],
    [{ form: 'joined' }, 'greeting'],
    [ask('faq:anonymous'), 'faq:anonymous'],
    [ask(null), 'question-unknown'],
    [{ text: 'làm căn cước ở đâu', kind: 'other-agency' }, 'other-agency'],
  ] as const)('is answered and files nothing: %o', (said, text) => {
    const talk = hold([[said, [text]]])
    expect([talk.filed, talk.state.draft]).toEqual([[], null])
  })

  it('a question amid a report is answered, and the report goes on where it was', () => {
    const talk = hold([
      [WHAT, ['ask-where']],
      [ask('faq:anonymous'), ['faq:anonymous']],
      [place, ['ask-when']],
    ])
    expect(talk.state.draft?.eventIds).toEqual(['evt_1', 'evt_3'])
  })

  it('a farewell is answered with nothing', () => {
    hold([[{ form: 'left' }, []]])
  })

  it('what cannot be read here is said once an hour', () => {
    const sticker: Said = { form: 'unsupported' }
    hold([
      [sticker, ['unsupported']],
      [sticker, []],
      [{ ...sticker, afterMinutes: 58 }, []],
      [{ ...sticker, afterMinutes: 2 }, ['unsupported']],
    ])
  })
})
