import type { Unit } from '../domain/jurisdiction.ts'
import { levelOf, type UnitRecord } from '../domain/unit-record.ts'
import { findAreas } from './units-areas.ts'
import type { PlanContext, UnitChange, UnitPlan } from './units-change.ts'
import { checkUnits } from './units-check.ts'
import { UNIT_FIELDS, type UnitFault, type UnitField, type UnitRow } from './units-fields.ts'
import { type GivenUnit, listCodes, readUnitRow } from './units-read.ts'

/**
 * What rows would change, and everything that is wrong with them; nothing may be written while there is a fault. Units that
 * no row speaks of stay; a row that says what stands there already changes nothing. Pure.
 */
export function planUnits(rows: readonly UnitRow[], context: PlanContext): UnitPlan {
  const current = new Map(context.current.map((unit) => [unit.code, unit]))
  const known = new Set([...current.keys(), ...listCodes(rows)])
  const plan: UnitPlan = { changes: [], unchanged: 0, faults: [], repairs: [] }
  const lines = new Map<string, number>()
  for (const row of rows) {
    const { given, faults, repairs } = readUnitRow(row, known)
    plan.faults.push(...faults)
    plan.repairs.push(...repairs)
    if (given === null) continue
    const first = lines.get(given.code)
    if (first !== undefined) {
      plan.faults.push({ ...at(given, 'code', given.code), reason: 'double-code', about: String(first) })
      continue
    }
    lines.set(given.code, given.line)
    const more: UnitFault[] = []
    const change = planOne(given, current.get(given.code) ?? null, context, more)
    // What cannot be read is not told again for what it would have been.
    plan.faults.push(...more.filter(({ field }) => !faults.some((fault) => fault.field === field)))
    // Of a row with a fault of its own nothing more can be said.
    if (change === null || faults.length > 0) continue
    if (change.before !== null && change.fields.length === 0) plan.unchanged += 1
    else plan.changes.push(change)
  }
  plan.faults.push(...checkUnits(plan.changes, context, new Set(lines.keys())))
  plan.faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return plan
}

function at(given: GivenUnit, field: UnitField | null, value: string): Pick<UnitFault, 'line' | 'field' | 'value'> {
  return { line: given.line, field, value }
}

function planOne(
  given: GivenUnit,
  before: UnitRecord | null,
  context: PlanContext,
  faults: UnitFault[],
): UnitChange | null {
  if (context.only === 'new' && before !== null) faults.push({ ...at(given, 'code', given.code), reason: 'code-taken' })
  if (context.only === 'old' && before === null) {
    faults.push({ ...at(given, 'code', given.code), reason: 'unknown-unit' })
  }
  const bare = before === null ? makeUnit(given, context, faults) : amend(before, given, faults)
  if (bare === null) return null
  const areas = findAreas(given.areas, bare, context.areas)
  faults.push(...areas.faults.map((one) => ({ ...at(given, 'areas', one.value), reason: one.reason })))
  const whole = { ...bare, areas: given.areas === undefined && before ? before.areas : areas.codes }
  const after = before === null ? whole : date(whole, given, before, context)
  const fields = before === null ? [] : UNIT_FIELDS.filter((field) => differs(before, after, field))
  const isChange = before === null || fields.length > 0
  if (isChange && !context.mayChange(after.province)) {
    faults.push({ ...at(given, null, after.code), reason: 'not-yours' })
  }
  const reason = given.reason || context.reason
  if (isChange && reason === '') faults.push({ ...at(given, 'reason', ''), reason: 'reason-missing' })
  return { line: given.line, before, after, fields, reason }
}

/** A unit that is not there yet must say what it is; the rest follows from that, where nothing is said. */
function makeUnit(given: GivenUnit, context: PlanContext, faults: UnitFault[]): UnitRecord | null {
  const { code, name, kind } = given
  for (const field of ['name', 'kind'] as const) {
    if (given[field] === undefined) faults.push({ ...at(given, field, ''), reason: 'missing' })
  }
  if (name === undefined || kind === undefined) return null
  const province = given.province ?? (kind === 'province' ? code : null)
  const role = given.role ?? (kind === 'commune' ? 'CAX' : kind === 'province' ? 'CAT' : defaultRole(code))
  const shape = shapeFault(code, kind, province, role)
  if (shape !== null) {
    faults.push({ ...at(given, shape, shape === 'province' ? (province ?? '') : code), reason: `bad-${shape}` })
    return null
  }
  const hasProvince = province !== null && kind !== 'province' && kind !== 'external'
  return {
    code,
    name,
    kind,
    level: levelOf(kind, province),
    province,
    role,
    parent: given.parent ?? (hasProvince ? province : null),
    areas: [],
    hours: given.hours ?? null,
    dutyPhones: given.dutyPhones ?? [],
    channels: given.channels ?? [],
    validFrom: given.validFrom ?? context.today,
    validTo: given.validTo ?? null,
    successor: given.successor ?? null,
    document: given.document ?? context.document,
    version: 1,
  }
}

function defaultRole(code: string): string {
  return code.replace(/^\d\d-/, '')
}

/** Routing finds units by these codes (makeUnitDirectory): another one would never be found. */
function shapeFault(
  code: string,
  kind: Unit['kind'],
  province: string | null,
  role: string,
): 'code' | 'province' | null {
  if (kind === 'ministry') return province === null ? null : 'province'
  if (kind === 'external' || (kind === 'inspectorate' && province === null)) return null
  if (province === null) return 'province'
  if (kind === 'commune') return /^\d{5}$/.test(code) ? null : 'code'
  return code === (kind === 'province' ? province : `${province}-${role}`) ? null : 'code'
}

/** What it is stays: another kind, role or province is another unit. */
function amend(before: UnitRecord, given: GivenUnit, faults: UnitFault[]): UnitRecord {
  for (const field of ['kind', 'role', 'province'] as const) {
    const value = given[field]
    if (value !== undefined && value !== before[field]) {
      faults.push({ ...at(given, field, value ?? ''), reason: 'stays', about: before[field] ?? '' })
    }
  }
  const { name, parent, hours, dutyPhones, channels, validTo, successor } = given
  return {
    ...before,
    ...(name === undefined ? {} : { name }),
    ...(parent === undefined ? {} : { parent }),
    ...(hours === undefined ? {} : { hours }),
    ...(dutyPhones === undefined ? {} : { dutyPhones }),
    ...(channels === undefined ? {} : { channels }),
    ...(validTo === undefined ? {} : { validTo }),
    ...(successor === undefined ? {} : { successor }),
  }
}

function differs(before: UnitRecord, after: UnitRecord, field: UnitField): boolean {
  if (field === 'reason') return false
  return JSON.stringify(before[field]) !== JSON.stringify(after[field])
}

/** Only its end: then nothing else begins anew. */
const UNDATED: ReadonlySet<UnitField> = new Set(['validTo', 'successor'])

/**
 * From when on the change holds: the day that the row names, if it is another than stands there; else today, so that what
 * was true before stays true of that time. A change that is still to come is amended in its place. A document belongs to
 * the change that it ordered: the next one does not inherit it, unless its row says so.
 */
function date(after: UnitRecord, given: GivenUnit, before: UnitRecord, context: PlanContext): UnitRecord {
  const fields = UNIT_FIELDS.filter((field) => differs(before, after, field))
  // That a unit is from today as it was before says nothing.
  const saysNothing = fields.length === 0 && given.validFrom === context.today && before.validFrom <= context.today
  const newDay = given.validFrom === before.validFrom || saysNothing ? undefined : given.validFrom
  const isUndated = fields.every((field) => UNDATED.has(field))
  const today = isUndated || before.validFrom > context.today ? before.validFrom : context.today
  const isSame = fields.length === 0 && newDay === undefined
  const inherited = isSame ? before.document : (context.document ?? given.document ?? null)
  return {
    ...after,
    validFrom: newDay ?? today,
    document: given.document !== undefined && given.document !== before.document ? given.document : inherited,
  }
}
