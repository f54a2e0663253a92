import { expect, it } from 'vitest'
import { makeLocateTold } from '../../src/gazetteer/locate-told.ts'
import { makePlaceNames } from '../../src/gazetteer/place-names.ts'
import { makePlaceResolver } from '../../src/gazetteer/resolve.ts'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { type Case, makeCases } from './desk-case.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, INSPECTORATE, SAI_GON } from './world.ts'

const release = makeSmallRelease()
const names = makePlaceNames(release)
const world = await openFlowWorld(undefined, { locate: makeLocateTold(makePlaceResolver(release), names), names })
const { openCase, audits, tipOf } = makeCases(world)
/** The commune of SAI_GON. */
const ELSEWHERE = SAI_GON
const NOBODYS = '00008'

const holders = async (tipId: string): Promise<string[]> => {
  const rows = await world.query<{ line: string }>(
    `select unit_code || ' ' || role as line from assignments where tip_id = $1 and ended_at is null order by unit_code`,
    [tipId],
  )
  return rows.map(({ line }) => line)
}
const decisions = (tipId: string) =>
  world.query('select kind, before, after from decisions where tip_id = $1 order by decided_at, id', [tipId])
const setPlace = (one: Case, commune: string, isToMove: boolean, version = one.version) =>
  world.decide.setPlace(one.token, one.tipId, version, commune, isToMove)

it('an officer who says where it happened leaves the tip where it is, with a decision and an audit row', async () => {
  const one = await openCase()
  expect(await setPlace(one, ELSEWHERE, false)).toEqual({ ok: true })
  expect(await tipOf(one)).toMatchObject({ unit_code: BEN_THANH, version: one.version + 1 })
  expect(await holders(one.tipId)).toEqual([`${BEN_THANH} primary`])
  expect(await setPlace(one, BEN_THANH, false, one.version + 1)).toEqual({ ok: true })
  expect(await decisions(one.tipId)).toEqual([
    { kind: 'place', before: null, after: ELSEWHERE },
    { kind: 'place', before: ELSEWHERE, after: BEN_THANH },
  ])
  const rows = (await audits()).filter((row) => row.object_id === one.tipId && row.action === 'tip.correct')
  expect(rows).toHaveLength(2)
})

it('asked to move it too, it goes to the unit that answers for the place, and leaves the sight of the first', async () => {
  const one = await openCase()
  expect(await setPlace(one, ELSEWHERE, true)).toEqual({ ok: true, isGone: true })
  expect(await tipOf(one)).toMatchObject({ unit_code: SAI_GON, status: 'forwarded' })
  expect(await holders(one.tipId)).toContain(`${SAI_GON} primary`)
  expect(await holders(one.tipId)).not.toContain(`${BEN_THANH} primary`)
  expect(await world.look.tip(one.token, one.tipId)).toEqual({ ok: false, reason: 'not-found' })
  expect(await decisions(one.tipId)).toMatchObject([{ kind: 'place' }, { kind: 'unit', after: SAI_GON }])
  const actions = (await audits()).filter((row) => row.object_id === one.tipId).map((row) => row.action)
  expect(actions).toEqual(expect.arrayContaining(['tip.correct', 'tip.transfer']))
})

it('to a place of its own unit it stays, whatever was asked', async () => {
  const one = await openCase()
  expect(await setPlace(one, BEN_THANH, true)).toEqual({ ok: true })
  expect(await holders(one.tipId)).toEqual([`${BEN_THANH} primary`])
})

it('a place that the gazetteer does not know, or that nobody answers for, changes nothing', async () => {
  const one = await openCase()
  expect(await setPlace(one, '99999', false)).toEqual({ ok: false, reason: 'unknown-place' })
  expect(await setPlace(one, NOBODYS, true)).toEqual({ ok: false, reason: 'no-unit-there' })
  expect(await setPlace(one, ELSEWHERE, false, one.version + 7)).toEqual({ ok: false, reason: 'changed' })
  expect(await decisions(one.tipId)).toEqual([])
})

it('a complaint about police does not go down to a commune by its place, and nothing is recorded', async () => {
  const chat = 'place-police'
  await world.hear(chat, 'công an phường Bến Thành nhận tiền bảo kê cho quán này')
  await world.work()
  await world.workQuiet()
  const tipId = (await world.tipsOf(chat))[0]?.id ?? ''
  const token = await world.signIn(INSPECTORATE)
  const found = await world.look.tip(token, tipId)
  const version = found.ok ? found.view.tip.version : -1
  expect(await world.decide.setPlace(token, tipId, version, ELSEWHERE, true)).toEqual({
    ok: false,
    reason: 'about-police',
  })
  expect(await decisions(tipId)).toEqual([])
})
