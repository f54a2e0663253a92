import { URGENCIES } from '../../domain/tip.ts'
import type { MapQuery } from '../../flow/map-look.ts'
import { MAP_PATH } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { MAP_HOURS } from '../map-query.ts'
import { URGENCY_WORDS } from './desk-words.ts'
import { Icon } from './icon.tsx'

const HOURS_WORDS: Readonly<Record<(typeof MAP_HOURS)[number], string>> = {
  24: '24 giờ qua',
  72: '3 ngày qua',
  168: '7 ngày qua',
  720: '30 ngày qua',
}

/** A form of its own address: every view can be kept and sent to a colleague. */
export function MapFilters(props: { query: MapQuery; names: DeskNames }) {
  const { query, names } = props
  return (
    <form class="map-filters no-print" method="get" action={MAP_PATH} autocomplete="off">
      <fieldset>
        <legend class="visually-hidden">Mức khẩn</legend>
        {URGENCIES.map((urgency) => (
          <label>
            <input
              type="checkbox"
              name="muc"
              value={urgency}
              checked={query.urgencies === null || query.urgencies.includes(urgency)}
            />
            {URGENCY_WORDS[urgency]}
          </label>
        ))}
      </fieldset>
      <label class="visually-hidden" for="loai">
        Loại việc
      </label>
      <select class="input" id="loai" name="loai">
        <option value="">Mọi loại việc</option>
        {names.groups.map(({ name, categories }) => (
          <optgroup label={name}>
            {categories.map(({ code, vi }) => (
              <option value={code} selected={query.category === code}>
                {vi}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <label class="visually-hidden" for="trong">
        Thời gian nhận
      </label>
      <select class="input" id="trong" name="trong">
        <option value="">Mọi lúc</option>
        {MAP_HOURS.map((hours) => (
          <option value={String(hours)} selected={query.receivedWithinHours === hours}>
            {HOURS_WORDS[hours]}
          </option>
        ))}
      </select>
      <button class="desk-button" type="submit">
        <Icon name="filter" />
        Lọc
      </button>
    </form>
  )
}
