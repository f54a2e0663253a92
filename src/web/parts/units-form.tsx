import { isOnDuty } from '../../domain/duty-hours.ts'
import type { UnitRecord, UnitVersion } from '../../domain/unit-record.ts'
import type { UnitsReader } from '../../flow/units.ts'
import { KIND_WORDS } from '../../flow/units-fields.ts'
import { textOfField } from '../../flow/units-file.ts'
import { UNITS_PATH } from '../desk-address.ts'
import { DeskCard } from './desk-card.tsx'
import { Faults, Line, labelOf, Offer, type Refused } from './units-fields.tsx'
import { UnitHistory } from './units-history.tsx'
import { validityWords } from './units-list.tsx'
import { Paper } from './units-paper.tsx'
import { dayWords, fieldWords } from './units-words.ts'

/** A unit that is not there yet. */
export function NewUnitPage(props: {
  reader: UnitsReader
  units: readonly UnitRecord[]
  token: string
  refused: Refused | null
}) {
  const { reader, units, token, refused } = props
  const typed = refused?.typed ?? { tinh: reader.province ?? '', tungay: dayWords(reader.today) }
  return (
    <DeskCard title="Thêm đơn vị" isWide>
      <Back />
      <Faults refused={refused} />
      <form method="post" action={`${UNITS_PATH}/moi`} novalidate>
        <input type="hidden" name="token" value={token} autocomplete="off" />
        <Line
          name="ma"
          typed={typed}
          hint="Công an cấp xã: 5 chữ số của xã, phường. Phòng: mã tỉnh và ký hiệu, như 79-PC02."
        />
        <label class="desk-label" for="loai">
          {fieldWords('kind')}
        </label>
        <select class="input" id="loai" name="loai" autocomplete="off">
          {Object.values(KIND_WORDS).map(([words]) => (
            <option value={words} selected={words === typed.loai}>
              {words}
            </option>
          ))}
        </select>
        <Line name="vaitro" typed={typed} hint="Như CAX, PC02, TTR. Để trống thì lấy theo loại và mã." />
        <Line name="tinh" typed={typed} hint="2 chữ số. Đơn vị của Bộ để trống." />
        <Rest typed={typed} units={units} province={typed.tinh ?? null} />
        <Paper reason={typed.lydo ?? ''} document={typed.vanban ?? ''} />
        <button class="desk-button desk-main-button" type="submit">
          Thêm đơn vị
        </button>
      </form>
    </DeskCard>
  )
}

/** One unit: what it is, the forms that change and end it, and what it was. */
export function UnitPage(props: {
  unit: UnitRecord
  units: readonly UnitRecord[]
  history: readonly UnitVersion[]
  reader: UnitsReader
  now: Date
  token: string
  done: string | undefined
  refused: Refused | null
}) {
  const { unit, reader, refused } = props
  const mayChange = reader.province === null || reader.province === unit.province
  const duty = isOnDuty(unit.hours, Temporal.Instant.fromEpochMilliseconds(props.now.getTime()))
  return (
    <DeskCard title={unit.name} isWide>
      {props.done === undefined ? null : (
        <p class="desk-account-done" role="status">
          {props.done}
        </p>
      )}
      <Back />
      <p>
        {`Mã ${unit.code}, ${KIND_WORDS[unit.kind][0]}, vai trò ${unit.role}. ${validityWords(unit, reader.today)}.`}
        {duty === null ? '' : duty ? ' Hiện trong giờ trực.' : ' Hiện ngoài giờ trực.'}
      </p>
      <Faults refused={refused} />
      {mayChange ? <ChangeForms {...props} /> : <Facts unit={unit} />}
      {props.history.length === 0 ? null : <UnitHistory versions={props.history} />}
    </DeskCard>
  )
}

function ChangeForms(props: {
  unit: UnitRecord
  units: readonly UnitRecord[]
  reader: UnitsReader
  token: string
  refused: Refused | null
}) {
  const { unit, units, reader, token, refused } = props
  const typed = refused?.form === 'change' ? refused.typed : typedOf(unit, units, reader.today)
  const ending = refused?.form === 'end' ? refused.typed : typedEnd(unit, units)
  return (
    <>
      <section aria-labelledby="noi-dung">
        <h2 class="desk-or" id="noi-dung">
          Sửa đơn vị
        </h2>
        {unit.validFrom > reader.today ? (
          <p>Phần dưới là thay đổi đã hẹn. Lưu với ngày sớm hơn thì nội dung mới thay cho thay đổi đã hẹn.</p>
        ) : null}
        <form method="post" action={`${UNITS_PATH}/${unit.code}`} novalidate>
          <input type="hidden" name="token" value={token} autocomplete="off" />
          <Rest typed={typed} units={units} province={unit.province} />
          <Paper reason={typed.lydo ?? ''} document={typed.vanban ?? ''} />
          <button class="desk-button desk-main-button" type="submit">
            Lưu thay đổi
          </button>
        </form>
      </section>
      <section aria-labelledby="ket-thuc">
        <h2 class="desk-or" id="ket-thuc">
          Kết thúc đơn vị
        </h2>
        <p>
          Đơn vị không bị xóa: mọi tin, quyết định và lịch sử còn nguyên. Tin chưa đóng và cán bộ ở lại cho đến khi được
          chuyển; xã, phường của đơn vị này cần ghi vào địa bàn của đơn vị kế nhiệm.
        </p>
        <form method="post" action={`${UNITS_PATH}/${unit.code}/ket-thuc`} novalidate>
          <input type="hidden" name="token" value={token} autocomplete="off" />
          <Line name="denngay" typed={ending} hint="Ngày đầu tiên đơn vị không còn. Để trống để bỏ việc kết thúc." />
          <Line
            name="kenhiem"
            typed={ending}
            hint="Bắt buộc nếu đơn vị còn tin chưa đóng hoặc cán bộ."
            list="don-vi-ke-nhiem"
          />
          <Offer
            id="don-vi-ke-nhiem"
            units={units.filter(({ kind, province }) => kind === unit.kind && province === unit.province)}
          />
          <Paper id="kt-" reason={ending.lydo ?? ''} document={ending.vanban ?? ''} />
          <button class="desk-button" type="submit">
            Lưu việc kết thúc
          </button>
        </form>
      </section>
    </>
  )
}

/** What can be changed of a unit, for the form of a new one and of one that is there. */
function Rest(props: {
  typed: Readonly<Record<string, string>>
  units: readonly UnitRecord[]
  province: string | null
}) {
  const { typed, units, province } = props
  const above = units.filter(({ kind, province: of }) => of === province && kind !== 'commune' && kind !== 'external')
  return (
    <>
      <Line name="ten" typed={typed} />
      <Line name="captren" typed={typed} hint="Tên hoặc mã. Để trống nếu không có." list="don-vi-cap-tren" />
      <Offer id="don-vi-cap-tren" units={above} />
      <Line
        name="diaban"
        typed={typed}
        hint='Tên hoặc mã các xã, phường, cách nhau bằng dấu phẩy. Ghi "không" nếu không có.'
      />
      <Line name="giotruc" typed={typed} hint="24/7, hoặc theo tuần: T2-T6 07:30-11:30, 13:30-17:00; T7 08:00-11:00." />
      <Line
        name="dienthoai"
        typed={typed}
        hint="Số đầu tiên là số được đưa ra. Nhiều số cách nhau bằng dấu chấm phẩy."
      />
      <Line name="kenh" typed={typed} hint="Email, Zalo, công văn, bộ đàm; cách nhau bằng dấu chấm phẩy." />
      <Line name="tungay" typed={typed} hint="Ngày nội dung trên bắt đầu đúng, như 01/07/2026." />
    </>
  )
}

function Facts(props: { unit: UnitRecord }) {
  const fields = ['parent', 'areas', 'hours', 'dutyPhones', 'channels', 'document'] as const
  return (
    <>
      <dl class="desk-unit-facts">
        {fields.map((field) => (
          <>
            <dt>{fieldWords(field)}</dt>
            <dd>{textOfField(props.unit, field) || 'Chưa ghi'}</dd>
          </>
        ))}
      </dl>
      <p class="desk-aside">Đơn vị này do quản trị viên của tỉnh khác hoặc của Bộ sửa.</p>
    </>
  )
}

function Back() {
  return (
    <p>
      <a class="desk-button" href={UNITS_PATH}>
        Về danh sách đơn vị
      </a>
    </p>
  )
}

function labelOfCode(code: string | null, units: readonly UnitRecord[]): string {
  const unit = units.find((one) => one.code === code)
  return unit ? labelOf(unit) : (code ?? '')
}

function typedOf(unit: UnitRecord, units: readonly UnitRecord[], today: string): Record<string, string> {
  return {
    ten: unit.name,
    captren: labelOfCode(unit.parent, units),
    diaban: textOfField(unit, 'areas').replaceAll(' ', ', '),
    giotruc: textOfField(unit, 'hours'),
    dienthoai: textOfField(unit, 'dutyPhones'),
    kenh: textOfField(unit, 'channels'),
    tungay: dayWords(unit.validFrom > today ? unit.validFrom : today),
  }
}

function typedEnd(unit: UnitRecord, units: readonly UnitRecord[]): Record<string, string> {
  return { denngay: unit.validTo === null ? '' : dayWords(unit.validTo), kenhiem: labelOfCode(unit.successor, units) }
}
