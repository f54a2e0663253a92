import type { MapRow } from '../../flow/map-look.ts'
import { deskHref } from '../desk-address.ts'
import type { RowView } from '../desk-row.ts'
import type { MapGround } from '../map-ground.ts'
import { DeskText } from './desk-told.tsx'
import { UrgencyMark } from './urgency-mark.tsx'

/** How exactly a place is known, as officers read it. */
const SIGHT_WORDS = { pin: 'đúng vị trí', near: 'khoảng 500 m', commune: 'chỉ biết phường/xã' } as const

/** The tips of the map, in its own order. Positions stand here rounded, and here alone: map-desk.js draws these. */
export function MapList(props: { rows: readonly RowView[]; found: readonly MapRow[]; ground: MapGround | null }) {
  const placeOf = new Map(props.found.map((row) => [row.tip.id, row]))
  return (
    <ol class="desk-rows" data-map-rows>
      {props.rows.map((row) => {
        const { shown = null, commune = null } = placeOf.get(row.id) ?? {}
        const name = commune === null ? null : (props.ground?.commune(commune)?.name ?? null)
        return (
          <li
            class={['desk-row', row.isUnread ? 'is-unread' : ''].filter(Boolean).join(' ')}
            data-id={row.id}
            data-urgency={row.urgency}
            data-lat={shown === null ? undefined : String(shown.lat)}
            data-lon={shown === null ? undefined : String(shown.lon)}
            data-sight={shown?.sight}
          >
            <a href={deskHref({ view: 'open', tip: row.id, isAlone: true })}>
              <UrgencyMark level={row.urgency} />
              <time class="row-age" datetime={row.iso} title={row.exact}>
                {row.age}
              </time>
              <span class={row.isEssenceOurs ? 'row-essence is-ours' : 'row-essence'}>
                <span class="row-told">
                  <DeskText pieces={row.essence} />
                </span>
                {row.notes.map((note) => (
                  <span class="row-note">{note}</span>
                ))}
              </span>
              <span class="map-place">
                {shown === null ? 'chưa rõ nơi' : [name, SIGHT_WORDS[shown.sight]].filter(Boolean).join(', ')}
                {row.isUnread ? <span class="visually-hidden">, chưa mở</span> : null}
              </span>
            </a>
          </li>
        )
      })}
    </ol>
  )
}
