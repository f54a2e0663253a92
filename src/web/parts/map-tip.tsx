import { readFoundPlace, SQUARE_METRES } from '../../domain/position.ts'
import type { TipView } from '../../flow/tip-view.ts'
import { COUNTRY, groundHref, type MapGround } from '../map-ground.ts'

/** More numbers than these on a small map hide each other; the list under "Chắc đến đâu" has them all. */
const CANDIDATES_MAX = 8

/**
 * Where it happened, in words and on a small map that map-tip.js draws beside them where
 * borders are known: the pin with its accuracy, the commune, or the communes it may be, numbered. Nothing where nothing is known.
 */
export function MapTip(props: { view: TipView; ground: MapGround | null; ownProvince: string | null }) {
  const { view, ground } = props
  if (ground === null) return null
  const { location } = view.told
  const found = readFoundPlace(view.findings.find(({ stage }) => stage === 'locate')?.value)
  const codes = found.commune === null ? found.candidates.slice(0, CANDIDATES_MAX) : [found.commune]
  const communes = codes.flatMap((code) => {
    const commune = ground.commune(code)
    return commune === null ? [] : [{ code, ...commune }]
  })
  if (location === null && communes.length === 0) return null
  const province = communes[0]?.province ?? props.ownProvince ?? COUNTRY
  const isNumbered = found.commune === null && communes.length > 0
  const href = groundHref(ground, province)
  return (
    <>
      {location === null ? null : (
        <p>
          {view.mayDecide
            ? `Có vị trí gửi kèm${accuracyWords(location.accuracyMetres)}: ${inDegrees(location)}.`
            : `Có vị trí gửi kèm, hiện ở đây làm tròn khoảng ${SQUARE_METRES} m: vị trí đúng dành cho đơn vị chủ trì.`}
        </p>
      )}
      {isNumbered && href !== null ? (
        <p class="no-print">Số trên bản đồ là số thứ tự của phường, xã nêu ở trên.</p>
      ) : null}
      {href === null ? null : (
        <div
          class="map-tip no-print"
          data-map-tip
          data-ground={href}
          data-communes={communes.map(({ code }) => code).join(' ')}
          data-numbered={isNumbered ? '' : undefined}
          data-lat={location === null ? undefined : String(location.lat)}
          data-lon={location === null ? undefined : String(location.lon)}
          data-reach={location?.accuracyMetres == null ? undefined : String(Math.round(location.accuracyMetres))}
          data-rounded={view.mayDecide ? undefined : ''}
          data-label="Bản đồ nơi xảy ra. Phím mũi tên để di chuyển, cộng trừ để phóng to thu nhỏ."
          hidden
        ></div>
      )}
    </>
  )
}

/** As a navigator takes it: five places are a metre. */
function inDegrees({ lat, lon }: { lat: number; lon: number }): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`
}

function accuracyWords(metres: number | null): string {
  return metres === null ? '' : `, sai số khoảng ${Math.round(metres)} m`
}
