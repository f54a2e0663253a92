import { makePlaces } from './decode.ts'
import { type FaultReason, refuse } from './fault.ts'
import { CELL_MAX } from './table.ts'

/** Containers may lie this deep in each other; coordinates of a multipolygon, the deepest of ours, lie at nine. */
const DEPTH_MAX = 32
/** Keys that reach into prototypes of whatever an object is copied to. */
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export interface JsonText {
  value: unknown
  /** Line and character at which a member of one of the outer containers stands; null where that was not kept. */
  placeOf(container: object, member: string | number): { line: number; column: number } | null
}

/**
 * JSON with its places, as RFC 8259 has it; strict where JSON.parse is not: no key twice, none that reaches a prototype, no
 * number beyond what is finite, nothing deeper than 32. Places are kept for members of containers down to `placesDepth`:
 * 3 are the cells of an object of tables. @throws {TableError}
 */
export function parseJson(file: string, text: string, placesDepth = 3): JsonText {
  const starts = new Map<object, Map<string | number, number>>()
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
  // biome-ignore lint/suspicious/noControlCharactersInRegex: strings hold none as they are
  const plain = /[^"\\\u0000-\u001f]*/y
  const placeAt = makePlaces(text)
  let at = 0

  const fail = (detail: string, reason: FaultReason = 'syntax', position = at): never =>
    refuse(file, reason, detail, placeAt(position))

  const skipBlanks = (): void => {
    for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9; ) {
      code = text.charCodeAt(++at)
    }
  }

  const readValue = (depth: number): unknown => {
    skipBlanks()
    if (depth > DEPTH_MAX) fail(`lies deeper than ${DEPTH_MAX} brackets`, 'too-deep')
    switch (text[at]) {
      case '{':
        return readObject(depth)
      case '[':
        return readArray(depth)
      case '"':
        return readString()
      case 't':
        return readWord('true', true)
      case 'f':
        return readWord('false', false)
      case 'n':
        return readWord('null', null)
      case undefined:
        return fail('ends before its last bracket is closed')
      default:
        return readNumber()
    }
  }

  const readWord = <T>(word: string, value: T): T => {
    if (!text.startsWith(word, at)) fail(`expected ${word}`)
    at += word.length
    return value
  }

  const readNumber = (): number => {
    number.lastIndex = at
    const found = number.exec(text)?.[0]
    if (found === undefined) return fail(`did not expect ${JSON.stringify(text[at])} here`)
    const value = Number(found)
    if (!Number.isFinite(value)) fail(`${found} is no finite number`)
    at += found.length
    return value
  }

  const readString = (): string => {
    const start = at
    let value = ''
    for (at++; ; ) {
      plain.lastIndex = at
      const piece = plain.exec(text)?.[0] ?? ''
      at += piece.length
      value += piece
      if (value.length > CELL_MAX) fail(`holds more than ${CELL_MAX} characters`, 'huge-cell', start)
      if (text[at] === '"') {
        at++
        return value
      }
      if (text[at] !== '\\') fail('a text is not closed, or holds a line break', 'syntax', start)
      value += readEscape()
    }
  }

  const readEscape = (): string => {
    const sign = text[at + 1] ?? ''
    if (sign === 'u') {
      const digits = /^[0-9a-fA-F]{4}/.exec(text.slice(at + 2, at + 6))?.[0]
      if (digits === undefined) return fail('expected four hexadecimal digits after \\u')
      if (digits === '0000') return fail('holds a NUL character: this is no text', 'encoding')
      at += 6
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const value = ESCAPES[sign]
    if (value === undefined) return fail(`\\${sign} means nothing in JSON`)
    at += 2
    return value
  }

  const keep = (depth: number, container: object): Map<string | number, number> | null => {
    if (depth >= placesDepth) return null
    const places = new Map<string | number, number>()
    starts.set(container, places)
    return places
  }

  const readArray = (depth: number): unknown[] => {
    const list: unknown[] = []
    const places = keep(depth, list)
    at++
    skipBlanks()
    if (text[at] === ']') {
      at++
      return list
    }
    for (;;) {
      skipBlanks()
      places?.set(list.length, at)
      list.push(readValue(depth + 1))
      skipBlanks()
      const sign = text[at]
      if (sign !== ',' && sign !== ']') fail('expected "," or "]"')
      at++
      if (sign === ']') return list
    }
  }

  const readObject = (depth: number): Record<string, unknown> => {
    const object: Record<string, unknown> = {}
    const places = keep(depth, object)
    at++
    skipBlanks()
    if (text[at] === '}') {
      at++
      return object
    }
    for (;;) {
      skipBlanks()
      if (text[at] !== '"') fail('expected a key in quotation marks')
      const start = at
      const key = readString()
      if (FORBIDDEN.has(key)) fail(`the key ${key} is not allowed`, 'forbidden-key', start)
      if (Object.hasOwn(object, key)) fail(`the key ${JSON.stringify(key)} stands here twice`, 'duplicate-key', start)
      skipBlanks()
      if (text[at] !== ':') fail('expected ":"')
      at++
      skipBlanks()
      places?.set(key, at)
      object[key] = readValue(depth + 1)
      skipBlanks()
      const sign = text[at]
      if (sign !== ',' && sign !== '}') fail('expected "," or "}"')
      at++
      if (sign === '}') return object
    }
  }

  const value = readValue(0)
  skipBlanks()
  if (at < text.length) fail('something stands after the end')
  return {
    value,
    placeOf(container, member) {
      const start = starts.get(container)?.get(member)
      return start === undefined ? null : placeAt(start)
    },
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
