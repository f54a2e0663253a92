import { isAbout, isUnmarked, type Piece, readPart } from './day-words.ts'
import { isNear, type Lexeme, wordSet } from './lexemes.ts'
import { isCounted } from './money-words.ts'
import { readWords } from './numerals.ts'

const isHour = wordSet('giờ h g')
const isMinute = wordSet('phút p')
const isHalf = wordSet('rưỡi rưởi')
const isShort = wordSet('kém')
/** Behind and before hours that last, and are no time of day: "2 giờ liền", "suốt 3 tiếng". */
const isLasting = wordSet('liền đồng nữa trời trước ago')
const isDuring = wordSet('suốt mất hết trong cả được kéo')

/** "sau gio hoc": behind hours of work and school. */
const isAfterHours = wordSet('học tan nghỉ tăng làm hành cơm ra')
const NEEDS_MARKS = /^(?:mot|bon|nam|sau|bay|tam|chin|muoi)$/

interface Count {
  value: number
  next: number
}

/** "21h30", "9 giờ rưỡi", "chín giờ kém mười lăm", "tám rưỡi tối", "9:15", "9pm": minutes from midnight as said. */
export function readClock(lexemes: readonly Lexeme[], at: number): Piece | null {
  const hour = readCount(lexemes, at)
  if (hour === null || isInside(lexemes, at)) return null
  const read = readHours(lexemes, at, hour) ?? readColon(lexemes, at, hour) ?? readHalf(lexemes, at, hour)
  if (read === null) return null
  const meridiem = readMeridiem(lexemes[read.next])
  if (hour.value > 24 || read.minutes < 0 || read.minutes > 24 * 60 + 59) return null
  return {
    kind: 'clock',
    minutes: read.minutes,
    isPm: meridiem,
    isAbout: isAboutBefore(lexemes, at),
    first: at,
    next: meridiem === null ? read.next : read.next + 1,
    isFaint: false,
  }
}

interface Read {
  minutes: number
  next: number
}

function readHours(lexemes: readonly Lexeme[], at: number, hour: Count): Read | null {
  const unit = lexemes[hour.next]
  if (!isNear(unit) || isHour(unit) !== true) return null
  // "9g" alone may be grams, and "tam h" nothing at all
  if (unit.bare === 'g' && (unit.gap !== 'none' || lexemes[hour.next + 1]?.kind !== 'number')) return null
  // "sau giờ", with marks behind it and none of its own, is after hours
  const isMarkedUnit = unit.marked !== unit.bare
  if (lexemes[at]?.marked === 'sau' && isAfterHours(lexemes[hour.next + 1]) === true) return null
  if (isMarkedUnit && lexemes[at]?.kind === 'word' && NEEDS_MARKS.test(lexemes[at]?.marked ?? '')) return null
  if (unit.bare === 'h' && lexemes[at]?.kind === 'word' && unit.gap === 'none') return null
  const from = hour.next + 1
  const behind = lexemes[from]
  if (isLasting(behind) === true && isNear(behind)) return null
  if (isDuring(lexemes[at - 1]) === true && hour.value <= 12 && isNear(lexemes[at])) return null
  const whole = { minutes: hour.value * 60, next: from }
  if (!isNear(behind)) return whole
  if (isHalf(behind) === true) return { minutes: whole.minutes + 30, next: from + 1 }
  if (isShort(behind) === true) {
    const less = readCount(lexemes, from + 1)
    return less === null ? whole : { minutes: whole.minutes - less.value, next: skipMinute(lexemes, less.next) }
  }
  return readMinutes(lexemes, whole, from)
}

function readMinutes(lexemes: readonly Lexeme[], whole: Read, from: number): Read {
  const first = lexemes[from]
  const count = readCount(lexemes, from)
  if (count === null || count.value > 59) return whole
  const behind = lexemes[count.next]
  const isSaid = isNear(behind) && isMinute(behind) === true && lexemes[count.next + 1]?.gap !== 'none'
  const read = { minutes: whole.minutes + count.value, next: isSaid ? count.next + 1 : count.next }
  if (isSaid) return read
  if (behind !== undefined && behind.gap === 'none' && (behind.kind === 'word' || /^[:/%.]$/.test(behind.bare))) {
    if (behind.kind === 'word' || lexemes[count.next + 1]?.gap === 'none') return whole
  }
  if (first?.kind === 'number') {
    if (first.gap === 'none') return read
    // "9h 15" is a time, "9h 15 người" and "9h 2 thằng" are not
    return first.bare.length === 2 && !isCounting(lexemes, count.next) ? read : whole
  }
  return count.value >= 10 && count.value % 5 === 0 && !isCounting(lexemes, count.next) ? read : whole
}

const isTimeWord = wordSet('ngày hôm đêm bữa tối')

/** True if a counted noun follows; days and nights go on with the time. */
function isCounting(lexemes: readonly Lexeme[], at: number): boolean {
  const behind = lexemes[at]
  return isNear(behind) && isCounted(behind) === true && isTimeWord(behind) !== true
}

function readColon(lexemes: readonly Lexeme[], at: number, hour: Count): Read | null {
  const [colon, minutes, behind] = lexemes.slice(hour.next, hour.next + 3)
  if (lexemes[at]?.kind !== 'number') return null
  const isPair = colon?.bare === ':' && colon.gap === 'none' && minutes?.gap === 'none' && /^\d\d$/.test(minutes.bare)
  if (isPair && Number(minutes.bare) <= 59) {
    // seconds are more than anybody asks for
    const hasSeconds =
      behind?.bare === ':' && behind.gap === 'none' && /^\d\d$/.test(lexemes[hour.next + 3]?.bare ?? '')
    return { minutes: hour.value * 60 + Number(minutes.bare), next: hour.next + (hasSeconds ? 4 : 2) }
  }
  return readMeridiem(colon) !== null && hour.value >= 1 && hour.value <= 12
    ? { minutes: hour.value * 60, next: hour.next }
    : null
}

/** "tám rưỡi tối nay": half past without the word for hours, where a part of the day follows or the hour is announced. */
function readHalf(lexemes: readonly Lexeme[], at: number, hour: Count): Read | null {
  const half = lexemes[hour.next]
  if (!isNear(half) || isHalf(half) !== true || hour.value > 12) return null
  const isParted = isNear(lexemes[hour.next + 1]) && readPart(lexemes, hour.next + 1) !== null
  const before = lexemes[at - 1]
  const isSaid = before !== undefined && /^(?:luc|hoi)$/.test(before.bare) && isNear(lexemes[at])
  return isParted || isSaid ? { minutes: hour.value * 60 + 30, next: hour.next + 1 } : null
}

/** True for pm, false for am, null for neither. */
function readMeridiem(lexeme: Lexeme | undefined): boolean | null {
  if (!isNear(lexeme)) return null
  return lexeme.marked === 'pm' ? true : lexeme.marked === 'am' ? false : null
}

function readCount(lexemes: readonly Lexeme[], at: number): Count | null {
  const lexeme = lexemes[at]
  if (lexeme === undefined || (lexeme.gap === 'line' && at > 0 && lexeme.kind === 'word' && lexeme.bare === 'nam'))
    return null
  if (lexeme.kind === 'number') return lexeme.bare.length <= 2 ? { value: Number(lexeme.bare), next: at + 1 } : null
  if (lexeme.bare === 'khong' && (lexeme.marked === 'không' || isUnmarked(lexemes, at, at + 1)))
    return { value: 0, next: at + 1 }
  return readWords(lexemes, at)
}

/** True if the digits are the end of a number, a date, an address or a word. */
function isInside(lexemes: readonly Lexeme[], at: number): boolean {
  const before = lexemes[at - 1]
  if (before === undefined || lexemes[at]?.gap !== 'none') return false
  return (
    before.kind !== 'sign' ||
    (/[.,/:-]/.test(before.bare) && lexemes[at - 2]?.kind === 'number' && !isClockEnd(lexemes, at))
  )
}

/** "23h15-23h40": a hyphen behind the minutes of a clock. */
function isClockEnd(lexemes: readonly Lexeme[], at: number): boolean {
  return lexemes[at - 1]?.bare === '-' && isHour(lexemes[at + 1]) === true
}

function skipMinute(lexemes: readonly Lexeme[], at: number): number {
  const lexeme = lexemes[at]
  return isNear(lexeme) && isMinute(lexeme) === true ? at + 1 : at
}

function isAboutBefore(lexemes: readonly Lexeme[], at: number): boolean {
  if (!isNear(lexemes[at])) return false
  const [second, first] = [lexemes[at - 1], lexemes[at - 2]]
  if (isAbout(second) === true) return true
  // "hồi cỡ ba giờ" without marks
  if (second?.bare === 'co' && /^(?:hoi|luc|vao)$/.test(first?.bare ?? '')) return true
  return second?.bare === 'luc' && isNear(second) && isAbout(first) === true && first?.bare !== 'do'
}
