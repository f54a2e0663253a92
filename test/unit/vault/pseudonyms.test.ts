import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePseudonyms } from '../../../src/vault/pseudonyms.ts'
import { fixedPeppers } from '../../support/keys.ts'

const peppers = fixedPeppers()
const names = makePseudonyms(peppers)
const KINDS = ['search', 'band', 'entity'] as const
const word = fc.string({ maxLength: 12 })

describe('pseudonyms', () => {
  it('are the same for the same sender, in this process and the next', () => {
    expect(names.sender('telegram', 'bot1', '4812')).toEqual(
      makePseudonyms({ ...peppers }).sender('telegram', 'bot1', '4812'),
    )
  })

  it('differ by channel, by bot and by chat', () => {
    const all = [
      names.sender('telegram', 'bot1', '4812'),
      names.sender('zalo-bot', 'bot1', '4812'),
      names.sender('telegram', 'bot2', '4812'),
      names.sender('telegram', 'bot1', '4813'),
    ]
    expect(new Set(all.map((name) => name.toString('hex'))).size).toBe(4)
  })

  it('never mix where one part ends and the next begins', () => {
    fc.assert(
      fc.property(fc.tuple(word, word, word), fc.tuple(word, word, word), (a, b) => {
        const isSame = a.every((part, i) => part === b[i])
        expect(names.sender(...a).equals(names.sender(...b))).toBe(isSame)
        expect(names.update(...a).equals(names.update(...b))).toBe(isSame)
      }),
    )
    // The shapes an attacker would try: a separator moved, a length written into the text.
    expect(names.sender('ab', 'c', 'd')).not.toEqual(names.sender('a', 'bc', 'd'))
    expect(names.sender('a', '1:b', 'c')).not.toEqual(names.sender('a1:b', '', 'c'))
    expect(names.sender('a', 'b1:c', '')).not.toEqual(names.sender('a', 'b', 'c'))
  })

  it('of a sender, an update, a receipt, a text and a token never meet, though the words are the same', () => {
    const { text } = peppers
    const alike = makePseudonyms({ sender: text, receipt: text, text, search: text, band: text, entity: text })
    const all = [
      alike.sender('a', 'b', 'c'),
      alike.update('a', 'b', 'c'),
      alike.receipt('abc'),
      alike.text('abc'),
      ...KINDS.map((kind) => alike.token(kind, 'abc')),
    ]
    expect(new Set(all.map((name) => name.toString('hex'))).size).toBe(7)
    expect(Buffer.from(alike.receiptBytes('abc'))).not.toEqual(alike.receipt('abc').subarray(0, 15))
  })

  it('cannot be guessed without the pepper', () => {
    const others = makePseudonyms(fixedPeppers())
    expect(others.sender('telegram', 'bot1', '4812')).not.toEqual(names.sender('telegram', 'bot1', '4812'))
    expect(others.receipt('A')).not.toEqual(names.receipt('A'))
    expect(others.text('mat xe')).not.toEqual(names.text('mat xe'))
    for (const kind of KINDS) expect(others.token(kind, '59X1')).not.toEqual(names.token(kind, '59X1'))
  })

  it('of a token are the same each time, and differ by kind and value', () => {
    const all = KINDS.flatMap((kind) => ['59X1', '59X2'].map((value) => names.token(kind, value).toString('hex')))
    expect(new Set(all).size).toBe(6)
    expect(names.token('entity', '59X1')).toEqual(makePseudonyms({ ...peppers }).token('entity', '59X1'))
    const otherPepper = makePseudonyms({ ...peppers, entity: peppers.band })
    expect(otherPepper.token('entity', '59X1')).not.toEqual(names.token('entity', '59X1'))
  })

  it('one secret has one receipt, and two secrets have two', () => {
    expect(names.receiptBytes('cnv_1')).toEqual(names.receiptBytes('cnv_1'))
    expect(names.receiptBytes('cnv_1')).not.toEqual(names.receiptBytes('cnv_2'))
    expect(names.receiptBytes('cnv_1')).toHaveLength(15)
  })
})
