import os from 'node:os'
import { z } from 'zod'
import { makePlaceResolver } from '../src/gazetteer/resolve.ts'
import { makeSeedRelease } from '../src/gazetteer/seed.ts'
import { makeViewOf } from '../src/gazetteer/view-of.ts'
import { makePairExam } from '../src/understand/alike/examine-pairs.ts'
import { loadPairsInUse } from '../src/understand/alike/pair-store.ts'
import { judgeMended, mendPairs } from '../src/understand/alike/refit-pairs.ts'
import { readView } from '../src/understand/alike/view.ts'
import { loadModelInUse } from '../src/understand/model/store.ts'

// Mends the model of pairs in a process of its own, behind all other work. It gets views over its channel and nothing
// else: no settings, no keys, no database.

const view = z.unknown().transform(readView)
const order = z.object({
  folder: z.string(),
  answers: z.array(
    z.object({
      one: view,
      other: view,
      isSame: z.boolean(),
      isSameSender: z.boolean(),
      tipsBetween: z.number(),
      weight: z.number(),
    }),
  ),
})

os.setPriority(os.constants.priority.PRIORITY_LOW)
process.once('message', (message) => {
  const { folder, answers } = order.parse(message)
  const mended = mendPairs(answers)
  if (mended === null) throw new Error('too few answers to learn from')
  const viewOf = makeViewOf(loadModelInUse(folder), makePlaceResolver(makeSeedRelease().release))
  process.send?.(judgeMended(mended, loadPairsInUse(folder), makePairExam(viewOf)), () => process.disconnect?.())
})
// Whoever asked is gone: nobody would take the answer.
process.once('disconnect', () => process.exit())
