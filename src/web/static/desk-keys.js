// Single keys, listed in the help; they can be turned off, and never act while somebody types.

import { openAct } from './desk-acts.js'
import { announce, find, findAll, isTyping } from './desk-dom.js'

const OFF = 'desk.keys-off'
const help = find('[data-help]')

function move(step) {
  const links = findAll('.desk-rows > li > a')
  if (links.length === 0) return
  const focused = links.indexOf(document.activeElement)
  const from = focused >= 0 ? focused : links.findIndex((link) => link.hasAttribute('aria-current'))
  const next = links[Math.min(links.length - 1, Math.max(0, from < 0 ? 0 : from + step))]
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
}

function openHelp() {
  if (help && !help.open) help.showModal()
}

/** Folds what is open, and with nothing open goes back to the list. */
function back() {
  const within = document.activeElement?.closest('details[open]')
  if (within) {
    within.open = false
    find('summary', within).focus()
    return
  }
  if (isTyping(document.activeElement)) return document.activeElement.blur()
  find('[data-back]')?.click()
}

const ACTS = { r: 'tra-loi', t: 'chuyen', c: 'dong' }
const NAMES = { r: 'Viết trả lời', t: 'Chuyển đơn vị khác', c: 'Đóng tin' }

function press(event) {
  const { key } = event
  if (key === 'j') move(1)
  else if (key === 'k') move(-1)
  else if (key === '?') openHelp()
  else if (key in ACTS) {
    if (!openAct(ACTS[key])) return
    announce(NAMES[key])
  } else return
  event.preventDefault()
}

/** The list keeps its place: the row that was opened comes back to where it was on the screen. */
function keepPlace() {
  const list = find('.desk-rows')
  const open = find('.desk-rows a[aria-current]')
  const saved = JSON.parse(sessionStorage.getItem('desk.place') ?? 'null')
  if (list && saved) {
    list.scrollTop = saved.scrollTop
    const same = findAll('li', list).find((node) => node.dataset.id === saved.id)
    if (same) list.scrollTop += same.getBoundingClientRect().top - saved.top
    if (!open && same) same.firstElementChild.focus({ preventScroll: true })
  }
  document.addEventListener('click', (event) => {
    const row = event.target instanceof Element ? event.target.closest('.desk-rows > li') : null
    const kept = row ?? open?.parentElement
    if (!list || !kept) return
    const place = { id: kept.dataset.id, top: kept.getBoundingClientRect().top, scrollTop: list.scrollTop }
    sessionStorage.setItem('desk.place', JSON.stringify(place))
  })
}

export function watchKeys() {
  keepPlace()
  const button = find('[data-help-open]')
  if (!help || !button) return
  button.hidden = false
  button.addEventListener('click', openHelp)
  const toggle = find('[data-keys-switch]')
  toggle.checked = localStorage.getItem(OFF) === null
  toggle.addEventListener('change', () => {
    if (toggle.checked) localStorage.removeItem(OFF)
    else localStorage.setItem(OFF, '1')
  })
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    // An open dialog closes itself.
    if (help.open) return
    if (event.key === 'Escape') back()
    else if (toggle.checked && !isTyping(event.target)) press(event)
  })
}
