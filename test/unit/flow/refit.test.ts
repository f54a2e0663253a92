import { expect, it } from 'vitest'
import { forgetRare } from '../../../src/flow/refit.ts'
import { analyse } from '../../../src/understand/analyse.ts'
import { makeClassifier } from '../../../src/understand/model/classifier.ts'
import type { Example } from '../../../src/understand/model/examples.ts'
import { hashWord } from '../../../src/understand/model/features.ts'
import { readModel, writeModel } from '../../../src/understand/model/model.ts'
import { read } from '../../../src/understand/reading.ts'
import { EXAMPLES, trainSmall } from '../understand/model/examples.ts'

const lesson = (number: number, text: string): Example => ({
  text,
  voice: `tip:${number}`,
  labels: { category: 'gambling' },
})

it('a word that fewer than three tips hold and no text of the corpus is not in a model, and the rest weighs as before', () => {
  const lessons = [
    lesson(1, 'ông Khuyênh mở sòng bài tại quán Vuvuzela'),
    lesson(2, 'quán Vuvuzela có sòng bài'),
    lesson(3, 'lại đánh bạc trong quán Vuvuzela'),
    lesson(4, 'Tríp và Tríp đánh bạc'),
    lesson(5, 'thấy Tríp cá độ'),
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
