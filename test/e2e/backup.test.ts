import { type ChildProcess, spawn } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { prepareDatabase } from '../../src/cli/database.ts'
import { startPostgres } from '../../src/cli/postgres.ts'
import { loadConfig } from '../../src/config.ts'
import { makeServerHome } from '../support/postgres.ts'

/** Commands are processes that load the whole program; several of them follow each other. */
const SLOW = { timeout: 180_000 }
const MAIN = path.resolve(import.meta.dirname, '../../src/cli/main.ts')
const { start, home } = await makeServerHome()
const elsewhere = await mkdtemp(path.join(os.tmpdir(), 'tinbao-elsewhere-'))
afterAll(() => rm(elsewhere, { recursive: true, force: true }))
const folder = path.join(elsewhere, 'backups')
const identity = path.join(elsewhere, 'identity.txt')

interface Ran {
  code: number | null
  out: string
}

function tinbao(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const child: ChildProcess = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH ?? '', TINBAO_HOME: home, DEMO: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  const hear = (chunk: Buffer): void => {
    out += chunk.toString()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })))
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
    .query({ text, rowMode: 'array' })
    .then(({ rows }) => rows.flat())
    .finally(() => client.end())
}

/** Starts the database of a home, answers one question, and stops it. */
async function askHome(place: string, text: string): Promise<unknown[]> {
  const server = await startPostgres({ home: place, log: () => {} })
  return ask(server.url, text).finally(() => server.stop())
}

const write = (url: string, id: string): Promise<unknown> =>
  ask(
    url,
    `insert into conversations (id, channel, bot_id, sender_key, next_sequence) values ('${id}', 'telegram', '1', sha256('${id}'), 1)`,
  )
const IDS = 'select id from conversations order by id'

const filesOf = async (kind: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith(`tinbao-${kind}-`)).sort()
const baseFile = async (): Promise<string> => path.join(folder, (await filesOf('base'))[0] ?? '')

describe('backup and restore of the built-in database', () => {
  it('keygen makes an identity once, away from the data, and keeps only who it is for', SLOW, async () => {
    const inside = await tinbao(['backup', 'keygen', '--out', path.join(home, 'identity.txt')])
    expect(inside).toMatchObject({ code: 1, out: expect.stringContaining('lies with what it opens') })
    expect((await tinbao(['backup', 'keygen', '--out', identity])).code).toBe(0)
    expect((await stat(identity)).mode & 0o777).toBe(0o600)
    expect((await tinbao(['backup', 'keygen', '--out', identity])).out).toContain('cannot be made')
    const kept = await readFile(path.join(home, 'backup-recipients.txt'), 'utf8')
    expect(kept.match(/^age1/gm)).toHaveLength(1)
    expect(kept).not.toContain('AGE-SECRET-KEY')
  })

  it('a running system is backed up, its log after it, and restored to the last word', SLOW, async () => {
    const server = await start()
    const config = loadConfig({ TINBAO_HOME: home })
    await prepareDatabase(config, server.url)
    const [before] = await ask(server.url, 'show archive_command')
    expect(before).toBe('true')
    await write(server.url, 'a-before')
    const base = await tinbao(['backup', '--to', folder])
    expect(base).toMatchObject({ code: 0, out: expect.stringMatching(/tinbao-base-.*rows in all, sealed for 1/) })
    await write(server.url, 'b-after')
    expect(await tinbao(['backup', '--to', folder, '--wal'])).toMatchObject({ code: 0 })
    const between = Temporal.Now.instant()
    await write(server.url, 'c-later')
    expect(await tinbao(['backup', '--to', folder, '--wal'])).toMatchObject({ code: 0 })
    expect(await filesOf('wal')).toHaveLength(2)
    // Nothing of it lies about in clear: what was shipped is taken away.
    expect((await readdir(path.join(home, 'wal'))).filter((name) => /^[0-9A-F]{24}$/.test(name)).length).toBeLessThan(3)
    await write(server.url, 'd-lost')
    const refused = await tinbao(['restore', '--from', await baseFile(), '--identity', identity])
    expect(refused).toMatchObject({ code: 1, out: expect.stringMatching(/is running .*\n.*Stop the system first/) })
    await server.stop()

    const into = path.join(elsewhere, 'until')
    const until = ['--into', into, '--until', between.toString()]
    const env = { TINBAO_KEYS: path.join(home, 'keys') }
    const partly = await tinbao(['restore', '--from', await baseFile(), '--identity', identity, ...until], env)
    expect(partly, partly.out).toMatchObject({ code: 0 })
    expect(await askHome(into, IDS)).toEqual(['a-before', 'b-after'])
    const restored = await tinbao(['restore', '--from', await baseFile(), '--identity', identity])
    expect(restored, restored.out).toMatchObject({ code: 0 })
    expect(await askHome(home, IDS)).toEqual(['a-before', 'b-after', 'c-later'])
    expect(await readdir(home)).toEqual(expect.arrayContaining(['postgres.before-restore', 'wal.before-restore']))
    expect(await readdir(home)).not.toContain('restoring')
    const again = await tinbao(['restore', '--from', await baseFile(), '--identity', identity])
    expect(again).toMatchObject({ code: 1, out: expect.stringContaining('postgres.before-restore is there already') })
  })

  it(
    'the next backup after a restore begins a line of its own, and may be made without a running system',
    SLOW,
    async () => {
      const orphan = await tinbao(['backup', '--to', folder, '--wal'])
      expect(orphan).toMatchObject({ code: 1, out: expect.stringContaining('no full backup of this database') })
      expect(await tinbao(['backup', '--to', folder])).toMatchObject({ code: 0 })
      const lines = (await filesOf('base')).map((name) => name.split('-')[3])
      expect(new Set(lines).size).toBe(2)
      const doctor = await tinbao(['doctor'])
      expect(doctor.out).toMatch(/ok +backup: the last 0 h ago/)
    },
  )

  it('a home on another machine is made of backup and keys, which lie apart', SLOW, async () => {
    const keysFolder = path.join(elsewhere, 'keys-backups')
    const other = path.join(elsewhere, 'other-home')
    const recipient = (await readFile(identity, 'utf8')).match(/age1\S+/)?.[0] ?? ''
    const unnamed = await tinbao(['backup', 'keys', '--to', keysFolder])
    expect(unnamed).toMatchObject({ code: 1, out: expect.stringContaining('nobody is named') })
    const together = await tinbao(['backup', 'keys', '--to', folder, '--recipient', recipient])
    expect(together).toMatchObject({ code: 1, out: expect.stringContaining('holds backups of data') })
    expect(await tinbao(['backup', 'keys', '--to', keysFolder, '--recipient', recipient])).toMatchObject({ code: 0 })
    const keysFile = path.join(keysFolder, (await readdir(keysFolder))[0] ?? '')

    const withoutKeys = await tinbao(['restore', '--from', await baseFile(), '--identity', identity, '--into', other])
    expect(withoutKeys).toMatchObject({ code: 1, out: expect.stringContaining('Put the key files back') })
    const keys = await tinbao(['restore', '--from', keysFile, '--identity', identity, '--into', other])
    expect(keys, keys.out).toMatchObject({ code: 0 })
    const own = (await readdir(path.join(home, 'keys'))).sort()
    expect((await readdir(path.join(other, 'keys'))).sort()).toEqual(own)
    expect(own).toContain('vault')
    const twice = await tinbao(['restore', '--from', keysFile, '--identity', identity, '--into', other])
    expect(twice).toMatchObject({ code: 1, out: expect.stringContaining('Keys are never overwritten') })
    const data = await tinbao(['restore', '--from', await baseFile(), '--identity', identity, '--into', other])
    expect(data, data.out).toMatchObject({ code: 0 })
    expect(await askHome(other, IDS)).toEqual(['a-before', 'b-after', 'c-later'])
  })

  it('what cannot be restored is said in a sentence, and nothing is left behind', SLOW, async () => {
    const place = path.join(elsewhere, 'broken')
    await mkdir(place)
    const target = path.join(elsewhere, 'target')
    const into = ['--into', target]
    const env = { TINBAO_KEYS: path.join(home, 'keys') }
    const base = path.basename(await baseFile())
    const [first = '', second = ''] = await filesOf('wal')
    const restore = (more: string[] = [], key = identity): Promise<Ran> =>
      tinbao(['restore', '--from', path.join(place, base), '--identity', key, ...into, ...more], env)

    const stranger = path.join(elsewhere, 'stranger.txt')
    await copyFile(path.join(folder, base), path.join(place, base))
    await copyFile(path.join(folder, second), path.join(place, second))
    expect((await tinbao(['backup', 'keygen', '--out', stranger], { TINBAO_HOME: target })).code).toBe(0)
    expect(await restore([], stranger)).toMatchObject({
      code: 1,
      out: expect.stringContaining('does not open the file'),
    })
    const gap = await restore()
    expect(gap).toMatchObject({ code: 1, out: expect.stringMatching(/segment [0-9A-F]{24} of the log is missing/) })
    expect(await restore(['--up-to-gap'])).toMatchObject({ code: 0 })
    expect(await askHome(target, IDS)).toEqual(['a-before'])
    await rm(path.join(target, 'postgres'), { recursive: true })

    await copyFile(path.join(folder, first), path.join(place, first))
    await truncate(path.join(place, first), (await stat(path.join(place, first))).size - 1)
    expect(await restore()).toMatchObject({ code: 1, out: expect.stringContaining(`${first} is cut short, altered`) })
    await copyFile(path.join(folder, first), path.join(place, first))
    const early = await restore(['--until', '2020-01-01T00:00:00Z'])
    expect(early).toMatchObject({ code: 1, out: expect.stringContaining('lies before this backup') })
    const late = await restore(['--until', '2099-01-01T00:00:00Z'])
    expect(late).toMatchObject({ code: 1, out: expect.stringContaining('the log ends before the time given') })
    const wal = await tinbao(['restore', '--from', path.join(place, first), '--identity', identity, ...into], env)
    expect(wal).toMatchObject({ code: 1, out: expect.stringContaining('is the log after a full backup') })
    const foreign = await tinbao(['restore', '--from', path.join(place, base), '--identity', identity], {
      DATABASE_URL: 'postgres://a:b@127.0.0.1:9/x',
    })
    expect(foreign).toMatchObject({ code: 1, out: expect.stringContaining('DATABASE_URL names another') })
    const left = await readdir(target)
    for (const name of ['postgres', 'restoring']) expect(left).not.toContain(name)
  })
})
