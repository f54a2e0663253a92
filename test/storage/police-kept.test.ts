import { describe, expect, it } from 'vitest'
import { analyse } from '../../src/understand/analyse.ts'
import type { Understand } from '../../src/understand/reader.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, INSPECTORATE } from './world.ts'

const DUTY_DESK = '79-PC01'
const GAMBLING = 'nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền'
/** What a model is sure of read by itself, what it doubts, and what is for named officers: each drowns in a longer text. */
const SURE = 'họ ghé quán mỗi cuối tháng rồi mọi chuyện lại êm'
const DOUBTED = 'ai cũng biết quán đó có người chống lưng'
const SECRET = 'đứa nhỏ nhà đó hay khóc đêm'
/** What it doubts only where both are read as one, which is then of a category that a department answers for. */
const [HALF, OTHER_HALF] = ['anh Ba ghé quán', 'anh Ba mặc sắc phục và bán hàng trắng']
const COPIED = 'Ở nhà số 45 phường Bến Thành có sòng bạc, ai cũng biết người ta để yên cho họ làm ăn bao năm nay'
const WHY = 'thuộc địa bàn phường'
const NOT_FOUND = { ok: false, reason: 'not-found' }

const understand: Understand = (text, context) => {
  const found = analyse(text, context)
  if (text === SURE) return { ...found, kind: 'tip', aboutPolice: [{ rule: 'model:police', weight: 0.9 }] }
  if (text === DOUBTED) return { ...found, kind: 'tip', isPoliceDoubted: true }
  if (text === SECRET) return { ...found, kind: 'tip', isRestrictedDoubted: true }
  if (text.includes(HALF) && text.includes(OTHER_HALF)) {
    return { ...found, kind: 'tip', category: 'drug-trade', isPoliceDoubted: true }
  }
  return found
}
const world = await openFlowWorld(understand)
let chats = 0

const rowOf = async (id: string): Promise<Record<string, unknown>> =>
  (await world.query('select * from tips where id = $1', [id]))[0] ?? {}
const holders = async (id: string): Promise<string[]> => {
  const rows = await world.query<{ line: string }>(
    `select unit_code || ' ' || sight || ' ' || reason as line from assignments
     where tip_id = $1 and ended_at is null order by unit_code`,
    [id],
  )
  return rows.map(({ line }) => line)
}
const add = async (chat: string, said: string): Promise<void> => {
  await world.hear(chat, said)
  await world.work()
}
async function file(...said: string[]): Promise<{ chat: string; id: string }> {
  const chat = `kept-${++chats}`
  for (const words of said) await add(chat, words)
  await world.workQuiet()
  const id = (await world.tipsOf(chat))[0]?.id
  if (id === undefined) throw new Error('no tip')
  return { chat, id }
}
const look = async (unit: string, id: string) => world.look.tip(await world.signIn(unit), id)
const open = async (unit: string, id: string) => {
  const token = await world.signIn(unit)
  const found = await world.look.tip(token, id)
  if (!found.ok) throw new Error(`${unit}: ${found.reason}`)
  return { token, view: found.view, version: found.view.tip.version }
}
const judge = async (unit: string, id: string) => {
  const { token, version } = await open(unit, id)
  expect(await world.decide.judge(token, id, version, { isAboutPolice: true })).toMatchObject({ ok: true })
  await world.work()
}

describe('what one message says of the police', () => {
  it.each([
    ['surely', SURE],
    ['perhaps', DOUBTED],
  ])('%s is not lost in the whole report it is part of', async (_title, words) => {
    const { id } = await file(GAMBLING, words)
    expect(await holders(id)).toEqual([`${DUTY_DESK} unit police-doubted`])
    expect(await rowOf(id)).toMatchObject({ police_doubted: true })
    expect(await look(BEN_THANH, id)).toEqual(NOT_FOUND)
  })

  it('surely takes the tip from the commune that has it, and triage does not give it back', async () => {
    const { chat, id } = await file(GAMBLING)
    await add(chat, SURE)
    expect(await holders(id)).toEqual([`${DUTY_DESK} unit police-doubted`])
    expect(await look(BEN_THANH, id)).toEqual(NOT_FOUND)
  })

  it('is asked of a person once: what they send on stays, until somebody says such a thing again', async () => {
    const { chat, id } = await file(GAMBLING, SURE)
    const { token, version } = await open(DUTY_DESK, id)
    expect(await world.decide.transfer(token, id, version, BEN_THANH, WHY)).toEqual({ ok: true })
    await add(chat, 'xe nó 59X1 12345')
    expect(await holders(id)).toEqual([`${BEN_THANH} unit officer`])
    await add(chat, SURE)
    expect(await holders(id)).toEqual([`${DUTY_DESK} unit police-doubted`])
  })

  it('only the whole text shows takes the tip from the commune, also where it is a department’s', async () => {
    const { chat, id } = await file(`${GAMBLING}, ${HALF}`)
    await open(BEN_THANH, id)
    await add(chat, OTHER_HALF)
    expect(await look(BEN_THANH, id)).toEqual(NOT_FOUND)
    for (const line of await holders(id)) expect(line).not.toContain(BEN_THANH)
    expect(await rowOf(id)).toMatchObject({ police_doubted: true })
  })
})

it('what one message makes only for named officers stays so in the whole report', async () => {
  const { id } = await file(GAMBLING, SECRET)
  expect(await rowOf(id)).toMatchObject({ restricted: true })
  expect((await holders(id))[0]).toContain('cleared')
})

describe('a complaint that comes to name the level above', () => {
  const BRIBED = 'công an phường Bến Thành nhận tiền của sòng bạc'
  const HIGHER = 'giám đốc công an thành phố cũng nhận tiền bảo kê sòng bạc'

  it('leaves the inspectorate of that level, which has opened it, for one above', async () => {
    const { chat, id } = await file(BRIBED)
    await open(INSPECTORATE, id)
    await add(chat, HIGHER)
    expect(await holders(id)).toEqual(['X05 unit about-police'])
    expect(await rowOf(id)).toMatchObject({ unit_code: 'X05', accused_unit: '79' })
    expect(await look(INSPECTORATE, id)).toEqual(NOT_FOUND)
  })

  it('does so as well where an officer had sent it there', async () => {
    const { chat, id } = await file(GAMBLING)
    await judge(BEN_THANH, id)
    await open(INSPECTORATE, id)
    await add(chat, HIGHER)
    expect(await holders(id)).toEqual(['X05 unit about-police'])
  })
})

describe('an exact copy of a tip', () => {
  it('that an officer found to complain about police goes where that one went', async () => {
    const { id } = await file(COPIED)
    expect(await holders(id)).toEqual([`${BEN_THANH} unit place`])
    await judge(BEN_THANH, id)
    const copy = await file(COPIED)
    expect(await holders(copy.id)).toEqual([`${INSPECTORATE} unit about-police`])
    expect(await rowOf(copy.id)).toMatchObject({ duplicate_of: id, about_police: true, accused_unit: BEN_THANH })
    expect((await open(INSPECTORATE, copy.id)).view.tip.duplicateOf).toBe(id)
  })

  it('that an officer found restricted is restricted', async () => {
    const words = COPIED.replace('45', '47')
    const { id } = await file(words)
    const { token, version } = await open(BEN_THANH, id)
    await world.decide.correctCategory(token, id, version, 'child-abuse')
    const copy = await file(words)
    expect(await holders(copy.id)).toEqual([`${BEN_THANH} cleared place`])
    expect(await rowOf(copy.id)).toMatchObject({ restricted: true })
  })

  it('takes over what an officer found on another copy, though the first stands as it was', async () => {
    const words = COPIED.replace('45', '49')
    const first = await file(words)
    const second = await file(words)
    await judge(BEN_THANH, second.id)
    const third = await file(words)
    expect(await rowOf(third.id)).toMatchObject({ duplicate_of: first.id, about_police: true })
  })

  it('leads nobody to the first who may not read that one, and tells them nothing of it', async () => {
    const words = COPIED.replace('45', '51')
    const first = await file(words)
    const copy = await file(words)
    expect((await open(BEN_THANH, copy.id)).view.tip.duplicateOf).toBe(first.id)
    await judge(BEN_THANH, first.id)
    const { view } = await open(BEN_THANH, copy.id)
    expect(view.tip.duplicateOf).toBeNull()
    expect(JSON.stringify(view.findings)).not.toContain(first.id)
    expect(view.findings.find(({ stage }) => stage === 'deduplicate')?.value).toEqual({ duplicateOf: null })
  })
})

describe('a danger told of in a tip that officers have', () => {
  const DANGER = 'cứu với nó đang cầm dao đập cửa nhà tôi'

  it('is urgent whatever an officer had set, and told to the command centre', async () => {
    const { chat, id } = await file(GAMBLING)
    const { token, version } = await open(BEN_THANH, id)
    expect(await world.decide.correctUrgency(token, id, version, 'low')).toEqual({ ok: true })
    await add(chat, DANGER)
    expect(await rowOf(id)).toMatchObject({ urgency: 'critical', call_now: true })
    expect(await holders(id)).toEqual([`${BEN_THANH} unit place`, '79-PV01 unit danger-now'])
  })

  it('is lowered by an officer who has read it, for good', async () => {
    const { chat, id } = await file(GAMBLING)
    await open(BEN_THANH, id)
    await add(chat, DANGER)
    const { token, version } = await open(BEN_THANH, id)
    expect(await world.decide.correctUrgency(token, id, version, 'normal')).toEqual({ ok: true })
    await add(chat, 'xe nó 59X1 12345')
    expect(await rowOf(id)).toMatchObject({ urgency: 'normal', call_now: true })
  })
})

it('a report told beside a question about personal data is kept and filed', async () => {
  const { chat, id } = await file(
    'Tui bán hủ tíu đầu hẻm, sáu giờ sáng quay vô lấy rau cái quay ra mất hộp tiền lẽ với cái điện thoại củ. ' +
      'Có thằng nhỏ áo khoát xám đứng chờ mua đã đi mất tiêu. Công an có dữ liệu gì về tôi không?',
  )
  expect(await world.query('select content is null as gone from events where tip_id = $1', [id])).toEqual([
    { gone: false },
  ])
  expect((await world.saidTo(chat))[0]).toContain('Kênh này không cho biết')
})
