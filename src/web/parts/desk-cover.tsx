import { type ActContext, ActForm, controlOf, TextArea, typedOf } from './desk-act-form.tsx'
import { Icon } from './icon.tsx'

/** In the place of a restricted tip's words: why they are not here, and the reasoned click that shows them. */
export function DeskCover(props: { context: ActContext }) {
  const { context } = props
  const typed = typedOf(context, 'mo', 'lydo')
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
      <ActForm context={context} act="mo">
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
            Mở để đọc
          </button>
        </div>
      </ActForm>
    </section>
  )
}
