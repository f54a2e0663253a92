import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { withSetting } from '../../src/storage/db.ts'
import { openSignInWorld } from './sign-in-world.ts'

const world = await openSignInWorld()
const NOT_FOUND = { ok: false, reason: 'not-found' }
const RIGHTS = { unitCode: '26743', role: 'duty-officer', clearances: [] }

const boss = await world.addOfficer('quantri79', '79-PC01', 'administrator')
const admin = await world.session('quantri79')
await world.addOfficer('quantri.bo', 'X05', 'administrator')
const ministry = await world.session('quantri.bo')

/** What an officer's own connection may do, whatever the program around it says. */
const asDesk = (token: string, text: string) =>
  withSetting(world.as('desk'), 'tinbao.token', token, (tx) => sql.raw(text).execute(tx))

describe('an administrator', () => {
  it('sees the officers of the own province, and of all where the unit has none', async () => {
    const own = await world.officers.list(admin)
    const provinces = new Set(own.ok ? own.officers.map(({ unitCode }) => unitCode) : [])
    expect(provinces).toContain('26743')
    expect(provinces).not.toContain('01-PC01')
    const all = await world.officers.list(ministry)
    expect(all.ok && all.officers.map(({ unitCode }) => unitCode)).toContain('01-PC01')
  })

  it('sees no tip', async () => {
    const inbox = await world.look.inbox(admin, 'open')
    expect(inbox.ok ? inbox.rows : []).toEqual([])
    expect((await asDesk(admin, 'select id from tips')).rows).toEqual([])
  })

  it('adds an officer, who opens nothing before the link was used, and learns no secret', async () => {
    const added = await world.officers.add(admin, {
      login: 'moi',
      number: '113-777',
      ...RIGHTS,
      clearances: ['restricted'],
    })
    if (!added.ok || added.link === undefined) throw new Error('not added')
    expect(await world.enrol.open(added.link)).toMatchObject({ ok: true, link: { login: 'moi', purpose: 'new' } })
    expect(await world.withPassword('moi', world.code(), '')).toMatchObject({ ok: false })
    const listed = await world.officers.list(admin)
    const row = listed.ok ? listed.officers.find(({ id }) => id === added.officerId) : undefined
    expect(row).toMatchObject({ passkeyCount: 0, hasPassword: false, clearances: ['restricted'] })
    expect(JSON.stringify(row)).not.toMatch(/hash|secret|argon/)
    expect((await world.audit('officer.added')).at(-1)).toEqual({
      officer_id: boss,
      unit_code: '79-PC01',
      object_id: added.officerId,
      detail: { role: 'duty-officer', unit: '26743', clearances: ['restricted'] },
    })
    expect(await world.officers.add(admin, { login: 'moi', number: '113-778', ...RIGHTS })).toEqual({
      ok: false,
      reason: 'login-taken',
    })
  })

  it.each([
    [{ login: 'A B' }, 'bad-login'],
    [{ number: '?' }, 'bad-number'],
    [{ role: 'superuser' }, 'bad-role'],
    [{ unitCode: 'nowhere' }, 'unknown-unit'],
    [{ unitCode: '01-PC01' }, 'unknown-unit'],
  ])('adds none with %o', async (wrong, reason) => {
    const officer = { login: 'khong-them', number: '113-779', ...RIGHTS, ...wrong }
    expect(await world.officers.add(admin, officer)).toEqual({ ok: false, reason })
  })

  it('changes rights, and the change acts on the officer’s next request in the same session', async () => {
    const id = await world.addOfficer('chuyen')
    const token = await world.session('chuyen')
    expect(await world.look.officer(token)).toMatchObject({ officer: { unitCode: '26743', isCleared: false } })
    const rights = { unitCode: '26740', role: 'unit-commander', clearances: ['restricted'] }
    expect(await world.officers.change(admin, id, rights)).toMatchObject({ ok: true })
    expect(await world.look.officer(token)).toMatchObject({
      officer: { unitCode: '26740', role: 'unit-commander', isCleared: true },
    })
    expect((await world.audit('officer.changed')).at(-1)?.detail).toMatchObject({
      unitBefore: '26743',
      unit: '26740',
      roleBefore: 'duty-officer',
    })
  })

  it('disables: sessions and links end at once, and stay ended when the account is enabled again', async () => {
    const id = await world.addOfficer('nghi')
    const token = await world.session('nghi')
    const link = await world.makeLink(id)
    expect(await world.officers.setStanding(admin, id, true)).toMatchObject({ ok: true })
    expect(await world.isSignedIn(token)).toBe(false)
    world.tick()
    expect(await world.withPassword('nghi', world.code())).toMatchObject({ ok: false })
    expect(await world.officers.setStanding(admin, id, false)).toMatchObject({ ok: true })
    expect(await world.isSignedIn(token)).toBe(false)
    expect(await world.enrol.open(link)).toMatchObject({ ok: false })
    expect(await world.withPassword('nghi', world.code())).toMatchObject({ ok: true })
  })

  it('makes a link for recovery where something is enrolled', async () => {
    const id = await world.addOfficer('mat')
    const made = await world.officers.link(admin, id)
    const link = made.ok ? (made.link ?? '') : ''
    expect(await world.enrol.open(link)).toMatchObject({ link: { purpose: 'recover' } })
    const [row] = await world.query('select made_by from enrolments where officer_id = $1', [id])
    expect(row).toEqual({ made_by: boss })
  })

  it('does nothing to themself, nor to another province, and the latter is recorded', async () => {
    for (const act of [
      world.officers.change(admin, boss, { ...RIGHTS, unitCode: '79-PC01' }),
      world.officers.setStanding(admin, boss, true),
      world.officers.link(admin, boss),
    ]) {
      expect(await act).toEqual({ ok: false, reason: 'self' })
    }
    const hanoi = world.officerOf('01-PC01')
    const before = (await world.audit('officers.refused')).length
    expect(await world.officers.change(admin, hanoi, RIGHTS)).toEqual(NOT_FOUND)
    expect(await world.officers.setStanding(admin, hanoi, true)).toEqual(NOT_FOUND)
    expect(await world.officers.link(admin, hanoi)).toEqual(NOT_FOUND)
    expect(await world.officers.link(admin, 'ofc_none')).toEqual(NOT_FOUND)
    expect((await world.audit('officers.refused')).length).toBe(before + 4)
    expect(await world.officers.setStanding(ministry, hanoi, true)).toMatchObject({ ok: true })
    expect(await world.officers.setStanding(ministry, hanoi, false)).toMatchObject({ ok: true })
  })

  it('is never the last to go, even where two remove each other at the same moment', async () => {
    const other = await world.addOfficer('quantri.hai', '79-PC02', 'administrator')
    const second = await world.session('quantri.hai')
    const bo = await world.query<{ id: string }>(`select id from officers where login = 'quantri.bo'`)
    await world.query('update officers set disabled_at = now() where id = $1', [bo[0]?.id])
    const outcomes = await Promise.all([
      world.officers.setStanding(admin, other, true),
      world.officers.change(second, boss, RIGHTS),
    ])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    const left = await world.query(`select 1 from officers where role = 'administrator' and disabled_at is null`)
    expect(left).toHaveLength(1)
    await world.query(
      `update officers set disabled_at = null, role = 'administrator', unit_code = '79-PC01'
      where id = any ($1)`,
      [[other, boss, bo[0]?.id]],
    )
  })
})

describe('the policies, whatever the program says', () => {
  it('let an administrator change neither themself nor another province, nor read a login or a hash', async () => {
    const token = await world.session('quantri79')
    const hanoi = world.officerOf('01-PC01')
    for (const text of [
      `update officers set role = 'duty-officer' where id = '${boss}'`,
      `update officers set disabled_at = now() where id = '${hanoi}'`,
      `update officers set role = 'administrator' where id = '${hanoi}'`,
    ]) {
      expect((await asDesk(token, text)).numAffectedRows, text).toBe(0n)
    }
    for (const text of [
      `update officers set unit_code = '01-PC01' where unit_code = '26743'`,
      `insert into officers (id, login, number, unit_code, role) values ('ofc_x', 'x.y.z', '1', '01-PC01', 'auditor')`,
      `insert into enrolments (token_hash, officer_id, made_by, purpose) values ('x', '${boss}', '${boss}', 'new')`,
      `insert into enrolments (token_hash, officer_id, made_by, purpose) values ('x', '${hanoi}', '${boss}', 'new')`,
      `insert into enrolments (token_hash, officer_id, made_by, purpose)
         values ('x', '${world.officerOf('26743')}', '${world.officerOf('26740')}', 'new')`,
      `update officers set password_hash = 'x'`,
      'select login from officers',
      'select password_hash from officers',
      'select * from passkeys',
      'select * from totps',
      'select * from enrolments',
    ]) {
      await expect(asDesk(token, text), text).rejects.toThrow(/row-level security|permission denied/)
    }
  })

  it.each(['duty-officer', 'unit-commander', 'provincial-supervisor', 'custodian', 'auditor'] as const)(
    'let a %s see and change nothing of it',
    async (role) => {
      const id = await world.addOfficer(`vai.${role}`, '79-PC01', role)
      const token = await world.session(`vai.${role}`)
      expect(await world.officers.list(token)).toEqual(NOT_FOUND)
      expect(await world.officers.link(token, world.officerOf('26743'))).toEqual(NOT_FOUND)
      expect((await asDesk(token, 'select * from administered_officers()')).rows).toEqual([])
      expect((await asDesk(token, `select set_clearances('${id}', array['restricted']) as done`)).rows).toEqual([
        { done: false },
      ])
      expect((await asDesk(token, `update officers set role = 'administrator'`)).numAffectedRows).toBe(0n)
      await expect(
        asDesk(
          token,
          `insert into officers (id, login, number, unit_code, role) values ('ofc_y', 'y.y', '1', '26743', 'auditor')`,
        ),
      ).rejects.toThrow('row-level security')
      await expect(
        asDesk(
          token,
          `insert into enrolments (token_hash, officer_id, made_by, purpose)
             values ('y', '${world.officerOf('26743')}', '${id}', 'new')`,
        ),
      ).rejects.toThrow('row-level security')
    },
  )
})
