import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, it } from 'vitest'
import { cloneDatabase } from '../support/postgres.ts'

const database = await cloneDatabase()
const home = await mkdtemp(path.join(os.tmpdir(), 'tinbao-units-'))
afterAll(() => rm(home, { recursive: true, force: true }))
// The roles of the test server are shared by all files: this home signs in with the passwords they have.
await mkdir(path.join(home, 'keys'), { recursive: true })
await writeFile(path.join(home, 'keys', 'database-roles.json'), JSON.stringify(database.passwords))

const MAIN = path.resolve(import.meta.dirname, '../../src/cli/main.ts')
const at = (name: string): string => path.join(home, name)

async function units(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [MAIN, 'units', ...args], {
    env: { PATH: process.env.PATH ?? '', TINBAO_HOME: home, DATABASE_URL: database.url },
  })
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await closed, out, err }
}

it.each(['csv', 'xlsx'])('what units export writes as %s, units import reads back without a change', async (kind) => {
  const file = at(`all.${kind}`)
  expect(await units('export', file)).toMatchObject({ code: 0, out: expect.stringContaining('units written') })
  const { code, out } = await units('import', file)
  expect([code, out]).toEqual([0, expect.stringMatching(/^0 added, 0 changed, \d\d as they were\.\n$/)])
})

it('a file with a fault names line and column and what was expected, and changes nothing', async () => {
  await writeFile(at('wrong.csv'), 'Mã;Điện thoại\n26740;113\n26743;0903\n')
  const { code, err } = await units('import', at('wrong.csv'), '--reason', 'thử')
  expect(code).toBe(1)
  expect(err).toBe(
    'wrong.csv, line 3, column "Điện thoại trực" (dutyPhones): "0903" is no telephone number of Viet Nam; was the column kept as text?\nNothing was changed.\n',
  )
  expect((await units('list', '--province', '79')).out).not.toContain('113')
  await writeFile(at('broken.csv'), 'Mã;Tên\n26740;"x\n')
  expect((await units('import', at('broken.csv'))).err).toContain('broken.csv, line ')
  expect((await units('import', at('none.csv'))).err).toContain('cannot be read (ENOENT)')
})

it('a change is tried first, then made, and told by the history', async () => {
  await writeFile(at('right.csv'), 'Mã;Điện thoại\n4;2438297643\n')
  const trial = await units('import', at('right.csv'), '--reason', 'số mới', '--document', 'QĐ 12', '--dry-run')
  expect(trial.out).toContain('"4" read as "00004"')
  expect(trial.out).toContain('nothing was changed')
  expect((await units('history', '00004')).out).not.toContain('số mới')
  expect(await units('import', at('right.csv'), '--reason', 'số mới', '--document', 'QĐ 12')).toMatchObject({ code: 0 })
  const { out } = await units('history', '00004')
  expect(out).toMatch(
    /^2\. from \d{4}-\d\d-\d\d, written .* by command: số mới \(QĐ 12\)\n {3}dutyPhones: 02438297643\n1\. /,
  )
  expect((await units('list', '--on', '2025-07-01')).out).not.toContain('02438297643')
  expect(await units('history', 'nowhere')).toMatchObject({ code: 1 })
})

it('units make adds what a province of the gazetteer lacks, and leaves what is there as it is', async () => {
  const made = await units('make', '--province', '79')
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^1\d\d added, 0 changed/m) })
  expect((await units('make', '--province', '79')).out).toContain('0 added, 0 changed')
  expect((await units('list', '--province', '79')).out).toContain('26743\tCông an phường Bến Thành')
  expect(await units('make', '--province', '98')).toMatchObject({ code: 1 })
  const table = at('79.csv')
  await units('export', table, '--province', '79')
  expect((await readFile(table, 'utf8')).split('\r\n').length).toBeGreaterThan(150)
})
