import type { Context } from 'hono'
import { DESK_PATH, SIGN_IN_PATH } from './desk-address.ts'
import type { DeskDeps, DeskSettings } from './desk-deps.ts'
import type { DeskNames } from './desk-names.ts'
import type { DeskCookies } from './desk-session.ts'
import type { DeskStreams } from './desk-stream.ts'
import type { DeskTokens } from './desk-token.ts'
import { isForeignRequest } from './foreign-origin.ts'
import type { DeskErrors } from './pages/desk-errors.tsx'

/** What the pages of the desk share, made once by `makeDeskPages`. */
export interface DeskRoom {
  deps: DeskDeps
  settings: DeskSettings
  tokens: DeskTokens
  cookies: DeskCookies
  names: DeskNames
  streams: DeskStreams
  errors: DeskErrors
}

export interface DeskForm {
  session: string
  fields: Readonly<Record<string, string>>
  key: string
}

/** To the sign-in page, which leads back to the view that was asked for. */
export function askToSignIn(c: Context): Response {
  const { pathname, search } = new URL(c.req.url)
  const isPlain = c.req.method !== 'GET' || (pathname === DESK_PATH && search === '')
  return c.redirect(isPlain ? SIGN_IN_PATH : `${SIGN_IN_PATH}?ve=${encodeURIComponent(pathname + search)}`, 303)
}

/** The fields of a urlencoded body; of a repeated name the last counts. Line ends come back as typed. */
export async function readFields(c: Context): Promise<Record<string, string> | null> {
  const isForm = c.req.header('content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? false
  if (!isForm || isForeignRequest(c)) return null
  const sent = new URLSearchParams(await c.req.text())
  return Object.fromEntries([...sent].map(([name, value]) => [name, readTyped(value)]))
}

/**
 * What an officer typed: line ends as typed (browsers send CRLF), and the sign that stands for the unreadable in the place of
 * NUL, which a table takes in no text. What citizens send is kept sealed as it came.
 */
export function readTyped(value: string): string {
  return value.replaceAll('\r\n', '\n').replaceAll('\0', '\ufffd')
}

/** A form of a signed-in page: 403 unless it is ours and this session's, the sign-in page where there is no session. */
export async function readDeskForm(c: Context, room: DeskRoom): Promise<DeskForm | Response> {
  const fields = await readFields(c)
  if (fields === null) return room.errors.answer(c, 403)
  const session = room.cookies.readSession(c)
  if (session === null) return askToSignIn(c)
  const key = room.tokens.read('act', session, fields.token ?? '')
  return key === null ? room.errors.answer(c, 403) : { session, fields, key }
}
