import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { dropCopies, forgetRare, lookUp } from '../../../src/flow/refit.ts'
import { analyse } from '../../../src/understand/analyse.ts'
import { makeClassifier } from '../../../src/understand/model/classifier.ts'
import type { Example } from '../../../src/understand/model/examples.ts'
import { hashWord } from '../../../src/understand/model/features.ts'
import { readModel, writeModel } from '../../../src/understand/model/model.ts'
import { chooseModel, saveModel } from '../../../src/understand/model/store.ts'
import { nameModel } from '../../../src/understand/model/train.ts'
import { read } from '../../../src/understand/reading.ts'
import { EXAMPLES, trainSmall } from '../understand/model/examples.ts'

const lesson = (sender: number, text: string): Example => ({
  text,
  voice: `sender:${sender}`,
  labels: { category: 'gambling' },
})

it('a word that tips of fewer than three senders hold and no text of the corpus is not in a model, and the rest weighs as before', () => {
  const lessons = [
    lesson(1, 'ông Khuyênh mở sòng bài tại quán Vuvuzela'),
    lesson(2, 'quán Vuvuzela có sòng bài'),
    lesson(3, 'lại đánh bạc trong quán Vuvuzela'),
    lesson(4, 'Tríp và Tríp đánh bạc'),
    lesson(5, 'thấy Tríp cá độ'),
    // One who sends it again and again is one.
    lesson(5, 'Tríp lại cá độ'),
    lesson(5, 'hôm nay Tríp cá độ bóng đá'),
  ]
  const trained = trainSmall(1, [...EXAMPLES, ...lessons])
  const known = (word: string, model = trained): boolean => model.heads.category.rows.has(hashWord(word))
  expect(['khuyenh', 'trip', 'vuvuzela', 'bac'].map((word) => known(word))).toEqual([true, true, true, true])

  const cut = readModel(writeModel(forgetRare(trained, EXAMPLES, lessons)))
  expect(['khuyenh', 'trip', 'vuvuzela', 'bac'].map((word) => known(word, cut))).toEqual([false, false, true, true])
  expect(cut.header.rows).toBe(cut.heads.category.rows.size)
  const ask = (model: typeof cut): number => {
    const reading = read('sòng bài ở đầu hẻm')
    const found = analyse('sòng bài ở đầu hẻm', { receivedAt: '2026-11-20T03:00:00Z' }, reading)
    return (
      makeClassifier(model)
        .predict(reading, found)
        .categories.find(({ code }) => code === 'gambling')?.p ?? 0
    )
  }
  expect(ask(cut)).toBeCloseTo(ask(readModel(writeModel(trained))), 2)
})

const folder = mkdtempSync(path.join(os.tmpdir(), 'tinbao-refit-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a model in use that cannot be read is told once and counts as none, so that the same is learned again', () => {
  const model = trainSmall(1)
  const faults: unknown[] = []
  const look = (known: string[] = []) => lookUp({ folder, known }, model.header.version, (error) => faults.push(error))
  expect(look(['other'])).toEqual({ inUse: null, isDone: false })
  const file = saveModel(folder, model)
  // Admitted, and then broken off: nobody chose it.
  expect(look()).toMatchObject({ isDone: false })
  chooseModel(folder, model.header.version, 'refit', new Date())
  expect(look()).toMatchObject({ isDone: true })
  expect(faults).toEqual([])
  writeFileSync(file, 'TBMODEL1 of old')
  expect(look([model.header.version])).toEqual({ inUse: null, isDone: false })
  expect(faults).toHaveLength(1)
  // Learned again it lies beside the damaged one, and is the one that is chosen.
  saveModel(folder, model, { isCandidate: true })
  chooseModel(folder, model.header.version, 'refit', new Date())
  expect(look()).toMatchObject({ inUse: { header: model.header }, isDone: true })
})

it('what the same data come to under other rules, settings or features is another version, and not done yet', () => {
  const own = path.join(folder, 'recipe')
  const { corpus, seed, version } = trainSmall(1).header
  expect(nameModel({ corpus, seed })).toBe(version)
  // As one learned before the rules were raised: the same data and seed under another name.
  const old = trainSmall(1)
  saveModel(own, { ...old, header: { ...old.header, version: 'model-of-old-rules' } })
  chooseModel(own, 'model-of-old-rules', 'refit', new Date())
  expect(lookUp({ folder: own, known: ['model-of-old-rules'] }, version, () => {})).toMatchObject({
    inUse: { header: { version: 'model-of-old-rules', corpus, seed } },
    isDone: false,
  })
  const others = [
    nameModel({ corpus, seed: 2 }),
    nameModel({ corpus: 'b'.repeat(64), seed }),
    nameModel({ corpus, seed, features: { words: 1, hasConcepts: true, hasSignals: true } }),
  ]
  expect(new Set([version, ...others]).size).toBe(4)
})

const dropTexts = (...texts: string[]): string[] =>
  dropCopies(texts.map((text, n) => lesson(n, text))).map(({ text }) => text)

it('the same text in other case, marks or punctuation counts once, as the youngest tip', () => {
  expect(dropTexts('Đánh bạc, ở nhà bà Năm.', 'DANH BAC o nha ba Nam', 'đốt pháo ở chợ', ' ... ')).toEqual([
    'DANH BAC o nha ba Nam',
    'đốt pháo ở chợ',
  ])
})

it('a text sent again with a word changed counts once, and another about the same counts as well', () => {
  const sent = 'tối nào nhà bà Năm cuối hẻm 12 đường Lê Lợi cũng tụ tập đánh bạc ăn tiền rất đông người'
  const again = sent.replace('rất đông', 'quá đông')
  const other = 'quán cà phê cuối hẻm 12 đường Lê Lợi tối nào cũng đánh bạc, đông lắm'
  expect(dropTexts(sent, again, other)).toEqual([again, other])
})
