import type { NewSeriesLine } from '../../flow/series.ts'
import { SERIES_PATH } from '../desk-address.ts'
import { Icon } from './icon.tsx'
import { newSeriesWords } from './series-words.ts'

/** Over the list: series that this unit was told of and nobody here has opened. */
export function NewSeries(props: { series: readonly NewSeriesLine[] }) {
  if (props.series.length === 0) return null
  return (
    <section aria-label="Chuỗi tin mới">
      {props.series.map((line) => (
        <p class="desk-series-new">
          <Icon name="list" />
          <a href={`${SERIES_PATH}/${line.id}`}>{newSeriesWords(line)}</a>
        </p>
      ))}
    </section>
  )
}
