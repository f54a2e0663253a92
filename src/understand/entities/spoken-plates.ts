import type { Hit } from './hit.ts'
import { isNear, type Lexeme, phraseTable, wordSet, wordTable } from './lexemes.ts'
import { digitOf, readSpoken } from './numerals.ts'
import { type PlateParts, printPlate, split } from './plates.ts'

/** Letters of series as they are called, north and south; some are words of everyday and hold only between numbers. */
const letterOf = phraseTable<string>({
  a: 'a',
  á: 'a',
  bê: 'b',
  bờ: 'b',
  bò: 'b',
  bi: 'b',
  xê: 'c',
  cờ: 'c',
  sê: 'c',
  dê: 'd',
  dờ: 'd',
  đê: 'd',
  đờ: 'đ',
  e: 'e',
  ép: 'f',
  'ép phờ': 'f',
  phờ: 'f',
  gờ: 'g',
  giê: 'g',
  gê: 'g',
  ghê: 'g',
  hát: 'h',
  hắt: 'h',
  hờ: 'h',
  hắc: 'h',
  ca: 'k',
  ka: 'k',
  cà: 'k',
  lờ: 'l',
  eo: 'l',
  'en lờ': 'l',
  'e lờ': 'l',
  mờ: 'm',
  em: 'm',
  'em mờ': 'm',
  nờ: 'n',
  en: 'n',
  'en nờ': 'n',
  pê: 'p',
  pờ: 'p',
  rờ: 'r',
  sờ: 's',
  ét: 's',
  'ét sờ': 's',
  'ét xì': 's',
  'ét xờ': 's',
  tê: 't',
  tờ: 't',
  u: 'u',
  vê: 'v',
  vờ: 'v',
  vi: 'v',
  ích: 'x',
  'ích xì': 'x',
  'ích xờ': 'x',
  xì: 'x',
  xờ: 'x',
  y: 'y',
  'i dài': 'y',
  'i cờ rét': 'y',
  dét: 'z',
  zét: 'z',
})
const isOpener = wordSet('biển xe số bs bks plate')
const isFiller = wordSet('chấm gạch ngang số rồi dấu')
/** One letter alone, as a voice service may write it: "năm mốt K ba ba tám". */
const plainLetter = /^[abcdefghklmnprstuvxyzđ]$/
/** Letters whose names are everyday words: without "biển" or "xe" before they open no plate. */
const isEveryday = wordTable({
  a: true,
  á: true,
  em: true,
  ca: true,
  bò: true,
  bi: true,
  cà: true,
  eo: true,
  hát: true,
  u: true,
  tờ: true,
  e: true,
  y: true,
  bờ: true,
  cờ: true,
  vi: true,
  hờ: true,
  mờ: true,
})
const ANNOUNCED_WITHIN = 8

/** Plates read out: "năm mốt ca ba ba tám không hai" is `51K-338.02`. */
export function findSpokenPlates(lexemes: readonly Lexeme[]): Hit<string>[] {
  const found: Hit<string>[] = []
  for (let at = 0; at < lexemes.length; ) {
    const plate = readPlate(lexemes, at)
    if (plate === null) {
      at++
      continue
    }
    found.push({ value: plate.value, start: lexemes[at]?.start ?? 0, end: lexemes[plate.next - 1]?.end ?? 0 })
    at = plate.next
  }
  return found
}

function readPlate(lexemes: readonly Lexeme[], at: number): { value: string; next: number } | null {
  const province = readDigits(lexemes, at, 2)
  if (province === null || province.digits.length !== 2 || province.digits.startsWith('0')) return null
  const letters = readLetters(lexemes, province.next)
  if (letters === null) return null
  const tail = readDigits(lexemes, letters.next, 6)
  if (tail === null || tail.digits.length < 4) return null
  // digits typed as digits are the business of another reader, unless words stand beside them
  if (!province.isSpoken && !tail.isSpoken && letters.isPlain) return null
  if (letters.isEveryday && !isAnnounced(lexemes, at)) return null
  const extra = letters.text.slice(1)
  const parts: PlateParts = { province: province.digits, letter: letters.text.charAt(0), extra, digits: tail.digits }
  const whole = split(parts, { isTight: false })
  return whole === null ? null : { value: printPlate(whole), next: tail.next }
}

interface Digits {
  digits: string
  isSpoken: boolean
  next: number
}

/** At most `most` digits, spoken or typed; null where none begins or where more follow. */
function readDigits(lexemes: readonly Lexeme[], at: number, most: number): Digits | null {
  let digits = ''
  let isSpoken = false
  let next = at
  for (;;) {
    const from = digits !== '' && isFiller(lexemes[next]) === true ? next + 1 : next
    const lexeme = lexemes[from]
    if (lexeme === undefined || (from > at && !isNear(lexeme))) break
    const piece = lexeme.kind === 'number' ? { text: lexeme.bare, next: from + 1 } : readSpoken(lexemes, from)
    if (piece === null) break
    if (digits.length + piece.text.length > most) {
      // "... sáu ba ba hai người": a counted noun is no part of it, more digits are no plate
      if (digits.length >= 4 && lexeme.kind === 'word' && digitOf(lexemes[piece.next]) === undefined) break
      return null
    }
    isSpoken ||= lexeme.kind === 'word'
    digits += piece.text
    next = piece.next
  }
  return digits === '' ? null : { digits, isSpoken, next }
}

function readLetters(
  lexemes: readonly Lexeme[],
  at: number,
): { text: string; isEveryday: boolean; isPlain: boolean; next: number } | null {
  let text = ''
  let next = at
  let everyday = false
  let isPlain = true
  while (text.length < 2) {
    const lexeme = lexemes[next]
    if (lexeme === undefined || lexeme.gap === 'line') break
    if (plainLetter.test(lexeme.marked)) {
      text += lexeme.marked
      next++
    } else {
      const said = letterOf(lexemes, next)
      if (said === null) break
      everyday ||= isEveryday(lexeme) === true
      isPlain = false
      text += said.value
      next += said.length
    }
  }
  return text === '' ? null : { text, isEveryday: everyday, isPlain, next }
}

function isAnnounced(lexemes: readonly Lexeme[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - ANNOUNCED_WITHIN); i--) {
    if (isOpener(lexemes[i]) === true) return true
    if (!isNear(lexemes[i + 1]) || /[.!?]/.test(lexemes[i]?.bare ?? '')) return false
  }
  return false
}
