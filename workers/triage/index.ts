import { DEFAULT_ROUTING } from '../../src/data/routing.ts'
import type { UnitDirectory } from '../../src/domain/jurisdiction.ts'
import type { NumberedRules } from '../../src/domain/routing-rules.ts'
import type { LocateTold } from '../../src/gazetteer/locate-told.ts'
import type { CopyWanted, Original } from '../../src/storage/copies.ts'
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
  findCopy(wanted: CopyWanted): Promise<Original | null>
  countActiveOfficers(unitCode: string): Promise<number>
  /** Of them, those who may open restricted tips. */
  countClearedOfficers(unitCode: string): Promise<number>
}

/** The stages, in order; each reads what the earlier ones found. */
export function makeStages(parts: {
  units: UnitDirectory
  locate: LocateTold
  queries: TriageQueries
  /** Rules alone unless it comes with a model. */
  understand?: Understand
  /** Of routing, as they are in force when a tip is routed; those of the program where it is left out. */
  rules?: () => NumberedRules
}) {
  const { queries, understand = makeUnderstand(() => null) } = parts
  const deduplicate = makeDeduplicate({ fold: foldForCopies, nameText: queries.nameText, findCopy: queries.findCopy })
  const classify = makeClassify({ understand })
  const locate = makeLocate({ locate: parts.locate })
  const route = makeRoute({
    units: parts.units,
    rules: parts.rules ?? (() => ({ number: 0, rules: DEFAULT_ROUTING })),
    countActiveOfficers: queries.countActiveOfficers,
    countClearedOfficers: queries.countClearedOfficers,
    isRestricted,
    readClassify: classify.read,
    readEarlier: (value) => deduplicate.read(value).earlier,
    readPlace(value) {
      const { commune, province, candidates } = locate.read(value)
      return { commune, province, candidates }
    },
  })
  const list: readonly Stage<unknown>[] = [deduplicate, classify, locate, route]
  return { list, deduplicate, classify, locate, route }
}

export type Stages = ReturnType<typeof makeStages>
