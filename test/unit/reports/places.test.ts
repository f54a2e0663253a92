import { describe, expect, it } from 'vitest'
import type { PlaceFinding } from '../../../src/domain/place.ts'
import { makeUnits } from '../../../src/gazetteer/make-units.ts'
import type { PlaceResolver } from '../../../src/gazetteer/resolve.ts'
import { hundredWordsOf, padWithNoPlace } from '../../../src/reports/places/cost.ts'
import { evaluatePlaces } from '../../../src/reports/places/evaluate-places.ts'
import { listGoals } from '../../../src/reports/places/goals.ts'
import { type PlaceCase, readPlaceSet } from '../../../src/reports/places/place-set.ts'
import { ratePins, readPinSamples } from '../../../src/reports/places/rate-pins.ts'
import { judgePlaces, listMisses, sumUpForms, sumUpPlaces } from '../../../src/reports/places/rate-places.ts'
import { ratePolice } from '../../../src/reports/places/rate-police.ts'
import { writePlaces } from '../../../src/reports/places/write-places.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const release = makeSmallRelease()
const [BEN_THANH, SAI_GON, TAN_DINH] = ['26743', '26740', '26737']

const place = (answer: PlaceCase['answer'], codes: readonly string[], change: Partial<PlaceCase> = {}): PlaceCase => ({
  id: 'x-1',
  forms: ['typed-new'],
  pin: null,
  answer,
  codes,
  text: 'Mất xe ở đây',
  ...change,
})
const finding = (change: Partial<PlaceFinding> = {}): PlaceFinding => ({
  release: release.id,
  commune: null,
  province: null,
  candidates: [],
  ambiguous: false,
  unclear: null,
  evidence: [],
  ...change,
})
const candidates = (...codes: string[]) => codes.map((code) => ({ code, score: 0.5 }))
const sure = (code: string) => finding({ commune: code, province: '79', candidates: candidates(code) })
const judge = (one: PlaceCase, found: PlaceFinding) => sumUpPlaces([{ place: one, found }])
/** A resolver that knows these texts, and nothing else. */
const knows = (answers: Record<string, PlaceFinding>): PlaceResolver => ({
  release: release.id,
  locate: (text) => answers[text] ?? finding({ unclear: 'no-place' }),
})

describe('a labelled set', () => {
  const line = (change: Partial<Record<'id' | 'forms' | 'pin' | 'answer' | 'codes' | 'text', string>> = {}): string =>
    Object.values({
      id: 'x-1',
      forms: 'typed-new,stripped',
      pin: '-',
      answer: 'unit',
      codes: BEN_THANH,
      text: 'mat xe o phuong ben thanh',
      ...change,
    }).join('\t')

  it('is read with its pins, whatever ends its lines', () => {
    const more = line({ id: 'x-2', pin: '10.772,106.694,25', answer: 'one-of', codes: `${BEN_THANH},${SAI_GON}` })
    const read = readPlaceSet(`\ufeff${line()}\r\n${more}\r\n`, release)
    expect(read.ok && read.cases).toEqual([
      place('unit', [BEN_THANH], { forms: ['typed-new', 'stripped'], text: 'mat xe o phuong ben thanh' }),
      place('one-of', [BEN_THANH, SAI_GON], {
        id: 'x-2',
        forms: ['typed-new', 'stripped'],
        pin: { lat: 10.772, lon: 106.694, accuracyMetres: 25 },
        text: 'mat xe o phuong ben thanh',
      }),
    ])
  })

  it.each([
    [line({ codes: '99999' }), 'line 1, column 5: not in the release: 99999'],
    [line({ answer: 'province', codes: '26' }), 'line 1, column 5: not in the release: 26'],
    [line({ codes: `${BEN_THANH},${SAI_GON}` }), 'line 1, column 5: one code expected, 2 found'],
    [line({ answer: 'one-of' }), 'line 1, column 5: several codes expected, 1 found'],
    [line({ answer: 'one-of', codes: `${BEN_THANH},${BEN_THANH}` }), 'line 1, column 5: a code stands twice'],
    [line({ answer: 'none' }), 'line 1, column 5: no code expected'],
    [line({ answer: 'maybe' }), 'line 1, column 4: "maybe" is none of unit, one-of, province, none'],
    [line({ forms: 'typed-new,odd' }), 'line 1, column 2: unknown form in "typed-new,odd"'],
    [line({ pin: '91,106' }), 'line 1, column 3: neither "-" nor latitude, longitude and accuracy: "91,106"'],
    [line({ text: ' ' }), 'line 1, column 6: the text is missing'],
    [`${line()}\n${line()}`, 'line 2, column 1: the id x-1 stands twice'],
    [`${line()}\tmore`, 'line 1, column 7: 6 columns expected, 7 found'],
    ['', 'line 1, column 1: the set is empty'],
  ])('with a fault is refused, and the fault named by line and column', (content, fault) => {
    const read = readPlaceSet(content, release)
    expect(read.ok ? [] : read.faults).toContain(fault)
  })
})

describe('a message whose unit can be known', () => {
  const one = place('unit', [BEN_THANH])

  it('counts as right first by its first candidate, decided or not, and as wrongly routed by what is decided', () => {
    expect(judge(one, sure(BEN_THANH))).toMatchObject({
      rightFirst: { count: 1, of: 1 },
      decidedRight: { count: 1 },
      wrongRouted: { count: 0, of: 1 },
    })
    const second = finding({ candidates: candidates(SAI_GON, BEN_THANH) })
    expect(judge(one, second)).toMatchObject({
      rightFirst: { count: 0 },
      rightAmong: { count: 1 },
      decidedRight: { count: 0 },
      wrongRouted: { count: 0 },
    })
    expect(judge(one, sure(SAI_GON))).toMatchObject({ rightAmong: { count: 0 }, wrongRouted: { count: 1 } })
  })
})

describe('a message that leaves the unit open', () => {
  const several = place('one-of', [BEN_THANH, SAI_GON])

  it('is asked about as long as nothing is decided; a guess is wrong even if it may be true', () => {
    const both = finding({ candidates: candidates(SAI_GON, TAN_DINH, BEN_THANH) })
    expect(judge(several, both)).toMatchObject({ asked: { count: 1, of: 1 }, allAmong: { count: 1 } })
    expect(judge(several, sure(BEN_THANH))).toMatchObject({ asked: { count: 0 }, wrongRouted: { count: 1 } })
    expect(judge(place('province', ['79']), sure(BEN_THANH))).toMatchObject({
      provinceRight: { count: 0 },
      wrongRouted: { count: 1 },
    })
    expect(judge(place('province', ['79']), finding({ province: '79' })).provinceRight.count).toBe(1)
  })

  it('without any place has neither unit nor province nor candidate', () => {
    const nowhere = place('none', [])
    expect(judge(nowhere, finding()).noneClaimed).toMatchObject({ count: 1, of: 1 })
    expect(judge(nowhere, finding({ province: '79' })).noneClaimed.count).toBe(0)
    expect(judge(nowhere, finding({ candidates: candidates(SAI_GON) })).noneClaimed.count).toBe(0)
    expect(judge(nowhere, sure(SAI_GON)).wrongRouted.count).toBe(1)
  })
})

it('each form is counted by itself, and what is not as wanted is listed', () => {
  const cases = [
    place('unit', [BEN_THANH], { id: 'a', text: 'a', forms: ['typed-new', 'stripped'] }),
    place('unit', [SAI_GON], { id: 'b', text: 'b', forms: ['stripped'] }),
    place('none', [], { id: 'c', text: 'c', forms: ['none'] }),
  ]
  const judged = judgePlaces(cases, knows({ a: sure(BEN_THANH), b: sure(BEN_THANH) }))
  expect(sumUpForms(judged).map(({ form, texts, rightFirst }) => [form, texts, rightFirst.count])).toEqual([
    ['typed-new', 1, 1],
    ['stripped', 2, 1],
    ['none', 1, 0],
  ])
  expect(listMisses(judged).map((line) => line.split('\t').slice(0, 4))).toEqual([['b', 'unit', SAI_GON, BEN_THANH]])
})

it('a pin counts by its first candidate', () => {
  const samples = readPinSamples(`lat\tlon\tunit_code\n10.772\t106.694\t${BEN_THANH}\n10.79\t106.69\t${TAN_DINH}\n`)
  const resolver: PlaceResolver = { release: release.id, locate: () => sure(BEN_THANH) }
  expect(ratePins(samples, resolver)).toMatchObject({
    rightPolygon: { count: 1, of: 2 },
    wrongRouted: { count: 1, of: 2 },
  })
  expect(() => readPinSamples('lat\tlon\tunit_code\n10.772\tx\t26743')).toThrow('line 2')
})

it('a complaint about police that reaches the unit of the place in any way counts, and any unit below the province', async () => {
  const about = place('unit', [BEN_THANH], { forms: ['police'] })
  const judged = [about, { ...about, codes: [SAI_GON] }, place('unit', [BEN_THANH])].map((one) => ({
    place: one,
    found: sure(BEN_THANH),
  }))
  const units = makeUnits(release)
  expect(await ratePolice(judged, units, async () => ['79-TTR', BEN_THANH])).toMatchObject({
    toAccused: { count: 1, of: 2 },
    belowProvince: { count: 2, of: 2 },
  })
  expect(await ratePolice(judged, units, async () => ['79-TTR', 'X05'])).toMatchObject({
    toAccused: { count: 0 },
    belowProvince: { count: 0 },
  })
})

it('texts for the clock are a hundred words long, with several places or with one', () => {
  const long = (text: string, answer: PlaceCase['answer']) => place(answer, [], { text: `${text} `.repeat(60).trim() })
  const cases = [long('nơi', 'unit'), long('không', 'none'), long('đâu', 'one-of')]
  expect(hundredWordsOf(cases).map((text) => text.split(' ').length)).toEqual([100, 100, 100, 100, 100])
  const padded = padWithNoPlace(cases)
  expect(padded.map((text) => text.split(' ').length)).toEqual([100, 100])
  expect(new Set(padded[0]?.split(' '))).toEqual(new Set(['nơi', 'không']))
})

describe('the evaluation', () => {
  const cases = [
    place('unit', [BEN_THANH], { text: 'phường Bến Thành' }),
    place('unit', [SAI_GON], { text: 'phường Sài Gòn' }),
    place('none', [], { text: 'hôm qua' }),
  ]
  const measure = (answers: Record<string, PlaceFinding>) => {
    let nowMs = 0
    return evaluatePlaces({
      set: { name: 'a set', isFrozen: false },
      model: null,
      cases,
      samples: null,
      units: makeUnits(release),
      load: () => knows(answers),
      recipientsOf: async () => [],
      collectGarbage: () => {},
      now: () => (nowMs += 1),
    })
  }

  it('tells what is lost without diacritics in points of a hundred', async () => {
    const told = { 'phường Bến Thành': sure(BEN_THANH), 'phường Sài Gòn': sure(SAI_GON) }
    expect((await measure(told)).lossPoints).toBe(100)
    expect((await measure({ ...told, 'phuong Ben Thanh': sure(BEN_THANH) })).lossPoints).toBe(50)
  })

  it('says of each figure what was wanted and whether it is reached, and of none that was not measured', async () => {
    const figures = await measure({ 'phường Bến Thành': sure(BEN_THANH), 'phường Sài Gòn': sure(TAN_DINH) })
    const reached = new Map(listGoals(figures).map(({ name, isReached }) => [name, isReached]))
    expect(reached.get('right unit first, where one can be known')).toBe(false)
    expect(reached.get('wrong unit routed automatically')).toBe(false)
    expect(reached.get('no place claimed where there is none')).toBe(true)
    expect(reached.get('pins in the right polygon')).toBeNull()
    expect(reached.get('p99 for a text of 100 words')).toBe(true)
    const text = writePlaces(figures)
    expect(text).toContain('| right unit first, where one can be known | at least 0.95 | 1 of 2 (50.0 %) |')
    expect(text).toContain('On a set, which is not the frozen set')
    expect(text).toContain('by rules alone')
    expect(text).toContain('not measured: the gazetteer brings no samples')
  })
})
