// The acts on a tip: folds that open at their first control, the counter, words not to be lost, one press one act.

import { find, findAll } from './desk-dom.js'

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
      if (isSending) event.preventDefault()
      isSending = true
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
