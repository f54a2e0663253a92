import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { archiveSettings, keepCommand } from '../../../src/cli/postgres-archive.ts'

const home = await mkdtemp(path.join(os.tmpdir(), "tinbao 'archive' 100%-"))
afterAll(() => rm(home, { recursive: true, force: true }))

const NAME = '000000010000000000000003'

/** The command as the server runs it, in the folder where the segment lies. */
function archive(name: string): Promise<number> {
  // In the settings quotes and backslashes are written twice; `%p`, `%f` and `%%` are filled in by the server.
  const command = keepCommand(home)
    .replaceAll("''", "'")
    .replaceAll('\\\\', '\\')
    .replace(/%[pf%]/g, (what) => ({ '%p': 'segment', '%f': name })[what] ?? '%')
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', command], { cwd: home }, (error) => resolve(error ? 1 : 0))
  })
}

it('nothing is kept until a backup has made the folder, and where data may be lost never', async () => {
  expect(await archiveSettings(home, true)).toEqual(['archive_mode = on', "archive_command = 'true'"])
  await mkdir(path.join(home, 'wal'))
  expect((await archiveSettings(home, true))[1]).toContain('archive-wal')
  expect(await archiveSettings(home, false)).toEqual(['archive_mode = off'])
})

it('a segment is kept whole, once, and never replaced by another; half ones leave no name', async () => {
  await writeFile(path.join(home, 'segment'), 'the log')
  expect(await archive(NAME)).toBe(0)
  expect(await archive(NAME)).toBe(0)
  await writeFile(path.join(home, 'segment'), 'another log')
  expect(await archive(NAME)).toBe(1)
  expect(await readFile(path.join(home, 'wal', NAME), 'utf8')).toBe('the log')
  expect(await readdir(path.join(home, 'wal'))).toEqual([NAME])
})

it('what is older than any backup may be goes, also where nobody makes backups', async () => {
  const old = '000000010000000000000001'
  await writeFile(path.join(home, 'wal', old), '')
  const seconds = Date.now() / 1_000 - 36 * 86_400
  await utimes(path.join(home, 'wal', old), seconds, seconds)
  expect(await archive('000000010000000000000004')).toBe(0)
  expect(await readdir(path.join(home, 'wal'))).toEqual([NAME, '000000010000000000000004'])
})
