import { randomBytes } from 'node:crypto'
import { asOwner } from '../../src/cli/owner-db.ts'
import { newId } from '../../src/domain/ids.ts'
import { makeAccount } from '../../src/flow/account.ts'
import { hashToken } from '../../src/flow/desk.ts'
import { makeEnrol, makeLink } from '../../src/flow/enrol.ts'
import { makeFresh } from '../../src/flow/fresh.ts'
import { makeLoginSecrets } from '../../src/flow/login-secrets.ts'
import { makeLook } from '../../src/flow/look.ts'
import { makeOfficers } from '../../src/flow/officers.ts'
import { codeAt } from '../../src/flow/one-time-codes.ts'
import { makePasskeys } from '../../src/flow/passkeys.ts'
import { hashPassword } from '../../src/flow/passwords.ts'
import { makeSignIn } from '../../src/flow/sign-in.ts'
import type { EnrolmentPurpose, OfficerRole } from '../../src/storage/officer-schema.ts'
import { addOfficer } from '../../src/storage/officers.ts'
import { giveTotp } from '../../src/storage/second-factors.ts'
import { makeContentSealer } from '../../src/vault/content.ts'
import { makeAuthenticator } from '../support/authenticator.ts'
import { TOTP_SECRET } from '../support/codes.ts'
import { fixedKeys } from '../support/keys.ts'
import { openWorld } from './world.ts'

export const SITE = { origin: 'https://tinbao.example', rpId: 'tinbao.example' }
export const PASSWORD = 'mat khau cua truc ban'
export const STEP_MS = 30_000
let hash: Promise<string> | undefined

/** The flows of signing in over a database of its own, with a clock that a test turns. */
export async function openSignInWorld() {
  const world = await openWorld()
  const clock = { now: new Date() }
  const now = () => clock.now
  const secrets = makeLoginSecrets(randomBytes(32))
  const db = world.as('login')
  const passkeys = makePasskeys({ db, site: () => SITE })
  const parts = { db, secrets, passkeys, now }
  const signIn = makeSignIn(parts)
  const visitor = randomBytes(32).toString('base64url')

  const self = {
    ...world,
    clock,
    secrets,
    passkeys,
    signIn,
    enrol: makeEnrol(parts),
    account: makeAccount(parts),
    fresh: makeFresh(parts),
    officers: makeOfficers({ db: world.as('desk') }),
    look: makeLook({ db: world.as('desk'), content: makeContentSealer(fixedKeys()), now }),
    visitor,
    /** An officer with password and TOTP, unless `isBare`. */
    async addOfficer(login: string, unit = '26743', role: OfficerRole = 'duty-officer', isBare = false) {
      const id = newId('ofc')
      hash ??= hashPassword(PASSWORD)
      const passwordHash = isBare ? null : await hash
      await asOwner(world.database.url, async (tx) => {
        await addOfficer(tx, { id, login, number: '113-900', unitCode: unit, role, passwordHash })
        if (!isBare) await giveTotp(tx, id, secrets.sealTotp(id, TOTP_SECRET))
      })
      return id
    },
    makeLink: (officerId: string, purpose: EnrolmentPurpose = 'new') =>
      asOwner(world.database.url, (tx) => makeLink(tx, { officerId, madeBy: null, purpose })),
    /** The code of now, or of some steps on. */
    code: (steps = 0) => codeAt(TOTP_SECRET, new Date(clock.now.getTime() + steps * STEP_MS)),
    tick(steps = 1) {
      clock.now = new Date(clock.now.getTime() + steps * STEP_MS)
    },
    async withPassword(login: string, code: string, password = PASSWORD, who = visitor) {
      return signIn.finish(await signIn.begin(login, password, who), code, who)
    },
    /** A session by password and code; the clock moves on, so that the next code is a new one. */
    async session(login: string): Promise<string> {
      self.tick()
      const result = await self.withPassword(login, self.code())
      if (!result.ok) throw new Error(`${login} was not let in`)
      return result.token
    },
    /** An officer's session, proved fresh for the purpose. */
    async freshSession(login: string, purpose: 'account' | 'officers' = 'account'): Promise<string> {
      const token = await self.session(login)
      self.tick()
      const proved = await self.fresh.provePassword(token, purpose, PASSWORD, self.code())
      if (!proved.ok) throw new Error(`${login} was not believed`)
      return token
    },
    /** An authenticator enrolled for an officer by a link. */
    async enrolPasskey(officerId: string) {
      const link = await self.makeLink(officerId)
      const begun = await self.enrol.beginPasskey(link)
      if (!begun.ok) throw new Error('no link')
      const device = makeAuthenticator(SITE)
      const done = await self.enrol.withPasskey(link, device.create(begun.options), 'khóa thử')
      if (!done.ok) throw new Error('not enrolled')
      return device
    },
    async isSignedIn(token: string): Promise<boolean> {
      return (await self.look.officer(token)).ok
    },
    holder: (cookie: string) => hashToken(cookie),
    audit: (action: string) =>
      world.query<{ officer_id: string | null; unit_code: string | null; object_id: string | null; detail: unknown }>(
        'select officer_id, unit_code, object_id, detail from audit where action = $1 order by id',
        [action],
      ),
  }
  return self
}

export type SignInWorld = Awaited<ReturnType<typeof openSignInWorld>>
