import { describe, expect, it } from 'vitest'
import { asOwner } from '../../src/cli/owner-db.ts'
import { newId } from '../../src/domain/ids.ts'
import { makeExclude } from '../../src/flow/exclude.ts'
import { addOfficer } from '../../src/storage/officers.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, SAI_GON } from './world.ts'

const world = await openFlowWorld()
const exclude = makeExclude({ db: world.as('desk'), content: world.content, isUnit: (code) => code === SAI_GON })

let chats = 0
async function fileTip(words: string): Promise<string> {
  const chat = `excluded-${++chats}`
  await world.hear(chat, words)
  await world.work()
  await world.workQuiet()
  return (await world.tipsOf(chat))[0]?.id ?? ''
}

const seesTip = async (unit: string, tipId: string): Promise<boolean> =>
  (await world.look.tip(await world.signIn(unit), tipId)).ok
const rolesOf = (tipId: string) =>
  world.query<{ unit_code: string; reason: string }>(
    'select unit_code, reason from assignments where tip_id = $1 and ended_at is null order by unit_code',
    [tipId],
  )

describe('an officer whose service number stands in a tip', () => {
  it('does not see it; where they are the last of their unit, the one above stands in, recorded', async () => {
    const plain = await fileTip('quán ở số 9 Lê Lai phường Bến Thành đánh bạc mỗi tối')
    expect(await seesTip(BEN_THANH, plain)).toBe(true)
    const tip = await fileTip('cán bộ số hiệu 113-0 chơi bài ăn tiền ở số 9 Lê Lai phường Bến Thành mỗi tối')
    const numbers = await world.query<{ id: string }>(`select id from officers where number = '113-0'`)
    const [named] = numbers
    expect(named?.id).toBe(world.officerOf(BEN_THANH))
    expect(await world.query('select why from tip_exclusions where officer_id = $1', [named?.id])).toEqual([
      { why: 'number-in-text' },
    ])
    expect(await seesTip(BEN_THANH, tip)).toBe(false)
    expect((await rolesOf(tip)).length).toBeGreaterThan(0)
    const rows = await world.query(`select detail from audit where action = 'tip.excluded' and object_id = $1`, [tip])
    expect(rows).toEqual([{ detail: { officers: [named?.id] } }])
    const readers = []
    for (const { unit_code } of await rolesOf(tip)) {
      if (unit_code !== BEN_THANH && (await seesTip(unit_code, tip).catch(() => false))) readers.push(unit_code)
    }
    expect(readers.length).toBeGreaterThan(0)
  })
})

describe('a leader', () => {
  it('keeps out an officer of their unit, and nobody but a leader does; the last reader stays', async () => {
    const leader = newId('ofc')
    await asOwner(world.database.url, (tx) =>
      addOfficer(tx, {
        id: leader,
        login: 'leader',
        number: '999-1',
        unitCode: BEN_THANH,
        role: 'unit-commander',
        passwordHash: null,
      }),
    )
    const tip = await fileTip('quán ở số 19 Lê Lai phường Bến Thành đánh bạc cả đêm')
    const duty = await world.signIn(BEN_THANH)
    const note = 'Người báo nhắc tới cán bộ này.'
    expect(await exclude.add(duty, tip, { number: '999-1' }, note)).toEqual({ ok: false, reason: 'not-leader' })
    const token = 'L'.repeat(43)
    await world.query(
      `insert into sessions (token_hash, officer_id, ends_at) values (sha256($1::bytea), $2, now() + interval '1 hour')`,
      [Buffer.from(token), leader],
    )
    expect(await exclude.add(token, tip, { number: '113-0' }, 'ng')).toEqual({ ok: false, reason: 'note-missing' })
    expect(await exclude.add(token, tip, { number: '777' }, note)).toEqual({ ok: false, reason: 'unknown-officer' })
    expect(await exclude.add(token, tip, { unitCode: 'x' }, note)).toEqual({ ok: false, reason: 'unknown-unit' })
    expect(await exclude.add(token, tip, { number: '113-0' }, note)).toEqual({ ok: true, isGone: false })
    expect(await seesTip(BEN_THANH, tip)).toBe(false)
    expect(await exclude.add(token, tip, { number: '113-0' }, note)).toEqual({ ok: true, isGone: false })
    expect(await exclude.add(token, tip, { unitCode: SAI_GON }, note)).toEqual({ ok: true, isGone: false })
    expect(await exclude.add(token, tip, { number: '999-1' }, note)).toEqual({ ok: false, reason: 'nobody-left' })
    const listed = await exclude.list(token, tip)
    expect(
      listed.ok && listed.exclusions.map(({ officerNumber, unitCode, note: why }) => [officerNumber, unitCode, why]),
    ).toEqual([
      ['113-0', null, note],
      [null, SAI_GON, note],
    ])
  })
})

it('a complaint keeps its unit out by an exclusion, which goes when it is no longer one', async () => {
  const tip = await fileTip('quán ở số 29 Lê Lai phường Bến Thành đánh bạc cả ngày')
  await world.query('update tips set about_police = true, accused_unit = $2 where id = $1', [tip, BEN_THANH])
  const of = () => world.query('select unit_code, why from tip_exclusions where tip_id = $1', [tip])
  expect(await of()).toEqual([{ unit_code: BEN_THANH, why: 'accused-unit' }])
  expect(await seesTip(BEN_THANH, tip)).toBe(false)
  await world.query('update tips set about_police = false, accused_unit = null where id = $1', [tip])
  expect(await of()).toEqual([])
  // The complaint ended it for the commune; nothing keeps the commune from it should it be given the tip again.
  expect(await seesTip(BEN_THANH, tip)).toBe(false)
  await world.query('update assignments set ended_at = null where tip_id = $1 and unit_code = $2', [tip, BEN_THANH])
  expect(await seesTip(BEN_THANH, tip)).toBe(true)
})
