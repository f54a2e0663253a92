import { EMERGENCY_NUMBERS } from './emergency-numbers.ts'

/**
 * Numbers that belong to offices and are named in tips without being anybody's trace: swindlers show them as theirs, and
 * whoever writes says that they called them.
 */
export const PUBLIC_NUMBERS_VERSION = 1

/**
 * Behind the country's code (numbering plan, circular 22/2014/TT-BTTTT): 1800 and 1900 are switchboards, banks' hot lines
 * among them; 69 is the network of police and army; 2 are lines to a building, which offices have, and which a swindler
 * does not own but imitates.
 */
const PREFIXES = ['1800', '1900', '69', '2']

const LISTED: ReadonlySet<string> = new Set(EMERGENCY_NUMBERS.map(({ number }) => digitsOf(number)))
/** Shorter ones are services; a mobile number has nine digits behind the country's code. */
const DIGITS_MIN = 8

/** True for a number of an office; in E.164 or as it is dialled here. Numbers of other countries are nobody's office. */
export function isPublicNumber(number: string): boolean {
  if (number.startsWith('+') && !number.startsWith('+84')) return false
  const digits = digitsOf(number)
  return digits.length < DIGITS_MIN || LISTED.has(digits) || PREFIXES.some((prefix) => digits.startsWith(prefix))
}

function digitsOf(number: string): string {
  return number.replace(/\D/g, '').replace(/^(?:0084|84(?=\d{8,})|0)/, '')
}
