import { TextPieces } from '../safe-text.tsx'
import { CallLinks } from './emergency-bar.tsx'
import type { EntryView } from './entry-view.ts'
import { Icon } from './icon.tsx'
import type { Words } from './words-vi.ts'

/** What answers a button press: the address, and a fresh token for each page. */
export interface ButtonForm {
  action: string
  token: string
}

/** Messages as plain blocks, oldest first, in one block each. chat.js draws the same tree from JSON. */
export function Entries(props: { entries: readonly EntryView[]; words: Words; buttonForm?: ButtonForm }) {
  const { words, buttonForm } = props
  return (
    <>
      {props.entries.map((entry) => (
        <div data-entry={entry.id} class={`entry entry-${entry.from}${entry.isEmergency ? ' entry-emergency' : ''}`}>
          <p class="entry-head">
            <span class="entry-who">
              {entry.from === 'assistant' ? <Icon name="bot" /> : null}
              {entry.who}
            </span>
            <time datetime={entry.iso} title={entry.exact}>
              <span class="on-screen">{entry.ago}</span>
              <span class="in-print">{entry.exact}</span>
            </time>
          </p>
          <p class="entry-text">
            <TextPieces pieces={entry.pieces} />
          </p>
          {entry.calls.length > 0 ? <CallLinks numbers={entry.calls} words={words} /> : null}
          {buttonForm && entry.buttons.length > 0 ? (
            <form class="entry-buttons no-print" method="post" action={buttonForm.action}>
              <input type="hidden" name="token" value={buttonForm.token} autocomplete="off" />
              {entry.buttons.map((button) => (
                <button class="button" type="submit" name="button" value={button.data}>
                  {button.label}
                </button>
              ))}
            </form>
          ) : null}
        </div>
      ))}
    </>
  )
}
