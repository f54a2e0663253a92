import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { evaluate as measure } from '../reports/evaluation/evaluate.ts'
import { writeMarkdown } from '../reports/evaluation/markdown.ts'
import { loadModelInUse } from '../understand/model/store.ts'
import { loadSelfWords } from '../understand/self-id/store.ts'
import type { Command } from './command.ts'

export const evaluate: Command = {
  usage: 'evaluate [--models FOLDER] [--json FILE] [--md FILE]   every figure of the model in use on corpus/test',
  async run(args, env) {
    const { values } = parseArgs({
      args: [...args],
      strict: false,
      options: { models: { type: 'string' }, json: { type: 'string' }, md: { type: 'string' } },
    })
    const folder = typeof values.models === 'string' ? values.models : path.join(loadConfig(env).home, 'models')
    const model = loadModelInUse(folder)
    if (model === null) {
      process.stderr.write('There is no model yet: npx tinbao train\n')
      return 1
    }
    const figures = await measure(model, loadSelfWords(folder), () => performance.now())
    const text = writeMarkdown(figures)
    process.stdout.write(text)
    if (typeof values.json === 'string') await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`)
    if (typeof values.md === 'string') await writeFile(values.md, text)
    return 0
  },
}
