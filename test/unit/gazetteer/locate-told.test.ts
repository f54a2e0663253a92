import { describe, expect, it } from 'vitest'
import { composeText, type TipText } from '../../../src/domain/compose.ts'
import type { InboundContent } from '../../../src/domain/message.ts'
import type { PlaceFinding } from '../../../src/domain/place.ts'
import { CHOSEN, makeHearPlace, makeLocateTold } from '../../../src/gazetteer/locate-told.ts'
import { makePlaceNames } from '../../../src/gazetteer/place-names.ts'
import type { PlaceResolver } from '../../../src/gazetteer/resolve.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const names = makePlaceNames(makeSmallRelease())
const tell = (...said: (string | { data: string } | { lat: number; lon: number })[]): TipText =>
  composeText(
    said.map((one, at) => {
      const content: InboundContent =
        typeof one === 'string'
          ? { type: 'text', text: one }
          : 'data' in one
            ? { type: 'button', data: one.data }
            : { type: 'location', ...one }
      return { eventId: `evt_${at}`, content }
    }),
  )

const NOTHING: PlaceFinding = {
  release: '2026-04-30.1',
  commune: null,
  province: null,
  candidates: [],
  ambiguous: false,
  unclear: 'no-place',
  evidence: [],
}
const listed = (...codes: string[]): PlaceFinding => ({
  ...NOTHING,
  candidates: codes.map((code) => ({ code, score: 0.4 })),
  ambiguous: true,
  unclear: 'namesakes',
})
const sure = (code: string, province: string): PlaceFinding => ({
  ...NOTHING,
  commune: code,
  province,
  candidates: [{ code, score: 0.9 }],
  unclear: null,
})
const resolverThat = (locate: PlaceResolver['locate']): PlaceResolver => ({ release: '2026-04-30.1', locate })
const choosing = (found: PlaceFinding, data: string): PlaceFinding =>
  makeLocateTold(
    resolverThat(() => found),
    names,
  )(tell('đánh bạc', { data }))

describe('what the sender picked', () => {
  it('is certain where nothing speaks against it, and says so', () => {
    for (const found of [NOTHING, listed('27139', '08746'), sure('08746', '25'), { ...NOTHING, province: '25' }]) {
      const chosen = choosing(found, 'place:08746')
      expect(chosen).toMatchObject({ commune: '08746', province: '25', unclear: null, ambiguous: false })
      expect(chosen.evidence).toContainEqual({ rule: CHOSEN, weight: 1, note: '08746' })
    }
  })

  it.each([
    ['another commune', sure('26743', '79')],
    ['others of another name', listed('26743', '26740')],
    ['another province', { ...NOTHING, province: '79' }],
  ])('decides nothing where the words tell of %s', (_what, found) => {
    const chosen = choosing(found, 'place:08746')
    expect(chosen).toMatchObject({ commune: null, ambiguous: true, unclear: 'several-places' })
    expect(chosen.candidates[0]?.code).toBe('08746')
  })

  it('counts for nothing where the release knows no such commune', () => {
    expect(choosing(listed('27139'), 'place:99999')).toEqual(listed('27139'))
  })

  it('of pin and words is asked of the resolver alone', () => {
    const asked: [string, boolean][] = []
    const locate = makeLocateTold(
      resolverThat((text, pin) => {
        asked.push([text, pin !== null])
        return NOTHING
      }),
      names,
    )
    const pin = { lat: 10.77, lon: 106.69 }
    locate(tell('ở Quận 3', pin))
    locate(tell('ở Quận 3', pin, { data: 'place:pin' }))
    locate(tell('ở Quận 3', pin, { data: 'place:words' }))
    locate(tell('ở Quận 3', { data: 'place:pin' }))
    expect(asked).toEqual([
      ['ở Quận 3', true],
      ['', true],
      ['ở Quận 3', false],
      ['ở Quận 3', false],
    ])
  })
})

describe('an answer to the question about the place', () => {
  const ANSWER = 'trả lời'
  /** `before` and `answer`: what the resolver makes of each alone; of both together it makes nothing sure. */
  const answered = (before: Partial<PlaceFinding>, answer: Partial<PlaceFinding>): PlaceFinding => {
    const together = { ...NOTHING, unclear: 'several-places' as const }
    const locate = makeLocateTold(
      resolverThat((text) => {
        if (!text.includes(ANSWER)) return { ...NOTHING, ...before }
        return text.includes('đánh bạc') ? together : { ...NOTHING, ...answer }
      }),
      names,
    )
    const text = `đánh bạc\n${ANSWER}`
    return locate({ text, parts: [], location: null, answer: { start: 9, end: text.length } })
  }

  it.each<[string, Partial<PlaceFinding>, Partial<PlaceFinding>, string]>([
    ['a commune of those that were meant', listed('27154', '27139'), sure('27154', '79'), '27154'],
    ['a name that fits one of them', listed('27154', '27139'), listed('27154', '26743'), '27154'],
    ['the province of one of them', listed('27139', '08746'), { province: '25', unclear: 'province' }, '08746'],
    ['a name of which one lies in the province', { province: '25' }, listed('27139', '08746'), '08746'],
    ['a commune where nothing was known', {}, sure('26743', '79'), '26743'],
  ])('that is %s decides', (_what, before, answer, code) => {
    expect(answered(before, answer)).toMatchObject({ commune: code, unclear: null, ambiguous: false })
  })

  it.each<[string, Partial<PlaceFinding>, Partial<PlaceFinding>]>([
    ['another commune', listed('27154', '27139'), sure('26743', '79')],
    ['no place', listed('27154', '27139'), {}],
    ['no place, where one commune is all but sure', listed('27154'), {}],
    ['a name that fits several', listed('27154', '27139', '26743'), listed('27154', '27139')],
    ['another province', listed('27154', '27139'), { province: '25', unclear: 'province' }],
    ['a commune of another province', { province: '25' }, sure('26743', '79')],
  ])('that is %s decides nothing', (_what, before, answer) => {
    expect(answered(before, answer)).toMatchObject({ commune: null, unclear: 'several-places' })
  })
})

describe('what the dialogue hears of a place', () => {
  const hearing = (text: string, found: Partial<PlaceFinding>) =>
    makeHearPlace(() => ({ ...NOTHING, ...found }), names)(tell(text))

  it('is codes, and what may be named of it in a question', () => {
    const span = { start: 10, end: 19 }
    const evidence = [{ rule: 'place-typed:plain', span, weight: 1, note: '27151' }]
    expect(hearing('đánh ở ngõ phường 5', { ...listed('27154'), evidence }).named).toBe('old-ward:27151')
    expect(
      hearing('ở Q3', { unclear: 'district', evidence: [{ rule: 'x', span: { start: 2, end: 5 }, note: '770' }] }),
    ).toEqual({ unclear: 'district', province: null, candidates: [], named: 'old-district:770' })
  })

  it('names nothing where it is a bare name of something else, or several', () => {
    const evidence = [{ rule: 'x', span: { start: 0, end: 16 }, note: '26743' }]
    expect(hearing('phường Bến Thành', { unclear: 'several-places', evidence }).named).toBeNull()
    expect(hearing('phường Bến Thành', { unclear: 'unsure', evidence }).named).toBeNull()
    expect(hearing('phường Bến Thành', { ...sure('26743', '79'), evidence }).named).toBeNull()
  })
})
