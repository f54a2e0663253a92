import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { cloneDatabase } from '../support/postgres.ts'

const database = await cloneDatabase()
const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-commands-'))
afterAll(() => rm(home, { recursive: true, force: true }))

const MAIN = path.resolve(import.meta.dirname, '../../src/cli/main.ts')

interface Ran {
  code: number | null
  out: string
  err: string
}

/** `tinbao …` as a child process, on the test's own database server. */
function tinbao(args: string[], options: { input?: string; env?: Record<string, string> } = {}): Promise<Ran> {
  const child: ChildProcess = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH ?? '', TINBAO_HOME: home, DATABASE_URL: database.url, ...options.env },
  })
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk) => {
    out += chunk
  })
  child.stderr?.on('data', (chunk) => {
    err += chunk
  })
  child.stdin?.end(options.input ?? '')
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })))
}

// The roles of the test server are shared by all files: this home signs in with the passwords they have.
await mkdir(path.join(home, 'keys'), { recursive: true })
await writeFile(path.join(home, 'keys', 'database-roles.json'), JSON.stringify(database.passwords))

const LINES = [
  {
    id: 'late',
    receivedAt: '2026-11-20T22:00:00+07:00',
    channel: 'zalo-bot',
    text: 'Sáng nay mất con Wave đỏ biển 59x1 23456 để trước quán cà phê phường Sài Gòn!!',
    reporter: 'an',
  },
  {
    id: 'early',
    receivedAt: '2026-11-20T21:00:00+07:00',
    channel: 'webform',
    text: 'sang nay mat con wave do bien 59x1 23456 de truoc quan ca phe phuong sai gon',
    reporter: 'binh',
  },
  {
    id: 'now',
    receivedAt: '2026-11-20T23:00:00+07:00',
    channel: 'telegram',
    text: 'cuu voi no cam dao o phuong ben thanh',
  },
  {
    id: 'police',
    receivedAt: '2026-11-20T23:10:00+07:00',
    channel: 'telegram',
    text: 'công an phường Bến Thành vòi tiền, đòi phong bì mỗi tháng',
  },
  { id: 'hello', receivedAt: '2026-11-20T23:20:00+07:00', channel: 'telegram', text: 'alo' },
  {
    id: 'pin',
    receivedAt: '2026-11-20T23:30:00+07:00',
    channel: 'telegram',
    text: 'đánh nhau ở đây',
    location: { lat: 10.772, lon: 106.694 },
  },
]

describe('tinbao triage', () => {
  it('runs the pipeline in time order, answers in input order, and loses nothing over a broken line', async () => {
    const broken = ['{"id":"x","receivedAt":"yesterday","channel":"c","text":"t"}', 'not json', '']
    const input = [JSON.stringify(LINES[0]), ...broken, ...LINES.slice(1).map((line) => JSON.stringify(line))].join(
      '\n',
    )
    const ran = await tinbao(['triage', '--in', '-', '--out', '-'], { input })
    expect(ran.code).toBe(1)
    const lines = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map((line) => line.id)).toEqual(['late', 'x', null, 'early', 'now', 'police', 'hello', 'pin'])
    expect(lines[1]).toMatchObject({ line: 2, error: expect.stringContaining('receivedAt') })
    expect(lines[2]).toEqual({ id: null, line: 3, error: 'not JSON' })

    const [late, , , early, now, police, hello, pin] = lines
    // The one received first is the original, wherever it stands in the file; marks and case do not hide a copy.
    expect(early).toMatchObject({ duplicateOf: null, link: 'none', incident: 'early' })
    expect(late).toMatchObject({ duplicateOf: 'early', link: 'copy', incident: 'early', category: 'motorbike-theft' })
    expect(late.entities.plates).toEqual(['59-X1 234.56'])
    expect(late.place).toMatchObject({ unit: '26740', province: '79', ambiguous: false })
    expect(now).toMatchObject({ urgency: 'critical', callNow: true, route: { unit: '26743' } })
    expect(now.situations).toContain('U1')
    expect(now.route.also).toContain('79-PV01')
    expect(police).toMatchObject({ category: 'corruption-misconduct', route: { unit: '79-TTR', also: [] } })
    expect(hello).toMatchObject({ kind: 'greeting', category: null, route: { unit: null, also: [] } })
    // The gazetteer of a fresh installation has names and no borders: a pin alone tells nothing by it.
    expect(pin).toMatchObject({ place: { unit: null, candidates: [] }, route: { unit: '79-PC01' } })
    expect(Object.keys(now).sort()).toEqual(
      [
        'callNow',
        'categories',
        'category',
        'duplicateOf',
        'entities',
        'evidence',
        'id',
        'incident',
        'kind',
        'link',
        'place',
        'route',
        'series',
        'situations',
        'suggestions',
        'urgency',
      ].sort(),
    )
    for (const { span } of now.evidence)
      expect(span === undefined || span.end <= (LINES[2]?.text.length ?? 0)).toBe(true)
  })

  it('leaves neither a database behind nor a tip in the real one', async () => {
    const file = path.join(home, 'in.jsonl')
    const out = path.join(home, 'out.jsonl')
    await writeFile(file, `${JSON.stringify(LINES[2])}\n`)
    const ran = await tinbao(['triage', '--in', file, '--out', out])
    expect(ran).toMatchObject({ code: 0, out: '' })
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ id: 'now' })
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const { rows } = await client.query(
      `select (select count(*) from tips) as tips, (select count(*) from pg_database where datname like 'tinbao\\_run\\_%') as runs`,
    )
    await client.end()
    expect(rows[0]).toEqual({ tips: '0', runs: '0' })
  })
})

describe('tinbao', () => {
  it('adds an officer once, refuses a taken login, an unknown unit and a short password', async () => {
    const add = (login: string, unit: string, input?: string) =>
      tinbao(
        [
          'officer',
          'add',
          '--login',
          login,
          '--unit',
          unit,
          '--number',
          '113-042',
          ...(input ? ['--password-stdin'] : []),
        ],
        { input: input ?? '' },
      )
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(
      `insert into units (code, name, kind, level, role, valid_from) values ('26743', 'Công an phường Bến Thành', 'commune', 'commune', 'CAX', '2025-07-01')`,
    )
    const first = await add('an.nguyen', '26743')
    expect(first).toMatchObject({ code: 0 })
    expect(first.out).toMatch(/shown once:\nhttp:\/\/localhost:\d+\/ban-truc\/ghi-danh#[\w-]{43}\n/)
    expect(await add('an.nguyen', '26743')).toMatchObject({ code: 1, err: expect.stringContaining('taken') })
    expect(await add('binh', '99999')).toMatchObject({ code: 1, err: expect.stringContaining('no unit') })
    expect(await add('chi', '26743', 'short')).toMatchObject({ code: 2, err: expect.stringContaining('15') })
    expect(await add('dung', '26743', 'mot cau dai chi minh biet')).toMatchObject({ code: 0 })
    const { rows } = await client.query('select login, password_hash from officers order by login')
    await client.end()
    expect(rows.map(({ login }) => login)).toEqual(['an.nguyen', 'dung'])
    expect(rows[0].password_hash).toBeNull()
    expect(rows[1].password_hash).toMatch(/^\$argon2id\$/)
  })

  it('lists officers, makes links, disables and enables, and names nobody it does not know', async () => {
    const link = await tinbao(['officer', 'link', '--login', 'an.nguyen'])
    expect(link).toMatchObject({ code: 0, out: expect.stringContaining('/ban-truc/ghi-danh#') })
    expect(await tinbao(['officer', 'disable', '--login', 'an.nguyen'])).toMatchObject({ code: 0 })
    expect((await tinbao(['officer', 'list'])).out).toMatch(/an\.nguyen .*disabled\ndung .*not enrolled/)
    expect(await tinbao(['officer', 'enable', '--login', 'an.nguyen'])).toMatchObject({ code: 0 })
    expect(await tinbao(['officer', 'link', '--login', 'khong-co'])).toMatchObject({ code: 1 })
    expect(await tinbao(['demo-code', 'benthanh'])).toMatchObject({ code: 1 })
  })

  it('migrates again without doing anything', async () => {
    expect(await tinbao(['migrate'])).toMatchObject({ code: 0, out: 'Nothing to do.\n' })
  })

  it('doctor finds nothing broken here, and names what is broken elsewhere', async () => {
    const well = await tinbao(['doctor'])
    expect(well.out).toContain('6 roles sign in')
    expect(well.out).toMatch(/(ok|warning) +gazetteer: \S+ in use: \d+/)
    // The test's own table holds one unit only.
    expect(well.out).toContain('BROKEN  units: bad-config: no unit 79-PC01')
    const away = await tinbao(['doctor'], { env: { DATABASE_URL: 'postgres://a:b@127.0.0.1:9/x' } })
    expect(away.code).toBe(1)
    expect(away.out).toContain('BROKEN  database server')
    const misset = await tinbao(['doctor'], { env: { PORT: 'many' } })
    expect(misset.out).toContain('BROKEN  configuration: bad-config: PORT')
  })

  it.each([
    ['a wrong address', { DATABASE_URL: 'postgres://a:b@127.0.0.1:9/x' }, 'database-unreachable'],
    ['an address that is none', { DATABASE_URL: 'nonsense' }, 'DATABASE_URL'],
    ['a bot token without its secret', { TELEGRAM_BOT_TOKEN: '1:a' }, 'TELEGRAM_WEBHOOK_SECRET'],
  ])('says what happened and what to do about %s', async (_name, env, words) => {
    const ran = await tinbao(['migrate'], { env })
    expect(ran.code).toBe(1)
    expect(ran.err).toContain(words)
    expect(ran.err).toContain('What to do:')
    expect(ran.err).not.toContain('    at ')
  })

  it('says what rights an account lacks', async () => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(`create role poor_commands login password 'poor'`)
    await client.query('create database poor_commands')
    const url = new URL(database.url)
    url.username = 'poor_commands'
    url.password = 'poor'
    url.pathname = '/poor_commands'
    const ran = await tinbao(['migrate'], { env: { DATABASE_URL: url.href } })
    await client.query('drop database poor_commands with (force)')
    await client.query('drop role poor_commands')
    await client.end()
    expect(ran.code).toBe(1)
    expect(ran.err).toContain('database-refused')
    expect(ran.err).toContain('createrole')
  })

  it('names its commands to someone who mistypes', async () => {
    expect(await tinbao(['triag'])).toMatchObject({ code: 2, err: expect.stringContaining('tinbao triage') })
  })
})
