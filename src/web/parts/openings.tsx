import type { Thread } from '../public-deps.ts'
import { Icon } from './icon.tsx'
import type { Lang } from './lang.ts'
import { wordsOf } from './words.ts'

/**
 * In which weeks the tip was opened how often, for who reported it. Nothing where there is nothing to tell: a tip that
 * nobody opened and one that is kept close look the same.
 */
export function Openings(props: { openings: Thread['openings']; lang: Lang; now: Date }) {
  const { openings = [], lang } = props
  if (openings.length === 0) return null
  const say = wordsOf(lang).openings
  const thisYear = Temporal.Instant.fromEpochMilliseconds(props.now.getTime()).toZonedDateTimeISO(
    'Asia/Ho_Chi_Minh',
  ).year
  return (
    <details class="more no-print">
      <summary>
        <Icon name="chevron-right" />
        <span>{say.title}</span>
      </summary>
      <div class="more-inside">
        <ul class="plain-list">
          {openings.toReversed().map(({ monday, count }) => (
            <li>{say.week(weekOf(monday, thisYear), count)}</li>
          ))}
        </ul>
        <p class="hint">{say.why}</p>
      </div>
    </details>
  )
}

/** `12–18/10`, `28/9–4/10`; the year only where it is another. */
function weekOf(monday: string, thisYear: number): string {
  const from = Temporal.PlainDate.from(monday)
  const to = from.add({ days: 6 })
  const begin = from.month === to.month ? `${from.day}` : `${from.day}/${from.month}`
  const isOther = to.year !== thisYear || from.year !== to.year
  const beginYear = from.year === to.year ? '' : `/${from.year}`
  return `${begin}${beginYear}–${to.day}/${to.month}${isOther ? `/${to.year}` : ''}`
}
