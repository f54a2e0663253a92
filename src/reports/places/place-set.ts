import type { Release } from '../../gazetteer/release.ts'
import type { Pin } from '../../gazetteer/resolve.ts'

/** What a message may show of the ways in which people tell a place; `police`: a complaint about the police of the place. */
export const FORMS = [
  'typed-new',
  'untyped',
  'typed-old',
  'untyped-old',
  'district',
  'province',
  'old-province',
  'numbered',
  'abbreviation',
  'stripped',
  'typo',
  'street',
  'landmark',
  'elsewhere',
  'twice',
  'person',
  'brand-street',
  'pin',
  'shared',
  'split',
  'former',
  'english',
  'none',
  'police',
] as const
export type Form = (typeof FORMS)[number]

/**
 * What a careful officer with the whole gazetteer would say: one unit, one of several with nothing to choose by, a
 * province and no more, or no place at all.
 */
export const ANSWERS = ['unit', 'one-of', 'province', 'none'] as const
export type Answer = (typeof ANSWERS)[number]

/** A message with the place where it happened. */
export interface PlaceCase {
  id: string
  forms: readonly Form[]
  pin: Pin | null
  answer: Answer
  /** `unit`: one commune; `one-of`: all that may be meant; `province`: two digits; `none`: empty. */
  codes: readonly string[]
  text: string
}

export type PlaceSet = { ok: true; cases: PlaceCase[] } | { ok: false; faults: string[] }

const COLUMNS = 6

/**
 * Reads a labelled set: tab-separated lines without a head, of id, forms, pin, answer, codes and text. Every code must be of
 * the release. `faults` name line and column, from 1; with any, nothing is measured.
 */
export function readPlaceSet(content: string, release: Release): PlaceSet {
  const known = {
    communes: new Set(release.communes.map(({ code }) => code)),
    provinces: new Set(release.provinces.map(({ code }) => code)),
  }
  const faults: string[] = []
  const seen = new Set<string>()
  const lines = content.replace(/^\ufeff/, '').split(/\r?\n/)
  const cases = lines.flatMap((line, at): PlaceCase[] => {
    if (line === '') return []
    const fail = (column: number, what: string): void => void faults.push(`line ${at + 1}, column ${column}: ${what}`)
    const cells = line.split('\t')
    const [id = '', forms = '', pin = '', answer = '', codes = '', text = ''] = cells
    if (cells.length !== COLUMNS) fail(cells.length, `${COLUMNS} columns expected, ${cells.length} found`)
    if (id === '' || seen.has(id)) fail(1, id === '' ? 'an id is missing' : `the id ${id} stands twice`)
    seen.add(id)
    const read = { forms: readList(forms, FORMS), pin: readPin(pin), answer: ANSWERS.find((one) => one === answer) }
    if (read.forms === null) fail(2, `unknown form in "${forms}"`)
    if (read.pin === undefined) fail(3, `neither "-" nor latitude, longitude and accuracy: "${pin}"`)
    if (read.answer === undefined) fail(4, `"${answer}" is none of ${ANSWERS.join(', ')}`)
    if (text.trim() === '') fail(6, 'the text is missing')
    const listed = codes === '-' ? [] : codes.split(',')
    const wrong = read.answer === undefined ? null : judgeCodes(read.answer, listed, known)
    if (wrong !== null) fail(5, wrong)
    if (read.forms === null || read.pin === undefined || read.answer === undefined) return []
    return [{ id, forms: read.forms, pin: read.pin, answer: read.answer, codes: listed, text }]
  })
  if (cases.length === 0 && faults.length === 0) faults.push('line 1, column 1: the set is empty')
  return faults.length > 0 ? { ok: false, faults } : { ok: true, cases }
}

/** What is wrong with the codes, or null. */
function judgeCodes(
  answer: Answer,
  codes: readonly string[],
  known: { communes: ReadonlySet<string>; provinces: ReadonlySet<string> },
): string | null {
  const among = answer === 'province' ? known.provinces : known.communes
  const unknown = codes.filter((code) => !among.has(code))
  if (unknown.length > 0) return `not in the release: ${unknown.join(', ')}`
  if (new Set(codes).size < codes.length) return 'a code stands twice'
  switch (answer) {
    case 'unit':
    case 'province':
      return codes.length === 1 ? null : `one code expected, ${codes.length} found`
    case 'one-of':
      return codes.length > 1 ? null : `several codes expected, ${codes.length} found`
    case 'none':
      return codes.length === 0 ? null : 'no code expected'
  }
}

function readList<T extends string>(cell: string, known: readonly T[]): T[] | null {
  const found = cell.split(',').map((word) => known.find((one) => one === word.trim()))
  const read = found.filter((one) => one !== undefined)
  return read.length === found.length ? read : null
}

/** Undefined for what is no pin. */
function readPin(cell: string): Pin | null | undefined {
  if (cell === '-') return null
  const [lat = Number.NaN, lon = Number.NaN, accuracyMetres, ...more] = cell.split(',').map(Number)
  const isOnEarth = Math.abs(lat) <= 90 && Math.abs(lon) <= 180
  if (!isOnEarth || more.length > 0) return undefined
  if (accuracyMetres === undefined) return { lat, lon, accuracyMetres: null }
  return accuracyMetres >= 0 ? { lat, lon, accuracyMetres } : undefined
}
