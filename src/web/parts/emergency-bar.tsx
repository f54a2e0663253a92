import { Icon } from './icon.tsx'
import type { Words } from './words-vi.ts'

/** Police, fire and rescue, ambulance: domain reference 2.4. */
const NUMBERS = [
  ['113', 'police'],
  ['114', 'fire'],
  ['115', 'ambulance'],
] as const

/** The three emergency numbers as call links, before anything else on every public page. */
export function EmergencyBar(props: { words: Words; isCompact: boolean }) {
  const { emergency } = props.words
  return (
    <section class={props.isCompact ? 'emergency emergency-compact' : 'emergency'} aria-labelledby="khan-cap">
      <div class="column">
        <p class="emergency-title" id="khan-cap">
          <Icon name="phone" />
          {emergency.title}
        </p>
        <ul class="emergency-numbers">
          {NUMBERS.map(([number, who]) => (
            <li>
              <a href={`tel:${number}`}>
                <strong>{number}</strong> <span>{emergency[who]}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

/** Large call links for numbers of our own texts, in the order given. */
export function CallLinks(props: { numbers: readonly string[]; words: Words }) {
  return (
    <p class="calls">
      {props.numbers.map((number) => (
        <a class="button button-call" href={`tel:${number.replace(/[^0-9+]/g, '')}`}>
          <Icon name="phone" />
          {props.words.call(number)}
        </a>
      ))}
    </p>
  )
}
