import { randomBytes } from 'node:crypto'
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import {
  AES_WRAP,
  aesOpen,
  aesSeal,
  boundTo,
  cannotOpen,
  decodeEnvelope,
  encodeEnvelope,
  HPKE_WRAP,
  newDataKey,
} from './envelope.ts'

/** RFC 9180: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
const SUITE = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
/** Length of the encapsulated P-256 key, which stands before the HPKE ciphertext (RFC 9180, table 2). */
const ENC_BYTES = 65
const NONCE_BYTES = 12
/** How long intake keeps a wrapping key in memory: what it sealed before, it can no longer open. */
const INTAKE_KEY_LIFE_MS = 60_000

export interface VaultPublicKey {
  id: string
  /** SEC1 uncompressed point. */
  raw: Uint8Array
}

export interface VaultPrivateKey {
  id: string
  jwk: JsonWebKey
}

/** The vault's private keys by id: a new one seals, and each old one stays for what it sealed. */
export interface VaultPrivateKeys {
  get(id: string): VaultPrivateKey | undefined
}

export interface IdentitySealer {
  seal(record: string, value: unknown): Promise<Buffer>
}

interface IntakeKey {
  id: string
  vaultKeyId: string
  key: Uint8Array
  sealedToVault: Uint8Array
  madeAtMs: number
}

/**
 * Seals identities to the vault's public key. HPKE costs milliseconds and a burst brings thousands, so this process
 * makes a key of its own, seals that to the vault, wraps data keys under it, and forgets it within a minute. The
 * sealed intake key travels in every envelope as its first wrap: nothing else has to be kept to open it. Where the
 * public key is asked for, a rotation is followed without a restart.
 */
export function makeIdentitySealer(
  vaultKey: VaultPublicKey | (() => VaultPublicKey),
  nowMs: () => number = Date.now,
): IdentitySealer {
  let current: Promise<IntakeKey> | undefined
  let madeAtMs = Number.NEGATIVE_INFINITY
  let madeFor = ''
  const intakeKey = (): Promise<IntakeKey> => {
    const newest = typeof vaultKey === 'function' ? vaultKey() : vaultKey
    if (!current || nowMs() - madeAtMs > INTAKE_KEY_LIFE_MS || madeFor !== newest.id) {
      madeAtMs = nowMs()
      madeFor = newest.id
      const made = makeIntakeKey(newest, madeAtMs)
      current = made
      const forget = (): void => {
        if (current === made) current = undefined
      }
      made.catch(forget)
      // Also when nobody writes: a key that lies idle would open the last minute's senders for hours.
      setTimeout(forget, INTAKE_KEY_LIFE_MS).unref()
    }
    return current
  }
  return {
    async seal(record, value) {
      const wrapping = await intakeKey()
      const { id, key } = newDataKey()
      const wrapped = aesSeal(wrapping.key, key, boundTo('identity', id, record, wrapping.id))
      const sealed = aesSeal(key, Buffer.from(JSON.stringify(value), 'utf8'), boundTo('identity', id, record))
      return encodeEnvelope({
        purpose: 'identity',
        dataKeyId: id,
        wraps: [
          { algorithm: HPKE_WRAP, keyId: wrapping.vaultKeyId, bytes: wrapping.sealedToVault },
          { algorithm: AES_WRAP, keyId: wrapping.id, bytes: wrapped },
        ],
        nonce: sealed.subarray(0, NONCE_BYTES),
        ciphertext: sealed.subarray(NONCE_BYTES),
      })
    },
  }
}

export interface IdentityOpener {
  /** Opens what {@link makeIdentitySealer} sealed. @throws {AppError} `cannot-open`, the same for every cause. */
  open(record: string, sealed: Uint8Array): Promise<unknown>
}

/** Intake keys kept open: in a burst every sender of the last minutes is answered, and HPKE costs milliseconds. */
const INTAKE_KEYS_MAX = 32

/** Holds the private keys, so that a few intake keys beside them, which they open anyway, give nothing more away. */
export function makeIdentityOpener(privateKeys: VaultPrivateKeys): IdentityOpener {
  const opened = new Map<string, Promise<Uint8Array>>()
  const intakeKeyOf: IntakeKeyOf = (privateKey, id, bytes) => {
    // By its sealed form: an id alone would take anybody's word for which key it names.
    const sealed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
    const name = `${privateKey.id}:${id}:${sealed}`
    const known = opened.get(name)
    if (known) return known
    const key = openIntakeKey(privateKey, id, bytes)
    opened.set(name, key)
    key.catch(() => opened.delete(name))
    for (const oldest of opened.keys()) {
      if (opened.size <= INTAKE_KEYS_MAX) break
      opened.delete(oldest)
    }
    return key
  }
  return { open: (record, sealed) => openIdentity(privateKeys, record, sealed, intakeKeyOf) }
}

type IntakeKeyOf = (privateKey: VaultPrivateKey, id: string, bytes: Uint8Array) => Promise<Uint8Array>

async function openIdentity(
  privateKeys: VaultPrivateKeys,
  record: string,
  sealed: Uint8Array,
  intakeKeyOf: IntakeKeyOf,
): Promise<unknown> {
  const envelope = decodeEnvelope(sealed, 'identity')
  const [toVault, toData, more] = envelope.wraps
  if (toVault?.algorithm !== HPKE_WRAP || toData?.algorithm !== AES_WRAP || more) throw cannotOpen()
  const privateKey = privateKeys.get(toVault.keyId)
  if (!privateKey) throw cannotOpen()
  const intakeKey = await intakeKeyOf(privateKey, toData.keyId, toVault.bytes)
  const key = aesOpen(intakeKey, toData.bytes, boundTo('identity', envelope.dataKeyId, record, toData.keyId))
  const body = Buffer.concat([envelope.nonce, envelope.ciphertext])
  return JSON.parse(aesOpen(key, body, boundTo('identity', envelope.dataKeyId, record)).toString('utf8'))
}

/** A new pair for the vault. The private half never leaves the vault's own file. */
export async function makeVaultKeys(id: string): Promise<{ publicKey: VaultPublicKey; privateKey: VaultPrivateKey }> {
  const pair = await SUITE.kem.generateKeyPair()
  return {
    publicKey: { id, raw: new Uint8Array(await SUITE.kem.serializePublicKey(pair.publicKey)) },
    privateKey: { id, jwk: await crypto.subtle.exportKey('jwk', pair.privateKey) },
  }
}

async function makeIntakeKey(vaultKey: VaultPublicKey, madeAtMs: number): Promise<IntakeKey> {
  const id = randomBytes(8).toString('hex')
  const key = randomBytes(32)
  const recipientPublicKey = await SUITE.kem.deserializePublicKey(toArrayBuffer(vaultKey.raw))
  const { ct, enc } = await SUITE.seal({ recipientPublicKey, info: infoOf(vaultKey.id, id) }, toArrayBuffer(key))
  const sealedToVault = Buffer.concat([new Uint8Array(enc), new Uint8Array(ct)])
  return { id, vaultKeyId: vaultKey.id, key, madeAtMs, sealedToVault }
}

async function openIntakeKey(privateKey: VaultPrivateKey, intakeKeyId: string, bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const recipientKey = await SUITE.kem.importKey('jwk', privateKey.jwk, false)
    const enc = toArrayBuffer(bytes.subarray(0, ENC_BYTES))
    const info = infoOf(privateKey.id, intakeKeyId)
    return new Uint8Array(await SUITE.open({ recipientKey, enc, info }, toArrayBuffer(bytes.subarray(ENC_BYTES))))
  } catch {
    throw cannotOpen()
  }
}

function infoOf(vaultKeyId: string, intakeKeyId: string): ArrayBuffer {
  return toArrayBuffer(Buffer.from(`tinbao intake key\0${vaultKeyId}\0${intakeKeyId}`, 'utf8'))
}

/** A copy of exactly these bytes: Node's small Buffers share one pool. */
function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
