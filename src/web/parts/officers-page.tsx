import type { Child } from 'hono/jsx'
import type { CurrentOfficer } from '../../flow/desk.ts'
import { OFFICER_ROLES } from '../../flow/officers.ts'
import type { AdministeredOfficer } from '../../storage/administer.ts'
import { ACCOUNT_PATH, FIGURES_PATH, OFFICERS_PATH, ROUTING_PATH, UNITS_PATH } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { ROLE_WORDS } from './account-words.ts'
import { CardError, CardField, DeskCard, SignOut } from './desk-card.tsx'
import { formatShort } from './desk-time.ts'

/** Everybody whom an administrator administers, and the form for one more. */
export function OfficersPage(props: {
  officers: readonly AdministeredOfficer[]
  me: CurrentOfficer
  names: DeskNames
  token: string
  typed: Readonly<Record<string, string>>
  error: string | null
}) {
  const { officers, me, names, token, typed } = props
  return (
    <DeskCard title="Cán bộ" isWide>
      <CardError text={props.error} />
      <nav class="desk-form-foot" aria-label="Quản trị">
        <a class="desk-button" href={ACCOUNT_PATH}>
          Tài khoản của tôi
        </a>
        <a class="desk-button" href={UNITS_PATH}>
          Đơn vị
        </a>
        <a class="desk-button" href={ROUTING_PATH}>
          Phân luồng
        </a>
        <a class="desk-button" href={FIGURES_PATH}>
          Máy hiểu tin
        </a>
        <SignOut token={token} />
      </nav>
      {/* Wider than a phone: whoever has no pointer scrolls it by keys. */}
      <section class="desk-scroll" tabindex={0} aria-label="Danh sách cán bộ">
        <table class="desk-table desk-officers">
          <thead>
            <tr>
              <th scope="col">Tên đăng nhập</th>
              <th scope="col">Số hiệu</th>
              <th scope="col">Đơn vị</th>
              <th scope="col">Vai trò</th>
              <th scope="col">Trạng thái</th>
            </tr>
          </thead>
          <tbody>
            {officers.map((officer) => (
              <tr>
                <th scope="row">
                  <a href={`${OFFICERS_PATH}/${officer.id}`}>{officer.login}</a>
                </th>
                <td>{officer.number}</td>
                <td>{names.unit(officer.unitCode)}</td>
                <td>
                  {ROLE_WORDS[officer.role]}
                  {officer.clearances.includes('restricted') ? ', tin hạn chế' : ''}
                </td>
                <td>{standingWords(officer)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section aria-labelledby="them">
        <h2 class="desk-or" id="them">
          Thêm cán bộ
        </h2>
        <form method="post" action={OFFICERS_PATH} novalidate>
          <input type="hidden" name="token" value={token} autocomplete="off" />
          <CardField name="login" label="Tên đăng nhập" value={typed.login ?? ''} autocomplete="off" />
          <CardField
            name="sohieu"
            label="Số hiệu"
            hint="Người dân thấy số hiệu này trong câu trả lời, không thấy tên."
            value={typed.sohieu ?? ''}
            autocomplete="off"
          />
          <Rights
            names={names}
            me={me}
            unit={typed.donvi ?? ''}
            role={typed.vaitro ?? 'duty-officer'}
            isCleared={typed.hanche === 'co'}
          />
          <button class="desk-button desk-main-button" type="submit">
            Thêm và tạo liên kết ghi danh
          </button>
        </form>
      </section>
    </DeskCard>
  )
}

/** One officer: rights, standing, and a new link. No administrator does any of it to themself. */
export function OfficerPage(props: {
  officer: AdministeredOfficer
  me: CurrentOfficer
  names: DeskNames
  token: string
  now: Date
  done: string | undefined
  error: string | null
}) {
  const { officer, me, names, token } = props
  const isSelf = officer.id === me.id
  return (
    <DeskCard title={`Cán bộ ${officer.login}`} isWide>
      {props.done === undefined ? null : (
        <p class="desk-account-done" role="status">
          {props.done}
        </p>
      )}
      <CardError text={props.error} />
      <p>
        <a class="desk-button" href={OFFICERS_PATH}>
          Về danh sách cán bộ
        </a>
      </p>
      <p>
        Số hiệu {officer.number}, {names.unit(officer.unitCode)}. {standingWords(officer)}.
        {officer.linkUntil === null
          ? ''
          : ` Có liên kết chưa dùng, hết hạn ${formatShort(officer.linkUntil, props.now)}.`}
      </p>
      {isSelf ? (
        <p>Đây là tài khoản của Anh/Chị. Quyền và trạng thái do một quản trị viên khác đổi.</p>
      ) : (
        <>
          <section aria-labelledby="quyen">
            <h2 class="desk-or" id="quyen">
              Đơn vị và quyền
            </h2>
            <form method="post" action={`${OFFICERS_PATH}/${officer.id}/quyen`} novalidate>
              <input type="hidden" name="token" value={token} autocomplete="off" />
              <Rights
                names={names}
                me={me}
                unit={`${names.unit(officer.unitCode)} (${officer.unitCode})`}
                role={officer.role}
                isCleared={officer.clearances.includes('restricted')}
              />
              <button class="desk-button desk-main-button" type="submit">
                Lưu quyền
              </button>
            </form>
          </section>
          <section aria-labelledby="tai-khoan">
            <h2 class="desk-or" id="tai-khoan">
              Tài khoản
            </h2>
            <p>
              Liên kết mới dùng khi ghi danh lần đầu hoặc khi mất khóa, điện thoại. Dùng xong, mọi cách đăng nhập cũ của
              cán bộ này hết hiệu lực.
            </p>
            <div class="desk-form-foot">
              {officer.disabledAt === null ? (
                <>
                  <Act path={`${officer.id}/lien-ket`} token={token} label="Tạo liên kết ghi danh" />
                  <Act path={`${officer.id}/ngung`} token={token} label="Khóa tài khoản" />
                </>
              ) : (
                <Act path={`${officer.id}/mo-lai`} token={token} label="Mở lại tài khoản" />
              )}
            </div>
          </section>
        </>
      )}
    </DeskCard>
  )
}

/** The link, this once. */
export function LinkPage(props: { officerId: string; href: string }) {
  return (
    <DeskCard title="Liên kết ghi danh" isWide>
      <p role="status">
        Đưa liên kết này tận tay hoặc qua kênh tin cậy cho đúng cán bộ. Liên kết chỉ hiện một lần, dùng một lần, trong
        24 giờ.
      </p>
      <label class="desk-label" for="lien-ket">
        Liên kết
      </label>
      <textarea class="input desk-link-once" id="lien-ket" rows={3} readonly autocomplete="off">
        {`\n${props.href}`}
      </textarea>
      <p>
        <a class="desk-button" href={`${OFFICERS_PATH}/${props.officerId}`}>
          Về trang cán bộ này
        </a>
      </p>
    </DeskCard>
  )
}

function Rights(props: { names: DeskNames; me: CurrentOfficer; unit: string; role: string; isCleared: boolean }) {
  const { names, me } = props
  const own = `${names.unit(me.unitCode)} (${me.unitCode})`
  return (
    <>
      <label class="desk-label" for="donvi">
        Đơn vị
      </label>
      <input class="input" id="donvi" name="donvi" value={props.unit} list="cac-don-vi" autocomplete="off" required />
      <datalist id="cac-don-vi">
        {[own, ...names.suggestUnits(names.province(me.unitCode), me.unitCode)].map((label) => (
          <option value={label} />
        ))}
      </datalist>
      <label class="desk-label" for="vaitro">
        Vai trò
      </label>
      <select class="input" id="vaitro" name="vaitro" autocomplete="off">
        {OFFICER_ROLES.map((role) => (
          <option value={role} selected={role === props.role}>
            {ROLE_WORDS[role]}
          </option>
        ))}
      </select>
      <label class="desk-switch">
        <input type="checkbox" name="hanche" value="co" checked={props.isCleared} />
        Được giao đọc tin hạn chế
      </label>
    </>
  )
}

function Act(props: { path: string; token: string; label: string; children?: Child }) {
  return (
    <form class="desk-line-form" method="post" action={`${OFFICERS_PATH}/${props.path}`} novalidate>
      <input type="hidden" name="token" value={props.token} autocomplete="off" />
      <button class="desk-button" type="submit">
        {props.label}
      </button>
    </form>
  )
}

function standingWords(officer: AdministeredOfficer): string {
  if (officer.disabledAt !== null) return 'Đã khóa'
  const ways = [
    ...(officer.passkeyCount > 0 ? [`${officer.passkeyCount} khóa`] : []),
    ...(officer.hasPassword ? ['mật khẩu và mã'] : []),
  ]
  return ways.length === 0 ? 'Chưa ghi danh' : `Đang dùng: ${ways.join(', ')}`
}
