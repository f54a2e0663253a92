import type { UnitPlan } from '../../flow/units-change.ts'
import { UNITS_PATH } from '../desk-address.ts'
import { CardError, DeskCard } from './desk-card.tsx'
import { Differences } from './units-history.tsx'
import { faultWords, fieldWords } from './units-words.ts'

/** More lines than these are counted, not shown. */
const SHOWN_MAX = 200

/** What a file would change, what is wrong with it, and the button that says yes. */
export function UnitsReportPage(props: {
  fileName: string
  plan: UnitPlan
  ignored: readonly string[]
  /** The rows and what was agreed to, to be sent back as they are. */
  carried: Readonly<Record<string, string>>
  token: string
  /** The plan is another than the one that was shown before. */
  isNew: boolean
}) {
  const { plan, ignored, token } = props
  const added = plan.changes.filter(({ before }) => before === null).length
  const isFit = plan.faults.length === 0 && plan.changes.length > 0
  return (
    <DeskCard title="Xem trước thay đổi đơn vị" isWide>
      {props.isNew ? (
        <CardError text="Danh mục đơn vị vừa có người khác sửa, nên thay đổi dưới đây khác lần xem trước. Chưa có gì được lưu." />
      ) : null}
      <p role="status">
        {`Tệp ${props.fileName}: ${added} đơn vị mới, ${plan.changes.length - added} đơn vị thay đổi, ${plan.unchanged} đơn vị giữ nguyên, ${plan.faults.length} lỗi. Chưa có gì được lưu.`}
      </p>
      {ignored.length === 0 ? null : <p class="desk-aside">{`Cột không dùng đến: ${ignored.join(', ')}.`}</p>}
      {plan.faults.length === 0 ? null : <Faults plan={plan} />}
      {plan.repairs.length === 0 ? null : <Repairs plan={plan} />}
      {plan.changes.length === 0 ? null : <Changes plan={plan} />}
      {isFit ? (
        <form method="post" action={`${UNITS_PATH}/nhap/dong-y`} novalidate>
          <input type="hidden" name="token" value={token} autocomplete="off" />
          {Object.entries(props.carried).map(([name, value]) => (
            <input type="hidden" name={name} value={value} autocomplete="off" />
          ))}
          <button class="desk-button desk-main-button" type="submit">
            {`Đồng ý, lưu ${plan.changes.length} thay đổi`}
          </button>
        </form>
      ) : (
        <p class="desk-form-foot">
          {plan.faults.length > 0
            ? 'Sửa các lỗi trên trong tệp rồi nạp lại.'
            : 'Tệp không có gì khác với danh mục đang lưu.'}
        </p>
      )}
      <p class="desk-form-foot">
        <a class="desk-button" href={UNITS_PATH}>
          {isFit ? 'Không lưu, về danh sách đơn vị' : 'Về danh sách đơn vị'}
        </a>
      </p>
    </DeskCard>
  )
}

function Faults(props: { plan: UnitPlan }) {
  const { faults } = props.plan
  return (
    <section aria-labelledby="loi">
      <h2 class="desk-or" id="loi">
        Lỗi
      </h2>
      <section class="desk-scroll" tabindex={0} aria-label="Các lỗi trong tệp">
        <table class="desk-table desk-units">
          <thead>
            <tr>
              <th scope="col">Dòng</th>
              <th scope="col">Cột</th>
              <th scope="col">Nội dung</th>
              <th scope="col">Cần sửa</th>
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, SHOWN_MAX).map((fault) => (
              <tr>
                <th scope="row">{fault.line ?? ''}</th>
                <td>{fault.field === null ? '' : fieldWords(fault.field)}</td>
                <td>{fault.value}</td>
                <td>{faultWords(fault)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <More count={faults.length} />
    </section>
  )
}

function Repairs(props: { plan: UnitPlan }) {
  const { repairs } = props.plan
  return (
    <section aria-labelledby="da-chua">
      <h2 class="desk-or" id="da-chua">
        Nội dung máy đã đọc lại
      </h2>
      <p>Thường do Excel bỏ số 0 ở đầu. Xin xem có đúng không.</p>
      <ul class="desk-unit-changes">
        {repairs.slice(0, SHOWN_MAX).map(({ line, field, from, to }) => (
          <li>{`Dòng ${line}, ${fieldWords(field)}: ${from} đọc là ${to}`}</li>
        ))}
      </ul>
      <More count={repairs.length} />
    </section>
  )
}

function Changes(props: { plan: UnitPlan }) {
  const { changes } = props.plan
  return (
    <section aria-labelledby="thay-doi">
      <h2 class="desk-or" id="thay-doi">
        Thay đổi
      </h2>
      <section class="desk-scroll" tabindex={0} aria-label="Các thay đổi">
        <table class="desk-table desk-units">
          <thead>
            <tr>
              <th scope="col">Mã</th>
              <th scope="col">Tên</th>
              <th scope="col">Thay đổi</th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, SHOWN_MAX).map(({ before, after, fields }) => (
              <tr>
                <th scope="row">{after.code}</th>
                <td>{after.name}</td>
                <td>
                  <Differences before={before} after={after} fields={fields.filter((field) => field !== 'reason')} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <More count={changes.length} />
    </section>
  )
}

function More(props: { count: number }) {
  return props.count > SHOWN_MAX ? <p class="desk-aside">{`Và ${props.count - SHOWN_MAX} dòng nữa.`}</p> : null
}
