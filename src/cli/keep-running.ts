import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { AppError } from '../domain/errors.ts'

export interface Child {
  /** What the process said when it was ready. */
  readyWith: string
  /** Asks it to stop, and ends it if it has not within ten seconds. */
  stop(): Promise<void>
}

const RESTART_WAIT_MS = 500
const STOP_TIMEOUT_MS = 10_000
/** The web process says with this code that its port is taken. */
const PORT_TAKEN = 98

/**
 * Starts one of our processes and starts it again whenever it dies, until stopped. Resolves when it is ready. `account`:
 * whom it runs as, if not as we do.
 * @throws {AppError} if it cannot start the first time
 */
export async function keepRunning(
  name: string,
  file: URL,
  env: Record<string, string | undefined>,
  log: (line: string) => void,
  account: { uid: number; gid: number } | null = null,
): Promise<Child> {
  let isStopping = false
  let current: ChildProcess | null = null
  let timer: NodeJS.Timeout | undefined
  let hasStarted = false

  const startOnce = (): Promise<string> =>
    new Promise((resolve, reject) => {
      // A group of its own: Ctrl-C reaches only the launcher, which stops its children in order.
      const child = fork(file, {
        env: cleanEnv(env),
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        detached: true,
        // Our own folder may be closed to the account.
        ...(account ? { ...account, cwd: path.parse(process.cwd()).root } : {}),
      })
      current = child
      child.on('message', (message) => {
        hasStarted = true
        resolve(readyOf(message))
      })
      child.once('error', reject)
      child.once('exit', (code) => {
        reject(faultOf(name, code))
        if (isStopping || !hasStarted) return
        log(`${name} stopped (${code ?? 'killed'}); starting it again`)
        timer = setTimeout(() => void startOnce().catch(() => {}), RESTART_WAIT_MS)
      })
    })

  let readyWith: string
  try {
    readyWith = await startOnce()
  } catch (error) {
    isStopping = true
    clearTimeout(timer)
    throw error
  }
  return {
    readyWith,
    async stop() {
      isStopping = true
      clearTimeout(timer)
      const child: ChildProcess | null = current
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      await new Promise<void>((resolve) => {
        const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
        child.once('exit', () => {
          clearTimeout(force)
          resolve()
        })
        child.kill('SIGTERM')
      })
    },
  }
}

function readyOf(message: unknown): string {
  return typeof message === 'object' && message !== null && 'ready' in message ? String(message.ready) : ''
}

function faultOf(name: string, code: number | null): AppError {
  if (code === PORT_TAKEN) return new AppError('port-in-use', 'the web process found its port taken by another program')
  return new AppError('bad-config', `${name} could not start; its own words stand above`)
}

/** A variable that is undefined would reach the child as the word "undefined". */
function cleanEnv(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
}
