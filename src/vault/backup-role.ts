import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { readKey, writeOnce } from './key-file.ts'

/** Beside the other key files and in none of them: web and worker have no business with it. */
const FILE = 'backup-role.json'
const schema = z.strictObject({ backup: z.string().min(1) })

/** Password of the role that reads every table for backups, and does nothing else. @throws {AppError} `unknown-key` */
export async function readBackupPassword(folder: string): Promise<string> {
  return (await readKey(folder, FILE, schema)).backup
}

/** The same, made where there is none. */
export async function ensureBackupPassword(folder: string): Promise<string> {
  await writeOnce(folder, FILE, { backup: randomBytes(24).toString('base64url') })
  return readBackupPassword(folder)
}
