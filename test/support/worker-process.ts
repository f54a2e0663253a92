import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll } from 'vitest'

export interface WorkerProcess {
  /** SIGKILL; resolves when the process is gone. */
  kill9(): Promise<void>
  /** What it wrote, both streams. */
  output(): string
}

/** Whose worker it is: where the keys lie and the database is, as its owner knows it. */
export interface WorkerHome {
  home: string
  databaseUrl: string
}

/** All that this file has started; a test may start them too, and none may outlive the file, however it ends. */
const children = new Set<ChildProcess>()
let isOver = false
const killAll = (): void => {
  isOver = true
  for (const child of children) child.kill('SIGKILL')
}
process.once('exit', killAll)
afterAll(async () => {
  killAll()
  await Promise.all([...children].map(end))
  process.off('exit', killAll)
})

/** Between two starts of a worker that ended, as under the launcher. */
const RESTART_PAUSE_MS = 300

/**
 * The worker as `npm start` runs it: a process of its own, on this run's Node, with this line's keys and database.
 * Resolves when it is ready. @throws {Error} if it ends before that, with what it wrote.
 */
export function startWorkerProcess(at: WorkerHome, env: Record<string, string>): Promise<WorkerProcess> {
  return startProcess('workers/main.ts', at, env)
}

/** The vault, likewise. */
export function startVaultProcess(at: WorkerHome, env: Record<string, string>): Promise<WorkerProcess> {
  return startProcess('src/vault/main.ts', at, env)
}

/** Any of our processes, as another account if asked; only root may ask. */
export async function startProcess(
  file: string,
  at: WorkerHome,
  env: Record<string, string>,
  account: { uid: number; gid: number } | null = null,
): Promise<WorkerProcess> {
  const { child, output } = launch(file, at, env, account)
  const kill9 = () => end(child)
  await Promise.race([
    once(child, 'message'),
    once(child, 'close').then(([code]) => Promise.reject(new Error(`${file} ended with ${code}: ${output()}`))),
  ])
  return { kill9, output }
}

/** The same under a launcher: whenever it ends, for whatever reason, it is started again, until the file ends. */
export function keepWorkerRunning(at: WorkerHome, env: Record<string, string>): { output(): string; starts(): number } {
  const outputs: (() => string)[] = []
  const run = async (): Promise<void> => {
    while (!isOver) {
      const { child, output } = launch('workers/main.ts', at, env, null)
      outputs.push(output)
      await once(child, 'exit')
      if (!isOver) await pause(RESTART_PAUSE_MS)
    }
  }
  void run()
  return { output: () => outputs.map((read) => read()).join('\n'), starts: () => outputs.length }
}

function launch(
  file: string,
  at: WorkerHome,
  env: Record<string, string>,
  account: { uid: number; gid: number } | null,
): { child: ChildProcess; output(): string } {
  const address = new URL(at.databaseUrl)
  address.username = ''
  address.password = ''
  const child = spawn(process.execPath, [file], {
    ...account,
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...env,
      TINBAO_HOME: at.home,
      DATABASE_ADDRESS: address.href,
      DEMO: 'false',
      LEARN_HOUR: 'off',
      REVIEW_SHARE: '0',
    },
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  let written = ''
  const hear = (bytes: Buffer): void => {
    written += bytes.toString()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  return { child, output: () => written }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
