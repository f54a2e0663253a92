import type { Urgency } from '../../domain/tip.ts'

const WORDS: Record<Urgency, string> = { critical: 'Khẩn cấp', high: 'Cao', normal: 'Thường', low: 'Thấp' }

function Shape(props: { level: Urgency }) {
  switch (props.level) {
    case 'critical':
      return <path d="M8 0.5 15.5 8 8 15.5 0.5 8Z" fill="currentColor" />
    case 'high':
      return <path d="M8 1.5 15.5 14.5H0.5Z" fill="currentColor" />
    case 'normal':
      return <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2.5" />
    case 'low':
      return <circle cx="8" cy="8" r="3" fill="currentColor" />
  }
}

/**
 * The urgency of a tip for both rooms: a shape, a colour and a word, never colour alone (filled diamond, triangle,
 * ring, dot). `isCompact` hides the word from the eye in dense lists and keeps it for screen readers and as a tooltip.
 */
export function UrgencyMark(props: { level: Urgency; isCompact?: boolean }) {
  const word = WORDS[props.level]
  return (
    <span class={`urgency urgency-${props.level}`} title={props.isCompact ? word : undefined}>
      <svg class="urgency-shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false" width="15" height="15">
        <Shape level={props.level} />
      </svg>
      <span class={props.isCompact ? 'visually-hidden' : undefined}>{word}</span>
    </span>
  )
}
