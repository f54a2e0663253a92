import { expect, it } from 'vitest'
import { makeCountQuestion } from '../../src/flow/ask-place.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH } from './world.ts'

const world = await openFlowWorld()
const countQuestion = makeCountQuestion({ db: world.as('desk') })

it('a question to the gazetteer leaves one row that says who asked, and nothing of what', async () => {
  const token = await world.signIn(BEN_THANH)
  await world.query('delete from audit')
  expect(await countQuestion(token)).toBe(true)
  expect(await countQuestion(token)).toBe(true)
  const rows = await world.query('select action, officer_id, unit_code, object_id, detail from audit')
  const row = {
    action: 'place.asked',
    officer_id: world.officerOf(BEN_THANH),
    unit_code: BEN_THANH,
    object_id: null,
    detail: {},
  }
  expect(rows).toEqual([row, row])
})

it('of nobody who is not signed in is anything answered or recorded', async () => {
  await world.query('delete from audit')
  expect(await countQuestion('x'.repeat(43))).toBe(false)
  expect(await world.query('select 1 from audit')).toEqual([])
})
