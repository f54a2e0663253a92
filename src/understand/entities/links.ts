import { parse } from 'tldts'
import { type Normalised, spanOf } from '../normalise.ts'
import type { Hit } from './hit.ts'
import { isNear, type Lexeme, wordSet } from './lexemes.ts'

/** Endings of domains seen in scams here and everyday ones; a list keeps "xe.to" and "nha.roi" from being links. */
const ENDINGS = new Set(
  'com net org vn top xyz info biz shop online site club vip live app io cc ru cn icu pro link win bet fun store work asia us uk click page dev cloud space website life world today one fit lol cyou sbs buzz tech wiki edu gov finance trade market social mobi cfd bond skin monster quest autos rest beauty hair makeup pics casino poker games game gg jp kr tw hk sg eu de fr support services center agency money cash credit loans bank exchange group team zone host press media news chat email network systems solutions digital plus blue red ink wang mom ltd llc inc capital fund stream download best cheap deals sale promo tube racing date faith accountant science party review men'.split(
    ' ',
  ),
)
/** Of these endings people make no words when they leave out the space behind a full stop. */
const isDotWord = wordSet('chấm dot')
const OPENERS = /^[[({]$/
const CLOSERS = /^[\])}]$/
const LABELS_MAX = 6
const PATH_MAX = 300
/** Addresses of profiles, which hold even where only the words were spoken ("zalo chấm me"). */
const SHORT_HOSTS = new Set(['t.me', 'm.me', 'zalo.me', 'telegram.me', 'fb.me'])

export interface Link {
  host: string
  /** With its slash; empty where there is none. */
  path: string
}

/**
 * Addresses of the web without their scheme and with obfuscation undone (`hxxp`, `[.]`, " chấm com"): host in lower case,
 * path as typed. Never fetched by anyone.
 */
export function findLinks(text: Normalised, lexemes: readonly Lexeme[]): Hit<Link>[] {
  const found: Hit<Link>[] = []
  for (let at = 0; at < lexemes.length; ) {
    const link = readLink(text, lexemes, at)
    if (link === null) {
      at++
      continue
    }
    if (link.hit !== null) found.push(link.hit)
    at = link.next
  }
  return found
}

interface Host {
  labels: string[]
  /** True if a dot was written so that nobody writes it by mistake: `[.]`, "(dot)". */
  isMasked: boolean
  hasSpokenDot: boolean
  next: number
}

function readLink(
  text: Normalised,
  lexemes: readonly Lexeme[],
  at: number,
): { hit: Hit<Link> | null; next: number } | null {
  if (isInside(lexemes, at)) return null
  const from = skipScheme(lexemes, at)
  const host = readHost(text, lexemes, from)
  if (host === null) return null
  const behind = lexemes[host.next]
  // "ten@thu.com": a mail address, before its sign and behind it
  if (behind?.bare === '@' && behind.gap === 'none') return { hit: null, next: skipAddress(lexemes, host.next) }
  const portNext = skipPort(lexemes, host.next)
  const pathEnd = readPath(text, lexemes, portNext)
  const name = host.labels.join('.')
  const hasScheme = from > at
  const hasPath = pathEnd > (lexemes[portNext]?.start ?? Number.POSITIVE_INFINITY)
  if (!isDomain(name, host, { hasScheme, hasPath })) return null
  const start = lexemes[at]?.start ?? 0
  const hostEnd = lexemes[portNext - 1]?.end ?? start
  const pathSpan = hasPath ? spanOf(text, hostEnd, pathEnd) : null
  const port = lexemes
    .slice(host.next, portNext)
    .map(({ bare }) => bare)
    .join('')
  const path = port + (pathSpan === null ? '' : text.sent.slice(pathSpan.start, pathSpan.end))
  const end = hasPath ? pathEnd : hostEnd
  let next = portNext
  while (next < lexemes.length && (lexemes[next]?.start ?? 0) < end) next++
  return { hit: { value: { host: name, path }, start, end }, next }
}

/** True if what begins here is the rest of a word or of a mail address. */
function isInside(lexemes: readonly Lexeme[], at: number): boolean {
  const before = lexemes[at - 1]
  const lexeme = lexemes[at]
  if (lexeme === undefined || lexeme.kind === 'sign') return true
  return lexeme.gap === 'none' && before !== undefined && (before.kind !== 'sign' || /[@_.-]/.test(before.bare))
}

function skipScheme(lexemes: readonly Lexeme[], at: number): number {
  if (!/^h(?:tt|xx)ps?$/.test(lexemes[at]?.bare ?? '')) return at
  const signs = lexemes
    .slice(at + 1, at + 4)
    .map(({ bare }) => bare)
    .join('')
  return signs === '://' ? at + 4 : at
}

function readHost(text: Normalised, lexemes: readonly Lexeme[], at: number): Host | null {
  const labels: string[] = []
  let isMasked = false
  let hasSpokenDot = false
  let next = at
  while (labels.length < LABELS_MAX) {
    const label = readLabel(text, lexemes, next)
    if (label === null) break
    labels.push(label.text)
    next = label.next
    const dot = readDot(lexemes, next)
    if (dot === null || readLabel(text, lexemes, dot.next) === null) break
    isMasked ||= dot.isMasked
    hasSpokenDot ||= dot.isSpoken
    next = dot.next
  }
  return labels.length < 2 ? null : { labels, isMasked, hasSpokenDot, next }
}

/** Letters, digits and inner hyphens without a space; null for a word typed with diacritics, which is no label. */
function readLabel(text: Normalised, lexemes: readonly Lexeme[], at: number): { text: string; next: number } | null {
  let next = at
  for (; next < at + 20; next++) {
    const lexeme = lexemes[next]
    if (lexeme === undefined || (next > at && lexeme.gap !== 'none')) break
    if (lexeme.kind === 'word' && !/^[a-z]+$/.test(lexeme.marked)) return null
    if (lexeme.kind === 'sign' && (next === at || lexeme.bare !== '-')) break
  }
  while (next > at && lexemes[next - 1]?.kind === 'sign') next--
  if (next === at) return null
  const start = lexemes[at]?.start ?? 0
  const end = lexemes[next - 1]?.end ?? start
  // letter for letter as sent ("aaa" is shortened in the views), unless look-alikes had to be replaced
  const span = spanOf(text, start, end)
  const typed = text.sent.slice(span.start, span.end).toLowerCase()
  return { text: /^[a-z0-9-]+$/.test(typed) ? typed : text.bare.slice(start, end), next }
}

/** A dot between labels: ".", " . ", "[.]", "(dot)", " chấm ". */
function readDot(
  lexemes: readonly Lexeme[],
  at: number,
): { next: number; isMasked: boolean; isSpoken: boolean } | null {
  const [first, second, third] = lexemes.slice(at, at + 3)
  if (!isNear(first)) return null
  if (OPENERS.test(first.bare)) {
    const isDot = second !== undefined && (second.bare === '.' || isDotWord(second) === true)
    return isDot && CLOSERS.test(third?.bare ?? '') && isNear(lexemes[at + 3])
      ? { next: at + 3, isMasked: true, isSpoken: false }
      : null
  }
  if (!isNear(second)) return null
  if (first.bare === '.' && first.gap === second.gap)
    return { next: at + 1, isMasked: false, isSpoken: first.gap === 'space' }
  return isDotWord(first) === true && first.gap === 'space' && second.gap === 'space'
    ? { next: at + 1, isMasked: false, isSpoken: true }
    : null
}

function isDomain(name: string, host: Host, { hasScheme, hasPath }: { hasScheme: boolean; hasPath: boolean }): boolean {
  const known = parse(name)
  if (known.isIp === true) return hasScheme
  if (known.domain === null || known.isIcann !== true) return false
  const ending = host.labels.at(-1) ?? ''
  if (host.hasSpokenDot) return ENDINGS.has(ending) || SHORT_HOSTS.has(name)
  if (ENDINGS.has(ending) || hasScheme || hasPath || host.isMasked || name.startsWith('www.')) return true
  // a hyphen or a digit within a longer name: nobody ends a sentence with it
  const own = known.domainWithoutSuffix ?? ''
  return own.length >= 6 && /^[a-z]/.test(own) && /[-\d]/.test(own)
}

function skipPort(lexemes: readonly Lexeme[], at: number): number {
  const [colon, port] = lexemes.slice(at, at + 2)
  const isPort = colon?.bare === ':' && colon.gap === 'none' && port?.kind === 'number' && port.gap === 'none'
  return isPort && lexemes[at + 2]?.bare === '/' ? at + 2 : at
}

/** Where the path ends in the views; where it would begin if there is none. */
function readPath(text: Normalised, lexemes: readonly Lexeme[], at: number): number {
  const slash = lexemes[at]
  if (slash === undefined || slash.bare !== '/' || slash.gap !== 'none') return -1
  const start = slash.start
  let end = start
  while (end < start + PATH_MAX && end < text.bare.length && !/[\s<>"']/.test(text.bare.charAt(end))) end++
  while (end > start && /[.,;:!?)\]/]/.test(text.bare.charAt(end - 1))) end--
  return end
}

function skipAddress(lexemes: readonly Lexeme[], at: number): number {
  let next = at + 1
  while (next < lexemes.length && lexemes[next]?.gap === 'none') next++
  return next
}
