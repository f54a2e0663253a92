import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

/** When backups were last made, for doctor; a machine that makes none has none. Instants as text. */
const schema = z.strictObject({ dataAt: z.string(), folder: z.string() })
export type BackupRecord = z.output<typeof schema>

const fileOf = (home: string): string => path.join(home, 'backup.json')

export async function readRecord(home: string): Promise<BackupRecord | null> {
  const text = await readFile(fileOf(home), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

export async function writeRecord(home: string, record: BackupRecord): Promise<void> {
  await mkdir(home, { recursive: true })
  await writeFile(`${fileOf(home)}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600 })
  await rename(`${fileOf(home)}.new`, fileOf(home))
}

/** Recipients that `backup keygen` wrote down; public, so they may lie beside the data. */
export const recipientsFileOf = (home: string): string => path.join(home, 'backup-recipients.txt')

export async function addRecipient(home: string, recipient: string): Promise<void> {
  const file = recipientsFileOf(home)
  await mkdir(home, { recursive: true })
  const before = await readFile(file, 'utf8').catch(
    () => '# Who can open backups; "npx tinbao backup keygen" adds one.\n',
  )
  await writeFile(`${file}.new`, `${before.trimEnd()}\n${recipient}\n`, { mode: 0o644 })
  await rename(`${file}.new`, file)
}
