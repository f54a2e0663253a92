import type { MapQuery, MapView } from '../../flow/map-look.ts'
import type { DeskNames } from '../desk-names.ts'
import { viewRows } from '../desk-row.ts'
import type { MapGround } from '../map-ground.ts'
import { mapHref } from '../map-query.ts'
import { DeskHidden } from './desk-hidden.tsx'
import { DeskLayout } from './desk-layout.tsx'
import { Icon } from './icon.tsx'
import { MapFilters } from './map-filters.tsx'
import { MapList } from './map-list.tsx'

/**
 * The list is the page; the map is drawn into its box by map-desk.js from what the rows say, so that nothing is looked at a
 * second time and everything is there without JavaScript.
 */
export function MapPage(props: {
  found: MapView
  query: MapQuery
  names: DeskNames
  ground: MapGround | null
  /** Where the borders lie; null where there are none to draw. */
  groundHref: string | null
  tiles: string | null
  token: string
  now: Date
}) {
  const { found, query, names, ground, now } = props
  const { officer } = found
  const rows = viewRows(found.rows, officer, names, now)
  const hasMap = props.groundHref !== null || props.tiles !== null
  const placed = found.rows.filter(({ shown }) => shown !== null).length
  const frame = {
    unitName: names.unit(officer.unitCode),
    officerNumber: officer.number,
    criticalCount: null,
    token: props.token,
    now,
  }
  return (
    <DeskLayout
      frame={frame}
      address={{ view: 'open', tip: null, isAlone: false }}
      current="map"
      title="Bản đồ"
      scripts={hasMap ? ['map-desk.js'] : []}
      styles={['map.css']}
    >
      <section class="desk-list map-list" aria-labelledby="danh-sach">
        <div class="desk-list-head">
          <h1 id="danh-sach">Bản đồ</h1>
          <span class="desk-count">
            {found.isCut ? `${rows.length} tin đầu` : `${rows.length} tin`}
            {placed < rows.length ? `, ${rows.length - placed} chưa rõ nơi` : ''}
          </span>
          <a class="desk-button desk-quiet desk-reload" href={mapHref(query)}>
            <Icon name="refresh-cw" />
            Tải lại
          </a>
        </div>
        <MapFilters query={query} names={names} />
        <DeskHidden hidden={found.hidden} />
        <p class="map-here" data-map-here hidden>
          <span data-map-here-text></span>
          <button class="desk-button" type="button" data-map-all>
            Hiện cả danh sách
          </button>
        </p>
        <MapList rows={rows} found={found.rows} ground={ground} />
        <div class="desk-empty" hidden={rows.length > 0}>
          <Icon name="map" />
          <p class="desk-empty-title">Không có tin đang mở nào như vậy</p>
          <p>Tin đang mở của đơn vị hiện ở đây và trên bản đồ. Anh/Chị bỏ bớt điều kiện lọc để xem thêm.</p>
        </div>
      </section>
      <section class="map-side no-print" aria-labelledby="ban-do">
        <h2 class="visually-hidden" id="ban-do">
          Bản đồ các tin trong danh sách
        </h2>
        {hasMap ? (
          <>
            <div
              class="map-box"
              data-map
              data-ground={props.groundHref ?? undefined}
              data-tiles={props.tiles ?? undefined}
              data-label="Bản đồ các tin. Phím mũi tên để di chuyển, cộng trừ để phóng to thu nhỏ, Tab để tới từng điểm."
            >
              <p class="map-without" data-map-without>
                Danh sách bên cạnh có đủ các tin. Bản đồ cần JavaScript.
              </p>
            </div>
            <MapKey />
          </>
        ) : (
          <NoBorders />
        )}
      </section>
    </DeskLayout>
  )
}

/** What a fresh installation shows: an empty box would look like a map on which nothing happened. */
function NoBorders() {
  return (
    <div class="desk-empty">
      <Icon name="map" />
      <p class="desk-empty-title">Chưa có bản đồ</p>
      <p>
        Hệ thống chưa được nạp ranh giới phường, xã. Danh sách vẫn có đủ các tin. Người vận hành nạp ranh giới bằng lệnh{' '}
        <code>npx tinbao gazetteer import</code>.
      </p>
    </div>
  )
}

/** What positions mean: the same sentence for all. */
function MapKey() {
  return (
    <p class="map-key">
      Vị trí được làm tròn khoảng 500 m. Viền nét đứt: chỉ biết phường/xã. Vị trí chính xác có ở trang của tin, với đơn
      vị chủ trì.
    </p>
  )
}
