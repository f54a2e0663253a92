import { describe, expect, it } from 'vitest'
import { ALL, DANGER, type Said, startTalk, type Talk, tap, UNCLEAR, WHAT } from './talk.ts'

function startFiled(): Talk {
  const talk = startTalk()
  talk.say(ALL)
  talk.say('gửi')
  return talk
}

describe('after filing', () => {
  it('what follows within six hours is added to the tip', () => {
    const talk = startFiled()
    for (const said of [
      'biển số 59X1 12345',
      { form: 'media' },
      { form: 'location' },
      { ...ALL, afterMinutes: 359 },
    ] as const) {
      expect(talk.say(said)).toEqual(['supplement-received'])
      expect([talk.last.isSupplement, talk.last.filed]).toEqual([true, null])
    }
    expect(talk.filed).toHaveLength(1)
  })

  it('the six hours count from the last word', () => {
    const talk = startFiled()
    talk.say({ text: 'nó vẫn ở đó', afterMinutes: 5 * 60 })
    talk.say({ text: 'giờ nó đi rồi', afterMinutes: 5 * 60 })
    expect(talk.last.isSupplement).toBe(true)
  })

  it('what comes later is a new tip', () => {
    const talk = startFiled()
    expect(talk.say({ ...ALL, afterMinutes: 6 * 60 + 1 })).toEqual(['before-sending'])
    talk.say('gửi')
    expect(talk.filed).toEqual([
      // "gửi" is said to us and is no part of what is reported.
      ['evt_1'],
      ['evt_3'],
    ])
  })

  it.each(['báo tin mới', 'tin mới', 'Báo tin'])('"%s" begins a new tip at once', (word) => {
    const talk = startFiled()
    expect(talk.say(word)).toEqual(['ask-what'])
    expect(talk.say(WHAT)).toEqual(['ask-where'])
    expect(talk.last.isSupplement).toBe(false)
  })

  it('a question that has an answer gets it, and one that has none goes to the officer', () => {
    const talk = startFiled()
    expect(talk.say({ text: 'có mất phí không', kind: 'question', faq: 'faq:fee' })).toEqual(['faq:fee'])
    expect(talk.last.isSupplement).toBe(false)
    expect(talk.say({ text: 'sao chưa thấy ai tới', kind: 'question' })).toEqual(['supplement-received'])
    expect(talk.last.isSupplement).toBe(true)
  })

  it('thanks are answered with thanks', () => {
    expect(startFiled().say({ text: 'cảm ơn', kind: 'greeting' })).toEqual(['thanks'])
    const talk = startFiled()
    expect(talk.say('cảm ơn')).toEqual(['thanks'])
    expect(talk.last.isSupplement).toBe(false)
  })

  it('a complaint about the police is answered with who reads it', () => {
    expect(startFiled().say({ text: 'công an phường bao che', isAboutPolice: true })).toEqual([
      'supplement-received',
      'report-police',
    ])
  })
})

describe('the receipt code', () => {
  it.each(['mã', 'Mã biên nhận', 'cho xin mã', 'ma', 'code'])('asked for with "%s" is warned about first', (word) => {
    const talk = startFiled()
    expect(talk.say(word)).toEqual(['receipt-code-warning'])
    expect(talk.last.wantsReceipt).toBe(false)
  })

  it.each(['có', 'Nhận mã', '1', 'Get the code'])('is given on "%s"', (word) => {
    const talk = startFiled()
    talk.say('mã')
    talk.say(word)
    expect(talk.last.wantsReceipt).toBe(true)
    talk.say(word)
    expect(talk.last.wantsReceipt).toBe(false)
  })

  it.each(['không', 'No', '2'])('is kept back on "%s"', (word) => {
    const talk = startFiled()
    talk.say('mã')
    expect(talk.say(word)).toEqual(['thanks'])
    expect(talk.last.wantsReceipt).toBe(false)
  })

  it('is never given on "có" that answers something else', () => {
    const talk = startFiled()
    talk.say('có')
    expect(talk.last.wantsReceipt).toBe(false)
  })

  it('may be asked for amid a report, which goes on', () => {
    const talk = startTalk()
    talk.say(ALL)
    expect(talk.say('mã')).toEqual(['receipt-code-warning'])
    expect(talk.say('không')).toEqual(['thanks'])
    expect(talk.say('gửi nhé anh')).toEqual(['before-sending'])
    talk.say('1')
    expect(talk.filed).toHaveLength(1)
  })
})

describe('buttons', () => {
  it.each([
    ['Đang xảy ra', 'now:yes', '1'],
    ['Đã xảy ra', 'now:no', '2'],
  ])('"%s" works as a tap, as its label and as its number', (label, data, number) => {
    const [byTap, ...others] = [tap(data), label, number].map((said) => {
      const talk = startTalk()
      talk.say(UNCLEAR)
      return talk.say(said)
    })
    expect(others).toEqual([byTap, byTap])
  })

  it('a number picks only what was shown', () => {
    const talk = startTalk()
    talk.say(ALL)
    talk.say('4')
    expect([talk.filed, talk.last.discarded]).toEqual([[], []])
  })

  const stale = ['confirm:send', 'confirm:cancel', 'confirm:change', 'receipt:yes', 'no', 'skip', 'not-ours']

  it.each(stale)('%s pressed again after a tip is filed adds nothing to it', (data) => {
    const talk = startFiled()
    expect(talk.say(tap(data))).toEqual(['thanks'])
    expect([talk.last.isSupplement, talk.filed.length]).toEqual([false, 1])
  })

  it.each(stale)('%s pressed again after a draft was taken back files nothing', (data) => {
    const talk = startTalk()
    talk.say(ALL)
    talk.say(tap('confirm:cancel'))
    expect(talk.say(tap(data))).toEqual(['ask-what'])
    expect(talk.say(tap(data))).toEqual(['ask-what'])
    expect([talk.quiet(), talk.filed]).toEqual([[], []])
  })

  it('an old button amid a report repeats the question, and answers none', () => {
    const talk = startTalk()
    talk.say(WHAT)
    expect(talk.say(tap('receipt:yes'))).toEqual(['ask-where'])
    expect(talk.state.draft).toMatchObject({ eventIds: ['evt_1'], tells: { where: false } })
  })

  it.each([tap('location'), 'Gửi vị trí'] satisfies (string | Said)[])(
    'the wish to send a position is no position: it is asked for, %o',
    (said) => {
      const talk = startTalk()
      talk.say(UNCLEAR)
      talk.say(tap('now:yes'))
      expect(talk.say(said)).toEqual(['ask-where'])
      expect(talk.last.replies[0]?.requestLocation).toBe(true)
    },
  )
})

describe('what one message raised', () => {
  const POLICE: Said = { ...WHAT, isAboutPolice: true }
  const DOUBTED: Said = { ...WHAT, isPoliceDoubted: true }
  const SECRET: Said = { ...WHAT, isRestricted: true }

  it.each([
    ['of the police', POLICE, { isPoliceDoubted: true, isRestricted: false }],
    ['perhaps of the police', DOUBTED, { isPoliceDoubted: true, isRestricted: false }],
    ['for named officers alone', SECRET, { isPoliceDoubted: false, isRestricted: true }],
  ])('%s stays with the report, whatever is said before and after', (_title, raised, marks) => {
    const talk = startTalk()
    talk.say(WHAT)
    talk.say(raised)
    talk.say('phường Bến Thành, tối qua')
    talk.quiet()
    expect(talk.last.filed).toMatchObject(marks)
    const cried = startTalk()
    cried.say(raised)
    cried.say(DANGER)
    expect(cried.last.filed).toMatchObject(marks)
    const form = startTalk()
    form.say({ ...raised, form: 'form' })
    expect(form.last.filed).toMatchObject(marks)
  })

  it('in words taken for spam stays with the report that takes them along', () => {
    const talk = startTalk()
    talk.say({ ...SECRET, kind: 'spam' })
    talk.say(WHAT)
    talk.quiet()
    expect(talk.last.filed).toMatchObject({ eventIds: ['evt_1', 'evt_2'], isRestricted: true })
  })

  it('does not follow into the next report', () => {
    const talk = startTalk()
    talk.say(POLICE)
    talk.quiet()
    talk.say('báo tin mới')
    talk.say(WHAT)
    talk.quiet()
    expect(talk.last.filed).toMatchObject({ isPoliceDoubted: false, isRestricted: false })
  })
})
