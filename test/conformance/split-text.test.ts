import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberButtons } from '../../bots/number-buttons.ts'
import { splitMessage, splitText } from '../../bots/split-text.ts'

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' })
const withoutSpace = (text: string) => text.replace(/\s/gu, '')

/** Vietnamese syllables in both normal forms, emoji of several code points, marks on their own, white space. */
const pieces = fc.constantFrom(
  'Đường',
  'ngập',
  'nghiêng'.normalize('NFD'),
  'ợ'.normalize('NFD'),
  '👨‍👩‍👧‍👦',
  '🇻🇳',
  '👍🏽',
  'a\u0323\u0302',
  '. ',
  ' ',
  '\n',
  '\n\n',
  'x',
)
const texts = fc.array(pieces, { maxLength: 200 }).map((parts) => parts.join(''))

describe('splitText', () => {
  test('every part fits, is well formed and NFC, and no word is lost or moved', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 16, max: 80 }), (text, max) => {
        const parts = splitText(text, max)
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(max)
          expect(part.isWellFormed()).toBe(true)
          expect(part.normalize('NFC')).toBe(part)
        }
        expect(withoutSpace(parts.join(''))).toBe(withoutSpace(text.normalize('NFC')))
      }),
    )
  })

  test('no part begins or ends inside what a reader sees as one character', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 16, max: 80 }), (text, max) => {
        const whole = [...graphemes.segment(withoutSpace(text.normalize('NFC')))].map(({ segment }) => segment)
        const split = splitText(text, max).flatMap((part) =>
          [...graphemes.segment(withoutSpace(part))].map(({ segment }) => segment),
        )
        // Regional indicators pair from the left, and white space taken away may join marks: compare where neither acts.
        fc.pre(!/\s\p{M}|\p{RI}/u.test(text))
        expect(split).toEqual(whole)
      }),
    )
  })

  test('any text at all is cut into parts that fit, in bounded time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 2, max: 50 }), (text, max) => {
        expect(Math.max(...splitText(text, max).map((part) => part.length))).toBeLessThanOrEqual(max)
      }),
    )
    const startMs = performance.now()
    for (const text of ['a', ' ', '\n', '. ', 'a\u0301', '\u0301', '🇻🇳', '👍🏽']) splitText(text.repeat(200_000), 1900)
    expect(performance.now() - startMs).toBeLessThan(5000)
  })

  test('a short text is one part, white space and all', () => {
    expect(splitText(' Xin chào \n', 100)).toEqual([' Xin chào \n'])
    expect(splitText('', 100)).toEqual([''])
  })

  test('paragraphs come before sentences, sentences before words', () => {
    expect(splitText('Một hai. Ba bốn.\n\nNăm sáu. Bảy', 24)).toEqual(['Một hai. Ba bốn.', 'Năm sáu. Bảy'])
    expect(splitText('Một hai ba. Bốn năm sáu', 20)).toEqual(['Một hai ba.', 'Bốn năm sáu'])
    expect(splitText('Một hai ba bốn năm', 12)).toEqual(['Một hai ba', 'bốn năm'])
  })

  test('a word that ends exactly at the limit stays whole', () => {
    expect(splitText('Một hai ba', 7)).toEqual(['Một hai', 'ba'])
  })

  test('decomposed letters are composed before they are counted', () => {
    expect(splitText('ợ'.repeat(10).normalize('NFD'), 10)).toEqual(['ợ'.repeat(10)])
  })

  test('a surrogate pair stays whole even in a character longer than a message', () => {
    for (const part of splitText(`a${'\u{1E8D0}'.repeat(50)}`, 10)) expect(part.isWellFormed()).toBe(true)
  })
})

describe('splitMessage', () => {
  test('buttons and the question for the position stay with the last part alone', () => {
    const buttons = [{ label: 'Gửi', data: 'tip:send' }]
    const parts = splitMessage({ text: 'Một hai ba bốn năm', buttons, requestLocation: true }, 12)
    expect(parts).toEqual([{ text: 'Một hai ba' }, { text: 'bốn năm', buttons, requestLocation: true }])
  })
})

describe('numberButtons', () => {
  test('buttons become a list numbered from 1, below the text', () => {
    const buttons = [
      { label: 'Gửi', data: 'a' },
      { label: 'Sửa', data: 'b' },
    ]
    expect(numberButtons({ text: 'Anh/Chị muốn gửi tin?', buttons })).toBe('Anh/Chị muốn gửi tin?\n\n1 = Gửi\n2 = Sửa')
    expect(numberButtons({ text: 'Đã ghi nhận.' })).toBe('Đã ghi nhận.')
  })

  test('a list is not torn from a long text in its middle', () => {
    const buttons = Array.from({ length: 4 }, (_, at) => ({ label: `Lựa chọn ${at}`, data: `c:${at}` }))
    const parts = splitText(numberButtons({ text: 'Câu. '.repeat(375).trim(), buttons }), 1900)
    expect(parts).toHaveLength(2)
    expect(parts[1]).toMatch(/^1 = .*\n2 = .*\n3 = .*\n4 = .*$/)
  })
})
