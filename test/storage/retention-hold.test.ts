import { expect, it } from 'vitest'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH } from './world.ts'

const world = await openFlowWorld()

async function openTip() {
  const chat = `held-${Math.random()}`
  await world.hear(chat, 'nhà bên cạnh đánh bạc ăn tiền tối qua ở phường Bến Thành')
  await world.work()
  await world.workQuiet()
  const [tip] = await world.tipsOf(chat)
  if (!tip) throw new Error('no tip')
  return tip
}

it('only who leads a unit holds a tip back, with a reason, and each time it is recorded', async () => {
  const tip = await openTip()
  const token = await world.signIn(BEN_THANH)
  const retain = (version: number, what: string, reason = 'Viện kiểm sát yêu cầu') =>
    world.decide.retain(token, tip.id, version, what, reason)
  expect(await retain(tip.version, 'hold')).toEqual({ ok: false, reason: 'not-commander' })
  await world.query(`update officers set role = 'unit-commander' where id = $1`, [world.officerOf(BEN_THANH)])
  expect(await retain(tip.version, 'hold', ' ')).toEqual({ ok: false, reason: 'reason-missing' })
  expect(await retain(tip.version, 'destroy')).toEqual({ ok: false, reason: 'unknown-retention' })
  expect(await retain(tip.version, 'release')).toEqual({ ok: false, reason: 'unknown-retention' })
  expect(await retain(tip.version, 'hold')).toEqual({ ok: true })
  expect(await retain(tip.version, 'release')).toEqual({ ok: false, reason: 'changed' })
  expect(await retain(tip.version + 1, 'release')).toEqual({ ok: true })
  expect(await retain(tip.version + 2, 'hand-over')).toEqual({ ok: true })
  expect(await retain(tip.version + 3, 'hand-over')).toEqual({ ok: false, reason: 'unknown-retention' })
  expect(
    await world.query('select hold, handed_over_at is not null as handed from tips where id = $1', [tip.id]),
  ).toEqual([{ hold: false, handed: true }])
  expect(
    await world.query(
      `select action, detail ->> 'after' as after from audit where object_id = $1 and action in ('tip.hold', 'tip.handover') order by id`,
      [tip.id],
    ),
  ).toEqual([
    { action: 'tip.hold', after: 'on' },
    { action: 'tip.hold', after: 'off' },
    { action: 'tip.handover', after: 'case-file' },
  ])
})
