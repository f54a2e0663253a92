import { type ActContext, controlOf, TextArea, typedOf } from './desk-act-form.tsx'
import { Choice } from './desk-choices.tsx'

/** One step back, with why: to who sent it, or to the province's duty desk. */
export function GiveBack(props: { context: ActContext }) {
  const { context } = props
  return (
    <>
      <p class="desk-hint">
        Tin về đơn vị đã chuyển đến; tin do máy chuyển thì về trực ban cấp tỉnh; trả lại lần thứ hai thì lên một cấp.
        Thời hạn vẫn tính từ lúc nhận tin. Sau khi trả lại, đơn vị này không còn xem được tin.
      </p>
      <label class="desk-label" for="tra-lai-vilydo">
        Vì sao trả lại
      </label>
      <Choice context={context} act="tra-lai" name="vilydo" reason="unknown-return" empty="Chọn lý do">
        {context.returnReasons.map(({ code, vi }) => (
          <option value={code} selected={typedOf(context, 'tra-lai', 'vilydo') === code}>
            {vi}
          </option>
        ))}
      </Choice>
      <label class="desk-label" for="tra-lai-lydo">
        Nói rõ cho nơi nhận lại
      </label>
      <TextArea
        value={typedOf(context, 'tra-lai', 'lydo')}
        rows={2}
        control={controlOf(context, 'tra-lai', 'lydo', ['reason-missing'])}
      />
      <div class="desk-form-foot">
        <button class="desk-button desk-main-button" type="submit">
          Trả lại tin
        </button>
      </div>
    </>
  )
}
