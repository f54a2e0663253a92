import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { challengeOf } from '../../src/flow/passkeys.ts'
import { type Forgery, makeAuthenticator } from '../support/authenticator.ts'
import { openSignInWorld, PASSWORD, SITE } from './sign-in-world.ts'

const world = await openSignInWorld()
const REFUSED = { ok: false, reason: 'refused' }

describe('password and code', () => {
  it('open a session together, and the session is the officer’s', async () => {
    const id = await world.addOfficer('an')
    const token = await world.session('an')
    expect(await world.look.officer(token)).toMatchObject({ ok: true, officer: { id, unitCode: '26743' } })
    expect(await world.audit('login.accepted')).toContainEqual({
      officer_id: id,
      unit_code: '26743',
      object_id: null,
      detail: { method: 'password-totp' },
    })
  })

  it('say the same of a wrong password, an unknown login, a wrong code and a disabled account, and record each', async () => {
    const id = await world.addOfficer('binh')
    const gone = await world.addOfficer('gone')
    await world.query('update officers set disabled_at = now() where id = $1', [gone])
    world.tick()
    const before = (await world.audit('login.refused')).length
    expect(await world.withPassword('binh', world.code(), 'sai mat khau hoan toan')).toEqual(REFUSED)
    expect(await world.withPassword('khong-co', world.code())).toEqual(REFUSED)
    expect(await world.withPassword('binh', '000000')).toEqual(REFUSED)
    expect(await world.withPassword('binh', '')).toEqual(REFUSED)
    expect(await world.withPassword('gone', world.code())).toEqual(REFUSED)
    const rows = (await world.audit('login.refused')).slice(before)
    expect(rows.map(({ officer_id }) => officer_id)).toEqual([id, null, id, id, gone])
    // A wrong password used up nothing.
    expect(await world.withPassword('binh', world.code())).toMatchObject({ ok: true })
  })

  it('a code opens once, and none before it opens again, be they six at the same moment', async () => {
    await world.addOfficer('chi')
    world.tick(2)
    const steps: string[] = []
    while (steps.length < 6) steps.push(await world.signIn.begin('chi', PASSWORD, world.visitor))
    const tries = await Promise.all(steps.map((step) => world.signIn.finish(step, world.code(), world.visitor)))
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await world.withPassword('chi', world.code())).toEqual(REFUSED)
    expect(await world.withPassword('chi', world.code(-1))).toEqual(REFUSED)
    expect(await world.withPassword('chi', world.code(1))).toMatchObject({ ok: true })
    expect(await world.withPassword('chi', world.code(2))).toEqual(REFUSED)
  })

  it('of which the password alone opens nothing, nor a first step that another browser began or that is too old', async () => {
    const id = await world.addOfficer('dung')
    await world.query('delete from totps where officer_id = $1', [id])
    world.tick()
    expect(await world.withPassword('dung', world.code())).toEqual(REFUSED)
    await world.addOfficer('em')
    const step = await world.signIn.begin('em', PASSWORD, world.visitor)
    expect(await world.signIn.finish(step, world.code(), 'another')).toEqual(REFUSED)
    world.tick(11)
    expect(await world.signIn.finish(step, world.code(), world.visitor)).toEqual(REFUSED)
  })

  it('the secret of a code opens in its own row alone', async () => {
    const one = await world.addOfficer('giang')
    const other = await world.addOfficer('ha')
    const ours = world.secrets.sealTotp(one, randomBytes(20))
    expect(() => world.secrets.openTotp(other, ours)).toThrow('cannot-open')
    const [row] = await world.query<{ secret: Buffer }>('select secret from totps where officer_id = $1', [one])
    expect(row?.secret.toString('latin1')).not.toContain('twenty bytes of test')
  })
})

describe('a passkey', () => {
  const enrolled = async (login: string) => {
    const id = await world.addOfficer(login, '26743', 'duty-officer', true)
    return { id, device: await world.enrolPasskey(id) }
  }
  const tryWith = async (device: ReturnType<typeof makeAuthenticator>, forgery: Forgery = {}, who = world.visitor) =>
    world.signIn.finishPasskey(who, device.get(await world.signIn.beginPasskey(who), forgery))

  it('signs in whoever holds it, without a login typed', async () => {
    const { id, device } = await enrolled('kim')
    const result = await tryWith(device)
    expect(result).toMatchObject({ ok: true, login: 'kim' })
    expect(result.ok && (await world.look.officer(result.token))).toMatchObject({ officer: { id } })
  })

  it('is asked for with user verification and without a list of keys, which would tell who has one', async () => {
    const options = await world.signIn.beginPasskey(world.visitor)
    expect(options).toMatchObject({ rpId: SITE.rpId, userVerification: 'required' })
    expect(options.allowCredentials).toBeUndefined()
  })

  it.each<[string, Forgery]>([
    ['made for another site', { origin: 'https://evil.example' }],
    ['made for a page of our host on another port', { origin: `${SITE.origin}:8443` }],
    ['made for another relying party', { rpId: 'evil.example' }],
    ['without user verification', { isUserVerified: false }],
    ['signed by another key', { isSignedByAnother: true }],
    ['over a challenge of its own', { challenge: randomBytes(32).toString('base64url') }],
    ['that names another officer', { userHandle: Buffer.from('ofc_other').toString('base64url') }],
  ])('%s is refused and recorded', async (what, forgery) => {
    const { id, device } = await enrolled(`k-${randomBytes(4).toString('hex')}`)
    expect(await tryWith(device, forgery), what).toEqual(REFUSED)
    expect((await world.audit('login.refused')).at(-1)).toMatchObject({ officer_id: id, detail: { reason: 'passkey' } })
    expect(await tryWith(device)).toMatchObject({ ok: true })
  })

  it('answers a challenge once, in the browser that asked, and for what it was asked', async () => {
    const { id, device } = await enrolled('lan')
    const options = await world.signIn.beginPasskey(world.visitor)
    const answer = device.get(options)
    expect(await world.signIn.finishPasskey('another', answer)).toEqual(REFUSED)
    expect(await world.signIn.finishPasskey(world.visitor, answer)).toMatchObject({ ok: true })
    expect(await world.signIn.finishPasskey(world.visitor, answer)).toEqual(REFUSED)
    const stepUp = await world.passkeys.beginStepUp(id, world.holder(world.visitor))
    expect(await world.signIn.finishPasskey(world.visitor, device.get(stepUp))).toEqual(REFUSED)
    const late = await world.signIn.beginPasskey(world.visitor)
    await world.query(`update challenges set expires_at = now() - interval '1 second'`)
    expect(await world.signIn.finishPasskey(world.visitor, device.get(late))).toEqual(REFUSED)
  })

  it('whose counter falls back, or stands still, is a copy: refused, recorded, and of two at once one passes', async () => {
    const { id, device } = await enrolled('minh')
    expect(await tryWith(device, { counter: 9 })).toMatchObject({ ok: true })
    for (const counter of [9, 3, 0]) expect(await tryWith(device, { counter })).toEqual(REFUSED)
    expect((await world.audit('login.refused')).at(-1)).toMatchObject({
      officer_id: id,
      detail: { reason: 'copied-passkey' },
    })
    const visitors = ['one', 'two', 'three']
    const tries = await Promise.all(visitors.map((who) => tryWith(device, { counter: 20 }, who)))
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('that never counts is taken as often as it comes', async () => {
    const id = await world.addOfficer('nga', '26743', 'duty-officer', true)
    const link = await world.makeLink(id)
    const begun = await world.enrol.beginPasskey(link)
    const device = makeAuthenticator(SITE)
    const made = begun.ok ? device.create(begun.options, { counter: 0 }) : ''
    expect(await world.enrol.withPasskey(link, made, '')).toMatchObject({ ok: true })
    for (let i = 0; i < 3; i++) expect(await tryWith(device, { counter: 0 })).toMatchObject({ ok: true })
  })

  it('of a disabled officer opens nothing', async () => {
    const { id, device } = await enrolled('oanh')
    await world.query('update officers set disabled_at = now() where id = $1', [id])
    expect(await tryWith(device)).toEqual(REFUSED)
  })

  it('is answered by garbage with a refusal, never a fault', async () => {
    for (const answer of ['', '{}', 'null', '[]', '{"id":"a"}', 'x'.repeat(50_000), '{"id":"YQ","rawId":"YQ"}']) {
      expect(await world.signIn.finishPasskey(world.visitor, answer)).toEqual(REFUSED)
    }
  })
})

describe('an assertion for one act', () => {
  it('proves the very words it was given for, by this officer in this session, once', async () => {
    const id = await world.addOfficer('phuc', '26743', 'custodian', true)
    const other = await world.addOfficer('quy', '26743', 'custodian', true)
    const device = await world.enrolPasskey(id)
    const stranger = await world.enrolPasskey(other)
    const session = world.holder('session')
    const words = 'unseal|req_1|approve'
    const ask = () => world.passkeys.beginAssertion(id, session, words)

    expect((await ask()).allowCredentials?.map((key) => key.id)).toEqual([device.id])
    const elsewhere = device.get(await ask())
    expect(await world.passkeys.finishAssertion(id, session, 'unseal|req_2|approve', elsewhere)).toEqual(REFUSED)
    const otherSession = device.get(await ask())
    expect(await world.passkeys.finishAssertion(id, world.holder('x'), words, otherSession)).toEqual(REFUSED)
    expect(await world.passkeys.finishAssertion(id, session, words, stranger.get(await ask()))).toEqual(REFUSED)
    expect(await world.passkeys.finishAssertion(other, session, words, device.get(await ask()))).toEqual(REFUSED)

    const answer = device.get(await ask())
    const done = await world.passkeys.finishAssertion(id, session, words, answer)
    if (!done.ok) throw new Error('refused')
    const signed = JSON.parse(Buffer.from(done.evidence.clientDataJSON, 'base64url').toString())
    const challenge = challengeOf(Buffer.from(done.evidence.random, 'base64url'), words).toString('base64url')
    expect(signed.challenge).toBe(challenge)
    expect(done.evidence).toMatchObject({ officerId: id, credentialId: device.id })
    expect(await world.passkeys.finishAssertion(id, session, words, answer)).toEqual(REFUSED)
  })
})
