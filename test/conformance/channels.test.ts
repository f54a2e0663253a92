import { describe, expect, test } from 'vitest'
import { type Channel, UnknownUpdate } from '../../bots/channel.ts'
import type { InboundMessage } from '../../src/domain/message.ts'
import { CHANNEL_CASES, HOSTILE_BODIES } from './table.ts'

const SECRET = 'webhook-secret_0123456789'

/** Far above what any body takes on a busy machine, far below what a runaway pattern would. */
const PARSE_MAX_MS = 1000

describe.each(CHANNEL_CASES)('$name', ({ name, fixtures, secretHeader, make }) => {
  const channel = make(SECRET)

  test('goes by the name its webhook and its table entry have', () => {
    expect(channel.name).toBe(name)
    expect(channel.name).toMatch(/^[a-z-]+$/)
    expect(channel.botId).toMatch(/^\w+$/)
  })

  describe('authenticity', () => {
    const body = new TextEncoder().encode('{}')
    const ask = (to: Channel, headers: Record<string, string>) =>
      to.verify({ headers: new Map(Object.entries(headers)), body })

    if (secretHeader !== null) {
      test('the right secret is let in, in a map or as the server has its headers', async () => {
        const headers = { [secretHeader]: SECRET }
        expect(await ask(channel, headers)).toBe(true)
        expect(await channel.verify({ headers: new Headers(headers), body })).toBe(true)
      })
    }

    test.each([
      ['a wrong secret of the same length', SECRET.replace('9', '8')],
      ['a shorter secret', SECRET.slice(0, -1)],
      ['a longer secret', `${SECRET}x`],
      ['another case', SECRET.toUpperCase()],
      ['an empty secret', ''],
      ['a very long secret', 'x'.repeat(100_000)],
      ['a secret with lone surrogates', '\ud800'.repeat(SECRET.length)],
    ])('%s is kept out', async (_, given) => {
      expect(await ask(channel, { [secretHeader ?? 'x-secret']: given })).toBe(false)
    })

    test('a missing secret is kept out', async () => {
      expect(await ask(channel, {})).toBe(false)
    })

    test("another channel's header is no key", async () => {
      expect(await ask(channel, { authorization: SECRET, 'x-secret': SECRET })).toBe(false)
    })

    test('without a secret set, nobody is let in', async () => {
      const open = make('')
      expect(await ask(open, { [secretHeader ?? 'x-secret']: '' })).toBe(false)
      expect(await ask(open, {})).toBe(false)
    })
  })

  describe('reading', () => {
    test.each(fixtures)('$title is read as what it means', ({ body, expected }) => {
      expect(channel.parse(throughJson(body))).toStrictEqual(expected)
    })

    test('reading changes nothing and gives the same twice', () => {
      for (const { body, expected } of fixtures) {
        const frozen = freeze(throughJson(body))
        expect(channel.parse(frozen)).toStrictEqual(expected)
        expect(channel.parse(frozen)).toStrictEqual(expected)
      }
    })

    test('two different updates never share an id', () => {
      const ids = fixtures.flatMap(({ expected }) => expected.map(({ updateId }) => updateId))
      expect(new Set(ids).size).toBe(ids.length)
    })

    test('however they arrive, sorting by date gives the order in which they were written', () => {
      const written = fixtures.flatMap(({ body }) => channel.parse(throughJson(body))).filter((said) => said.sentAt)
      const sorted = [...written].reverse().sort((a, b) => Date.parse(a.sentAt ?? '') - Date.parse(b.sentAt ?? ''))
      expect(sorted.map(({ updateId }) => updateId)).toEqual(written.map(({ updateId }) => updateId))
      expect(written.length).toBeGreaterThan(1)
    })
  })

  describe('hostile bodies', () => {
    test.each(HOSTILE_BODIES)('$title is no update, and is said to be none at once', ({ make: makeBody }) => {
      const body = makeBody()
      const startMs = performance.now()
      expect(() => channel.parse(body)).toThrow(UnknownUpdate)
      expect(performance.now() - startMs).toBeLessThan(PARSE_MAX_MS)
    })

    test('every field of every update may be anything: only UnknownUpdate is ever thrown, and it quotes nothing', () => {
      const values = [null, 1e308, -1, '', '\ud800', '\0', [], {}, JSON.parse('{"__proto__":{"a":1}}'), deep(10_000)]
      for (const { body } of fixtures) {
        for (const broken of breakEveryField(throughJson(body), values)) {
          const outcome = tryParse(channel, broken)
          if (outcome instanceof Error) expect(outcome.message).toMatch(/^not a /)
          else for (const message of outcome) expect(message.updateId).toMatch(/./)
        }
      }
      expect(Object.prototype).not.toHaveProperty('a')
    })

    test.each([
      ['a megabyte of letters', 'a'.repeat(1_000_000)],
      ['a megabyte of spaces behind a command', `/start${' '.repeat(1_000_000)}x`],
      ['lone surrogates', 'trộm \ud83d xe \ude00'],
      ['NUL bytes', 'trộm\0xe'],
      ['decomposed letters', 'trộm xe'.normalize('NFD')],
      ['control characters and a right-to-left override', '\u202e\u200b\u0007trộm'],
      ['markup', '<script>alert(1)</script> {{7*7}} \u0027 OR 1=1--'],
    ])('%s in every text are kept as sent', (_, text) => {
      for (const fixture of fixtures) {
        const startMs = performance.now()
        const inbound = channel.parse(withTexts(throughJson(fixture.body), text))
        expect(performance.now() - startMs).toBeLessThan(PARSE_MAX_MS)
        expect(inbound).toHaveLength(fixture.expected.length)
        for (const { content } of inbound) for (const said of textsOf(content)) expect(said).toBe(text)
      }
    })
  })
})

/** The body as the server hands it over; undefined stands for an unparsable one. */
function throughJson(body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body))
}

function freeze(body: unknown): unknown {
  if (typeof body === 'object' && body !== null) for (const part of Object.values(body)) freeze(part)
  return Object.freeze(body)
}

function deep(levels: number): unknown {
  return JSON.parse('['.repeat(levels) + ']'.repeat(levels))
}

function tryParse(channel: Channel, body: unknown): InboundMessage[] | UnknownUpdate {
  try {
    return channel.parse(body)
  } catch (error) {
    if (error instanceof UnknownUpdate) return error
    throw error
  }
}

/** Copies of the body in which one field at a time, at any depth, is absent or has another value. */
function* breakEveryField(body: unknown, values: readonly unknown[]): Generator<unknown> {
  if (typeof body !== 'object' || body === null) return
  for (const [key, value] of Object.entries(body)) {
    const set = (part: unknown): unknown =>
      Array.isArray(body) ? body.with(Number(key), part) : { ...body, [key]: part }
    for (const other of [undefined, ...values]) yield set(other)
    for (const broken of breakEveryField(value, values)) yield set(broken)
  }
}

const TEXT_FIELDS: ReadonlySet<string> = new Set(['text', 'caption', 'what', 'where'])

function withTexts(body: unknown, text: string): unknown {
  if (typeof body !== 'object' || body === null) return body
  if (Array.isArray(body)) return body.map((part) => withTexts(part, text))
  const parts = Object.entries(body).map(([key, part]) =>
    TEXT_FIELDS.has(key) && typeof part === 'string' && part !== '' ? [key, text] : [key, withTexts(part, text)],
  )
  return Object.fromEntries(parts)
}

function textsOf(content: InboundMessage['content']): string[] {
  if (content.type === 'form') return [content.report.what]
  return 'text' in content && content.text !== undefined ? [content.text] : []
}
