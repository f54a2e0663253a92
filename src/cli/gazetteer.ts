import { stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from '../config.ts'
import { activateRelease, keepRelease } from '../flow/gazetteer.ts'
import { diffReleases } from '../gazetteer/diff.ts'
import { describeFindings, isFit } from '../gazetteer/findings.ts'
import { unpackRelease } from '../gazetteer/pack.ts'
import { readFolder } from '../gazetteer/read-folder.ts'
import type { Release } from '../gazetteer/release.ts'
import { writeFolder } from '../gazetteer/write-folder.ts'
import type { Tx } from '../storage/db.ts'
import { listReleases, loadRelease } from '../storage/gazetteer.ts'
import type { Command } from './command.ts'
import { withDatabase } from './database.ts'
import { describeCounts, describeDiff } from './gazetteer-print.ts'
import { countRelease, toNewRelease } from './gazetteer-release.ts'
import { asOwner, readAsOwner } from './owner-db.ts'

export const gazetteer: Command = {
  usage: `gazetteer import FOLDER [--valid-from YYYY-MM-DD] [--boundaries FILE] [--dry-run]
                                         lists and boundaries into a release, kept beside the others; says what it put right
  tinbao gazetteer list                  every release there is, and which is in use
  tinbao gazetteer diff A B [--json]     what changes from one release to another
  tinbao gazetteer activate ID           put a release in use; what was found with another keeps it
  tinbao gazetteer export ID FOLDER      a release as lists and boundaries that "import" reads back`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: false,
      options: {
        'valid-from': { type: 'string' },
        boundaries: { type: 'string' },
        json: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
      },
    })
    const [verb, one, other] = positionals
    const config = loadConfig(env)
    if (verb === 'import' && one) {
      const { 'valid-from': validFrom, boundaries: boundariesFile } = values
      return importFolder(config, one, values['dry-run'] === true, {
        ...(typeof validFrom === 'string' ? { validFrom } : {}),
        ...(typeof boundariesFile === 'string' ? { boundariesFile } : {}),
      })
    }
    if (verb === 'list') return list(config)
    if (verb === 'diff' && one && other) return diff(config, one, other, values.json === true)
    if (verb === 'activate' && one) return activate(config, one)
    if (verb === 'export' && one && other) return exportTo(config, one, other)
    return explain(`Usage: tinbao ${gazetteer.usage}`, 2)
  },
}

/** 0: kept, or there already. 1: nothing was kept, or what was kept cannot be activated. */
async function importFolder(
  config: Config,
  folder: string,
  isTrial: boolean,
  options: { validFrom?: string; boundariesFile?: string },
): Promise<number> {
  for (const path of [folder, ...(options.boundariesFile === undefined ? [] : [options.boundariesFile])]) {
    const found = await stat(path).catch(() => null)
    if (path === folder ? !found?.isDirectory() : !found?.isFile()) return explain(`There is no ${path}.`, 2)
  }
  const { release, findings } = await readFolder(folder, options)
  process.stdout.write(`${describeFindings(findings).join('\n')}\n\n`)
  if (release === null) return explain('Nothing was imported: correct the lines named above and import again.', 1)
  process.stdout.write(`Valid from ${release.validFrom}: ${describeCounts(countRelease(release))}.\n`)
  if (isTrial) return explain('A trial: nothing was kept.', isFit(findings) ? 0 : 1)
  const kept = await withDatabase(config, (url) =>
    asOwner(url, (tx) => keepRelease(tx, toNewRelease(release, findings))),
  )
  const what = kept.isNew ? `Kept as ${kept.id}` : `Says the same as ${kept.id}, which is here already`
  if (!kept.isValid) return explain(`${what}. It cannot be activated before the errors above are mended.`, 1)
  process.stdout.write(`${what}. To put it in use: npx tinbao gazetteer activate ${kept.id}\n`)
  return 0
}

async function list(config: Config): Promise<number> {
  const releases = await withDatabase(config, (url) => readAsOwner(url, listReleases))
  for (const { id, importedAt, isActive, isValid, activatedAt, counts } of releases) {
    const state = isActive ? 'in use' : !isValid ? 'cannot be used' : activatedAt ? 'was in use' : 'never in use'
    process.stdout.write(`${[id, importedAt.toISOString(), state, describeCounts(counts)].join('\t')}\n`)
  }
  return 0
}

async function diff(config: Config, from: string, to: string, isJson: boolean): Promise<number> {
  const found = await withDatabase(config, (url) =>
    readAsOwner(url, async (tx) => ({ from: await open(tx, from), to: await open(tx, to) })),
  )
  if (found.from === null || found.to === null) return explainUnknown(found.from === null ? from : to)
  const diff = diffReleases(found.from, found.to)
  process.stdout.write(`${isJson ? JSON.stringify(diff) : describeDiff(diff).join('\n')}\n`)
  return 0
}

async function activate(config: Config, id: string): Promise<number> {
  const done = await withDatabase(config, (url) => asOwner(url, (tx) => activateRelease(tx, id)))
  if (!done.ok) {
    switch (done.reason) {
      case 'unknown-release':
        return explainUnknown(id)
      case 'invalid-release':
        return explain(`${id} has errors and cannot be put in use: import a mended folder.`, 1)
    }
  }
  if (!done.isChange) return explain(`${id} is in use already.`, 0)
  process.stdout.write(`In use: ${id}${done.before === null ? '' : `, in the place of ${done.before}`}. `)
  process.stdout.write('Running processes load it now; tips that were routed before stay where they are.\n')
  return 0
}

async function exportTo(config: Config, id: string, folder: string): Promise<number> {
  const release = await withDatabase(config, (url) => readAsOwner(url, (tx) => open(tx, id)))
  if (release === null) return explainUnknown(id)
  try {
    const files = await writeFolder(release, folder)
    process.stdout.write(`Written to ${folder}: ${files.join(', ')}\n`)
    return 0
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!isThere) throw error
    return explain(`${folder} holds such files already: give a new folder.`, 1)
  }
}

async function open(tx: Tx, id: string): Promise<Release | null> {
  const packed = await loadRelease(tx, id)
  return packed === null ? null : unpackRelease(packed.body, packed.id)
}

function explainUnknown(id: string): number {
  return explain(`There is no release ${id}: npx tinbao gazetteer list`, 1)
}

function explain(words: string, code: number): number {
  const out = code === 0 ? process.stdout : process.stderr
  out.write(`${words}\n`)
  return code
}
