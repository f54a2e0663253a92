import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { openPool } from '../storage/db.ts'
import { urlForRole } from '../storage/roles.ts'
import { refuseOtherAccount } from './account.ts'
import { makeVaultApp } from './app.ts'
import { readCallers } from './callers.ts'
import type { PasskeySite } from './evidence.ts'
import { makeForgetSender } from './forget.ts'
import { readVaultPassword } from './keys.ts'
import { listenOnSocket } from './socket.ts'
import { makeUnsealing } from './unseal.ts'
import { makeVault } from './vault.ts'
import { readVaultPrivateKeys } from './vault-keys.ts'

/** What it takes of the settings. */
export interface VaultSettings {
  vaultKeysFolder: string
  vaultSocket: string
  vaultUser: string | null
  vaultResolvesPerMinute: number
  /** Where officers reach the web process: passkeys sign for that place. */
  web: { host: string; port: number; publicUrl: string | null }
}

export interface VaultServer {
  close(): Promise<void>
}

/** One for each sender that may wait at a time is not needed: a question takes a millisecond. */
const POOL_SIZE = 8
/** Whoever asks gives up after three seconds (`client.ts`). */
const STATEMENT_TIMEOUT_MS = 2_000

/**
 * Everything the vault process does: it alone reads the private identity keys, and answers on its socket. `log` gets ids
 * and words, never what it opened.
 * @throws {AppError} `unknown-key`, `bad-config`, `port-in-use` while another one answers there
 */
export async function startVault(
  settings: VaultSettings,
  parts: { databaseAddress: string; log: (line: string) => void },
): Promise<VaultServer> {
  await refuseOtherAccount(settings.vaultUser)
  const folder = settings.vaultKeysFolder
  const password = await readVaultPassword(folder)
  const privateKeys = await readVaultPrivateKeys(folder)
  const isCaller = await readCallers(folder)
  const pool = openPool(urlForRole(parts.databaseAddress, 'vault', password), {
    size: POOL_SIZE,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    name: 'vault',
  })
  const app = makeVaultApp({
    vault: makeVault({ db: pool.db, privateKeys }),
    unsealing: makeUnsealing({ db: pool.db, privateKeys, site: siteOf(settings.web) }),
    forgetSender: makeForgetSender(pool.db),
    isCaller,
    resolvesPerMinute: settings.vaultResolvesPerMinute,
    log: parts.log,
  })
  // Made without TLS or HTTP/2, so it is Node's plain server.
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  try {
    await listenOnSocket(server, settings.vaultSocket, settings.vaultUser !== null)
  } catch (error) {
    await pool.close()
    throw error
  }
  return {
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      })
      await pool.close()
    },
  }
}

/** As the web process makes it; null for a port that only the system knows, and then no passkey can be proved. */
function siteOf({ host, port, publicUrl }: VaultSettings['web']): PasskeySite | null {
  if (publicUrl === null && port === 0) return null
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host
  const { origin, hostname } = new URL(publicUrl ?? `http://${name}:${port}`)
  return { origin, rpId: hostname }
}
