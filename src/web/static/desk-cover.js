// The words of a restricted tip leave the screen when their time is over; what is being typed stays.

import { find, findAll } from './desk-dom.js'

export function watchCover() {
  const tip = find('article[data-covers-in]')
  if (!tip) return
  setTimeout(
    () => {
      for (const words of findAll('[data-words]', tip)) words.remove()
      find('[data-covered]', tip).hidden = false
    },
    Math.max(0, Number(tip.dataset.coversIn)),
  )
}
