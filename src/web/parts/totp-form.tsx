/** The picture for an authenticator app, the same in letters, and the field in which a code confirms it. */
import { CardField } from './desk-card.tsx'

export function TotpFields(props: { picture: string; letters: string }) {
  return (
    <>
      <p class="desk-label">Ứng dụng tạo mã</p>
      <p class="desk-hint">
        Quét hình dưới đây bằng một ứng dụng tạo mã (TOTP) trên điện thoại, rồi nhập mã mà ứng dụng hiện ra.
      </p>
      <img class="desk-qr" src={props.picture} alt="Hình mã QR cho ứng dụng tạo mã" width="220" height="220" />
      <p class="desk-hint" id="khoa-chu">
        Không quét được thì nhập dãy này: <code class="desk-secret">{props.letters}</code>
      </p>
      <CardField name="ma" label="Mã 6 số trong ứng dụng" autocomplete="one-time-code" isCode />
    </>
  )
}

/** Recovery codes, on the one page that ever shows them. */
export function RecoveryCodes(props: { codes: readonly string[] }) {
  return (
    <section aria-labelledby="ma-du-phong">
      <h2 class="desk-or" id="ma-du-phong">
        Mã dự phòng
      </h2>
      <p>
        Mỗi mã thay cho mã 6 số một lần khi mất điện thoại; mật khẩu vẫn cần. Các mã này chỉ hiện một lần. Anh/Chị chép
        ra giấy và cất nơi an toàn.
      </p>
      <ul class="desk-codes">
        {props.codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
