import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const NAMES = ['redis-server', 'valkey-server'] as const
const INSTALL_TIMEOUT_MS = 180_000

/**
 * The Redis or Valkey server of this machine. Where there is none and we are root on a Debian, Debian's package is
 * installed, and the service that comes with it is stopped and switched off.
 * @throws {Error} whose message says what to install.
 */
export async function findRedisProgram(): Promise<string> {
  const found = await findProgram(NAMES)
  if (found) return found
  const mayInstall = process.getuid?.() === 0 && (await findProgram(['apt-get'])) !== null
  if (mayInstall) await install()
  const installed = mayInstall ? await findProgram(NAMES) : null
  if (installed) return installed
  throw new Error(
    'These tests need redis-server or valkey-server on the PATH and there is none: install it ' +
      '("apt-get install redis-server" as root, "brew install redis"), then run them again.',
  )
}

async function findProgram(names: readonly string[]): Promise<string | null> {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin']
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name)
      if (folder !== '' && (await isProgram(file))) return file
    }
  }
  return null
}

async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** Says nothing when it fails: the caller looks for the program, and explains. */
async function install(): Promise<void> {
  const options = {
    timeout: INSTALL_TIMEOUT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 10_000_000,
  }
  const attempt = async (program: string, ...args: string[]): Promise<void> =>
    void (await run(program, args, options).catch(() => null))
  await attempt('apt-get', 'update')
  await attempt('apt-get', 'install', '-y', '--no-install-recommends', 'redis-server')
  await attempt('service', 'redis-server', 'stop')
  await attempt('update-rc.d', 'redis-server', 'disable')
}
