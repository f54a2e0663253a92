// Small things the parts share. Nodes are built from text alone: no markup is ever parsed.

export const find = (selector, within = document) => within.querySelector(selector)
export const findAll = (selector, within = document) => [...within.querySelectorAll(selector)]

export function make(tag, attributes, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value)
  node.append(...children)
  return node
}

const SVG = 'http://www.w3.org/2000/svg'

export function makeSvg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
export const formatClock = (date) => clock.format(date)

/** Read once by screen readers, whatever they are reading. */
export function announce(words) {
  const region = find('[data-announce]')
  if (region) region.textContent = words
}

export const isTyping = (target) =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
