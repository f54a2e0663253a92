import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { evaluate as measure } from '../reports/evaluation/evaluate.ts'
import { writeMarkdown } from '../reports/evaluation/markdown.ts'
import { loadModelInUse } from '../understand/model/store.ts'
import { loadSelfWords } from '../understand/self-id/store.ts'
import type { Command } from './command.ts'
import { evaluateIncidentSet } from './evaluate-incidents.ts'
import { evaluatePlaceSet } from './evaluate-places.ts'

export const evaluate: Command = {
  usage: `evaluate [--models FOLDER] [--json FILE] [--md FILE]   every figure of the model in use on corpus/test
  tinbao evaluate --gazetteer FOLDER [--boundaries FILE] [--set FILE] [--json FILE] [--md FILE] [--misses FILE]
                                         every figure of the place resolver on corpus/test/places.tsv, or another set
  tinbao evaluate --incidents [--gazetteer FOLDER] [--set FILE] [--json FILE] [--md FILE]
                                         every figure of telling incidents apart, beside four other ways`,
  async run(args, env) {
    const { values } = parseArgs({
      args: [...args],
      strict: false,
      options: {
        models: { type: 'string' },
        json: { type: 'string' },
        md: { type: 'string' },
        gazetteer: { type: 'string' },
        boundaries: { type: 'string' },
        set: { type: 'string' },
        misses: { type: 'string' },
        incidents: { type: 'boolean' },
      },
    })
    const config = loadConfig(env)
    const folder = typeof values.models === 'string' ? values.models : path.join(config.home, 'models')
    const model = loadModelInUse(folder)
    const given = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
    if (values.incidents === true) {
      return evaluateIncidentSet({
        config,
        model,
        folder: given(values.gazetteer),
        setFile: given(values.set),
        jsonFile: given(values.json),
        markdownFile: given(values.md),
      })
    }
    if (values.gazetteer !== undefined) {
      if (typeof values.gazetteer !== 'string' || values.gazetteer === '') return explainUsage()
      return evaluatePlaceSet({
        folder: values.gazetteer,
        boundariesFile: given(values.boundaries),
        setFile: given(values.set),
        jsonFile: given(values.json),
        markdownFile: given(values.md),
        missesFile: given(values.misses),
        model,
        homeProvince: config.homeProvince,
      })
    }
    if (model === null) {
      process.stderr.write('There is no model yet: npx tinbao train\n')
      return 1
    }
    const figures = await measure(model, loadSelfWords(folder), () => performance.now())
    const text = writeMarkdown(figures)
    process.stdout.write(text)
    if (typeof values.json === 'string') await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`)
    if (typeof values.md === 'string') await writeFile(values.md, text)
    process.stderr.write('Figures of places: npx tinbao evaluate --gazetteer FOLDER\n')
    return 0
  },
}

function explainUsage(): number {
  process.stderr.write(`Usage: tinbao ${evaluate.usage}\n`)
  return 2
}
