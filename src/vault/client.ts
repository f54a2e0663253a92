import { buildConnector, Pool } from 'undici'
import { z } from 'zod'
import { Retryable } from '../domain/errors.ts'
import { UNSEAL_REFUSALS } from '../domain/unsealing.ts'
import { findAccount } from './account.ts'
import { type CallerPurpose, readCallerToken } from './callers.ts'
import { cannotOpen } from './envelope.ts'
import { isTrusted } from './socket.ts'
import type { Unsealing } from './unseal.ts'
import type { Vault } from './vault.ts'

export interface VaultClient extends Vault {
  close(): Promise<void>
}

/** The vault as the desk knows it. */
export interface UnsealClient extends Unsealing {
  close(): Promise<void>
}

/** A question takes a millisecond; the vault itself gives its database two seconds. */
const ANSWER_TIMEOUT_MS = 3_000
const CONNECT_TIMEOUT_MS = 1_000
/** More senders than any platform's pace lets speak at a time. */
const CONNECTIONS = 16

const sendAnswer = z.strictObject({ chatId: z.string().nullable() })
const unsealAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    channel: z.string(),
    identities: z.array(
      z.strictObject({
        chatId: z.string(),
        displayName: z.string().nullable(),
        contactName: z.string().nullable(),
        contactPhone: z.string().nullable(),
      }),
    ),
    closedCount: z.number(),
  }),
  z.strictObject({ ok: z.literal(false), reason: z.enum(UNSEAL_REFUSALS) }),
])
const busyAnswer = z.strictObject({ waitMs: z.number().positive() })

export interface VaultCaller {
  /** Asks with the token of this caller's purpose. @throws {Retryable} `vault-away` when no answer came */
  ask(route: string, question: object): Promise<{ status: number; body: unknown }>
  close(): Promise<void>
}

/** What it takes of the settings. */
export interface CallerSettings {
  vaultSocket: string
  vaultUser: string | null
  keysFolder: string
}

/**
 * The vault as a process knows it that asks for one purpose: a socket and a token. Needs no vault to begin with; `log`
 * hears when it does not answer and when it does again.
 * @throws {AppError} `unknown-key`, `bad-config`
 */
export async function openVaultCaller(
  settings: CallerSettings,
  purpose: CallerPurpose,
  log: (line: string) => void,
): Promise<VaultCaller> {
  const { vaultSocket } = settings
  const token = await readCallerToken(settings.keysFolder, purpose)
  const vaultUid = settings.vaultUser === null ? null : (await findAccount(settings.vaultUser)).uid
  const connectSocket = buildConnector({ socketPath: vaultSocket, timeout: CONNECT_TIMEOUT_MS })
  const pool = new Pool('http://vault', {
    connections: CONNECTIONS,
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
    connect(options, callback) {
      // Whoever owns the folder could name any chat as the sender.
      if (isTrusted(vaultSocket, vaultUid)) return connectSocket(options, callback)
      callback(new Error('the socket lies in the folder of another account'), null)
    },
  })
  let isAway = false
  const tellOnce = (isAwayNow: boolean): void => {
    if (isAwayNow !== isAway) log(isAwayNow ? 'vault: does not answer; what needs it waits' : 'vault: answers again')
    isAway = isAwayNow
  }
  return {
    async ask(route, question) {
      try {
        const { statusCode, body } = await pool.request({
          path: route,
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(question),
          signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        })
        const text = await body.text()
        tellOnce(statusCode >= 500)
        return { status: statusCode, body: text === '' ? null : JSON.parse(text) }
      } catch (cause) {
        tellOnce(true)
        throw new Retryable('vault-away', { isEndless: true, cause })
      }
    },
    close: () => pool.destroy(),
  }
}

/**
 * The vault as the worker knows it. `resolveForSend` throws {@link Retryable}: `vault-away` while it does not answer,
 * `vault-busy` above its ceiling, `vault-refused` where the token is not the one it knows; none of these is given up.
 * @throws {AppError} `unknown-key`, `bad-config`
 */
export async function openVaultClient(settings: CallerSettings, log: (line: string) => void): Promise<VaultClient> {
  const caller = await openVaultCaller(settings, 'send', log)
  return {
    async resolveForSend(deliveryId) {
      const { status, body } = await caller.ask('/send', { deliveryId })
      switch (status) {
        case 200:
          return sendAnswer.parse(body).chatId
        case 422:
          throw cannotOpen()
        case 429:
          throw new Retryable('vault-busy', { isEndless: true, retryAfterMs: busyAnswer.parse(body).waitMs })
        case 401:
          throw new Retryable('vault-refused', { isEndless: true })
        default:
          throw new Retryable('vault-away', { isEndless: true })
      }
    },
    close: () => caller.close(),
  }
}

/**
 * The vault as the desk knows it. `unseal` throws {@link Retryable} `vault-away` when no answer came; whether the grant
 * was spent, the next try tells.
 * @throws {AppError} `unknown-key`, `bad-config`
 */
export async function openUnsealClient(settings: CallerSettings, log: (line: string) => void): Promise<UnsealClient> {
  const caller = await openVaultCaller(settings, 'unseal', log)
  return {
    async unseal(question) {
      const { status, body } = await caller.ask('/unseal', question)
      if (status !== 200) throw new Retryable(status === 401 ? 'vault-refused' : 'vault-away')
      return unsealAnswer.parse(body)
    },
    close: () => caller.close(),
  }
}
