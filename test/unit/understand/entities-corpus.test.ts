import { describe, expect, it } from 'vitest'
import { findBank } from '../../../src/data/banks.ts'
import { ENTITY_TYPES, rateEntities } from '../../../src/reports/evaluation/entities.ts'
import { analyse } from '../../../src/understand/analyse.ts'
import type { Entities } from '../../../src/understand/analysis.ts'
import { type CorpusEntities, readEntities } from '../../../src/understand/model/corpus.ts'

const texts = readEntities('train')
const look = (text: string, receivedAt: string): Entities => analyse(text, { receivedAt }).entities
const nothing: Entities = {
  plates: [],
  phones: [],
  accounts: [],
  urls: [],
  handles: [],
  money: [],
  times: [],
  when: null,
}

describe('entities of the training part', () => {
  it('names labels that stand in their texts', () => {
    for (const { id, text, labels } of texts) {
      for (const label of labels.entities) expect(text, id).toContain(label.text)
      for (const label of labels.entities) {
        if (label.type === 'account' && label.value.bank !== null)
          expect(findBank(label.value.bank), label.value.bank).not.toBeNull()
      }
    }
  })

  it.each(rateEntities(texts, look))('are found value for value: $type', ({ asSent, stripped }) => {
    expect(asSent.f1).toBeGreaterThanOrEqual(0.97)
    expect(stripped.f1).toBeGreaterThanOrEqual(0.97)
  })
})

describe('rateEntities', () => {
  const pick = (wanted: string): CorpusEntities[] => texts.filter(({ id }) => id === wanted)
  const one = pick('KE-train-0001')

  it('counts each label once, and what is found beside them', () => {
    const [text] = one
    const money = { value: 1_150_000, span: { start: 0, end: 1 } }
    const rates = rateEntities(one, () => ({ ...nothing, money: [money, money] }))
    expect(text?.labels.entities.map(({ type }) => type)).toEqual(['phone', 'time', 'money'])
    expect(rates.map(({ type }) => type)).toEqual([...ENTITY_TYPES])
    expect(rates.find(({ type }) => type === 'money')?.asSent).toMatchObject({
      wanted: 1,
      found: 2,
      right: 1,
      recall: 1,
    })
    expect(rates.find(({ type }) => type === 'money')?.asSent.precision).toBe(0.5)
    expect(rates.find(({ type }) => type === 'phone')?.asSent).toMatchObject({ wanted: 1, found: 0, recall: 0 })
    expect(rates.find(({ type }) => type === 'plate')?.asSent.f1).toBe(1)
  })

  it('shows the text without diacritics as well', () => {
    const seen: string[] = []
    rateEntities(pick('KE-train-0002'), (text) => {
      seen.push(text)
      return nothing
    })
    expect(seen[0]).toMatch(/[ếữờ]/)
    expect(seen[1]).toMatch(/^[\x20-\x7e]+$/)
  })
})
