import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../config.ts'
import { readHead } from './backup/archive.ts'
import { BackupFault, explainBackupFault } from './backup/fault.ts'
import { restoreKeys } from './backup/keys-archive.ts'
import { restoreBase } from './backup/restore-base.ts'
import { restoreRows } from './backup/restore-rows.ts'
import type { RestorePlaces } from './backup/restored.ts'
import { readIdentities } from './backup/seal.ts'
import type { Command, Env } from './command.ts'
import { openDatabase } from './database.ts'

const USAGE = `restore --from FILE --identity FILE [--into FOLDER] [--checkpoints FOLDER] [--until TIME] [--up-to-gap]
  tinbao                             a backup beside what is there, then in its place: files and log, rows, or keys`

export const restore: Command = {
  usage: USAGE,
  async run(args, env) {
    const text = { type: 'string' } as const
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: text,
        identity: text,
        into: text,
        checkpoints: text,
        until: text,
        'up-to-gap': { type: 'boolean', default: false },
      },
    })
    const { from, identity } = values
    if (from === undefined || identity === undefined) {
      process.stderr.write(`Usage: tinbao ${USAGE}\n`)
      return 2
    }
    const config = configFor(env, values.into)
    try {
      await restoreFrom({
        config,
        file: path.resolve(from),
        identities: await readIdentities(identity),
        checkpoints: path.resolve(values.checkpoints ?? config.checkpointsFolder),
        until: readTime(values.until),
        isUpToGap: values['up-to-gap'],
      })
      return 0
    } catch (fault) {
      if (!(fault instanceof BackupFault)) throw fault
      process.stderr.write(`\n${explainBackupFault(fault)}\n`)
      return 1
    }
  },
}

interface Order {
  config: Config
  file: string
  identities: readonly string[]
  checkpoints: string
  until: Temporal.Instant | null
  isUpToGap: boolean
}

async function restoreFrom(order: Order): Promise<void> {
  const { config, file, identities } = order
  const places: RestorePlaces = { ...config, checkpoints: order.checkpoints, say }
  const head = await readHead(file, identities)
  say(`${path.basename(file)}: ${head.kind}, made at ${head.madeAt}`)
  switch (head.kind) {
    case 'keys': {
      const files = await restoreKeys(file, identities, { keys: config.keysFolder, vault: config.vaultKeysFolder })
      return say(`${files} key files are in ${config.keysFolder}. Now restore the data.`)
    }
    case 'wal':
      throw new BackupFault(
        `${file} is the log after a full backup`,
        'Give the full backup before it (tinbao-base-…): the log beside it is found by itself.',
      )
    case 'rows':
      await intoRows(order, places)
      return say('Restored. Look with "npx tinbao doctor" and "npx tinbao audit verify", then start.')
    case 'base': {
      if (config.databaseAddress !== null) {
        throw new BackupFault(
          'this is a backup of the built-in Postgres, and DATABASE_URL names another',
          'Leave DATABASE_URL and DATABASE_ADDRESS out.',
        )
      }
      const { isSomethingKept } = await restoreBase({ ...order, ...places, home: config.home })
      say(`Restored into ${path.join(config.home, 'postgres')}.`)
      if (isSomethingKept) say('What was there is kept beside it as postgres.before-restore.')
      return say('Look with "npx tinbao doctor" and "npx tinbao audit verify", then start. Take a full backup soon.')
    }
  }
}

async function intoRows(order: Order, places: RestorePlaces): Promise<void> {
  if (order.until) throw new BackupFault('rows are of one moment', 'Leave --until out.')
  const database = await openDatabase(order.config, () => {})
  try {
    await restoreRows({ ...order, ...places, ownerUrl: database.ownerUrl })
  } finally {
    await database.stop()
  }
}

/** Another home has its own keys, unless a setting names them. */
function configFor(env: Env, into: string | undefined): Config {
  return loadConfig(into === undefined ? env : { ...env, TINBAO_HOME: path.resolve(into) })
}

function readTime(text: string | undefined): Temporal.Instant | null {
  if (text === undefined) return null
  try {
    return Temporal.Instant.from(text)
  } catch (cause) {
    throw new BackupFault(`--until ${text} is no time`, 'Write it as 2026-11-22T10:30:00+07:00, with the offset.', {
      cause,
    })
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
