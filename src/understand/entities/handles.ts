import { type Normalised, spanOf } from '../normalise.ts'
import type { Hit } from './hit.ts'
import { isNear, type Lexeme, wordSet, wordTable } from './lexemes.ts'
import type { Link } from './links.ts'

const PLATFORMS: readonly (readonly [platform: string, hosts: readonly string[]])[] = [
  ['telegram', ['t.me', 'telegram.me', 'telegram.org', 'telegram.dog']],
  ['facebook', ['facebook.com', 'fb.com', 'fb.me', 'm.me', 'messenger.com']],
  ['tiktok', ['tiktok.com']],
  ['zalo', ['zalo.me']],
]
/** First steps of a path that lead to a post, a group or an invitation, and to nobody's profile. */
const NO_PROFILE = new Set(
  'share sharer watch reel reels photo photos story stories groups events marketplace pages permalink hashtag login plugins joinchat addstickers addlist proxy socks g story.php photo.php permalink.php sharer.php s p search tag discover video videos live'.split(
    ' ',
  ),
)
const PLATFORM_OF = wordTable({
  telegram: 'telegram',
  tele: 'telegram',
  tlg: 'telegram',
  facebook: 'facebook',
  fb: 'facebook',
  face: 'facebook',
  messenger: 'facebook',
  tiktok: 'tiktok',
  tóptóp: 'tiktok',
  zalo: 'zalo',
  zl: 'zalo',
})
const SUBDOMAINS = new Set(['www', 'm', 'web', 'chat', 'mbasic', 'vi-vn', 'touch'])
/** How many lexemes before or behind an @name its platform may be named. */
const BEFORE = 6
const AFTER = 4
/** What may stand between the platform and a name without its @. */
const isFiller = wordSet('nick id user username acc account tên là kênh nhóm group bot admin name của nó : -')
const NAME_MIN = 5
const NAME_MAX = 64

/** The account on a social network that a link leads to as `platform:id`, or null: then it stays a link. */
export function readProfile({ host, path }: Link): string | null {
  const [sub = '', ...rest] = host.split('.')
  const bare = SUBDOMAINS.has(sub) && rest.length > 1 ? rest.join('.') : host
  const platform = PLATFORMS.find(([, hosts]) => hosts.includes(bare))?.[0]
  if (platform === undefined) return null
  const [steps = '', query = ''] = path.split('?')
  const [first = '', second = '', third = ''] = steps.split('/').filter((step) => step !== '')
  if (first === 'profile.php') return named(platform, /(?:^|&)id=(\d{5,20})/.exec(query)?.[1] ?? '')
  if (first === 'people' && platform === 'facebook') return named(platform, third || second)
  if (platform === 'telegram' && first === 's') return named(platform, second)
  if (platform === 'tiktok' && !first.startsWith('@')) return null
  if (NO_PROFILE.has(first.toLowerCase()) || first.startsWith('+')) return null
  return named(platform, first.replace(/^@/, ''))
}

function named(platform: string, id: string): string | null {
  const trimmed = id.replace(/^[.]|[.]$/g, '')
  return /^[\w.-]{2,64}$/.test(trimmed) ? `${platform}:${trimmed.toLowerCase()}` : null
}

/** "tele @name", "@name bên telegram", "nick fb ten.nao88": accounts named beside their platform, outside of links. */
export function findNamedHandles(text: Normalised, lexemes: readonly Lexeme[]): Hit<string>[] {
  const found: Hit<string>[] = []
  lexemes.forEach((lexeme, at) => {
    const hit = lexeme.bare === '@' ? readAtName(text, lexemes, at) : readPlainName(text, lexemes, at)
    if (hit !== null) found.push(hit)
  })
  return found
}

function readAtName(text: Normalised, lexemes: readonly Lexeme[], at: number): Hit<string> | null {
  const before = lexemes[at - 1]
  if (before !== undefined && before.kind !== 'sign' && lexemes[at]?.gap === 'none') return null
  const name = readName(text, lexemes, at + 1)
  const platform = platformNear(lexemes, at, name?.next ?? at + 1)
  const value = name === null || platform === null ? null : named(platform, name.text)
  return name === null || value === null ? null : { value, start: lexemes[at]?.start ?? 0, end: name.end }
}

function platformNear(lexemes: readonly Lexeme[], at: number, next: number): string | null {
  for (let i = at - 1; i >= Math.max(0, at - BEFORE); i--) {
    const platform = PLATFORM_OF(lexemes[i])
    if (platform !== undefined) return platform
    if (!isNear(lexemes[i + 1]) || /^[.;!?@]$/.test(lexemes[i]?.bare ?? '')) break
  }
  for (let i = next; i < next + AFTER && isNear(lexemes[i]); i++) {
    const platform = PLATFORM_OF(lexemes[i])
    if (platform !== undefined) return platform
    if (/^[.,;!?@]$/.test(lexemes[i]?.bare ?? '')) break
  }
  // named once in the whole text, it is that one
  const named = new Set(lexemes.map(PLATFORM_OF).filter((platform) => platform !== undefined && platform !== 'zalo'))
  return named.size === 1 ? ([...named][0] ?? null) : null
}

/** Behind a platform's name, a name that no word of everyday is: five signs or more, with a digit, a dot or a line. */
function readPlainName(text: Normalised, lexemes: readonly Lexeme[], at: number): Hit<string> | null {
  const platform = PLATFORM_OF(lexemes[at])
  if (platform === undefined || platform === 'zalo') return null
  let from = at + 1
  while (from < at + 4 && isNear(lexemes[from]) && isFiller(lexemes[from]) === true) from++
  const name = isNear(lexemes[from]) && lexemes[from]?.gap === 'space' ? readName(text, lexemes, from) : null
  if (name === null || name.text.length < NAME_MIN || !/^[a-z]/.test(name.text) || !/[\d_.]/.test(name.text))
    return null
  const value = named(platform, name.text)
  return value === null ? null : { value, start: lexemes[from]?.start ?? 0, end: name.end }
}

function readName(
  text: Normalised,
  lexemes: readonly Lexeme[],
  at: number,
): { text: string; end: number; next: number } | null {
  let next = at
  for (; next < at + 20; next++) {
    const lexeme = lexemes[next]
    if (lexeme === undefined || (next > at && lexeme.gap !== 'none')) break
    if (
      lexeme.kind === 'word' ? !/^[a-z]+$/.test(lexeme.marked) : lexeme.kind === 'sign' && !/^[._]$/.test(lexeme.bare)
    )
      break
  }
  while (next > at && lexemes[next - 1]?.bare === '.') next--
  const start = lexemes[at]?.start ?? 0
  const end = lexemes[next - 1]?.end ?? start
  if (next === at || end - start < 3 || end - start > NAME_MAX) return null
  const span = spanOf(text, start, end)
  const typed = text.sent.slice(span.start, span.end).toLowerCase()
  return { text: /^[\w.]+$/.test(typed) ? typed : text.bare.slice(start, end), end, next }
}
