import { describe, expect, it } from 'vitest'
import { codeAt } from '../../src/flow/one-time-codes.ts'
import { makeAuthenticator } from '../support/authenticator.ts'
import { openSignInWorld, PASSWORD, SITE } from './sign-in-world.ts'

const world = await openSignInWorld()
const NOT_FRESH = { ok: false, reason: 'not-fresh' }
const NEW_PASSWORD = 'mot cau moi chi minh biet'

async function addPasskey(token: string) {
  const begun = await world.account.beginPasskey(token)
  if (!begun.ok) throw new Error('signed out')
  const device = makeAuthenticator(SITE)
  const outcome = await world.account.addPasskey(token, device.create(begun.options), 'khóa USB')
  return { device, outcome }
}

describe('a fresh proof', () => {
  it('holds for one session and one purpose, for five minutes', async () => {
    await world.addOfficer('an')
    const token = await world.freshSession('an', 'account')
    const other = await world.session('an')
    expect(await world.fresh.isFresh(token, 'account')).toBe(true)
    for (const purpose of ['officers', 'export', 'unseal'] as const) {
      expect(await world.fresh.isFresh(token, purpose), purpose).toBe(false)
    }
    expect(await world.fresh.isFresh(other, 'account')).toBe(false)
    await world.query(`update sessions set fresh_at = now() - interval '5 minutes 1 second' where fresh_at is not null`)
    expect(await world.fresh.isFresh(token, 'account')).toBe(false)
  })

  it('takes password and code once, and refuses a used or wrong one', async () => {
    await world.addOfficer('binh')
    const token = await world.session('binh')
    const prove = (code: string, password = PASSWORD) => world.fresh.provePassword(token, 'account', password, code)
    expect(await prove(world.code())).toMatchObject({ reason: 'refused' })
    world.tick()
    expect(await prove(world.code(), 'sai mat khau hoan toan')).toMatchObject({ reason: 'refused' })
    expect(await prove(world.code())).toEqual({ ok: true })
    expect((await world.audit('fresh.refused')).length).toBe(2)
  })

  it('of an officer with a passkey is that passkey, and for unsealing nothing else will do', async () => {
    const id = await world.addOfficer('chi')
    const device = await world.enrolPasskey(id)
    const stranger = await world.enrolPasskey(await world.addOfficer('stranger'))
    const signedIn = await world.signIn.finishPasskey(
      world.visitor,
      device.get(await world.signIn.beginPasskey(world.visitor)),
    )
    const token = signedIn.ok ? signedIn.token : ''
    expect(await world.fresh.way(token, 'account')).toEqual({ ok: true, way: 'passkey' })
    expect(await world.fresh.provePassword(token, 'account', PASSWORD, world.code())).toMatchObject({ ok: false })
    const ask = async () => {
      const begun = await world.fresh.begin(token)
      if (!begun.ok) throw new Error('signed out')
      return begun.options
    }
    expect(await world.fresh.provePasskey(token, 'unseal', stranger.get(await ask()))).toMatchObject({ ok: false })
    const answer = device.get(await ask())
    expect(await world.fresh.provePasskey(token, 'unseal', answer)).toEqual({ ok: true })
    expect(await world.fresh.isFresh(token, 'unseal')).toBe(true)
    expect(await world.fresh.provePasskey(token, 'unseal', answer)).toMatchObject({ ok: false })

    await world.addOfficer('dung')
    const weak = await world.session('dung')
    world.tick()
    expect(await world.fresh.way(weak, 'unseal')).toEqual({ ok: true, way: null })
    expect(await world.fresh.provePassword(weak, 'unseal', PASSWORD, world.code())).toMatchObject({ ok: false })
    await world.query(`update sessions set fresh_at = now(), fresh_for = 'unseal', fresh_with = 'password-totp'
      where officer_id = (select id from officers where login = 'dung')`)
    expect(await world.fresh.isFresh(weak, 'unseal')).toBe(false)
  })
})

describe('the own account', () => {
  it('changes nothing without a fresh proof', async () => {
    await world.addOfficer('em')
    const token = await world.session('em')
    expect((await addPasskey(token)).outcome).toEqual(NOT_FRESH)
    expect(await world.account.changePassword(token, NEW_PASSWORD)).toEqual(NOT_FRESH)
    expect(await world.account.saveTotp(token, null, world.code())).toEqual(NOT_FRESH)
    expect(await world.account.removePassword(token)).toEqual(NOT_FRESH)
    expect(await world.account.renewRecoveryCodes(token)).toEqual(NOT_FRESH)
    expect(await world.account.view('unknown')).toEqual({ ok: false, reason: 'signed-out' })
  })

  it('gains, renames and loses passkeys, but never the last way in', async () => {
    await world.addOfficer('giang')
    const token = await world.freshSession('giang')
    const { device, outcome } = await addPasskey(token)
    expect(outcome).toEqual({ ok: true })
    expect(await world.account.renamePasskey(token, device.id, 'khóa ở nhà')).toEqual({ ok: true })
    expect(await world.account.removePassword(token)).toEqual({ ok: true })
    const found = await world.account.view(token)
    expect(found.ok && found.view).toMatchObject({ password: null, passkeys: [{ name: 'khóa ở nhà' }] })
    expect(await world.account.removePasskey(token, device.id)).toEqual({ ok: false, reason: 'last-way' })
    const second = await addPasskey(token)
    expect(second.outcome).toEqual({ ok: true })
    expect(await world.account.removePasskey(token, device.id)).toEqual({ ok: true })
    expect(await world.account.removePasskey(token, device.id)).toEqual({ ok: false, reason: 'unknown' })
    expect(await world.withPassword('giang', world.code(1))).toMatchObject({ ok: false })
    for (const action of ['passkey.added', 'passkey.renamed', 'passkey.removed', 'password.removed']) {
      expect((await world.audit(action)).length, action).toBeGreaterThan(0)
    }
  })

  it('loses one of two passkeys when both are removed at the same moment', async () => {
    const id = await world.addOfficer('ha', '26743', 'duty-officer', true)
    const first = await world.enrolPasskey(id)
    const signedIn = await world.signIn.finishPasskey(
      world.visitor,
      first.get(await world.signIn.beginPasskey(world.visitor)),
    )
    const token = signedIn.ok ? signedIn.token : ''
    const begun = await world.fresh.begin(token)
    await world.fresh.provePasskey(token, 'account', begun.ok ? first.get(begun.options) : '')
    const second = await addPasskey(token)
    const ids = [first.id, second.device.id]
    const outcomes = await Promise.all(ids.map((one) => world.account.removePasskey(token, one)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await world.query('select 1 from passkeys where officer_id = $1', [id])).toHaveLength(1)
  })

  it('touches no passkey of another officer', async () => {
    const other = await world.enrolPasskey(await world.addOfficer('khanh', '26743', 'duty-officer', true))
    await world.addOfficer('lam')
    const token = await world.freshSession('lam')
    expect(await world.account.removePasskey(token, other.id)).toEqual({ ok: false, reason: 'unknown' })
    expect(await world.account.renamePasskey(token, other.id, 'của tôi')).toEqual({ ok: false, reason: 'unknown' })
  })

  it('ends other sessions with a new password, and keeps this one', async () => {
    await world.addOfficer('tran.m')
    const other = await world.session('tran.m')
    const token = await world.freshSession('tran.m')
    expect(await world.account.changePassword(token, 'ngắn')).toEqual({ ok: false, reason: 'too-short' })
    expect(await world.account.changePassword(token, NEW_PASSWORD)).toEqual({ ok: true })
    expect(await world.isSignedIn(other)).toBe(false)
    expect(await world.isSignedIn(token)).toBe(true)
    world.tick()
    expect(await world.withPassword('tran.m', world.code())).toMatchObject({ ok: false })
    expect(await world.withPassword('tran.m', world.code(), NEW_PASSWORD)).toMatchObject({ ok: true })
  })

  it('takes a new TOTP only with a code of it, and with it new recovery codes', async () => {
    await world.addOfficer('nam')
    const token = await world.freshSession('nam')
    const offered = await world.account.offerTotp(token)
    if (!offered.ok) throw new Error('signed out')
    const secret = readSecret(offered.uri)
    expect(await world.account.saveTotp(token, null, world.code(1))).toEqual({ ok: false, reason: 'wrong-code' })
    const saved = await world.account.saveTotp(token, null, codeAt(secret, world.clock.now))
    expect(saved.ok && saved.recoveryCodes).toHaveLength(8)
    world.tick()
    expect(await world.withPassword('nam', world.code())).toMatchObject({ ok: false })
    expect(await world.withPassword('nam', codeAt(secret, world.clock.now))).toMatchObject({ ok: true })
    // The next offer is another secret.
    const next = await world.account.offerTotp(token)
    expect(next.ok && readSecret(next.uri).equals(secret)).toBe(false)
  })

  it('shows its sessions and ends the others', async () => {
    await world.addOfficer('oanh')
    const other = await world.session('oanh')
    const token = await world.session('oanh')
    const found = await world.account.view(token)
    expect(found.ok && found.view.sessions.map(({ isCurrent }) => isCurrent)).toEqual([true, false])
    expect(await world.account.endOtherSessions(token)).toEqual({ ok: true })
    expect(await world.isSignedIn(other)).toBe(false)
    expect(await world.isSignedIn(token)).toBe(true)
  })
})

function readSecret(uri: string): Buffer {
  const letters = new URL(uri).searchParams.get('secret') ?? ''
  const bits = [...letters].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
