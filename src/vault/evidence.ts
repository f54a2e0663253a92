import { createHash } from 'node:crypto'
import { z } from 'zod'

/** Where passkeys of ours are given, as the settings say. */
export interface PasskeySite {
  origin: string
  rpId: string
}

const base64url = z.base64url().min(1).max(20_000)
/** As `flow/passkeys.ts` stores it. */
const evidence = z.strictObject({
  credentialId: base64url,
  officerId: z.string().max(100),
  random: base64url,
  clientDataJSON: base64url,
  authenticatorData: base64url,
  signature: base64url,
})

export interface KnownPasskey {
  id: string
  officerId: string
  publicKey: Buffer
  createdAt: Date
}

/** A key enrolled later than this before the request does not count: an administrator could have enrolled it for it. */
const SETTLED_MS = 24 * 60 * 60_000

// A fifth of a second to load, for what happens once in a while.
const webauthn = () => import('@simplewebauthn/server')

/**
 * Why this is no proof that `officerId` signed these words here with a passkey of their own, enrolled a day before
 * `askedAt` at the latest; null where it is one. Whatever is malformed is no proof.
 */
export async function findFault(
  given: unknown,
  wanted: {
    officerId: string
    words: string
    askedAt: Date
    site: PasskeySite
    findPasskey: (id: string) => Promise<KnownPasskey | null>
  },
): Promise<'evidence' | 'fresh-credential' | null> {
  const { data } = evidence.safeParse(given)
  if (!data || data.officerId !== wanted.officerId) return 'evidence'
  const passkey = await wanted.findPasskey(data.credentialId)
  if (!passkey || passkey.officerId !== wanted.officerId) return 'evidence'
  if (wanted.askedAt.getTime() - passkey.createdAt.getTime() <= SETTLED_MS) return 'fresh-credential'
  // As `challengeOf` of flow/passkeys.ts makes it.
  const challenge = createHash('sha256')
    .update(Buffer.from(data.random, 'base64url'))
    .update(wanted.words, 'utf8')
    .digest('base64url')
  const { clientDataJSON, authenticatorData, signature } = data
  const { verifyAuthenticationResponse } = await webauthn()
  const verified = await verifyAuthenticationResponse({
    response: {
      id: passkey.id,
      rawId: passkey.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON, authenticatorData, signature },
    },
    expectedChallenge: challenge,
    expectedOrigin: wanted.site.origin,
    expectedRPID: wanted.site.rpId,
    requireUserVerification: true,
    // Counters were judged when the assertion was taken; here it is read again.
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
  }).catch(() => null)
  return verified?.verified === true ? null : 'evidence'
}
