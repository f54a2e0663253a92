import { routeRuleOf } from '../../src/data/routing.ts'
import { makeUnitDirectory, type Unit } from '../../src/domain/jurisdiction.ts'
import { makePlaceResolver } from '../../src/gazetteer/resolver.ts'
import type { CopyWanted } from '../../src/storage/copies.ts'
import type { Analysis } from '../../src/understand/analysis.ts'
import { foldForCopies } from '../../src/understand/fold-for-copies.ts'
import { makeUnderstand, type Understand } from '../../src/understand/reader.ts'
import { isRestricted } from '../../src/understand/restricted.ts'
import { makeClassify } from './classify/index.ts'
import { makeDeduplicate } from './deduplicate/index.ts'
import { makeLocate } from './locate/index.ts'
import { makeRoute } from './route/index.ts'
import type { Stage } from './stage.ts'

/** What the stages ask of the outside. */
export interface TriageQueries {
  nameText(folded: string): Buffer
  findCopy(wanted: CopyWanted): Promise<string | null>
  countActiveOfficers(unitCode: string): Promise<number>
  /** Of them, those who may open restricted tips. */
  countClearedOfficers(unitCode: string): Promise<number>
}

/** The stages, in order; each reads what the earlier ones found. `understand`: rules alone unless a model is given with it. */
export function makeStages(
  units: readonly Unit[],
  queries: TriageQueries,
  understand: Understand = makeUnderstand(() => null),
) {
  const deduplicate = makeDeduplicate({ fold: foldForCopies, nameText: queries.nameText, findCopy: queries.findCopy })
  const classify = makeClassify({ understand })
  const locate = makeLocate({ resolver: makePlaceResolver(units) })
  const route = makeRoute({
    units: makeUnitDirectory(units),
    ruleOf: routeRuleOf,
    countActiveOfficers: queries.countActiveOfficers,
    countClearedOfficers: queries.countClearedOfficers,
    isRestricted,
    isAboutProvince,
    readClassify: classify.read,
    readLocate: locate.read,
  })
  const list: readonly Stage<unknown>[] = [deduplicate, classify, locate, route]
  return { list, deduplicate, classify, locate, route }
}

export type Stages = ReturnType<typeof makeStages>

/** The words of the cue say which level is meant; the provincial inspectorate does not judge its own house. */
const PROVINCIAL = /cong an (?:tinh|thanh pho|tp)\b|giam doc cong an|thanh tra cong an/
/** What stands before "công an" and names its level: "giám đốc ", "thanh tra ". UTF-16 units. */
const BEFORE = 12

function isAboutProvince(analysis: Analysis, text: string): boolean {
  return analysis.aboutPolice.some(
    ({ span }) => span !== undefined && PROVINCIAL.test(fold(text.slice(Math.max(0, span.start - BEFORE), span.end))),
  )
}

function fold(words: string): string {
  return words
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/gu, 'd')
    .replaceAll(/\s+/gu, ' ')
    .toLowerCase()
}
