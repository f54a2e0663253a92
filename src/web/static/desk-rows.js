// The rows of the open inbox. Changed rows change in place; new ones wait behind a button, critical ones enter on top.
// Nothing moves while a pointer or the focus is on the list, except that the view scrolls along with what moved.

import { announce, find, findAll, make, makeSvg } from './desk-dom.js'

const SHAPES = {
  critical: ['path', { d: 'M8 0.5 15.5 8 8 15.5 0.5 8Z', fill: 'currentColor' }],
  high: ['path', { d: 'M8 1.5 15.5 14.5H0.5Z', fill: 'currentColor' }],
  normal: ['circle', { cx: 8, cy: 8, r: 5.5, fill: 'none', stroke: 'currentColor', 'stroke-width': 2.5 }],
  low: ['circle', { cx: 8, cy: 8, r: 3, fill: 'currentColor' }],
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** As `formatAge` of parts/desk-time.ts. */
function formatAge(node, nowMs) {
  const ageMs = nowMs - Date.parse(node.dateTime)
  if (ageMs < MINUTE_MS) return 'vừa tới'
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} phút`
  if (ageMs < DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} giờ`
  if (ageMs < 7 * DAY_MS) return `${Math.floor(ageMs / DAY_MS)} ngày`
  return node.textContent
}

/** As `Pieces` of parts/desk-told.tsx. */
function drawCovered(words) {
  return make(
    'span',
    { class: 'told-cover', title: words },
    make('span', { 'aria-hidden': 'true' }, '▒▒▒▒'),
    make('span', { class: 'visually-hidden' }, `(${words})`),
  )
}

/** The tree of `DeskRow` in parts/desk-inbox.tsx. */
function drawCells(row) {
  const [shape, attributes] = SHAPES[row.urgency]
  const mark = makeSvg('svg', {
    class: 'urgency-shape',
    viewBox: '0 0 16 16',
    'aria-hidden': 'true',
    width: 15,
    height: 15,
  })
  mark.append(makeSvg(shape, attributes))
  const told = make('bdi', { class: 'told' })
  for (const piece of row.essence) {
    if ('covered' in piece) told.append(drawCovered(piece.covered))
    else told.append('mark' in piece ? make('span', { class: 'mark', title: piece.title }, piece.mark) : piece.text)
  }
  const notes = row.notes.map((note) => make('span', { class: 'row-note' }, note))
  const unread = row.isUnread ? [make('span', { class: 'visually-hidden' }, ', chưa mở')] : []
  return [
    make('span', { class: `urgency urgency-${row.urgency}` }, mark, make('span', {}, row.urgencyWord)),
    make('time', { class: 'row-age', datetime: row.iso, title: row.exact }, row.age),
    make(
      'span',
      { class: row.isEssenceOurs ? 'row-essence is-ours' : 'row-essence' },
      make('span', { class: 'row-told' }, told),
      ...notes,
    ),
    make('span', { class: 'row-channel' }, row.channel),
    make('span', { class: 'row-status' }, row.status, ...unread),
  ]
}

/** Takes over the list on the page; null where the open inbox is not on it. */
export function takeRows() {
  const list = find('ol[data-rows]')
  if (!list) return null
  const news = find('[data-news]')
  const nodes = new Map(findAll('li', list).map((node) => [node.dataset.id, node]))
  const drawn = new Map()
  let latest = null
  let isUnderPointer = false
  let isCriticalAbove = false

  const isHeld = () => isUnderPointer || list.contains(document.activeElement)
  const findScroller = () => (getComputedStyle(list).overflowY === 'visible' ? document.scrollingElement : list)

  function draw(row) {
    let node = nodes.get(row.id)
    const text = JSON.stringify([row.version, row.urgency, row.status, row.isUnread, row.essence, row.notes])
    if (!node) {
      const link = make('a', { href: list.dataset.href.replace('tin=', `tin=${row.id}`) })
      node = make('li', { 'data-id': row.id }, link)
      nodes.set(row.id, node)
    } else if (drawn.get(row.id) === text) return node
    drawn.set(row.id, text)
    node.dataset.version = row.version
    node.className = 'desk-row'
    node.classList.toggle('is-unread', row.isUnread)
    node.classList.toggle('is-critical', row.urgency === 'critical')
    // The link itself stays, and with it the focus.
    node.firstElementChild.replaceChildren(...drawCells(row))
    return node
  }

  /** Puts a row on top; what is under the pointer stays where it is. */
  function enterOnTop(row) {
    const node = draw(row)
    const scroller = findScroller()
    const before = scroller.scrollHeight
    const top = scroller.scrollTop
    list.prepend(node)
    if (!isUnderPointer) return
    scroller.scrollTop = top + scroller.scrollHeight - before
    isCriticalAbove = true
  }

  const waiting = () => (latest ?? []).filter((row) => !nodes.get(row.id)?.isConnected)

  function showWaitingCount() {
    const rows = waiting()
    const isCritical = isCriticalAbove || rows.some((row) => row.urgency === 'critical')
    const words = isCritical ? '◆ Tin khẩn cấp mới ở đầu danh sách' : `${rows.length} tin mới`
    if (news.textContent !== words) news.textContent = words
    news.classList.toggle('is-critical', isCritical)
    news.hidden = rows.length === 0 && !isCriticalAbove
  }

  /** Rows that left the inbox stay, dimmed, until nobody is on the list. */
  function dropGone() {
    if (latest === null) return
    const ids = new Set(latest.map((row) => row.id))
    for (const [id, node] of nodes) {
      if (ids.has(id)) continue
      node.classList.add('is-gone')
      if (isHeld()) continue
      node.remove()
      nodes.delete(id)
      drawn.delete(id)
    }
    find('[data-empty]').hidden = list.childElementCount > 0
  }

  /** In the inbox's own order: only when asked to. */
  function showAll() {
    const rows = waiting()
    for (const row of latest ?? []) list.append(draw(row))
    dropGone()
    const first = nodes.get((isCriticalAbove ? (latest ?? []) : rows)[0]?.id)
    isCriticalAbove = false
    news.hidden = true
    first?.scrollIntoView({ block: 'nearest' })
    first?.firstElementChild.focus()
  }
  news.addEventListener('click', showAll)

  /** Where a critical row cannot enter without moving what is under the pointer, it waits until the pointer has left. */
  function enterCritical() {
    const scroller = findScroller()
    if (isUnderPointer && scroller.scrollHeight <= scroller.clientHeight) return
    for (const row of waiting().toReversed()) if (row.urgency === 'critical') enterOnTop(row)
  }
  list.addEventListener('pointerenter', (event) => {
    isUnderPointer = event.pointerType === 'mouse'
  })
  list.addEventListener('pointerleave', () => {
    isUnderPointer = false
    isCriticalAbove &&= findScroller().scrollTop > 0
    enterCritical()
    dropGone()
    showWaitingCount()
  })

  list.addEventListener('focusout', () => {
    if (!isUnderPointer) setTimeout(dropGone)
  })

  return {
    /** As the list stands now; of each whether it calls. */
    critical: () =>
      [...nodes]
        .filter(([, node]) => node.matches('.is-critical'))
        .map(([id, node]) => ({ id, isCalling: node.dataset.calling !== undefined })),
    apply(rows, isCut) {
      latest = rows
      for (const row of rows) if (nodes.has(row.id)) draw(row)
      enterCritical()
      dropGone()
      showWaitingCount()
      find('[data-count]').textContent = isCut ? `${rows.length} tin đầu` : `${rows.length} tin`
      const others = waiting().filter((row) => row.urgency !== 'critical').length
      if (others > 0) announce(`${others} tin mới`)
    },
    tick(nowMs) {
      for (const node of findAll('time.row-age', list)) {
        const age = formatAge(node, nowMs)
        if (node.textContent !== age) node.textContent = age
      }
    },
  }
}
