import { describe, expect, it } from 'vitest'
import { ALL, DANGER, type Said, startTalk, tap, UNCLEAR, WHAT } from './talk.ts'

/** Ways into every state a dialogue can be in. */
const STATES: Record<string, (string | Said)[]> = {
  'that is new': [],
  'that was greeted': [{ form: 'joined' }],
  'with a draft open': [WHAT],
  'that was asked when': [WHAT, 'không biết nữa'],
  'that is confirming': [ALL],
  'that has filed': [ALL, tap('confirm:send')],
  'that has filed in danger': [DANGER],
  'that was asked whether it is now': [UNCLEAR],
  'that was not understood once': ['ờ thì'],
  'that asked for its code': [ALL, 'gửi', 'mã'],
  'that took its draft back': [ALL, 'hủy'],
  'that was told its sticker cannot be read': [{ form: 'unsupported' }],
}

const SHAPES: Record<string, Said> = {
  'in words': DANGER,
  'under a picture': { ...DANGER, form: 'media' },
  'in an edited message': { ...DANGER, form: 'edit' },
  'in the form': { ...DANGER, form: 'form' },
  'with a command inside': { ...DANGER, text: 'gửi' },
}

describe.each(Object.entries(STATES))('danger in a conversation %s', (_state, before) => {
  it.each(Object.entries(SHAPES))(
    '%s is answered with the call text before anything else, and on the way at once',
    (_shape, said) => {
      const talk = startTalk()
      for (const said of before) talk.say(said)
      talk.say(said)
      expect(talk.last.replies[0]).toMatchObject({ text: 'T-113', isEmergency: true })
      expect(talk.last.filed !== null || talk.last.isSupplement).toBe(true)
      expect(talk.state.draft).toBeNull()
    },
  )

  it('takes along what was told before', () => {
    const talk = startTalk()
    for (const said of before) talk.say(said)
    const draft = talk.state.draft?.eventIds ?? []
    talk.say(DANGER)
    if (talk.last.filed) expect(talk.last.filed.eventIds).toEqual([...draft, ...talk.last.filed.eventIds.slice(-1)])
    else expect(draft).toEqual([])
  })
})

describe('danger', () => {
  it('asks for the position unless the place was told', () => {
    const talk = startTalk()
    talk.say(DANGER)
    expect(talk.last.replies[0]?.requestLocation).toBe(true)
    talk.say({ ...DANGER, tells: { what: true, where: true, when: false } })
    expect(talk.last.replies[0]?.requestLocation).toBe(false)
  })

  it('in fire is answered with the number for fire', () => {
    expect(startTalk().say({ ...DANGER, text: 'cháy nhà rồi', callText: 'T-114' })[0]).toBe('T-114')
  })

  it('whose tense was not told asks once whether it is now, and not again while that is unanswered', () => {
    const talk = startTalk()
    expect(talk.say(UNCLEAR)).toEqual(['T-113', 'filed-urgent', 'ask-now'])
    expect(talk.say(UNCLEAR)).toEqual(['T-113', 'supplement-received'])
    expect(talk.say('đang xảy ra')).toEqual(['ask-place-urgent'])
    expect(talk.last.isSupplement).toBe(true)
  })

  it('that is plainly now asks nothing', () => {
    expect(startTalk().say(DANGER)).toEqual(['T-113', 'filed-urgent'])
  })

  it.each(['T-DV', 'T-SILENT'])('answered with %s, which asks something itself, asks nothing beside it', (callText) => {
    expect(startTalk().say({ ...UNCLEAR, callText })).toEqual([callText, 'filed-urgent'])
  })

  it.each([
    ['now:yes', 'ask-place-urgent'],
    ['now:no', 'supplement-received'],
  ])('takes the tap %s even after another question', (data, text) => {
    const talk = startTalk()
    talk.say(UNCLEAR)
    talk.say('mã')
    expect(talk.say(tap(data))).toEqual([text])
    expect(talk.last.isSupplement).toBe(true)
  })

  it('that complains about the police says who reads it, first time and later', () => {
    const talk = startTalk()
    expect(talk.say({ ...DANGER, isAboutPolice: true })).toEqual(['T-113', 'filed-urgent', 'report-police'])
    expect(talk.say({ ...DANGER, isAboutPolice: true })).toEqual(['T-113', 'supplement-received', 'report-police'])
  })

  it('six hours after the last word is a new tip again', () => {
    const talk = startTalk()
    talk.say(DANGER)
    talk.say({ ...DANGER, afterMinutes: 6 * 60 + 1 })
    expect(talk.filed).toEqual([['evt_1'], ['evt_2']])
  })
})
