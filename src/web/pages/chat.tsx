import type { Context, Hono } from 'hono'
import type { InboundContent } from '../../domain/message.ts'
import { openChatStream } from '../chat-events.ts'
import { beginChatSession, endChatSession, readChatSession } from '../chat-session.ts'
import { isPassing } from '../faults.ts'
import { isBlank, readForm, TEXT_MAX } from '../form-body.ts'
import { answerPage } from '../layout.tsx'
import { ChatPage } from '../parts/chat-page.tsx'
import { viewEntries } from '../parts/entry-view.ts'
import type { FormError } from '../parts/error-summary.tsx'
import { type Lang, localPath } from '../parts/lang.ts'
import { wordsOf } from '../parts/words.ts'
import type { Thread } from '../public-deps.ts'
import { readLocation } from '../report-fields.ts'
import { askToRetry, type Room } from '../room.ts'

/**
 * A button pressed, a position, or a text, in this order. `too-long` is far beyond what a person types: it is given
 * back whole, for nothing is cut in silence.
 */
function readContent(fields: Record<string, string>): InboundContent | 'empty' | 'too-long' {
  const { button = '', text = '' } = fields
  if (/^[A-Za-z0-9:_-]{1,64}$/.test(button)) return { type: 'button', data: button }
  const location = readLocation(fields)
  if (location !== null) return { type: 'location', ...location }
  if (isBlank(text)) return 'empty'
  return text.length > TEXT_MAX ? 'too-long' : { type: 'text', text }
}

/**
 * The chat. Without JavaScript each message is a form and a reload; chat.js sends the same form by fetch, listens to
 * `/chat/events`, which carry no content, and draws what `/chat/messages` says.
 */
export function addChatPages(app: Hono, room: Room, lang: Lang): void {
  const { deps, tokens, isSecure } = room
  const words = wordsOf(lang)
  const path = localPath(lang, '/chat')

  /** The talk so far; `away` for a fault that passes: what was typed then goes back all the same. */
  async function read(session: string, before: string | undefined): Promise<Thread | null | 'away'> {
    try {
      return await deps.readChat(session, { before })
    } catch (fault) {
      if (!isPassing(fault)) throw fault
      room.onFault(fault)
      return 'away'
    }
  }

  async function show(
    c: Context,
    typed: string,
    errors: FormError[],
    status: 200 | 400 | 429 | 503,
    more: { key?: string; before?: string | undefined } = {},
  ) {
    const session = readChatSession(c, isSecure)
    // When the database is away the words typed matter more than the talk so far.
    const found = session === null || status === 503 ? null : await read(session, more.before)
    const isAway = found === 'away'
    const thread = isAway ? null : found
    if (isAway) askToRetry(c)
    return answerPage(
      c,
      <ChatPage
        frame={room.frames[lang]}
        entries={viewEntries(thread?.entries ?? [], deps.now(), lang)}
        since={thread?.since ?? ''}
        olderHref={thread?.older ? `${path}?truoc=${encodeURIComponent(thread.older)}` : null}
        isPast={more.before !== undefined}
        hasSession={session !== null}
        openings={thread?.openings}
        now={deps.now()}
        typed={typed}
        errors={isAway && errors.length === 0 ? [{ field: 'text', text: words.error.away }] : errors}
        token={tokens.issue('chat', more.key)}
      />,
      isAway ? 503 : status,
    )
  }

  app.get(path, (c) => show(c, '', [], 200, { before: c.req.query('truoc') }))

  app.post(path, async (c) => {
    const isScript = c.req.header('accept') === 'application/json'
    const form = await readForm(c, tokens, 'chat')
    if (!form.ok) return room.errors.answer(c, 403)
    const text = form.fields.text ?? ''
    const content = readContent(form.fields)

    const mend = (message: string, status: 400 | 429 | 503) => {
      if (status !== 400) askToRetry(c, status)
      if (isScript) return c.json({ ok: false, message, token: tokens.issue('chat', form.key) }, status)
      return show(c, text, [{ field: 'text', text: message }], status, { key: form.key })
    }
    if (content === 'empty') return mend(words.error.chat, 400)
    if (content === 'too-long') return mend(words.error.tooLong('10.000'), 400)
    if (form.isExpired) return mend(words.error.expired, 400)

    const known = readChatSession(c, isSecure)
    // Words of danger pass every limit.
    if (!room.limits.takeMessage(deps.clientAddress(c), known) && !deps.mayBeDanger(content)) {
      return mend(`${words.error.busy} ${words.error.unavailableCall}`, 429)
    }
    const session = known ?? beginChatSession(c, isSecure)
    const sent = await deps.sendChat(session, content, tokens.keyFor(form.key, [session, JSON.stringify(content)]))
    if (!sent.ok) return mend(`${words.error.unavailable} ${words.error.unavailableCall}`, 503)
    return isScript ? c.json({ ok: true, token: tokens.issue('chat') }) : c.redirect(`${path}#tin-moi`, 303)
  })

  app.get(`${path}/messages`, async (c) => {
    const session = readChatSession(c, isSecure)
    const since = c.req.query('since') || undefined
    const thread = session === null ? null : await deps.readChat(session, { since })
    // What was asked about is not there: the page that asks shows another talk than this browser has now.
    if (since !== undefined && (thread === null || thread.isBroken))
      return c.json({ entries: [], since: '', isBroken: true })
    return c.json({ entries: viewEntries(thread?.entries ?? [], deps.now(), lang), since: thread?.since ?? '' })
  })

  app.get(`${path}/events`, (c) => {
    const session = readChatSession(c, isSecure)
    // A 204 tells EventSource to stay away (HTML standard, 9.2.2): there is nothing to hear yet.
    if (session === null || c.req.method === 'HEAD') return c.body(null, 204)
    const leave = room.limits.openStream(deps.clientAddress(c), session)
    // chat.js then asks by itself, now and again.
    if (leave === null) return room.errors.answer(c, 503)
    return openChatStream((onChange) => deps.watchChat(session, onChange), leave, c.req.raw.signal)
  })

  app.post(`${path}/roi`, async (c) => {
    const form = await readForm(c, tokens, 'chat')
    if (!form.ok) return room.errors.answer(c, 403)
    endChatSession(c, isSecure)
    return c.redirect(path, 303)
  })
}
