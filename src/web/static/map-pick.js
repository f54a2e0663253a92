// The picker of the public form: a province, a commune, and a map whose middle is the place. Only borders are fetched, from
// us; the place itself leaves the page with the form, or not at all.

import { isInside, openGround } from './map-ground.js'

/** Closer than this the map shows streets' distances; a click from farther away would only look exact. */
const EXACT_ZOOM = 12.5
const MOVED_METRES = 20

function makeOption(value, text) {
  const option = document.createElement('option')
  option.value = value
  option.textContent = text
  return option
}

/** `onPoint(lat, lon)`, `onName(text)`: what was chosen; `onClose()` after either, or after neither. */
export async function openPicker(panel, { onPoint, onName, onClose }) {
  const find = (name) => panel.querySelector(`[data-pick-${name}]`)
  const [province, commune, second, here] = ['province', 'commune', 'second', 'here'].map(find)
  const [point, name] = ['point', 'name'].map(find)
  // Nothing hears it before the map is there.
  find('close').disabled = true
  panel.hidden = false
  panel.querySelector('h3').focus()

  const country = panel.dataset.ground
  const ground = await openGround(find('box'), country)
  const { map } = ground
  if (ground.features.length === 0) here.textContent = here.dataset.failed
  for (const { properties } of ground.features) province.append(makeOption(properties.code, properties.name))

  /** Whose name stands under the middle of the map, once a province was chosen. */
  let chosen = null
  /** Where we put the middle: to zoom there is no choice, to move away from it is one. */
  let given = map.getCenter()
  const provinceName = () => province.selectedOptions[0]?.textContent ?? ''

  const tell = () => {
    const { lat, lng } = map.getCenter()
    const under = province.value === '' ? null : ground.features.find((area) => isInside(area, lat, lng))
    if (under) chosen = under.properties
    const isMoved = map.distance(map.getCenter(), given) > MOVED_METRES
    const isExact = isMoved && map.getZoom() >= EXACT_ZOOM
    point.disabled = !isExact
    name.disabled = chosen === null
    if (province.value === '') return
    const words = under ? `${under.properties.name}, ${provinceName()}` : null
    here.textContent = words === null ? here.dataset.outside : here.dataset.words.replace('{}', words)
    if (under && commune.value !== under.properties.code) commune.value = under.properties.code
  }
  const moveTo = (move) => {
    move()
    given = map.getCenter()
    tell()
  }
  map.on('moveend', tell)

  const onProvince = async () => {
    chosen = null
    await ground.draw(province.value === '' ? country : country.replace(/[^/]+\.json$/, `${province.value}.json`))
    given = map.getCenter()
    commune.replaceChildren(commune.options[0])
    commune.value = ''
    second.hidden = province.value === ''
    if (province.value !== '') {
      for (const { properties } of ground.features) commune.append(makeOption(properties.code, properties.name))
    }
    name.disabled = true
    point.disabled = true
    here.textContent = ''
  }
  const onCommune = () => {
    const area = ground.features.find(({ properties }) => properties.code === commune.value)
    if (!area) return
    chosen = area.properties
    const { L } = globalThis
    moveTo(() => {
      if (area.geometry) map.fitBounds(L.geoJSON(area).getBounds(), { animate: false })
      if (area.properties.at)
        map.setView([area.properties.at[1], area.properties.at[0]], map.getZoom(), { animate: false })
    })
  }
  const onPointPress = () => {
    const { lat, lng } = map.getCenter()
    onPoint(lat, lng)
    close()
  }
  const onNamePress = () => {
    if (chosen) onName(`${chosen.name}, ${provinceName()}`)
    close()
  }
  const listeners = new AbortController()
  const { signal } = listeners
  function close() {
    listeners.abort()
    map.remove()
    find('box').querySelector('.map-buttons')?.remove()
    province.replaceChildren(province.options[0])
    commune.replaceChildren(commune.options[0])
    second.hidden = true
    here.textContent = ''
    panel.hidden = true
    onClose()
  }
  province.addEventListener('change', () => void onProvince(), { signal })
  commune.addEventListener('change', onCommune, { signal })
  point.addEventListener('click', onPointPress, { signal })
  name.addEventListener('click', onNamePress, { signal })
  find('close').addEventListener('click', close, { signal })
  find('close').disabled = false
}
