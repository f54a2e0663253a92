import { createHash, randomBytes } from 'node:crypto'
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { keepChallenge, takeChallenge } from '../storage/challenges.ts'
import type { Db, Tx } from '../storage/db.ts'
import type { ChallengePurpose } from '../storage/officer-schema.ts'
import { addPasskey, advanceCounter, findPasskey, listPasskeys, type Passkey } from '../storage/passkeys.ts'
import { readAssertion, readChallenge, readRegistration } from './passkey-answers.ts'

/** Where we are for authenticators. `origin` is compared exactly; `rpId` is its host, for good: other keys are others'. */
export interface Site {
  origin: string
  rpId: string
}

/** What an authenticator signed, base64url, for whoever must verify it again: see {@link challengeOf}. */
export interface Evidence {
  credentialId: string
  officerId: string
  /** Of the challenge. */
  random: string
  clientDataJSON: string
  authenticatorData: string
  signature: string
}

/** An assertion that is right but for its counter, which {@link Passkeys.spend} judges. */
export interface Asserted {
  passkey: Passkey & { unitCode: string }
  counter: number
  isBackedUp: boolean
  evidence: Evidence
}

/** `passkey` names whose it was, where the credential is known, for the record of the refusal. */
export type Refused = { ok: false; reason: 'refused'; passkey: (Passkey & { unitCode: string }) | null }

export type RequestOptions = PublicKeyCredentialRequestOptionsJSON
export type CreationOptions = PublicKeyCredentialCreationOptionsJSON

export interface Passkeys {
  /** Asks for any passkey of ours: whose it is, the answer says. */
  beginSignIn(holder: Buffer): Promise<RequestOptions>
  /** Asks for one of an officer's passkeys, for their session. */
  beginStepUp(officerId: string, holder: Buffer): Promise<RequestOptions>
  /** Takes the challenge, right or wrong, and verifies: ours, of this holder and officer, user verified, origin exact. */
  check(
    asked: { purpose: ChallengePurpose; holder: Buffer; boundTo?: string },
    answer: string,
  ): Promise<{ ok: true; asserted: Asserted } | Refused>
  /** In the transaction of what the assertion is for. False: the key was copied, and nothing may come of it. */
  spend(tx: Tx, asserted: Asserted): Promise<boolean>
  /** Asks for a new passkey: discoverable, with user verification, none that the officer has. */
  beginEnrolment(
    officer: { id: string; login: string },
    purpose: 'enrol' | 'add',
    holder: Buffer,
  ): Promise<CreationOptions>
  /** Takes the challenge and verifies what was made. */
  checkEnrolment(
    officerId: string,
    purpose: 'enrol' | 'add',
    holder: Buffer,
    answer: string,
  ): Promise<{ ok: true; made: MadePasskey } | { ok: false; reason: 'refused' }>
  /** Keeps what was made. False if it is somebody's already. */
  add(tx: Tx, officerId: string, made: MadePasskey, name: string, linkMadeBy: string | null): Promise<boolean>
  /** Asks for one of an officer's passkeys, for one act alone: what is signed hangs on the words `boundTo`. */
  beginAssertion(officerId: string, sessionHash: Buffer, boundTo: string): Promise<RequestOptions>
  /** Verifies that this officer signed these very words just now, and uses the assertion up in a commit of its own. */
  finishAssertion(
    officerId: string,
    sessionHash: Buffer,
    boundTo: string,
    answer: string,
  ): Promise<{ ok: true; evidence: Evidence } | { ok: false; reason: 'refused' | 'copied' }>
}

export interface MadePasskey {
  id: string
  publicKey: Buffer
  counter: number
  transports: string[]
  isBackedUp: boolean
}

const RANDOM_BYTES = 32
/** As long as a challenge is kept (migration 0011). */
const TIMEOUT_MS = 5 * 60_000
/** EdDSA, ES256, RS256: what authenticators in use offer (COSE registry). */
const ALGORITHMS = [-8, -7, -257]
export const PASSKEY_NAME_MAX = 60

/** SHA-256 of the random bytes and of what they are given for: whoever has both can see what was signed. */
export function challengeOf(random: Uint8Array, boundTo: string): Buffer {
  return createHash('sha256').update(random).update(boundTo, 'utf8').digest()
}

// Half of what the web process would load at its start, and a fifth of the time; most days somebody else asks first.
const webauthn = () => import('@simplewebauthn/server')

/** `site` is asked each time: the port may be known only once we listen. */
export function makePasskeys(parts: { db: Db; site: () => Site }): Passkeys {
  const { db, site } = parts

  const keep = async (
    purpose: ChallengePurpose,
    holder: Buffer,
    officerId: string | null,
    boundTo?: string,
  ): Promise<Uint8Array<ArrayBuffer>> => {
    const random = randomBytes(RANDOM_BYTES)
    const challenge = boundTo === undefined ? random : challengeOf(random, boundTo)
    const kept = boundTo === undefined ? null : random
    await keepChallenge(db, { challenge, purpose, holder, officerId, random: kept })
    return new Uint8Array(challenge)
  }

  const ask = async (challenge: Uint8Array<ArrayBuffer>, officerId: string | null): Promise<RequestOptions> => {
    const { generateAuthenticationOptions } = await webauthn()
    const own = officerId === null ? [] : await listPasskeys(db, officerId)
    const allowCredentials = own.map(({ id, transports }) => ({ id, transports: readTransports(transports) }))
    return generateAuthenticationOptions({
      rpID: site().rpId,
      challenge,
      timeout: TIMEOUT_MS,
      userVerification: 'required',
      ...(officerId === null ? {} : { allowCredentials }),
    })
  }

  const passkeys: Passkeys = {
    beginSignIn: async (holder) => ask(await keep('sign-in', holder, null), null),
    beginStepUp: async (officerId, holder) => ask(await keep('step-up', holder, officerId), officerId),

    async check({ purpose, holder, boundTo }, answer) {
      const response = readAssertion(answer)
      const challenge = response && readChallenge(response.response.clientDataJSON)
      const taken = challenge ? await takeChallenge(db, { challenge, purpose, holder }) : null
      const passkey = response ? await findPasskey(db, response.id) : null
      const refused: Refused = { ok: false, reason: 'refused', passkey }
      if (!response || !challenge || !taken || !passkey || passkey.isDisabled) return refused
      if (taken.officerId !== null && taken.officerId !== passkey.officerId) return refused
      if (boundTo !== undefined && !(taken.random && challengeOf(taken.random, boundTo).equals(challenge)))
        return refused
      const { userHandle } = response.response
      if (userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString() !== passkey.officerId)
        return refused
      const { verifyAuthenticationResponse } = await webauthn()
      const verified = await verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge.toString('base64url'),
        expectedOrigin: site().origin,
        expectedRPID: site().rpId,
        requireUserVerification: true,
        // The counter is judged after the signature, where it is changed: see `spend`.
        credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
      }).catch(() => null)
      if (!verified?.verified) return refused
      const { newCounter, credentialBackedUp } = verified.authenticationInfo
      const { clientDataJSON, authenticatorData, signature } = response.response
      return {
        ok: true,
        asserted: {
          passkey,
          counter: newCounter,
          isBackedUp: credentialBackedUp,
          evidence: {
            credentialId: passkey.id,
            officerId: passkey.officerId,
            random: (taken.random ?? challenge).toString('base64url'),
            clientDataJSON,
            authenticatorData,
            signature,
          },
        },
      }
    },

    spend: (tx, { passkey, counter, isBackedUp }) => advanceCounter(tx, passkey.id, counter, isBackedUp),

    async beginEnrolment(officer, purpose, holder) {
      const { generateRegistrationOptions } = await webauthn()
      const own = await listPasskeys(db, officer.id)
      return generateRegistrationOptions({
        rpName: 'Tin Báo',
        rpID: site().rpId,
        userID: new TextEncoder().encode(officer.id),
        userName: officer.login,
        userDisplayName: officer.login,
        challenge: await keep(purpose, holder, officer.id),
        timeout: TIMEOUT_MS,
        attestationType: 'none',
        // Whoever recovers may hold the same key in their hands as before.
        excludeCredentials: purpose === 'enrol' ? [] : own.map(({ id }) => ({ id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        supportedAlgorithmIDs: ALGORITHMS,
      })
    },

    async checkEnrolment(officerId, purpose, holder, answer) {
      const response = readRegistration(answer)
      const challenge = response && readChallenge(response.response.clientDataJSON)
      const taken = challenge ? await takeChallenge(db, { challenge, purpose, holder }) : null
      if (!response || !challenge || taken?.officerId !== officerId) return { ok: false, reason: 'refused' }
      const made = await verifyMade(response, challenge, site())
      return made ? { ok: true, made } : { ok: false, reason: 'refused' }
    },

    add: (tx, officerId, made, name, linkMadeBy) =>
      addPasskey(tx, { ...made, officerId, linkMadeBy, name: nameOf(name) }),

    beginAssertion: async (officerId, sessionHash, boundTo) =>
      ask(await keep('act', sessionHash, officerId, boundTo), officerId),

    async finishAssertion(officerId, sessionHash, boundTo, answer) {
      const checked = await passkeys.check({ purpose: 'act', holder: sessionHash, boundTo }, answer)
      if (!checked.ok || checked.asserted.passkey.officerId !== officerId) return { ok: false, reason: 'refused' }
      const isSpent = await db.transaction().execute((tx) => passkeys.spend(tx, checked.asserted))
      return isSpent ? { ok: true, evidence: checked.asserted.evidence } : { ok: false, reason: 'copied' }
    },
  }
  return passkeys
}

async function verifyMade(
  response: RegistrationResponseJSON,
  challenge: Buffer,
  { origin, rpId }: Site,
): Promise<MadePasskey | null> {
  const { verifyRegistrationResponse } = await webauthn()
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null)
  if (!verified?.verified) return null
  const { credential, credentialBackedUp } = verified.registrationInfo
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: readTransports(response.response.transports ?? []),
    isBackedUp: credentialBackedUp,
  }
}

const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const

/** Those of the standard; a browser may say anything. */
function readTransports(given: readonly string[]): (typeof TRANSPORTS)[number][] {
  return TRANSPORTS.filter((transport) => given.includes(transport))
}

function nameOf(typed: string): string {
  const name = typed.replace(/\p{C}/gu, '').trim().slice(0, PASSKEY_NAME_MAX)
  return name === '' ? 'Khóa chưa đặt tên' : name
}
