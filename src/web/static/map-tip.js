// The small map of one tip: its commune or the numbered ones it may be, its pin and how far that may be wrong.

import { find, make, makeSvg } from './desk-dom.js'

const PIN = 'M12 22s7-7.2 7-13a7 7 0 1 0-14 0c0 5.8 7 13 7 13Zm0-10a3 3 0 1 1 0-6 3 3 0 0 1 0 6Z'

async function start(box) {
  box.hidden = false
  const { openGround } = await import('./map-ground.js')
  const ground = await openGround(box, box.dataset.ground, { isAnimated: false })
  const { L } = globalThis
  const { map } = ground
  const bounds = L.latLngBounds([])
  const { communes, lat, lon, reach } = box.dataset

  communes.split(' ').forEach((code, index) => {
    const area = ground.features.find(({ properties }) => properties.code === code)
    if (!area) return
    if (area.geometry) {
      const drawn = L.geoJSON(area, { interactive: false, style: () => ({ className: 'map-chosen' }) }).addTo(map)
      bounds.extend(drawn.getBounds())
    }
    if (!area.properties.at || box.dataset.numbered === undefined) return
    const at = [area.properties.at[1], area.properties.at[0]]
    bounds.extend(at)
    const icon = L.divIcon({ html: make('span', {}, String(index + 1)), className: 'map-number', iconSize: [24, 24] })
    const marker = L.marker(at, { icon, interactive: false, keyboard: false }).addTo(map)
    marker.getElement().setAttribute('aria-hidden', 'true')
  })

  if (lat !== undefined && lon !== undefined) {
    const at = [Number(lat), Number(lon)]
    bounds.extend(at)
    const isRounded = box.dataset.rounded !== undefined
    if (reach !== undefined) {
      const className = isRounded ? 'map-reach is-rounded' : 'map-reach'
      const circle = L.circle(at, { radius: Number(reach), className, interactive: false }).addTo(map)
      bounds.extend(circle.getBounds())
    }
    if (!isRounded) {
      const svg = makeSvg('svg', { viewBox: '0 0 24 24', width: 28, height: 28, 'aria-hidden': 'true' })
      svg.append(makeSvg('path', { d: PIN, fill: 'currentColor' }))
      const icon = L.divIcon({ html: svg, className: 'map-pin', iconSize: [28, 28], iconAnchor: [14, 26] })
      L.marker(at, { icon, interactive: false, keyboard: false }).addTo(map)
    }
  }
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.1), { animate: false, maxZoom: 16 })
}

const box = find('[data-map-tip]')
if (box) {
  start(box).catch(() => {
    box.hidden = true
  })
}
