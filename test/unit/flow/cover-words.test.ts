import { describe, expect, it } from 'vitest'
import { composeText, wordsOf } from '../../../src/domain/compose.ts'
import { COVER_SIGN } from '../../../src/domain/cover.ts'
import type { InboundContent } from '../../../src/domain/message.ts'
import { coverFinding, coverWords } from '../../../src/flow/cover-words.ts'
import { READ_MAX } from '../../../src/understand/self-id/find-self-words.ts'

/** Finds "Lan", and "số 12" where "Lan" stands in the same text. */
const find = (text: string) => {
  const spanOf = (words: string) => {
    const start = text.indexOf(words)
    return start < 0 ? [] : [{ start, end: start + words.length }]
  }
  return text.includes('Lan') ? [...spanOf('Lan'), ...spanOf('số 12')] : []
}
const text = (words: string): InboundContent => ({ type: 'text', text: words })
const coverAll = (...contents: InboundContent[]) => {
  const told = composeText(contents.map((content, at) => ({ eventId: `e${at}`, messageId: String(at), content })))
  const words = coverWords(told, contents, find)
  return {
    told: words.told.text,
    lines: contents.map((content) => wordsOf(words.cover(content))),
    words,
    open: told.text,
  }
}
const bare = (covered: string): string => covered.replaceAll(new RegExp(`${COVER_SIGN}+`, 'g'), '_')

describe('a tip with covered words', () => {
  it('covers in each message what the whole of the tip shows to be the sender’s', () => {
    const { told, lines, open, words } = coverAll(text('em là Lan'), text('ở số 12, báo đánh bạc'))
    expect(lines.map(bare)).toEqual(['em là _', 'ở _, báo đánh bạc'])
    expect(bare(told)).toBe('em là _\nở _, báo đánh bạc')
    expect(told).toHaveLength(open.length)
    expect(words.count).toBe(2)
  })

  it('covers the words that a correction took the place of, and the correction', () => {
    const { told, lines } = coverAll(text('em là Lan'), { type: 'edit', editOf: '0', text: 'em Lan ở số 12' })
    expect(lines.map(bare)).toEqual(['em là _', 'em _ ở _'])
    expect(bare(told)).toBe('em _ ở _')
  })

  it('covers an answer of the form under its heading', () => {
    const { told, lines } = coverAll({ type: 'form', report: { what: 'Lan báo', where: 'số 12' } })
    expect(lines.map(bare)).toEqual(['_ báo\nNơi xảy ra: _'])
    expect(bare(told)).toBe(lines.map(bare)[0])
  })
})

describe('a flood of messages', () => {
  const MESSAGES = 200
  const LENGTH = 4_000
  const SECRET = 'Lan'
  const countIn = (contents: readonly InboundContent[], shown: readonly InboundContent[] = contents) => {
    const told = composeText(contents.map((content, at) => ({ eventId: `e${at}`, messageId: String(at), content })))
    let letters = 0
    const words = coverWords(told, shown, (sent) => {
      letters += sent.length
      return find(sent)
    })
    return { letters, words, told }
  }
  const flood = Array.from({ length: MESSAGES }, (_, at) => text(`${at} ${SECRET} `.padEnd(LENGTH, 'ồn ')))

  it('is read to the same length as one long text, however long it is, at triage and at each look', () => {
    expect(countIn(flood, []).letters).toBeLessThanOrEqual(2 * READ_MAX)
    expect(countIn(flood).letters).toBeLessThanOrEqual(2 * READ_MAX)
    const one = text('ồn '.repeat(100_000))
    expect(countIn([one]).letters).toBe(READ_MAX)
  })

  it('is covered whole behind that length, and as before in front of it', () => {
    const { words, told } = countIn(flood)
    const lines = flood.map((content) => wordsOf(words.cover(content)))
    const first = flood[0] ? wordsOf(flood[0]) : ''
    expect(bare(lines[0] ?? '')).toBe(first.replace(SECRET, '_'))
    for (const line of lines.slice(Math.ceil(READ_MAX / LENGTH))) expect(bare(line)).toBe('_')
    expect(words.told.text).toHaveLength(told.text.length)
    expect(bare(words.told.text.slice(READ_MAX)).replaceAll('\n', '')).toMatch(/^_+$/)
    expect(words.told.text).not.toContain(SECRET)
  })

  it('of corrections shares one length among all that they took the place of, and the rest is covered whole', () => {
    const said = 'ở đây '.repeat(500)
    const replaced = Array.from({ length: MESSAGES }, (_, at) => text(`${at} ${said} ${SECRET}`))
    const edits = replaced.map((_, at): InboundContent => ({ type: 'edit', editOf: String(at), text: `${at}` }))
    const { letters, words } = countIn([...replaced, ...edits])
    expect(letters).toBeLessThanOrEqual(3 * READ_MAX)
    const lines = replaced.map((content) => wordsOf(words.cover(content)))
    expect(bare(lines[0] ?? '')).toBe(`0 ${said} _`)
    expect(bare(lines.at(-1) ?? '')).toBe('_')
    expect(edits.map((content) => wordsOf(words.cover(content)))).toEqual(edits.map(wordsOf))
  })
})

describe('a finding of covered words', () => {
  const { words, open } = coverAll(text('em là Lan ở số 12, xe 51F-123.45'))
  const at = (said: string) => ({ start: open.indexOf(said), end: open.indexOf(said) + said.length })
  const found = {
    category: 'gambling',
    entities: {
      plates: [{ value: '51F-123.45', span: at('51F-123.45') }],
      phones: [{ value: '12', span: at('số 12') }],
      when: { value: 'Lan', span: at('Lan') },
    },
    evidence: [
      { rule: 'a', span: at('Lan'), note: 'Lan' },
      { rule: 'b', span: at('xe'), note: 'xe' },
    ],
  }

  it('says nothing that was read out of them, and all else', () => {
    expect(coverFinding(found, words.isCovered, false)).toEqual({
      category: 'gambling',
      entities: { plates: found.entities.plates, phones: [], when: null },
      evidence: [{ rule: 'a', span: at('Lan') }, found.evidence[1]],
    })
  })

  it('older than a correction says no value at all: where it stood is not known any more', () => {
    expect(coverFinding(found, words.isCovered, true)).toMatchObject({
      entities: { plates: [], phones: [], when: null },
    })
  })
})
