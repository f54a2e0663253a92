import { access, constants, lstat } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'undici'
import type { Config } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import { findAccount, refuseIfVaultIsOpen } from '../vault/account.ts'
import { isTrusted } from '../vault/socket.ts'
import { PRIVATE_FILE } from '../vault/vault-keys.ts'

export interface VaultFinding {
  state: 'ok' | 'warning' | 'broken'
  detail: string
  mend?: string
}

const ANSWER_TIMEOUT_MS = 2_000

/** True where the vault's keys are another account's and we may not look: as it should be. */
export async function isVaultClosed(config: Config): Promise<boolean> {
  const file = path.join(config.vaultKeysFolder, PRIVATE_FILE)
  return access(file, constants.R_OK).then(
    () => false,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EACCES',
  )
}

/** Looks at the account of the vault, at who may read its keys and reach its socket, and whether it answers. */
export async function checkVault(config: Config): Promise<VaultFinding> {
  try {
    const vaultUid = config.vaultUser === null ? null : (await findAccount(config.vaultUser)).uid
    await refuseIfVaultIsOpen(config)
    const tooOpen = await findTooOpen(config)
    if (tooOpen) return { state: 'broken', detail: `others may read ${tooOpen}`, mend: `chmod 700 ${tooOpen}` }
    if (!(await answers(config.vaultSocket))) {
      return {
        state: 'warning',
        detail: 'does not run',
        mend: '"npm start" runs it; without it messages are accepted and nothing is sent.',
      }
    }
    if (!isTrusted(config.vaultSocket, vaultUid)) {
      return {
        state: 'broken',
        detail: 'the folder of its socket is not ours nor its own',
        mend: 'Give it to the account of the vault, chmod 750, and set VAULT_USER for web and worker too.',
      }
    }
    return { state: 'ok', detail: `answers${config.vaultUser ? `, runs as ${config.vaultUser}` : ''}` }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { state: 'broken', detail: error.message, mend: 'Correct VAULT_USER or the folders named.' }
  }
}

async function findTooOpen(config: Config): Promise<string | null> {
  if (process.platform === 'win32') return null
  const found = await lstat(config.vaultKeysFolder).catch(() => null)
  return found && (found.mode & 0o077) !== 0 ? config.vaultKeysFolder : null
}

async function answers(socketPath: string): Promise<boolean> {
  const client = new Client('http://vault', { socketPath })
  try {
    const { statusCode, body } = await client.request({
      path: '/healthz',
      method: 'GET',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    })
    await body.dump()
    return statusCode === 200
  } catch {
    return false
  } finally {
    await client.destroy()
  }
}
