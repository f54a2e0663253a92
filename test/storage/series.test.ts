import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { DISPOSITIONS, UNPROVEN } from '../../src/data/dispositions.ts'
import { expireSeries } from '../../src/flow/series.ts'
import { withSetting } from '../../src/storage/db.ts'
import { eraseTips } from '../../src/storage/erase.ts'
import { openSeriesWorld } from './series-world.ts'
import { BEN_THANH, SAI_GON } from './world.ts'

const world = await openSeriesWorld()
beforeEach(() => world.sweep())

let chats = 0
const newChat = (): string => `series-${++chats}`
/** Each place in words of its own: what is nearly the same words is a copy. */
const WORDS: Readonly<Record<string, string>> = {
  'Bến Thành':
    'em bị lừa đảo chuyển khoản mua điện thoại trên mạng vào stk 1903 6622 1122 Techcombank ở phường Bến Thành',
  'Sài Gòn':
    'ở phường Sài Gòn có shop online lừa đảo, nhận cọc giày xong chặn luôn, tài khoản tcb của nó là 190366221122',
  'Tân Định':
    'con gái tôi đặt vé ca nhạc qua facebook bị lừa đảo hết tiền học, người bán đưa số tk Techcombank 1903.6622.1122',
}
const scam = (place: string, more = ''): string => `${WORDS[place] ?? ''} ${more}`
const DAY_MS = 24 * 60 * 60_000

/** Two victims of one account, in two communes. */
async function twoVictims() {
  const one = await world.report(newChat(), scam('Bến Thành', 'mất 2 triệu hôm qua'))
  const other = await world.report(newChat(), scam('Sài Gòn', 'bạn tôi mất 7 triệu tuần trước nữa'))
  return { one, other }
}
/** What is urgent goes to the department too; then it would see the tips themselves. */
const hideFromDepartment = () => world.query(`update assignments set ended_at = now() where unit_code = '79-PC02'`)
const seriesRows = () => world.query<{ id: string; kind: string; topic: string }>('select id, kind, topic from series')
const marksOf = (tipId: string) => world.query('select kind from series_marks where tip_id = $1', [tipId])

describe('a series', () => {
  it('begins with the second sender, whatever way the account is written', async () => {
    await world.report(newChat(), scam('Bến Thành'))
    expect(await seriesRows()).toEqual([])
    await world.report(newChat(), 'lừa đảo qua mạng ở phường Sài Gòn, nó bắt chuyển vào tài khoản tcb 190366221122')
    expect(await seriesRows()).toMatchObject([{ kind: 'account', topic: 'fraud' }])
  })

  it('is none of one sender who writes twice', async () => {
    const chat = newChat()
    const first = await world.report(chat, scam('Bến Thành'))
    await world.query(
      `update tips set status = 'closed', closed_at = now(), disposition = 'administrative' where id = $1`,
      [first.id],
    )
    await world.query('update conversations set state = null')
    const second = await world.report(chat, scam('Bến Thành', 'hôm nay lại bị lần nữa mất thêm 3 triệu'))
    expect(second.id).not.toBe(first.id)
    expect(await world.query('select count(*)::int from series_marks')).toEqual([{ count: 2 }])
    expect(await seriesRows()).toEqual([])
  })

  it('counts two voices of one event once', async () => {
    const one = await world.report(newChat(), scam('Bến Thành'))
    // The same words: a copy.
    await world.report(newChat(), scam('Bến Thành'))
    expect(await world.query('select count(distinct event)::int as events from series_marks')).toEqual([{ events: 1 }])
    expect(await seriesRows()).toEqual([])
    await world.report(newChat(), scam('Sài Gòn', 'mẹ tôi'))
    const { series } = await world.listed(BEN_THANH)
    expect(series).toMatchObject([{ tips: 3, events: 2, senders: 3, provinces: 1, shown: '••••1122' }])
    expect(one.unit_code).toBe(BEN_THANH)
  })

  it('counts an incident once, from the moment in which its voices are linked to that in which they are parted', async () => {
    const { one, other } = await twoVictims()
    await world.query(`insert into incidents (id, root_tip_id) values ('inc_1', $1)`, [one.id])
    await world.query(
      `insert into incident_members (tip_id, incident_id, relation, linked_by)
       values ($1, 'inc_1', 'first', 'officer'), ($2, 'inc_1', 'witness', 'officer')`,
      [one.id, other.id],
    )
    // From that moment it is shown to nobody; its row goes with the work that follows.
    expect((await world.listed(BEN_THANH)).series).toEqual([])
    await world.bind()
    expect(await seriesRows()).toEqual([])
    await world.query(`delete from incident_members where tip_id = $1`, [other.id])
    await world.bind()
    expect(await seriesRows()).toHaveLength(1)
  })

  it('is joined once, however often it is done', async () => {
    const { other } = await twoVictims()
    const before = await world.query('select * from series_marks order by tip_id')
    await world.join([other.id])
    await world.join([other.id])
    expect(await world.query('select * from series_marks order by tip_id')).toEqual(before)
    expect(await seriesRows()).toHaveLength(1)
    expect(await world.query(`select count(*)::int from audit where action = 'series.alerted'`)).toEqual([{ count: 1 }])
  })

  it('of two who come at the same moment is one series', async () => {
    await world.hear(newChat(), scam('Bến Thành'))
    await world.hear(newChat(), scam('Sài Gòn', 'bạn tôi'))
    await world.work()
    await world.workQuiet()
    const rows = await world.query<{ ref: string }>(`select ref from outbox where topic = 'series'`)
    await Promise.all(rows.map(({ ref }) => world.join([ref])))
    expect(await seriesRows()).toHaveLength(1)
  })

  it('keeps no word and no number of anybody', async () => {
    await twoVictims()
    const dump = JSON.stringify([
      await world.query('select * from series_marks'),
      await world.query('select * from series'),
      await world.query('select * from series_alerts'),
      await world.query('select * from audit'),
    ])
    expect(dump).not.toMatch(/1903|66221122|Techcombank/i)
  })

  it('is none of other matters, nor of complaints about police', async () => {
    await world.report(newChat(), 'đánh bạc ở phường Bến Thành, chủ sòng nhận tiền qua stk 190366221122 Techcombank')
    expect(await world.query('select * from series_marks')).toEqual([])
    const tip = await world.report(newChat(), scam('Bến Thành'))
    expect(await marksOf(tip.id)).toHaveLength(1)
    await world.query('update tips set about_police = true where id = $1', [tip.id])
    expect(await marksOf(tip.id)).toEqual([])
    const other = await world.report(newChat(), scam('Bến Thành', 'hôm kia'))
    expect(await marksOf(other.id)).toHaveLength(1)
    await world.query('update tips set restricted = true where id = $1', [other.id])
    expect(await marksOf(other.id)).toEqual([])
  })

  it('of races on a road is a series of nights, and one night is none', async () => {
    const race = (words: string) => `đua xe nẹt pô trên đường Nguyễn Huệ phường Bến Thành ${words}`
    await world.report(newChat(), race('lúc này đông lắm'))
    await world.report(newChat(), race('ồn quá không ngủ được ạ'))
    expect(await seriesRows()).toEqual([])
    world.pass(7 * DAY_MS)
    await world.report(newChat(), race('tối nay lại có'))
    const { series } = await world.listed(BEN_THANH)
    expect(series).toMatchObject([{ kind: 'road', topic: 'racing', events: 2, senders: 3 }])
    expect(series[0]?.shown).toContain('thứ bảy')
  })
})

describe('a tip leaves its series at once', () => {
  it.each(DISPOSITIONS.map(({ code }) => code))('or stays in it, as its end says: %s', async (code) => {
    const baseless: readonly string[] = [...UNPROVEN, 'other-agency', 'out-of-scope']
    expect(await world.query('select is_baseless($1) as is', [code])).toEqual([{ is: baseless.includes(code) }])
  })

  it('when it is closed as false, and the series ends with it', async () => {
    const { one } = await twoVictims()
    const token = await world.signIn(BEN_THANH)
    const [before] = await seriesRows()
    const done = await world.decide.close(token, one.id, one.version, 'false-honest', 'đã xác minh, không đúng')
    expect(done).toEqual({ ok: true })
    expect(await marksOf(one.id)).toEqual([])
    expect(await seriesRows()).toEqual([])
    expect(await world.seriesLook.page(token, before?.id ?? '')).toEqual({ ok: false, reason: 'not-found' })
  })

  it('when an officer says that it is another matter, and joins again when it was one after all', async () => {
    const { one } = await twoVictims()
    const token = await world.signIn(BEN_THANH)
    expect(await world.decide.correctCategory(token, one.id, one.version, 'gambling')).toEqual({ ok: true })
    expect(await marksOf(one.id)).toEqual([])
    expect(await seriesRows()).toEqual([])
    const back = await world.decide.correctCategory(token, one.id, one.version + 1, 'online-scam')
    expect(back).toEqual({ ok: true })
    await world.bind()
    expect(await seriesRows()).toHaveLength(1)
  })

  it('when its sender withdraws, or it is erased', async () => {
    const { one, other } = await twoVictims()
    await world.report(newChat(), scam('Tân Định'))
    await world.query('update tips set contact_ended_at = now() where id = $1', [one.id])
    expect(await marksOf(one.id)).toEqual([])
    expect(await seriesRows()).toHaveLength(1)
    await eraseTips(world.as('worker'), [other.id])
    expect(await marksOf(other.id)).toEqual([])
    expect(await seriesRows()).toEqual([])
  })
})

describe('a series is over', () => {
  it('twelve months after its last event, and its traces are forgotten', async () => {
    await twoVictims()
    const worker = world.as('worker')
    const now = world.now()
    await expireSeries(worker, new Date(now.getTime() + 300 * DAY_MS))
    expect(await seriesRows()).toHaveLength(1)
    await expireSeries(worker, new Date(now.getTime() + 367 * DAY_MS))
    expect(await seriesRows()).toEqual([])
    expect(await world.query('select * from series_marks')).toEqual([])
    expect(await world.query(`select action from audit where action = 'series.ended'`)).toHaveLength(1)
  })
})

describe('the department', () => {
  it('is told once, in numbers, and sees no tip by it', async () => {
    await twoVictims()
    await hideFromDepartment()
    const [told] = await world.query(`select unit_code, detail from audit where action = 'series.alerted'`)
    expect(told).toEqual({ unit_code: '79-PC02', detail: { topic: 'fraud', mark: 'account', count: 2 } })
    const inbox = await world.look.inbox(await world.signIn('79-PC02'), 'open')
    expect(inbox).toMatchObject({ ok: true, rows: [], series: [{ kind: 'account', tips: 2, events: 2 }] })
    const [series] = (await world.listed('79-PC02')).series
    expect(series).toMatchObject({ isNew: true, shown: null, ownTips: 0 })
    const page = await world.page('79-PC02', series?.id ?? '')
    expect(page.events).toEqual([])
    expect(page.communes).toEqual([
      { commune: SAI_GON, events: 1 },
      { commune: BEN_THANH, events: 1 },
    ])
    const again = await world.look.inbox(await world.signIn('79-PC02'), 'open')
    expect(again).toMatchObject({ ok: true, series: [] })
  })

  it('of another province is told when the series reaches it', async () => {
    const { other } = await twoVictims()
    await world.query(`update tips set province = '01' where id = $1`, [other.id])
    await world.join([other.id])
    const told = await world.query(`select unit_code from series_alerts order by 1`)
    // Nobody works in the department there: its duty desk stands in.
    expect(told).toEqual([{ unit_code: '01-PC01' }, { unit_code: '01-PC02' }, { unit_code: '79-PC02' }])
    const [series] = (await world.listed('01-PC01')).series
    expect(series).toMatchObject({ events: 2, provinces: 2, ownTips: 0 })
    const { communes } = await world.page('01-PC01', series?.id ?? '')
    expect(communes).toEqual([{ commune: SAI_GON, events: 1 }])
  })
})

describe('who sees a series', () => {
  it('is who holds a tip of it, and each opens their own alone', async () => {
    const { one, other } = await twoVictims()
    const [mine] = (await world.listed(BEN_THANH)).series
    expect(mine).toMatchObject({ events: 2, senders: 2, ownTips: 1, shown: '••••1122' })
    const page = await world.page(BEN_THANH, mine?.id ?? '')
    expect(page.events.flatMap(({ tips }) => tips.map(({ tip }) => tip.id))).toEqual([one.id])
    expect(page.communes).toEqual([])
    expect(JSON.stringify(page)).not.toContain(other.id)
  })

  it('is nobody else: it is not there, and the try is recorded', async () => {
    await twoVictims()
    const [{ id } = { id: '' }] = await seriesRows()
    for (const unit of ['79-TTR', '00004', '01-PC01']) {
      expect((await world.listed(unit)).series).toEqual([])
      const token = await world.signIn(unit)
      expect(await world.seriesLook.page(token, id)).toEqual({ ok: false, reason: 'not-found' })
      expect(await world.seriesLook.page(token, "x' or 1=1")).toEqual({ ok: false, reason: 'not-found' })
    }
    const refused = await world.query(`select object_id from audit where action = 'series.refused' order by id`)
    expect(refused).toHaveLength(6)
    expect(refused.slice(0, 2)).toEqual([{ object_id: id }, { object_id: 'malformed' }])
  })

  it('leaves a row for each look, with the tips that were shown', async () => {
    const { one } = await twoVictims()
    const [mine] = (await world.listed(BEN_THANH)).series
    await world.page(BEN_THANH, mine?.id ?? '')
    const rows = await world.query(`select object_id, detail from audit where action = 'series.read' order by id`)
    expect(rows).toEqual([
      { object_id: null, detail: { series: [mine?.id], tips: [one.id] } },
      { object_id: mine?.id, detail: { tips: [one.id] } },
    ])
  })

  it('is of people who are traded only who is cleared, and nobody reads what binds it', async () => {
    const trade = (place: string, more: string) =>
      `có đường dây mua bán người, lừa đưa con gái sang Campuchia, số điện thoại bọn nó 0912 345 678, ở phường ${place} ${more}`
    await world.report(newChat(), trade('Bến Thành', 'hôm qua'))
    await world.report(newChat(), trade('Sài Gòn', 'bạn tôi bị tuần trước'))
    expect(await seriesRows()).toMatchObject([{ topic: 'trafficking' }])
    const [seen] = (await world.listed(BEN_THANH)).series
    expect(seen).toMatchObject({ topic: 'trafficking', shown: null, ownTips: 1 })
    const officer = world.officerOf(BEN_THANH)
    await world.query(`update officers set clearances = '{}' where id = $1`, [officer])
    expect((await world.listed(BEN_THANH)).series).toEqual([])
    await world.query(`update officers set clearances = '{restricted}' where id = $1`, [officer])
  })

  it('a desk that turns its own statements on the tables learns no more', async () => {
    await twoVictims()
    await hideFromDepartment()
    const [{ mark } = { mark: Buffer.of() }] = await world.query<{ mark: Buffer }>('select mark from series')
    const ask = async (unit: string) =>
      withSetting(world.as('desk'), 'tinbao.token', await world.signIn(unit), async (tx) => ({
        series: (await sql`select id from series`.execute(tx)).rows.length,
        marks: (await sql`select tip_id from series_marks`.execute(tx)).rows.length,
        alerts: (await sql`select id from series_alerts`.execute(tx)).rows.length,
        communes: (await sql`select * from series_communes(${mark})`.execute(tx)).rows.length,
      }))
    expect(await ask('79-TTR')).toEqual({ series: 0, marks: 0, alerts: 0, communes: 0 })
    expect(await ask(BEN_THANH)).toEqual({ series: 1, marks: 1, alerts: 0, communes: 0 })
    expect(await ask('79-PC02')).toEqual({ series: 1, marks: 0, alerts: 1, communes: 2 })
  })
})
