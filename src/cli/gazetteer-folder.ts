import { stat } from 'node:fs/promises'
import { AppError } from '../domain/errors.ts'
import { describeFindings, isFit } from '../gazetteer/findings.ts'
import { readFolder } from '../gazetteer/read-folder.ts'
import type { Release } from '../gazetteer/release.ts'

/**
 * The release that a folder of lists and boundaries makes, for one run and kept nowhere. `boundariesFile`: a path, where
 * the folder has several. @throws {AppError} `bad-config` for what is no folder, `bad-data` naming what is wrong and where
 */
export async function readReleaseFolder(folder: string, boundariesFile?: string): Promise<Release> {
  const found = await stat(folder).catch(() => null)
  if (!found?.isDirectory()) throw new AppError('bad-config', `there is no folder ${folder}`)
  const { release, findings } = await readFolder(folder, boundariesFile === undefined ? {} : { boundariesFile })
  if (release !== null && isFit(findings)) return release
  const errors = describeFindings(findings.filter(({ severity }) => severity === 'error'))
  throw new AppError('bad-data', `${folder} makes no release\n${errors.join('\n')}`)
}
