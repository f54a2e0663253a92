import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { AppError } from '../domain/errors.ts'
import { makeClassifier } from '../understand/model/classifier.ts'
import { loadModelInUse } from '../understand/model/store.ts'
import type { Command } from './command.ts'
import { withThrowawayDatabase } from './throwaway-database.ts'
import { runBatch } from './triage-batch.ts'

export const triage: Command = {
  usage: 'triage --in FILE --out FILE   run the pipeline over JSON Lines, oldest first; - is the standard stream',
  async run(args, env) {
    const { values } = parseArgs({
      args: [...args],
      strict: false,
      options: { in: { type: 'string' }, out: { type: 'string' } },
    })
    if (typeof values.in !== 'string' || typeof values.out !== 'string') {
      process.stderr.write(`Usage: tinbao ${triage.usage}\n`)
      return 2
    }
    const input = await readInput(values.in)
    const config = loadConfig(env)
    const model = loadModelInUse(path.join(config.home, 'models'))
    const classifier = model === null ? null : makeClassifier(model)
    const progress = process.stderr.isTTY ? showProgress : () => {}
    const { lines, badCount } = await withThrowawayDatabase(config, (ownerUrl, keysFolder) =>
      runBatch({ input, ownerUrl, keysFolder, homeProvince: config.homeProvince, classifier, progress }),
    )
    const output = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    if (values.out === '-') await new Promise((resolve) => process.stdout.write(output, resolve))
    else await writeFile(values.out, output)
    if (badCount > 0)
      process.stderr.write(`${badCount} of ${lines.length} lines could not be read; see "error" in the output.\n`)
    return badCount > 0 ? 1 : 0
  },
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
