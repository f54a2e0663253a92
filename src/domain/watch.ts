import { findAbove, ROLES, type UnitDirectory } from './jurisdiction.ts'
import type { RoutingRules } from './routing-rules.ts'

/**
 * Who reads a unit's tips in its place: the first upwards that has officers to read them; where nobody upwards has any, the
 * home province's duty desk or command centre, for somebody must. Null while the unit has officers itself. `count`: how
 * many officers of a unit may read them; `mayHold`: units that may not see the tip are passed over.
 */
export async function findWatcher(
  unitCode: string,
  units: UnitDirectory,
  count: (code: string) => Promise<number>,
  options: { homeProvince?: string | undefined; mayHold?: (code: string) => boolean; rules?: RoutingRules } = {},
): Promise<string | null> {
  if ((await count(unitCode)) > 0) return null
  const { mayHold = () => true } = options
  const upwards = findAbove(unitCode, units, options.rules?.roles).filter(mayHold)
  const home = options.homeProvince
  const desks =
    home === undefined
      ? []
      : lastReaders(home, units, options.rules).filter((code) => code !== unitCode && mayHold(code))
  for (const code of [...upwards, ...desks]) if ((await count(code)) > 0) return code
  // Nobody is anywhere: the duty desk is where somebody will look first.
  return desks[0] ?? upwards.at(-1) ?? null
}

function lastReaders(province: string, units: UnitDirectory, rules?: RoutingRules): string[] {
  const { dutyDesk, commandCentre } = rules?.roles ?? ROLES
  return [dutyDesk, commandCentre].map((role) => units.codeOf(role, province)).filter((code) => units.has(code))
}
