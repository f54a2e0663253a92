import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { asOwner } from '../../src/cli/owner-db.ts'
import { makeUnits } from '../../src/flow/units.ts'
import { changeUnits, digestOf, type UnitOrder } from '../../src/flow/units-apply.ts'
import type { UnitRow } from '../../src/flow/units-fields.ts'
import { writeUnitFile } from '../../src/flow/units-file.ts'
import { withSetting } from '../../src/storage/db.ts'
import { listUnitRecords, listUnitVersions } from '../../src/storage/unit-records.ts'
import { listUnits } from '../../src/storage/units.ts'
import { openSignInWorld } from './sign-in-world.ts'

const world = await openSignInWorld()
const clock = { now: new Date('2026-11-22T05:00:00Z') }
const TODAY = '2026-11-22'
const units = makeUnits({ db: world.as('desk'), areas: () => null, now: () => clock.now })
const boss = await world.addOfficer('quantri79', '79-PC01', 'administrator')
const admin = await world.session('quantri79')
await world.addOfficer('quantri.bo', 'X05', 'administrator')
const ministry = await world.session('quantri.bo')
await world.addOfficer('truc79', '79-PC02')
const duty = await world.session('truc79')

const row = (texts: UnitRow['texts'], line = 2): UnitRow => ({ line, texts })
const ORDER: UnitOrder = {
  areas: null,
  today: TODAY,
  reason: 'thử',
  document: null,
  province: null,
  author: { officerId: null, unitCode: null },
}
const asCommand = (rows: readonly UnitRow[], order: Partial<UnitOrder> = {}) =>
  changeUnits((work) => asOwner(world.database.url, work), rows, { ...ORDER, ...order })
const records = () => asOwner(world.database.url, listUnitRecords)
const recordOf = async (code: string) => (await records()).find((unit) => unit.code === code)
const versionsOf = (code: string) => asOwner(world.database.url, (tx) => listUnitVersions(tx, code))
const unitOn = async (day: string, code: string) =>
  (await listUnits(world.as('worker'), day)).find((unit) => unit.code === code)
const reasons = (outcome: Awaited<ReturnType<typeof asCommand>>) =>
  outcome.plan.faults.map(({ line, reason, about }) => [line, reason, about ?? ''])
const save = async (token: string, texts: UnitRow['texts'], only: 'new' | 'old' = 'old') => {
  const result = await units.save(token, { reason: 'quyết định của Giám đốc', ...texts }, only)
  if (!result.ok) return result.reason
  return result.outcome.isDone ? 'done' : result.outcome.plan.faults.map(({ reason }) => reason).join(' ')
}
const asDesk = (token: string, text: string) =>
  withSetting(world.as('desk'), 'tinbao.token', token, (tx) => sql.raw(text).execute(tx))

describe('a change of a unit', () => {
  it('keeps the unit as it was, with who, when and why, and is a row of the audit without its words', async () => {
    expect(await save(admin, { code: '26743', dutyPhones: '02838297643', document: 'QĐ 12/2026' })).toBe('done')
    const [now, before] = await versionsOf('26743')
    expect(before).toMatchObject({ version: 1, dutyPhones: [], madeBy: null })
    expect(now).toMatchObject({
      version: 2,
      dutyPhones: ['02838297643'],
      validFrom: TODAY,
      reason: 'quyết định của Giám đốc',
      document: 'QĐ 12/2026',
      madeBy: boss,
      madeByNumber: '113-900',
    })
    expect((await world.audit('unit.changed')).at(-1)).toEqual({
      officer_id: boss,
      unit_code: '79-PC01',
      object_id: '26743',
      detail: { version: 2, from: TODAY, fields: ['dutyPhones', 'validFrom', 'document'] },
    })
  })

  it('leaves what was true of an earlier day true of it, and may be planned', async () => {
    expect(await save(admin, { code: '26758', name: 'Công an phường Mới', validFrom: '2027-01-01' })).toBe('done')
    expect((await unitOn(TODAY, '26758'))?.name).toBe('Công an phường Cầu Ông Lãnh')
    expect((await unitOn('2026-12-31', '26758'))?.name).toBe('Công an phường Cầu Ông Lãnh')
    expect((await unitOn('2027-01-01', '26758'))?.name).toBe('Công an phường Mới')
    // A change from today takes the place of what was to come.
    expect(await save(admin, { code: '26758', name: 'Công an phường Khác', validFrom: TODAY })).toBe('done')
    expect((await unitOn('2027-01-01', '26758'))?.name).toBe('Công an phường Khác')
    expect((await versionsOf('26758')).map(({ name }) => name)).toHaveLength(3)
  })

  it('is not possible behind the history’s back, for anybody', async () => {
    const acts = [
      "update unit_versions set reason = 'x'",
      'delete from unit_versions',
      "delete from units where code = '26743'",
    ]
    for (const act of acts) {
      await expect(asDesk(admin, act)).rejects.toThrow('permission denied')
      await expect(asOwner(world.database.url, (tx) => sql.raw(act).execute(tx))).rejects.toThrow('stay')
    }
    await expect(
      asOwner(world.database.url, (tx) => sql`update units set level = 'province' where code = '26743'`.execute(tx)),
    ).rejects.toThrow('stays what it is')
    await expect(
      asOwner(world.database.url, (tx) => sql`insert into unit_versions select * from unit_versions`.execute(tx)),
    ).rejects.toThrow('row-level security')
  })
})

describe('two units', () => {
  it('never answer for one commune at the same time', async () => {
    expect(reasons(await asCommand([row({ code: '26743', areas: '26743 26740' })]))).toEqual([[2, 'overlap', '26740']])
    // Nor past the check, by whoever writes the tables.
    await expect(
      asOwner(world.database.url, (tx) =>
        sql`update units set areas = '{26743,26740}' where code = '26743'`.execute(tx),
      ),
    ).rejects.toThrow('unit_areas_alone')
    // Nor in the past: the commune had its own police until today.
    const back = await asCommand([
      row({ code: '26740', areas: 'không' }),
      row({ code: '26743', areas: '26743 26740', validFrom: '2026-01-01' }, 3),
    ])
    expect(reasons(back)).toEqual([[3, 'overlap', '']])
    expect((await recordOf('26740'))?.areas).toEqual(['26740'])
  })

  it('may pass a commune on, in one step', async () => {
    const passed = await asCommand([
      row({ code: '26740', areas: 'không' }),
      row({ code: '26743', areas: '26743 26740' }, 3),
    ])
    expect(passed.isDone).toBe(true)
    const returned = await asCommand([row({ code: '26743', areas: '26743' }), row({ code: '26740', areas: '' }, 3)])
    expect(returned.isDone).toBe(true)
  })
})

describe('a unit that ends', () => {
  it('says who follows it while officers work in it, and stays in every record', async () => {
    expect(await save(admin, { code: '26740', validTo: '2027-01-01' })).toBe('busy')
    expect(await save(admin, { code: '26740', validTo: '2027-01-01', successor: '26743' })).toBe('done')
    expect(await unitOn('2026-12-31', '26740')).toBeDefined()
    expect(await unitOn('2027-01-01', '26740')).toBeUndefined()
    expect((await world.audit('unit.ended')).at(-1)).toMatchObject({
      object_id: '26740',
      detail: { to: '2027-01-01', successor: '26743' },
    })
    expect(await save(admin, { code: '26740', validTo: '', successor: '' })).toBe('done')
  })

  it('without anybody in it and without open tips may simply end', async () => {
    expect(await save(admin, { code: '27154', validTo: '2027-01-01' })).toBe('done')
    expect(await unitOn('2027-01-01', '27154')).toBeUndefined()
  })
})

describe('an import', () => {
  it('is all or nothing: one wrong row changes no other', async () => {
    const before = await records()
    const outcome = await asCommand([
      row({ code: '26824', channels: 'bộ đàm' }),
      row({ code: '27619', parent: 'không có' }, 3),
    ])
    expect([outcome.isDone, reasons(outcome)]).toEqual([false, [[3, 'unknown-parent', '']]])
    // Also one that only the database can tell.
    const busy = await asCommand([
      row({ code: '26824', channels: 'bộ đàm' }),
      row({ code: '26743', validTo: '2027-01-01' }, 3),
    ])
    expect([busy.isDone, reasons(busy)]).toEqual([false, [[3, 'busy', '0/1']]])
    expect(await records()).toEqual(before)
  })

  it('that is a trial tells the same and leaves nothing behind, not even an audit row', async () => {
    const rows = [row({ code: '26824', channels: 'bộ đàm' })]
    const [before, audits] = [await records(), (await world.audit('unit.changed')).length]
    const trial = await asCommand(rows, { isTrial: true })
    expect(trial).toMatchObject({
      isDone: false,
      plan: { faults: [], changes: [{ fields: ['channels', 'validFrom'] }] },
    })
    expect([await records(), (await world.audit('unit.changed')).length]).toEqual([before, audits])
    const real = await asCommand(rows, { agreed: digestOf(trial.plan) })
    expect(real.isDone).toBe(true)
  })

  it('that comes to another plan than was agreed to changes nothing', async () => {
    const rows = [row({ code: '26824', channels: 'email' })]
    const agreed = digestOf((await asCommand(rows, { isTrial: true })).plan)
    await asCommand([row({ code: '26824', channels: 'Zalo' })])
    expect((await asCommand(rows, { agreed })).isDone).toBe(false)
    expect((await recordOf('26824'))?.channels).toEqual(['Zalo'])
  })

  it('of two at once one waits for the other, and neither tears the other apart', async () => {
    const commune = (code: string, parent: string) => ({
      code,
      name: 'Công an xã Thử',
      kind: 'xã',
      province: '25',
      parent,
    })
    const first = [row(commune('08801', '25')), row({ ...commune('08802', '25'), areas: '08802 08803' }, 3)]
    const second = [row({ ...commune('08803', '25') }), row(commune('08804', '25'), 3)]
    const outcomes = await Promise.all([asCommand(first), asCommand(second)])
    // Both claim one commune: whichever came later was refused, whole.
    expect(outcomes.map(({ isDone }) => isDone).sort()).toEqual([false, true])
    const codes = new Set((await records()).map(({ code }) => code))
    const there = ['08801', '08802', '08803', '08804'].map((code) => codes.has(code))
    expect(there).toEqual(outcomes[0]?.isDone ? [true, true, false, false] : [false, false, true, true])
  })

  it('of the export of everything changes nothing', async () => {
    const bytes = await writeUnitFile('csv', await records())
    const looked = await units.preview(
      ministry,
      { name: 'don-vi.csv', bytes: Buffer.from(bytes) },
      { reason: '', document: '' },
    )
    expect(looked).toMatchObject({ ok: true, outcome: { plan: { changes: [], faults: [] } } })
  })

  it('of every commune of the country takes seconds', { timeout: 60_000 }, async () => {
    const communes = Array.from({ length: 3_300 }, (_, index) =>
      row({ code: String(40_000 + index), name: `Công an xã Số ${index}`, kind: 'xã', province: '25' }, index + 2),
    )
    const outcome = await asCommand(communes, { isTrial: true })
    expect(outcome.plan.faults).toEqual([])
    expect(outcome.plan.changes).toHaveLength(3_300)
  })
})

describe('an administrator', () => {
  it('changes units of their own province, and of all where their unit has none', async () => {
    expect(await save(admin, { code: '00004', channels: 'bộ đàm' })).toBe('not-yours')
    expect(await save(admin, { code: 'X05', channels: 'bộ đàm' })).toBe('not-yours')
    expect(await save(ministry, { code: '00004', channels: 'bộ đàm' })).toBe('done')
    const added = { code: '26746', name: 'Công an phường Thử', kind: 'Công an cấp xã', province: '79' }
    expect(await save(admin, added, 'new')).toBe('done')
    expect(await save(admin, added, 'new')).toBe('code-taken')
    expect(await save(admin, { ...added, code: '00007', province: '01' }, 'new')).toBe('not-yours')
    // Whatever the program around it says.
    expect(
      (await asDesk(admin, "update units set name = 'x', reason = 'x' where code = '00070'")).numAffectedRows,
    ).toBe(0n)
    await expect(
      asDesk(
        admin,
        "insert into units (code, name, kind, level, province, role, valid_from) values ('00008', 'x', 'commune', 'commune', '01', 'CAX', now())",
      ),
    ).rejects.toThrow('row-level security')
    await expect(asDesk(admin, "update units set province = '79' where code = '26743'")).rejects.toThrow(
      'permission denied',
    )
  })

  it('reads the history of the units that they may change, and of no others', async () => {
    const own = await units.one(admin, '26743')
    expect(own.ok && own.history.length).toBeGreaterThan(1)
    const other = await units.one(admin, '00004')
    expect(other.ok && [other.unit.code, other.history]).toEqual(['00004', []])
    expect(await units.one(admin, 'nowhere')).toEqual({ ok: false, reason: 'not-found' })
  })

  it('gives a reason for every change', async () => {
    expect(await save(admin, { code: '26743', channels: 'email', reason: ' ' })).toBe('reason-missing')
  })

  it('takes a table out, of the province or of all, and that is recorded', async () => {
    const all = await units.exportTo(admin, 'csv', null)
    const some = await units.exportTo(admin, 'csv', '79')
    expect(all.ok && all.bytes.toString()).toContain('00004')
    expect(some.ok && some.bytes.toString()).not.toContain('00004')
    expect((await world.audit('units.exported')).at(-1)).toMatchObject({ officer_id: boss, object_id: '79' })
  })
})

describe('everybody else', () => {
  it('finds no such pages, changes nothing, and the try is recorded', async () => {
    const before = (await world.audit('units.refused')).length
    expect(await units.list(duty)).toEqual({ ok: false, reason: 'not-found' })
    expect(await units.one(duty, '26743')).toEqual({ ok: false, reason: 'not-found' })
    expect(await units.exportTo(duty, 'csv', null)).toEqual({ ok: false, reason: 'not-found' })
    expect(await save(duty, { code: '26743', channels: 'x' })).toBe('not-found')
    const file = { name: 'x.csv', bytes: Buffer.from('Mã,Kênh\n26743,x\n') }
    expect(await units.preview(duty, file, { reason: 'x', document: '' })).toEqual({ ok: false, reason: 'not-found' })
    expect((await world.audit('units.refused')).length).toBe(before + 5)
    expect((await asDesk(duty, "update units set name = 'x', reason = 'x' where code = '26743'")).numAffectedRows).toBe(
      0n,
    )
    expect((await asDesk(duty, 'select code from unit_versions')).rows).toEqual([])
    expect(await units.list('nobody')).toEqual({ ok: false, reason: 'signed-out' })
  })
})
