/**
 * Postgres' `archive_command`: keeps a finished segment of the log. Exit code 0 says that the copy is on the disk under
 * its name; Postgres may then forget the original. A second call for the same segment is answered the same.
 */
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/** Security reference, invariant 11: no copy of what was stored outlives this, also where nobody makes backups. */
const KEPT_DAYS = 35
const DAY_MS = 24 * 60 * 60 * 1_000

async function sync(place: string): Promise<void> {
  const handle = await open(place, 'r')
  await handle.sync().finally(() => handle.close())
}

async function keep(source: string, target: string): Promise<void> {
  const kept = await readFile(target).catch(() => null)
  if (kept) {
    if (kept.equals(await readFile(source))) return
    throw new Error(`${path.basename(target)} is there already, with other content`)
  }
  const folder = path.dirname(target)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const begun = `${target}.part`
  await copyFile(source, begun)
  await sync(begun)
  await rename(begun, target)
  // Windows opens no folders; its file system writes names at once.
  if (process.platform !== 'win32') await sync(folder)
}

/** Segments too old for any backup. */
async function prune(folder: string): Promise<void> {
  const before = Date.now() - KEPT_DAYS * DAY_MS
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name)
    if (/^[0-9A-F]{24}/.test(name) && (await stat(file)).mtimeMs < before) await rm(file, { force: true })
  }
}

const [source = '', target = ''] = process.argv.slice(2)
try {
  await keep(source, target)
  await prune(path.dirname(target)).catch(() => {})
} catch (error) {
  process.stderr.write(`archive of the log: ${error instanceof Error ? error.message : 'fault'}\n`)
  process.exitCode = 1
}
