import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { checkModel } from '../../../src/cli/doctor-model.ts'
import { checkUse } from '../../../src/cli/model.ts'
import type { Card, ShelvedModel } from '../../../src/flow/model-shelf.ts'
import { chooseModel, saveModel } from '../../../src/understand/model/store.ts'
import { trainSmall } from '../understand/model/examples.ts'

const home = mkdtempSync(path.join(os.tmpdir(), 'tinbao-model-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const none = { hits: 0, wanted: 0 }
const CARD: Card = {
  version: 'model-two',
  corpus: 'c',
  seed: 1,
  madeAt: '2026-11-20T19:00:00Z',
  examples: { corpus: 1, tips: 0 },
  corrections: { taken: 0, officers: 0, overCap: 0, closed: 0, copies: 0, inCorpus: 0 },
  exam: {
    test: 'a',
    texts: 0,
    macroF1: 0,
    macroF1Stripped: 0,
    leaves: [],
    callNow: none,
    calls: none,
    police: none,
    held: none,
    reports: none,
    sure: none,
    confusions: [],
  },
  comparedWith: null,
  shortfalls: [],
  limits: [],
}

it('a model that fell short is put in use only by who insists; one that was held back or broken off by anybody', () => {
  const model = (change: Partial<ShelvedModel>): ShelvedModel[] => [
    { version: 'model-two', at: new Date(), state: 'candidate', card: CARD, head: null, ...change },
  ]
  const short = model({ card: { ...CARD, shortfalls: [{ figure: 'police', asked: 1, is: 0 }] } })
  expect(checkUse(short, 'model-two', false)?.words).toContain('--anyway')
  expect(checkUse(short, 'model-two', true)).toBeNull()
  expect(checkUse(model({ card: null }), 'model-two', false)?.words).toContain('--anyway')
  expect(checkUse(model({}), 'model-two', false)).toBeNull()
  expect(checkUse(model({ state: 'gone' }), 'model-two', true)?.words).toContain('no model model-two')
})

it('doctor tells that a model is held, for nothing that is learned is taken over meanwhile', () => {
  const folder = path.join(home, 'models')
  const small = trainSmall(1)
  saveModel(folder, small)
  chooseModel(folder, small.header.version, 'command', new Date(), { isHeld: true })
  expect(checkModel(home)).toMatchObject({ state: 'warning', detail: expect.stringContaining('held') })
  chooseModel(folder, small.header.version, 'command', new Date())
  expect(checkModel(home)).toMatchObject({ state: 'ok' })
})
