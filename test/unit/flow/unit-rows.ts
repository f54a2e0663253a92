import { DEMO_UNITS, DEMO_UNITS_VALID_FROM } from '../../../src/data/demo-units.ts'
import type { UnitRecord } from '../../../src/domain/unit-record.ts'
import type { PlanContext } from '../../../src/flow/units-change.ts'
import type { UnitRow } from '../../../src/flow/units-fields.ts'
import { planUnits } from '../../../src/flow/units-plan.ts'

export const TODAY = '2026-11-22'

/** The demonstration's units as they stand after a first start. */
export const RECORDS: readonly UnitRecord[] = DEMO_UNITS.map((unit) => ({
  ...unit,
  validFrom: DEMO_UNITS_VALID_FROM,
  validTo: null,
  successor: null,
  document: null,
  version: 1,
}))

export function recordOf(code: string, records: readonly UnitRecord[] = RECORDS): UnitRecord {
  const found = records.find((one) => one.code === code)
  if (!found) throw new Error(`no unit ${code}`)
  return found
}

/** Plans rows, each on a line of its own from 2 on, over the demonstration's units. */
export function plan(rows: readonly UnitRow['texts'][], change: Partial<PlanContext> = {}) {
  return planUnits(
    rows.map((texts, index) => ({ line: index + 2, texts })),
    {
      current: RECORDS,
      areas: { list: [], isWhole: false },
      today: TODAY,
      reason: 'thử',
      document: null,
      mayChange: () => true,
      ...change,
    },
  )
}
