import { readFile } from 'node:fs/promises'
import { findChildren } from '../../src/cli/postgres-server-file.ts'

/** Linux counts a process's time in ticks of 10 ms (USER_HZ), whatever the kernel was built with. */
const TICK_MICROSECONDS = 10_000

interface Times {
  ownTicks: number
  /** Of children that ended and were waited for. */
  childTicks: number
}

/** CPU time a process has used since it began, in microseconds; 0 when it is gone. Linux alone: NaN elsewhere. */
export async function readCpu(pid: number): Promise<number> {
  if (process.platform !== 'linux') return Number.NaN
  return ((await readTimes(pid))?.ownTicks ?? 0) * TICK_MICROSECONDS
}

/** The same of a Postgres server with every process it has, and those that have ended. */
export async function readServerCpu(postmasterPid: number): Promise<number> {
  if (process.platform !== 'linux') return Number.NaN
  const children = await Promise.all((await findChildren(postmasterPid)).map(readTimes))
  const server = await readTimes(postmasterPid)
  const childTicks = children.reduce((sum, times) => sum + (times?.ownTicks ?? 0), 0)
  return ((server?.ownTicks ?? 0) + (server?.childTicks ?? 0) + childTicks) * TICK_MICROSECONDS
}

/** Fields 14 to 17 of proc_pid_stat(5), counted from behind the name, which may hold spaces. */
async function readTimes(pid: number): Promise<Times | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (text === null) return null
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticksAt = (index: number): number => Number(fields[index] ?? 0)
  return { ownTicks: ticksAt(11) + ticksAt(12), childTicks: ticksAt(13) + ticksAt(14) }
}
