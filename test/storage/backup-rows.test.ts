import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restoreRows } from '../../src/cli/backup/restore-rows.ts'
import { backUpRows } from '../../src/cli/backup/rows.ts'
import { makeIdentity } from '../../src/cli/backup/seal.ts'
import { ensureGazetteer } from '../../src/cli/gazetteer-release.ts'
import { asOwner } from '../../src/cli/owner-db.ts'
import { loadConfig } from '../../src/config.ts'
import { DEMO_UNITS, DEMO_UNITS_VALID_FROM } from '../../src/data/demo-units.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { addUnits } from '../../src/storage/units.ts'
import { readAuditSigningKey } from '../../src/vault/audit-keys.ts'
import { ensureBackupPassword } from '../../src/vault/backup-role.ts'
import { makeContentSealer } from '../../src/vault/content.ts'
import { destroyKey, listEpochKeys, readContentKeys } from '../../src/vault/content-keys.ts'
import { eventRecord } from '../../src/vault/records.ts'
import { openSignedLog } from '../../src/vault/signed-log.ts'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { useRelease } from '../support/gazetteer.ts'
import { makeKeys } from '../support/keys.ts'
import { dumpTables, type Planted, plantTip } from './backup-world.ts'
import { BEN_THANH, openWorld } from './world.ts'

const world = await openWorld()
const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-rows-'))
const config = loadConfig({ TINBAO_HOME: home })
await makeKeys(config, world.database.passwords)
const content = makeContentSealer(await readContentKeys(config.keysFolder))
const owner = await makeIdentity()
const folder = path.join(home, 'backups')
await mkdir(folder)
const password = await ensureBackupPassword(config.keysFolder)
await world.query(`alter role tinbao_backup login password '${password}'`)
const databases: string[] = []
afterAll(async () => {
  for (const name of databases) await world.query(`drop database if exists ${name} with (force)`)
  await rm(home, { recursive: true, force: true })
})

/** A new database on the same server. */
async function makeTarget(): Promise<{ url: string; query: typeof world.query }> {
  const name = `restored_${randomBytes(6).toString('hex')}`
  await world.query(`create database ${name}`)
  databases.push(name)
  const url = new URL(world.database.url)
  url.pathname = `/${name}`
  const query: typeof world.query = async (text, values) => {
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    return client
      .query(text, values)
      .then(({ rows }) => rows)
      .finally(() => client.end())
  }
  return { url: url.href, query }
}

const said: string[] = []
const checkpoints = path.join(home, 'checkpoints')
const places = {
  keysFolder: config.keysFolder,
  vaultKeysFolder: config.vaultKeysFolder,
  checkpoints,
  say: (line: string) => void said.push(line),
}

function backUp(line: string): Promise<{ file: string; rows: number }> {
  const url = new URL(world.database.url)
  url.username = 'tinbao_backup'
  url.password = password
  return backUpRows({ url: url.href, folder, recipients: [owner.recipient], now: Temporal.Now.instant(), line })
}

async function logDeletion(kind: string, ref: string): Promise<void> {
  const log = openSignedLog({
    name: 'deletions',
    file: path.join(checkpoints, 'deletions.jsonl'),
    signingKey: await readAuditSigningKey(config.keysFolder),
    verifyKeys: [],
    now: () => new Date(),
  })
  await log.append({ kind, ref, rule: 'test', basis: 'test' })
}

const restore = (file: string, ownerUrl: string): Promise<void> =>
  restoreRows({ ...places, file, identities: [owner.identity], ownerUrl })

const tips: Planted[] = []
let whole = ''
beforeAll(async () => {
  for (const isLarge of [true, false, false]) tips.push(await plantTip(world, content, { isLarge }))
  await useRelease(world.database.url, makeSmallRelease())
  await world.signIn(BEN_THANH)
  whole = (await backUp('00000001')).file
})

describe('a backup of the rows of a foreign database', () => {
  it('brings back every row of every table, byte for byte, into a new database; sessions end', async () => {
    const target = await makeTarget()
    await restore(whole, target.url)
    const [before, after] = [await dumpTables(world), await dumpTables(target)]
    expect(before.get('sessions')).toHaveLength(1)
    expect(after.get('sessions')).toEqual([])
    for (const table of before.keys())
      if (table !== 'sessions') expect(after.get(table), table).toEqual(before.get(table))
    expect(said.at(-1)).toBe('Of the 3 newest messages 3 open with these keys.')
  })

  it('leaves policies forced, references, triggers and numbering as migrations made them', async () => {
    const target = await makeTarget()
    await restore(whole, target.url)
    const shape = `select
      (select array_agg(relname || relforcerowsecurity::text order by relname) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r') as forced,
      (select array_agg(conname || pg_get_constraintdef(oid) order by conname) from pg_constraint where connamespace = 'public'::regnamespace) as constraints,
      (select array_agg(tgname || tgenabled::text order by tgname) from pg_trigger where not tgisinternal) as triggers`
    expect(await target.query(shape)).toEqual(await world.query(shape))
    await target.query(`insert into audit (action, object_id) values ('tip.read', 'after')`)
    const [added] = await target.query<{ last: boolean }>(
      `select id = (select max(id) from audit) as last from audit where object_id = 'after'`,
    )
    expect(added?.last).toBe(true)
  })

  it('fills a database that was migrated and started once, and none with rows in it', async () => {
    const target = await makeTarget()
    await migrate({ ownerUrl: target.url, passwords: world.database.passwords })
    await asOwner(target.url, (tx) => addUnits(tx, DEMO_UNITS, DEMO_UNITS_VALID_FROM))
    await asOwner(target.url, ensureGazetteer)
    await restore(whole, target.url)
    const count = (): Promise<{ n: number }[]> => target.query('select count(*)::int as n from tips')
    expect(await count()).toEqual([{ n: 3 }])
    await expect(restore(whole, target.url)).rejects.toThrow(/the database is not empty \(.*tips/)
    expect(await count()).toEqual([{ n: 3 }])
  })

  it('is of one moment: what comes in while it is read is not in it, and counts agree', async () => {
    const [during] = await Promise.all([backUp('00000002'), plantTip(world, content)])
    const target = await makeTarget()
    await restore(during.file, target.url)
    const [row] = await target.query<{ tips: number; events: number; media: number }>(
      'select (select count(*)::int from tips) as tips, (select count(*)::int from events) as events, (select count(*)::int from media) as media',
    )
    expect(row?.tips).toBe(row?.events)
  })

  it('destroys again what was destroyed since, and opens with no key that was', async () => {
    const [first, second, third] = tips
    if (!first || !second || !third) throw new Error('nothing planted')
    const doomed = (await listEpochKeys(config.keysFolder)).find((id) => id.endsWith('/spam')) ?? ''
    await logDeletion('tip', first.tipId)
    await logDeletion('identity', second.conversationId)
    await logDeletion('key', doomed)
    const target = await makeTarget()
    await expect(restore(whole, target.url)).rejects.toThrow(`the key files hold destroyed keys again: ${doomed}`)
    await destroyKey(config.keysFolder, doomed)
    await restore(whole, target.url)
    const [erased] = await target.query(
      `select t.essence, t.copy_key, e.content, d.body, f.body as finding, a.note, c.note as decided, m.file, m.state,
         (select count(*)::int from media_chunks k where k.media_id = m.id) as pieces, t.status
       from tips t join events e on e.tip_id = t.id join deliveries d on d.tip_id = t.id join findings f on f.tip_id = t.id
         join assignments a on a.tip_id = t.id join decisions c on c.tip_id = t.id join media m on m.event_id = e.id
       where t.id = $1`,
      [first.tipId],
    )
    const gone = { essence: null, copy_key: null, content: null, body: null, finding: null, note: null, decided: null }
    expect(erased).toEqual({ ...gone, file: null, state: 'failed', pieces: 0, status: 'triaged' })
    const named = await target.query<{ id: string }>('select conversation_id as id from identities')
    expect(named.map(({ id }) => id)).not.toContain(second.conversationId)
    expect(named.map(({ id }) => id)).toContain(third.conversationId)
    const [kept] = await target.query<{ content: Buffer }>('select content from events where id = $1', [third.eventId])
    expect(content.open(eventRecord(third.eventId), kept?.content ?? Buffer.alloc(0))).toBe(third.words)
  })

  it('with a deletion log that somebody altered restores nothing', async () => {
    const file = path.join(checkpoints, 'deletions.jsonl')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('"kind":"tip"', '"kind":"key"'))
    const target = await makeTarget()
    await expect(restore(whole, target.url)).rejects.toThrow(
      /line 1 of .* is not as it was written \(wrong-signature\)/,
    )
    await writeFile(file, text)
    expect(await target.query(`select 1 from pg_tables where schemaname = 'public'`)).toEqual([])
  })

  it('of a file cut short leaves the database without a row', async () => {
    const cut = path.join(folder, 'cut.age')
    await copyFile(whole, cut)
    await truncate(cut, (await stat(cut)).size - 100_000)
    const target = await makeTarget()
    await expect(restore(cut, target.url)).rejects.toThrow(/cut short, altered/)
    expect(await target.query('select 1 from events')).toEqual([])
    await restore(whole, target.url)
  })

  it('is refused where something newer than the backup was migrated, and where the system runs', async () => {
    const target = await makeTarget()
    await target.query('create table migrations (name text primary key)')
    await target.query(`insert into migrations values ('9999_future.sql')`)
    await expect(restore(whole, target.url)).rejects.toThrow(/further than the backup \(9999_future.sql\)/)
    const running = new pg.Client({ connectionString: target.url, application_name: 'tinbao web' })
    await running.connect()
    await expect(restore(whole, target.url)).rejects.toThrow('the system is running on this database')
    await running.end()
  })

  it('leaves nothing half written behind', async () => {
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
