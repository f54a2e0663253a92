import type { Found } from '../analysis.ts'
import { type Normalised, spanOf } from '../normalise.ts'

const UNITS: Record<string, number> = {
  k: 1e3,
  ngan: 1e3,
  nghin: 1e3,
  tr: 1e6,
  trieu: 1e6,
  cu: 1e6,
  m: 1e6,
  ty: 1e9,
  ti: 1e9,
}
const DIGITS: Record<string, number> = {
  khong: 0,
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  tu: 4,
  nam: 5,
  lam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
}
const WORD = '(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|chuc|tram|lam|tu|linh|le|moi)'
const AMOUNT = new RegExp(
  `(?<![\\p{L}\\d.,])(\\d{1,3}(?:[.,]\\d{3}){1,3}|\\d{1,12}(?:[.,]\\d{1,2})?|${WORD}(?: ${WORD}){0,5}) ?(chuc |tram )?(trieu|ngan|nghin|tr|cu|ty|ti|k|m|dong|vnd|d)(?![\\p{L}])(?: ?(ruoi)\\b| ?(\\d{1,3})(?![\\p{L}\\d.,:]))?`,
  'gu',
)

/** Sums in whole đồng: "5tr", "2 triệu rưỡi", "1tỷ2", "500k", "50 củ", "1.500.000đ", "hai trăm triệu". */
export function findMoney(text: Normalised): Found<number>[] {
  const found: Found<number>[] = []
  let previous: { end: number; unit: number } | null = null
  for (const match of text.bare.matchAll(AMOUNT)) {
    const [whole, amount = '', times = '', unitWord = '', half, rest] = match
    const unit = UNITS[unitWord] ?? 1
    const count = readCount(amount, unit)
    if (count === null || isNoMoney(text, match.index, amount, unitWord)) continue
    const factor = times === 'chuc ' ? 10 : times === 'tram ' ? 100 : 1
    const tail = half !== undefined ? 0.5 : rest !== undefined && unit >= 1e6 ? Number(rest) / 10 ** rest.length : 0
    const value = Math.round((count * factor + tail) * unit)
    const end = match.index + whole.length
    if (value < 1000 || value > 1e15) continue
    // "1 triệu 200 nghìn" is one sum
    const last = found.at(-1)
    if (
      previous !== null &&
      last !== undefined &&
      match.index - previous.end <= 1 &&
      unit < previous.unit &&
      unit > 1
    ) {
      last.value += value
      last.span = { start: last.span.start, end: spanOf(text, match.index, end).end }
    } else found.push({ value, span: spanOf(text, match.index, end) })
    previous = { end, unit }
  }
  return found
}

function readCount(amount: string, unit: number): number | null {
  if (!/^\d/.test(amount)) return readWords(amount.split(' '))
  // a point before three digits groups thousands; a comma before a big unit is a decimal sign
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(amount) && (unit < 1e6 || amount.includes('.')))
    return Number(amount.replace(/[.,]/g, ''))
  return Number(amount.replace(',', '.'))
}

/** Numbers below a thousand in words, marks aside: "hai trăm năm mươi", "mười lăm", "năm chục". */
function readWords(words: string[]): number | null {
  let total = 0
  let current: number | null = null
  for (const word of words) {
    if (word === 'tram') [total, current] = [total + (current ?? 1) * 100, null]
    else if (word === 'muoi' || word === 'chuc' || word === 'moi')
      [total, current] = [total + (current ?? 1) * 10, null]
    else if (word === 'linh' || word === 'le') continue
    else current = DIGITS[word] ?? null
  }
  total += current ?? 0
  return total > 0 ? total : null
}

/** "5 k" with marks elsewhere is "không"; "2 m" is a length; "tư" in "thứ tư" is a day; a lone "d" needs four digits. */
function isNoMoney(text: Normalised, at: number, amount: string, unit: string): boolean {
  if (unit === 'm') return true
  if (unit === 'd' || unit === 'dong' || unit === 'vnd') return amount.replace(/\D/g, '').length < 4
  if (unit === 'cu') return text.hasMarks && !text.marked.slice(at, at + 24).includes('củ')
  if (unit === 'ti') return text.hasMarks && !/t[ỉi]/.test(text.marked.slice(at, at + 24))
  return false
}
