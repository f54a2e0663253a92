import type { Child } from 'hono/jsx'
import { DESK_PATH } from '../desk-address.ts'
import { PageBase } from '../layout.tsx'

/** A page of one card: signing in, enrolling, the account. `isWide` for lists and forms side by side. */
export function DeskCard(props: {
  title: string
  heading?: string
  scripts?: readonly string[]
  isWide?: boolean
  children: Child
}) {
  return (
    <PageBase
      lang="vi"
      title={`${props.title} · Tin Báo`}
      room="desk"
      bodyClass="desk desk-plain"
      scripts={props.scripts ?? []}
    >
      <main class={props.isWide ? 'desk-card desk-card-wide' : 'desk-card'}>
        <p class="desk-card-brand">Tin Báo · Bàn trực</p>
        <h1>{props.heading ?? props.title}</h1>
        {props.children}
      </main>
    </PageBase>
  )
}

/** What went wrong, above the form it is about. */
export function CardError(props: { text: string | null; id?: string }) {
  if (props.text === null) return null
  return (
    <p class="desk-error" role="alert" id={props.id}>
      {props.text}
    </p>
  )
}

/** One labelled line of a card's form. */
export function CardField(props: {
  name: string
  label: string
  type?: 'text' | 'password'
  value?: string
  hint?: string
  autocomplete: string
  isCode?: boolean
  isFocused?: boolean
  describedBy?: string | undefined
}) {
  const hintId = props.hint === undefined ? undefined : `${props.name}-goi-y`
  const described = [hintId, props.describedBy].filter(Boolean).join(' ')
  return (
    <>
      <label class="desk-label" for={props.name}>
        {props.label}
      </label>
      {props.hint === undefined ? null : (
        <p class="desk-hint" id={hintId}>
          {props.hint}
        </p>
      )}
      <input
        class={props.isCode ? 'input desk-typed-code' : 'input'}
        type={props.type ?? 'text'}
        id={props.name}
        name={props.name}
        value={props.value}
        autocomplete={props.autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required
        autofocus={props.isFocused ?? false}
        aria-describedby={described === '' ? undefined : described}
      />
    </>
  )
}

/** For pages without the desk's frame. */
export function SignOut(props: { token: string }) {
  return (
    <form class="desk-line-form" method="post" action={`${DESK_PATH}/dang-xuat`} novalidate>
      <input type="hidden" name="token" value={props.token} autocomplete="off" />
      <button class="desk-button" type="submit">
        Đăng xuất
      </button>
    </form>
  )
}
