import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { asOwner } from '../../src/cli/owner-db.ts'
import { DEMO_UNITS } from '../../src/data/demo-units.ts'
import { DEFAULT_ROUTING } from '../../src/data/routing.ts'
import { makeUnitDirectory } from '../../src/domain/jurisdiction.ts'
import type { RoutingRules } from '../../src/domain/routing-rules.ts'
import { loadRouting, makeLiveRouting } from '../../src/flow/live-routing.ts'
import { makeSetRouting } from '../../src/flow/set-routing.ts'
import { withSetting } from '../../src/storage/db.ts'
import { listen } from '../../src/storage/notify.ts'
import { activateRouting, addRouting, countAllRouteFacts } from '../../src/storage/routing.ts'
import { until } from '../support/until.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH } from './world.ts'

const GAMBLING = 'nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền'
const world = await openFlowWorld()
const setRouting = makeSetRouting({
  db: world.as('desk'),
  units: makeUnitDirectory(DEMO_UNITS),
  homeProvince: '79',
  now: () => new Date(),
})
const TO_DEPARTMENT: RoutingRules = {
  ...DEFAULT_ROUTING,
  categories: {
    ...DEFAULT_ROUTING.categories,
    gambling: { first: 'department', department: 'PC02', also: [], outside: [] },
  },
}
// Somebody always administers.
await world.query(`update officers set role = 'administrator' where id = $1`, [world.officerOf('01-PC01')])
const NOTE = 'Đánh bạc về Phòng Cảnh sát hình sự'

async function filed(chat: string, words = GAMBLING): Promise<string> {
  await world.hear(chat, words)
  await world.work()
  await world.workQuiet()
  return (await world.tipsOf(chat))[0]?.id ?? ''
}
/** A token of the officer of the unit, who has this role for as long. */
async function as<T>(unit: string, role: string, work: (token: string) => Promise<T>): Promise<T> {
  await world.query('update officers set role = $2 where id = $1', [world.officerOf(unit), role])
  try {
    return await work(await world.signIn(unit))
  } finally {
    await world.query(`update officers set role = 'duty-officer' where id = $1`, [world.officerOf(unit)])
  }
}

describe('rules of routing', () => {
  it('are the program’s own until others are put in force; a tip that has a unit stays there', async () => {
    expect(await loadRouting(world.as('worker'))).toEqual({ number: 0, rules: DEFAULT_ROUTING })
    const tipId = await filed('chat-stays')
    const number = await as('79-PC02', 'provincial-supervisor', async (token) => {
      const added = await setRouting.add(token, JSON.stringify(TO_DEPARTMENT), NOTE)
      if (!added.ok) throw new Error(added.reason)
      expect((await loadRouting(world.as('worker'))).number).toBe(0)
      expect(await setRouting.activate(token, added.number)).toEqual({ ok: true, number: added.number })
      return added.number
    })
    expect(await loadRouting(world.as('worker'))).toEqual({ number, rules: TO_DEPARTMENT })
    const [tip] = await world.query('select unit_code from tips where id = $1', [tipId])
    expect(tip).toEqual({ unit_code: BEN_THANH })
    const rows = await world.query(`select action, object_id from audit where action like 'routing.%' order by id`)
    expect(rows).toEqual([
      { action: 'routing.added', object_id: String(number) },
      { action: 'routing.activated', object_id: String(number) },
    ])
  })

  it('are told to who holds them in memory in the moment they are put in force', async () => {
    const live = makeLiveRouting({
      db: world.as('worker'),
      onError: (error) => {
        throw error
      },
    })
    await live.refresh()
    const listener = listen(
      world.database.urlAs('worker'),
      ['routing'],
      () => void live.refresh(),
      () => {},
    )
    try {
      const number = await asOwner(world.database.url, (tx) => addRouting(tx, { body: DEFAULT_ROUTING, note: NOTE }))
      await until('the rules to be heard of', async () => {
        await asOwner(world.database.url, (tx) => activateRouting(tx, number))
        return live.current().number === number
      })
    } finally {
      await listener.close()
    }
  })

  it('are neither rewritten nor removed, whoever asks', async () => {
    for (const change of [
      sql`update routing_versions set body = '{}'`,
      sql`update routing_versions set note = 'x'`,
      sql`delete from routing_versions`,
    ]) {
      await asOwner(world.database.url, (tx) => change.execute(tx)).catch(() => {})
    }
    const rows = await world.query('select note, body = $1::jsonb as same from routing_versions where number = 1', [
      JSON.stringify(TO_DEPARTMENT),
    ])
    expect(rows).toEqual([{ note: NOTE, same: true }])
  })

  it('that break the law are not written down, and the page says where', async () => {
    const through = { ...DEFAULT_ROUTING.categories, 'drug-trade': DEFAULT_ROUTING.categories.theft }
    const text = JSON.stringify({ ...DEFAULT_ROUTING, categories: through })
    const refused = await as('79-PC02', 'administrator', (token) => setRouting.add(token, text, NOTE))
    expect(refused).toMatchObject({ reason: 'bad-rules', faults: [{ at: 'categories.drug-trade' }] })
    const notJson = await as('79-PC02', 'administrator', (token) => setRouting.add(token, '{', NOTE))
    expect(notJson).toEqual({ ok: false, reason: 'not-json' })
  })

  it.each([
    ['a duty officer', '79-PC02', 'duty-officer'],
    ['a supervisor of a commune', BEN_THANH, 'provincial-supervisor'],
    ['an administrator of a commune', BEN_THANH, 'administrator'],
    ['an auditor', '79-PC02', 'auditor'],
  ])(
    'are nothing that %s sees or changes, in the flow or in the tables, and each try is recorded',
    async (_title, unit, role) => {
      await world.query(`delete from audit where action = 'routing.refused'`)
      await as(unit, role, async (token) => {
        const none = { ok: false, reason: 'not-found' }
        expect(await setRouting.page(token, null)).toEqual(none)
        expect(await setRouting.add(token, JSON.stringify(DEFAULT_ROUTING), NOTE)).toEqual(none)
        expect(await setRouting.activate(token, 1)).toEqual(none)
        const wrote = await withSetting(world.as('desk'), 'tinbao.token', token, (tx) =>
          sql`update routing_versions set active_from = now()`.execute(tx),
        )
        expect(wrote.numAffectedRows).toBe(0n)
        const add = withSetting(world.as('desk'), 'tinbao.token', token, (tx) =>
          sql`insert into routing_versions (body, note) values ('{}', 'xxxxx')`.execute(tx),
        )
        await expect(add).rejects.toThrow()
        const counted = await withSetting(world.as('desk'), 'tinbao.token', token, (tx) =>
          sql`select * from routing_facts('-infinity')`.execute(tx),
        )
        expect(counted.rows).toEqual([])
      })
      expect(await world.query(`select 1 from audit where action = 'routing.refused'`)).toHaveLength(3)
    },
  )
})

describe('a trial', () => {
  it('tells how many tips of the last days would go elsewhere, changes nothing, and names none to an administrator', async () => {
    for (const chat of ['try-1', 'try-2', 'try-3', 'try-4']) await filed(chat)
    const before = await world.query('select tip_id, unit_code from assignments order by id')
    const page = await as('79-PC02', 'administrator', async (token) => {
      const added = await setRouting.add(token, JSON.stringify(TO_DEPARTMENT), NOTE)
      if (!added.ok) throw new Error(added.reason)
      return setRouting.page(token, { number: added.number, days: 30 })
    })
    if (!page.ok) throw new Error(page.reason)
    expect(page.view.trial).toMatchObject({
      total: 5,
      moved: 5,
      rows: [{ from: BEN_THANH, to: '79-PC02', count: '5' }],
      own: [],
    })
    expect(await world.query('select tip_id, unit_code from assignments order by id')).toEqual(before)
  })

  it('names the tips that a supervisor may open, and no other', async () => {
    await world.query(
      `insert into assignments (id, tip_id, unit_code, role, reason)
       select 'req_' || id, id, '79-PC02', 'information', 'gravity' from tips order by id limit 1`,
    )
    const page = await as('79-PC02', 'provincial-supervisor', (token) =>
      setRouting.page(token, { number: 1, days: 30 }),
    )
    if (!page.ok) throw new Error(page.reason)
    expect(page.view.trial?.own).toHaveLength(1)
    expect(page.view.trial?.own[0]).toMatchObject({ from: BEN_THANH, to: '79-PC02' })
  })

  it('of a command counts the same', async () => {
    const counted = await countAllRouteFacts(world.as('worker'), new Date(0))
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(5)
    expect(JSON.stringify(counted)).not.toContain('nhà số')
  })
})
