import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** One of our processes, started again whenever it ends, as the launcher does. */
export interface Program {
  /** SIGKILL for it and all it started; waits for one to kill if it is just being started again. Resolves when it is gone. */
  kill9(): Promise<void>
  /** Ends it for good, asking first. */
  stop(): Promise<void>
}

/** As in `src/cli/keep-running.ts`. */
const RESTART_WAIT_MS = 500
const STOP_TIMEOUT_MS = 20_000

/**
 * Starts a program; resolves when it says that it is ready. `onEndedItself` hears of every end that was not ours.
 * @throws {Error} if it ends before it was ever ready; its words are in the log
 */
export async function keepProgram(options: {
  file: string
  env: Record<string, string>
  logFile: string
  onEndedItself: () => void
}): Promise<Program> {
  const log = await open(options.logFile, 'a')
  let isStopping = false
  let isKilled = false
  let child = launch()
  const ready = once(child, 'message')
  const running = run()
  await Promise.race([
    ready,
    once(child, 'exit').then(() => Promise.reject(new Error(`a program could not start: see ${options.logFile}`))),
  ])

  function launch(): ChildProcess {
    isKilled = false
    return spawn(process.execPath, [options.file], {
      stdio: ['ignore', log.fd, log.fd, 'ipc'],
      env: options.env,
      // A group of its own, so that what it started dies with it.
      detached: true,
    })
  }

  async function run(): Promise<void> {
    for (;;) {
      await once(child, 'exit')
      if (isStopping) return
      if (!isKilled) options.onEndedItself()
      await pause(RESTART_WAIT_MS)
      if (isStopping) return
      child = launch()
    }
  }

  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  const killGroup = (): void => {
    if (child.pid !== undefined && isAlive()) process.kill(-child.pid, 'SIGKILL')
  }

  return {
    async kill9() {
      while (!isAlive()) await pause(20)
      const gone = once(child, 'exit')
      isKilled = true
      killGroup()
      await gone
    },
    async stop() {
      isStopping = true
      const force = setTimeout(killGroup, STOP_TIMEOUT_MS)
      if (isAlive()) child.kill('SIGTERM')
      await running
      clearTimeout(force)
      await log.close()
    },
  }
}
