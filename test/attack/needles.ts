/** What is looked for in whatever the line leaves behind, in every shape it may have there. */
export interface Needle {
  /** Told with a finding; names the canary and the shape. */
  label: string
  bytes: Buffer
  /** Compared without regard to the case of ASCII letters. */
  isFolded: boolean
}

export interface Search {
  /** Labels of what stands in these bytes, each once. Spaces, dots and dashes between may hide nothing. */
  find(bytes: Buffer): string[]
}

/** Shorter ones would be found by chance in a database of random bytes. */
const BYTES_MIN = 8
const TABLE_BITS = 22

/** Every shape of one value: as it is, without marks, spaces and dots, reversed; in clear and in the usual codings. */
export function shapesOf(name: string, value: string): Needle[] {
  const needles = new Map<string, Needle>()
  const add = (shape: string, bytes: Buffer, isFolded: boolean): void => {
    if (bytes.length >= BYTES_MIN)
      needles.set(`${isFolded} ${bytes.toString('hex')}`, { label: `${name} (${shape})`, bytes, isFolded })
  }
  for (const [form, text] of formsOf(value)) {
    const bytes = Buffer.from(text, 'utf8')
    add(form, fold(bytes), true)
    add(`${form}, reversed`, fold(Buffer.from([...text].reverse().join(''), 'utf8')), true)
    add(`${form}, hexadecimal`, Buffer.from(bytes.toString('hex')), true)
    add(`${form}, percent-encoded`, fold(Buffer.from(encodeURIComponent(text))), true)
    add(`${form}, as in a form`, fold(Buffer.from(new URLSearchParams({ x: text }).toString().slice(2))), true)
    add(`${form}, JSON`, fold(Buffer.from(escapeJson(text))), true)
    add(`${form}, UTF-16`, Buffer.from(text, 'utf16le'), false)
    add(`${form}, UTF-16 big endian`, Buffer.from(text, 'utf16le').swap16(), false)
    // Of three bytes from any start a full group of base 64 falls into place.
    for (const skip of [0, 1, 2]) {
      for (const coding of ['base64', 'base64url'] as const) {
        const whole = bytes.subarray(skip)
        const code = whole.subarray(0, whole.length - (whole.length % 3)).toString(coding)
        add(`${form}, ${coding}`, Buffer.from(code), false)
      }
    }
  }
  return [...needles.values()]
}

function formsOf(value: string): Map<string, string> {
  const plain = value
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, (letter) => (letter === 'đ' ? 'd' : 'D'))
  const forms = new Map<string, string>()
  for (const [form, text] of [
    ['as it is', value.normalize('NFC')],
    ['NFD', value.normalize('NFD')],
    ['lower case', value.toLowerCase()],
    ['upper case', value.toUpperCase()],
    ['without marks', plain],
    ['squeezed', squeezeText(value)],
    ['squeezed lower case', squeezeText(value.toLowerCase())],
    ['squeezed without marks', squeezeText(plain)],
  ] as const) {
    if (![...forms.values()].includes(text)) forms.set(form, text)
  }
  return forms
}

const SQUEEZED = new Set(Buffer.from(' .-_()+\t\r\n'))

function squeezeText(text: string): string {
  return text.replaceAll(/[ .\-_()+\t\r\n]/g, '')
}

function escapeJson(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Thousands of needles in one pass over the bytes: four bytes of each are told apart by a table of bits. */
export function makeSearch(needles: readonly Needle[]): Search {
  const exact = makeTable(needles.filter(({ isFolded }) => !isFolded))
  const folded = makeTable(needles.filter(({ isFolded }) => isFolded))
  return {
    find(bytes) {
      const lower = fold(bytes)
      const found = new Set<string>()
      exact(bytes, found)
      folded(lower, found)
      folded(squeeze(lower), found)
      return [...found].sort()
    },
  }
}

function makeTable(needles: readonly Needle[]): (bytes: Buffer, found: Set<string>) => void {
  const bits = new Uint8Array(1 << TABLE_BITS)
  const byStart = new Map<number, Needle[]>()
  for (const needle of needles) {
    const start = needle.bytes.readUInt32LE(0)
    bits[slotOf(start)] = 1
    byStart.set(start, [...(byStart.get(start) ?? []), needle])
  }
  return (bytes, found) => {
    if (bytes.length < BYTES_MIN) return
    let start = bytes.readUInt32LE(0)
    for (let at = 0; ; at++) {
      if (bits[slotOf(start)] === 1) {
        for (const needle of byStart.get(start) ?? []) {
          if (needle.bytes.equals(bytes.subarray(at, at + needle.bytes.length))) found.add(needle.label)
        }
      }
      const next = bytes[at + 4]
      if (next === undefined) return
      start = ((start >>> 8) | (next << 24)) >>> 0
    }
  }
}

/** Knuth's multiplicative hash (The Art of Computer Programming 3, 6.4). */
function slotOf(start: number): number {
  return Math.imul(start, 0x9e3779b1) >>> (32 - TABLE_BITS)
}

function fold(bytes: Buffer): Buffer {
  const lower = Buffer.from(bytes)
  for (let at = 0; at < lower.length; at++) {
    const byte = lower[at] ?? 0
    if (byte >= 65 && byte <= 90) lower[at] = byte + 32
  }
  return lower
}

function squeeze(bytes: Buffer): Buffer {
  const kept = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (const byte of bytes) if (!SQUEEZED.has(byte)) kept[length++] = byte
  return kept.subarray(0, length)
}
