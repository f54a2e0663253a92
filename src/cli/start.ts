import { type Config, loadConfig } from '../config.ts'
import type { Command, Env } from './command.ts'
import { openDatabase, prepareDatabase } from './database.ts'
import { seedDemo } from './demo.ts'
import { type Child, keepRunning } from './keep-running.ts'
import { prepareVaultAccount } from './vault-account.ts'

export const start: Command = {
  usage: 'start                      database, web process and workers; Ctrl-C stops all of it',
  async run(_args, env) {
    const config = loadConfig(env)
    const log = (line: string): void => void process.stdout.write(`${line}\n`)
    const whenStopped = waitForSignal()
    const database = await openDatabase(config, log)
    const children: Child[] = []
    /** The vault: the worker ends what it is sending before it goes. */
    const stoppedLast: Child[] = []
    try {
      const applied = await prepareDatabase(config, database.ownerUrl)
      if (applied.length > 0) log(`Database: applied ${applied.join(', ')}`)
      const demo = config.isDemo ? await seedDemo(config, database.ownerUrl) : null
      const childEnv = environmentFor(env, config.home, config.keysFolder, database.ownerUrl)
      const startChild = async (name: string, file: string, ownEnv = childEnv): Promise<Child> => {
        const child = await keepRunning(name, new URL(file, import.meta.url), ownEnv, log)
        children.push(child)
        return child
      }
      const account = await prepareVaultAccount(config)
      // Side by side: each takes seconds to load, and whoever fails is told of when both have ended their attempt.
      // The web process never talks to the queue.
      const webStarts = startChild('web', '../server/main.js', { ...childEnv, REDIS_URL: undefined })
      const startVault = async (): Promise<void> => {
        // After it: messages are accepted without the vault, and what is to be sent waits the moment.
        await webStarts
        const file = new URL('../vault/main.js', import.meta.url)
        stoppedLast.push(await keepRunning('vault', file, vaultEnvironment(childEnv, config), log, account))
      }
      const [worker, web, vaultStarted] = await Promise.allSettled([
        startChild('worker', '../../workers/main.js'),
        webStarts,
        startVault(),
      ])
      if (worker.status === 'rejected') throw worker.reason
      if (web.status === 'rejected') throw web.reason
      if (vaultStarted.status === 'rejected') throw vaultStarted.reason
      await demo?.sendSamples()
      log(welcome(web.value.readyWith, demo?.logins ?? []))
      await whenStopped
      log('Stopping …')
      return 0
    } finally {
      await Promise.all(children.map((child) => child.stop()))
      await Promise.all(stoppedLast.map((child) => child.stop()))
      await database.stop()
    }
  },
}

/** Web and worker never see the owner's password: they sign in as their own roles. */
function environmentFor(env: Env, home: string, keys: string, ownerUrl: string): Record<string, string | undefined> {
  const address = new URL(ownerUrl)
  address.username = ''
  address.password = ''
  const { DATABASE_URL: _owner, DEBUG: _debug, ...rest } = env
  return { ...rest, TINBAO_HOME: home, TINBAO_KEYS: keys, DATABASE_ADDRESS: address.href }
}

/** The vault gets its own settings and no platform's token. It may run where our folder is not the current one. */
function vaultEnvironment(env: Record<string, string | undefined>, config: Config): Record<string, string | undefined> {
  const { PATH, TINBAO_HOME, DATABASE_ADDRESS, NODE_COMPILE_CACHE, VAULT_RESOLVES_PER_MINUTE } = env
  // What browsers call us: the vault proves that passkeys signed for this place.
  const { PUBLIC_URL, HOST, PORT } = env
  return {
    PATH,
    TINBAO_HOME,
    DATABASE_ADDRESS,
    NODE_COMPILE_CACHE,
    VAULT_RESOLVES_PER_MINUTE,
    PUBLIC_URL,
    HOST,
    PORT,
    TINBAO_VAULT_KEYS: config.vaultKeysFolder,
    VAULT_SOCKET: process.platform === 'win32' ? undefined : config.vaultSocket,
    VAULT_USER: config.vaultUser ?? undefined,
  }
}

/** `on`, not `once`: a second Ctrl-C must not kill the launcher before it has stopped its children. */
function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

function welcome(address: string, logins: readonly { login: string; password: string; unit: string }[]): string {
  const lines = [
    '',
    'Tin Báo is running.',
    `  Public form      ${address}/`,
    `  Chat             ${address}/chat`,
    `  Receipt          ${address}/bien-nhan`,
    `  Duty desk        ${address}/ban-truc`,
  ]
  if (logins.length > 0) {
    lines.push('', 'Demonstration logins (only this installation knows the password):')
    for (const { login, password, unit } of logins) lines.push(`  ${login.padEnd(12)} ${password}   ${unit}`)
    lines.push('  Signing in also takes a code, once each: npx tinbao demo-code benthanh')
  }
  return [...lines, '', 'Ctrl-C stops everything; the data stays.', ''].join('\n')
}
