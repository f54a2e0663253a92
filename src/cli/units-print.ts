import { formatDutyHours } from '../domain/duty-hours.ts'
import type { UnitRecord, UnitVersion } from '../domain/unit-record.ts'
import type { UnitChange, UnitPlan } from '../flow/units-change.ts'
import { UNIT_HEADS, type UnitFault, type UnitFaultReason, type UnitField } from '../flow/units-fields.ts'
import type { UnitFileFault } from '../flow/units-file.ts'
import { describeFault } from '../tables/fault.ts'

/** What a file must have been, for one that cannot be read. */
export function describeFileFault(name: string, fault: UnitFileFault): string {
  switch (fault.reason) {
    case 'no-code-column':
      return `${name}: no row of heads; one column must be called "${UNIT_HEADS.code[0]}" or "code", beside others`
    case 'no-rows':
      return `${name}: holds heads and no units`
    case 'too-many-units':
      return `${name}, line ${fault.line}: holds more units than the whole country has`
    default:
      return describeFault(fault)
  }
}

/** `units.csv, line 3, column "Điện thoại trực": "0903" is …`, in English. */
export function describeUnitFault(name: string, fault: UnitFault): string {
  const place = [
    name,
    fault.line === null ? null : `line ${fault.line}`,
    fault.field === null ? null : `column "${UNIT_HEADS[fault.field][0]}" (${fault.field})`,
  ].filter((part) => part !== null)
  return `${place.join(', ')}: ${fault.value === '' ? '' : `"${fault.value}" `}${WORDS[fault.reason](fault.about ?? '')}`
}

const WORDS: Readonly<Record<UnitFaultReason, (about: string) => string>> = {
  missing: () => 'is missing',
  'bad-code': () =>
    'is no code that routing would find: five figures for a commune, two for a province, 79-PC02 for a department; capitals, figures and hyphens',
  'bad-name': () => 'is no name of a unit: 3 to 200 letters, figures and plain signs',
  'bad-kind': () => 'is no kind: commune, province, department, inspectorate, ministry or external',
  'bad-role': () => 'is no role such as CAX, PC02 or TTR',
  'bad-province': () => 'expected the two figures of a province; nothing for a ministry',
  'bad-areas': () => 'expected codes of communes, five figures each, or their names; "không" for none',
  'unknown-area': () => 'is no commune of the gazetteer in use, or of another province',
  'ambiguous-area': () => 'is the name of several communes: write the code, or the type with the name',
  'bad-hours': () => 'expected 24/7 or a week such as "T2-T6 07:30-11:30, 13:30-17:00; T7 08:00-11:00"',
  'bad-phone': () => 'is no telephone number of Viet Nam; was the column kept as text?',
  'bad-channel': () => 'expected at most 10 ways, 100 letters each, with semicolons between them',
  'bad-day': () => 'is no day: 2026-07-01 or 1/7/2026',
  'bad-text': () => 'is too long, or holds signs that nobody can see',
  'reason-missing': () => 'a change needs a reason: --reason, or a column of that name',
  'double-code': (about) => `stands twice, first on line ${about}`,
  'unknown-unit': () => 'is no unit',
  'code-taken': () => 'is a unit already',
  stays: (about) => `cannot become it: it is "${about}", and what a unit is stays; add another unit`,
  'not-yours': () => 'is a unit of another province',
  'unknown-parent': () => 'is no unit of the database or the file',
  'parent-cycle': () => 'would stand above itself',
  'parent-ended': (about) => `ends on ${about}, before this unit`,
  'parent-later': () => 'another parent cannot be planned: let it begin today',
  'unknown-successor': () => 'is no other unit of the database or the file',
  'successor-ended': () => 'has ended by then',
  'successor-without-end': () => 'follows a unit that does not end: give its last day too',
  'has-children': (about) => `other units hang on it, such as ${about}: give them another parent first`,
  'days-in-wrong-order': (about) => `is not after ${about}, the day from which this holds`,
  overlap: (about) =>
    about === ''
      ? 'another unit answers for a commune of this list in part of that time; let the change begin on a later day'
      : `unit ${about} answers for it at the same time`,
  busy: (about) => {
    const [tips, officers] = about.split('/')
    return `has ${tips} open tips and ${officers} active officers: name the unit that follows it`
  },
}

/** What was or would be done, in lines. */
export function describePlan(name: string, plan: UnitPlan): string[] {
  const added = plan.changes.filter(({ before }) => before === null)
  return [
    ...plan.repairs.map(
      ({ line, field, from, to }) =>
        `${name}, line ${line}, column "${UNIT_HEADS[field][0]}": "${from}" read as "${to}"`,
    ),
    ...plan.changes.filter(({ before }) => before !== null).map(describeChange),
    `${added.length} added, ${plan.changes.length - added.length} changed, ${plan.unchanged} as they were.`,
  ]
}

function describeChange({ before, after, fields }: UnitChange): string {
  const told = fields.map((field) => `${field}: ${show(before, field)} -> ${show(after, field)}`)
  return `${after.code} ${told.join('; ')}`
}

function show(unit: UnitRecord | null, field: UnitField): string {
  if (unit === null || field === 'reason') return ''
  if (field === 'hours') return unit.hours === null ? 'unknown' : formatDutyHours(unit.hours)
  const value = unit[field]
  if (value === null) return 'none'
  return typeof value === 'string' ? value : value.join(', ') || 'none'
}

/** A unit on one line of a list. */
export function describeUnit(unit: Pick<UnitRecord, 'code' | 'name' | 'dutyPhones' | 'areas'>): string {
  const areas = unit.areas.length === 1 && unit.areas[0] === unit.code ? '' : unit.areas.join(' ')
  return [unit.code, unit.name, unit.dutyPhones.join(', '), areas].join('\t').trimEnd()
}

/** A version of a unit, with what differs from the one before it. */
export function describeVersion(version: UnitVersion, former: UnitVersion | undefined): string {
  const { version: number, validFrom, validTo, madeAt, madeBy, madeByNumber, reason, document } = version
  const period = `from ${validFrom}${validTo === null ? '' : ` until ${validTo}`}`
  const who = madeBy === null ? 'by command' : `by officer ${madeByNumber ?? madeBy}`
  const fields = (['name', 'parent', 'areas', 'hours', 'dutyPhones', 'channels', 'successor'] as const).filter(
    (field) => JSON.stringify(former?.[field]) !== JSON.stringify(version[field]),
  )
  const what =
    former === undefined ? version.name : fields.map((field) => `${field}: ${show(version, field)}`).join('; ')
  const paper = document === null ? '' : ` (${document})`
  return `${number}. ${period}, written ${madeAt.toISOString()} ${who}: ${reason}${paper}\n   ${what}`
}
