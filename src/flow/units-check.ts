import type { UnitRecord } from '../domain/unit-record.ts'
import type { PlanContext, UnitChange } from './units-change.ts'
import type { UnitFault, UnitFaultReason, UnitField } from './units-fields.ts'

/**
 * What is wrong with the units as they would stand together: parents, successors, days, and communes with two units. What
 * was wrong before and is not touched is not held against a change. `mentioned`: all codes that rows speak of, also those
 * whose row has a fault of its own; that they are missing is not told twice.
 */
export function checkUnits(
  changes: readonly UnitChange[],
  context: PlanContext,
  mentioned: ReadonlySet<string>,
): UnitFault[] {
  const whole = new Map(context.current.map((unit) => [unit.code, unit]))
  for (const { after } of changes) whole.set(after.code, after)
  const lineOf = new Map(changes.map(({ after, line }) => [after.code, line]))
  return [
    ...changes
      .flatMap((change) => checkOne(change, whole, context.today))
      .filter(
        ({ reason, value }) =>
          !(
            (reason === 'unknown-parent' || reason === 'unknown-successor') &&
            mentioned.has(value) &&
            !whole.has(value)
          ),
      ),
    ...checkChildren(changes, whole),
    ...checkOverlaps(whole, lineOf),
  ]
}

function checkOne(change: UnitChange, whole: ReadonlyMap<string, UnitRecord>, today: string): UnitFault[] {
  const { after, before, line } = change
  const faults: UnitFault[] = []
  const fail = (field: UnitField, reason: UnitFaultReason, value: string, about?: string): void => {
    faults.push({ line, field, reason, value, ...(about === undefined ? {} : { about }) })
  }
  if (after.validTo !== null && after.validTo <= after.validFrom) {
    fail('validTo', 'days-in-wrong-order', after.validTo, after.validFrom)
  }
  const parent = after.parent === null ? null : whole.get(after.parent)
  if (parent === undefined) fail('parent', 'unknown-parent', after.parent ?? '')
  else if (parent !== null) {
    if (isBelow(parent, after.code, whole)) fail('parent', 'parent-cycle', parent.code)
    else if (endsBefore(parent, after)) fail('parent', 'parent-ended', parent.code, parent.validTo ?? '')
    // Whether a unit may hold a complaint about police hangs on its parent, and the database knows one parent at a time.
    else if (before !== null && before.parent !== after.parent && after.validFrom > today) {
      fail('parent', 'parent-later', parent.code)
    }
  }
  if (after.successor !== null) {
    const successor = whole.get(after.successor)
    if (successor === undefined || after.successor === after.code)
      fail('successor', 'unknown-successor', after.successor)
    else if (after.validTo === null) fail('successor', 'successor-without-end', after.successor)
    else if (successor.validTo !== null && successor.validTo <= after.validTo) {
      fail('successor', 'successor-ended', after.successor)
    }
  }
  return faults
}

/** Whether the unit of `code` is among a unit and those above it. */
function isBelow(unit: UnitRecord, code: string, whole: ReadonlyMap<string, UnitRecord>): boolean {
  const passed = new Set<string>()
  for (let one: UnitRecord | undefined = unit; one !== undefined && !passed.has(one.code); ) {
    if (one.code === code) return true
    passed.add(one.code)
    one = one.parent === null ? undefined : whole.get(one.parent)
  }
  return false
}

function endsBefore(unit: UnitRecord, other: UnitRecord): boolean {
  return unit.validTo !== null && (other.validTo === null || other.validTo > unit.validTo)
}

/** Nobody is left hanging on a unit that ends. */
function checkChildren(changes: readonly UnitChange[], whole: ReadonlyMap<string, UnitRecord>): UnitFault[] {
  const touched = new Set(changes.map(({ after }) => after.code))
  const byParent = Map.groupBy(
    [...whole.values()].filter(({ code }) => !touched.has(code)),
    ({ parent }) => parent,
  )
  return changes.flatMap(({ after, line }): UnitFault[] => {
    if (after.validTo === null) return []
    const child = byParent.get(after.code)?.find((one) => endsBefore(after, one))
    return child ? [{ line, field: 'validTo', reason: 'has-children', value: after.validTo, about: child.code }] : []
  })
}

/** By what units come to in the end; the database asks it of every day (migration 0022). */
function checkOverlaps(whole: ReadonlyMap<string, UnitRecord>, lineOf: ReadonlyMap<string, number>): UnitFault[] {
  const claims = [...whole.values()].flatMap((unit) => unit.areas.map((area) => ({ area, unit })))
  const faults: UnitFault[] = []
  for (const [area, sharers] of Map.groupBy(claims, (claim) => claim.area)) {
    if (sharers.length < 2) continue
    for (const { unit } of sharers) {
      const line = lineOf.get(unit.code)
      if (line === undefined) continue
      const other = sharers.find((one) => one.unit !== unit && meet(one.unit, unit))
      if (other) faults.push({ line, field: 'areas', reason: 'overlap', value: area, about: other.unit.code })
    }
  }
  return faults
}

function meet(one: UnitRecord, other: UnitRecord): boolean {
  return (
    (one.validTo === null || one.validTo > other.validFrom) && (other.validTo === null || other.validTo > one.validFrom)
  )
}
