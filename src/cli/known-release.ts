import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../config.ts'
import { unpackRelease } from '../gazetteer/pack.ts'
import type { Release } from '../gazetteer/release.ts'
import { makeSeedRelease } from '../gazetteer/seed.ts'
import { loadActiveRelease } from '../storage/gazetteer.ts'
import { withDatabase } from './database.ts'
import { readReleaseFolder } from './gazetteer-folder.ts'
import { readAsOwner } from './owner-db.ts'

/**
 * The release that a folder makes, where one is named; else the one in use in the database, and where there is none yet
 * the one that a fresh installation starts with. @throws {AppError} `bad-config`, `bad-data`
 */
export async function openRelease(config: Config, folder: string | null): Promise<Release> {
  if (folder !== null) return readReleaseFolder(folder)
  const hasDatabase = config.databaseUrl !== null || existsSync(path.join(config.home, 'postgres'))
  const packed = hasDatabase ? await withDatabase(config, (url) => readAsOwner(url, loadActiveRelease)) : null
  return packed === null ? makeSeedRelease().release : unpackRelease(packed.body, packed.id)
}
