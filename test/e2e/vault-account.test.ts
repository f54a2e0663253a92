import { spawn, spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { findAccount, refuseIfVaultIsOpen } from '../../src/vault/account.ts'
import { ensureKeys } from '../../src/vault/keys.ts'
import { until } from '../support/line.ts'
import { attach, openChat, platformEnv, startPlatforms } from '../support/platform-line.ts'
import { startProcess } from '../support/worker-process.ts'

const VAULT_USER = 'nobody'
const ROOT = path.resolve(import.meta.dirname, '../..')

// Not typed: it is plain JavaScript, for it runs before anything is installed.
const { ensureBuilt } = await import(new URL('../../src/cli/build.mjs', import.meta.url).href)
ensureBuilt()

const { telegram, zalo } = await startPlatforms()
const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-account-'))
afterAll(() => rm(home, { recursive: true, force: true }))
// A way through for the account: what lies in it has rights of its own.
await chmod(home, 0o755)

function startAll(env: Record<string, string>) {
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/src/cli/main.js'), 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      TINBAO_HOME: home,
      DEMO: 'false',
      LEARN_HOUR: 'off',
      REVIEW_SHARE: '0',
      PORT: '0',
      ...env,
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output += bytes.toString()
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  afterAll(stop, 60_000)
  return { child, output: () => output, ended, stop }
}

/** Runs a program as this account; answers whether it went well. */
const mayRead = (file: string, account: { uid: number; gid: number }): boolean =>
  spawnSync('cat', [file], { ...account, stdio: 'ignore', cwd: '/' }).status === 0

function describeAsRoot(): void {
  it('runs as that account and as no other, and answers get out through it', { timeout: 120_000 }, async () => {
    const account = await findAccount(VAULT_USER)
    const line = startAll({ VAULT_USER, ...platformEnv(telegram, zalo) })
    await until(
      'the line to stand',
      async () => line.output().includes('Tin Báo is running.') || line.child.exitCode !== null,
      60_000,
    )
    expect(line.output()).toContain('Tin Báo is running.')
    const address = /Public form\s+(http\S+?)\/\n/.exec(line.output())?.[1] ?? ''
    attach(telegram, zalo, address)
    const chat = openChat('telegram', telegram, zalo)
    expect(await chat.say('cứu với nó cầm dao ở phường Bến Thành')).toBe(200)
    await chat.hear('Đã ghi nhận lúc')

    const config = loadConfig({ TINBAO_HOME: home })
    expect((await stat(config.vaultSocket)).uid).toBe(account.uid)
    const processes = await listProcesses(line.child.pid ?? 0)
    const uidOf = (part: string) => processes.filter(({ command }) => command.includes(part)).map(({ uid }) => uid)
    expect(uidOf('src/vault/main.js')).toEqual([account.uid])
    for (const part of ['workers/main.js', 'src/server/main.js']) expect(uidOf(part)).toEqual([0])
    await line.stop()
  })

  it('alone reads its key: the file is closed to every other account but root', async () => {
    const account = await findAccount(VAULT_USER)
    const config = loadConfig({ TINBAO_HOME: home })
    const file = path.join(config.vaultKeysFolder, 'vault-private.json')
    for (const [one, mode] of [
      [config.vaultKeysFolder, 0o700],
      [file, 0o600],
      [path.join(config.vaultKeysFolder, 'database-role.json'), 0o600],
    ] as const) {
      expect(await stat(one)).toMatchObject({ uid: account.uid, gid: account.gid })
      expect((await stat(one)).mode & 0o777).toBe(mode)
    }
    expect(mayRead(file, account)).toBe(true)
    expect(mayRead(file, { uid: 12_345, gid: 12_345 })).toBe(false)
    // And the vault reads no key of the others.
    for (const name of ['content-keys.json', 'peppers.json', 'database-roles.json', 'vault-callers.json']) {
      expect(mayRead(path.join(config.keysFolder, name), account), name).toBe(false)
    }
    expect(await readFile(path.join(config.keysFolder, 'database-roles.json'), 'utf8')).not.toContain('"vault"')
    expect(await readdir(config.keysFolder)).not.toContain('vault-private.json')
  })

  it('does not start as another account, and nothing else starts as that one', { timeout: 60_000 }, async () => {
    const at = { home, databaseUrl: 'postgres://127.0.0.1:9/x' }
    await expect(startProcess('src/vault/main.ts', at, { VAULT_USER })).rejects.toThrow(
      'the vault runs as another account',
    )
    const account = await findAccount(VAULT_USER)
    for (const file of ['dist/workers/main.js', 'dist/src/server/main.js']) {
      await expect(startProcess(file, at, { VAULT_USER }, account)).rejects.toThrow('give web and worker another')
    }
  })

  it('is not believed in a folder that others may read: web and worker do not start', { timeout: 60_000 }, async () => {
    const keysFolder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-open-'))
    afterAll(() => rm(keysFolder, { recursive: true, force: true }))
    const account = await findAccount(VAULT_USER)
    const vaultKeysFolder = path.join(keysFolder, 'vault')
    const places = { vaultUser: VAULT_USER, keysFolder, vaultKeysFolder }
    await ensureKeys(keysFolder)
    await expect(refuseIfVaultIsOpen(places)).rejects.toThrow('may read the folder of its keys')
    await ensureKeys(keysFolder, { vaultOwner: account })
    await refuseIfVaultIsOpen(places)
    const file = path.join(vaultKeysFolder, 'vault-private.json')
    await chmod(file, 0o644)
    await expect(refuseIfVaultIsOpen(places)).rejects.toThrow('may read the folder of its keys')
    // Not root: what counts is whether this very process can read it.
    await chmod(keysFolder, 0o755)
    await chmod(vaultKeysFolder, 0o755)
    const at = { home, databaseUrl: 'postgres://127.0.0.1:9/x' }
    const other = { uid: 12_345, gid: 12_345 }
    for (const main of ['dist/workers/main.js', 'dist/src/server/main.js']) {
      await expect(startProcess(main, at, { VAULT_USER, TINBAO_KEYS: keysFolder }, other)).rejects.toThrow(
        "can read the vault's private key",
      )
    }
  })
}

function describeWithoutRoot(): void {
  it('the launcher starts no vault as another account, and says what to do', { timeout: 60_000 }, async () => {
    const line = startAll({ VAULT_USER })
    expect(await line.ended).toBe(1)
    expect(line.output()).toContain('only root can start the vault as another account')
  })
}

// Only root can give a process another account; everybody else is told so. Nothing is skipped either way.
describe('with an account of its own the vault', process.getuid?.() === 0 ? describeAsRoot : describeWithoutRoot)

it('an account that this machine does not know is named in the refusal', async () => {
  await expect(findAccount('khong-co-ai')).rejects.toThrow('no account "khong-co-ai"')
  await expect(findAccount('root')).rejects.toThrow('no account of its own')
})

/** Processes begun by this one, at whatever remove: what they run and as whom. Linux. */
async function listProcesses(parent: number): Promise<{ command: string; uid: number }[]> {
  const children = (await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8')).trim().split(' ').filter(Boolean)
  const found = await Promise.all(
    children.map(async (pid) => {
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
      const uid = Number(/^Uid:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1])
      return [{ command, uid }, ...(await listProcesses(Number(pid)))]
    }),
  )
  return found.flat()
}
