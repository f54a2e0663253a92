import type { Child } from 'hono/jsx'
import type { Words } from './words-vi.ts'

export interface FieldProps {
  words: Words
  /** Also the name sent, and where the error summary's link leads. */
  name: string
  label: string
  hint?: string | undefined
  value: string
  error?: string | undefined
  isRequired?: boolean
  /** Rows of a text area; without it, one line. */
  rows?: number
  isLarge?: boolean
  /** For phones' keyboards. */
  inputMode?: 'text' | 'tel'
  children?: Child
}

/**
 * One question: label, hint, the error in words, the box with what was typed. Nothing is filled in or remembered by
 * the browser, for the phone may be shared. `children` come after the box.
 */
export function Field(props: FieldProps) {
  const { name, value } = props
  const described = [props.hint && `${name}-hint`, props.error && `${name}-error`].filter(Boolean).join(' ')
  const common = {
    id: name,
    name,
    class: props.isLarge ? 'input input-large' : 'input',
    required: props.isRequired ?? false,
    autocomplete: 'off',
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': props.error === undefined ? undefined : ('true' as const),
  }
  return (
    <div class={props.error === undefined ? 'field' : 'field field-wrong'}>
      <label class={props.isLarge ? 'label label-large' : 'label'} for={name}>
        {props.label}
      </label>
      {props.hint && (
        <p class="hint" id={`${name}-hint`}>
          {props.hint}
        </p>
      )}
      {props.error && (
        <p class="field-error" id={`${name}-error`}>
          <span class="visually-hidden">{props.words.error.label}</span>
          {props.error}
        </p>
      )}
      {props.rows === undefined ? (
        <input type="text" inputmode={props.inputMode} value={value} {...common} />
      ) : (
        <textarea rows={props.rows} {...common}>
          {/* A parser drops the first line feed after the tag; this one is for it, so that typed ones stay. */}
          {`\n${value}`}
        </textarea>
      )}
      {props.children}
    </div>
  )
}
