import { type DutyHours, parseDutyHours } from '../domain/duty-hours.ts'
import type { Unit } from '../domain/jurisdiction.ts'
import { squash, tidy } from '../tables/table.ts'
import {
  KIND_WORDS,
  NO_AREA,
  type UnitFault,
  type UnitFaultReason,
  type UnitField,
  type UnitRepair,
  type UnitRow,
} from './units-fields.ts'

/** What a row gives, understood; a field that it does not speak of is not there. Null empties what stood there. */
export interface GivenUnit {
  line: number
  code: string
  name?: string
  kind?: Unit['kind']
  role?: string
  province?: string | null
  parent?: string | null
  /** As typed, codes or names: understood where all units are known. `default`: nothing was said. */
  areas?: readonly string[] | 'default'
  hours?: DutyHours | null
  dutyPhones?: readonly string[]
  channels?: readonly string[]
  validFrom?: string
  validTo?: string | null
  successor?: string | null
  document?: string | null
  reason?: string
}

export interface ReadUnit {
  /** Null where not even the code can be told. */
  given: GivenUnit | null
  faults: UnitFault[]
  repairs: UnitRepair[]
}

const CHANNELS_MAX = 10
const PHONES_MAX = 6
const CHANNEL_LENGTH_MAX = 100
/** Characters a field may hold; the longest list of areas, a whole province's, has some 2,400. */
const LENGTH_MAX: Readonly<Partial<Record<UnitField, number>>> = { document: 200, reason: 500, areas: 5_000 }
const LENGTH_MAX_ELSE = 1_000
/** Of a value in a message. */
const SHOWN_MAX = 80
/** Control and private signs, and those that turn the direction of a text: nobody sees what they say. */
const UNSEEN = /[\p{Cc}\p{Co}\p{Cs}\u202A-\u202E\u2066-\u2069]/u

/**
 * Reads the cells of one row. `known`: codes of all units that are there or come with the file, by which zeros that a
 * spreadsheet program took from the front of a code are put back ({@link listCodes}).
 */
export function readUnitRow(row: UnitRow, known: ReadonlySet<string>): ReadUnit {
  const { line, texts } = row
  const faults: UnitFault[] = []
  const repairs: UnitRepair[] = []
  const fail = (field: UnitField, reason: UnitFaultReason, value: string): void => {
    faults.push({ line, field, reason, value: value.slice(0, SHOWN_MAX) })
  }
  const mend = (field: UnitField, from: string, to: string): string => {
    if (from !== to) repairs.push({ line, field, from: from.slice(0, SHOWN_MAX), to })
    return to
  }
  const textOf = (field: UnitField): string | undefined => {
    const text = texts[field] === undefined ? undefined : tidy(texts[field])
    const isFit = text === undefined || (!UNSEEN.test(text) && text.length <= (LENGTH_MAX[field] ?? LENGTH_MAX_ELSE))
    if (isFit) return text
    fail(field, 'bad-text', text.replace(new RegExp(UNSEEN, 'gu'), '?'))
    return undefined
  }
  /** Hands on what a parser makes of a field; one that answers undefined finds fault with it. */
  const take = <T>(
    field: UnitField,
    reason: UnitFaultReason,
    parse: (text: string) => T | undefined,
    keep: (value: T) => void,
  ): void => {
    const text = textOf(field)
    if (text === undefined) return
    const value = parse(text)
    if (value === undefined) fail(field, reason, text)
    else keep(value)
  }
  const orNull =
    <T>(parse: (text: string) => T | undefined) =>
    (text: string): T | null | undefined =>
      text === '' ? null : parse(text)
  const readOther = (field: 'parent' | 'successor') =>
    orNull((text: string) => mend(field, text, mendReference(text, known)))
  const readMendedDay = (field: 'validFrom' | 'validTo') => (text: string) => {
    const day = readDay(text)
    return day?.isMended === true ? mend(field, text, day.value) : day?.value
  }

  const codeText = textOf('code')
  if (!codeText) {
    if (codeText === '' || texts.code === undefined) fail('code', 'missing', '')
    return { given: null, faults, repairs }
  }
  const kind = texts.kind === undefined ? undefined : readKind(tidy(texts.kind))
  const code = mend('code', codeText, mendCode(codeText, kind, known))
  if (!/^[0-9A-Z][0-9A-Z-]{0,19}$/.test(code)) fail('code', 'bad-code', code)
  const given: GivenUnit = { line, code }
  take('name', 'bad-name', readName, (value) => {
    given.name = value
  })
  take('kind', 'bad-kind', readKind, (value) => {
    given.kind = value
  })
  // Left empty, these follow from the rest.
  if (textOf('role') !== '') {
    take('role', 'bad-role', readRole, (value) => {
      given.role = value
    })
  }
  take('province', 'bad-province', orNull(readProvince), (value) => {
    given.province = value === null ? null : mend('province', tidy(texts.province ?? ''), value)
  })
  take('parent', 'unknown-parent', readOther('parent'), (value) => {
    given.parent = value
  })
  take('areas', 'bad-areas', readAreas, (value) => {
    given.areas = value === 'default' ? value : value.map((area) => mend('areas', area, mendArea(area)))
  })
  take('hours', 'bad-hours', orNull(readHours), (value) => {
    given.hours = value
  })
  readPhones(textOf('dutyPhones'), {
    keep(phones) {
      given.dutyPhones = phones
    },
    fail: (phone) => fail('dutyPhones', 'bad-phone', phone),
    mend: (from, to) => mend('dutyPhones', from, to),
  })
  take('channels', 'bad-channel', readChannels, (value) => {
    given.channels = value
  })
  if (textOf('validFrom') !== '') {
    take('validFrom', 'bad-day', readMendedDay('validFrom'), (value) => {
      given.validFrom = value
    })
  }
  take('validTo', 'bad-day', orNull(readMendedDay('validTo')), (value) => {
    given.validTo = value
  })
  take('successor', 'unknown-successor', readOther('successor'), (value) => {
    given.successor = value
  })
  take('document', 'bad-text', orNull(String), (value) => {
    given.document = value
  })
  take('reason', 'bad-text', String, (value) => {
    given.reason = value
  })
  return { given, faults, repairs }
}

const KINDS = new Map(
  // Object.keys forgets its keys.
  (Object.keys(KIND_WORDS) as Unit['kind'][]).flatMap((kind) =>
    KIND_WORDS[kind].map((word): [string, Unit['kind']] => [squash(word), kind]),
  ),
)

function readKind(text: string): Unit['kind'] | undefined {
  return KINDS.get(squash(text))
}

/** Letters, figures and the signs that names of offices have; none of those by which a spreadsheet begins a formula. */
function readName(text: string): string | undefined {
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ,.()'’"“”/&–-]{2,199}$/u.test(text) ? text : undefined
}

function readRole(text: string): string | undefined {
  return /^[A-Z0-9][A-Z0-9-]{1,14}$/.test(text) ? text : undefined
}

function readProvince(text: string): string | undefined {
  return /^\d{1,2}$/.test(text) ? text.padStart(2, '0') : undefined
}

function readAreas(text: string): readonly string[] | 'default' {
  if (text === '') return 'default'
  if (squash(text) === squash(NO_AREA)) return []
  // Codes may stand apart by blanks; names hold some.
  const parts = /^[\d\s,;]+$/.test(text) ? text.split(/[\s,;]+/) : text.split(/[;,]/)
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))]
}

function mendArea(area: string): string {
  return IS_SHORT.test(area) ? area.padStart(5, '0') : area
}

function readHours(text: string): DutyHours | undefined {
  const hours = parseDutyHours(text)
  return hours.ok ? hours.value : undefined
}

/** Phones as they are dialled within Viet Nam: figures alone. A zero that a spreadsheet took is put back. */
function readPhones(
  text: string | undefined,
  to: { keep(phones: string[]): void; fail(phone: string): void; mend(from: string, to: string): string },
): void {
  if (text === undefined) return
  const typed = text.split(/[;,]/).map((part) => part.trim())
  const phones = typed
    .filter((part) => part !== '')
    .map((part) => {
      const bare = part.replace(/[\s.()-]/g, '').replace(/^\+84/, '0')
      // Mobile numbers have nine figures without their zero, landlines nine or ten.
      return /^[2-9]\d{8,9}$/.test(bare) ? to.mend(part, `0${bare}`) : bare
    })
  const bad = phones.find((phone) => !/^(?:0\d{8,10}|1[89]00\d{4,6}|1\d{2,3})$/.test(phone))
  if (bad !== undefined || phones.length > PHONES_MAX) to.fail(text)
  else to.keep([...new Set(phones)])
}

function readChannels(text: string): string[] | undefined {
  const channels = [...new Set(text.split(';').map((part) => part.trim()))].filter((part) => part !== '')
  const isFit = channels.length <= CHANNELS_MAX && channels.every((one) => one.length <= CHANNEL_LENGTH_MAX)
  return isFit ? channels : undefined
}

/** `2026-07-01`, `1/7/2026` as people of Viet Nam write it, or the number by which Excel keeps a day. */
function readDay(text: string): { value: string; isMended: boolean } | undefined {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  // Days since 30 December 1899, from 2000 to 2100.
  const serial = /^\d{5}$/.test(text) && Number(text) > 36_500 && Number(text) < 73_100 ? Number(text) : null
  const iso = year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  if (serial !== null) {
    return { value: Temporal.PlainDate.from('1899-12-30').add({ days: serial }).toString(), isMended: true }
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || iso < '1945-01-01' || iso > '2100-12-31') return undefined
  try {
    return { value: Temporal.PlainDate.from(iso, { overflow: 'reject' }).toString(), isMended: false }
  } catch {
    return undefined
  }
}

/** Codes that rows are about, as far as they can be told without knowing any other. */
export function listCodes(rows: readonly UnitRow[]): string[] {
  return rows.flatMap(({ texts }) => {
    const code = tidy(texts.code ?? '')
    if (!IS_SHORT.test(code)) return code === '' ? [] : [code]
    const kind = readKind(tidy(texts.kind ?? ''))
    return kind === undefined ? [] : [mendCode(code, kind, new Set())]
  })
}

/** Figures that may have had zeros before them: a commune's police has five, a province's two. */
const IS_SHORT = /^\d{1,4}$/

function mendCode(code: string, kind: Unit['kind'] | undefined, known: ReadonlySet<string>): string {
  if (!IS_SHORT.test(code)) return code
  if (kind === undefined) return mendReference(code, known)
  return kind === 'commune' ? code.padStart(5, '0') : kind === 'province' ? code.padStart(2, '0') : code
}

/** The unit that is meant by figures, where there is one of that code with its zeros. */
function mendReference(code: string, known: ReadonlySet<string>): string {
  if (!IS_SHORT.test(code) || known.has(code)) return code
  return [code.padStart(2, '0'), code.padStart(5, '0')].find((one) => known.has(one)) ?? code
}
