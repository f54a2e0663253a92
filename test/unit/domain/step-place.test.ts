import { describe, expect, it } from 'vitest'
import { NEW_CONVERSATION } from '../../../src/domain/conversation/state.ts'
import { readMeaning, readPick } from '../../../src/domain/conversation/where.ts'
import type { PlaceHeard, Unclear } from '../../../src/domain/place.ts'
import { DANGER, type Said, startTalk, tap, UNCLEAR, WHAT } from './talk.ts'

const KNOWN: PlaceHeard = { unclear: null, province: '79', candidates: ['26743'], named: null }
const NOWHERE: PlaceHeard = { unclear: 'no-place', province: null, candidates: [], named: null }
const NAMESAKES: PlaceHeard = {
  unclear: 'namesakes',
  province: null,
  candidates: ['27139', '08746'],
  named: 'commune:27139',
}
const SPLIT: PlaceHeard = {
  unclear: 'split-ward',
  province: '79',
  candidates: ['27154', '27139'],
  named: 'old-ward:27148',
}
const told = (place: PlaceHeard, said: Said = WHAT): Said => ({ ...said, place })
const pick = (data: string, place: PlaceHeard): Said => ({ form: 'button', text: data, pick: data, place })

describe('the question about the place', () => {
  it.each<[Unclear, Partial<PlaceHeard>, string, number, boolean]>([
    ['no-place', {}, 'ask-where', 0, true],
    ['namesakes', { candidates: ['27139', '08746'], named: 'commune:27139' }, 'ask-where-province', 2, false],
    [
      'namesakes',
      { candidates: ['27154', '27139', '26743', '26740', '26737'], named: 'old-ward:27151', province: '79' },
      'ask-where-district',
      4,
      false,
    ],
    ['namesakes', { candidates: ['27139', '08746'] }, 'ask-where-near', 2, false],
    ['district', { candidates: ['27154', '27139'], named: 'old-district:770' }, 'ask-where-within', 2, false],
    ['district', { candidates: ['1', '2', '3', '4', '5'], named: 'old-district:770' }, 'ask-where-within', 0, true],
    ['split-ward', { candidates: ['27154', '27139'], named: 'old-ward:27148' }, 'ask-where-within', 2, false],
    ['split-ward', { candidates: ['27154', '27139'] }, 'ask-where-near', 2, false],
    ['province', { named: 'province:79', province: '79' }, 'ask-where-commune', 0, true],
    ['province', {}, 'ask-where', 0, true],
    ['several-places', { candidates: ['26743', '27139'] }, 'ask-where-several', 2, false],
    ['several-places', { candidates: [] }, 'ask-where-several', 0, true],
    ['several-places', { candidates: ['1', '2', '3', '4', '5'] }, 'ask-where-several', 0, true],
    ['unsure', { candidates: ['26743'] }, 'ask-where-near', 0, true],
    ['pin-disagrees', { candidates: ['26743', '27139'] }, 'ask-where-pin', 0, false],
    ['pin-wide', { candidates: ['26743', '26740'] }, 'ask-where-wide', 2, false],
  ])('of %s with %o is %s with %i choices', (unclear, place, text, count, asksPin) => {
    const talk = startTalk()
    expect(talk.say(told({ ...NOWHERE, ...place, unclear }))).toEqual([text])
    const [reply] = talk.last.replies
    expect(reply?.place?.choices.length ?? 0).toBe(count)
    expect(reply?.requestLocation === true).toBe(asksPin)
    expect(talk.state.pending).toBe('where')
  })

  it('is not asked where all that was told gives one commune, pin included', () => {
    expect(startTalk().say(told(KNOWN))).toEqual(['ask-when'])
    const pinned = startTalk()
    expect(pinned.say({ form: 'location', place: KNOWN })).toEqual(['ask-what'])
    expect(pinned.say(told(KNOWN))).toEqual(['ask-when'])
  })

  it('is asked although the words sound like a place, where no commune follows from them', () => {
    const sounding = { ...WHAT, tells: { what: true, where: true, when: false } }
    expect(startTalk().say(told(NAMESAKES, sounding))).toEqual(['ask-where-province'])
  })

  it.each<[string, Said]>([
    ['words that decide it', { text: 'ở Phú Thọ', place: KNOWN }],
    ['words that leave it open', { text: 'em không biết', place: NAMESAKES }],
    ['words that open it more', { text: 'gần chợ', place: { ...NAMESAKES, unclear: 'several-places' } }],
    ['a tap', pick('place:08746', KNOWN)],
    ['a number', { text: '2', pick: 'place:08746', place: KNOWN }],
    ['a pin', { form: 'location', place: { ...NAMESAKES, unclear: 'pin-disagrees' } }],
  ])('is asked once for a report, whatever comes back: %s', (_what, answer) => {
    const talk = startTalk()
    const asked = [talk.say(told(NAMESAKES)), talk.say(answer), talk.say({ text: 'hôm qua', place: NAMESAKES })].flat()
    expect(asked).toEqual(['ask-where-province', 'ask-when', 'before-sending'])
    expect(talk.say('gửi')).toEqual(['receipt-chat'])
    expect(talk.say({ text: 'nó vẫn ở đó', place: NAMESAKES })).toEqual(['supplement-received'])
    expect(talk.filed).toEqual([['evt_1', 'evt_2', 'evt_3']])
  })

  it('is put anew for a new report', () => {
    const talk = startTalk()
    talk.say(told(NAMESAKES))
    talk.say('hủy')
    expect(talk.say(told(SPLIT))).toEqual(['ask-where-within'])
  })

  it('answered by a tap while something else is asked leaves that asked', () => {
    const talk = startTalk()
    talk.say(told(NAMESAKES))
    talk.say({ text: 'không rõ', place: NAMESAKES })
    expect(talk.say(pick('place:08746', KNOWN))).toEqual(['ask-when'])
    expect(talk.say({ text: 'hôm qua', place: KNOWN })).toEqual(['before-sending'])
    talk.say('gửi')
    expect(talk.filed).toEqual([['evt_1', 'evt_2', 'evt_3', 'evt_4']])
  })

  it('answered by a tap after filing is added to the tip', () => {
    const talk = startTalk()
    talk.say(told(NAMESAKES))
    talk.quiet()
    expect(talk.say(pick('place:08746', KNOWN))).toEqual(['supplement-received'])
    expect(talk.last.isSupplement).toBe(true)
  })

  it('tapped with nothing to belong to adds nothing', () => {
    const talk = startTalk()
    expect(talk.say(pick('place:08746', KNOWN))).toEqual(['ask-what'])
    expect([talk.last.filed, talk.state.draft]).toEqual([null, null])
  })

  it('keeps nothing of what was said in the state: codes alone', () => {
    const talk = startTalk()
    talk.say({ ...UNCLEAR, place: NAMESAKES })
    expect(talk.state.placeToAsk).toEqual(NAMESAKES)
    expect(JSON.stringify(talk.state)).not.toContain(UNCLEAR.text)
  })
})

describe('the question about the place of an emergency', () => {
  it('comes after the call text and the filing, in the same answer', () => {
    const talk = startTalk()
    expect(talk.say(told(NAMESAKES, DANGER))).toEqual(['T-113', 'filed-urgent', 'ask-where-province'])
    expect(talk.filed).toEqual([['evt_1']])
    expect(talk.say({ text: 'ở Phú Thọ', place: KNOWN })).toEqual(['supplement-received'])
    expect(talk.last.isSupplement).toBe(true)
    expect(talk.say({ text: 'ở đó', place: NAMESAKES })).toEqual(['supplement-received'])
  })

  it.each([
    ['now:yes', 'đang xảy ra'],
    ['now:no', 'đã xảy ra'],
  ])('waits until the sender has said whether it is now: %s', (data, words) => {
    for (const said of [tap(data), { text: words }]) {
      const talk = startTalk()
      expect(talk.say(told(NAMESAKES, UNCLEAR))).toEqual(['T-113', 'filed-urgent', 'ask-now'])
      expect(talk.say(said)).toEqual(['supplement-received', 'ask-where-province'])
      expect(talk.say(tap(data))).not.toContain('ask-where-province')
    }
  })

  it('is spared who tells the place meanwhile', () => {
    const talk = startTalk()
    talk.say(told(NAMESAKES, UNCLEAR))
    talk.say({ text: 'ở phường Bến Thành', place: KNOWN })
    expect(talk.say(tap('now:yes'))).toEqual(['ask-place-urgent'])
  })

  it('is not asked where the place is known, and by the call text alone where nothing is', () => {
    const known = startTalk()
    expect(known.say(told(KNOWN, DANGER))).toEqual(['T-113', 'filed-urgent'])
    expect(known.last.replies[0]?.requestLocation).toBe(false)
    const nowhere = startTalk()
    expect(nowhere.say(told(NOWHERE, DANGER))).toEqual(['T-113', 'filed-urgent'])
    expect(nowhere.last.replies[0]?.requestLocation).toBe(true)
  })

  it('is not asked again of who was asked before it became one', () => {
    const talk = startTalk()
    talk.say(told(NAMESAKES))
    expect(talk.say(told(NAMESAKES, DANGER))).toEqual(['T-113', 'filed-urgent'])
  })

  it.each<[string, Said]>([
    ['who cannot speak', { ...DANGER, callText: 'T-SILENT' }],
    ['who is beaten at home', { ...DANGER, callText: 'T-DV' }],
    ['who gives themselves up', { ...DANGER, isSurrender: true }],
    ['who filled in the form', { ...DANGER, form: 'form' }],
  ])('is never asked of %s', (_who, said) => {
    expect(startTalk().say(told(NAMESAKES, said))).not.toContain('ask-where-province')
  })

  it('is never asked of who gives themselves up without danger', () => {
    expect(startTalk().say(told(NAMESAKES, { ...WHAT, isSurrender: true }))).toEqual(['surrender', 'filed-urgent'])
  })
})

describe('a number', () => {
  const asked = { ...NEW_CONVERSATION, pending: 'where' as const, buttons: ['place:27139', 'place:08746'] }
  const text = (words: string) => ({ type: 'text' as const, text: words })

  it('picks the button of that number where buttons are shown as numbers, while the place is asked', () => {
    expect(readPick(asked, text(' 2. '), true)).toBe('place:08746')
    expect(readPick({ ...asked, pending: 'when' }, text('2'), true)).toBeNull()
    expect(readPick({ ...asked, buttons: ['now:yes'] }, text('1'), true)).toBeNull()
  })

  it('is what it says elsewhere, and beyond the buttons', () => {
    expect(readPick(asked, text('2'), false)).toBeNull()
    for (const words of ['3', '0', '12', 'p2', '']) expect(readPick(asked, text(words), true)).toBeNull()
  })

  it('or other words that answer are marked as such, and commands are not', () => {
    expect(readMeaning(asked, text('gần cầu Bến Lức'), true)).toBe('answer:where')
    expect(readMeaning(asked, text('2'), true)).toBe('place:08746')
    expect(readMeaning(asked, text('2'), false)).toBe('answer:where')
    expect(readMeaning(asked, text('hủy'), true)).toBeNull()
    expect(readMeaning({ ...asked, pending: 'when' }, text('hôm qua'), true)).toBeNull()
  })

  it('needs no more than a tap where there are buttons', () => {
    expect(readPick(NEW_CONVERSATION, { type: 'button', data: 'place:08746' }, false)).toBe('place:08746')
    for (const data of ['place:', 'place:123456', 'place:abcde', 'now:yes', 'place:08746 ']) {
      expect(readPick(asked, { type: 'button', data }, false)).toBeNull()
    }
  })
})
