import type { Child } from 'hono/jsx'
import { Icon } from './icon.tsx'

/** Scripts of a page that holds a {@link PasskeyForm}. */
export const PASSKEY_SCRIPTS = ['webauthn.js', 'passkey.js'] as const

/**
 * A button that asks the browser for a passkey (`get`) or a new one (`create`), and sends its answer with the form as
 * `khoa`. The script fetches what to ask from `options`; without scripts a sentence stands in its place.
 */
export function PasskeyForm(props: {
  action: string
  options: string
  ask: 'get' | 'create'
  token: string
  label: string
  /** More fields of the same form. */
  children?: Child
}) {
  return (
    <form method="post" action={props.action} novalidate data-passkey={props.ask} data-options={props.options}>
      <input type="hidden" name="token" value={props.token} autocomplete="off" />
      <input type="hidden" name="khoa" value="" autocomplete="off" />
      {props.children}
      <p class="desk-error" role="alert" data-passkey-error hidden></p>
      <button class="desk-button desk-main-button" type="submit" data-passkey-button hidden>
        <Icon name="key-round" />
        {props.label}
      </button>
      <noscript>
        <p class="desk-hint">Khóa truy cập (passkey) cần JavaScript. Anh/Chị bật JavaScript hoặc dùng cách khác.</p>
      </noscript>
    </form>
  )
}
