import { describe, expect, it } from 'vitest'
import { readState } from '../../../src/domain/conversation/state.ts'
import type { InboundContent } from '../../../src/domain/message.ts'
import { hear } from '../../../src/flow/hear.ts'
import { analyse } from '../../../src/understand/analyse.ts'
import { ALL, DANGER, type Said, startTalk, WHAT } from './talk.ts'

const SECOND = 1 / 60
/** A picture without words, some seconds after what came before. */
const picture = (afterSeconds: number, more: Said = {}): Said => ({
  form: 'media',
  text: '',
  afterMinutes: afterSeconds * SECOND,
  ...more,
})
const album = (afterSeconds: number, more: Said = {}): Said => picture(afterSeconds, { groupId: '139', ...more })

describe('pictures sent in one go', () => {
  it('are answered once, by their album or because they come seconds apart, and all belong to the tip', () => {
    for (const one of [album, picture]) {
      const talk = startTalk()
      expect([one(0), one(1), one(4), one(9)].map((said) => talk.say(said))).toEqual([['media-received'], [], [], []])
      expect(talk.last.isWaiting).toBe(true)
      talk.quiet()
      expect(talk.filed).toEqual([['evt_1', 'evt_2', 'evt_3', 'evt_4']])
    }
  })

  it('of an album are answered once, however slowly they arrive', () => {
    const talk = startTalk()
    talk.say(album(0))
    expect(talk.say(album(45))).toEqual([])
    expect(talk.say(picture(45))).toEqual(['media-received'])
  })

  it('with words under any of them count as those words', () => {
    const first = startTalk()
    expect(first.say(album(0, WHAT))).toEqual(['ask-where'])
    expect(first.say(album(1))).toEqual([])
    expect(first.state).toMatchObject({ pending: 'where', draft: { eventIds: ['evt_1', 'evt_2'] } })
    const last = startTalk()
    expect(last.say(album(0))).toEqual(['media-received'])
    expect(last.say(album(1, ALL))).toEqual(['before-sending'])
    expect(last.state.draft?.eventIds).toEqual(['evt_1', 'evt_2'])
  })

  it('with danger under one of them are answered with the call text and filed at once, with what came before', () => {
    const talk = startTalk()
    talk.say(album(0))
    expect(talk.say(album(1, DANGER))).toEqual(['T-113', 'filed-urgent'])
    expect(talk.say(album(1))).toEqual([])
    expect([talk.filed, talk.last.isSupplement]).toEqual([[['evt_1', 'evt_2']], true])
  })

  it('do not answer what was asked, and count as no failure to understand', () => {
    const talk = startTalk()
    talk.say(WHAT)
    expect(talk.say(picture(2))).toEqual(['media-kept'])
    expect(talk.say(picture(2))).toEqual([])
    expect(talk.state).toMatchObject({ pending: 'where', draft: { tells: { where: false } } })
    expect(talk.say('chỗ ngã tư ấy')).toEqual(['ask-when'])
    const mute = startTalk()
    for (const said of [picture(0), picture(30), picture(30), picture(30)]) mute.say(said)
    expect([mute.filed, mute.state.failures]).toEqual([[], 0])
  })

  it('that go on for minutes are answered now and then', () => {
    const talk = startTalk()
    const answers = Array.from({ length: 20 }, () => talk.say(picture(8)).length)
    expect(answers.filter((count) => count > 0)).toHaveLength(3)
  })

  it('after the draft was taken back begin a new one, with an answer', () => {
    const talk = startTalk()
    talk.say(album(0))
    talk.say({ text: 'hủy', afterMinutes: SECOND })
    expect(talk.say(album(1))).toEqual(['media-received'])
  })

  it.each(['greeting', 'question'] as const)('are kept also where the caption is a %s', (kind) => {
    const faq = kind === 'question' ? 'faq:fee' : null
    const talk = startTalk()
    talk.say({ form: 'media', text: 'chào anh', kind, faq })
    expect(talk.state.draft?.eventIds).toEqual(['evt_1'])
    talk.say(ALL)
    talk.say({ form: 'media', text: 'gửi ở đâu', kind, faq })
    talk.say('gửi')
    expect(talk.filed).toEqual([['evt_1', 'evt_2', 'evt_3']])
    talk.say({ form: 'media', text: 'có nhận được không', kind, faq })
    expect(talk.last.isSupplement).toBe(true)
  })
})

describe('a tip filed seconds ago', () => {
  it('gets the text, the pictures and the pin that follow, the pictures with one answer', () => {
    const talk = startTalk()
    talk.say(DANGER)
    const said = [picture(2), picture(2), { form: 'location', text: '', afterMinutes: SECOND }, picture(3), 'áo đỏ']
    const answers = said.map((one) => {
      const texts = talk.say(one as Said | string)
      expect(talk.last.isSupplement).toBe(true)
      return texts.length
    })
    expect([answers, talk.filed]).toEqual([[1, 0, 1, 0, 1], [['evt_1']]])
  })

  it('has the picture and the pin that came before it', () => {
    const talk = startTalk()
    talk.say(picture(0))
    talk.say({ form: 'location', text: '', afterMinutes: SECOND })
    talk.say({ ...DANGER, afterMinutes: SECOND })
    expect(talk.filed).toEqual([['evt_1', 'evt_2', 'evt_3']])
  })
})

describe('a correction', () => {
  it('of a report in the making tells what it tells, and is no answer to what was asked', () => {
    const talk = startTalk()
    talk.say(WHAT)
    expect(talk.say({ form: 'edit', text: 'nhà bên cạnh đánh bạc ăn tiền' })).toEqual(['ask-where'])
    expect(talk.last.replies[0]?.requestLocation).toBe(true)
    expect(talk.state).toMatchObject({ pending: 'where', draft: { tells: { where: false } } })
    const tells = { what: true, where: true, when: false }
    expect(talk.say({ form: 'edit', text: 'nhà 12 Lê Lợi đánh bạc', tells })).toEqual(['ask-when'])
  })

  it('that arrives before its message begins the report', () => {
    const talk = startTalk()
    expect(talk.say({ ...ALL, form: 'edit' })).toEqual(['before-sending'])
    expect(talk.say({ ...WHAT, afterMinutes: SECOND })).toEqual(['before-sending'])
    talk.say('gửi')
    expect(talk.filed).toEqual([['evt_1', 'evt_2']])
  })
})

describe('who withdraws consent', () => {
  const withdrawal: Said = { form: 'withdrawn', text: '' }

  it('has what was not filed destroyed', () => {
    const talk = startTalk()
    talk.say(WHAT)
    talk.say(picture(1))
    expect(talk.say(withdrawal)).toEqual(['withdrawn'])
    expect([talk.last.discarded, talk.state.draft, talk.last.isSupplement]).toEqual([['evt_1', 'evt_2'], null, false])
    expect(talk.quiet()).toEqual([])
  })

  it('ends the contact and leaves what was filed, also days later and after a new report was begun', () => {
    for (const between of [[], ['tin mới'], [{ text: 'cảm ơn', kind: 'greeting', afterMinutes: 3_000 }]] as Said[][]) {
      const talk = startTalk()
      talk.say(DANGER)
      for (const said of between) talk.say(said)
      talk.say({ ...withdrawal, afterMinutes: 3_000 })
      expect([talk.last.isContactOver, talk.state.tipId, talk.last.discarded]).toEqual([true, 'tip_1', []])
    }
  })

  it('reads the same words whether there was a draft, a tip or nothing', () => {
    expect(startTalk().say(withdrawal)).toEqual(['withdrawn'])
  })
})

it('a state written before albums were known is read', () => {
  const { media: _, formerTipId: __, ...old } = startTalk().state
  expect(readState(old)).toEqual(startTalk().state)
})

describe('heard', () => {
  const understanding = { analyse, answerQuestion: () => null }
  const heard = (content: InboundContent) => hear({ id: 'e', at: new Date(0), content }, understanding)

  it('a sticker alone is a kind that is not read, and one with words is those words', () => {
    const sticker: InboundContent = { type: 'media', attachments: [{ kind: 'sticker' }] }
    expect(heard(sticker).form).toBe('unsupported')
    expect(heard({ ...sticker, text: 'cháy nhà rồi' })).toMatchObject({ form: 'media', callNow: true })
    expect(heard({ type: 'media', attachments: [{ kind: 'image' }], groupId: '1' })).toMatchObject({
      form: 'media',
      groupId: '1',
    })
  })
})
