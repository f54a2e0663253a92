import { type Frame, PublicLayout } from '../layout.tsx'
import type { Thread } from '../public-deps.ts'
import { Entries } from './entries.tsx'
import type { EntryView } from './entry-view.ts'
import { errorOf, type FormError } from './error-summary.tsx'
import { Icon } from './icon.tsx'
import { localPath } from './lang.ts'
import { Openings } from './openings.tsx'
import { wordsOf } from './words.ts'

/** The talk as plain blocks, the machine marked as one, the composer always at the bottom of the window. */
export function ChatPage(props: {
  frame: Frame
  entries: readonly EntryView[]
  /** Where the lines shown end. */
  since: string
  /** Address of the lines before these. */
  olderHref: string | null
  /** Lines of the past: nothing new is added to them. */
  isPast: boolean
  hasSession: boolean
  openings: Thread['openings']
  now: Date
  typed: string
  errors: FormError[]
  token: string
}) {
  const { frame, token } = props
  const words = wordsOf(frame.lang)
  const say = words.chat
  const path = localPath(frame.lang, '/chat')
  const error = errorOf(props.errors, 'text')
  return (
    <PublicLayout frame={frame} path="/chat" title={say.title} scripts={props.isPast ? [] : ['chat.js']} isCompact>
      <h1 class="visually-hidden">{say.title}</h1>
      <div
        class="talk"
        role="log"
        aria-live="polite"
        aria-label={say.log}
        data-chat={path}
        data-session={props.hasSession ? 'yes' : 'no'}
        data-call={words.call('{}')}
        data-since={props.since}
      >
        {props.olderHref === null ? null : (
          <p>
            <a class="button" href={props.olderHref}>
              {words.receipt.older}
            </a>
          </p>
        )}
        <div class="entry entry-assistant">
          <p class="entry-head">
            <span class="entry-who">
              <Icon name="bot" />
              {say.machine}
            </span>
          </p>
          <p class="entry-text">{say.greeting(frame.unitName)}</p>
        </div>
        <Entries entries={props.entries} words={words} buttonForm={{ action: path, token }} />
      </div>
      <div class="chat-foot" id="tin-moi">
        <p class="chat-reload" data-without-script>
          <a class="button" href={path}>
            <Icon name="refresh-cw" />
            {say.reload}
          </a>
        </p>
        <Openings openings={props.openings} lang={frame.lang} now={props.now} />
        {/* chat.js shows it after the first message. */}
        <details class="more" hidden={!props.hasSession} data-leave>
          <summary>
            <Icon name="chevron-right" />
            <span>{say.leave}</span>
          </summary>
          <form class="more-inside" method="post" action={`${path}/roi`}>
            <input type="hidden" name="token" value={token} autocomplete="off" />
            <p>{say.leaveHint}</p>
            <button class="button" type="submit">
              <Icon name="trash-2" />
              {say.leave}
            </button>
          </form>
        </details>
      </div>
      <form class="composer" method="post" action={path} novalidate autocomplete="off" data-composer>
        <input type="hidden" name="token" value={token} autocomplete="off" />
        <p class="field-error" id="text-error" role="alert" data-failed={say.failed} data-offline={say.offline}>
          {error}
        </p>
        <div class="composer-row">
          <label class="visually-hidden" for="text">
            {say.label}
          </label>
          <textarea
            class="input"
            id="text"
            name="text"
            rows={2}
            autocomplete="off"
            placeholder={say.label}
            aria-describedby="text-error"
            aria-invalid={error === undefined ? undefined : 'true'}
            autofocus={error !== undefined}
          >
            {`\n${props.typed}`}
          </textarea>
          <button
            class="button composer-place"
            type="button"
            title={say.location}
            aria-label={say.location}
            data-place={words.report.locateFailed}
            hidden
          >
            <Icon name="map-pin" />
          </button>
          <button class="button button-main" type="submit">
            <Icon name="send" />
            <span>{say.send}</span>
          </button>
        </div>
      </form>
    </PublicLayout>
  )
}
