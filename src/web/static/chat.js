// The chat with JavaScript: the same form by fetch, changes by EventSource, messages drawn from JSON as plain text.

const log = document.querySelector('[data-chat]')
const composer = document.querySelector('[data-composer]')
const box = composer.querySelector('textarea')
const send = composer.querySelector('button[type=submit]')
const error = document.querySelector('#text-error')
const path = log.dataset.chat

document.querySelector('[data-without-script]').hidden = true

/** A token serves one message; the answer brings the next. Forms on the page all take it over. */
function takeToken(token) {
  for (const input of document.querySelectorAll('input[name=token]')) input.value = token
}

function make(tag, attributes, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

function copyIcon(name) {
  const like = document.querySelector(`.icon use[href$="#${name}"]`)
  return like ? [like.closest('svg').cloneNode(true)] : []
}

/** The tree of `parts/entries.tsx`. */
function draw(entry) {
  const who = make('span', { class: 'entry-who' }, ...(entry.from === 'assistant' ? copyIcon('bot') : []), entry.who)
  const time = make('time', { datetime: entry.iso, title: entry.exact }, entry.ago)
  const told = make('bdi', { class: 'told' })
  for (const piece of entry.pieces) {
    told.append('mark' in piece ? make('span', { class: 'mark', title: piece.title }, piece.mark) : piece.text)
  }
  const emergency = entry.isEmergency ? ' entry-emergency' : ''
  const node = make(
    'div',
    { class: `entry entry-${entry.from}${emergency}`, 'data-entry': entry.id },
    make('p', { class: 'entry-head' }, who, time),
    make('p', { class: 'entry-text' }, told),
  )
  if (entry.calls.length > 0) {
    const calls = entry.calls.map((number) =>
      make(
        'a',
        { class: 'button button-call', href: `tel:${number}` },
        ...copyIcon('phone'),
        log.dataset.call.replace('{}', number),
      ),
    )
    node.append(make('p', { class: 'calls' }, ...calls))
  }
  if (entry.buttons.length > 0) {
    const token = composer.querySelector('[name=token]').value
    const buttons = entry.buttons.map(({ label, data }) =>
      make('button', { class: 'button', type: 'submit', name: 'button', value: data }, label),
    )
    const hidden = make('input', { type: 'hidden', name: 'token', value: token })
    node.append(make('form', { class: 'entry-buttons', method: 'post', action: path }, hidden, ...buttons))
  }
  return node
}

const isAtEnd = () => window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 120
const scrollToEnd = () => window.scrollTo({ top: document.documentElement.scrollHeight })

/** Where the last line drawn stands: only what came after is asked for. */
let since = log.dataset.since

let isReading = false
let isReadAgain = false

/** Draws what is new, once, however many notices came meanwhile. */
async function read() {
  if (isReading) {
    isReadAgain = true
    return
  }
  isReading = true
  try {
    const query = since === '' ? '' : `?${new URLSearchParams({ since })}`
    const response = await fetch(`${path}/messages${query}`, { headers: { accept: 'application/json' } })
    if (!response.ok) throw new Error(String(response.status))
    const answer = await response.json()
    if (answer.isBroken) location.reload()
    since = answer.since || since
    const wasAtEnd = isAtEnd()
    // Lines written at the same moment as the last one are told again, in case one of them was late.
    const drawn = new Set([...log.querySelectorAll('[data-entry]')].map((node) => node.dataset.entry))
    const news = answer.entries.filter((entry) => !drawn.has(entry.id))
    if (news.some((entry) => entry.from === 'citizen'))
      for (const old of log.querySelectorAll('.entry-buttons')) old.remove()
    log.append(...news.map(draw))
    if (news.length > 0 && (wasAtEnd || news.some((entry) => entry.from === 'citizen'))) scrollToEnd()
    if (error.textContent === error.dataset.offline) error.textContent = ''
  } catch {
    error.textContent = error.dataset.offline
  } finally {
    isReading = false
    if (isReadAgain) {
      isReadAgain = false
      await read()
    }
  }
}

const ASK_MS = 10_000
/** The stream is tried again at every sixth question: once a minute. */
const QUESTIONS_A_TRY = 6

let events = null
let asking = 0
let questions = 0

/** Hears of changes; where no stream is to be had, asks for them. */
function listen() {
  if (events && events.readyState !== EventSource.CLOSED) return
  events = new EventSource(`${path}/events`)
  events.addEventListener('message', read)
  events.addEventListener('open', () => {
    clearInterval(asking)
    asking = 0
  })
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED && asking === 0) asking = setInterval(ask, ASK_MS)
  })
}

function ask() {
  questions += 1
  if (questions % QUESTIONS_A_TRY === 0) listen()
  if (!document.hidden) void read()
}

/** Sends one form; true when it was taken. The words stay in the box until then. */
async function post(fields) {
  send.disabled = true
  error.textContent = ''
  try {
    const body = new URLSearchParams({ token: composer.querySelector('[name=token]').value, ...fields })
    const response = await fetch(path, { method: 'POST', body, headers: { accept: 'application/json' } })
    const answer = await response.json()
    takeToken(answer.token)
    if (!answer.ok) error.textContent = answer.message
    if (answer.ok) {
      document.querySelector('[data-leave]').hidden = false
      listen()
      await read()
    }
    return answer.ok
  } catch {
    error.textContent = error.dataset.failed
    return false
  } finally {
    send.disabled = false
  }
}

composer.addEventListener('submit', async (event) => {
  event.preventDefault()
  const text = box.value
  if (send.disabled || text.trim() === '') return
  if (await post({ text })) box.value = ''
  box.focus()
})

// Enter sends where there is a keyboard with Shift; on a phone it makes a new line, as people expect there.
box.addEventListener('keydown', (event) => {
  const isPhone = matchMedia('(pointer: coarse)').matches
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isPhone) return
  event.preventDefault()
  composer.requestSubmit()
})

log.addEventListener('submit', async (event) => {
  event.preventDefault()
  const button = event.submitter
  if (!button || button.disabled) return
  button.disabled = true
  if (!(await post({ button: button.value }))) button.disabled = false
})

const place = composer.querySelector('[data-place]')
place.hidden = !navigator.geolocation
place.addEventListener('click', () => {
  place.disabled = true
  navigator.geolocation.getCurrentPosition(
    async ({ coords }) => {
      await post({ lat: coords.latitude.toFixed(6), lon: coords.longitude.toFixed(6) })
      place.disabled = false
    },
    () => {
      place.disabled = false
      error.textContent = place.dataset.place
    },
    { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
  )
})

if (log.dataset.session === 'yes') {
  listen()
  scrollToEnd()
}
