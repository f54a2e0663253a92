import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeFolder } from '../../src/gazetteer/write-folder.ts'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { cloneDatabase } from '../support/postgres.ts'

const database = await cloneDatabase()
const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-places-'))
afterAll(() => rm(home, { recursive: true, force: true }))
const gazetteer = path.join(home, 'gazetteer')
await mkdir(gazetteer)
const release = makeSmallRelease()
await writeFolder(release, gazetteer)

const MAIN = path.resolve(import.meta.dirname, '../../src/cli/main.ts')
const [BEN_THANH, TAM_SON] = ['26743', '08824']

/** `tinbao …` as a child process; with a database only where one is named. */
function tinbao(
  args: string[],
  options: { input?: string; databaseUrl?: string } = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: {
      PATH: process.env.PATH ?? '',
      TINBAO_HOME: path.join(home, 'data'),
      ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
    },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  child.stdin.end(options.input ?? '')
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })))
}

describe('tinbao locate', () => {
  it('tells the commune of a text by the gazetteer named, and why, without any database', async () => {
    const ran = await tinbao(['locate', 'mất xe ở phường Bến Thành, quận 1', '--gazetteer', gazetteer])
    expect(ran.code).toBe(0)
    expect(ran.out).toContain(`Commune: ${BEN_THANH} Phường Bến Thành, Thành phố Hồ Chí Minh`)
    expect(ran.out).toContain('"phường Bến Thành"')
    expect(ran.out).toContain(`Release: ${release.id}`)
  })

  it('tells the commune that a point lies in', async () => {
    const ran = await tinbao(['locate', '10.7721,106.6941', '--gazetteer', gazetteer, '--json'])
    expect(JSON.parse(ran.out)).toMatchObject({
      release: release.id,
      commune: BEN_THANH,
      province: '79',
      unclear: null,
    })
  })

  it('knows the names of the whole country before anything was imported', async () => {
    const ran = await tinbao(['locate', 'phường Bến Thành, thành phố Hồ Chí Minh', '--json'])
    expect(JSON.parse(ran.out)).toMatchObject({ commune: BEN_THANH })
  })

  it('asks for a question where there is none, and for a folder that is one', async () => {
    expect(await tinbao(['locate'])).toMatchObject({ code: 2, err: expect.stringContaining('Usage: tinbao locate') })
    const ran = await tinbao(['locate', 'a', '--gazetteer', path.join(home, 'nowhere')])
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('there is no folder') })
  })
})

describe('tinbao triage --gazetteer', () => {
  it('places and routes by that set alone, and says which it was', { timeout: 60_000 }, async () => {
    await mkdir(path.join(home, 'data', 'keys'), { recursive: true })
    // The roles of the test server are shared by all files: this home signs in with the passwords they have.
    await writeFile(path.join(home, 'data', 'keys', 'database-roles.json'), JSON.stringify(database.passwords))
    const at = { receivedAt: '2026-11-20T22:00:00+07:00', channel: 'telegram' }
    const lines = [
      { id: 'named', ...at, text: 'tối nào cũng đánh bạc ăn tiền ở phường Tam Sơn, Phú Thọ' },
      { id: 'pinned', ...at, text: 'đánh bạc ăn tiền ở đây', location: { lat: 10.7721, lon: 106.6941 } },
      { id: 'split', ...at, text: 'đánh bạc ăn tiền ở phường 4 quận 3' },
      { id: 'nowhere', ...at, text: 'tối nào cũng đánh bạc ăn tiền' },
    ]
    const input = lines.map((line) => JSON.stringify(line)).join('\n')
    const args = ['triage', '--in', '-', '--out', '-', '--gazetteer', gazetteer]
    const ran = await tinbao(args, { input, databaseUrl: database.url })
    expect(ran).toMatchObject({ code: 0, err: '' })
    const [named, pinned, split, nowhere] = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(named).toMatchObject({
      place: { release: release.id, commune: TAM_SON, province: '25', unclear: null },
      route: { unit: TAM_SON },
    })
    expect(pinned).toMatchObject({ place: { commune: BEN_THANH, unclear: null }, route: { unit: BEN_THANH } })
    expect(split).toMatchObject({ place: { commune: null, unclear: 'split-ward' }, route: { unit: '79-PC01' } })
    expect(split.place.candidates.map(({ code }: { code: string }) => code).sort()).toEqual(['27139', '27154'])
    expect(nowhere).toMatchObject({ place: { commune: null, candidates: [], unclear: 'no-place' } })
  })
})

describe('tinbao evaluate --gazetteer', () => {
  const set = path.join(home, 'set.tsv')
  const evaluate = (...args: string[]) => tinbao(['evaluate', '--gazetteer', gazetteer, '--set', set, ...args])

  it('refuses a set with codes that the release does not know, and names line and column', async () => {
    await writeFile(set, 'a\ttyped-new\t-\tunit\t99999\tmất xe ở phường Bến Thành\n')
    const ran = await evaluate()
    expect(ran).toMatchObject({ code: 1, out: '' })
    expect(ran.err).toContain(`does not fit release ${release.id}`)
    expect(ran.err).toContain('line 1, column 5: not in the release: 99999')
  })

  it('prints every figure beside what was wanted, and writes it to files', async () => {
    const lines = [
      `a\ttyped-new\t-\tunit\t${BEN_THANH}\tmất xe ở phường Bến Thành, Thành phố Hồ Chí Minh`,
      `b\tpolice\t-\tunit\t${TAM_SON}\tcông an phường Tam Sơn, Phú Thọ vòi tiền mỗi tháng`,
      'c\tnone\t-\tnone\t-\thàng xóm hát loa kẹo kéo suốt đêm',
    ]
    await writeFile(set, `${lines.join('\n')}\n`)
    await writeFile(path.join(gazetteer, 'gps-samples.tsv'), `lat\tlon\tunit_code\n10.7721\t106.6941\t${BEN_THANH}\n`)
    const [json, md] = [path.join(home, 'places.json'), path.join(home, 'places.md')]
    const ran = await evaluate('--json', json, '--md', md)
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toContain('| right unit first, where one can be known | at least 0.95 | 2 of 2 (100.0 %) |')
    expect(ran.out).toContain('| pins in the right polygon | at least 0.997 | 1 of 1 (100.00 %) |')
    expect(ran.out).toContain('| complaint about police routed to the unit complained about | 0 | 0 of 1 (0.0 %) |')
    expect(await readFile(md, 'utf8')).toBe(ran.out)
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ release: release.id, texts: 3, pins: {} })
  })

  it('shows nobody what was missed of the frozen set', async () => {
    const ran = await tinbao(['evaluate', '--gazetteer', gazetteer, '--misses', path.join(home, 'misses.tsv')])
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('not looked into') })
  })
})
