import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeHostileStrings } from '../../attack/hostile-strings.ts'
import { makeSearch, shapesOf } from '../../attack/needles.ts'
import { packFor } from '../../attack/packs.ts'
import { readSqlmap, readWapiti } from '../../attack/scanners.ts'

const NAME = 'Khuỷngz Thoẳmpf Đoạtzq'
const search = makeSearch([...shapesOf('name', NAME), ...shapesOf('phone', '987650113')])
const random = (): Buffer => randomBytes(2_000)

describe('the search for people in what the line leaves behind', () => {
  it.each([
    ['as it is', NAME],
    ['in capitals', NAME.toUpperCase()],
    ['decomposed', NAME.normalize('NFD')],
    ['without marks', 'khuyngz thoampf doatzq'],
    ['without spaces', NAME.replaceAll(' ', '')],
    ['reversed', [...NAME].reverse().join('')],
    ['in an address', encodeURIComponent(NAME)],
    ['in a form', new URLSearchParams({ a: NAME }).toString()],
    ['in hexadecimal digits', Buffer.from(NAME).toString('hex')],
    ['in base 64 after one byte', Buffer.from(`x${NAME}`).toString('base64')],
    ['in base 64 for addresses after two', Buffer.from(`xy${NAME}`).toString('base64url')],
    ['a number with dots', '+84 987.650-113'],
  ])('finds it %s', (_shape, text) => {
    expect(search.find(Buffer.concat([random(), Buffer.from(text), random()]))).not.toEqual([])
  })

  it('finds UTF-16 of both orders, at the very end', () => {
    const wide = Buffer.from(NAME, 'utf16le')
    expect(search.find(Buffer.concat([random(), wide]))).toEqual([expect.stringContaining('UTF-16')])
    expect(search.find(Buffer.concat([random(), Buffer.from(wide).swap16()]))).not.toEqual([])
  })

  it('finds nobody in random bytes', () => {
    expect(search.find(randomBytes(2_000_000))).toEqual([])
  })
})

describe('hostile strings', () => {
  it('are the same for the same seed, all different, and as many as asked for', () => {
    const strings = makeHostileStrings(7, 1_000)
    expect(new Set(strings).size).toBe(1_000)
    expect(makeHostileStrings(7, 1_000)).toEqual(strings)
    expect(makeHostileStrings(8, 1_000)).not.toEqual(strings)
  })

  it('go through a field in packs, each once, and what is too long for it is told', () => {
    const packs = packFor(['a', 'bb', 'c'.repeat(20), 'd'], { lengthMax: 5, countMax: 2 })
    expect([packs.next(), packs.next(), packs.next()]).toEqual(['a\nbb', 'd', null])
    expect(packs.tooLong).toEqual(['c'.repeat(20)])
  })
})

describe('what scanners print', () => {
  it('is a finding unless a reason stands beside its exclusion', () => {
    const entry = (info: string) => ({ method: 'GET', path: '/', info })
    const report = {
      vulnerabilities: {
        'SQL Injection': [entry('in noi')],
        'Secure Flag cookie': [entry('Secure flag is not set in the cookie : desk-visitor')],
        'HTTP Secure Headers': [entry('Strict-Transport-Security is not set'), entry('X-Frame-Options is not set')],
      },
      anomalies: { 'Internal Server Error': [entry('500')] },
    }
    expect(readWapiti(JSON.stringify(report))).toEqual([
      expect.stringContaining('SQL Injection'),
      expect.stringContaining('X-Frame-Options'),
      expect.stringContaining('Internal Server Error'),
    ])
  })

  it('is a finding if nothing was tested, and none for a guess that was taken back', () => {
    const tested = `testing 'AND boolean-based blind'\nappears to be 'x' injectable\nfalse positive`
    expect(readSqlmap(tested, 'x', false).findings).toEqual([])
    expect(readSqlmap('connection refused', 'x', false).findings).toHaveLength(1)
    const found = 'sqlmap identified the following injection point(s)\nParameter: noi (GET)'
    expect(readSqlmap(found, 'x', false).findings).toEqual([expect.stringContaining('noi (GET)')])
  })
})
