import { Icon } from './icon.tsx'
import type { Words } from './words-vi.ts'

/**
 * A place chosen on a map instead of typed: opened by locate.js, drawn by map-pick.js, sent by nobody until it is chosen. The boxes
 * have no names, so that the form carries none of it; without JavaScript nothing of it is seen.
 */
export function MapPick(props: { words: Words; groundHref: string }) {
  const say = props.words.report.pick
  return (
    <section class="map-pick" data-map-pick data-ground={props.groundHref} aria-labelledby="chon-ban-do" hidden>
      <h3 id="chon-ban-do" tabindex={-1}>
        {say.title}
      </h3>
      {say.why.map((sentence) => (
        <p class="hint">{sentence}</p>
      ))}
      <div>
        <label class="label" for="chon-tinh">
          {say.province}
        </label>
        <select class="input" id="chon-tinh" autocomplete="off" data-pick-province>
          <option value="">{say.choose}</option>
        </select>
      </div>
      <div data-pick-second hidden>
        <label class="label" for="chon-xa">
          {say.commune}
        </label>
        <select class="input" id="chon-xa" autocomplete="off" data-pick-commune>
          <option value="">{say.choose}</option>
        </select>
      </div>
      <p class="hint" id="chon-cach">
        {say.how}
      </p>
      <div
        class="map-box"
        data-pick-box
        data-label={say.map}
        data-zoom-in={say.zoomIn}
        data-zoom-out={say.zoomOut}
        aria-describedby="chon-cach"
      >
        <svg class="map-cross" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <path
            d="M12 24s8-8.2 8-15A8 8 0 1 0 4 9c0 6.8 8 15 8 15Zm0-11.500a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7Z"
            fill="currentColor"
          />
        </svg>
      </div>
      <p role="status" data-pick-here data-words={say.here} data-outside={say.outside} data-failed={say.failed}></p>
      <p class="map-pick-actions">
        <button class="button button-main" type="button" data-pick-point disabled>
          <Icon name="map-pin" />
          {say.point}
        </button>
        <button class="button" type="button" data-pick-name disabled>
          {say.name}
        </button>
        <button class="button" type="button" data-pick-close>
          <Icon name="x" />
          {say.close}
        </button>
      </p>
    </section>
  )
}
