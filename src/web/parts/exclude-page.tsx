import type { Exclusion } from '../../storage/exclusions.ts'
import { DESK_PATH } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { SafeText } from '../safe-text.tsx'
import { CardError, CardField, DeskCard } from './desk-card.tsx'
import { EXCLUSION_WORDS } from './unseal-words.ts'

/** Whom a tip is kept from, and the form that keeps one more out. */
export function ExcludePage(props: {
  tip: { id: string; code: string | null }
  exclusions: readonly (Omit<Exclusion, 'note'> & { note: string | null })[]
  names: DeskNames
  ownUnit: string
  token: string
  done: string | undefined
  error: string | null
  typed: Readonly<Record<string, string>>
}) {
  const { tip, names, typed } = props
  const path = `${DESK_PATH}/tin/${tip.id}`
  return (
    <DeskCard title="Loại trừ người xem" heading={`Ai không được xem tin ${tip.code ?? 'chưa có mã'}`} isWide>
      {props.done === undefined ? null : (
        <p class="desk-said" role="status">
          {props.done}
        </p>
      )}
      <CardError text={props.error} id="loi" />
      <p>
        Cán bộ được nhắc tên trong tin, hoặc đơn vị được nhắc tới, không xem tin và không quyết định việc mở danh tính.
        Loại trừ có hiệu lực ngay, không rút lại tại đây, và được ghi lại.
      </p>
      <ul class="desk-items">
        {props.exclusions.map((one) => (
          <li>
            {one.unitCode === null ? `Số hiệu ${one.officerNumber ?? 'không rõ'}` : names.unit(one.unitCode)},{' '}
            {EXCLUSION_WORDS[one.why]}
            {one.note === null ? null : (
              <>
                : <SafeText text={one.note} />
              </>
            )}
          </li>
        ))}
      </ul>
      {props.exclusions.length === 0 ? <p>Chưa loại trừ ai.</p> : null}
      <form method="post" action={`${path}/loai-tru`} novalidate>
        <input type="hidden" name="token" value={props.token} autocomplete="off" />
        <CardField name="sohieu" label="Số hiệu cán bộ" value={typed.sohieu ?? ''} autocomplete="off" />
        <CardField
          name="donvi"
          label="Hoặc đơn vị"
          hint="Để trống nếu đã ghi số hiệu. Đơn vị cấp dưới của đơn vị này cũng không xem được."
          value={typed.donvi ?? ''}
          autocomplete="off"
        />
        <label class="desk-label" for="lydo">
          Lý do, ít nhất 5 ký tự
        </label>
        <textarea class="input" id="lydo" name="lydo" rows={3} autocomplete="off" required>
          {`\n${typed.lydo ?? ''}`}
        </textarea>
        <button class="desk-button desk-main-button" type="submit">
          Loại trừ
        </button>
      </form>
      <p>
        <a class="desk-button" href={path}>
          Về tin
        </a>
      </p>
    </DeskCard>
  )
}
