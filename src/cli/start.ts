import { loadConfig } from '../config.ts'
import type { Command, Env } from './command.ts'
import { openDatabase, prepareDatabase } from './database.ts'
import { seedDemo } from './demo.ts'
import { type Child, keepRunning } from './keep-running.ts'

export const start: Command = {
  usage: 'start                      database, web process and workers; Ctrl-C stops all of it',
  async run(_args, env) {
    const config = loadConfig(env)
    const log = (line: string): void => void process.stdout.write(`${line}\n`)
    const whenStopped = waitForSignal()
    const database = await openDatabase(config, log)
    const children: Child[] = []
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
      // Side by side: each takes seconds to load, and whoever fails is told of when both have ended their attempt.
      const [worker, web] = await Promise.allSettled([
        startChild('worker', '../../workers/main.js'),
        // The web process never talks to the queue.
        startChild('web', '../server/main.js', { ...childEnv, REDIS_URL: undefined }),
      ])
      if (worker.status === 'rejected') throw worker.reason
      if (web.status === 'rejected') throw web.reason
      await demo?.sendSamples()
      log(welcome(web.value.readyWith, demo?.logins ?? []))
      await whenStopped
      log('Stopping …')
      return 0
    } finally {
      await Promise.all(children.map((child) => child.stop()))
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
  }
  return [...lines, '', 'Ctrl-C stops everything; the data stays.', ''].join('\n')
}
