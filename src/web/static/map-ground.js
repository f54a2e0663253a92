// What every map shares: the libraries, asked for when a map is, and the ground of borders and names. Markup is never
// parsed: names become text.

const PLAIN = { attributionControl: false, zoomControl: false, zoomSnap: 0.5, fadeAnimation: false }

/** Leaflet and the rest name themselves globally; they are loaded once. */
async function loadLibraries() {
  if (!document.querySelector('link[data-map-style], link[href$="/map.css"]')) {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = new URL('map.css', import.meta.url).href
    link.dataset.mapStyle = ''
    const loaded = new Promise((resolve) => {
      link.addEventListener('load', resolve)
      link.addEventListener('error', resolve)
    })
    document.head.append(link)
    await loaded
  }
  await Promise.all([import('./leaflet.js'), import('./topojson.js')])
}

/** Borders and names of one file, or none where it cannot be had: points are drawn all the same. */
async function fetchAreas(href) {
  const answer = href ? await fetch(href).catch(() => null) : null
  if (!answer?.ok) return { features: [], lines: null }
  const topology = await answer.json()
  const { topojson } = globalThis
  const { areas } = topology.objects
  return { features: topojson.feature(topology, areas).features, lines: topojson.mesh(topology, areas) }
}

/** `[west, south, east, north]` of all borders and names. */
function boundsOf(features) {
  const { L } = globalThis
  const bounds = L.latLngBounds([])
  for (const { geometry, properties } of features) {
    for (const [ring] of geometry?.coordinates ?? []) for (const [lon, lat] of ring) bounds.extend([lat, lon])
    if (!geometry && properties.at) bounds.extend([properties.at[1], properties.at[0]])
  }
  return bounds
}

const VIET_NAM = [
  [8, 102],
  [23.5, 110],
]

/**
 * A map in `box` over the areas at `href`. Answers the map, the areas, and `draw`, which takes the ground away for another.
 */
export async function openGround(box, href, { isAnimated = true } = {}) {
  await loadLibraries()
  const { L } = globalThis
  const isStill = !isAnimated || matchMedia('(prefers-reduced-motion: reduce)').matches
  const map = L.map(box, { ...PLAIN, zoomAnimation: !isStill, inertia: !isStill, keyboardPanDelta: 60 })
  box.setAttribute('role', 'application')
  box.setAttribute('aria-label', box.dataset.label)
  map.fitBounds(VIET_NAM)
  addButtons(map, box)
  const ground = { map, features: [], bounds: L.latLngBounds(VIET_NAM), layers: [] }
  ground.draw = async (from) => {
    const { features, lines } = await fetchAreas(from)
    for (const layer of ground.layers) layer.remove()
    ground.features = features
    const bounds = boundsOf(features)
    ground.bounds = bounds.isValid() ? bounds : L.latLngBounds(VIET_NAM)
    const fill = L.geoJSON(
      { type: 'FeatureCollection', features: features.filter(({ geometry }) => geometry) },
      {
        interactive: false,
        style: () => ({ className: 'map-area', stroke: false }),
      },
    )
    const borders = lines
      ? L.geoJSON(lines, { interactive: false, style: () => ({ className: 'map-border', fill: false }) })
      : L.layerGroup()
    ground.layers = [fill.addTo(map), borders.addTo(map), addNames(map, features)]
    map.fitBounds(ground.bounds, { animate: false })
    map.setMinZoom(Math.max(4, map.getBoundsZoom(ground.bounds) - 1))
  }
  await ground.draw(href)
  return ground
}

/** Names where they fit, the first in the list first; drawn anew after each move. */
function addNames(map, features) {
  const { L } = globalThis
  const group = L.layerGroup().addTo(map)
  const named = features.filter(({ properties }) => properties.at)
  const draw = () => {
    group.clearLayers()
    const taken = []
    const shown = map.getBounds().pad(0.05)
    for (const { properties } of named) {
      const at = [properties.at[1], properties.at[0]]
      if (!shown.contains(at)) continue
      const name = properties.name.replace(/^(Phường|Xã|Đặc khu|Thành phố|Tỉnh) /, '')
      const { x, y } = map.latLngToContainerPoint(at)
      const half = name.length * 3.6 + 6
      const isFree = taken.every((one) => Math.abs(one.x - x) > one.half + half || Math.abs(one.y - y) > 20)
      if (!isFree) continue
      taken.push({ x, y, half })
      const label = document.createElement('span')
      label.textContent = name
      const icon = L.divIcon({ html: label, className: 'map-name', iconSize: null })
      group.addLayer(L.marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }))
    }
    // What is drawn is said elsewhere; read one by one it would only be noise.
    map
      .getPane('markerPane')
      .querySelectorAll('.map-name')
      .forEach((node) => {
        node.setAttribute('aria-hidden', 'true')
      })
  }
  map.on('moveend', draw)
  group.on('remove', () => map.off('moveend', draw))
  return group
}

/** Leaflet's own buttons are made of markup, which our policy forbids. */
function addButtons(map, box) {
  const { L } = globalThis
  const bar = document.createElement('div')
  bar.className = 'map-buttons'
  const add = (sign, name, act) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = sign
    button.title = name
    button.setAttribute('aria-label', name)
    button.addEventListener('click', act)
    bar.append(button)
  }
  add('+', box.dataset.zoomIn ?? 'Phóng to', () => map.zoomIn(1))
  add('−', box.dataset.zoomOut ?? 'Thu nhỏ', () => map.zoomOut(1))
  L.DomEvent.disableClickPropagation(bar)
  L.DomEvent.disableScrollPropagation(bar)
  box.append(bar)
}

/** True where a ring count is odd: inside, as in the gazetteer. */
export function isInside({ geometry }, lat, lon) {
  let isIn = false
  for (const [ring] of geometry?.coordinates ?? []) {
    for (let i = 1; i < ring.length; i += 1) {
      const [x1, y1] = ring[i - 1]
      const [x2, y2] = ring[i]
      if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) isIn = !isIn
    }
  }
  return isIn
}
