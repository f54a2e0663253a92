import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Writes a file of the models' folder, for its owner alone: beside first, then renamed, so that nobody reads half of it, and
 * on the disk before this returns. Makes the folder where there is none.
 */
export function writeBeside(file: string, data: string | Uint8Array): void {
  const folder = path.dirname(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const fresh = `${file}.new-${process.pid}`
  try {
    const handle = openSync(fresh, 'w', 0o600)
    try {
      writeFileSync(handle, data)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(fresh, file)
  } catch (error) {
    rmSync(fresh, { force: true })
    throw error
  }
  syncFolder(folder)
}

/** A renamed file is there after a power cut only once its folder is on the disk. */
export function syncFolder(folder: string): void {
  // Windows opens no folder.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Finds out before the work of minutes whether its result can be kept. @throws if the folder cannot be written */
export function tryWriting(folder: string): void {
  const file = path.join(folder, 'can-write')
  writeBeside(file, '')
  rmSync(file, { force: true })
}
