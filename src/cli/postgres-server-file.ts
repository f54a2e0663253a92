import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** A server that runs on our data now. */
export interface ServerFile {
  pid: number
  data: string
}

/** Above every pid a kernel gives out (Linux ends at 2^22), so never alive. */
const NEVER_A_PID = 2_000_000_000

/**
 * The server running on a data folder, read from its `postmaster.pid`; null when none does. The number alone proves
 * nothing: after a power cut it is soon somebody else's, and Postgres would then refuse to start. In that case the
 * number is replaced by an impossible one and the rest kept, so that Postgres still makes its own check for orphans.
 */
export async function findServer(data: string): Promise<ServerFile | null> {
  const file = path.join(data, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return null
  const pid = Number.parseInt(text, 10)
  if (!isAlive(pid)) return null
  if (await isServing(pid, data)) return { pid, data }
  await writeFile(file, text.replace(/^\d+/, String(NEVER_A_PID)))
  return null
}

/** True while a process of that number exists, whoever owns it. NaN is nobody. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The processes a server started, where the system says so (Linux); elsewhere none, they end by themselves. */
export async function findChildren(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return text.split(' ').filter(Boolean).map(Number)
}

async function isServing(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'win32') return true
  const command = process.platform === 'linux' ? await readCommand(pid) : await askPs(pid)
  return command.includes('postgres') && command.includes(data)
}

/** Empty for a process that died and was not yet collected by its parent. Readable whoever owns the process. */
async function readCommand(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
}

function askPs(pid: number): Promise<string> {
  return new Promise((resolve) => {
    execFile('ps', ['-ww', '-o', 'command=', '-p', String(pid)], (error, stdout) => resolve(error ? '' : stdout))
  })
}
