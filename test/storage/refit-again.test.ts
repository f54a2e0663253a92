import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Exam } from '../../src/flow/exam.ts'
import { listFormerExams, listKnown, readCard, readShelf } from '../../src/flow/model-shelf.ts'
import type { RefitOrder, Refitted } from '../../src/flow/refit.ts'
import { chooseModel, loadAdmitted, loadModelInUse, saveModel } from '../../src/understand/model/store.ts'
import { runRefit } from '../../workers/learn.ts'
import { trainSmall } from '../unit/understand/model/examples.ts'
import { openFlowWorld } from './flow-world.ts'

const world = await openFlowWorld()
const folder = mkdtempSync(path.join(os.tmpdir(), 'tinbao-refit-again-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const EXAM: Exam = {
  test: 'a',
  texts: 100,
  macroF1: 0.9,
  macroF1Stripped: 0.9,
  leaves: [{ code: 'gambling', hits: 30, wanted: 32 }],
  callNow: { hits: 99, wanted: 100 },
  calls: { hits: 99, wanted: 120 },
  urgencyNear: { hits: 95, wanted: 100 },
  urgent: { hits: 36, wanted: 40 },
  police: { hits: 100, wanted: 100 },
  held: { hits: 5, wanted: 100 },
  reports: { hits: 100, wanted: 100 },
  sure: { hits: 75, wanted: 100 },
  confusions: [],
}
const WORSE: Exam = { ...EXAM, urgent: { hits: 35, wanted: 40 } }
/** One for each state of the data. */
const MODELS = [1, 2, 3].map((seed) => trainSmall(seed))
const modelOf = (data: number) => {
  const model = MODELS[data - 1]
  if (model === undefined) throw new Error(`no model of ${data}`)
  return model
}
const nameOf = (data: number): string => modelOf(data).header.version

/** Refits as the real ones but for the learning: with the data as given, and figures as given. */
const openFolder = (name: string) => {
  const own = path.join(folder, name)
  const learn =
    (data: number, exam: Exam) =>
    async (order: RefitOrder): Promise<Refitted> => {
      const inUse = loadModelInUse(own)
      const version = nameOf(data)
      if (order.known.includes(version)) return { isNew: false, version: inUse?.header.version ?? null }
      if (loadAdmitted(own, version) === null) saveModel(own, modelOf(data), { isCandidate: true })
      return {
        isNew: true,
        version,
        corpus: String(data),
        examples: { corpus: 1, tips: data },
        copies: 0,
        inCorpus: 0,
        exam,
        inUse: inUse === null ? null : { version: inUse.header.version, exam: EXAM },
        limits: [],
      }
    }
  return {
    own,
    refit: (data: number, exam = EXAM) =>
      runRefit({
        db: world.as('worker'),
        content: world.content,
        folder: own,
        now: world.now,
        refit: learn(data, exam),
      }),
    inUse: () => loadModelInUse(own)?.header.version,
    known: () => listKnown(readShelf(own)),
  }
}
/** 2 learned with one tip more than 1 and took its place; then that tip was closed as false, erased or restricted. */
const openReturned = async (name: string) => {
  const opened = openFolder(name)
  expect(await opened.refit(1)).toMatchObject({ outcome: 'promoted' })
  expect(await opened.refit(2)).toMatchObject({ outcome: 'promoted' })
  return opened
}

it('a model whose data are again all there is takes its place back if it falls in nothing, and keeps its card', async () => {
  const { own, refit, inUse, known } = await openReturned('taken-back')
  const card = readCard(own, nameOf(1))
  expect(known()).toEqual([nameOf(2)])
  expect(await refit(1)).toEqual({ outcome: 'promoted', version: nameOf(1) })
  expect(inUse()).toBe(nameOf(1))
  expect(readCard(own, nameOf(1))).toEqual(card)
  expect(await refit(1)).toEqual({ outcome: 'unchanged', version: nameOf(1) })
})

it('one that falls short beside the one in use is judged once, says why, and is judged anew beside another', async () => {
  const { own, refit, inUse, known } = await openReturned('falls-short')
  expect(await refit(1, WORSE)).toEqual({ outcome: 'kept', version: nameOf(1) })
  expect(readCard(own, nameOf(1))).toMatchObject({
    comparedWith: null,
    shortfalls: [{ figure: 'urgent', asked: 0.9, is: 0.875 }],
    again: { beside: nameOf(2), wasShort: false },
  })
  expect(await refit(1)).toEqual({ outcome: 'unchanged', version: nameOf(2) })
  expect(inUse()).toBe(nameOf(2))
  // What led to the one in use is asked of the next as before: its own figures, then and now, and those of 1, then and before.
  expect(listFormerExams(own, { version: nameOf(2), exam: EXAM })).toHaveLength(4)
  expect(await refit(3)).toMatchObject({ outcome: 'promoted' })
  expect(known()).toEqual([nameOf(3)])
  expect(await refit(1)).toMatchObject({ outcome: 'promoted' })
  expect(readCard(own, nameOf(1))).toMatchObject({ shortfalls: [] })
  expect(readCard(own, nameOf(1))?.again).toBeUndefined()
})

it('so is one that training made, of which there is no card yet', async () => {
  const { own, refit } = openFolder('of-training')
  saveModel(own, modelOf(1))
  chooseModel(own, nameOf(1), 'train', world.now())
  expect(await refit(2)).toMatchObject({ outcome: 'promoted' })
  expect(await refit(1, WORSE)).toMatchObject({ outcome: 'kept' })
  expect(await refit(1)).toEqual({ outcome: 'unchanged', version: nameOf(2) })
})

it.each([
  ['command', false],
  ['command', true],
  ['train', false],
])('none takes the place of what a person put in use: by %s, held %s', async (by, isHeld) => {
  const { own, refit, inUse } = await openReturned(`chosen-${by}-${isHeld}`)
  chooseModel(own, nameOf(2), by, world.now(), { isHeld })
  expect(await refit(1)).toEqual({ outcome: 'unchanged', version: nameOf(2) })
  expect(inUse()).toBe(nameOf(2))
})
