import { type Frame, PublicLayout } from '../layout.tsx'
import type { Thread } from '../public-deps.ts'
import { formatExact } from './ago.tsx'
import { Entries } from './entries.tsx'
import type { EntryView } from './entry-view.ts'
import { ErrorSummary, errorOf, type FormError } from './error-summary.tsx'
import { Field } from './field.tsx'
import { Icon } from './icon.tsx'
import { localPath } from './lang.ts'
import { wordsOf } from './words.ts'

/** What stands behind a receipt: one of four states in words, the talk so far, and a box to add to it. */
export function ThreadPage(props: {
  frame: Frame
  receipt: string
  thread: Thread
  entries: readonly EntryView[]
  typed: string
  errors: FormError[]
  isAdded: boolean
  tokens: { receipt: string; reply: string }
}) {
  const { frame, thread, errors } = props
  const words = wordsOf(frame.lang)
  const say = words.receipt
  const [status, meaning] = words.statuses[thread.status]
  return (
    <PublicLayout frame={frame} path="/bien-nhan" title={say.openTitle} scripts={['locate.js']}>
      <ErrorSummary errors={errors} words={words} />
      {props.isAdded ? (
        <p class="saved" role="status">
          <Icon name="circle-check" />
          {say.added}
        </p>
      ) : null}
      <section class="status" aria-labelledby="tinh-trang">
        <p class="hint">{say.status}</p>
        <h1 id="tinh-trang">{status}</h1>
        <p>{meaning}</p>
        <div class="status-foot">
          <p class="hint">{say.received(formatExact(thread.receivedAt))}</p>
          <form class="no-print" method="post" action={localPath(frame.lang, '/bien-nhan')}>
            <input type="hidden" name="token" value={props.tokens.receipt} autocomplete="off" />
            <input type="hidden" name="code" value={props.receipt} autocomplete="off" />
            <button class="button" type="submit">
              <Icon name="refresh-cw" />
              {say.reload}
            </button>
          </form>
        </div>
      </section>
      <section class="talk" aria-labelledby="trao-doi">
        <h2 id="trao-doi">{say.talk}</h2>
        {props.entries.length === 0 ? (
          <p class="empty">{say.empty}</p>
        ) : (
          <Entries entries={props.entries} words={words} />
        )}
      </section>
      <form
        class="no-print"
        method="post"
        action={localPath(frame.lang, '/bien-nhan/tra-loi')}
        novalidate
        autocomplete="off"
        data-keep
      >
        <input type="hidden" name="token" value={props.tokens.reply} autocomplete="off" />
        <input type="hidden" name="code" value={props.receipt} autocomplete="off" />
        <Field
          words={words}
          name="text"
          label={say.add}
          hint={say.addHint}
          value={props.typed}
          error={errorOf(errors, 'text')}
          rows={4}
          isRequired
        />
        <button class="button button-main" type="submit">
          <Icon name="send" />
          {say.send}
        </button>
      </form>
    </PublicLayout>
  )
}
