import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { TAXONOMY } from '../../../../src/data/taxonomy.ts'
import { readKinds, readPolice, readTips } from '../../../../src/understand/model/corpus.ts'
import { stripMarks } from '../../../../src/understand/model/strip-marks.ts'

const ROOT = path.resolve(import.meta.dirname, '../../../..')
const train = [...readTips('train'), ...readKinds('train'), ...readPolice('train')]
const test = [...readTips('test'), ...readKinds('test'), ...readPolice('test')]
const persons = readFileSync(path.join(ROOT, 'corpus', 'persons.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { voice: string; part: string })
/** What a leaf has at least. The test part was written with 32 a leaf; the blind labellers moved some. */
const TRAIN_MIN = 120
const TEST_MIN = 20

const fewest = (part: 'train' | 'test'): { code: string; count: number } => {
  const byCode = Map.groupBy(readTips(part), ({ labels }) => labels.category)
  return TAXONOMY.categories
    .map(({ code }) => ({ code, count: byCode.get(code)?.length ?? 0 }))
    .reduce((least, one) => (one.count < least.count ? one : least))
}

describe('the corpus', () => {
  it('gives every text an id of its own', () => {
    const ids = [...train, ...test].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('has no text in both parts, however it is spelled', () => {
    const fold = (text: string): string =>
      stripMarks(text)
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim()
    const learned = new Set(train.map(({ text }) => fold(text)))
    // a word or two ("alo", "test") belongs to nobody
    const both = test.filter(({ text }) => fold(text).split(' ').length > 2 && learned.has(fold(text)))
    expect(both.map(({ id }) => id)).toEqual([])
  })

  it('lets no person write for both parts, and knows every person', () => {
    const partOf = new Map(persons.map(({ voice, part }) => [voice, part]))
    expect(partOf.size).toBe(persons.length)
    expect(train.filter(({ voice }) => partOf.get(voice) !== 'train').map(({ id }) => id)).toEqual([])
    expect(test.filter(({ voice }) => partOf.get(voice) !== 'test').map(({ id }) => id)).toEqual([])
  })

  it('holds enough of every leaf in either part', () => {
    const least = { train: fewest('train'), test: fewest('test') }
    console.log(`fewest: ${JSON.stringify(least)}`)
    expect(least.train.count).toBeGreaterThanOrEqual(TRAIN_MIN)
    expect(least.test.count).toBeGreaterThanOrEqual(TEST_MIN)
  })

  it('keeps what writer and both blind labellers said of every tip of the test part', () => {
    const lacking = readTips('test').filter(
      ({ given, labels }) =>
        Object.keys(given ?? {}).length !== 3 ||
        !Object.values(given ?? {}).some(({ category }) => category === labels.category),
    )
    expect(lacking.map(({ id }) => id)).toEqual([])
  })
})
