import type { Child } from 'hono/jsx'
import type { AccountView } from '../../flow/account.ts'
import { mayReadFigures } from '../../flow/figures.ts'
import { ACCOUNT_PATH, DESK_PATH, FIGURES_PATH, ROUTING_PATH, UNSEAL_PATH } from '../desk-address.ts'
import { METHOD_WORDS, PASSWORD_HINT, ROLE_WORDS } from './account-words.ts'
import { formatExact } from './ago.tsx'
import { CardError, CardField, DeskCard, SignOut } from './desk-card.tsx'
import { formatShort } from './desk-time.ts'
import { PASSKEY_SCRIPTS, PasskeyForm } from './passkey-form.tsx'
import { RecoveryCodes, TotpFields } from './totp-form.tsx'

/** An officer's own account. */
export function AccountPage(props: {
  view: AccountView
  unitName: string
  token: string
  now: Date
  done: string | undefined
  error: string | null
}) {
  const { view, token, now } = props
  return (
    <DeskCard title="Tài khoản" isWide>
      {props.done === undefined ? null : (
        <p class="desk-account-done" role="status">
          {props.done}
        </p>
      )}
      <CardError text={props.error} />
      <p>
        {view.officer.login}, số hiệu {view.officer.number}, {props.unitName}, {ROLE_WORDS[view.officer.role]}.
      </p>
      <div class="desk-form-foot">
        <a class="desk-button" href={DESK_PATH}>
          Về bàn trực
        </a>
        {view.officer.role === 'administrator' ? null : (
          <a class="desk-button" href={UNSEAL_PATH}>
            Mở danh tính
          </a>
        )}
        {mayReadFigures(view.officer.role) ? (
          <a class="desk-button" href={FIGURES_PATH}>
            Máy hiểu tin
          </a>
        ) : null}
        {view.officer.role === 'provincial-supervisor' ? (
          <a class="desk-button" href={ROUTING_PATH}>
            Phân luồng
          </a>
        ) : null}
        <SignOut token={token} />
      </div>
      <Passkeys passkeys={view.passkeys} token={token} now={now} />
      <Password password={view.password} hasPasskey={view.passkeys.length > 0} token={token} />
      <Sessions sessions={view.sessions} token={token} now={now} />
    </DeskCard>
  )
}

function Passkeys(props: { passkeys: AccountView['passkeys']; token: string; now: Date }) {
  return (
    <section aria-labelledby="khoa">
      <h2 class="desk-or" id="khoa">
        Khóa truy cập (passkey)
      </h2>
      {props.passkeys.length === 0 ? (
        <p>Chưa có khóa nào. Nên có hai khóa, để mất một khóa vẫn đăng nhập được.</p>
      ) : null}
      <ul class="desk-items">
        {props.passkeys.map((passkey, number) => (
          <li>
            <p>
              <strong>{passkey.name}</strong>
              {passkey.isBackedUp ? ', đồng bộ qua nhà cung cấp' : ', chỉ nằm trên thiết bị'}. Thêm lúc{' '}
              {formatShort(passkey.createdAt, props.now)}
              {passkey.lastUsedAt === null ? '' : `, dùng gần nhất ${formatShort(passkey.lastUsedAt, props.now)}`}.
            </p>
            <div class="desk-form-foot">
              <Act path="doi-ten" token={props.token} label="Đổi tên" fields={{ id: passkey.id }}>
                <label class="visually-hidden" for={`ten-${number}`}>
                  Tên mới của {passkey.name}
                </label>
                <input class="input" id={`ten-${number}`} name="ten" value={passkey.name} autocomplete="off" required />
              </Act>
              <Act path="bo-khoa" token={props.token} label={`Bỏ ${passkey.name}`} fields={{ id: passkey.id }} />
            </div>
          </li>
        ))}
      </ul>
      <Act path="khoa-moi" token={props.token} label="Thêm khóa" />
    </section>
  )
}

function Password(props: { password: AccountView['password']; hasPasskey: boolean; token: string }) {
  const { password, token } = props
  return (
    <section aria-labelledby="mat-khau">
      <h2 class="desk-or" id="mat-khau">
        Mật khẩu và ứng dụng tạo mã
      </h2>
      {password === null ? (
        <>
          <p>Chưa đặt. Có thể đặt thêm để đăng nhập khi không có khóa bên mình.</p>
          <Act path="ma-moi" token={token} label="Đặt mật khẩu và mã" />
        </>
      ) : (
        <>
          <p>
            Ứng dụng tạo mã từ {formatExact(password.totpSince)}. Còn {password.codesLeft} mã dự phòng chưa dùng.
          </p>
          <div class="desk-form-foot">
            <Act path="mat-khau-moi" token={token} label="Đổi mật khẩu" />
            <Act path="ma-moi" token={token} label="Đổi ứng dụng tạo mã" />
            <Act path="ma-du-phong" token={token} label="Tạo mã dự phòng mới" />
            {props.hasPasskey ? <Act path="bo-mat-khau" token={token} label="Bỏ mật khẩu và mã" /> : null}
          </div>
        </>
      )}
    </section>
  )
}

function Sessions(props: { sessions: AccountView['sessions']; token: string; now: Date }) {
  return (
    <section aria-labelledby="phien">
      <h2 class="desk-or" id="phien">
        Phiên đang mở
      </h2>
      <ul class="desk-items">
        {props.sessions.map((session) => (
          <li>
            Mở lúc {formatShort(session.createdAt, props.now)} bằng {METHOD_WORDS[session.method]}, hoạt động gần nhất{' '}
            {formatShort(session.seenAt, props.now)}
            {session.isCurrent ? ' (phiên này)' : ''}
          </li>
        ))}
      </ul>
      <Act path="phien" token={props.token} label="Kết thúc các phiên khác" />
    </section>
  )
}

function Act(props: {
  path: string
  token: string
  label: string
  fields?: Readonly<Record<string, string>>
  children?: Child
}) {
  return (
    <form class="desk-line-form" method="post" action={`${ACCOUNT_PATH}/${props.path}`} novalidate>
      <input type="hidden" name="token" value={props.token} autocomplete="off" />
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} autocomplete="off" />
      ))}
      {props.children}
      <button class="desk-button" type="submit">
        {props.label}
      </button>
    </form>
  )
}

/** Making one more passkey. */
export function NewPasskeyPage(props: { token: string }) {
  return (
    <DeskCard title="Thêm khóa" scripts={PASSKEY_SCRIPTS}>
      <PasskeyForm
        action={`${ACCOUNT_PATH}/khoa`}
        options={`${ACCOUNT_PATH}/khoa/thu-thach`}
        ask="create"
        token={props.token}
        label="Tạo khóa"
      >
        <CardField name="ten" label="Tên của khóa" hint="Ví dụ: khóa USB ở phòng trực." autocomplete="off" isFocused />
      </PasskeyForm>
      <Back />
    </DeskCard>
  )
}

export function PasswordPage(props: { token: string; error: string | null }) {
  return (
    <DeskCard title="Đổi mật khẩu">
      <CardError text={props.error} id="mat-khau-loi" />
      <form method="post" action={`${ACCOUNT_PATH}/mat-khau`} novalidate>
        <input type="hidden" name="token" value={props.token} autocomplete="off" />
        <NewPassword hasError={props.error !== null} />
        <button class="desk-button desk-main-button" type="submit">
          Lưu mật khẩu
        </button>
      </form>
      <Back />
    </DeskCard>
  )
}

/** A TOTP in the place of the former, or both password and TOTP where there were none. */
export function TotpPage(props: {
  token: string
  login: string
  needsPassword: boolean
  picture: string
  letters: string
  error: string | null
}) {
  return (
    <DeskCard title={props.needsPassword ? 'Đặt mật khẩu và mã' : 'Đổi ứng dụng tạo mã'}>
      <CardError text={props.error} id="mat-khau-loi" />
      <form method="post" action={`${ACCOUNT_PATH}/ma`} novalidate>
        <input type="hidden" name="token" value={props.token} autocomplete="off" />
        <input type="hidden" name="username" value={props.login} autocomplete="username" />
        {props.needsPassword ? <NewPassword hasError={props.error !== null} /> : null}
        <TotpFields picture={props.picture} letters={props.letters} />
        <button class="desk-button desk-main-button" type="submit">
          Lưu
        </button>
      </form>
      <Back />
    </DeskCard>
  )
}

function NewPassword(props: { hasError: boolean }) {
  return (
    <>
      <CardField
        name="mat-khau"
        label="Mật khẩu mới"
        hint={PASSWORD_HINT}
        type="password"
        autocomplete="new-password"
        isFocused
        describedBy={props.hasError ? 'mat-khau-loi' : undefined}
      />
      <CardField name="mat-khau-lai" label="Nhập lại mật khẩu" type="password" autocomplete="new-password" />
    </>
  )
}

/** New recovery codes, shown this once. */
export function CodesPage(props: { codes: readonly string[] }) {
  return (
    <DeskCard title="Mã dự phòng mới">
      <RecoveryCodes codes={props.codes} />
      <p role="status">Các mã dự phòng cũ không còn dùng được.</p>
      <Back />
    </DeskCard>
  )
}

function Back() {
  return (
    <p>
      <a class="desk-button" href={ACCOUNT_PATH}>
        Về trang tài khoản
      </a>
    </p>
  )
}
