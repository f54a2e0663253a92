import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import {
  chooseModel,
  listModelFiles,
  loadModelInUse,
  readChoice,
  saveModel,
  watchModels,
} from '../../../../src/understand/model/store.ts'
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
  expect(loadModelInUse(folder)).toBeNull()
  expect(loadModelInUse(path.join(folder, 'none'))).toBeNull()
})

it('a choice stays whatever is newer, can be taken back, and a candidate is taken over by nobody but a choice', () => {
  const chosen = path.join(folder, 'chosen')
  const models = watchModels(chosen, (error) => expect.fail(String(error)))
  const [first, second, third] = [trainSmall(1), trainSmall(2), trainSmall(3)]
  const [a, b, c] = [first, second, third].map(({ header }) => header.version)
  const at = new Date('2026-11-21T12:00:00Z')
  const inUse = (): string | undefined => {
    models.look()
    return models.current()?.version
  }
  saveModel(chosen, first)
  expect(chooseModel(chosen, a ?? '', 'train', at)).toMatchObject({ version: a, chosenBy: 'train', former: [] })
  const newer = saveModel(chosen, second)
  utimesSync(newer, 4_000_000_000, 4_000_000_000)
  saveModel(chosen, third, { isCandidate: true })
  expect(inUse()).toBe(a)
  expect(chooseModel(chosen, b ?? '', 'refit', at).former).toEqual([a])
  expect(inUse()).toBe(b)
  expect(chooseModel(chosen, c ?? '', 'command', at).former).toEqual([b, a])
  expect(inUse()).toBe(c)
  expect(listModelFiles(chosen).map(({ isCandidate }) => isCandidate)).toEqual([false, false, false])
  expect(chooseModel(chosen, a ?? '', 'command', at).former).toEqual([c, b])
  expect(inUse()).toBe(a)
  expect(loadModelInUse(chosen)?.header.version).toBe(a)
  expect(() => chooseModel(chosen, 'no-such-model', 'command', at)).toThrow('no-such-model')
  expect(readChoice(chosen)?.version).toBe(a)
  models.close()
})

it('a choice that cannot be read is told once and counts as none, and the next choice mends it', () => {
  const damaged = path.join(folder, 'damaged')
  const faults: unknown[] = []
  const [older, newer] = [trainSmall(1), trainSmall(2)]
  utimesSync(saveModel(damaged, older), 1_000, 1_000)
  saveModel(damaged, newer)
  const at = new Date('2026-11-21T12:00:00Z')
  chooseModel(damaged, older.header.version, 'command', at)
  writeFileSync(path.join(damaged, 'current.json'), '')
  const models = watchModels(damaged, (error) => faults.push(error))
  models.look()
  models.look()
  expect(models.current()?.version).toBe(newer.header.version)
  expect(faults).toHaveLength(1)
  expect(loadModelInUse(damaged)?.header.version).toBe(newer.header.version)
  chooseModel(damaged, older.header.version, 'command', at)
  models.look()
  expect(models.current()?.version).toBe(older.header.version)
  models.close()
})

it('a choice is held only by who asks for it, until the next', () => {
  const held = path.join(folder, 'held')
  const model = trainSmall(1)
  saveModel(held, model)
  const at = new Date('2026-11-21T12:00:00Z')
  chooseModel(held, model.header.version, 'command', at, { isHeld: true })
  expect(readChoice(held)?.isHeld).toBe(true)
  chooseModel(held, model.header.version, 'command', at)
  expect(readChoice(held)).not.toHaveProperty('isHeld')
})

it('models are for the account of the line alone', () => {
  const own = path.join(folder, 'own')
  const file = saveModel(own, trainSmall(1))
  chooseModel(own, trainSmall(1).header.version, 'train', new Date())
  const modes = [own, file, path.join(own, 'current.json')].map((one) => statSync(one).mode & 0o777)
  // Windows has no such modes.
  expect(modes).toEqual(process.platform === 'win32' ? modes : [0o700, 0o600, 0o600])
})
