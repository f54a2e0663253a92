import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { loadNewestModel, saveModel, watchModels } from '../../../../src/understand/model/store.ts'
import { trainSmall } from './examples.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'tinbao-models-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a newer model is taken over while running, and a damaged one changes nothing', () => {
  const faults: unknown[] = []
  const models = watchModels(path.join(folder, 'models'), (error) => faults.push(error))
  expect(models.current()).toBeNull()
  const age = (file: string, seconds: number): void => utimesSync(file, seconds, seconds)
  const first = trainSmall(1)
  age(saveModel(path.join(folder, 'models'), first), 1_000)
  models.look()
  expect(models.current()?.version).toBe(first.header.version)
  const second = trainSmall(2)
  age(saveModel(path.join(folder, 'models'), second), 2_000)
  models.look()
  expect(models.current()?.version).toBe(second.header.version)
  const bad = path.join(folder, 'models', 'bad.model')
  writeFileSync(bad, 'no model')
  age(bad, 3_000)
  models.look()
  models.look()
  expect(models.current()?.version).toBe(second.header.version)
  expect(faults).toHaveLength(1)
  models.close()
})

it('an empty or missing folder has no model', () => {
  expect(loadNewestModel(folder)).toBeNull()
  expect(loadNewestModel(path.join(folder, 'none'))).toBeNull()
})
