// The map of the desk: the rows of the list beside it as points and clusters. Nothing is fetched of any tip.

import { announce, find, findAll, make, makeSvg } from './desk-dom.js'
import { openGround } from './map-ground.js'

const LEVELS = ['critical', 'high', 'normal', 'low']
const SHAPES = {
  critical: ['path', { d: 'M8 0.5 15.5 8 8 15.5 0.5 8Z', fill: 'currentColor' }],
  high: ['path', { d: 'M8 1.5 15.5 14.5H0.5Z', fill: 'currentColor' }],
  normal: ['circle', { cx: 8, cy: 8, r: 5.5, fill: 'none', stroke: 'currentColor', 'stroke-width': 2.5 }],
  low: ['circle', { cx: 8, cy: 8, r: 3, fill: 'currentColor' }],
}
const ZOOM_MAX = 17
/** Points closer than this on the screen are one. */
const RADIUS = 44

const box = find('[data-map]')
const list = find('[data-map-rows]')

/** What a row says, as a point. */
function readPoint(row) {
  const { id, urgency, lat, lon, sight } = row.dataset
  const mark = find('.urgency', row).textContent.trim()
  const told = find('.row-told', row).textContent.trim().slice(0, 90)
  const place = find('.map-place', row).textContent.trim()
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [Number(lon), Number(lat)] },
    properties: {
      id,
      level: LEVELS.indexOf(urgency),
      sight,
      words: `${mark}: ${told}, ${place}`,
      href: find('a', row).href,
    },
  }
}

function drawMark(level, count, isCoarse) {
  const [shape, attributes] = SHAPES[LEVELS[level]]
  const svg = makeSvg('svg', {
    class: 'urgency-shape',
    viewBox: '0 0 16 16',
    'aria-hidden': 'true',
    width: 15,
    height: 15,
  })
  svg.append(makeSvg(shape, attributes))
  const classes = ['map-mark', `urgency-${LEVELS[level]}`, count ? 'is-many' : '', isCoarse ? 'is-coarse' : '']
  const number = count ? [make('span', {}, count)] : []
  return make('span', { class: classes.filter(Boolean).join(' ') }, svg, ...number)
}

async function start() {
  const ground = await openGround(box, box.dataset.ground)
  const { L } = globalThis
  const { map } = ground
  find('[data-map-without]', box)?.remove()
  await import('./supercluster.js')
  map.setMaxZoom(ZOOM_MAX)
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { className: 'map-tile', maxZoom: ZOOM_MAX }).addTo(map)

  const points = findAll('li[data-lat]', list).map(readPoint)
  const index = new globalThis.Supercluster({
    radius: RADIUS,
    maxZoom: ZOOM_MAX,
    extent: 256,
    map: ({ level, sight }) => ({ level, coarse: sight === 'commune' ? 1 : 0 }),
    reduce: (sum, one) => {
      sum.level = Math.min(sum.level, one.level)
      sum.coarse = Math.min(sum.coarse, one.coarse)
    },
  }).load(points)
  if (points.length > 0) {
    const bounds = L.latLngBounds(points.map(({ geometry: { coordinates } }) => [coordinates[1], coordinates[0]]))
    map.fitBounds(bounds.pad(0.15), { animate: false, maxZoom: 14 })
  }

  const group = L.layerGroup().addTo(map)
  /** Where the focus goes after the next drawing. */
  let wanted = null

  function open({ properties, geometry }) {
    if (!properties.cluster) {
      location.assign(properties.href)
      return
    }
    const zoom = index.getClusterExpansionZoom(properties.cluster_id)
    const [lon, lat] = geometry.coordinates
    if (zoom > ZOOM_MAX) {
      showOnly(index.getLeaves(properties.cluster_id, Number.POSITIVE_INFINITY).map((leaf) => leaf.properties.id))
      return
    }
    wanted = map.project([lat, lon], zoom)
    map.setView([lat, lon], zoom)
  }

  const clusterWords = ({ point_count: count, level }) =>
    `${count} tin, cao nhất: ${box.dataset[LEVELS[level]] ?? WORDS[LEVELS[level]]}`

  function draw() {
    const bounds = map.getBounds().pad(0.1)
    const zoom = Math.floor(map.getZoom())
    const found = index.getClusters([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()], zoom)
    const hadFocus = find('.map-point:focus', box) !== null
    group.clearLayers()
    let nearest = null
    for (const feature of found.sort((a, b) => b.properties.level - a.properties.level)) {
      const { properties, geometry } = feature
      const at = [geometry.coordinates[1], geometry.coordinates[0]]
      const count = properties.cluster ? properties.point_count_abbreviated : null
      const isCoarse = properties.cluster ? properties.coarse === 1 : properties.sight === 'commune'
      const icon = L.divIcon({
        html: drawMark(properties.level, count, isCoarse),
        className: 'map-point',
        iconSize: [32, 32],
      })
      const marker = L.marker(at, { icon, zIndexOffset: (3 - properties.level) * 1000, riseOnHover: true })
      marker.on('click', () => open(feature))
      marker.addTo(group)
      const node = marker.getElement()
      const words = properties.cluster ? clusterWords(properties) : properties.words
      node.setAttribute('aria-label', words)
      node.title = words
      // Leaflet makes it a button for a pointer alone.
      node.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        event.stopPropagation()
        open(feature)
      })
      const away = (wanted ?? map.project(map.getCenter())).distanceTo(map.project(at))
      if (nearest === null || away < nearest.away) nearest = { node, away }
    }
    if (wanted !== null || hadFocus) nearest?.node.focus({ preventScroll: true })
    wanted = null
    const count = found.reduce((sum, { properties }) => sum + (properties.point_count ?? 1), 0)
    announce(`${count} tin trong khung bản đồ`)
  }
  map.on('moveend', draw)
  draw()
}

const WORDS = { critical: 'Khẩn cấp', high: 'Cao', normal: 'Thường', low: 'Thấp' }

/** Tips that lie at one rounded point cannot be told apart on any map: the list shows them alone. */
function showOnly(ids) {
  const wanted = new Set(ids)
  for (const row of findAll('li', list)) row.hidden = !wanted.has(row.dataset.id)
  find('[data-map-here-text]').textContent = `${ids.length} tin tại điểm này.`
  find('[data-map-here]').hidden = false
  find('li:not([hidden]) > a', list)?.focus()
}

find('[data-map-all]')?.addEventListener('click', () => {
  for (const row of findAll('li', list)) row.hidden = false
  find('[data-map-here]').hidden = true
  find('li > a', list)?.focus()
})

if (box && list) {
  start().catch(() => {
    const without = find('[data-map-without]', box)
    if (without) without.textContent = 'Chưa vẽ được bản đồ. Danh sách bên cạnh có đủ các tin.'
  })
}
