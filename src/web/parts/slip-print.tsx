import type { SlipView } from '../../flow/slips.ts'
import type { Tip } from '../../storage/tips.ts'
import { DESK_PATH } from '../desk-address.ts'
import { PageBase } from '../layout.tsx'
import { SafeText } from '../safe-text.tsx'

/** One page of A4 in the order of Vietnamese administrative documents; the browser prints it, without a script. */
export function SlipPrint(props: {
  tip: Tip
  slip: SlipView
  unitName: string
  /** Of the unit above; null where there is none. */
  parentName: string | null
  dutyPhone: string | null
  now: Date
}) {
  const { tip, slip, unitName } = props
  const at = slip.confirmedAt ?? props.now
  return (
    <PageBase
      lang="vi"
      title="Phiếu chuyển nguồn tin · Tin Báo"
      room="desk"
      theme="light"
      styles={['slip.css']}
      bodyClass="slip"
    >
      <p class="slip-back no-print">
        <a href={`${DESK_PATH}/tin/${tip.id}/phieu`}>Về các phiếu của tin</a>
        <span>In trang này bằng lệnh in của trình duyệt (Ctrl+P), khổ A4.</span>
      </p>
      <main class="slip-sheet">
        <div class="slip-head">
          <div>
            {props.parentName === null ? null : <p class="slip-upper">{props.parentName}</p>}
            <p class="slip-upper slip-strong slip-rule">{unitName}</p>
            <p>
              Số: {tip.code ?? '........'}/PC{slip.number}
            </p>
          </div>
          <div>
            <p class="slip-upper slip-strong">Cộng hòa xã hội chủ nghĩa Việt Nam</p>
            <p class="slip-strong slip-rule">Độc lập - Tự do - Hạnh phúc</p>
            <p class="slip-date">{formatDay(at)}</p>
          </div>
        </div>
        <h1>Phiếu chuyển nguồn tin</h1>
        <p class="slip-subject">V/v chuyển nguồn tin do người dân phản ánh để giải quyết theo thẩm quyền</p>
        <p class="slip-to">
          Kính gửi: <strong>{slip.name}</strong>
        </p>
        <p>
          {formatMoment(tip.receivedAt)}, {unitName} tiếp nhận nguồn tin qua kênh tiếp nhận trực tuyến, mã tin{' '}
          {tip.code ?? '........'}. Nội dung được phản ánh, chưa được xác minh:
        </p>
        <div class="slip-told">
          {slip.summary.split('\n').map((line) => (
            <p>
              <SafeText text={line} />
            </p>
          ))}
        </div>
        <p>
          Đề nghị {slip.name} {slip.task}. Kết quả xin trao đổi lại với {unitName}
          {props.dutyPhone === null ? '' : `, số điện thoại trực ban ${props.dutyPhone}`}, ghi theo số phiếu.
        </p>
        <p>Danh tính người báo tin được giữ bí mật theo quy định và không có trong phiếu này.</p>
        <div class="slip-foot">
          <div>
            <p class="slip-strong">Nơi nhận:</p>
            <ul>
              <li>Như trên;</li>
              <li>Lưu: hồ sơ tin {tip.code ?? ''}.</li>
            </ul>
          </div>
          <div class="slip-sign">
            <p class="slip-strong slip-upper">Bên giao</p>
            <p>(Ký, ghi rõ họ tên, đóng dấu)</p>
          </div>
          <div class="slip-sign">
            <p class="slip-strong slip-upper">Bên nhận</p>
            <p>(Ký, ghi rõ họ tên, giờ, ngày nhận)</p>
          </div>
        </div>
      </main>
    </PageBase>
  )
}

function partsOf(at: Date): { day: string; month: string; year: number; clock: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  const two = (n: number): string => String(n).padStart(2, '0')
  return {
    day: two(local.day),
    // Decree 30/2020: a nought before days below ten and before the months January and February.
    month: local.month < 3 ? two(local.month) : String(local.month),
    year: local.year,
    clock: `${two(local.hour)} giờ ${two(local.minute)}`,
  }
}

function formatDay(at: Date): string {
  const { day, month, year } = partsOf(at)
  return `Ngày ${day} tháng ${month} năm ${year}`
}

function formatMoment(at: Date): string {
  const { clock, day, month, year } = partsOf(at)
  return `Hồi ${clock}, ngày ${day} tháng ${month} năm ${year}`
}
