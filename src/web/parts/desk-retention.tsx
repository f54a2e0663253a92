import type { CurrentOfficer } from '../../flow/desk.ts'
import type { TipView } from '../../flow/tip-view.ts'
import { formatExact } from './ago.tsx'
import { type ActContext, controlOf, TextArea, typedOf } from './desk-act-form.tsx'
import { Choice } from './desk-choices.tsx'

/** What became of the contact with the sender, and of the tip's own words. */
export function RetentionNotes(props: { view: TipView }) {
  const { tip, thread } = props.view
  const isAsked = thread.some((line) => line.from === 'citizen' && line.content?.type === 'withdrawn')
  return (
    <>
      {tip.contactEndedAt === null ? null : (
        <p>
          <strong>Người báo đã chấm dứt liên hệ.</strong> Danh tính đã hủy, trả lời không gửi tới được nữa. Nội dung tin
          vẫn xử lý như thường.
        </p>
      )}
      {isAsked && tip.contactEndedAt === null ? (
        <p>
          <strong>Người báo tin đã đề nghị chấm dứt liên hệ.</strong> Với tin khẩn cấp hoặc hạn chế, hệ thống không tự
          thực hiện: người đề nghị có thể không phải là người đã báo.
        </p>
      ) : null}
      {tip.isHeld ? <p>Tin đang được giữ lại theo quyết định của chỉ huy, không hủy theo thời hạn.</p> : null}
      {tip.handedOverAt === null ? null : <p>Đã ghi nhận bàn giao hồ sơ lúc {formatExact(tip.handedOverAt)}.</p>}
      {tip.erasedAt === null ? null : (
        <p>Nội dung đã hủy theo thời hạn lưu giữ lúc {formatExact(tip.erasedAt)}. Chỉ còn mã tin, ngày và kết quả.</p>
      )}
    </>
  )
}

/** True for those who lead the unit: only they hold a tip back, or say that the case file has it. */
export function mayRetain(officer: CurrentOfficer): boolean {
  return officer.role === 'unit-commander' || officer.role === 'provincial-supervisor'
}

/** Holds the tip, lets it go, or notes that a case file has it. */
export function RetainChoice(props: { context: ActContext }) {
  const { context } = props
  const { tip } = context.view
  const typed = typedOf(context, 'luu-giu', 'viec')
  const choices = [
    tip.isHeld
      ? { code: 'release', vi: 'Thôi giữ, để hủy theo thời hạn' }
      : { code: 'hold', vi: 'Giữ lại, không hủy theo thời hạn' },
    ...(tip.handedOverAt === null ? [{ code: 'hand-over', vi: 'Đã bàn giao vào hồ sơ vụ án' }] : []),
  ]
  return (
    <>
      <label class="desk-label" for="luu-giu-viec">
        Việc lưu giữ
      </label>
      <Choice context={context} act="luu-giu" name="viec" reason="unknown-retention" empty="Chọn một việc">
        {choices.map(({ code, vi }) => (
          <option value={code} selected={typed === code}>
            {vi}
          </option>
        ))}
      </Choice>
      <label class="desk-label" for="luu-giu-lydo">
        Lý do
      </label>
      <TextArea
        value={typedOf(context, 'luu-giu', 'lydo')}
        rows={2}
        control={controlOf(context, 'luu-giu', 'lydo', ['reason-missing'])}
      />
      <div class="desk-form-foot">
        <button class="desk-button" type="submit">
          Ghi nhận
        </button>
      </div>
    </>
  )
}
