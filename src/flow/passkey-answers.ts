import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'

/** Far beyond any authenticator's answer; what is longer is not read. */
const ANSWER_MAX = 20_000
const CHALLENGE_BYTES = 32

const base64url = z.base64url().max(ANSWER_MAX)
const common = { id: base64url, rawId: base64url, type: z.literal('public-key') }

// Extensions and attachment are hearsay of the browser: nothing rests on them, so they are left out.
const assertion = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
})
const registration = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string()).max(20).nullish(),
  }),
})
const clientData = z.object({ challenge: base64url })

/** What a browser sent as the answer to an assertion, or null. */
export function readAssertion(answer: string): AuthenticationResponseJSON | null {
  const { data } = assertion.safeParse(readJson(answer))
  if (!data) return null
  const { userHandle, ...response } = data.response
  return { ...data, clientExtensionResults: {}, response: userHandle ? { ...response, userHandle } : response }
}

/** What a browser sent as the answer to making a key, or null. */
export function readRegistration(answer: string): RegistrationResponseJSON | null {
  const { data } = registration.safeParse(readJson(answer))
  if (!data) return null
  const { transports, ...response } = data.response
  // The library's type names the transports known today; ours are sifted where they are kept.
  const known = (transports ?? []) as NonNullable<RegistrationResponseJSON['response']['transports']>
  return { ...data, clientExtensionResults: {}, response: { ...response, transports: known } }
}

/** The challenge that was signed, by which ours is found. */
export function readChallenge(clientDataJSON: string): Buffer | null {
  const { data } = clientData.safeParse(readJson(Buffer.from(clientDataJSON, 'base64url').toString('utf8')))
  const challenge = data ? Buffer.from(data.challenge, 'base64url') : null
  return challenge?.length === CHALLENGE_BYTES ? challenge : null
}

function readJson(text: string): unknown {
  if (text.length > ANSWER_MAX) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
