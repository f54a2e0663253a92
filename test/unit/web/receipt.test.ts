import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findReceipts, formatReceipt, makeReceipt, normaliseReceipt } from '../../../src/domain/receipt.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const receipts = fc.uint8Array({ minLength: 15, maxLength: 15 }).map((bytes) => makeReceipt(bytes))
const place = fc.nat({ max: 24 })

describe('receipt', () => {
  it('is 24 letters and one check letter of an alphabet without I, L, O and U', () => {
    fc.assert(fc.property(receipts, (receipt) => /^[0-9A-HJKMNP-TV-Z]{25}$/.test(receipt)))
  })

  it('keeps all 120 bits: different bytes give different receipts', () => {
    const all = new Set<string>()
    for (let byte = 0; byte < 15; byte++) {
      for (let bit = 0; bit < 8; bit++) all.add(makeReceipt(new Uint8Array(15).with(byte, 1 << bit)))
    }
    expect(all.size).toBe(120)
  })

  it('is read back however it was typed: lower case, spaces, dashes, o for 0, i and l for 1', () => {
    fc.assert(
      fc.property(receipts, fc.constantFrom(' ', '-', '–', '.', '\u200b', '  '), (receipt, gap) => {
        const typed = [...receipt.toLowerCase()].join(gap).replaceAll('0', 'o').replaceAll('1', 'l')
        expect(normaliseReceipt(typed)).toBe(receipt)
        expect(normaliseReceipt(` ${formatReceipt(receipt)}\n`)).toBe(receipt)
      }),
    )
  })

  it('is found in a text however it is written there, and nothing else is taken for one', () => {
    fc.assert(
      fc.property(receipts, fc.constantFrom('', ' ', '-', '.', ' - '), (receipt, gap) => {
        const written = formatReceipt(receipt.toLowerCase()).replaceAll('-', gap)
        const text = `Mã biên nhận: ${written}. Anh/Chị chép ra nơi kín`
        expect(findReceipts(text)).toContainEqual({ start: 14, end: 14 + written.length })
        const wrong = receipt.slice(0, 24) + (receipt.endsWith('Z') ? 'Y' : 'Z')
        expect(findReceipts(`mã ${formatReceipt(wrong)}`)).toEqual([])
      }),
    )
    expect(findReceipts('goi so 0987654321 hoac 0912345678, xe 59X1-234.56, stk 0123 4567 8901 2345')).toEqual([])
  })

  it('is refused when any single letter is wrong', () => {
    fc.assert(
      fc.property(receipts, place, fc.constantFrom(...ALPHABET), (receipt, at, letter) => {
        fc.pre(receipt.charAt(at) !== letter)
        expect(normaliseReceipt(receipt.slice(0, at) + letter + receipt.slice(at + 1))).toBeNull()
      }),
    )
  })

  it('is refused when any two different letters are exchanged, adjacent or not', () => {
    fc.assert(
      fc.property(receipts, place, place, (receipt, a, b) => {
        fc.pre(receipt.charAt(a) !== receipt.charAt(b))
        const letters = [...receipt]
        letters[a] = receipt.charAt(b)
        letters[b] = receipt.charAt(a)
        expect(normaliseReceipt(letters.join(''))).toBeNull()
      }),
    )
  })

  it('is refused when a letter is missing, too many, or no letter of ours', () => {
    const receipt = makeReceipt(new Uint8Array(15).fill(200))
    for (const typed of ['', receipt.slice(1), `${receipt}0`, `${receipt.slice(0, 24)}U`, 'mã', 'x'.repeat(100_000)]) {
      expect(normaliseReceipt(typed)).toBeNull()
    }
  })

  it('is never made from anything but fifteen bytes', () => {
    expect(() => makeReceipt(new Uint8Array(14))).toThrow(RangeError)
  })

  it('is shown in fours', () => {
    expect(formatReceipt('ABCDEFGHJKMNPQRSTVWXYZ012')).toBe('ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2')
  })
})
