import { type ActContext, ActForm, controlOf, TextArea, typedOf } from './desk-act-form.tsx'
import { Icon } from './icon.tsx'

/** In the place of a restricted tip's words: why they are not here, and the reasoned click that shows them. */
export function DeskCover(props: { context: ActContext }) {
  return (
    <section class="desk-cover no-print" aria-labelledby="tin-han-che">
      <h2 id="tin-han-che">
        <Icon name="lock" />
        Nội dung đang được che
      </h2>
      <p>
        Đây là tin hạn chế. Anh/Chị ghi lý do rồi mở; lời kể hiện trong 15 phút cho riêng Anh/Chị. Lượt mở và lý do được
        ghi lại.
      </p>
      <Why context={props.context} button="Mở để đọc" />
    </section>
  )
}

/** Beside words of which some are covered: what those are, and the reasoned click that shows them. Nothing where none are. */
export function DeskSelfCover(props: { context: ActContext }) {
  const { context } = props
  const { selfWords } = context.view
  if (selfWords.count === 0 || !selfWords.isCovered) return null
  return (
    <details class="desk-self-cover no-print" open={context.refused?.act === 'mo'}>
      <summary>Hiện phần được che</summary>
      <p>
        Lời kể có {selfWords.count} chỗ có thể làm lộ người báo, đang được che. Anh/Chị ghi lý do rồi mở; phần này hiện
        trong 15 phút cho riêng Anh/Chị. Lượt mở và lý do được ghi lại.
      </p>
      <Why context={context} button="Hiện phần được che" part={SELF_WORDS_PART} />
    </details>
  )
}

/** Value of the field `phan` that asks for the words by which a sender may give themself away. */
export const SELF_WORDS_PART = 'tu-lo'

function Why(props: { context: ActContext; button: string; part?: string }) {
  const { context, part } = props
  const typed = typedOf(context, 'mo', 'lydo')
  return (
    <ActForm context={context} act="mo">
      {part === undefined ? null : <input type="hidden" name="phan" value={part} autocomplete="off" />}
      <label class="desk-label" for="mo-lydo">
        Lý do mở
      </label>
      <select {...controlOf(context, 'mo', 'lydo', ['unknown-reason'])}>
        <option value="">Chọn lý do</option>
        {context.uncoverReasons.map(({ code, vi }) => (
          <option value={code} selected={typed === code}>
            {vi}
          </option>
        ))}
      </select>
      <label class="desk-label" for="mo-ghichu">
        Ghi rõ, ít nhất 5 ký tự
      </label>
      <TextArea
        value={typedOf(context, 'mo', 'ghichu')}
        rows={2}
        control={controlOf(context, 'mo', 'ghichu', ['note-missing', 'note-too-long'])}
      />
      <div class="desk-form-foot">
        <button class="desk-button desk-main-button" type="submit">
          {props.button}
        </button>
      </div>
    </ActForm>
  )
}
