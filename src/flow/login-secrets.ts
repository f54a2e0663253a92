import { createHmac, hkdfSync } from 'node:crypto'
import { aesOpen, aesSeal } from '../vault/envelope.ts'

/** What signing in keeps from the database: all of it hangs on the key of login.json. */
export interface LoginSecrets {
  /** Sealed to its officer: moved to another's row it does not open. */
  sealTotp(officerId: string, secret: Uint8Array): Buffer
  /** @throws {AppError} `cannot-open` */
  openTotp(officerId: string, sealed: Uint8Array): Uint8Array
  macRecoveryCode(officerId: string, code: string): Buffer
  /** A TOTP secret offered to the holder of a link or session; the same until `former` changes, and kept nowhere. */
  offerTotp(holder: Uint8Array, former: string): Uint8Array
  /** Seals what the second step of a sign-in must know of the first, for the browser to carry; always of one length. */
  sealStep(holder: Uint8Array, step: unknown): string
  /** Null for anything but what was sealed for this browser. */
  openStep(holder: Uint8Array, sealed: string): unknown
}

/** RFC 4226, R6: 160 bits. */
const TOTP_BYTES = 20
/** More than any step needs: a right and a wrong password look alike in length too. */
const STEP_CHARS = 200

/** `key` is the 32 bytes of login.json; each use has a key of its own derived from it (RFC 5869). */
export function makeLoginSecrets(key: Uint8Array): LoginSecrets {
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `tinbao login v1 ${use}`, 32))
  const totp = derive('totp')
  const recovery = derive('recovery')
  const offer = derive('offer')
  const step = derive('step')
  const boundToOfficer = (officerId: string) => Buffer.from(`totps:${officerId}:secret`, 'utf8')
  const boundToHolder = (holder: Uint8Array) => Buffer.concat([Buffer.from('sign-in step:'), holder])
  return {
    sealTotp: (officerId, secret) => aesSeal(totp, secret, boundToOfficer(officerId)),
    openTotp: (officerId, sealed) => new Uint8Array(aesOpen(totp, sealed, boundToOfficer(officerId))),
    macRecoveryCode: (officerId, code) => createHmac('sha256', recovery).update(`${officerId}\0${code}`).digest(),
    offerTotp: (holder, former) =>
      new Uint8Array(createHmac('sha256', offer).update(holder).update(former).digest().subarray(0, TOTP_BYTES)),
    sealStep: (holder, value) =>
      aesSeal(step, Buffer.from(JSON.stringify(value).padEnd(STEP_CHARS), 'utf8'), boundToHolder(holder)).toString(
        'base64url',
      ),
    openStep(holder, sealed) {
      try {
        const plain = aesOpen(step, Buffer.from(sealed, 'base64url'), boundToHolder(holder))
        return JSON.parse(plain.toString('utf8'))
      } catch {
        return null
      }
    },
  }
}
