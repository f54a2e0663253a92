import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { hashTips, readTips } from '../understand/model/corpus.ts'
import { saveModel } from '../understand/model/store.ts'
import { trainModel } from '../understand/model/train.ts'
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
    const examples = readTips('train').map(({ text, voice, labels }) => ({ text, voice, label: labels.category }))
    const model = trainModel(examples, { seed, corpus: hashTips('train') })
    const { folds, temperature, threshold, rows } = model.header
    const isBetter = folds.macroF1 > folds.rulesMacroF1
    const seconds = Math.round((performance.now() - startedMs) / 1000)
    const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
    process.stdout.write(
      [
        `${examples.length} examples, ${rows} pieces, ${seconds} s`,
        `On voices not heard: macro-F1 ${folds.macroF1.toFixed(3)} (rules ${folds.rulesMacroF1.toFixed(3)}), top-1 ${percent(folds.top1)}, without diacritics ${percent(folds.top1Stripped)}, top-3 ${percent(folds.top3)}`,
        `Temperature ${temperature.toFixed(3)}; sure from ${threshold.toFixed(3)}: ${percent(folds.coverage)} of the tips, of them right ${percent(folds.accuracyCovered)}`,
        isBetter ? `Written: ${saveModel(folder, model)}` : 'Not written: rules alone do better.',
        '',
      ].join('\n'),
    )
    return isBetter ? 0 : 1
  },
}
