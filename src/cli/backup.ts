import { randomBytes } from 'node:crypto'
import { mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../config.ts'
import { readBackupPassword } from '../vault/backup-role.ts'
import { backUpBase, backUpLog, type Made } from './backup/base.ts'
import { expireArchives } from './backup/expire.ts'
import { BackupFault, explainBackupFault, explainDisk } from './backup/fault.ts'
import { backUpKeys } from './backup/keys-archive.ts'
import type { ArchiveKind } from './backup/names.ts'
import { addRecipient, recipientsFileOf, writeRecord } from './backup/record.ts'
import { backUpRows } from './backup/rows.ts'
import { makeIdentity, type Recipients, readRecipients, writeIdentity } from './backup/seal.ts'
import { isFolder } from './backup/wal.ts'
import type { Command } from './command.ts'
import { openDatabase } from './database.ts'

const USAGE = `backup --to FOLDER [--wal] [--recipient age1…|FILE]   everything in the database, sealed with age; --wal: what was
  tinbao                             written since the last one; beside a running system or without
  tinbao backup keys --to FOLDER --recipient age1…|FILE   the key files, for another place and other people
  tinbao backup keygen [--out FILE]  make an identity that opens backups; keep it away from this machine`

const DATA_KINDS: readonly ArchiveKind[] = ['base', 'wal', 'rows']

interface Options {
  to: string | undefined
  out: string | undefined
  recipient: string[]
  wal: boolean
}

export const backup: Command = {
  usage: USAGE,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        out: { type: 'string' },
        recipient: { type: 'string', multiple: true, default: [] },
        wal: { type: 'boolean', default: false },
      },
    })
    const options: Options = { to: values.to, out: values.out, recipient: values.recipient, wal: values.wal }
    const config = loadConfig(env)
    try {
      const [what = 'data', ...more] = positionals
      if (more.length === 0 && what === 'data') return await backUpData(config, options)
      if (more.length === 0 && what === 'keys') return await backUpKeyFiles(config, options)
      if (more.length === 0 && what === 'keygen') return await makeKey(config, options)
    } catch (fault) {
      if (!(fault instanceof BackupFault)) throw fault
      process.stderr.write(`\n${explainBackupFault(fault)}\n`)
      return 1
    }
    process.stderr.write(`Usage: tinbao ${USAGE}\n`)
    return 2
  },
}

async function backUpData(config: Config, options: Options): Promise<number> {
  const folder = await folderFor(options.to ?? config.backup.folder, config)
  const recipients = await recipientsFor(config, options.recipient)
  const now = Temporal.Now.instant()
  const made =
    config.databaseAddress === null
      ? await backUpEmbedded(config, { folder, recipients, now }, options.wal)
      : await backUpForeign(config, { folder, recipients, now }, options.wal)
  if (made === null) say('Nothing was written since the last backup.')
  else say(`${path.basename(made.file)}: ${made.rows} rows in all, sealed for ${recipients.length} recipient(s)`)
  await writeRecord(config.home, { dataAt: now.toString(), folder })
  await expire(folder, DATA_KINDS, config.backup.days, now)
  return 0
}

interface Order {
  folder: string
  recipients: Recipients
  now: Temporal.Instant
}

async function backUpEmbedded(config: Config, order: Order, isLogOnly: boolean): Promise<Made | null> {
  const database = await openDatabase(config, () => {})
  try {
    const whole = { ...order, home: config.home, ownerUrl: database.ownerUrl }
    return isLogOnly ? await backUpLog(whole) : await backUpBase(whole)
  } finally {
    await database.stop()
  }
}

async function backUpForeign(config: Config, order: Order, isLogOnly: boolean): Promise<Made> {
  if (isLogOnly) {
    throw new BackupFault(
      'the log of a Postgres of your own is not ours to ship',
      'Use its own tools for that: archive_command with pgBackRest or WAL-G, or pg_receivewal.',
    )
  }
  const url = new URL(config.databaseAddress ?? '')
  url.username = 'tinbao_backup'
  url.password = await readBackupPassword(config.keysFolder)
  return backUpRows({ ...order, url: url.href, line: newLine() })
}

async function backUpKeyFiles(config: Config, options: Options): Promise<number> {
  if (options.recipient.length === 0) {
    throw new BackupFault(
      'nobody is named who could open the keys',
      'Give --recipient: of other people than those who can open backups of the data.',
    )
  }
  const folder = await folderFor(options.to ?? null, config)
  const recipients = await readRecipients(options.recipient)
  const now = Temporal.Now.instant()
  const from = { keys: config.keysFolder, vault: config.vaultKeysFolder }
  const { file, files } = await backUpKeys({ from, folder, recipients, now, line: newLine() })
  say(`${path.basename(file)}: ${files} key files, sealed for ${recipients.length} recipient(s)`)
  const ofData = await recipientsFor(config, []).catch((): Recipients => [])
  if (recipients.some((one) => ofData.includes(one))) {
    say('Note: one of them can open backups of the data as well. Together they are everything.')
  }
  await expire(folder, ['keys'], config.backup.days, now)
  return 0
}

async function makeKey(config: Config, options: Options): Promise<number> {
  const made = await makeIdentity()
  if (options.out !== undefined) {
    const file = path.resolve(options.out)
    for (const folder of [config.home, config.keysFolder, config.vaultKeysFolder]) {
      if (!isBelow(file, folder)) continue
      throw new BackupFault(`${file} lies with what it opens`, `Choose a place outside of ${folder}.`)
    }
    await writeIdentity(file, made)
    say(`Identity written to ${file}. Take it to another place: who has it and a backup has the database.`)
  } else {
    say(`This identity opens backups and is shown once; keep it in another place, as a file:\n\n${made.identity}\n`)
  }
  await addRecipient(config.home, made.recipient)
  say(`Backups are sealed for ${made.recipient} from now on (${recipientsFileOf(config.home)}).`)
  if (config.backup.recipients.length > 0) say('Note: BACKUP_RECIPIENT is set and goes before that file.')
  return 0
}

/** Those given, else the setting, else what `backup keygen` wrote down. */
async function recipientsFor(config: Config, given: readonly string[]): Promise<Recipients> {
  if (given.length > 0) return readRecipients(given)
  if (config.backup.recipients.length > 0) return readRecipients(config.backup.recipients)
  const file = recipientsFileOf(config.home)
  return readRecipients((await isThere(file)) ? [file] : [])
}

async function folderFor(given: string | null, config: Config): Promise<string> {
  if (given === null)
    throw new BackupFault('no folder is given', 'Say where to with --to FOLDER, or set BACKUP_FOLDER.')
  const folder = path.resolve(given)
  if ([config.home, config.keysFolder].some((own) => isBelow(folder, own))) {
    throw new BackupFault(`${folder} lies with what it is a copy of`, 'Choose a folder on another disk.')
  }
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((fault: unknown) => {
    throw explainDisk(fault, folder)
  })
  if (!(await isFolder(folder))) throw new BackupFault(`${folder} is no folder`, 'Choose another.')
  return folder
}

async function expire(
  folder: string,
  kinds: readonly ArchiveKind[],
  days: number,
  now: Temporal.Instant,
): Promise<void> {
  for (const name of await expireArchives(folder, { kinds, days, now })) say(`Deleted ${name}: older than ${days} days`)
}

function isBelow(place: string, folder: string): boolean {
  const way = path.relative(folder, place)
  return way === '' || !(way.startsWith('..') || path.isAbsolute(way))
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

const newLine = (): string => randomBytes(4).toString('hex')
const say = (line: string): void => void process.stdout.write(`${line}\n`)
