import type { UnitRecord, UnitVersion } from '../../domain/unit-record.ts'
import type { UnitField } from '../../flow/units-fields.ts'
import { textOfField } from '../../flow/units-file.ts'
import { formatExact } from './ago.tsx'
import { dayWords, fieldWords } from './units-words.ts'

const COMPARED = [
  'name',
  'parent',
  'areas',
  'hours',
  'dutyPhones',
  'channels',
  'validTo',
  'successor',
] as const satisfies readonly UnitField[]

/** What a unit was, newest first: from which day, by whom, why, and what differed from the version before. */
export function UnitHistory(props: { versions: readonly UnitVersion[] }) {
  const { versions } = props
  return (
    <section aria-labelledby="lich-su">
      <h2 class="desk-or" id="lich-su">
        Lịch sử
      </h2>
      <section class="desk-scroll" tabindex={0} aria-label="Các phiên bản của đơn vị">
        <table class="desk-table desk-units">
          <thead>
            <tr>
              <th scope="col">Phiên bản</th>
              <th scope="col">Hiệu lực từ</th>
              <th scope="col">Ghi lúc</th>
              <th scope="col">Ai</th>
              <th scope="col">Lý do, văn bản</th>
              <th scope="col">Thay đổi</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version, index) => (
              <tr>
                <th scope="row">{version.version}</th>
                <td>{dayWords(version.validFrom)}</td>
                <td>
                  <time datetime={version.madeAt.toISOString()}>{formatExact(version.madeAt)}</time>
                </td>
                <td>{whoWords(version)}</td>
                <td>
                  {version.reason}
                  {version.document === null ? null : <span class="desk-aside desk-line">{version.document}</span>}
                </td>
                <td>
                  <Differences before={versions[index + 1] ?? null} after={version} fields={COMPARED} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

/** What differs between two records, a line each; of the first all is new. */
export function Differences(props: {
  before: UnitRecord | null
  after: UnitRecord
  fields: readonly Exclude<UnitField, 'reason'>[]
}) {
  const { before, after, fields } = props
  if (before === null) return <>Đơn vị mới: {after.name}</>
  const differing = fields.filter((field) => textOfField(before, field) !== textOfField(after, field))
  if (differing.length === 0) return <>Chỉ đổi ngày hoặc văn bản</>
  return (
    <ul class="desk-unit-changes">
      {differing.map((field) => (
        <li>
          {fieldWords(field)}: {show(before, field)} → {show(after, field)}
        </li>
      ))}
    </ul>
  )
}

function show(unit: UnitRecord, field: Exclude<UnitField, 'reason'>): string {
  const text = textOfField(unit, field)
  if (text === '') return 'chưa ghi'
  return field === 'validFrom' || field === 'validTo' ? dayWords(text) : text
}

function whoWords({ madeBy, madeByNumber }: UnitVersion): string {
  if (madeBy === null) return 'Lệnh của người vận hành'
  return madeByNumber === null ? 'Quản trị viên nơi khác' : `Số hiệu ${madeByNumber}`
}
