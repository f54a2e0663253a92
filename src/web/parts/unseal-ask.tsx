import type { OpenedIdentity } from '../../domain/unsealing.ts'
import type { UnsealAsking } from '../../flow/unseal-rules.ts'
import { DESK_PATH, UNSEAL_PATH } from '../desk-address.ts'
import { SafeText } from '../safe-text.tsx'
import { CardError, CardField, DeskCard } from './desk-card.tsx'
import { channelWord } from './desk-words.ts'
import { PASSKEY_SCRIPTS, PasskeyForm } from './passkey-form.tsx'

/** What an officer who decides on a tip writes so that others may decide on them. */
export function UnsealAskPage(props: {
  tip: { id: string; code: string | null }
  requestId: string
  bases: readonly { code: string; vi: string }[]
  hasPasskey: boolean
  token: string
  typed: UnsealAsking
  error: string | null
}) {
  const { tip, typed } = props
  const path = `${DESK_PATH}/tin/${tip.id}/danh-tinh/${props.requestId}`
  return (
    <DeskCard
      title="Yêu cầu mở danh tính"
      heading={`Yêu cầu mở danh tính, tin ${tip.code ?? 'chưa có mã'}`}
      isWide
      scripts={PASSKEY_SCRIPTS}
    >
      <CardError text={props.error} id="loi" />
      <p>
        Hai người giữ khóa của hai đơn vị khác sẽ đọc yêu cầu này, không đọc tin. Đủ hai người đồng ý thì mở được một
        lần, trong 15 phút, trong chính phiên đăng nhập này. Yêu cầu hết hạn sau 24 giờ. Không ghi lời kể hay tên người
        báo tin vào lý do.
      </p>
      {props.hasPasskey ? (
        <PasskeyForm
          action={path}
          options={`${path}/thu-thach`}
          ask="get"
          token={props.token}
          label="Gửi bằng khóa (passkey)"
        >
          <label class="desk-label" for="canCu">
            Căn cứ pháp lý
          </label>
          <select class="input" id="canCu" name="cancu" autocomplete="off" required>
            <option value="">Chọn căn cứ</option>
            {props.bases.map(({ code, vi }) => (
              <option value={code} selected={typed.basis === code}>
                {vi}
              </option>
            ))}
          </select>
          <CardField
            name="dieu"
            label="Điều, khoản hoặc số văn bản"
            hint="Ví dụ: điều 147 khoản 3; công văn 12/CV-VKS."
            value={typed.article}
            autocomplete="off"
          />
          <CardField name="hoso" label="Số hồ sơ" value={typed.caseNumber} autocomplete="off" />
          <label class="desk-label" for="lydo">
            Lý do, ít nhất 20 ký tự
          </label>
          <textarea class="input" id="lydo" name="lydo" rows={5} autocomplete="off" required>
            {`\n${typed.reason}`}
          </textarea>
        </PasskeyForm>
      ) : (
        <p>
          Việc này cần một khóa (passkey) ghi danh ít nhất 24 giờ trước; tài khoản này chưa có. Thêm khóa ở trang tài
          khoản.
        </p>
      )}
      <p>
        <a class="desk-button" href={`${DESK_PATH}/tin/${tip.id}`}>
          Không yêu cầu nữa, về tin
        </a>
      </p>
    </DeskCard>
  )
}

/** Seconds the plaintext stays on the screen. */
const SHOWN_S = 60

/** Who reported, on this page and nowhere else. */
export function OpenedPage(props: {
  requestId: string
  tipCode: string | null
  channel: string
  identities: readonly OpenedIdentity[]
  closedCount: number
}) {
  const { identities } = props
  return (
    <DeskCard
      title="Danh tính"
      heading={`Danh tính người báo, tin ${props.tipCode ?? 'chưa có mã'}`}
      isWide
      scripts={['unseal.js']}
    >
      <div data-hides-after={String(SHOWN_S)}>
        <p>
          Hiện trong {SHOWN_S} giây rồi ẩn. Tải lại trang không hiện lại. Chỉ dùng cho mục đích đã ghi trong yêu cầu.
        </p>
        {identities.map((identity) => (
          <dl class="desk-due no-print">
            <Line name="Kênh" text={channelWord(props.channel)} />
            <Line name="Mã cuộc trò chuyện" text={identity.chatId} />
            <Line name="Tên hiển thị" text={identity.displayName} />
            <Line name="Họ tên để lại" text={identity.contactName} />
            <Line name="Số liên hệ để lại" text={identity.contactPhone} />
          </dl>
        ))}
        {identities.every(isEmpty) ? <p>Người báo tin không để lại tên hay cách liên hệ nào.</p> : null}
        {props.closedCount > 0 ? <p>{props.closedCount} mục đã bị hủy khóa, không ai mở được nữa.</p> : null}
      </div>
      <p role="status" data-hidden-now hidden>
        Đã ẩn. Quyền mở đã dùng; cần xem lại thì phải có yêu cầu mới.
      </p>
      <p>
        <a class="desk-button" href={`${UNSEAL_PATH}/${props.requestId}`}>
          Về yêu cầu
        </a>
      </p>
    </DeskCard>
  )
}

function Line(props: { name: string; text: string | null }) {
  if (props.text === null || props.text === '') return null
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <SafeText text={props.text} />
      </dd>
    </div>
  )
}

function isEmpty({ chatId, displayName, contactName, contactPhone }: OpenedIdentity): boolean {
  return !chatId && !displayName && !contactName && !contactPhone
}
