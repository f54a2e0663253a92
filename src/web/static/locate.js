// "Use this device's location": asked for by a press, shown, and taken back by another.

for (const box of document.querySelectorAll('[data-locate]')) {
  const ask = box.querySelector('[data-locate-ask]')
  const drop = box.querySelector('[data-locate-drop]')
  const note = box.querySelector('[role=status]')
  const lat = box.querySelector('[name=lat]')
  const lon = box.querySelector('[name=lon]')

  const show = (isLocated) => {
    ask.hidden = isLocated
    drop.hidden = !isLocated
    note.textContent = isLocated ? note.dataset.located : ''
  }

  ask.addEventListener('click', () => {
    ask.disabled = true
    note.textContent = box.dataset.locating
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Six decimals are a tenth of a metre; more would only look exact.
        lat.value = coords.latitude.toFixed(6)
        lon.value = coords.longitude.toFixed(6)
        ask.disabled = false
        show(true)
        drop.focus()
      },
      () => {
        ask.disabled = false
        note.textContent = box.dataset.failed
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  })

  drop.addEventListener('click', () => {
    lat.value = ''
    lon.value = ''
    show(false)
    ask.focus()
  })

  if (navigator.geolocation) {
    box.hidden = false
    show(lat.value !== '' && lon.value !== '')
  }
}
