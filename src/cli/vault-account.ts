import { spawn } from 'node:child_process'
import { chmod, chown, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import { type Account, findAccount } from '../vault/account.ts'

/**
 * The account of VAULT_USER with all the vault needs given to it: its keys have been, here the folder of its socket is.
 * Null where the vault runs as we do.
 * @throws {AppError} `bad-config` for who may not start it as another account, or where that account cannot reach its files
 */
export async function prepareVaultAccount(config: Config): Promise<Account | null> {
  if (config.vaultUser === null) return null
  const account = await findAccount(config.vaultUser)
  const own = process.getuid?.()
  if (own !== 0) {
    throw new AppError(
      'bad-config',
      'VAULT_USER: only root can start the vault as another account. Start as root, or run web, worker and vault ' +
        'under a service manager, each as its own account',
    )
  }
  const folder = path.dirname(config.vaultSocket)
  await mkdir(folder, { recursive: true, mode: 0o750 })
  await chown(folder, account.uid, account.gid)
  await chmod(folder, 0o750)
  const needed = [folder, config.vaultKeysFolder, fileURLToPath(new URL('../vault/', import.meta.url))]
  for (const place of needed) {
    if (!(await reaches(account, place))) {
      throw new AppError(
        'bad-config',
        `VAULT_USER: account "${config.vaultUser}" may not enter ${place}; open the folders above it (chmod o+x), or ` +
          'choose others with TINBAO_VAULT_KEYS and VAULT_SOCKET',
      )
    }
  }
  return account
}

function reaches(account: Account, place: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', 'test -r "$0" && test -x "$0"', place], {
      ...account,
      stdio: 'ignore',
      cwd: path.parse(place).root,
    })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}
