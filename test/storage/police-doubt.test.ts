import { describe, expect, it } from 'vitest'
import { withSetting } from '../../src/storage/db.ts'
import { analyse } from '../../src/understand/analyse.ts'
import type { Understand } from '../../src/understand/reader.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, INSPECTORATE, SAI_GON } from './world.ts'

const DUTY_DESK = '79-PC01'
const GAMBLING = 'nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền'
/** What a model doubts read by itself. */
const VEILED = 'ai cũng biết quán đó có người chống lưng'
/** What it doubts only where two messages are read as one. */
const [HALF, OTHER_HALF] = ['anh Ba ghé quán mỗi cuối tháng', 'anh Ba mặc sắc phục']

const understand: Understand = (text, context) => {
  const found = analyse(text, context)
  const isDoubted = text === VEILED || (text.includes(HALF) && text.includes(OTHER_HALF))
  return isDoubted && found.aboutPolice.length === 0 ? { ...found, isPoliceDoubted: true } : found
}
const world = await openFlowWorld(understand)
let chats = 0

const tipOf = async (chat: string) => {
  const tip = (await world.tipsOf(chat))[0]
  if (!tip) throw new Error('no tip')
  return tip
}
const holders = async (tipId: string): Promise<string[]> => {
  const rows = await world.query<{ unit: string }>(
    'select unit_code as unit from assignments where tip_id = $1 and ended_at is null order by unit_code',
    [tipId],
  )
  return rows.map((row) => row.unit)
}
const add = async (chat: string, said: string): Promise<void> => {
  await world.hear(chat, said)
  await world.work()
}
async function filed(...said: string[]): Promise<string> {
  const chat = `chat-${++chats}`
  // The same words in one test and the next are not to be taken for copies.
  await world.query('update tips set copy_key = null')
  for (const words of said) await world.hear(chat, words)
  await world.work()
  await world.workQuiet()
  return chat
}
const look = async (unit: string, tipId: string) => {
  const token = await world.signIn(unit)
  return { token, found: await world.look.tip(token, tipId) }
}
const open = async (unit: string, tipId: string) => {
  const { token, found } = await look(unit, tipId)
  if (!found.ok) throw new Error(found.reason)
  return { token, view: found.view, version: found.view.tip.version }
}
const judge = async (unit: string, tipId: string, isAboutPolice: boolean) => {
  const { token, version } = await open(unit, tipId)
  return world.decide.judge(token, tipId, version, { isAboutPolice })
}
const NOT_FOUND = { ok: false, reason: 'not-found' }

describe('an officer who finds that a tip complains about police', () => {
  it('takes it from the commune to the inspectorate in the same moment', async () => {
    const { id } = await tipOf(await filed(GAMBLING))
    expect(await judge(BEN_THANH, id, true)).toEqual({ ok: true, isGone: true })
    expect(await holders(id)).toEqual([INSPECTORATE])
    expect((await look(BEN_THANH, id)).found).toEqual(NOT_FOUND)
    expect((await open(INSPECTORATE, id)).view).toMatchObject({ mayDecide: true, tip: { aboutPolice: true } })
    await world.work()
    const [row] = await world.query('select about_police, unit_code, accused_unit from tips where id = $1', [id])
    expect(row).toEqual({ about_police: true, unit_code: INSPECTORATE, accused_unit: BEN_THANH })
    expect(await holders(id)).toEqual([INSPECTORATE])
  })

  it('at the duty desk leaves it to the inspectorate, from where it goes to no commune', async () => {
    const chat = await filed(VEILED, HALF)
    const { id } = await tipOf(chat)
    expect(await holders(id)).toEqual([DUTY_DESK])
    expect(await judge(DUTY_DESK, id, true)).toEqual({ ok: true, isGone: true })
    expect((await look(DUTY_DESK, id)).found).toEqual(NOT_FOUND)
    const { token, version } = await open(INSPECTORATE, id)
    const back = await world.decide.transfer(token, id, version, BEN_THANH, 'thuộc địa bàn phường')
    expect(back).toEqual({ ok: false, reason: 'about-police' })
    await add(chat, 'quán ở phường Bến Thành, đánh bạc ăn tiền')
    expect(await holders(id)).toEqual([INSPECTORATE])
  })

  it('leaves it in danger before the command centre as well', async () => {
    const { id } = await tipOf(await filed('cứu với nó cầm dao ở phường Bến Thành'))
    expect(await judge(BEN_THANH, id, true)).toEqual({ ok: true, isGone: true })
    // The department that was told of its gravity is not below the province, and keeps it.
    expect(await holders(id)).toEqual(['79-PC02', '79-PV01', INSPECTORATE])
  })

  it('of another unit’s tip can make none one', async () => {
    const { id } = await tipOf(await filed(GAMBLING))
    const token = await world.signIn(SAI_GON)
    expect(await world.decide.judge(token, id, 2, { isAboutPolice: true })).toEqual(NOT_FOUND)
    await withSetting(world.as('desk'), 'tinbao.token', token, (tx) =>
      tx.selectNoFrom((eb) => eb.fn('mark_complaint', [eb.val(id)]).as('done')).execute(),
    )
    expect(await tipOf(`chat-${chats}`)).toMatchObject({ about_police: false, unit_code: BEN_THANH })
  })
})

describe('a message that may complain about police', () => {
  it('is out of the commune’s sight in the same moment as it is in a tip that the commune has opened', async () => {
    const chat = await filed(GAMBLING)
    const { id } = await tipOf(chat)
    await open(BEN_THANH, id)
    await world.hear(chat, VEILED)
    await world.converse.answerWaiting([await world.conversationOf(chat)])
    expect((await look(BEN_THANH, id)).found).toEqual(NOT_FOUND)
    await world.work()
    expect(await holders(id)).toEqual([DUTY_DESK])
    const { view } = await open(DUTY_DESK, id)
    expect(view.held?.reason).toBe('police-doubted')
    expect(view.findings.map(({ stage }) => stage)).toContain('route')
  })

  it('only beside an earlier one takes the tip away that the commune has opened', async () => {
    const chat = await filed(`${GAMBLING}, ${HALF}`)
    const { id } = await tipOf(chat)
    await open(BEN_THANH, id)
    await add(chat, OTHER_HALF)
    expect(await holders(id)).toEqual([DUTY_DESK])
  })

  it('is not forgotten while nobody has decided: a later place brings no commune into sight', async () => {
    const chat = await filed(VEILED)
    const { id } = await tipOf(chat)
    await add(chat, GAMBLING)
    await add(chat, 'xe nó 59X1 12345')
    expect(await holders(id)).toEqual([DUTY_DESK])
  })

  it('that the duty desk sends on stays with the commune, which reads nothing of the doubt', async () => {
    const chat = await filed(GAMBLING)
    const { id } = await tipOf(chat)
    await add(chat, VEILED)
    expect(await judge(DUTY_DESK, id, false)).toEqual({ ok: true })
    const desk = await open(DUTY_DESK, id)
    expect(desk.view.decisions.map(({ kind }) => kind)).toContain('police')
    expect(await world.decide.transfer(desk.token, id, desk.version, BEN_THANH, 'thuộc địa bàn phường')).toEqual({
      ok: true,
    })
    await add(chat, 'xe nó 59X1 12345')
    expect(await holders(id)).toEqual([BEN_THANH])
    const { view } = await open(BEN_THANH, id)
    expect(view.decisions.map(({ kind }) => kind)).not.toContain('police')
    expect(view.findings.map(({ stage }) => stage)).not.toContain('route')
    expect(JSON.stringify(view.findings)).not.toContain('police-doubted')
    await add(chat, VEILED)
    expect(await holders(id)).toEqual([DUTY_DESK])
  })
})
