import { Icon } from './icon.tsx'
import { type Lang, localPath } from './lang.ts'
import { OWN_DATA } from './own-data-words.ts'

/** Takes everything of this site off the device and leads elsewhere; works without JavaScript. */
export function ClearForm(props: { lang: Lang; token: string }) {
  const say = OWN_DATA[props.lang].clear
  return (
    <section class="step prose no-print">
      <h2>{say.title}</h2>
      {say.lines.map((line) => (
        <p>{line}</p>
      ))}
      <form method="post" action={localPath(props.lang, '/xoa-dau-vet')}>
        <input type="hidden" name="token" value={props.token} autocomplete="off" />
        <button class="button" type="submit">
          <Icon name="trash-2" />
          {say.button}
        </button>
      </form>
    </section>
  )
}
