import type { RulesFault } from '../../domain/routing-rules.ts'
import type { CurrentOfficer } from '../../flow/desk.ts'
import type { RoutingTrial, RoutingView } from '../../flow/set-routing.ts'
import { ACCOUNT_PATH, deskHref, homeOf, isTipId, ROUTING_PATH } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { formatExact } from './ago.tsx'
import { CardError, DeskCard, SignOut } from './desk-card.tsx'
import { amount } from './figures-words.ts'
import { faultWords } from './routing-words.ts'

const FAULTS_MAX = 30

/** Rules of routing: which are in force, what others would have done, and the form by which they are given. */
export function RoutingPage(props: {
  officer: CurrentOfficer
  view: RoutingView
  names: DeskNames
  token: string
  typed: Readonly<Record<string, string>>
  error: string | null
  faults: readonly RulesFault[]
  done: string | undefined
}) {
  const { officer, view, names, token } = props
  const home = homeOf(officer.role) ?? deskHref({ view: 'open', tip: null, isAlone: false })
  return (
    <DeskCard title="Phân luồng" heading="Quy tắc phân luồng" isWide>
      <nav class="desk-form-foot" aria-label="Chuyển trang">
        <span>
          Số hiệu {officer.number}, {names.unit(officer.unitCode)}
        </span>
        <a class="desk-button" href={home}>
          Về trang chính
        </a>
        <a class="desk-button" href={ACCOUNT_PATH}>
          Tài khoản của tôi
        </a>
        <SignOut token={token} />
      </nav>
      {props.done === undefined ? null : <p role="status">{props.done}</p>}
      <p>
        Đang dùng: <strong>{versionName(view.current)}</strong>. Đổi quy tắc chỉ có hiệu lực với tin đến sau; tin đã ở
        một đơn vị thì ở nguyên đó. Thứ tự của các quy tắc là quy định của pháp luật, không đổi được tại đây.
      </p>
      {view.trial === null ? null : <Trial trial={view.trial} names={names} token={token} current={view.current} />}
      <section class="desk-figures" aria-labelledby="cac-ban">
        <h2 id="cac-ban">Các bản quy tắc</h2>
        {view.versions.length === 0 ? <p>Chưa có bản nào ngoài bản đi kèm chương trình.</p> : null}
        <ul class="desk-items">
          {view.versions.map(({ number, note, madeAt, activeFrom }) => (
            <li>
              <strong>{versionName(number)}</strong>
              {number === view.current ? ', đang dùng' : ''}, lưu {formatExact(madeAt)}
              {activeFrom === null ? ', chưa dùng lần nào' : `, dùng từ ${formatExact(activeFrom)}`}: <bdi>{note}</bdi>.{' '}
              <a href={`${ROUTING_PATH}?ban=${number}`}>Chạy thử</a>
            </li>
          ))}
        </ul>
      </section>
      <section class="desk-figures" aria-labelledby="ban-moi">
        <h2 id="ban-moi">Lưu bản mới để chạy thử</h2>
        <CardError text={props.error} id="ban-moi-loi" />
        {props.faults.length === 0 ? null : (
          <ul class="desk-items">
            {props.faults.slice(0, FAULTS_MAX).map((fault) => (
              <li>
                <code>{fault.at === '' ? 'cả bản' : fault.at}</code>: {faultWords(fault)}.
              </li>
            ))}
          </ul>
        )}
        <form method="post" action={ROUTING_PATH} novalidate autocomplete="off">
          <input type="hidden" name="token" value={token} autocomplete="off" />
          <label class="desk-label" for="ghichu">
            Thay đổi gì, vì sao
          </label>
          <input
            class="input"
            type="text"
            id="ghichu"
            name="ghichu"
            value={props.typed.ghichu ?? ''}
            autocomplete="off"
            required
          />
          <label class="desk-label" for="quytac">
            Bản quy tắc (JSON)
          </label>
          <textarea
            class="input"
            id="quytac"
            name="quytac"
            rows={16}
            spellcheck={false}
            aria-describedby={props.error === null ? undefined : 'ban-moi-loi'}
          >
            {`\n${props.typed.quytac ?? view.currentBody}`}
          </textarea>
          <div class="desk-form-foot">
            <button class="desk-button desk-main-button" type="submit">
              Lưu và chạy thử
            </button>
            <span class="desk-hint">Chưa dùng ngay: chạy thử xong mới đưa vào dùng.</span>
          </div>
        </form>
      </section>
    </DeskCard>
  )
}

function Trial(props: { trial: RoutingTrial; names: DeskNames; token: string; current: number }) {
  const { trial, names } = props
  return (
    <section class="desk-figures" aria-labelledby="chay-thu">
      <h2 id="chay-thu">Chạy thử {versionName(trial.number)}</h2>
      <p>
        <strong>
          {amount(trial.moved)} tin trong {amount(trial.days)} ngày qua sẽ đi nơi khác
        </strong>
        , trong {amount(trial.total)} tin đã phân luồng. Chưa có gì thay đổi.
        {trial.toldOtherwise === 0 ? '' : ` Thêm ${amount(trial.toldOtherwise)} tin sẽ báo cho đơn vị khác để biết.`}
        {trial.unknown === 0 ? '' : ` ${amount(trial.unknown)} tin không còn dữ kiện để thử.`}
      </p>
      {trial.rows.length === 0 ? null : (
        <table class="desk-table">
          <caption class="visually-hidden">Tin sẽ đi nơi khác, theo nơi đi và nơi đến</caption>
          <thead>
            <tr>
              <th scope="col">Hiện đến</th>
              <th scope="col">Sẽ đến</th>
              <th scope="col">Số tin</th>
            </tr>
          </thead>
          <tbody>
            {trial.rows.map(({ from, to, count }) => (
              <tr>
                <td>{names.unit(from)}</td>
                <td>{names.unit(to)}</td>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {trial.own.length === 0 ? null : (
        <>
          <h3>Tin của đơn vị</h3>
          <ul class="desk-items">
            {trial.own.map(({ tipId, code, from, to }) => (
              <li>
                <a href={deskHref({ view: 'open', tip: isTipId(tipId) ? tipId : null, isAlone: true })}>
                  {code ?? 'Chưa có mã'}
                </a>
                : {names.unit(from)} → {names.unit(to)}
              </li>
            ))}
          </ul>
        </>
      )}
      {trial.number === props.current || trial.number === 0 ? null : (
        <form class="desk-line-form" method="post" action={`${ROUTING_PATH}/dung`} novalidate>
          <input type="hidden" name="token" value={props.token} autocomplete="off" />
          <input type="hidden" name="ban" value={String(trial.number)} autocomplete="off" />
          <button class="desk-button desk-main-button" type="submit">
            Dùng {versionName(trial.number)} từ bây giờ
          </button>
        </form>
      )}
    </section>
  )
}

function versionName(number: number): string {
  return number === 0 ? 'bản đi kèm chương trình' : `bản số ${number}`
}
