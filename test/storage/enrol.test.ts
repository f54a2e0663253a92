import { describe, expect, it } from 'vitest'
import { hashToken } from '../../src/flow/desk.ts'
import { codeAt, describeTotp } from '../../src/flow/one-time-codes.ts'
import { makeAuthenticator } from '../support/authenticator.ts'
import { openSignInWorld, PASSWORD, SITE, STEP_MS } from './sign-in-world.ts'

const world = await openSignInWorld()
const dung = await world.addOfficer('dung', '26743', 'duty-officer', true)
let count = 0
const NO_LINK = { ok: false, reason: 'no-link' }

/** The code that whoever opened this link reads from their app. */
function codeOf(link: string, steps = 0): string {
  const secret = world.secrets.offerTotp(hashToken(link), 'enrolment')
  return codeAt(secret, new Date(world.clock.now.getTime() + steps * STEP_MS))
}

describe('a one-time link', () => {
  it('opens an account with password and code, shows eight recovery codes, and is used up', async () => {
    const id = await world.addOfficer('an.nguyen', '26743', 'duty-officer', true)
    const link = await world.makeLink(id)
    const opened = await world.enrol.open(link)
    expect(opened).toMatchObject({ ok: true, link: { login: 'an.nguyen', purpose: 'new', hasPassword: false } })
    expect(opened.ok && opened.link.totp).toEqual(
      describeTotp(world.secrets.offerTotp(hashToken(link), 'enrolment'), 'an.nguyen'),
    )
    const done = await world.enrol.withPassword(link, PASSWORD, codeOf(link))
    expect(done.ok && done.recoveryCodes).toHaveLength(8)
    expect(await world.enrol.open(link)).toEqual(NO_LINK)
    expect(await world.enrol.withPassword(link, PASSWORD, codeOf(link, 1))).toEqual(NO_LINK)
    // The code that confirmed it is used up as well.
    expect(await world.withPassword('an.nguyen', codeOf(link))).toMatchObject({ ok: false })
    expect(await world.withPassword('an.nguyen', codeOf(link, 1))).toMatchObject({ ok: true })
    expect(await world.audit('enrolment.used')).toContainEqual({
      officer_id: id,
      unit_code: '26743',
      object_id: id,
      detail: { method: 'password-totp', purpose: 'new', madeBy: null },
    })
  })

  it('is kept as a hash alone', async () => {
    const id = await world.addOfficer('bang', '26743', 'duty-officer', true)
    const link = await world.makeLink(id)
    const [row] = await world.query<{ token_hash: Buffer; hours: string }>(
      `select token_hash, extract(epoch from expires_at - made_at) / 3600 as hours from enrolments where officer_id = $1`,
      [id],
    )
    expect(row?.token_hash.equals(hashToken(link))).toBe(true)
    expect(Number(row?.hours)).toBe(24)
  })

  it('that is unknown, expired, superseded, or a disabled officer’s opens nothing', async () => {
    const id = await world.addOfficer('binh', '26743', 'duty-officer', true)
    expect(await world.enrol.open('A'.repeat(43))).toEqual(NO_LINK)
    const first = await world.makeLink(id)
    const second = await world.makeLink(id)
    expect(await world.enrol.open(first)).toEqual(NO_LINK)
    expect(await world.enrol.open(second)).toMatchObject({ ok: true })
    await world.query(
      `update enrolments set made_at = now() - interval '25 hours', expires_at = now() - interval '1 hour'
      where officer_id = $1`,
      [id],
    )
    expect(await world.enrol.open(second)).toEqual(NO_LINK)
    expect(await world.enrol.beginPasskey(second)).toEqual(NO_LINK)
    const third = await world.makeLink(id)
    await world.query('update officers set disabled_at = now() where id = $1', [id])
    await world.query('update officers set disabled_at = null where id = $1', [id])
    expect(await world.enrol.open(third)).toEqual(NO_LINK)
  })

  it('used twice at the same moment is used once', async () => {
    const id = await world.addOfficer('chi', '26743', 'duty-officer', true)
    const link = await world.makeLink(id)
    const both = await Promise.all([0, 1].map(() => world.enrol.withPassword(link, PASSWORD, codeOf(link))))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it.each([
    ['quá ngắn', 'too-short'],
    ['aaaaaaaaaaaaaaaaaaaa', 'too-simple'],
    ['abcdeabcdeabcdeabcde', 'too-simple'],
    ['123456789012345678', 'too-simple'],
    ['zyxwvutsrqponmlkji', 'too-simple'],
    ['day la DUNG va mat khau', 'holds-login'],
    ['x'.repeat(201), 'too-long'],
  ])('takes no password like %s', async (password, reason) => {
    const link = await world.makeLink(dung)
    expect(await world.enrol.withPassword(link, password, codeOf(link))).toEqual({ ok: false, reason })
    expect(await world.enrol.open(link)).toMatchObject({ ok: true })
  })

  it('with a wrong code enrols nothing and stays good', async () => {
    const id = await world.addOfficer('giang', '26743', 'duty-officer', true)
    const link = await world.makeLink(id)
    expect(await world.enrol.withPassword(link, PASSWORD, '000000')).toEqual({ ok: false, reason: 'wrong-code' })
    expect(await world.query('select 1 from totps where officer_id = $1', [id])).toEqual([])
    expect(await world.enrol.withPassword(link, PASSWORD, codeOf(link))).toMatchObject({ ok: true })
  })

  it('beside a password that a script has set asks for that password', async () => {
    const id = await world.addOfficer('hoa')
    await world.query('delete from totps where officer_id = $1', [id])
    const link = await world.makeLink(id)
    expect(await world.enrol.open(link)).toMatchObject({ link: { hasPassword: true } })
    expect(await world.enrol.withPassword(link, 'mot cau dai khac han', codeOf(link))).toEqual({
      ok: false,
      reason: 'wrong-password',
    })
    expect(await world.enrol.withPassword(link, PASSWORD, codeOf(link))).toMatchObject({ ok: true })
  })

  it('takes no passkey that another officer has, and stays good', async () => {
    const one = await world.addOfficer('khanh', '26743', 'duty-officer', true)
    const other = await world.addOfficer('lam', '26743', 'duty-officer', true)
    const device = await world.enrolPasskey(one)
    const link = await world.makeLink(other)
    const begun = await world.enrol.beginPasskey(link)
    if (!begun.ok) throw new Error('no link')
    expect(await world.enrol.withPasskey(link, device.create(begun.options), 'a')).toEqual({
      ok: false,
      reason: 'refused',
    })
    expect(await world.enrol.open(link)).toMatchObject({ ok: true })
  })

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['no user verification', { isUserVerified: false }],
    ['another challenge', { challenge: 'A'.repeat(43) }],
  ])('enrols no passkey made with %s', async (_what, forgery) => {
    const id = await world.addOfficer(`mai.${++count}`, '26743', 'duty-officer', true)
    const link = await world.makeLink(id)
    const begun = await world.enrol.beginPasskey(link)
    if (!begun.ok) throw new Error('no link')
    const made = makeAuthenticator(SITE).create(begun.options, forgery)
    expect(await world.enrol.withPasskey(link, made, 'a')).toEqual({ ok: false, reason: 'refused' })
    expect(await world.query('select 1 from passkeys where officer_id = $1', [id])).toEqual([])
  })
})

describe('recovery', () => {
  it('by a link ends every former way in and every session', async () => {
    const id = await world.addOfficer('nam')
    const lost = await world.enrolPasskey(id)
    const signedIn = await world.signIn.finishPasskey(
      world.visitor,
      lost.get(await world.signIn.beginPasskey(world.visitor)),
    )
    const token = signedIn.ok ? signedIn.token : ''
    expect(await world.isSignedIn(token)).toBe(true)
    const link = await world.makeLink(id, 'recover')
    expect(await world.isSignedIn(token)).toBe(true)
    expect(await world.enrol.withPassword(link, 'mot cau moi chi minh biet', codeOf(link))).toMatchObject({ ok: true })
    expect(await world.isSignedIn(token)).toBe(false)
    const answer = lost.get(await world.signIn.beginPasskey(world.visitor))
    expect(await world.signIn.finishPasskey(world.visitor, answer)).toMatchObject({ ok: false })
    expect(await world.withPassword('nam', codeOf(link, 1))).toMatchObject({ ok: false })
    expect(await world.withPassword('nam', codeOf(link, 1), 'mot cau moi chi minh biet')).toMatchObject({ ok: true })
  })

  it('by a recovery code stands in for the app once, and never for the password', async () => {
    const id = await world.addOfficer('oanh', '26743', 'duty-officer', true)
    const link = await world.makeLink(id)
    const done = await world.enrol.withPassword(link, PASSWORD, codeOf(link))
    const [code = '', second = ''] = done.ok ? done.recoveryCodes : []
    expect(await world.withPassword('oanh', code, 'sai mat khau hoan toan')).toMatchObject({ ok: false })
    expect(await world.withPassword('oanh', code.toLowerCase().replaceAll('-', ' '))).toMatchObject({ ok: true })
    expect(await world.withPassword('oanh', code)).toMatchObject({ ok: false })
    const both = await Promise.all([0, 1].map(() => world.withPassword('oanh', second)))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await world.audit('login.accepted')).at(-1)).toMatchObject({ detail: { method: 'password-recovery' } })
    const kept = await world.query<{ code_mac: Buffer }>('select code_mac from recovery_codes where officer_id = $1', [
      id,
    ])
    expect(kept).toHaveLength(8)
    expect(kept.some(({ code_mac }) => code_mac.toString('latin1').includes(code))).toBe(false)
  })

  it('by another officer’s recovery code opens nothing', async () => {
    const one = await world.addOfficer('phong', '26743', 'duty-officer', true)
    await world.addOfficer('quang')
    const link = await world.makeLink(one)
    const done = await world.enrol.withPassword(link, PASSWORD, codeOf(link))
    const [code = ''] = done.ok ? done.recoveryCodes : []
    expect(await world.withPassword('quang', code)).toMatchObject({ ok: false })
    expect(await world.withPassword('phong', code)).toMatchObject({ ok: true })
  })
})
