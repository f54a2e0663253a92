import path from 'node:path'
import { parseArgs } from 'node:util'
import { REFIT_LOCK } from '../../workers/learn.ts'
import { type Config, loadConfig } from '../config.ts'
import { readShelf } from '../flow/model-shelf.ts'
import { teachSelfWords } from '../flow/teach-self-words.ts'
import { writeAudit } from '../storage/audit.ts'
import type { Tx } from '../storage/db.ts'
import { tryLock } from '../storage/lock.ts'
import { hashCorpus } from '../understand/model/corpus.ts'
import { readExamples } from '../understand/model/examples.ts'
import { chooseModel, loadModelInUse, saveModel } from '../understand/model/store.ts'
import { trainModel } from '../understand/model/train.ts'
import { tryWriting } from '../understand/model/write-beside.ts'
import type { Command } from './command.ts'
import { asOwner } from './owner-db.ts'
import { findRunningPostgres } from './running-postgres.ts'
import { trainPairModel } from './train-pairs.ts'

export const train: Command = {
  usage: `train [--out FOLDER] [--seed N]   learn categories from corpus/train; a running worker takes the model over
  tinbao train --pairs                   learn what two tips of one event share; writes src/data`,
  async run(args, env) {
    const { values } = parseArgs({
      args: [...args],
      strict: false,
      options: { out: { type: 'string' }, seed: { type: 'string' }, pairs: { type: 'boolean' } },
    })
    const seed = values.seed === undefined ? 1 : Number(values.seed)
    if (!Number.isInteger(seed)) {
      process.stderr.write(`Usage: tinbao ${train.usage}\n`)
      return 2
    }
    if (values.pairs === true) return trainPairModel(loadModelInUse(path.join(loadConfig(env).home, 'models')))
    if (typeof values.out === 'string') return trainInto(values.out, seed, null)
    const config = loadConfig(env)
    const folder = path.join(config.home, 'models')
    return besideRefits(config, (tx) => trainInto(folder, seed, tx))
  },
}

/**
 * Runs `work` while no refit can choose, in a transaction to record it in; with null where there is no database of ours, for
 * models are made before one is as well. Starts none.
 */
export async function besideRefits(
  config: Pick<Config, 'databaseUrl' | 'home'>,
  work: (tx: Tx | null) => Promise<number>,
): Promise<number> {
  const url = config.databaseUrl?.reveal() ?? (await findRunningPostgres(config.home))
  let why = 'no database is running'
  if (url !== null) {
    let isOpen = false
    try {
      return await asOwner(url, async (tx) => {
        const isAlone = await tryLock(tx, REFIT_LOCK)
        isOpen = true
        if (isAlone) return work(tx)
        process.stderr.write('A refit is under way; try again when it has ended.\n')
        return 1
      })
    } catch (error) {
      if (isOpen) throw error
      why = `the database cannot be reached (${error instanceof Error ? error.message : 'no word why'})`
    }
  }
  const code = await work(null)
  process.stdout.write(`Not recorded: ${why}, so no audit row tells who put this model in use.\n`)
  return code
}

async function trainInto(folder: string, seed: number, tx: Tx | null): Promise<number> {
  const startedMs = performance.now()
  tryWriting(folder)
  const examples = readExamples()
  const model = trainModel(examples, { seed, corpus: hashCorpus('train') })
  const { folds, heads, thresholds, rows, version } = model.header
  const before = readShelf(folder).models.find(({ state }) => state === 'in-use')?.version ?? null
  const file = saveModel(folder, model)
  const selfWords = teachSelfWords(folder, seed)
  if (tx !== null) {
    const chosen = { action: 'model.chosen' as const, officerId: null, unitCode: null, objectId: version }
    await writeAudit(tx, { ...chosen, detail: { by: 'train', before } })
  }
  chooseModel(folder, version, 'train', new Date())
  const seconds = Math.round((performance.now() - startedMs) / 1000)
  const percent = (share = 0): string => `${(share * 100).toFixed(1)} %`
  process.stdout.write(
    [
      `${examples.length} examples, ${rows} pieces, ${seconds} s`,
      `On voices not heard: category macro-F1 ${(folds.macroF1 ?? 0).toFixed(3)}, top-1 ${percent(folds.top1)}, without diacritics ${percent(folds.top1Stripped)}`,
      `Right on folds: kind ${percent(folds.kind)}, urgency ${percent(folds.urgency)}, call now ${percent(folds.callNow)}, police ${percent(folds.police)}`,
      `Examples a head: ${Object.entries(heads)
        .map(([name, { examples: count }]) => `${name} ${count}`)
        .join(', ')}`,
      `Thresholds: ${Object.entries(thresholds)
        .map(([name, p]) => `${name} ${p.toFixed(3)}`)
        .join(', ')}`,
      `Written and in use: ${file}, ${selfWords}`,
      '',
    ].join('\n'),
  )
  return 0
}
