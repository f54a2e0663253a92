import { DAY_MS, makeDay, type Piece, type Today } from './day-words.ts'
import { isNear, type Lexeme, phraseTable, wordSet } from './lexemes.ts'
import { digitOf, readWords } from './numerals.ts'

const isOrdinal = wordSet('lần người đứa cái chiếc con vợ lớp hạng ngày tháng tầng thằng năm vụ bé xe ca')
const weekdayOf = phraseTable<number>({
  'chủ nhật': 6,
  'chúa nhật': 6,
  'chủ nhựt': 6,
  cn: 6,
  monday: 0,
  tuesday: 1,
  wednesday: 2,
  thursday: 3,
  friday: 4,
  saturday: 5,
  sunday: 6,
})
const isThu = wordSet('thứ')
const isScale = wordSet('trăm chục mươi ngàn nghìn triệu tr k củ tỷ rưỡi xị lít')
const whichWeek = phraseTable<'last' | 'this' | 'next'>({
  'tuần trước': 'last',
  'tuần rồi': 'last',
  'tuần qua': 'last',
  'tuần vừa rồi': 'last',
  'tuần vừa qua': 'last',
  'tuần này': 'this',
  'tuần ni': 'this',
  'tuần sau': 'next',
  'tuần tới': 'next',
})
const whichOne = phraseTable<'past' | 'coming'>({
  'vừa rồi': 'past',
  'vừa qua': 'past',
  rồi: 'past',
  qua: 'past',
  trước: 'past',
  tới: 'coming',
  này: 'coming',
  'sắp tới': 'coming',
})

/** "thứ 2", "thứ hai tuần trước", "chủ nhật", "t7", "CN", "on Monday". */
export function readWeekday(lexemes: readonly Lexeme[], at: number, { weekday }: Today): Piece | null {
  const named = weekdayName(lexemes, at)
  if (named === null) return null
  const week = isNear(lexemes[named.next]) ? whichWeek(lexemes, named.next) : null
  const inWeek = named.value - weekday
  const latest = inWeek > 0 ? inWeek - 7 : inWeek
  const coming = inWeek < 0 ? inWeek + 7 : inWeek
  if (week !== null) {
    const from = week.value === 'last' ? inWeek - 7 : week.value === 'next' ? inWeek + 7 : inWeek
    return makeDay(at, named.next + week.length, { rank: 'weekday', from, coming: from })
  }
  const which = isNear(lexemes[named.next]) ? whichOne(lexemes, named.next) : null
  // "thứ hai tới nay" and "toi" of tối are no coming day
  const isMarkedNext = which !== null && lexemes[named.next]?.marked !== 'toi'
  if (which !== null && isMarkedNext) {
    const from = which.value === 'coming' ? coming : inWeek >= 0 ? inWeek - 7 : inWeek
    return makeDay(at, named.next + which.length, { rank: 'weekday', from, coming: from })
  }
  return makeDay(at, named.next, { rank: 'weekday', from: latest, coming })
}

function weekdayName(lexemes: readonly Lexeme[], at: number): { value: number; next: number } | null {
  const whole = weekdayOf(lexemes, at)
  if (whole !== null) {
    const isShort = lexemes[at]?.bare === 'cn' && isOrdinal(lexemes[at - 1]) === true
    return isShort ? null : { value: whole.value, next: at + whole.length }
  }
  const [first, second] = lexemes.slice(at, at + 2)
  if (isThu(first) === true && isNear(second) && isOrdinal(lexemes[at - 1]) !== true) {
    const number = second.kind === 'number' ? Number(second.bare) : digitOf(second)
    const behind = lexemes[at + 2]
    // "thu hai trăm một con" collects two hundred
    const isSum = isNear(behind) && isScale(behind) === true
    const isRange = behind?.bare === '-' && lexemes[at + 3]?.kind === 'number'
    const isWhole = !isSum && !isRange && (behind?.gap !== 'none' || behind.kind === 'sign')
    return number !== undefined && number >= 2 && number <= 7 && isWhole ? { value: number - 2, next: at + 2 } : null
  }
  const isT = first?.bare === 't' && first.gap !== 'none' && second?.gap === 'none' && /^[2-7]$/.test(second.bare)
  return isT && lexemes[at + 2]?.gap !== 'none' ? { value: Number(second?.bare) - 2, next: at + 2 } : null
}

const isDateWord = wordSet('ngày hôm mùng mồng bữa')
const isBeforeDate = wordSet('sáng trưa chiều tối đêm khuya vào từ đến tới lúc on')
const isMonthWord = wordSet('tháng')
const isYearWord = wordSet('năm')
const isBirth = wordSet('sinh sn cấp đẻ')
const saysThisMonth = phraseTable<true>({
  'tháng này': true,
  'vừa rồi': true,
  'vừa qua': true,
  'tháng ni': true,
})

/**
 * "ngày 8/10", "8 tháng 10 năm 2025", "mùng ba tháng chín", "20h 5/11", "ngày 20 vừa rồi". `isAfterTime` tells whether a
 * clock or a part of the day stands right before. An address ("hẻm 12/5") and a birthday are none.
 */
export function readDate(lexemes: readonly Lexeme[], at: number, today: Today, isAfterTime: boolean): Piece | null {
  const isSaid = isDateWord(lexemes[at]) === true
  const dayAt = isSaid ? at + 1 : at
  if (isSaid && !isNear(lexemes[dayAt])) return null
  const before = lexemes[at - 1]
  const isAnnounced = isSaid || isAfterTime || (before !== undefined && isBeforeDate(before) === true)
  const number = readNumber(lexemes, dayAt)
  if (number === null || isWithinNumber(lexemes, dayAt) || isBorn(lexemes, at)) return null
  const month = readMonth(lexemes, number.next)
  if (month === null) return isSaid ? readDayOfMonth(lexemes, at, number, today) : null
  // "bà tháng sau" without marks
  if (!isSaid && lexemes[month.next - 1]?.marked === 'sau') return null
  const year = readYear(lexemes, month.next)
  if (!isAnnounced && !month.isWord && year === null) return null
  if (lexemes[month.next]?.bare === '/' && year === null) return null
  const offset = dayOffset(today, number.value, month.value, year?.value ?? null)
  return offset === null ? null : makeDay(at, year?.next ?? month.next, { rank: 'date', from: offset, coming: offset })
}

function readNumber(lexemes: readonly Lexeme[], at: number): { value: number; next: number } | null {
  const lexeme = lexemes[at]
  if (lexeme === undefined) return null
  if (lexeme.kind === 'number') return lexeme.bare.length <= 2 ? { value: Number(lexeme.bare), next: at + 1 } : null
  return readWords(lexemes, at)
}

function readMonth(lexemes: readonly Lexeme[], at: number): { value: number; next: number; isWord: boolean } | null {
  const sign = lexemes[at]
  if (!isNear(sign)) return null
  if (isMonthWord(sign) === true) {
    const number = readNumber(lexemes, at + 1)
    return number === null ? null : { ...number, isWord: true }
  }
  const number = lexemes[at + 1]
  const isTyped = /^[/.-]$/.test(sign.bare) && isNear(number) && number.kind === 'number' && sign.gap === number.gap
  const isShort = isTyped && number.bare.length <= 2
  // "8.10" is a date only with a year
  const isDotted = sign.bare === '.' && readYear(lexemes, at + 2) === null
  return isShort && !isDotted && !(sign.bare === '-' && sign.gap === 'space')
    ? { value: Number(number.bare), next: at + 2, isWord: false }
    : null
}

function readYear(lexemes: readonly Lexeme[], at: number): { value: number; next: number } | null {
  const sign = lexemes[at]
  const number = lexemes[at + 1]
  if (!isNear(sign) || !isNear(number) || number.kind !== 'number') return null
  const isSign = /^[/.-]$/.test(sign.bare) && sign.gap === 'none'
  if (!isSign && isYearWord(sign) !== true) return null
  if (/^20\d\d$|^19\d\d$/.test(number.bare)) return { value: Number(number.bare), next: at + 2 }
  return isSign && /^2\d$/.test(number.bare) ? { value: 2000 + Number(number.bare), next: at + 2 } : null
}

/** "ngày 20": the latest one; "ngày 2 lần" is none, so that something has to end it. */
function readDayOfMonth(
  lexemes: readonly Lexeme[],
  at: number,
  number: { value: number; next: number },
  { midnightMs }: Today,
): Piece | null {
  const behind = lexemes[number.next]
  const isEnd = !isNear(behind) || behind.kind === 'sign'
  const said = isNear(behind) ? saysThisMonth(lexemes, number.next) : null
  if (number.value < 1 || number.value > 31 || (!isEnd && said === null) || behind?.bare === '/') return null
  const date = new Date(midnightMs)
  for (const back of [0, 1, 2]) {
    const at0 = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, number.value)
    const isThere = new Date(at0).getUTCDate() === number.value
    const offset = Math.round((at0 - midnightMs) / DAY_MS)
    const coming = Math.round(
      (Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, number.value) - midnightMs) / DAY_MS,
    )
    if (isThere && offset <= 0)
      return makeDay(at, number.next + (said?.length ?? 0), {
        rank: 'date',
        from: offset,
        coming: back === 0 ? offset : coming,
      })
  }
  return null
}

/** Digits that go on before or behind: 1175/2025, 22.11.80. */
function isWithinNumber(lexemes: readonly Lexeme[], at: number): boolean {
  const before = lexemes[at - 1]
  return lexemes[at]?.gap === 'none' && before !== undefined && (before.kind !== 'sign' || /[./-]/.test(before.bare))
}

function isBorn(lexemes: readonly Lexeme[], at: number): boolean {
  return lexemes.slice(Math.max(0, at - 3), at).some((lexeme) => isBirth(lexeme) === true)
}

/** Days from today to a date; without a year the nearest one. Null if there is no such date. */
function dayOffset({ midnightMs }: Today, date: number, month: number, year: number | null): number | null {
  const thisYear = new Date(midnightMs).getUTCFullYear()
  const offsets = (year === null ? [thisYear - 1, thisYear, thisYear + 1] : [year]).flatMap((candidate) => {
    const at = new Date(Date.UTC(candidate, month - 1, date))
    const isThere = at.getUTCMonth() === month - 1 && at.getUTCDate() === date && candidate >= 1990
    return isThere ? [Math.round((at.getTime() - midnightMs) / DAY_MS)] : []
  })
  // what is reported has mostly happened: a date ahead has to be near
  const weight = (offset: number): number => (offset > 0 ? offset * 3 : -offset)
  return offsets.sort((a, b) => weight(a) - weight(b))[0] ?? null
}
