// Every public page: the way out, and care for words not sent yet.

const exit = document.querySelector('[data-quick-exit]')
const ESCAPES = 3
const ESCAPES_WITHIN_MS = 2000

/** Blanks the page at once, for the next one may load slowly, and takes this one's place in the history. */
function leave() {
  document.documentElement.hidden = true
  document.title = ' '
  location.replace(exit.href)
}

exit?.addEventListener('click', (event) => {
  event.preventDefault()
  leave()
})

let escapes = []
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  escapes = [...escapes, event.timeStamp].filter((at) => event.timeStamp - at < ESCAPES_WITHIN_MS)
  if (escapes.length >= ESCAPES) leave()
})

// Pages are never kept by the browser, so going back would lose what was typed: other pages open beside this one.
const kept = document.querySelector('[data-keep] textarea')
if (kept) {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    const isPage = link?.getAttribute('href')?.startsWith('/')
    if (isPage && kept.value.trim() !== '') {
      link.target = '_blank'
      link.rel = 'noopener'
    }
  })
}
