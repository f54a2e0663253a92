import { type Frame, PublicLayout } from '../layout.tsx'
import type { WithdrawalState } from '../public-deps.ts'
import { ClearForm } from './clear-form.tsx'
import { ErrorSummary, type FormError } from './error-summary.tsx'
import { Icon } from './icon.tsx'
import { localPath } from './lang.ts'
import { OWN_DATA } from './own-data-words.ts'
import { wordsOf } from './words.ts'

/** What ending the contact does and what stays, before it is done; or why it cannot be done; or that it is. */
export function WithdrawPage(props: {
  frame: Frame
  receipt: string
  state: WithdrawalState | 'sent'
  errors: FormError[]
  tokens: { withdraw: string; receipt: string; clear: string }
}) {
  const { frame, receipt, state, tokens } = props
  const { lang } = frame
  const say = OWN_DATA[lang].withdraw
  const lines = linesOf(state, lang)
  return (
    <PublicLayout frame={frame} path="/bien-nhan" title={say.open}>
      <ErrorSummary errors={props.errors} words={wordsOf(lang)} />
      <h1 class="title">{state === 'possible' ? say.title : say.open}</h1>
      <section class="step prose">
        {lines.length === 1 ? (
          <p role="status">{lines[0]}</p>
        ) : (
          <ul class="plain-list">
            {lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        )}
        {state === 'possible' ? (
          <form method="post" action={localPath(lang, '/bien-nhan/rut-tin')}>
            <input type="hidden" name="token" value={tokens.withdraw} autocomplete="off" />
            <input type="hidden" name="code" value={receipt} autocomplete="off" />
            <input type="hidden" name="confirm" value="yes" autocomplete="off" />
            <button class="button button-main" type="submit">
              {say.confirm}
            </button>
          </form>
        ) : null}
        <form method="post" action={localPath(lang, '/bien-nhan')}>
          <input type="hidden" name="token" value={tokens.receipt} autocomplete="off" />
          <input type="hidden" name="code" value={receipt} autocomplete="off" />
          <button class="button" type="submit">
            {say.back}
          </button>
        </form>
      </section>
      {state === 'possible' ? null : <ClearForm lang={lang} token={tokens.clear} />}
    </PublicLayout>
  )
}

function linesOf(state: WithdrawalState | 'sent', lang: Frame['lang']): readonly string[] {
  const say = OWN_DATA[lang].withdraw
  switch (state) {
    case 'possible':
      return say.lines
    case 'barred':
      return say.barred
    case 'not-yet':
      return [say.notYet]
    case 'ended':
      return say.ended
    case 'sent':
      return say.sent
  }
}

/** On the page of a thread: leads to {@link WithdrawPage}. */
export function WithdrawLink(props: { frame: Frame; receipt: string; token: string }) {
  const { lang } = props.frame
  const say = OWN_DATA[lang].withdraw
  return (
    <details class="more no-print">
      <summary>
        <Icon name="chevron-right" />
        <span>{say.open}</span>
      </summary>
      <form class="more-inside" method="post" action={localPath(lang, '/bien-nhan/rut-tin')}>
        <input type="hidden" name="token" value={props.token} autocomplete="off" />
        <input type="hidden" name="code" value={props.receipt} autocomplete="off" />
        <p>{say.hint}</p>
        <button class="button" type="submit">
          {say.open}
        </button>
      </form>
    </details>
  )
}
