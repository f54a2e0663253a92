import type { HiddenWaiting } from '../../storage/restricted.ts'
import { URGENCY_WORDS } from './desk-words.ts'
import { Icon } from './icon.tsx'

/** What desk-live.js draws of it; `critical`: unopened ones that call for the alarm. */
export interface HiddenView {
  words: string | null
  critical: number
}

/** One sentence on restricted tips of the unit that this officer may not open; `words` is null where none waits. */
export function viewHidden(hidden: readonly HiddenWaiting[]): HiddenView {
  const critical = hidden.find(({ urgency }) => urgency === 'critical')?.unopened ?? 0
  return { words: tellHidden(hidden), critical }
}

function tellHidden(hidden: readonly HiddenWaiting[]): string | null {
  const open = hidden.reduce((sum, one) => sum + one.open, 0)
  const unopened = hidden.reduce((sum, one) => sum + one.unopened, 0)
  if (open === 0) return null
  const levels = hidden.map(({ urgency, open: count }) => ({ count, word: levelWord(urgency) }))
  const told =
    open === 1
      ? `Có 1 tin hạn chế, ${levels.map(({ word }) => word).join('')}`
      : `Có ${open} tin hạn chế: ${levels.map(({ count, word }) => `${count} ${word}`).join(', ')}`
  if (unopened === 0) return `${told}. Cán bộ được giao đã mở.`
  return `${told}; ${open === 1 ? '' : `${unopened} tin `}chưa ai mở. Báo cán bộ được giao xem.`
}

function levelWord(urgency: HiddenWaiting['urgency']): string {
  const word = URGENCY_WORDS[urgency].toLowerCase()
  return urgency === 'critical' ? word : `mức ${word}`
}

/** Stands over the list even where it says nothing yet: the script fills it as tips come. */
export function DeskHidden(props: { hidden: readonly HiddenWaiting[] }) {
  const { words, critical } = viewHidden(props.hidden)
  return (
    <p
      class={critical > 0 ? 'desk-hidden is-critical' : 'desk-hidden'}
      data-hidden
      data-critical-count={String(critical)}
      hidden={words === null}
    >
      <Icon name="lock" />
      <span data-hidden-words>{words ?? ''}</span>
    </p>
  )
}
