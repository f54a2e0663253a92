import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../src/cli/postgres.ts'
import { findRunningPostgres } from '../../src/cli/running-postgres.ts'
import { loadConfig } from '../../src/config.ts'
import { type Deletion, replayDeletions } from '../../src/flow/replay-deletions.ts'
import { openPool } from '../../src/storage/db.ts'
import { readAuditSigningKey } from '../../src/vault/audit-keys.ts'
import { destroyKey, listEpochKeys } from '../../src/vault/content-keys.ts'
import { openSignedLog } from '../../src/vault/signed-log.ts'
import { type Ledger, openLedger, readLedger } from '../chaos/ledger.ts'
import { makePlan, type Plan } from '../chaos/plan.ts'
import { sendAll } from '../chaos/sender.ts'
import { type System, startSystem } from '../chaos/system.ts'
import { startFakeTelegram } from '../support/fake-telegram.ts'
import { startFakeZaloBot } from '../support/fake-zalo-bot.ts'
import { addOldKey, type Canary, type Fate, type Look, plantCanaries, rewrapCanary } from './canaries.ts'
import { checkCanaries, checkLedger, type LedgerCount } from './check.ts'
import { mustTinbao, tinbao } from './command.ts'

export interface DrillOrder {
  seed: number
  messages: number
  perSecond: number
}

export interface Drilled {
  count: LedgerCount
  /** Everything that is not as promised; `[]` is a sound restore. */
  problems: string[]
  /** From the first command of the restore to its end. */
  restoreMs: number
  /** Where homes, backups and logs were kept; null after a sound drill. */
  kept: string | null
}

interface Parts {
  log: (line: string) => void
  signal: AbortSignal
}

/**
 * Backs a line up while it works, destroys some of what was stored, kills everything, and restores it elsewhere from
 * nothing but the backups, the keys kept apart and the second store.
 * @throws what the harness itself, or a command that must end well, could not do; the folder is named through `log`
 */
export async function runDrill(order: DrillOrder, parts: Parts): Promise<Drilled> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `tinbao-drill-${order.seed}-`))
  parts.log(`folder: ${folder}`)
  const plan = makePlan({ seed: order.seed, messages: order.messages, kills: 0, engine: 'postgres' })
  const telegram = await startFakeTelegram()
  for (const { platform, chatId } of plan.chats) if (platform === 'telegram') telegram.startedChats.add(Number(chatId))
  const zalo = await startFakeZaloBot()
  const platforms = {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: telegram.secret,
    TELEGRAM_API_ROOT: telegram.url,
    ZALO_BOT_TOKEN: zalo.token,
    ZALO_BOT_WEBHOOK_SECRET: zalo.secret,
    ZALO_BOT_API_ROOT: zalo.url,
  }
  let system: System | undefined
  try {
    system = await startSystem({
      folder,
      platforms,
      store: null,
      onEndedItself: (target) => parts.log(`${target} ended by itself`),
    })
    const ledgerFile = path.join(folder, 'ledger.jsonl')
    const ledger = await openLedger(ledgerFile)
    const secrets = { telegram: telegram.secret, 'zalo-bot': zalo.secret }
    const send = makeSender(plan, system.address, { ...order, ...parts, ledger, secrets })
    const oldKey = await addOldKey(system)
    const canaries = await plantCanaries(system, telegram)
    await rewrapCanary(system, canaryOf(canaries, 'key-destroyed'), oldKey)
    const places = placesIn(folder)
    const promised = await backUp(system, places, send, ledgerFile, parts)
    await destroy(system, canaries, oldKey)
    await cp(path.join(system.config.checkpointsFolder, 'deletions.jsonl'), path.join(places.store, 'deletions.jsonl'))
    await mustTinbao(system.config.home, [
      'backup',
      'keys',
      '--to',
      places.keys,
      '--recipient',
      await recipientIn(places),
    ])
    await send(2 / 3, 1)
    await killEverything(system)
    await ledger.close()
    system = undefined

    const began = performance.now()
    const problems = await restore(places, oldKey, parts)
    const restoreMs = performance.now() - began
    const told = await readLedger(ledgerFile)
    const { count, problems: wrong } = await look(places.home, platforms, async (restored) => {
      const checked = await checkLedger(restored, plan, { promised, told, canaries })
      const sessions = await restored.query('select 1 from sessions')
      const open = sessions.length > 0 ? ['somebody is still signed in'] : []
      return { ...checked, problems: [...checked.problems, ...(await checkCanaries(restored, canaries)), ...open] }
    })
    const all = [...problems, ...wrong]
    if (all.length === 0) await rm(folder, { recursive: true, force: true })
    return { count, problems: all, restoreMs, kept: all.length === 0 ? null : folder }
  } finally {
    await system?.stop()
    await Promise.all([telegram.close(), zalo.close()])
  }
}

interface Places {
  /** What is left when the machine is gone. */
  backups: string
  keys: string
  store: string
  identity: string
  /** The new machine. */
  home: string
}

const placesIn = (folder: string): Places => ({
  backups: path.join(folder, 'backups'),
  keys: path.join(folder, 'backups-of-keys'),
  store: path.join(folder, 'second-store'),
  identity: path.join(folder, 'identity.txt'),
  home: path.join(folder, 'restored'),
})

type Send = (from: number, to: number) => Promise<void>

/** Sends the plan's posts from one share of them to another. */
function makeSender(
  plan: Plan,
  address: string,
  parts: Pick<DrillOrder, 'perSecond'> & Parts & { ledger: Ledger; secrets: Record<'telegram' | 'zalo-bot', string> },
): Send {
  const at = (share: number): number => Math.floor(plan.posts.length * share)
  return (from, to) =>
    sendAll({ ...plan, posts: plan.posts.slice(at(from), at(to)) }, { ...parts, address, beforePost: () => {} })
}

/** A full backup amid traffic, then the log after more of it. Answers what was acknowledged before the last began. */
async function backUp(
  system: System,
  places: Places,
  send: Send,
  ledgerFile: string,
  { log }: Parts,
): Promise<ReadonlySet<string>> {
  const { home, checkpointsFolder } = system.config
  await mustTinbao(home, ['backup', 'keygen', '--out', places.identity])
  await mustTinbao(home, ['backup', 'keys', '--to', places.keys, '--recipient', await recipientIn(places)])
  const [out] = await Promise.all([mustTinbao(home, ['backup', '--to', places.backups]), send(0, 1 / 3)])
  log(out.trim())
  await mustTinbao(home, ['audit', 'checkpoint'])
  await cp(checkpointsFolder, places.store, { recursive: true })
  const { acknowledged } = await readLedger(ledgerFile)
  const [later] = await Promise.all([mustTinbao(home, ['backup', '--to', places.backups, '--wal']), send(1 / 3, 2 / 3)])
  log(later.trim())
  return acknowledged
}

/** As retention does it: the log first, then the thing itself. */
async function destroy(system: System, canaries: readonly Canary[], keyId: string): Promise<void> {
  const { config } = system
  const deletions: Deletion[] = [
    { kind: 'tip', ref: canaryOf(canaries, 'tip-erased').tipId },
    { kind: 'identity', ref: canaryOf(canaries, 'identity-erased').conversationId },
    { kind: 'key', ref: keyId },
  ]
  const log = openSignedLog({
    name: 'deletions',
    file: path.join(config.checkpointsFolder, 'deletions.jsonl'),
    signingKey: await readAuditSigningKey(config.keysFolder),
    verifyKeys: [],
    now: () => new Date(),
  })
  for (const one of deletions) await log.append({ ...one, rule: 'drill' })
  const url = await findRunningPostgres(config.home)
  if (url === null) throw new Error('the database is gone before its time')
  const pool = openPool(url, { size: 1, name: 'drill' })
  await replayDeletions(pool.db, deletions, new Set(await listEpochKeys(config.keysFolder)))
  await pool.close()
  await destroyKey(config.keysFolder, keyId)
}

/** SIGKILL for all of it at once, as when the machine burns. */
async function killEverything(system: System): Promise<void> {
  const { home } = system.config
  const pid = Number.parseInt(await readFile(path.join(home, 'postgres', 'postmaster.pid'), 'utf8'), 10)
  process.kill(pid, 'SIGKILL')
  await Promise.all((['web', 'worker', 'vault'] as const).map((target) => system.kill(target, () => {})))
  await system.stop()
  await rm(home, { recursive: true, force: true })
}

/** Answers what went otherwise than it must. @throws when the restore itself fails */
async function restore(places: Places, oldKey: string, { log }: Parts): Promise<string[]> {
  const problems: string[] = []
  const [base = ''] = (await readdir(places.backups)).filter((name) => name.startsWith('tinbao-base-'))
  const [stale = '', fresh = ''] = (await readdir(places.keys)).sort()
  const from = (file: string): string[] => ['restore', '--from', file, '--identity', places.identity]
  const data = [...from(path.join(places.backups, base)), '--checkpoints', places.store]
  await mustTinbao(places.home, from(path.join(places.keys, stale)))
  const refused = await tinbao(places.home, data)
  if (refused.code === 0 || !refused.out.includes(`destroyed keys again: ${oldKey}`)) {
    problems.push('a copy of the keys from before one was destroyed was taken')
  }
  await rm(places.home, { recursive: true, force: true })
  await mustTinbao(places.home, from(path.join(places.keys, fresh)))
  log((await mustTinbao(places.home, data)).trim())
  const proved = await tinbao(places.home, ['audit', 'verify', '--checkpoints', places.store])
  log(proved.out.trim())
  if (proved.code !== 0) problems.push('the audit chain is not valid')
  return problems
}

/** Looks behind the curtain of a home that nothing serves. */
async function look<T>(
  home: string,
  platforms: Record<string, string>,
  work: (restored: Look) => Promise<T>,
): Promise<T> {
  const server = await startPostgres({ home, log: () => {} })
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  try {
    const query: Look['query'] = async (text) => (await client.query(text)).rows
    return await work({ query, config: loadConfig({ ...platforms, TINBAO_HOME: home, DEMO: 'false' }) })
  } finally {
    await client.end()
    await server.stop()
  }
}

async function recipientIn(places: Places): Promise<string> {
  const found = /age1\S+/.exec(await readFile(places.identity, 'utf8'))?.[0]
  if (found === undefined) throw new Error('the identity names no recipient')
  return found
}

function canaryOf(canaries: readonly Canary[], fate: Fate): Canary {
  const found = canaries.find((canary) => canary.fate === fate)
  if (!found) throw new Error(`no canary is ${fate}`)
  return found
}
