import { dropOverlaps, type Hit } from './hit.ts'
import { isNear, type Lexeme, wordSet } from './lexemes.ts'
import {
  isCounted,
  isDong,
  isHalf,
  isHolding,
  isMeasured,
  isOtherThan,
  isPaying,
  isThingUnit,
  isVague,
  moneyUnitAt,
} from './money-words.ts'
import { digitOf, readHundreds } from './numerals.ts'
import { type Amount, readAmount } from './quantities.ts'

/** Below and above nobody pays. Đồng. */
const SUM_MIN = 100
const SUM_MAX = 1e15
/** How many lexemes before a number without a unit a word of paying may stand. */
const PAYING_WITHIN = 5
const SENTENCE_END = /^[.!?;]$/

/**
 * Sums in whole đồng, prices included: "5tr", "1tr150", "2 triệu rưỡi", "1tỷ2", "20 lít", "năm xị", "600.000.000", "thu hai
 * trăm một con". Sums that overlap `taken` (accounts, phones, plates, links) are none.
 */
export function findMoney(lexemes: readonly Lexeme[], taken: readonly { start: number; end: number }[]): Hit<number>[] {
  const found: Hit<number>[] = []
  let hasSumInSentence = false
  for (let at = 0; at < lexemes.length; ) {
    if (lexemes[at]?.gap === 'line' || SENTENCE_END.test(lexemes[at]?.bare ?? '')) hasSumInSentence = false
    const sum = readSum(lexemes, at, hasSumInSentence)
    if (sum === null) {
      at = readAmount(lexemes, at)?.skip ?? at + 1
      continue
    }
    const hit = { value: sum.value, start: lexemes[at]?.start ?? 0, end: lexemes[sum.next - 1]?.end ?? 0 }
    if (sum.value >= SUM_MIN && sum.value <= SUM_MAX) {
      found.push(hit)
      hasSumInSentence = true
    }
    at = sum.next
  }
  return dropOverlaps(found, taken)
}

interface Sum {
  value: number
  next: number
}

function readSum(lexemes: readonly Lexeme[], at: number, hasSumBefore: boolean): Sum | null {
  const amount = readAmount(lexemes, at) ?? readImplicitOne(lexemes, at)
  // "phòng năm không hai cứ": the end of a number read out
  if (amount === null || (amount.isWords && lexemes[at - 1]?.bare === 'khong' && isNear(lexemes[at]))) return null
  const low = readLowEnd(lexemes, amount)
  if (low !== null) return low
  const unit = readUnit(lexemes, amount, at)
  if (unit === null) return readUnitless(lexemes, at, amount, hasSumBefore)
  if (isOtherWord(lexemes, at, amount)) return null
  const first: Sum = { value: amount.valueIn(unit.value) * unit.value, next: unit.next }
  const whole = unit.value === 1 ? first : addTail(lexemes, first, unit.value)
  const behind = lexemes[whole.next]
  const next = isNear(behind) && isDong(behind) === true ? whole.next + 1 : whole.next
  const isOther = isNear(behind) && isOtherThan(behind) === true
  return { value: isOther ? 0 : Math.round(whole.value), next }
}

/** Units that are other words without their marks: "bà cụ", "một tí", "phòng 7 cứ", "sau trạm bơm". */
function isOtherWord(lexemes: readonly Lexeme[], at: number, amount: Amount): boolean {
  const [first, unit] = [lexemes[at], lexemes[amount.next]]
  if (unit?.marked === 'ti') return first?.kind === 'word'
  if (unit?.marked !== 'cu') return false
  if (first?.kind === 'number') return isPlaceNumber(lexemes[at - 1]) === true
  return first?.bare === 'ba' || !isPaidBefore(lexemes, at, 2)
}

const isUpTo = wordSet('đến tới hoặc hay')

/** "5-7 triệu", "từ 3 đến 5 triệu": the lower end has the unit of the upper one. */
function readLowEnd(lexemes: readonly Lexeme[], amount: Amount): Sum | null {
  const between = lexemes[amount.next]
  if (!isNear(between) || !(isUpTo(between) === true || /^[–~-]$/.test(between.bare))) return null
  const high = readAmount(lexemes, amount.next + 1, true)
  const unit = high === null || !isNear(lexemes[high.next]) ? undefined : moneyUnitAt(lexemes, high.next)
  if (high === null || unit === undefined || unit < 1e3 || isThingUnit(lexemes[high.next]) === true) return null
  const [from, to] = [amount.valueIn(unit), high.valueIn(unit)]
  return from > 0 && from < to ? { value: Math.round(from * unit), next: amount.next } : null
}

const isPlaceNumber = wordSet('phòng số nhà lớp khóa tầng hẻm ngõ tổ ấp')
const isStation = wordSet('bơm biến điện y gác thu cân xăng kiểm cảnh csgt')

/** "triệu rưỡi", "chục triệu", "trăm ngàn": one of them, where no "mấy" or "hàng" stands before. */
function readImplicitOne(lexemes: readonly Lexeme[], at: number): Amount | null {
  const lexeme = lexemes[at]
  if (lexeme?.kind !== 'word') return null
  const before = lexemes[at - 1]
  if (isNear(lexeme) && before !== undefined) {
    const isCountBefore = before.kind === 'number' || digitOf(before) !== undefined || isVague(before) === true
    if (isCountBefore || moneyUnitAt(lexemes, at - 1) !== undefined) return null
  }
  const next = lexemes[at + 1]
  const isUnit = lexeme.bare === 'trieu' || /^(?:củ|tỷ|tỉ|xị)$/.test(lexeme.marked)
  if (isUnit && isNear(next) && (isHalf(next) === true || isTenths(lexemes, at)))
    return { valueIn: () => 1, next: at, skip: at + 1, isWords: true }
  const scale = lexeme.bare === 'tram' ? 100 : lexeme.bare === 'chuc' ? 10 : null
  if (scale === null || !isNear(next)) return null
  if (scale === 100 && isHalf(next) === true) return { valueIn: () => 150, next: at + 2, skip: at + 2, isWords: true }
  const hundreds = scale === 100 ? readHundreds(lexemes, at + 1, 100) : null
  if (hundreds !== null && hundreds.value > 100 && (moneyUnitAt(lexemes, hundreds.next) ?? 0) >= 1e3)
    return { valueIn: () => hundreds.value, next: hundreds.next, skip: at + 1, isWords: true }
  const isBig = (moneyUnitAt(lexemes, at + 1) ?? 0) >= 1e3
  return isBig ? { valueIn: () => scale, next: at + 1, skip: at + 1, isWords: true } : null
}

/** "mất triệu ba tiền vé": tenths behind a unit that stands alone. */
function isTenths(lexemes: readonly Lexeme[], at: number): boolean {
  const tenths = digitOf(lexemes[at + 1])
  const behind = lexemes[at + 2]
  const isCounting = isNear(behind) && (isCounted(behind) === true || digitOf(behind) !== undefined)
  return tenths !== undefined && tenths >= 2 && !isCounting && isPaidBefore(lexemes, at)
}

function readUnit(lexemes: readonly Lexeme[], amount: Amount, at: number): { value: number; next: number } | null {
  const lexeme = lexemes[amount.next]
  if (!isNear(lexeme) || lexeme.kind !== 'word') return null
  const value = moneyUnitAt(lexemes, amount.next)
  if (value === undefined) return null
  const behindUnit = lexemes[amount.next + 1]
  const isBigger = isNear(behindUnit) && /^(?:trieu|ty|ti)$/.test(behindUnit.bare)
  const bigger = isBigger ? moneyUnitAt(lexemes, amount.next + 1) : undefined
  // "2 nghìn tỷ"
  if (value === 1e3 && bigger !== undefined && bigger >= 1e6) return { value: value * bigger, next: amount.next + 2 }
  const behind = lexemes[amount.next + 1]
  const isMeasure = isNear(behind) && isMeasured(behind) === true
  if (isThingUnit(lexeme) === true) {
    const isSure = lexeme.bare === 'xi' || (isNear(behind) && (isHalf(behind) === true || behind.bare === 'tien'))
    // "bốn ngàn một lít" is the price of a liter
    const isHeld = lexemes.slice(Math.max(0, at - 3), at).some((one) => isHolding(one) === true)
    if (isMeasure || isHeld || moneyUnitAt(lexemes, at - 1) !== undefined || !(isSure || isPaidBefore(lexemes, at)))
      return null
  }
  // "2 k biết" is "không biết"; "5 đ" and "0d" are no sums
  if (lexeme.bare === 'k' && lexeme.gap === 'space' && amount.valueIn(1) < 10) return null
  return { value, next: amount.next + 1 }
}

/** What follows a unit and belongs to it: "rưỡi", "5" of "2tr5", "150" of "1tr150", "200 nghìn", "tám trăm". */
function addTail(lexemes: readonly Lexeme[], sum: Sum, unit: number): Sum {
  const tail = lexemes[sum.next]
  if (!isNear(tail)) return sum
  if (isHalf(tail) === true) return { value: sum.value + unit / 2, next: sum.next + 1 }
  const isOdd = /^(?:le|linh)$/.test(tail.bare)
  const smaller = readTenth(lexemes, sum.next) ?? readAmount(lexemes, isOdd ? sum.next + 1 : sum.next, true)
  if (smaller === null) return sum
  const below = lexemes[smaller.next]
  const smallerUnit = isNear(below) ? moneyUnitAt(lexemes, smaller.next) : undefined
  if (smallerUnit !== undefined && smallerUnit > 1) {
    // "3 nghìn một triệu" are two sums, "1 tỷ 850 triệu" is one
    if (smallerUnit >= unit) return sum
    const whole = { value: sum.value + smaller.valueIn(smallerUnit) * smallerUnit, next: smaller.next + 1 }
    return addTail(lexemes, whole, smallerUnit)
  }
  return addFraction(lexemes, sum, unit, smaller)
}

/** "2 triệu tư": four tenths; "tư" begins no other number. */
function readTenth(lexemes: readonly Lexeme[], at: number): Amount | null {
  const behind = lexemes[at + 1]
  const isEnd = !isNear(behind) || behind.kind === 'sign'
  if (lexemes[at]?.marked !== 'tư' && !(lexemes[at]?.marked === 'tu' && isEnd)) return null
  return { valueIn: () => 4, next: at + 1, skip: at + 1, isWords: true }
}

function addFraction(lexemes: readonly Lexeme[], sum: Sum, unit: number, tail: Amount): Sum {
  const first = lexemes[sum.next]
  const behind = lexemes[tail.next]
  const isInsurance = behind?.bare === 'bao' && lexemes[tail.next + 1]?.bare === 'hiem'
  // "1 tỷ 2 lận" without marks
  const isLan = unit >= 1e9 && behind?.marked === 'lan'
  const isCounting = first?.gap !== 'none' && isNear(behind) && isCounted(behind) === true && !isInsurance && !isLan
  const isDate = behind?.bare === '/' && lexemes[tail.next + 1]?.kind === 'number'
  const isOther =
    behind !== undefined && behind.gap === 'none' && (behind.kind === 'word' || /^[:%]$/.test(behind.bare))
  if (isCounting || isOther || isDate) return sum
  if (first?.kind === 'number' && !tail.isWords) {
    const digits = first.bare
    const isShort = digits.length <= (unit >= 1e6 ? 3 : 1) && tail.next === sum.next + 1
    const isClose = first.gap === 'none' || unit >= 1e6
    return isShort && isClose
      ? { value: sum.value + (Number(digits) / 10 ** digits.length) * unit, next: tail.next }
      : sum
  }
  const value = tail.valueIn(1)
  // "3 triệu làm nhanh", "3 triệu nằm"
  if (first?.marked === 'lam' || first?.marked === 'nam') return sum
  // "một triệu một" would be "mốt": what follows is counted
  if (unit < 1e6 || (first?.bare === 'mot' && first.marked !== 'mốt' && value < 10)) return sum
  const isOdd = first?.bare === 'le' || first?.bare === 'linh'
  const half = lexemes[tail.next]
  // "hai triệu ba trăm rưỡi"
  const fifty = value % 100 === 0 && isNear(half) && isHalf(half) === true ? 50 : 0
  const part = value < 10 && !isOdd ? value / 10 : (value + fifty) / 1_000
  return { value: sum.value + part * unit, next: fifty > 0 ? tail.next + 1 : tail.next }
}

/** "1.350.000" alone, and "hai trăm", "3 chục" where something is paid: hundreds and tens are thousands then. */
function readUnitless(lexemes: readonly Lexeme[], at: number, amount: Amount, hasSumBefore: boolean): Sum | null {
  const behind = lexemes[amount.next]
  // "38.000 đô" without marks
  if (isNear(behind) && behind.marked === 'do') return null
  if (isNear(behind) && lexemes[amount.next - 1]?.marked === 'tram' && isStation(behind) === true) return null
  if (isNear(behind) && (isCounted(behind) === true || isMeasured(behind) === true || isOtherThan(behind) === true))
    return null
  if (isNear(behind) && behind.gap === 'none' && /^[%/]$/.test(behind.bare) && !amount.isGrouped) return null
  const isPaid = hasSumBefore || isPaidBefore(lexemes, at)
  if (amount.isGrouped === true) {
    const value = amount.valueIn(1)
    const isRound = value % 100 === 0
    return isRound && (value >= 1e6 || (isPaid && value >= 1e4)) ? { value, next: amount.next } : null
  }
  const value = amount.valueIn(1e3)
  const isBill = /^t[oờ]$/.test(lexemes[at - 1]?.marked ?? '') && [10, 20, 50, 100, 200, 500].includes(value)
  const isScaled = amount.isWords && value >= 20 && value % 10 === 0 && hasScale(lexemes, at, amount.next)
  if (!isBill && !(isScaled && (isPaid || isPerPiece(lexemes, amount.next)))) return null
  const isHalved = isNear(behind) && isHalf(behind) === true
  return { value: (value + (isHalved ? 50 : 0)) * 1e3, next: amount.next + (isHalved ? 1 : 0) }
}

/** "3 trăm một chuyến": a price, whatever stands before. */
function isPerPiece(lexemes: readonly Lexeme[], at: number): boolean {
  const each = lexemes[at]
  return isNear(each) && /^(?:1|mot|moi)$/.test(each.bare) && isCounted(lexemes[at + 1]) === true
}

/** True if "trăm" or "chục" was said: bare tens ("hai mươi") count other things. */
function hasScale(lexemes: readonly Lexeme[], from: number, next: number): boolean {
  return lexemes.slice(from, next).some(({ bare }) => bare === 'tram' || bare === 'chuc')
}

function isPaidBefore(lexemes: readonly Lexeme[], at: number, within = PAYING_WITHIN): boolean {
  for (let i = at - 1; i >= Math.max(0, at - within); i--) {
    if (SENTENCE_END.test(lexemes[i]?.bare ?? '') || lexemes[i + 1]?.gap === 'line') return false
    if (isPaying(lexemes[i]) === true) return true
    if (moneyUnitAt(lexemes, i) !== undefined && isThingUnit(lexemes[i]) !== true) return true
  }
  return false
}
