import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { hashCorpus, readSelfIds } from '../understand/model/corpus.ts'
import { readExamples } from '../understand/model/examples.ts'
import { chooseModel, saveModel } from '../understand/model/store.ts'
import { trainModel } from '../understand/model/train.ts'
import { saveSelfWords } from '../understand/self-id/store.ts'
import { selfExampleOf, trainSelfWords } from '../understand/self-id/train-self-words.ts'
import type { Command } from './command.ts'

export const train: Command = {
  usage: 'train [--out FOLDER] [--seed N]   learn categories from corpus/train; a running worker takes the model over',
  async run(args, env) {
    const { values } = parseArgs({
      args: [...args],
      strict: false,
      options: { out: { type: 'string' }, seed: { type: 'string' } },
    })
    const seed = values.seed === undefined ? 1 : Number(values.seed)
    if (!Number.isInteger(seed)) {
      process.stderr.write(`Usage: tinbao ${train.usage}\n`)
      return 2
    }
    const folder = typeof values.out === 'string' ? values.out : path.join(loadConfig(env).home, 'models')
    const startedMs = performance.now()
    const examples = readExamples()
    const model = trainModel(examples, { seed, corpus: hashCorpus('train') })
    const { folds, heads, thresholds, rows, version } = model.header
    const file = saveModel(folder, model)
    chooseModel(folder, version, 'train', new Date())
    const selfWords = saveSelfWords(folder, trainSelfWords(readSelfIds('train').map(selfExampleOf), seed))
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
  },
}
