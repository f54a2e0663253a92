import { describe, expect, it } from 'vitest'
import { SITUATIONS } from '../../../src/data/situations.ts'
import { analyse } from '../../../src/understand/analyse.ts'
import { mayBeUrgent } from '../../../src/understand/may-be-urgent.ts'

const AT = { receivedAt: '2026-11-22T03:00:00Z' }
/** Every phrase of danger as the data writes it, its gaps closed. */
const PHRASES = SITUATIONS.flatMap(({ phrases }) =>
  phrases.map((phrase) => phrase.replace(/^[=!]+/, '').replaceAll('…', ' ')),
)
const withoutMarks = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
const stretched = (text: string) => text.replace(/[aeiou]/, (vowel) => vowel.repeat(4))
const spread = (text: string) =>
  text
    .split(' ')
    .map((word) => [...word].join(' '))
    .join('   ')

describe('what may be urgent', () => {
  it.each([
    ['as written', (text: string) => text],
    ['in capitals', (text: string) => text.toUpperCase()],
    ['without marks', withoutMarks],
    ['stretched', stretched],
    ['spread', spread],
    ['in the middle of other words', (text: string) => `chào anh chị, ${text}, xin giúp`],
  ])('is all that analysis finds a danger in, %s', (_how, write) => {
    const missed = PHRASES.map(write).filter((text) => analyse(text, AT).callNow && !mayBeUrgent(text))
    expect(missed).toEqual([])
  })

  it('is read at both ends of a long text, and in look-alike letters of other alphabets', () => {
    const page = 'đường xá ổ gà '.repeat(400)
    expect(mayBeUrgent(`cứu với nó cầm dao ${page}`)).toBe(true)
    expect(mayBeUrgent(`${page} cứu với nó cầm dao`)).toBe(true)
    expect(mayBeUrgent('cứu với nó cầm dаo')).toBe(analyse('cứu với nó cầm dаo', AT).callNow)
  })

  it('is nothing that only tells of disorder long past', () => {
    expect(mayBeUrgent('Hàng xóm hát karaoke ồn ào ở phường Sài Gòn')).toBe(false)
    expect(mayBeUrgent('xe máy bị mất trộm ở chợ sáng nay')).toBe(false)
    expect(mayBeUrgent('')).toBe(false)
  })
})
