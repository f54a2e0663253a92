import { Icon } from './icon.tsx'
import type { Words } from './words-vi.ts'

/** The code in fours with what one can do with it; the buttons appear only where receipt.js can make them work. */
export function ReceiptCode(props: { code: string; time: string; words: Words }) {
  const say = props.words.receipt
  // Six groups: the last letter, the check, goes with the sixth, where nobody overlooks it.
  const groups = props.code.match(/[^-]{4}(?:-[^-]$)?/g) ?? []
  return (
    <section class="receipt" aria-labelledby="ma-bien-nhan" data-receipt={props.code} data-time={say.done(props.time)}>
      <h2 class="receipt-title" id="ma-bien-nhan">
        {say.code}
      </h2>
      {/* The dashes are text, so that a selection by hand copies a code that can be typed back. */}
      <p class="code" translate="no">
        {groups.map((group, index) => (
          <span class="code-group">{index < groups.length - 1 ? `${group}-` : group}</span>
        ))}
      </p>
      <p class="receipt-key">{say.onlyKey}</p>
      <p class="hint">{say.noRecovery}</p>
      <div class="actions no-print" data-actions hidden>
        <button class="button" type="button" data-copy data-done={say.copied}>
          <Icon name="copy" />
          <span>{say.copy}</span>
        </button>
        <button class="button" type="button" data-print>
          <Icon name="printer" />
          {say.print}
        </button>
        <button class="button" type="button" data-image data-title={say.code} data-note={say.onlyKey}>
          <Icon name="image-down" />
          {say.image}
        </button>
        <p class="visually-hidden" role="status" data-note-to-reader />
      </div>
    </section>
  )
}
