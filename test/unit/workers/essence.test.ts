import { expect, it } from 'vitest'
import { DEMO_UNITS } from '../../../src/data/demo-units.ts'
import { makeUnitDirectory } from '../../../src/domain/jurisdiction.ts'
import { makeStages } from '../../../workers/triage/index.ts'
import { runPipeline } from '../../../workers/triage/pipeline.ts'
import { conclude } from '../../../workers/triage/triage.ts'
import { FORGETFUL, locate, tipOf } from './stages.ts'

it('the sealed sentence is covered in what the whole of the tip shows to be the sender’s, and in what one message does', async () => {
  const [first, second] = ['em là Lan', 'chị Hoa tối qua đánh bạc ăn tiền ở nhà bà Năm']
  const text = `${first}\n${second}`
  const tip = tipOf(text, {
    parts: [
      { eventId: 'evt_1', span: { start: 0, end: first.length } },
      { eventId: 'evt_2', span: { start: first.length + 1, end: text.length } },
    ],
  })
  const stages = makeStages({
    units: makeUnitDirectory(DEMO_UNITS),
    locate,
    queries: {
      nameText: (folded) => Buffer.from(folded),
      findCopy: async () => null,
      countActiveOfficers: async () => 1,
      countClearedOfficers: async () => 1,
    },
  })
  const [findings = new Map()] = await runPipeline([tip], stages.list, FORGETFUL)
  const spanOf = (said: string, words: string) => {
    const start = said.indexOf(words)
    return start < 0 ? [] : [{ start, end: start + words.length }]
  }
  const { essence } = conclude(tip, findings, stages, (said) => spanOf(said, said === second ? 'chị Hoa' : 'bà Năm'))
  expect(essence).toContain('đánh bạc')
  expect(essence).not.toMatch(/chị Hoa|bà Năm/)
})
