// Changes as they come. The stream tells which tips changed, never what; this page then fetches its list under its own
// session. After each (re)connection it fetches anew, so that nothing that happened meanwhile is missed.

import { alarm, sound, watchAlarm } from './desk-alarm.js'
import { announce, find, formatClock } from './desk-dom.js'
import { takeRows } from './desk-rows.js'

/** Between two fetches of the list, however many notices come. */
const COALESCE_MS = 250
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000, 30_000]
/** The server beats every 15 seconds: a stream silent for three beats is dead, whatever the browser thinks. */
const SILENCE_MS = 45_000
/** Says that somebody is at the desk, and catches what no notice told. */
const REFRESH_MS = 5 * 60_000
/** A session idles out after 30 minutes (migration 0005); the warning comes before. */
const IDLE_WARNING_MS = 25 * 60_000
/** Critical tips this window has already told of: ids only, with a sign at those that tell of a danger going on. */
const TOLD = 'desk.told'
/** How many critical ones wait that this officer may not open: a number, for they have no row. */
const HIDDEN_TOLD = 'desk.hidden-told'

const bar = find('[data-bar]')
const tip = find('article[data-tip]')
const hiddenBanner = find('[data-hidden]')

let rows = null
let told = null
/** False in a window that has seen no list yet: what somebody opened before is no news to it. */
let isInformed = false
let stream = null
let retries = 0
let fetchTimer = 0
let fetchedAtMs = 0
let retryTimer = 0
let isFetching = false
let isFetchWanted = false
let updatedAt = new Date()
let heardAtMs = Date.now()
let lostAt = null
let isEnded = false
let activeAtMs = Date.now()
let isActive = false
let isWarned = false

function showBar(words, kind) {
  bar.hidden = false
  bar.dataset.kind = kind
  const text = find('[data-bar-text]')
  if (text.textContent !== words) text.textContent = words
  find('[data-bar-retry]').hidden = kind !== 'lost'
  find('[data-bar-sign-in]').hidden = kind !== 'ended'
}

const signOf = ({ id, isCalling }) => (isCalling ? `${id}!` : id)

/** A danger told of later is news, though the tip was told of, opened or set lower before. */
function tellCritical(list) {
  const critical = list.filter((row) => row.urgency === 'critical')
  const fresh = critical.filter((row) => (row.isUnread || (isInformed && row.isCalling)) && !told.has(signOf(row)))
  isInformed = true
  for (const row of critical) told.add(row.id).add(signOf(row))
  sessionStorage.setItem(TOLD, JSON.stringify([...told].slice(-1000)))
  if (fresh.length > 0) alarm(fresh.length)
}

/** Restricted tips that this officer may not open: a sentence over the list, and the alarm when more of them wait. */
function tellHidden({ words, critical }) {
  if (hiddenBanner) {
    hiddenBanner.hidden = words === null
    hiddenBanner.classList.toggle('is-critical', critical > 0)
    const text = find('[data-hidden-words]', hiddenBanner)
    if (text.textContent !== (words ?? '')) text.textContent = words ?? ''
  }
  const saved = sessionStorage.getItem(HIDDEN_TOLD)
  // On a window's first page, what stands over the list is seen, not news.
  const before = saved === null ? Number(hiddenBanner?.dataset.criticalCount ?? critical) : Number(saved)
  sessionStorage.setItem(HIDDEN_TOLD, String(critical))
  if (critical > before) alarm(critical - before)
}

function end() {
  if (isEnded) return
  isEnded = true
  stream?.close()
  clearTimeout(retryTimer)
  showBar(`Phiên làm việc đã hết lúc ${formatClock(new Date())}. Tin mới không hiện nữa.`, 'ended')
  announce('Phiên làm việc đã hết, xin đăng nhập lại')
  document.title = `◆ Hết phiên · ${document.title}`
  void sound()
}

function connected(data) {
  updatedAt = new Date()
  if (lostAt !== null) announce('Đã kết nối lại')
  lostAt = null
  retries = 0
  if (bar.dataset.kind === 'lost') bar.hidden = true
  const count = find('[data-critical]')
  count.hidden = false
  count.classList.toggle('is-some', data.critical > 0)
  find('[data-critical-text]').textContent = `${data.critical} khẩn cấp`
  tellCritical(data.rows)
  tellHidden(data.hidden)
  rows?.apply(data.rows, data.isCut)
  const own = tip && data.rows.find((row) => row.id === tip.dataset.tip)
  if (own && own.version > Number(tip.dataset.version)) find('[data-tip-changed]').hidden = false
}

function lost() {
  if (isEnded) return
  lostAt ??= new Date()
  showBar(`Mất kết nối từ ${formatClock(lostAt)}. Danh sách cập nhật lần cuối ${formatClock(updatedAt)}.`, 'lost')
  scheduleRetry()
}

function scheduleRetry() {
  clearTimeout(retryTimer)
  const base = RETRY_MS[Math.min(retries, RETRY_MS.length - 1)]
  retries += 1
  // A little apart, so that a room full of desks does not come back in one blow.
  retryTimer = setTimeout(reconnect, base * (0.8 + Math.random() * 0.4))
}

/** One fetch at a time; what is asked for meanwhile is fetched once more after. */
async function fetchRows() {
  if (isEnded) return
  if (isFetching) {
    isFetchWanted = true
    return
  }
  isFetching = true
  fetchedAtMs = Date.now()
  const headers = { accept: 'application/json' }
  if (isActive) headers['x-active'] = '1'
  isActive = false
  try {
    const response = await fetch('/ban-truc/hang-doi', { headers, signal: AbortSignal.timeout(10_000) })
    if (response.status === 401) end()
    else if (response.ok) connected(await response.json())
    else lost()
  } catch {
    lost()
  } finally {
    isFetching = false
    if (isFetchWanted) {
      isFetchWanted = false
      wantRows()
    }
  }
}

/** At once when nothing was fetched lately, else when the pause is over: notices that never cease hold up none. */
function wantRows() {
  if (fetchTimer !== 0) return
  const waitMs = Math.max(0, fetchedAtMs + COALESCE_MS - Date.now())
  fetchTimer = setTimeout(() => {
    fetchTimer = 0
    void fetchRows()
  }, waitMs)
}

function reconnect() {
  clearTimeout(retryTimer)
  if (isEnded) return
  stream?.close()
  heardAtMs = Date.now()
  stream = new EventSource('/ban-truc/dong')
  stream.addEventListener('open', () => {
    retries = 0
    void fetchRows()
  })
  stream.addEventListener('beat', () => {
    heardAtMs = Date.now()
  })
  stream.addEventListener('message', (event) => {
    heardAtMs = Date.now()
    const change = JSON.parse(event.data)
    if (tip && change.tip === tip.dataset.tip && change.version > Number(tip.dataset.version)) {
      find('[data-tip-changed]').hidden = false
    }
    wantRows()
  })
  stream.addEventListener('gap', wantRows)
  stream.addEventListener('ended', end)
  stream.addEventListener('error', () => {
    stream.close()
    // The stream is gone, the server may not be: the fetch tells which, and the retry tries both.
    void fetchRows()
    scheduleRetry()
  })
}

function tick() {
  const now = Date.now()
  find('[data-clock]').textContent = formatClock(now)
  rows?.tick(now)
  if (!isEnded && lostAt === null && now - heardAtMs > SILENCE_MS) reconnect()
  if (!isEnded && !isWarned && lostAt === null && now - activeAtMs > IDLE_WARNING_MS) {
    isWarned = true
    showBar('Sắp hết phiên vì lâu không có thao tác. Bấm một phím hoặc chạm vào trang để trực tiếp.', 'idle')
    void sound()
  }
}

function noticeActivity() {
  isActive = true
  activeAtMs = Date.now()
  if (!isWarned) return
  isWarned = false
  if (bar.dataset.kind === 'idle') bar.hidden = true
  void fetchRows()
}

export function watchInbox() {
  if (!bar) return
  rows = takeRows()
  const saved = sessionStorage.getItem(TOLD)
  told = new Set(saved === null ? [] : JSON.parse(saved))
  // On a window's first page, what stands in the list is seen, not news.
  if (saved === null && rows) for (const row of rows.critical()) told.add(row.id).add(signOf(row))
  isInformed = saved !== null || rows !== null
  watchAlarm()
  find('[data-bar-retry]').addEventListener('click', reconnect)
  window.addEventListener('online', reconnect)
  window.addEventListener('offline', lost)
  for (const type of ['pointermove', 'pointerdown', 'keydown']) {
    document.addEventListener(type, noticeActivity, { passive: true })
  }
  setInterval(tick, 15_000)
  setInterval(wantRows, REFRESH_MS)
  reconnect()
}
