import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A process of the run: the generator, web, worker, a bare limit. */
export interface Process {
  pid: number
  /** What it said when it was ready: an address, or nothing. */
  readyWith: string
  /** Sends an order and gives the answer; one at a time. @throws {Error} if it ends before it answers */
  ask(order: object): Promise<unknown>
  /** SIGTERM, and SIGKILL ten seconds later. A second call does nothing. */
  stop(): Promise<void>
}

const STOP_TIMEOUT_MS = 10_000
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/**
 * Starts one of our processes and waits until it says that it is ready. What it writes goes to our standard error.
 * @throws {Error} if it ends before that
 */
export async function startProcess(
  file: URL,
  env: Readonly<Record<string, string>> = {},
  nodeArgs: readonly string[] = [],
): Promise<Process> {
  const child = fork(file, {
    env: { PATH: process.env.PATH ?? '', ...env },
    execArgv: [...nodeArgs],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const answer = async (): Promise<unknown> => {
    const gone = new AbortController()
    const ended = once(child, 'exit', { signal: gone.signal }).then(() => {
      throw new Error(`${file.pathname} ended early`)
    })
    const [message] = await Promise.race([once(child, 'message', { signal: gone.signal }), ended])
    gone.abort()
    ended.catch(() => {})
    return message
  }
  const ready = await answer()
  return {
    pid: child.pid ?? 0,
    readyWith: typeof ready === 'object' && ready !== null && 'ready' in ready ? String(ready.ready) : '',
    async ask(order) {
      const answered = answer()
      child.send(order)
      return answered
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
      child.kill('SIGTERM')
      await exited
      clearTimeout(force)
    },
  }
}
