import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePlaceResolver } from '../../../src/gazetteer/resolve.ts'
import { makeSmallRelease } from '../../fixtures/gazetteer/small-release.ts'

const { locate } = makePlaceResolver(makeSmallRelease())
const PIECES = [
  'phường', 'Bến Thành', 'P.', '5', 'quận', '3', 'q1', 'ở', 'không phải', 'Hà Nội', 'đường', 'số', ',', '.', '\n', ' ',
  'xã', 'tp', 'HCM', 'từ', 'đến', 'em', 'cũ', '(', ')', 'chợ', 'Xuân', 'Hòa', '\u0301', '\u200b', '😀', '1/', 'ﾌ', 'P\u200b5',
] // biome-ignore format: one screen

describe('evidence', () => {
  it('points at the words as sent, whatever stands before them', () => {
    const text = 'Hôm\u200b qua ở  PHƯỜNG BẾN THÀNH 😀 có đánh nhau, bến nghé'.normalize('NFD')
    const [named] = locate(text, null).evidence
    expect(text.slice(named?.span?.start, named?.span?.end).normalize('NFC')).toBe('PHƯỜNG BẾN THÀNH')
  })

  it('names for each mention the area that it was taken for', () => {
    const notes = locate('phường 5, quận 3, TP.HCM', null).evidence.map(({ note }) => note)
    expect(notes).toEqual(['27151', '770', '79'])
  })
})

it('no text throws, and none yields a span outside itself, a score beyond one or a code of nowhere', () => {
  const codes = new Set(makeSmallRelease().communes.map(({ code }) => code))
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(' ')),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  )
  fc.assert(
    fc.property(text, (sent) => {
      const found = locate(sent, null)
      for (const { span } of found.evidence) {
        expect(span === undefined || (span.start >= 0 && span.end <= sent.length && span.start < span.end)).toBe(true)
      }
      for (const { code, score } of found.candidates) expect(codes.has(code) && score > 0 && score <= 1).toBe(true)
      expect(found.commune === null).toBe(found.unclear !== null)
      if (found.commune !== null) expect(found.candidates[0]?.code).toBe(found.commune)
    }),
    { numRuns: 400 },
  )
})

it.each(['phường 5 quận 3 ', 'Xuân Hòa ', 'xa xuan hoa ', '1/', 'không phải ở Hà Nội ', 'phường ', 'từ Hà Nội đến '])(
  'a text of nothing but "%s" is answered like a short one: no place is decided among many',
  (piece) => {
    const found = locate(piece.repeat(20_000 / piece.length), null)
    expect(found.candidates.length).toBeLessThanOrEqual(40)
    expect(found.evidence.length).toBeLessThanOrEqual(4_000)
  },
)

it('the same text gives the same answer, whatever was asked before', () => {
  const text = 'hẻm 12 phường 5, quận 3'
  const before = locate(text, null)
  locate('phường Xuân Hòa'.repeat(50), { lat: 21, lon: 105, accuracyMetres: 1 })
  expect(locate(text, null)).toEqual(before)
})
