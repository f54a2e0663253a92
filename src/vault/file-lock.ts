import { open, readFile, rename, stat, unlink } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../domain/errors.ts'

const NAME = '.lock'
const LOOK_MS = 20
const PATIENCE_MS = 60_000
/** Key files are written in milliseconds: who holds the lock longer has died, or sleeps deeper than anyone can wait. */
const STALE_MS = 30_000
/** A process of this machine that is gone; a moment is left to one that has not written its name yet. */
const DEAD_MS = 500

/**
 * Runs `work` while no other process changes files of this folder. The lock is a file made by whoever comes first; that
 * of a dead process is broken. Not for work that takes seconds.
 * @throws {AppError} `overloaded` when somebody else holds it for a minute
 */
export async function withFileLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = path.join(folder, NAME)
  const mine = await take(file)
  try {
    return await work()
  } finally {
    if ((await inodeOf(file)) === mine) await unlink(file).catch(() => {})
  }
}

/** Answers which file it was: one that others broke and made anew is not ours to remove. */
async function take(file: string): Promise<number> {
  const deadlineMs = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      const handle = await open(file, 'wx', 0o600)
      try {
        await handle.writeFile(`${os.hostname()} ${process.pid}`)
        return (await handle.stat()).ino
      } finally {
        await handle.close()
      }
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
    }
    if (Date.now() > deadlineMs) throw new AppError('overloaded', 'another process holds the lock of the keys folder')
    await breakIfDead(file)
    await pause(LOOK_MS)
  }
}

async function breakIfDead(file: string): Promise<void> {
  try {
    const { ino, mtimeMs } = await stat(file)
    const [host, pid] = (await readFile(file, 'utf8')).split(' ')
    const ageMs = Date.now() - mtimeMs
    const isDead = host === os.hostname() && ageMs > DEAD_MS && !isAlive(Number(pid))
    if (!isDead && ageMs < STALE_MS) return
    // Renamed first, for between looking and removing somebody else may have broken it and taken it anew.
    const aside = `${file}.broken-${process.pid}`
    await rename(file, aside)
    if ((await inodeOf(aside)) === ino) return await unlink(aside)
    await rename(aside, file)
  } catch {
    // Let go, or broken by another, meanwhile.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // There, and another account's.
    return isCode(error, 'EPERM')
  }
}

async function inodeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ ino }) => ino,
    () => null,
  )
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
