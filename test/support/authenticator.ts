import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { CreationOptions, RequestOptions } from '../../src/flow/passkeys.ts'

/** What may be wrong with an answer. */
export interface Forgery {
  origin?: string
  rpId?: string
  challenge?: string
  isUserVerified?: boolean
  counter?: number
  userHandle?: string
  /** Signed by another key than the one enrolled. */
  isSignedByAnother?: boolean
}

/** An authenticator in software, after WebAuthn level 3: ES256, no attestation, answers as a browser sends them. */
export interface Authenticator {
  id: string
  create(options: CreationOptions, forgery?: Forgery): string
  get(options: RequestOptions, forgery?: Forgery): string
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const ATTESTED = 0x40

export function makeAuthenticator(site: { origin: string; rpId: string }): Authenticator {
  const { privateKey, publicKey } = makeKey()
  const credentialId = randomBytes(16)
  let counter = 0
  let userHandle = ''

  const clientData = (type: string, challenge: string, forgery: Forgery): Buffer =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: forgery.challenge ?? challenge,
        origin: forgery.origin ?? site.origin,
        crossOrigin: false,
      }),
    )
  const authenticatorData = (forgery: Forgery, extraFlags: number, rest: Buffer): Buffer => {
    counter = forgery.counter ?? counter + 1
    const flags = USER_PRESENT | (forgery.isUserVerified === false ? 0 : USER_VERIFIED) | extraFlags
    const head = Buffer.alloc(5)
    head.writeUInt8(flags, 0)
    head.writeUInt32BE(counter, 1)
    return Buffer.concat([hash(Buffer.from(forgery.rpId ?? site.rpId)), head, rest])
  }

  return {
    id: credentialId.toString('base64url'),
    create(options, forgery = {}) {
      userHandle = options.user.id
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credentialId.length)
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, coseOf(publicKey)])
      const data = authenticatorData(forgery, ATTESTED, attested)
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        cborText('fmt'),
        cborText('none'),
        cborText('attStmt'),
        Buffer.from([0xa0]),
        cborText('authData'),
        cborBytes(data),
      ])
      return answer({
        clientDataJSON: clientData('webauthn.create', options.challenge, forgery).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      })
    },
    get(options, forgery = {}) {
      const client = clientData('webauthn.get', options.challenge, forgery)
      const data = authenticatorData(forgery, 0, Buffer.alloc(0))
      const key = forgery.isSignedByAnother ? makeKey().privateKey : privateKey
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', Buffer.concat([data, hash(client)]), key).toString('base64url'),
        userHandle: forgery.userHandle ?? userHandle,
      })
    },
  }

  function answer(response: Record<string, unknown>): string {
    const id = credentialId.toString('base64url')
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response })
  }
}

function makeKey(): { privateKey: KeyObject; publicKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

/** COSE_Key (RFC 9053): kty EC2, alg ES256, crv P-256, x, y. */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    cborBytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    cborBytes(Buffer.from(y, 'base64url')),
  ])
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])
}

function cborBytes(bytes: Buffer): Buffer {
  const head = bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 0xff]
  return Buffer.concat([Buffer.from(head), bytes])
}

function hash(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
