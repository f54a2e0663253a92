import { assetHref } from '../assets.ts'
import type { IconName } from './icon-names.ts'

/**
 * An icon of the sprite, for both rooms. It is hidden from screen readers: a word stands beside it, or, in a toolbar,
 * the button itself carries `aria-label` and a tooltip.
 */
export function Icon(props: { name: IconName }) {
  return (
    <svg class="icon" aria-hidden="true" focusable="false" width="20" height="20">
      <use href={`${assetHref('icons.svg')}#${props.name}`} />
    </svg>
  )
}
