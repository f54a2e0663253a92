import { randomBytes } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { formatReceipt, makeReceipt, normaliseReceipt } from '../../domain/receipt.ts'
import { isPassing } from '../faults.ts'
import { isBlank, readForm, TEXT_MAX } from '../form-body.ts'
import { answerPage, type Frame, PublicLayout } from '../layout.tsx'
import { formatExact } from '../parts/ago.tsx'
import { CallLinks } from '../parts/emergency-bar.tsx'
import { viewEntries } from '../parts/entry-view.ts'
import { ErrorSummary, errorOf, type FormError } from '../parts/error-summary.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { type Lang, localPath } from '../parts/lang.ts'
import { ReceiptCode } from '../parts/receipt-code.tsx'
import { ThreadPage, UnreadPage } from '../parts/thread-page.tsx'
import { WithdrawPage } from '../parts/withdraw-page.tsx'
import { wordsOf } from '../parts/words.ts'
import type { FiledReport, Thread, WithdrawalState } from '../public-deps.ts'
import { askToRetry, type Room } from '../room.ts'

/** Shown once, in the answer to the form itself. Whoever must telephone reads that first. */
export function ReceiptPage(props: {
  frame: Frame
  receipt: string
  at: Date
  call: (FiledReport & { ok: true })['call']
}) {
  const { frame, call } = props
  const words = wordsOf(frame.lang)
  const say = words.receipt
  const time = formatExact(props.at)
  return (
    <PublicLayout frame={frame} path="/" title={say.code} scripts={['receipt.js']}>
      {call === null ? null : (
        <section class="call-first no-print" role="alert">
          <p class="call-text">{call.text}</p>
          <CallLinks numbers={call.numbers} words={words} />
        </section>
      )}
      <h1 class="done">
        <Icon name="circle-check" />
        {say.done(time)}
      </h1>
      <ReceiptCode code={formatReceipt(props.receipt)} time={time} words={words} />
      <section class="notice no-print">
        <h2>{say.seizedTitle}</h2>
        <p>{say.seized}</p>
      </section>
      <section class="step no-print">
        <h2>{say.nextTitle}</h2>
        <ol class="steps">
          {say.next.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ol>
      </section>
    </PublicLayout>
  )
}

function EntryPage(props: { frame: Frame; typed: string; errors: FormError[]; token: string }) {
  const { frame, errors } = props
  const words = wordsOf(frame.lang)
  const say = words.receipt
  return (
    <PublicLayout frame={frame} path="/bien-nhan" title={say.openTitle}>
      <ErrorSummary errors={errors} words={words} />
      <h1 class="title">{say.openTitle}</h1>
      <form method="post" action={localPath(frame.lang, '/bien-nhan')} novalidate autocomplete="off">
        <input type="hidden" name="token" value={props.token} autocomplete="off" />
        <div class="code-field">
          <Field
            words={words}
            name="code"
            label={say.code}
            hint={say.openHint}
            value={props.typed}
            error={errorOf(errors, 'code')}
            isRequired
          />
        </div>
        <button class="button button-main" type="submit">
          <Icon name="key-round" />
          {say.open}
        </button>
      </form>
    </PublicLayout>
  )
}

/** Entry of the code, the thread behind it, and additions to it. The code travels in bodies only. */
export function addReceiptPages(app: Hono, room: Room, lang: Lang): void {
  const { deps, tokens, throttle } = room
  const words = wordsOf(lang)
  const frame = room.frames[lang]
  const callInstead = { text: words.error.unavailableCall }

  function showEntry(c: Context, typed: string, errors: FormError[], status: 200 | 400 | 404 | 429 | 503) {
    return answerPage(
      c,
      <EntryPage frame={frame} typed={typed} errors={errors} token={tokens.issue('receipt')} />,
      status,
    )
  }

  /**
   * Wrong, mistyped and unknown codes take the same steps and get the same answer. `away`: nothing was learnt of the
   * code, and the try does not count.
   */
  async function open(
    c: Context,
    typed: string,
    before?: string,
  ): Promise<{ receipt: string; thread: Thread } | Response | 'away'> {
    const address = deps.clientAddress(c)
    if (!throttle.takeTry(address)) {
      c.header('retry-after', '60')
      return showEntry(c, typed, [{ field: 'code', text: words.error.throttled }], 429)
    }
    const receipt = normaliseReceipt(typed)
    let thread: Thread | null
    try {
      thread = await deps.openThread(receipt ?? makeReceipt(randomBytes(15)), { before })
    } catch (fault) {
      if (!isPassing(fault)) throw fault
      room.onFault(fault)
      throttle.giveBack(address)
      askToRetry(c)
      return 'away'
    }
    if (receipt !== null && thread !== null) {
      throttle.giveBack(address)
      return { receipt, thread }
    }
    return showEntry(c, typed, [{ field: 'code', text: words.error.receipt }], 404)
  }

  function showThread(
    c: Context,
    opened: { receipt: string; thread: Thread },
    reply: { text: string; errors: FormError[]; isAdded?: boolean; key?: string; isPast?: boolean },
    status: 200 | 400 | 429 | 503,
  ) {
    return answerPage(
      c,
      <ThreadPage
        frame={frame}
        receipt={opened.receipt}
        thread={opened.thread}
        entries={viewEntries(opened.thread.entries, deps.now(), lang)}
        typed={reply.text}
        errors={reply.errors}
        isAdded={reply.isAdded ?? false}
        isPast={reply.isPast ?? false}
        now={deps.now()}
        tokens={{
          receipt: tokens.issue('receipt'),
          reply: tokens.issue('reply', reply.key),
          withdraw: tokens.issue('withdraw'),
        }}
      />,
      status,
    )
  }

  app.get(localPath(lang, '/bien-nhan'), (c) => showEntry(c, '', [], 200))

  app.post(localPath(lang, '/bien-nhan'), async (c) => {
    const form = await readForm(c, tokens, 'receipt')
    if (!form.ok) return room.errors.answer(c, 403)
    const typed = form.fields.code ?? ''
    if (form.isExpired) return showEntry(c, typed, [{ text: words.error.expired }], 400)
    const before = form.fields.before || undefined
    const opened = await open(c, typed, before)
    if (opened === 'away') return showEntry(c, typed, [{ text: words.error.away }, callInstead], 503)
    if (opened instanceof Response) return opened
    return showThread(c, opened, { text: '', errors: [], isPast: before !== undefined }, 200)
  })

  app.post(localPath(lang, '/bien-nhan/tra-loi'), async (c) => {
    const form = await readForm(c, tokens, 'reply')
    if (!form.ok) return room.errors.answer(c, 403)
    const text = form.fields.text ?? ''
    const code = form.fields.code ?? ''
    const opened = await open(c, code)
    if (opened === 'away') {
      const token = tokens.issue('reply', form.key)
      const away = [{ text: words.error.unavailable }, callInstead]
      return answerPage(c, <UnreadPage frame={frame} receipt={code} typed={text} errors={away} token={token} />, 503)
    }
    if (opened instanceof Response) return opened

    const errors: FormError[] = []
    if (isBlank(text)) errors.push({ field: 'text', text: words.error.reply })
    if (text.length > TEXT_MAX) errors.push({ field: 'text', text: words.error.tooLong('10.000') })
    if (form.isExpired) errors.push({ text: words.error.expired })
    if (errors.length > 0) return showThread(c, opened, { text, errors, key: form.key }, 400)

    // Words of danger pass every limit.
    const mayPass = room.limits.takeMessage(deps.clientAddress(c), null)
    if (!mayPass && !deps.mayBeDanger({ type: 'text', text })) {
      askToRetry(c, 429)
      return showThread(c, opened, { text, errors: [{ text: words.error.busy }, callInstead], key: form.key }, 429)
    }
    const added = await deps.addToThread(opened.receipt, text, tokens.keyFor(form.key, [opened.receipt, text]))
    if (!added.ok && added.reason === 'unavailable') {
      askToRetry(c)
      const away = [{ text: words.error.unavailable }, callInstead]
      return showThread(c, opened, { text, errors: away, key: form.key }, 503)
    }
    if (!added.ok) return showEntry(c, code, [{ field: 'code', text: words.error.receipt }], 404)
    // It is stored: whatever happens to the reading now, it must not be said to be lost.
    const thread = await deps.openThread(opened.receipt).catch((fault: unknown) => {
      room.onFault(fault)
      return null
    })
    return showThread(
      c,
      { receipt: opened.receipt, thread: thread ?? opened.thread },
      { text: '', errors: [], isAdded: true },
      200,
    )
  })

  app.post(localPath(lang, '/bien-nhan/rut-tin'), async (c) => {
    const form = await readForm(c, tokens, 'withdraw')
    if (!form.ok) return room.errors.answer(c, 403)
    const code = form.fields.code ?? ''
    if (form.isExpired) return showEntry(c, code, [{ text: words.error.expired }], 400)
    const opened = await open(c, code)
    if (opened === 'away') return showEntry(c, code, [{ text: words.error.away }, callInstead], 503)
    if (opened instanceof Response) return opened
    const { receipt } = opened
    const show = (state: WithdrawalState | 'sent', errors: FormError[], status: 200 | 503) =>
      answerPage(
        c,
        <WithdrawPage
          frame={frame}
          receipt={receipt}
          state={state}
          errors={errors}
          tokens={{
            withdraw: tokens.issue('withdraw', form.key),
            receipt: tokens.issue('receipt'),
            clear: tokens.issue('clear'),
          }}
        />,
        status,
      )
    const state = await deps.readWithdrawal(receipt)
    if (state === null) return showEntry(c, code, [{ field: 'code', text: words.error.receipt }], 404)
    if (state !== 'possible' || form.fields.confirm !== 'yes') return show(state, [], 200)
    const asked = await deps.withdraw(receipt, tokens.keyFor(form.key, [receipt, 'withdraw']))
    if (asked.ok) return show('sent', [], 200)
    askToRetry(c)
    return show(state, [{ text: words.error.away }], 503)
  })
}
