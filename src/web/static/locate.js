// "Use this device's location", or a place on a map: asked for by a press, shown, and taken back by another.

for (const box of document.querySelectorAll('[data-locate]')) {
  const ask = box.querySelector('[data-locate-ask]')
  const pick = box.querySelector('[data-locate-pick]')
  const panel = document.querySelector('[data-map-pick]')
  const drop = box.querySelector('[data-locate-drop]')
  const note = box.querySelector('[role=status]')
  const lat = box.querySelector('[name=lat]')
  const lon = box.querySelector('[name=lon]')

  const show = (isLocated, words = note.dataset.located) => {
    ask.hidden = isLocated || !navigator.geolocation
    if (pick) pick.hidden = isLocated
    drop.hidden = !isLocated
    note.textContent = isLocated ? words : ''
  }
  // Six decimals are a tenth of a metre; more would only look exact.
  const take = (latitude, longitude, words) => {
    lat.value = latitude.toFixed(6)
    lon.value = longitude.toFixed(6)
    show(true, words)
  }

  ask.addEventListener('click', () => {
    ask.disabled = true
    note.textContent = box.dataset.locating
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        take(coords.latitude, coords.longitude)
        ask.disabled = false
        drop.focus()
      },
      () => {
        ask.disabled = false
        note.textContent = box.dataset.failed
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  })

  pick?.addEventListener('click', async () => {
    pick.disabled = true
    const where = document.querySelector('#where')
    try {
      const { openPicker } = await import('./map-pick.js')
      await openPicker(panel, {
        onPoint: (latitude, longitude) => take(latitude, longitude, note.dataset.picked),
        onName: (name) => {
          where.value = where.value.trim() === '' ? name : `${where.value.trim()}, ${name}`
          where.dispatchEvent(new Event('input', { bubbles: true }))
          note.textContent = note.dataset.named
        },
        onClose: () => {
          pick.disabled = false
          const next = drop.hidden ? pick : drop
          next.focus()
        },
      })
    } catch {
      panel.hidden = true
      pick.disabled = false
      note.textContent = note.dataset.unpicked
    }
  })

  drop.addEventListener('click', () => {
    lat.value = ''
    lon.value = ''
    show(false)
    const next = ask.hidden ? pick : ask
    next?.focus()
  })

  if (navigator.geolocation || pick) {
    box.hidden = false
    show(lat.value !== '' && lon.value !== '')
  }
}
