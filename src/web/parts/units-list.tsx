import { formatDutyHours } from '../../domain/duty-hours.ts'
import { standingOf, type UnitRecord } from '../../domain/unit-record.ts'
import type { UnitsReader } from '../../flow/units.ts'
import { ACCOUNT_PATH, OFFICERS_PATH, UNITS_PATH } from '../desk-address.ts'
import { CardError, DeskCard, SignOut } from './desk-card.tsx'
import { Paper } from './units-paper.tsx'
import { dayWords, STANDING_WORDS } from './units-words.ts'

/** What is looked for, as the address tells it; a province of two figures, `tat-ca` or `trung-uong`. */
export interface UnitsFilter {
  text: string
  province: string
  standing: string
  /** From 1. */
  page: number
}

const PAGE_ROWS = 100

/** The list of units with search, the ways out and in by file, and the way to one more. */
export function UnitsPage(props: {
  units: readonly UnitRecord[]
  reader: UnitsReader
  filter: UnitsFilter
  token: string
  done: string | undefined
  error: string | null
}) {
  const { units, reader, filter, token } = props
  const found = findUnits(units, filter, reader.today)
  const pages = Math.max(1, Math.ceil(found.length / PAGE_ROWS))
  const page = Math.min(filter.page, pages)
  const shown = found.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS)
  return (
    <DeskCard title="Đơn vị" isWide>
      {props.done === undefined ? null : (
        <p class="desk-account-done" role="status">
          {props.done}
        </p>
      )}
      <CardError text={props.error} />
      <nav class="desk-form-foot" aria-label="Quản trị">
        <a class="desk-button" href={`${UNITS_PATH}/moi`}>
          Thêm đơn vị
        </a>
        <a class="desk-button" href={OFFICERS_PATH}>
          Cán bộ
        </a>
        <a class="desk-button" href={ACCOUNT_PATH}>
          Tài khoản của tôi
        </a>
        <SignOut token={token} />
      </nav>
      <Filter units={units} filter={filter} />
      <p class="desk-aside" role="status">
        {found.length === 0
          ? 'Không có đơn vị nào như vậy.'
          : `${found.length} đơn vị${pages > 1 ? `, trang ${page} trên ${pages}` : ''}.`}
      </p>
      {shown.length === 0 ? null : (
        <section class="desk-scroll" tabindex={0} aria-label="Danh sách đơn vị">
          <table class="desk-table desk-units">
            <thead>
              <tr>
                <th scope="col">Mã</th>
                <th scope="col">Tên</th>
                <th scope="col">Địa bàn</th>
                <th scope="col">Giờ trực</th>
                <th scope="col">Điện thoại trực</th>
                <th scope="col">Hiệu lực</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((unit) => (
                <Row unit={unit} today={reader.today} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Pages filter={filter} page={page} pages={pages} />
      <Files province={reader.province} token={token} />
    </DeskCard>
  )
}

function Row(props: { unit: UnitRecord; today: string }) {
  const { unit, today } = props
  const { code, areas } = unit
  const isOwnArea = areas.length === 1 && areas[0] === code
  return (
    <tr>
      <th scope="row">
        <a href={`${UNITS_PATH}/${code}`}>{code}</a>
      </th>
      <td>{unit.name}</td>
      <td>{isOwnArea ? 'Của mình' : areas.length > 3 ? `${areas.length} xã, phường` : areas.join(', ')}</td>
      <td>{unit.hours === null ? 'Chưa rõ' : formatDutyHours(unit.hours)}</td>
      <td>{unit.dutyPhones.join(', ')}</td>
      <td>{validityWords(unit, today)}</td>
    </tr>
  )
}

/** Since when, until when, and what is still to come. */
export function validityWords(unit: UnitRecord, today: string): string {
  const standing = standingOf(unit, today)
  if (standing === 'ended') return `${STANDING_WORDS.ended} từ ${dayWords(unit.validTo ?? '')}`
  if (standing === 'to-come') return `Bắt đầu ${dayWords(unit.validFrom)}`
  const planned = unit.validFrom > today ? `, thay đổi từ ${dayWords(unit.validFrom)}` : ''
  const end = unit.validTo === null ? '' : `, hết hiệu lực ${dayWords(unit.validTo)}`
  return `${STANDING_WORDS['in-force']}${planned}${end}`
}

function Filter(props: { units: readonly UnitRecord[]; filter: UnitsFilter }) {
  const { units, filter } = props
  const provinces = units.filter(({ kind }) => kind === 'province')
  return (
    <form class="desk-filter" method="get" action={UNITS_PATH} novalidate>
      <div class="desk-filter-fields">
        <div>
          <label class="desk-label" for="tim">
            Tên hoặc mã
          </label>
          <input class="input" type="search" id="tim" name="tim" value={filter.text} autocomplete="off" />
        </div>
        <div>
          <label class="desk-label" for="tinh">
            Tỉnh, thành phố
          </label>
          <select class="input" id="tinh" name="tinh" autocomplete="off">
            <option value={ALL} selected={filter.province === ALL}>
              Tất cả
            </option>
            <option value={NONE} selected={filter.province === NONE}>
              Không thuộc tỉnh nào
            </option>
            {provinces.map(({ code, name }) => (
              <option value={code} selected={filter.province === code}>
                {name.replace(/^Công an /u, '')}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label class="desk-label" for="hieuluc">
            Hiệu lực
          </label>
          <select class="input" id="hieuluc" name="hieuluc" autocomplete="off">
            {STANDINGS.map(([value, words]) => (
              <option value={value} selected={filter.standing === value}>
                {words}
              </option>
            ))}
          </select>
        </div>
      </div>
      <p class="desk-form-foot">
        <button class="desk-button desk-main-button" type="submit">
          Tìm
        </button>
      </p>
    </form>
  )
}

export const ALL = 'tat-ca'
const NONE = 'trung-uong'
const STANDINGS = [
  ['con', 'Đang và sắp hoạt động'],
  ['sap', 'Sắp thay đổi, kết thúc'],
  ['het', 'Đã kết thúc'],
  [ALL, 'Tất cả'],
] as const

/** The filter of an address; whatever is none is the first choice. `province`: the reader's own. */
export function readFilter(query: Readonly<Record<string, string>>, province: string | null): UnitsFilter {
  const page = Number(query.trang)
  return {
    text: (query.tim ?? '').slice(0, 100),
    province:
      /^\d{2}$/.test(query.tinh ?? '') || query.tinh === NONE
        ? (query.tinh ?? ALL)
        : query.tinh === undefined
          ? (province ?? ALL)
          : ALL,
    standing: STANDINGS.find(([value]) => value === query.hieuluc)?.[0] ?? 'con',
    page: Number.isInteger(page) && page > 0 ? Math.min(page, 1_000) : 1,
  }
}

function findUnits(units: readonly UnitRecord[], filter: UnitsFilter, today: string): UnitRecord[] {
  const wanted = fold(filter.text)
  return units.filter((unit) => {
    if (
      filter.province === NONE ? unit.province !== null : filter.province !== ALL && unit.province !== filter.province
    )
      return false
    const standing = standingOf(unit, today)
    const isChanging = unit.validFrom > today || (unit.validTo !== null && unit.validTo > today)
    if (filter.standing === 'con' && standing === 'ended') return false
    if (filter.standing === 'sap' && !isChanging) return false
    if (filter.standing === 'het' && standing !== 'ended') return false
    return wanted === '' || fold(`${unit.code} ${unit.name}`).includes(wanted) || unit.areas.includes(wanted)
  })
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}

function Pages(props: { filter: UnitsFilter; page: number; pages: number }) {
  const { filter, page, pages } = props
  const hrefOf = (number: number): string =>
    `${UNITS_PATH}?${new URLSearchParams({ tim: filter.text, tinh: filter.province, hieuluc: filter.standing, trang: String(number) })}`
  return (
    <p class="desk-form-foot">
      {page > 1 ? (
        <a class="desk-button" href={hrefOf(page - 1)} rel="prev">
          Trang trước
        </a>
      ) : null}
      {page < pages ? (
        <a class="desk-button" href={hrefOf(page + 1)} rel="next">
          Trang sau
        </a>
      ) : null}
    </p>
  )
}

/** The table out, and in again: what would change is shown first. */
function Files(props: { province: string | null; token: string }) {
  const scope = props.province === null ? '' : `&tinh=${props.province}`
  return (
    <section aria-labelledby="bang">
      <h2 class="desk-or" id="bang">
        Tải bảng về, sửa, nạp lại
      </h2>
      <p>
        Bảng nạp lại chỉ sửa các đơn vị và các cột có trong tệp. Đơn vị không có trong tệp giữ nguyên. Anh/Chị xem trước
        mọi thay đổi rồi mới đồng ý.
      </p>
      <p class="desk-form-foot">
        <a class="desk-button" href={`${UNITS_PATH}/tai-ve?dang=xlsx${scope}`}>
          Tải về Excel (.xlsx)
        </a>
        <a class="desk-button" href={`${UNITS_PATH}/tai-ve?dang=csv${scope}`}>
          Tải về CSV
        </a>
      </p>
      <form method="post" action={`${UNITS_PATH}/nhap`} enctype="multipart/form-data" novalidate>
        <input type="hidden" name="token" value={props.token} autocomplete="off" />
        <label class="desk-label" for="tep">
          Tệp .xlsx hoặc .csv
        </label>
        <input class="input" type="file" id="tep" name="tep" accept=".xlsx,.csv,.tsv,.json" required />
        <Paper />
        <button class="desk-button desk-main-button" type="submit">
          Xem trước thay đổi
        </button>
      </form>
    </section>
  )
}
