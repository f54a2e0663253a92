// Two pages around a sealed identity: the list looks anew when a request comes, and the plaintext leaves the screen.

const list = document.querySelector('[data-unseal-list]')
if (list) {
  const stream = new EventSource('/ban-truc/dong')
  const reload = () => location.reload()
  stream.addEventListener('message', reload)
  stream.addEventListener('gap', reload)
  stream.addEventListener('ended', () => stream.close())
  // An open stream would hold the place of the page that follows.
  window.addEventListener('pagehide', () => stream.close())
}

const shown = document.querySelector('[data-hides-after]')
if (shown) {
  const hide = () => {
    shown.remove()
    document.querySelector('[data-hidden-now]').hidden = false
  }
  setTimeout(hide, Number(shown.dataset.hidesAfter) * 1000)
  // Also from what a browser keeps for its back button.
  window.addEventListener('pagehide', hide)
}
