import type { PlaceFinding } from '../../domain/place.ts'
import type { PlaceResolver } from '../../gazetteer/resolve.ts'
import { wilson } from '../../understand/model/measures.ts'
import { stripMarks } from '../../understand/model/strip-marks.ts'
import type { Share } from '../evaluation/scope.ts'
import { FORMS, type Form, type PlaceCase } from './place-set.ts'

/** A message, and what was found of its place. */
export interface Judged {
  place: PlaceCase
  found: PlaceFinding
}

/** Each figure over the messages that it is defined for; `count` of `of` with a 95 % interval. */
export interface PlaceFigures {
  /** Of the messages whose unit can be known: it is the first candidate. */
  rightFirst: Share
  /** Of the same: it is a candidate at all. */
  rightAmong: Share
  /** Of the same: it is decided without asking anybody. */
  decidedRight: Share
  /** Of all messages: a unit is decided, and it is another or none could be. */
  wrongRouted: Share
  /** Of the truly ambiguous: no unit is decided, so somebody is asked or the duty desk gets it. */
  asked: Share
  /** Of the truly ambiguous: every unit that may be meant is a candidate. */
  allAmong: Share
  /** Of those with a province alone: that province, and no unit. */
  provinceRight: Share
  /** Of those without any place: neither unit nor province nor candidate. */
  noneClaimed: Share
}

export function judgePlaces(cases: readonly PlaceCase[], resolver: PlaceResolver): Judged[] {
  return cases.map((place) => ({ place, found: resolver.locate(place.text, place.pin) }))
}

/** The same messages as typed by somebody who leaves all diacritics out. */
export function stripCases(cases: readonly PlaceCase[]): PlaceCase[] {
  return cases.map((one) => ({ ...one, text: stripMarks(one.text) }))
}

export function sumUpPlaces(judged: readonly Judged[]): PlaceFigures {
  const of = (answer: PlaceCase['answer']) => judged.filter(({ place }) => place.answer === answer)
  const known = of('unit')
  const ambiguous = of('one-of')
  return {
    rightFirst: shareOf(known, isRightFirst),
    rightAmong: shareOf(known, ({ place, found }) => listsAll(found, place.codes)),
    decidedRight: shareOf(known, ({ place, found }) => found.commune !== null && found.commune === place.codes[0]),
    wrongRouted: shareOf(judged, isWrongRouted),
    asked: shareOf(ambiguous, ({ found }) => found.commune === null),
    allAmong: shareOf(ambiguous, ({ place, found }) => listsAll(found, place.codes)),
    provinceRight: shareOf(
      of('province'),
      ({ place, found }) => found.commune === null && found.province === place.codes[0],
    ),
    noneClaimed: shareOf(of('none'), ({ found }) => !claimsPlace(found)),
  }
}

export interface FormFigures {
  form: Form
  texts: number
  rightFirst: Share
  rightAmong: Share
  wrongRouted: Share
}

/** The same for each form of telling a place, in the order of the list; a message counts for each form it shows. */
export function sumUpForms(judged: readonly Judged[]): FormFigures[] {
  return FORMS.flatMap((form) => {
    const own = judged.filter(({ place }) => place.forms.includes(form))
    if (own.length === 0) return []
    const { rightFirst, rightAmong, wrongRouted } = sumUpPlaces(own)
    return [{ form, texts: own.length, rightFirst, rightAmong, wrongRouted }]
  })
}

/** A line for each message that is not as wanted, for whoever mends the resolver: never of the frozen set. */
export function listMisses(judged: readonly Judged[]): string[] {
  return judged.filter(isMiss).map(({ place, found }) => {
    const listed = found.candidates.slice(0, 4).map(({ code, score }) => `${code} ${score.toFixed(2)}`)
    const said = found.commune ?? found.unclear ?? '-'
    return [
      place.id,
      place.answer,
      place.codes.join(','),
      said,
      found.province ?? '-',
      listed.join(', '),
      place.text,
    ].join('\t')
  })
}

export function shareOf<T>(list: readonly T[], isMeant: (one: T) => boolean): Share {
  const count = list.filter(isMeant).length
  return { count, of: list.length, ...wilson(count, list.length) }
}

function isMiss(one: Judged): boolean {
  const { place, found } = one
  if (isWrongRouted(one)) return true
  switch (place.answer) {
    case 'unit':
      return !isRightFirst(one)
    case 'one-of':
      return !listsAll(found, place.codes)
    case 'province':
      return found.province !== place.codes[0]
    case 'none':
      return claimsPlace(found)
  }
}

function isRightFirst({ place, found }: Judged): boolean {
  return found.candidates[0] !== undefined && found.candidates[0].code === place.codes[0]
}

/** Also where one of several that may be meant was chosen: nothing in the message chose it. */
function isWrongRouted({ place, found }: Judged): boolean {
  return found.commune !== null && (place.answer !== 'unit' || found.commune !== place.codes[0])
}

function listsAll(found: PlaceFinding, codes: readonly string[]): boolean {
  return codes.every((code) => found.candidates.some((candidate) => candidate.code === code))
}

function claimsPlace({ commune, province, candidates }: PlaceFinding): boolean {
  return commune !== null || province !== null || candidates.length > 0
}
