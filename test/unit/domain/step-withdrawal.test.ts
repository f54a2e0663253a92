import { describe, expect, it } from 'vitest'
import { DANGER, type Said, startTalk, tap, WHAT } from './talk.ts'

/** A talk whose first report is filed. */
function startFiled(said: Said = WHAT) {
  const talk = startTalk()
  talk.say(said)
  talk.quiet()
  return talk
}

const ASKED = [
  'rút tin',
  'Xóa tin của tôi',
  'thôi không báo nữa',
  'Tôi muốn rút lại tin.',
  'CHẤM DỨT LIÊN HỆ',
  'withdraw my report',
]

describe('who asks to withdraw a tip', () => {
  it.each(ASKED)('is asked once, and told what stays: %s', (words) => {
    const talk = startFiled()
    expect(talk.say(words)).toEqual(['withdraw-confirm'])
    expect(talk.last.isContactOver).toBe(false)
  })

  it.each(['có', 'Đồng ý', '1', 'vâng'])('ends the contact by agreeing: %s', (words) => {
    const talk = startFiled()
    talk.say('rút tin')
    expect(talk.say(words)).toEqual(['withdrawn'])
    expect([talk.last.isContactOver, talk.last.isSupplement, talk.state.pending]).toEqual([true, false, null])
  })

  it('ends it by the button as well, and by none that comes late', () => {
    const talk = startFiled()
    talk.say('rút tin')
    expect(talk.say(tap('withdraw:yes'))).toEqual(['withdrawn'])
    const late = startFiled()
    late.say(tap('withdraw:yes'))
    expect(late.last.isContactOver).toBe(false)
  })

  it.each(['không', '2', 'gửi', 'gửi tin', 'thêm'])('ends nothing by anything else: %s', (words) => {
    const talk = startFiled()
    talk.say('rút tin')
    talk.say(words)
    expect(talk.last.isContactOver).toBe(false)
  })

  it('is told that an emergency cannot be withdrawn, neither when asking nor when agreeing', () => {
    const talk = startFiled(DANGER)
    expect(talk.say({ text: 'rút tin', withdrawable: 'barred' })).toEqual(['withdraw-barred'])
    expect(talk.state.pending).not.toBe('withdraw')
    const later = startFiled()
    later.say('rút tin')
    expect(later.say({ text: 'có', withdrawable: 'barred' })).toEqual(['withdraw-barred'])
    expect(later.last.isContactOver).toBe(false)
  })

  it('is asked to wait while nobody has looked at what was just sent', () => {
    const talk = startFiled()
    talk.say('rút tin')
    expect(talk.say({ text: 'có', withdrawable: 'not-yet' })).toEqual(['withdraw-later'])
    expect(talk.say('có')).toEqual(['withdrawn'])
  })

  it('has a report in the making taken back at once, for there is no more', () => {
    const talk = startTalk()
    talk.say(WHAT)
    expect(talk.say('rút tin')).toEqual(['cancelled'])
    expect([talk.last.discarded, talk.last.isContactOver]).toEqual([['evt_1', 'evt_2'], false])
  })

  it('is still heard when there is danger', () => {
    const talk = startFiled()
    talk.say('rút tin')
    expect(talk.say(DANGER)[0]).toBe('T-113')
  })
})

describe('who asks for data about themselves', () => {
  it.each(['xóa dữ liệu của tôi', 'Ai tố cáo tôi?', 'công an có dữ liệu gì về tôi', 'my data'])(
    'gets the same answer with a tip, with a draft and with nothing, and the question is destroyed: %s',
    (words) => {
      const drafting = startTalk()
      drafting.say(WHAT)
      for (const talk of [startTalk(), startFiled(), drafting]) {
        expect(talk.say(words)).toEqual(['faq:data-request'])
        expect([talk.last.discarded.length, talk.last.isSupplement, talk.last.filed]).toEqual([1, false, null])
      }
    },
  )

  const ASKED: Said = { text: 'cho hỏi ai báo tin về tôi vậy', kind: 'question', faq: 'faq:data-request' }

  it('as a question in words of their own gets it too, and nothing that was said is destroyed', () => {
    const talk = startFiled()
    expect(talk.say(ASKED)).toEqual(['faq:data-request'])
    expect([talk.last.discarded, talk.last.isSupplement]).toEqual([[], false])
  })

  it('beside a report has the report taken in: as a new one, in the open one and in the one filed', () => {
    const told: Said = { ...ASKED, tells: { what: true, where: true, when: true } }
    const begun = startTalk()
    expect(begun.say(told)).toEqual(['faq:data-request', 'before-sending'])
    begun.quiet()
    const drafting = startTalk()
    drafting.say(WHAT)
    expect(drafting.say(told)[0]).toBe('faq:data-request')
    drafting.quiet()
    expect([begun.filed, drafting.filed]).toEqual([[['evt_1']], [['evt_1', 'evt_2']]])
    const filed = startFiled()
    expect(filed.say(told)).toEqual(['faq:data-request', 'supplement-received'])
    expect([filed.last.isSupplement, filed.last.discarded]).toEqual([true, []])
  })
})
