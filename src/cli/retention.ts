import { parseArgs } from 'node:util'
import { loadRetentionRules, makeEpochKeyring, openDeletionLog } from '../../workers/retention.ts'
import { type Config, loadConfig } from '../config.ts'
import type { DeletionLog } from '../flow/deletion-log.ts'
import { makeRetention } from '../flow/retain.ts'
import { type Db, openPool } from '../storage/db.ts'
import { listDeletions } from '../storage/retention.ts'
import { urlForRole } from '../storage/roles.ts'
import { makeContentSealer } from '../vault/content.ts'
import { readContentKeys } from '../vault/content-keys.ts'
import { readRolePasswords } from '../vault/keys.ts'
import type { Command } from './command.ts'
import { openDatabase } from './database.ts'
import { describeCertificate, describeLine, describeRun, makeCertificate } from './retention-print.ts'

/** A transaction, the log's lock, and the work beside them. */
const POOL_SIZE = 4
const LIST_MAX = 1_000

export const retention: Command = {
  usage: `retention run [--dry-run]       destroy what is due by the rules of retention; --dry-run only says what, and why
  tinbao retention list [--json]         what was destroyed, newest first
  tinbao retention certificate ID [--json]   certificate for a deletion, a tip (id or code), a conversation or a key`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: false,
      options: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
    })
    const [verb, id] = positionals
    const isJson = values.json === true
    const config = loadConfig(env)
    if (verb === 'run') return withParts(config, (parts) => runNow(parts, values['dry-run'] === true))
    if (verb === 'list') return withParts(config, ({ db }) => printList(db, isJson))
    if (verb === 'certificate' && id) return withParts(config, (parts) => printCertificate(parts, id, isJson))
    process.stderr.write(`Usage: tinbao ${retention.usage}\n`)
    return 2
  },
}

interface Parts {
  config: Config
  db: Db
  log: DeletionLog
  now: () => Date
}

/** Neither schema nor keys are touched beforehand: a dry run changes nothing at all. */
async function withParts(config: Config, work: (parts: Parts) => Promise<number>): Promise<number> {
  const now = (): Date => new Date()
  const passwords = await readRolePasswords(config.keysFolder)
  const database = await openDatabase(config, () => {})
  const url = urlForRole(database.ownerUrl, 'worker', passwords)
  const pool = openPool(url, { size: POOL_SIZE, name: 'retention' })
  try {
    return await work({ config, db: pool.db, log: await openDeletionLog(config, pool.db, now), now })
  } finally {
    await pool.close()
    await database.stop()
  }
}

async function runNow({ config, db, log, now }: Parts, isDry: boolean): Promise<number> {
  const content = makeContentSealer(await readContentKeys(config.keysFolder))
  const rules = await loadRetentionRules(config.retentionRulesFile)
  const run = makeRetention({ db, content, keys: makeEpochKeyring(config.keysFolder), log, rules, now })
  const report = await run.run({ isDry, by: 'command' })
  if (report === null) {
    process.stderr.write('Another run is under way. Try again when it has ended.\n')
    return 1
  }
  process.stdout.write(`${describeRun(report)}\n`)
  return 0
}

async function printList(db: Db, isJson: boolean): Promise<number> {
  const lines = await listDeletions(db, { limit: LIST_MAX })
  const text = isJson ? JSON.stringify(lines, null, 2) : lines.map(describeLine).join('\n')
  process.stdout.write(`${text === '' ? 'Nothing has been destroyed.' : text}\n`)
  return 0
}

async function printCertificate({ config, db, log }: Parts, id: string, isJson: boolean): Promise<number> {
  const lines = await listDeletions(db, { of: id, limit: LIST_MAX })
  if (lines.length === 0) {
    process.stderr.write(`Nothing was destroyed under "${id}".\n`)
    return 1
  }
  const certificate = makeCertificate(lines, await log.read(), config.web.unitName)
  process.stdout.write(`${isJson ? JSON.stringify(certificate, null, 2) : describeCertificate(certificate)}\n`)
  return 0
}
