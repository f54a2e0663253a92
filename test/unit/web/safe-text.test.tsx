import { describe, expect, it } from 'vitest'
import { safeHref } from '../../../src/web/safe-href.ts'
import { SafeText, splitStrangeText } from '../../../src/web/safe-text.tsx'

const show = (text: string, lengthMax?: number) =>
  String(lengthMax === undefined ? <SafeText text={text} /> : <SafeText text={text} lengthMax={lengthMax} />)
const marksOf = (text: string) => splitStrangeText(text).flatMap((piece) => ('mark' in piece ? [piece.mark] : []))

describe('strange text', () => {
  it('shows markup, templates and SQL as they were typed', () => {
    const html = show(`<script>alert(1)</script> {{7*7}} ' OR 1=1-- <img src=x onerror=alert(1)>`)
    expect(html).not.toMatch(/<script|<img/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} &#39; OR 1=1--')
  })

  it('makes no link live', () => {
    expect(show('javascript:alert(1) https://vi-du.example http://169.254.169.254/')).not.toContain('href')
  })

  it('isolates direction and names each hidden sign', () => {
    const html = show('a\u202eb\u200bc\0d\u2066e\u00adf')
    expect(html).toMatch(/^<bdi class="told">/)
    expect(html).not.toMatch(/[\u202e\u200b\0\u2066\u00ad]/)
    expect(marksOf('a\u202eb\u200bc\0d\u2066e\u00adf')).toEqual(['U+202E', 'U+200B', 'U+0000', 'U+2066', 'U+00AD'])
  })

  it('names lone surrogates and tag characters', () => {
    expect(marksOf('x\ud800y\u{e0041}')).toEqual(['U+D800', 'U+E0041'])
  })

  it('draws at most four of 500 combining marks', () => {
    const html = show(`Z${'\u0301'.repeat(500)}z`)
    expect(html.match(/\u0301/g)).toHaveLength(4)
    expect(html).toContain('+496')
  })

  it('leaves Vietnamese in NFC and NFD, line feeds and joined pictures alone', () => {
    for (const text of ['Ngã ba đường Nguyễn Huệ\nsố 5', 'Nguyễn Huệ'.normalize('NFD'), '👨‍👩‍👧 👍🏽 ☎️']) {
      expect(splitStrangeText(text)).toEqual([{ text }])
    }
  })

  it('still names a joiner that joins no pictures', () => {
    expect(marksOf('a\u200db')).toEqual(['U+200D'])
  })

  it('loses no ordinary sign of any text and says how much it does not show', () => {
    const text = `đầu\u202e${'x'.repeat(50)}`
    const kept = splitStrangeText(text, 10).map((piece) => ('mark' in piece ? `[${piece.mark}]` : piece.text))
    expect(kept.join('')).toBe(`đầu[U+202E]xxxxxx[+${text.length - 10}]`)
  })
})

describe('address made from data', () => {
  it('is used only when it is plain http or https', () => {
    expect(safeHref('https://www.google.com.vn/')).toBe('https://www.google.com.vn/')
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      'https://a:b@c.example/',
      '',
      'x',
    ]) {
      expect(safeHref(bad)).toBeNull()
    }
  })
})
