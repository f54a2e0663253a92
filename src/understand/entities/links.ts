import type { Found } from '../analysis.ts'
import { type Normalised, spanOf } from '../normalise.ts'
import { toE164 } from './phones.ts'

/** Endings of domains seen in scams here and everyday ones; a list keeps "xe.to" and "nha.roi" from being links. */
const ENDINGS = new Set(
  'com net org vn top xyz info biz shop online site club vip live app io cc ru cn icu pro link win bet fun store work asia us uk click page dev cloud space website life world today one fit lol cyou sbs buzz tech wiki edu gov finance trade market social'.split(
    ' ',
  ),
)
/** Endings that are Vietnamese words too: they count only behind a scheme, "www" or before a path. */
const WORD_ENDINGS = new Set('me co tk ml la to ai am ly gl gd do in be tv ga cf gq'.split(' '))
const DOT = '(?: ?\\[ ?\\.? ?(?:dot|cham)? ?\\] ?| ?\\( ?\\.? ?(?:dot|cham)? ?\\) ?| ?\\{\\.\\} ?|\\.| (?:cham|dot) )'
const LINK = new RegExp(
  `(?<![@\\p{L}\\d_-])(h(?:tt|xx)ps?:\\/\\/)?([a-z0-9][a-z0-9-]{0,62}(?:${DOT}[a-z0-9][a-z0-9-]{0,62}){1,4})((?::\\d{1,5})?\\/[^\\s<>"']{0,300})?`,
  'gu',
)

/**
 * Addresses of the web without their scheme and with obfuscation undone (`hxxp`, `[.]`, " chấm com"): host in lower case,
 * path as typed. Never fetched by anyone.
 */
export function findUrls(text: Normalised): Found<string>[] {
  const found: Found<string>[] = []
  for (const match of text.bare.matchAll(LINK)) {
    const [whole, scheme, dotted = '', path = ''] = match
    const host = dotted.replace(new RegExp(DOT, 'g'), '.')
    const ending = host.slice(host.lastIndexOf('.') + 1)
    const isPlain = ENDINGS.has(ending)
    const isSpelled = scheme !== undefined || path !== '' || host.startsWith('www.')
    if (!isPlain && !(WORD_ENDINGS.has(ending) && isSpelled)) continue
    const kept = whole.replace(/[.,;:!?)\]]+$/, '')
    const span = spanOf(text, match.index, match.index + kept.length)
    // the views are lower case: the path is read again from the text as sent
    const pathLength = kept.length - (whole.length - path.length)
    const pathSpan = spanOf(text, match.index + kept.length - Math.max(0, pathLength), match.index + kept.length)
    const typed = text.sent.slice(span.start, pathLength > 0 ? pathSpan.start : span.end)
    found.push({
      value: asTyped(typed, host) + (pathLength > 0 ? text.sent.slice(pathSpan.start, pathSpan.end) : ''),
      span,
    })
  }
  return found
}

/** The host letter for letter as sent ("aaa" was shortened in the views), unless look-alikes had to be replaced. */
function asTyped(typed: string, host: string): string {
  const plain = typed
    .toLowerCase()
    .replace(/^h(?:tt|xx)ps?:\/\//, '')
    .replace(new RegExp(DOT, 'g'), '.')
  return /^[a-z0-9.-]+$/.test(plain) ? plain : host
}

const PLATFORMS: readonly (readonly [platform: string, host: RegExp])[] = [
  ['telegram', /^(?:t\.me|telegram\.me|telegram\.org)$/],
  ['facebook', /^(?:(?:www|m|web)\.)?(?:facebook\.com|fb\.com|fb\.me)$|^m\.me$/],
  ['tiktok', /^(?:www\.|vt\.)?tiktok\.com$/],
  ['zalo', /^(?:chat\.)?zalo\.me$/],
]
const NAMED = /\b(telegram|tele|tiktok|tik tok|facebook|fb|zalo|zl)\b[^@\n]{0,20}@([a-z0-9_.]{3,32})/g
const ZALO_NUMBER = /\b(?:zalo|zl)\b[^\d\n]{0,15}((?:\+?84|0)(?:[ .-]?\d){9})(?!\d)/g
const SHORT: Record<string, string> = { tele: 'telegram', 'tik tok': 'tiktok', fb: 'facebook', zl: 'zalo' }

/** Accounts on social networks as `platform:id`, from links and from "tele @name", "zalo 0912 ...". */
export function findHandles(text: Normalised, urls: Found<string>[]): Found<string>[] {
  const found = urls.flatMap(({ value, span }): Found<string>[] => {
    const slash = value.indexOf('/')
    if (slash < 0) return []
    const host = value.slice(0, slash)
    const platform = PLATFORMS.find(([, pattern]) => pattern.test(host))?.[0]
    const path = value.slice(slash + 1)
    const id = path.match(/profile\.php\?id=(\d{5,20})/)?.[1] ?? path.match(/^@?([A-Za-z0-9_.+-]{2,64})/)?.[1]
    if (platform === undefined || id === undefined) return []
    return [{ value: `${platform}:${platform === 'zalo' ? (toE164(id) ?? id) : id.toLowerCase()}`, span }]
  })
  for (const match of text.bare.matchAll(NAMED)) {
    const platform = SHORT[match[1] ?? ''] ?? match[1] ?? ''
    const end = match.index + match[0].length
    found.push({
      value: `${platform}:${(match[2] ?? '').replace(/\.+$/, '')}`,
      span: spanOf(text, end - (match[2] ?? '').length - 1, end),
    })
  }
  for (const match of text.bare.matchAll(ZALO_NUMBER)) {
    const number = toE164(match[1] ?? '')
    const end = match.index + match[0].length
    if (number !== null) found.push({ value: `zalo:${number}`, span: spanOf(text, end - (match[1] ?? '').length, end) })
  }
  return [...new Map(found.reverse().map((handle) => [handle.value, handle])).values()].reverse()
}
