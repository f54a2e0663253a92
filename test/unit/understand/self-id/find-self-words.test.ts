import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { rateSelfIds } from '../../../../src/reports/evaluation/self-id.ts'
import { readSelfIds } from '../../../../src/understand/model/corpus.ts'
import { stripMarks } from '../../../../src/understand/model/strip-marks.ts'
import { findByRules, makeFindSelfWords } from '../../../../src/understand/self-id/find-self-words.ts'
import { loadSelfWords, saveSelfWords, watchSelfWords } from '../../../../src/understand/self-id/store.ts'
import { selfExampleOf, trainSelfWords } from '../../../../src/understand/self-id/train-self-words.ts'

const HELD_OUT = 5
const voices = [...new Set(readSelfIds('train').map(({ voice }) => voice))]
const isHeld = ({ voice }: { voice: string }): boolean => voices.indexOf(voice) % HELD_OUT === 0
const held = readSelfIds('train').filter(isHeld)
const heard = readSelfIds('train').filter((one) => !isHeld(one))
const chain = trainSelfWords(heard.map(selfExampleOf), 1)
const find = makeFindSelfWords(() => chain)

/** The words that are covered, from the text as sent. */
const covered = (text: string, by = find): string =>
  by(text)
    .map(({ start, end }) => text.slice(start, end))
    .join(' | ')

const FAMILIES: [what: string, text: string, words: string[]][] = [
  ['a name', 'Em tên Lan, nhà em ở số 12 ngõ 5. Xóm trên đánh bạc suốt đêm.', ['tên Lan', 'số 12 ngõ 5']],
  ['an address', 'Tôi ở căn 803 tòa B, tối nào tầng dưới cũng đốt pháo.', ['căn 803 tòa B']],
  ['a child’s class', 'Con tôi học lớp 5A trường Hòa Bình, sáng nay có người phát kẹo lạ.', ['lớp 5A']],
  ['work and place', 'Tôi là bảo vệ ca đêm của kho, thấy xe lạ chở thùng ra.', ['bảo vệ ca đêm']],
  ['the shop opposite', 'tôi là chủ quán đối diện, bên đó bán ma túy', ['chủ quán đối diện']],
  ['a relation', 'Tui là em vợ của ổng, ổng giấu súng trong nhà.', ['em vợ']],
  ['the only one', 'Cả xưởng có mỗi em là nữ, họ xả thải ra kênh.', ['có mỗi em']],
]

describe('words by which senders give themselves away', () => {
  for (const [what, text, words] of FAMILIES) {
    it(`are found: ${what}, with and without diacritics`, () => {
      for (const word of words) {
        expect(covered(text)).toContain(word)
        expect(covered(stripMarks(text))).toContain(stripMarks(word))
      }
    })
  }

  it('are found by rules alone before anything was learned', () => {
    for (const [, text, words] of FAMILIES.slice(0, 5))
      for (const word of words) expect(covered(text, findByRules)).toContain(word)
  })

  it('are a number too, where it is said to be the sender’s own, and the accused’s number beside it stays', () => {
    for (const by of [find, findByRules]) {
      expect(covered('Thằng bán hàng cấm dùng số 0912 345 678, cần thêm thì gọi em số 0987 654 321', by)).toContain(
        '0987 654 321',
      )
      expect(covered('Thằng bán hàng cấm dùng số 0912 345 678, cần thêm thì gọi em số 0987 654 321', by)).not.toContain(
        '0912',
      )
    }
  })

  it.each([
    'Xe 51F-123.45 chở cát lậu, chủ là ông Ba Lành ở số 9 Lê Lai, sđt 0912 345 678.',
    'Kẻ lừa đảo tên NGUYEN VAN BINH, Vietcombank 0123456789, gửi link vay-nhanh.top',
    'Có thằng tên Tí Sún ở hẻm 12 cầm dao đứng trước chợ Bến Thành.',
    'Sòng bạc trong nhà số 79 đường Hùng Vương, tối nào cũng đông, chủ tên Hà.',
  ])('are not what tells of the accused or of the scene: %s', (text) => {
    expect(covered(text)).toBe('')
    expect(covered(stripMarks(text))).toBe('')
    expect(covered(text, findByRules)).toBe('')
  })

  it('are fewer where somebody has to act at once: who calls for help tells where they are', () => {
    const text = 'Cứu em với, chồng em đang cầm dao ngoài cửa, em trốn trong nhà tắm số 12 Lê Lai'
    const all = find(text).reduce((sum, { start, end }) => sum + end - start, 0)
    const sure = find(text, true).reduce((sum, { start, end }) => sum + end - start, 0)
    expect(sure).toBeLessThanOrEqual(all)
    expect(
      find(text, true)
        .map(({ start, end }) => text.slice(start, end))
        .join(),
    ).not.toContain('Lê Lai')
  })

  it('of voices not heard in training are mostly found, and most of the accused’s words stay', () => {
    for (const texts of [held, held.map((one) => ({ ...one, text: stripMarks(one.text) }))]) {
      const { reporter, accused } = rateSelfIds(texts, find)
      process.stdout.write(
        `self words of voices not heard: ${reporter.found} of ${reporter.spans} found, ${accused.covered} of ${accused.spans} of the accused's covered\n`,
      )
      expect(reporter.recall).toBeGreaterThan(0.65)
      expect(accused.share).toBeLessThan(0.2)
    }
  })
})

describe('any text', () => {
  it('is answered with spans in order that lie in it and cut no sign in two', () => {
    for (const { text } of held) {
      const odd = `😀 ${text.toUpperCase()} \u202e${text}`
      let upTo = 0
      for (const { start, end } of find(odd)) {
        expect(start).toBeGreaterThanOrEqual(upTo)
        expect(end).toBeGreaterThan(start)
        upTo = end
      }
      expect(upTo).toBeLessThanOrEqual(odd.length)
    }
    expect(find('😀😀 em tên Lan 😀')).toEqual([{ start: 5, end: 15 }])
  })

  it.each(['', '   ', '😀😀', '\ud800', '\u0000', 'https://a.vn/b', 'ấ'.repeat(9_000), 'tôi '.repeat(4_000)])(
    'is judged without a fault, an odd one too (%#)',
    (text) => {
      for (const { start, end } of find(text)) expect(text.slice(start, end)).not.toBe('')
    },
  )

  it('is read as far as a page shows it, all parts of it, and covered behind', () => {
    const text = `${'Trời mưa to. '.repeat(900)}Em tên Lan, nhà em ở số 12 ngõ 5. ${'Trời mưa to. '.repeat(900)}`
    expect(text.length).toBeGreaterThan(20_000)
    const spans = find(text)
    expect(spans.at(-1)).toEqual({ start: 20_000, end: text.length })
    expect(covered(text)).toContain('tên Lan')
  })
})

describe('what was learned', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tinbao-self-words-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const small = (seed: number) => trainSelfWords(heard.slice(0, 40).map(selfExampleOf), seed)

  it('is the same for the same texts and seed, and lies in one file that finds the same when read back', () => {
    expect(loadSelfWords(folder)).toBeNull()
    const file = saveSelfWords(folder, small(1))
    expect(saveSelfWords(folder, small(1))).toBe(file)
    expect(readdirSync(folder)).toHaveLength(1)
    const fresh = path.join(folder, 'new')
    const own = saveSelfWords(fresh, small(1))
    // What was learned from people's words is for its owner alone.
    expect([fresh, own].map((name) => statSync(name).mode & 0o777)).toEqual([0o700, 0o600])
    rmSync(fresh, { recursive: true })
    const back = loadSelfWords(folder)
    const again = makeFindSelfWords(() => back)
    const before = small(1)
    const first = makeFindSelfWords(() => before)
    for (const { text } of held.slice(0, 20)) expect(again(text)).toEqual(first(text))
  })

  it('is not taken over from a damaged file, which is reported, and rules go on', () => {
    const [name = ''] = readdirSync(folder)
    const file = path.join(folder, name)
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"weights":"..../, '"weights":"AAAA'))
    const faults: unknown[] = []
    const watch = watchSelfWords(folder, (error) => faults.push(error))
    expect(faults).toHaveLength(1)
    expect(watch.find('Em tên Lan, nhà em ở số 12')).toEqual(findByRules('Em tên Lan, nhà em ở số 12'))
    watch.close()
  })
})
