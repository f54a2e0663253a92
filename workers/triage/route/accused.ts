import { ACCUSED_DEPARTMENTS, ACCUSED_PROVINCE } from '../../../src/data/routing-signs.ts'
import type { UnitDirectory } from '../../../src/domain/jurisdiction.ts'
import type { Analysis } from '../../../src/understand/analysis.ts'

/** What stands before "công an" and names its level: "giám đốc ", "thanh tra ". UTF-16 units. */
const BEFORE = 12

/**
 * The unit that the police complained about belong to, the highest that words or place name: the province's police
 * ("công an tỉnh"), a department ("CSGT"), the commune's of the place. Null where there is no cue, or no such unit here.
 */
export function findAccused(
  analysis: Analysis,
  text: string,
  commune: string | null,
  province: string,
  units: UnitDirectory,
): string | null {
  if (analysis.aboutPolice.length === 0) return null
  const cues = analysis.aboutPolice.flatMap(({ span }) =>
    span === undefined ? [] : [fold(text.slice(Math.max(0, span.start - BEFORE), span.end))],
  )
  if (cues.some((cue) => ACCUSED_PROVINCE.test(cue)) && units.has(province)) return province
  const named = ACCUSED_DEPARTMENTS.filter(({ words }) => cues.some((cue) => words.test(cue)))
  const departments = named.map(({ role }) => units.codeOf(role, province)).filter((code) => units.has(code))
  // Of two departments neither is left out: what they have in common is their province.
  if (departments.length > 1 && units.has(province)) return province
  return departments[0] ?? commune
}

function fold(words: string): string {
  return words
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/gu, 'd')
    .replaceAll(/\s+/gu, ' ')
    .toLowerCase()
}
