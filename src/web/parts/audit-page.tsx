import type { AuditLine, AuditPage as Found } from '../../flow/audit-look.ts'
import { type FilterField, SYSTEM_WORDS, type TypedFilter } from '../audit-filter.ts'
import { ACCOUNT_PATH, AUDIT_PATH, DESK_PATH } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { formatExact } from './ago.tsx'
import { actionWords, detailWords, KNOWN_ACTIONS } from './audit-words.ts'
import { DeskCard } from './desk-card.tsx'
import { formatClock } from './desk-time.ts'
import { Icon } from './icon.tsx'

/** Rows newest first, what they are filtered by, and whether those shown hold together. */
export function AuditPage(props: {
  found: Found
  names: DeskNames
  typed: TypedFilter
  problems: readonly { field: FilterField; text: string }[]
  isPast: boolean
  olderHref: string | null
  newestHref: string
  token: string
}) {
  const { found, names, typed } = props
  const { lines } = found
  return (
    <DeskCard title="Nhật ký" isWide>
      <nav class="desk-form-foot" aria-label="Kiểm tra">
        <span>
          Số hiệu {found.officer.number}, {names.unit(found.officer.unitCode)}
        </span>
        <a class="desk-button" href={ACCOUNT_PATH}>
          Tài khoản của tôi
        </a>
        <form method="post" action={`${DESK_PATH}/dang-xuat`}>
          <input type="hidden" name="token" value={props.token} autocomplete="off" />
          <button class="desk-button" type="submit">
            Đăng xuất
          </button>
        </form>
      </nav>
      <Filter names={names} province={names.province(found.officer.unitCode)} typed={typed} problems={props.problems} />
      <State found={found} />
      {lines.length === 0 ? (
        <p class="desk-audit-none">
          Không có dòng nào. Dòng mới hiện ở đây mỗi khi có người xem, tìm, sửa hoặc bị từ chối.
        </p>
      ) : (
        <section class="desk-scroll" tabindex={0} aria-label="Các dòng nhật ký">
          <table class="desk-table desk-audit">
            <thead>
              <tr>
                <th scope="col">Lúc</th>
                <th scope="col">Đơn vị</th>
                <th scope="col">Cán bộ</th>
                <th scope="col">Việc</th>
                <th scope="col">Tin hoặc mục</th>
                <th scope="col">Ghi thêm</th>
                <th scope="col">Chuỗi</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Row line={line} names={names} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p class="desk-form-foot">
        {props.isPast ? (
          <a class="desk-button" href={props.newestHref}>
            Về phần mới nhất
          </a>
        ) : null}
        {props.olderHref === null ? null : (
          <a class="desk-button" href={props.olderHref} rel="next">
            Xem phần cũ hơn
          </a>
        )}
      </p>
    </DeskCard>
  )
}

/** What this page alone can say; the whole log with heads and checkpoints is for `tinbao audit verify`. */
function State(props: { found: Found }) {
  const { lines, checkedAt } = props.found
  const broken = lines.filter((line) => !line.isSound)
  if (lines.length === 0) return null
  return broken.length === 0 ? (
    <p class="desk-audit-state" role="status">
      <Icon name="shield-check" />
      <span>
        {`Đã kiểm tra ${lines.length} dòng trên trang này lúc ${formatClock(checkedAt)}: mỗi dòng còn nguyên và nối đúng dòng trước. Toàn bộ nhật ký được kiểm tra bằng lệnh tinbao audit verify.`}
      </span>
    </p>
  ) : (
    <p class="desk-error" role="alert">
      {`Có ${broken.length} dòng trên trang này không khớp (kiểm tra lúc ${formatClock(checkedAt)}). Nhật ký có thể đã bị sửa: giữ nguyên hệ thống và chạy lệnh tinbao audit verify.`}
    </p>
  )
}

function Row(props: { line: AuditLine; names: DeskNames }) {
  const { line, names } = props
  const details = detailWords(line.detail)
  return (
    <tr class={line.isSound ? undefined : 'is-broken'}>
      <th scope="row">
        <time datetime={line.at.toISOString()}>{formatExact(line.at)}</time>
      </th>
      <td>{line.unitCode === null ? SYSTEM_WORDS : names.unit(line.unitCode)}</td>
      <td>{line.officerNumber ?? line.officerId ?? 'Máy'}</td>
      <td>
        {actionWords(line.action)}
        <span class="desk-aside desk-line">{line.action}</span>
      </td>
      <td>
        {line.tipCode}
        {line.objectId === null ? null : <span class="desk-aside desk-line desk-id">{line.objectId}</span>}
      </td>
      <td>
        {details.map(({ name, value }) => (
          <span class="desk-aside desk-line">
            {name}: {value}
          </span>
        ))}
      </td>
      <td>
        {`số ${line.number}`}
        <span class="desk-aside desk-line">{line.day.split('-').toReversed().join('/')}</span>
        <span class="desk-aside desk-line">{line.isSound ? 'khớp' : 'KHÔNG KHỚP'}</span>
      </td>
    </tr>
  )
}

function Filter(props: {
  names: DeskNames
  province: string | null
  typed: TypedFilter
  problems: readonly { field: FilterField; text: string }[]
}) {
  const { typed, problems } = props
  const isFiltered = Object.values(typed).some((value) => value !== '')
  return (
    <form class="desk-filter" method="get" action={AUDIT_PATH} novalidate>
      {problems.length === 0 ? null : (
        <div class="desk-error" role="alert">
          {problems.map(({ field, text }) => (
            <p id={`${field}-loi`}>{text}</p>
          ))}
          <p>Phần này không được dùng để lọc.</p>
        </div>
      )}
      <div class="desk-filter-fields">
        <FilterInput name="donvi" label="Đơn vị" typed={typed} problems={problems} list="don-vi" />
        <datalist id="don-vi">
          <option value={SYSTEM_WORDS} />
          {props.names.suggestUnits(props.province, '').map((name) => (
            <option value={name} />
          ))}
        </datalist>
        <FilterInput name="sohieu" label="Số hiệu cán bộ" typed={typed} problems={problems} />
        <div>
          <label class="desk-label" for="viec">
            Việc
          </label>
          <select class="input" id="viec" name="viec" autocomplete="off">
            <option value="">Mọi việc</option>
            {KNOWN_ACTIONS.map(([id, words]) => (
              <option value={id} selected={id === typed.viec}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <FilterInput name="tin" label="Mã tin" typed={typed} problems={problems} />
        <FilterInput name="ngay" label="Ngày" typed={typed} problems={problems} type="date" />
      </div>
      <div class="desk-form-foot">
        <button class="desk-button desk-main-button" type="submit">
          <Icon name="filter" />
          Lọc
        </button>
        {isFiltered ? (
          <a class="desk-button" href={AUDIT_PATH}>
            Bỏ lọc
          </a>
        ) : null}
        <p class="desk-hint">Lần xem này cũng được ghi vào nhật ký.</p>
      </div>
    </form>
  )
}

function FilterInput(props: {
  name: FilterField
  label: string
  typed: TypedFilter
  problems: readonly { field: FilterField; text: string }[]
  type?: 'text' | 'date'
  list?: string
}) {
  const { name, typed } = props
  const isWrong = props.problems.some(({ field }) => field === name)
  return (
    <div>
      <label class="desk-label" for={name}>
        {props.label}
      </label>
      <input
        class="input"
        type={props.type ?? 'text'}
        id={name}
        name={name}
        value={typed[name]}
        list={props.list}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={isWrong ? `${name}-loi` : undefined}
      />
    </div>
  )
}
