import type { Words } from './words-vi.ts'

/** One thing to mend; `field` is the id of the box it is about, absent when no box is at fault. */
export interface FormError {
  field?: string
  text: string
}

/** What must be mended, on top of the page, with links to the boxes; it takes the focus when the page opens. */
export function ErrorSummary(props: { errors: readonly FormError[]; words: Words }) {
  if (props.errors.length === 0) return null
  // Without a box at fault there is nothing for the person to check.
  const isOurs = props.errors.every((error) => error.field === undefined)
  return (
    <div class="error-summary" role="alert" tabindex={-1} autofocus aria-labelledby="can-sua">
      <h2 id="can-sua">{isOurs ? props.words.error.notSent : props.words.error.title}</h2>
      <ul>
        {props.errors.map(({ field, text }) => (
          <li>{field === undefined ? text : <a href={`#${field}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  )
}

/** The words for one box, if it has an error. */
export function errorOf(errors: readonly FormError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.text
}
