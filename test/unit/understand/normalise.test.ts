import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLessMarked } from '../../../src/understand/letters.ts'
import { stripMarks } from '../../../src/understand/model/strip-marks.ts'
import { normalise, spanOf } from '../../../src/understand/normalise.ts'
import { tokenise } from '../../../src/understand/tokens.ts'
import { countSteps } from './count-steps.ts'

const vietnamese = fc.string({
  unit: fc.constantFrom(...'aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạứừốởệ .,-\u0301\u0323\u200bAĐƠ0159😀\n>:'),
})
const spread = fc.string({ unit: fc.constantFrom(...'aáàchmntuúùyoòó.- _\nx') })
const anything = fc.oneof(
  vietnamese,
  spread,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  // lone surrogates, overrides, NUL, floods of marks
  fc.string({ unit: fc.constantFrom('\ud800', '\udc00', '\u202e', '\u0000', '\u0301', 'a', '\ufeff', '̷', 'Ａ', '𝐚') }),
)

describe('normalise', () => {
  it.each([
    ['CỨU', 'cứu'],
    ['cứuuuu', 'cứu'],
    ['cuuuuu', 'cuu'],
    ['cháyyyy', 'cháy'],
    ['c.ứ.u', 'cứu'],
    ['h.i.ế.p', 'hiếp'],
    ['c ứ u', 'cứu'],
    ['ｃứu', 'cứu'],
    ['сứu', 'cứu'],
    ['𝐜ứ𝐮', 'cứu'],
    ['c\u200bứ\u202eu', 'cứu'],
    ['cu\u031b\u0301u', 'cứu'],
    ['e k r', 'e k r'],
    ['0912 000 333', '0912 000 333'],
    ['０９１２', '0912'],
  ])('reads %j as %j', (sent, marked) => {
    expect(normalise(sent).marked).toBe(marked)
  })

  it.each([
    ['m.a t.ú.y', 'ma tuý'],
    ['m a t u y', 'ma tuy'],
    ['m.a.t.ú.y', 'ma tuý'],
    ['b a n m a t u y', 'ban ma tuy'],
    ['h-i-ế-p d-â-m', 'hiếp dâm'],
    ['l ừ a đ ả o', 'lừa đảo'],
    ['T.P H.C.M', 'tp hcm'],
    ['h.ò.a', 'hoà'],
    ['a b c', 'a b c'],
    ['1.2.3 a.b', '1.2.3 a.b'],
  ])('puts letters set apart together, word by word: %j is %j', (sent, marked) => {
    expect(normalise(sent).marked).toBe(marked)
    expect(normalise(stripMarks(sent)).bare).toBe(normalise(marked).bare)
  })

  it.each([
    ['Fwd: Fwd: nhà cháy', 'nhà cháy'],
    ['> nó trộm xe', 'nó trộm xe'],
    ['nó trộm xe\nSent from my iPhone', 'nó trộm xe'],
    ['---------- Forwarded message ---------\nnó trộm xe', 'nó trộm xe'],
    ['Tin nhắn được chuyển tiếp\nnó trộm xe', 'nó trộm xe'],
    ['Đã chuyển tiếp tiền cho nó', 'đã chuyển tiếp tiền cho nó'],
    ['Gửi từ iPhone tôi mất hôm qua ở chợ Bến Thành', 'gửi từ iphone tôi mất hôm qua ở chợ bến thành'],
  ])('leaves out what a program wrote around a message: %j', (sent, marked) => {
    expect(normalise(sent).marked.trim()).toBe(marked)
  })

  it('writes both tone placements alike', () => {
    for (const [old, young] of [
      ['hòa', 'hoà'],
      ['thúy', 'thuý'],
      ['khỏe', 'khoẻ'],
      ['thuở', 'thuở'],
      ['qúy', 'quý'],
    ]) {
      expect(normalise(old ?? '').marked).toBe(normalise(young ?? '').marked)
    }
  })

  it('strips every mark and keeps both views equally long', () => {
    const text = normalise('Đường Nguyễn Thị Thập, phường Tân Phú')
    expect(text.bare).toBe('duong nguyen thi thap, phuong tan phu')
    expect(text.bare).toHaveLength(text.marked.length)
  })

  it('is idempotent', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anything, (sent) => {
        const once = normalise(sent).marked
        expect(normalise(once).marked).toBe(once)
      }),
      { numRuns: 500 },
    )
  })

  it('strips to what the stripped text reads as', () => {
    fc.assert(
      fc.property(fc.oneof(vietnamese, spread), (sent) => {
        expect(normalise(stripMarks(sent)).bare).toBe(normalise(sent).bare)
      }),
      { numRuns: 300 },
    )
  })

  it('points every letter into the text as sent, in order', () => {
    fc.assert(
      fc.property(anything, (sent) => {
        const text = normalise(sent)
        expect(text.bare).toHaveLength(text.marked.length)
        let previous = 0
        for (let i = 0; i < text.marked.length; i++) {
          const { start, end } = spanOf(text, i, i + 1)
          expect(start).toBeGreaterThanOrEqual(previous)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(sent.length)
          previous = start
        }
      }),
      { numRuns: 300 },
    )
  })

  it('maps every word back into the text as sent, in order', () => {
    fc.assert(
      fc.property(anything, (sent) => {
        const text = normalise(sent)
        let previous = 0
        for (const token of tokenise(text).plain) {
          const { start, end } = spanOf(text, token.start, token.end)
          expect(start).toBeGreaterThanOrEqual(previous)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(sent.length)
          previous = start
        }
      }),
    )
  })

  it('treats NFC and NFD alike', () => {
    fc.assert(
      fc.property(vietnamese, (sent) => {
        expect(normalise(sent.normalize('NFD')).bare).toBe(normalise(sent.normalize('NFC')).bare)
      }),
    )
  })

  const floods: [string, string][] = [
    ['one letter', 'a'],
    ['words', 'cứu với '],
    ['marks', 'a\u0301\u0323'],
    ['emoji', '😀'],
    ['spread letters', 'a.b.'],
    ['spaced letters', 'a b '],
    ['groups of spread letters', 'a.b c.d '],
    ['marks of quotation', '> '],
    ['lines', 'x\n'],
  ]

  it.each(floods)('does twice the work for twice the text of %s', (_, piece) => {
    const steps = (length: number): number => {
      const sent = piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
      return countSteps(() => tokenise(normalise(sent)))
    }
    steps(100)
    expect(steps(16_000)).toBeLessThan(2.5 * steps(8_000) + 1_000)
  })

  it.each(floods)('reads a megabyte of %s as far as it reads any text', (_, piece) => {
    const text = normalise(piece.repeat(Math.ceil(1_000_000 / piece.length)))
    expect(text.marked.length).toBeLessThanOrEqual(20_000)
  })

  it('still reads the end of a text too long to be read whole', () => {
    expect(normalise(`${'x '.repeat(50_000)} cứu với`).marked).toMatch(/cứu với$/)
  })
})

describe('tokenise', () => {
  const expanded = (sent: string): string =>
    tokenise(normalise(sent))
      .expanded.map(({ word }) => word)
      .join(' ')

  it.each([
    ['e bi dc mn giup k', 'em bi được mọi người giup không'],
    ['nó giựt dt của tui dzìa nhà', 'nó giật điện thoại của tui về nhà'],
    ['chúng nó nấy mất xe, nàm sao', 'chúng nó lấy mất xe làm sao'],
    ['30 kg thịt', '30 kg thịt'],
    ['ảnh nó chụp', 'ảnh nó chụp'],
  ])('writes %j out beside the words as typed', (sent, read) => {
    expect(expanded(sent)).toBe(read)
  })
})

describe('isLessMarked', () => {
  it('lets marks be left out but not differ', () => {
    expect(isLessMarked('đanh', 'đánh')).toBe(true)
    expect(isLessMarked('danh', 'đánh')).toBe(true)
    expect(isLessMarked('đội', 'đòi')).toBe(false)
    expect(isLessMarked('mà', 'ma')).toBe(false)
    expect(isLessMarked('tùy', 'túy')).toBe(false)
  })
})
