import { type Frame, PublicLayout } from '../layout.tsx'
import type { Thread } from '../public-deps.ts'
import { formatExact } from './ago.tsx'
import { Entries } from './entries.tsx'
import type { EntryView } from './entry-view.ts'
import { ErrorSummary, errorOf, type FormError } from './error-summary.tsx'
import { Field } from './field.tsx'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-names.ts'
import { localPath } from './lang.ts'
import { Openings } from './openings.tsx'
import { WithdrawLink } from './withdraw-page.tsx'
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
  /** Lines of the past are shown, not the newest. */
  isPast: boolean
  now: Date
  tokens: { receipt: string; reply: string; withdraw: string }
}) {
  const { frame, thread, errors, receipt, tokens } = props
  const words = wordsOf(frame.lang)
  const say = words.receipt
  const [status, meaning] = words.statuses[thread.status]
  const open = { frame, receipt, token: tokens.receipt }
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
        <Openings openings={thread.openings} lang={frame.lang} now={props.now} />
        <div class="status-foot">
          <p class="hint">{say.received(formatExact(thread.receivedAt))}</p>
          <OpenForm {...open} icon="refresh-cw" label={props.isPast ? say.newest : say.reload} />
        </div>
      </section>
      <section class="talk" aria-labelledby="trao-doi">
        <h2 id="trao-doi">{say.talk}</h2>
        {thread.older === null ? null : <OpenForm {...open} label={say.older} before={thread.older} />}
        {props.entries.length === 0 ? (
          <p class="empty">{say.empty}</p>
        ) : (
          <Entries entries={props.entries} words={words} />
        )}
      </section>
      <WithdrawLink frame={frame} receipt={receipt} token={tokens.withdraw} />
      <ReplyForm frame={frame} receipt={receipt} typed={props.typed} errors={errors} token={tokens.reply} />
    </PublicLayout>
  )
}

/** The box to add to a thread that cannot be read at this moment, with what was typed. */
export function UnreadPage(props: {
  frame: Frame
  receipt: string
  typed: string
  errors: FormError[]
  token: string
}) {
  const words = wordsOf(props.frame.lang)
  return (
    <PublicLayout frame={props.frame} path="/bien-nhan" title={words.receipt.openTitle}>
      <ErrorSummary errors={props.errors} words={words} />
      <h1 class="title">{words.receipt.openTitle}</h1>
      <ReplyForm {...props} />
    </PublicLayout>
  )
}

/** Opens the thread again, or its lines before a place: the code travels in the body. */
function OpenForm(props: {
  frame: Frame
  receipt: string
  token: string
  label: string
  icon?: IconName
  before?: string
}) {
  return (
    <form class="no-print" method="post" action={localPath(props.frame.lang, '/bien-nhan')}>
      <input type="hidden" name="token" value={props.token} autocomplete="off" />
      <input type="hidden" name="code" value={props.receipt} autocomplete="off" />
      {props.before === undefined ? null : (
        <input type="hidden" name="before" value={props.before} autocomplete="off" />
      )}
      <button class="button" type="submit">
        {props.icon === undefined ? null : <Icon name={props.icon} />}
        {props.label}
      </button>
    </form>
  )
}

function ReplyForm(props: { frame: Frame; receipt: string; typed: string; errors: FormError[]; token: string }) {
  const { lang } = props.frame
  const words = wordsOf(lang)
  const say = words.receipt
  return (
    <form
      class="no-print"
      method="post"
      action={localPath(lang, '/bien-nhan/tra-loi')}
      novalidate
      autocomplete="off"
      data-keep
    >
      <input type="hidden" name="token" value={props.token} autocomplete="off" />
      <input type="hidden" name="code" value={props.receipt} autocomplete="off" />
      <Field
        words={words}
        name="text"
        label={say.add}
        hint={say.addHint}
        value={props.typed}
        error={errorOf(props.errors, 'text')}
        rows={4}
        isRequired
      />
      <button class="button button-main" type="submit">
        <Icon name="send" />
        {say.send}
      </button>
    </form>
  )
}
