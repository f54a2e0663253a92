// The acts on a tip: folds that open at their first control, the counter, words not to be lost, one press one act.

import { announce, find, findAll } from './desk-dom.js'

const number = new Intl.NumberFormat('vi-VN')

/** Unfolds an act and puts the focus into it; false where the page has none of that name. */
export function openAct(act) {
  const fold = find(`details#${CSS.escape(act)}`)
  if (!fold) return false
  fold.open = true
  const first = find('textarea, select, input:not([type=hidden])', fold)
  fold.scrollIntoView({ block: 'nearest' })
  first?.focus({ preventScroll: true })
  first?.scrollIntoView({ block: 'nearest' })
  return true
}

function countLetters(counter) {
  const box = document.getElementById(counter.dataset.counter)
  const max = Number(counter.dataset.max)
  const show = () => {
    const length = box.value.trim().length
    counter.textContent = `${number.format(length)}/${number.format(max)} ký tự`
    counter.classList.toggle('is-over', length > max)
  }
  box.addEventListener('input', show)
  show()
}

const SENDING_MS = 10_000

/** Without a connection the browser would leave the page for its own error, and the words with it. */
function tellIfLost() {
  const bar = find('[data-bar]')
  const isLost = !navigator.onLine || (bar && !bar.hidden && bar.dataset.kind === 'lost')
  if (isLost) announce('Mất kết nối, chưa gửi được. Nội dung vẫn còn trên trang.')
  return isLost
}

export function watchActs() {
  for (const link of findAll('[data-open]')) {
    link.addEventListener('click', (event) => {
      if (openAct(link.dataset.open)) event.preventDefault()
    })
  }
  for (const counter of findAll('[data-counter]')) countLetters(counter)

  let isSending = false
  for (const form of findAll('form[data-act]')) {
    form.addEventListener('submit', (event) => {
      if (isSending || tellIfLost()) {
        event.preventDefault()
        return
      }
      isSending = true
      // A press that led nowhere may be repeated; the server does it once.
      setTimeout(() => {
        isSending = false
      }, SENDING_MS)
    })
  }
  // Back from the next page, the form may be sent again.
  window.addEventListener('pageshow', () => {
    isSending = false
  })
  window.addEventListener('beforeunload', (event) => {
    const isTyped = findAll('form[data-act] textarea').some((box) => box.value.trim() !== box.defaultValue.trim())
    if (isTyped && !isSending) event.preventDefault()
  })
  const done = find('[data-done]')
  if (done) setTimeout(() => done.classList.add('is-old'), 6000)
}
