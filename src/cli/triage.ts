import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import { makeUnits } from '../gazetteer/make-units.ts'
import { makePlaces } from '../gazetteer/places.ts'
import type { Release } from '../gazetteer/release.ts'
import { makeSeedRelease } from '../gazetteer/seed.ts'
import { makeClassifier } from '../understand/model/classifier.ts'
import { loadModelInUse } from '../understand/model/store.ts'
import type { Command } from './command.ts'
import { readReleaseFolder } from './gazetteer-folder.ts'
import { withThrowawayDatabase } from './throwaway-database.ts'
import { type BatchGazetteer, runBatch } from './triage-batch.ts'

export const triage: Command = {
  usage: `triage --in FILE --out FILE [--gazetteer FOLDER]
                                         run the pipeline over JSON Lines, oldest first; - is the standard stream`,
  async run(args, env) {
    const { values } = parseArgs({
      args: [...args],
      strict: false,
      options: { in: { type: 'string' }, out: { type: 'string' }, gazetteer: { type: 'string' } },
    })
    const isWrong = values.gazetteer !== undefined && typeof values.gazetteer !== 'string'
    if (typeof values.in !== 'string' || typeof values.out !== 'string' || isWrong) {
      process.stderr.write(`Usage: tinbao ${triage.usage}\n`)
      return 2
    }
    const input = await readInput(values.in)
    const config = loadConfig(env)
    // Not the one in use: a run over a file touches no database but its own.
    const { gazetteer: folder } = values
    const gazetteer = makeGazetteer(
      typeof folder === 'string' ? await readReleaseFolder(folder) : makeSeedRelease().release,
    )
    const model = loadModelInUse(path.join(config.home, 'models'))
    const classifier = model === null ? null : makeClassifier(model)
    const progress = process.stderr.isTTY ? showProgress : () => {}
    const { lines, badCount } = await withThrowawayDatabase(config, (ownerUrl, keysFolder) =>
      runBatch({ input, ownerUrl, keysFolder, homeProvince: config.homeProvince, classifier, gazetteer, progress }),
    )
    const output = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    if (values.out === '-') await new Promise((resolve) => process.stdout.write(output, resolve))
    else await writeFile(values.out, output)
    if (badCount > 0)
      process.stderr.write(`${badCount} of ${lines.length} lines could not be read; see "error" in the output.\n`)
    return badCount > 0 ? 1 : 0
  },
}

function makeGazetteer(release: Release): BatchGazetteer {
  return { locate: makePlaces(release).locate, units: makeUnits(release), validFrom: release.validFrom }
}

async function readInput(name: string): Promise<string> {
  if (name === '-') return readAll(process.stdin)
  try {
    return await readFile(name, 'utf8')
  } catch (cause) {
    throw new AppError('bad-config', `the input file cannot be read: ${name}`, { cause })
  }
}

function showProgress(done: number, total: number): void {
  process.stderr.write(`\r${done} / ${total}${done === total ? '\n' : ''}`)
}
