import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { writeRecord } from '../../src/cli/backup/record.ts'
import { waitForArchive } from '../../src/cli/backup/wal.ts'
import { checkBackup } from '../../src/cli/doctor-backup.ts'
import { beginArchive, walFolderOf } from '../../src/cli/postgres-archive.ts'
import { loadConfig } from '../../src/config.ts'
import { findArchiveFailure, readCluster, reloadSettings, switchWal } from '../../src/storage/base-backup.ts'
import { makeServerHome } from '../support/postgres.ts'
import { until } from '../support/until.ts'

const { start, home } = await makeServerHome()
const config = loadConfig({ TINBAO_HOME: home })
const server = await start()
const client = new pg.Client({ connectionString: server.url })
client.on('error', () => {})
await client.connect()
afterAll(() => client.end())

it('doctor asks for a first backup, is content with one of today, and warns of one older than a day', async () => {
  expect(await checkBackup(config, server.url)).toMatchObject({ state: 'warning', detail: 'none was ever made here' })
  await writeRecord(home, { dataAt: '2026-11-22T06:00:00Z', folder: '/backups' })
  const at = (text: string) => checkBackup(config, server.url, Temporal.Instant.from(text))
  expect(await at('2026-11-23T05:30:00Z')).toMatchObject({ state: 'ok', detail: 'the last 23 h ago, in /backups' })
  expect(await at('2026-11-23T08:00:00Z')).toMatchObject({ state: 'warning', detail: 'the last 26 h ago, in /backups' })
})

it('a log that cannot be archived is broken, by the name of its segment, and a backup does not wait for it for ever', async () => {
  const { systemId } = await readCluster(client)
  await beginArchive(home, path.join(home, 'postgres'), systemId)
  // Where the folder was lies a file: nobody can write into it, root included.
  await rm(walFolderOf(home), { recursive: true })
  await writeFile(walFolderOf(home), '')
  await reloadSettings(client)
  await client.query('create table written (id int)')
  const last = await switchWal(client)
  await until('the archive to fail', () => findArchiveFailure(client))
  const finding = await checkBackup(config, server.url)
  expect(finding).toMatchObject({ state: 'broken', detail: expect.stringContaining(last) })
  await expect(waitForArchive(client, last, 300)).rejects.toThrow(`the log cannot be archived (since segment ${last})`)
})
