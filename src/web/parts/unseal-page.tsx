import type { CurrentOfficer } from '../../flow/desk.ts'
import type { UnsealView } from '../../flow/unsealings.ts'
import { ACCOUNT_PATH, DESK_PATH, homeOf, UNSEAL_PATH } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { SafeText } from '../safe-text.tsx'
import { formatExact } from './ago.tsx'
import { CardError, DeskCard, SignOut } from './desk-card.tsx'
import { PASSKEY_SCRIPTS, PasskeyForm } from './passkey-form.tsx'
import { EVENT_WORDS, STANDING_WORDS, unsealWords } from './unseal-words.ts'

/** What the pages of this part are told besides requests. */
export interface UnsealNames {
  names: DeskNames
  basis(code: string): string
  group(code: string | null): string
}

/** Requests this officer may see: what waits first, then what is over. */
export function UnsealListPage(props: {
  officer: CurrentOfficer
  views: readonly UnsealView[]
  say: UnsealNames
  token: string
}) {
  const { officer, views, say } = props
  const waiting = views.filter(({ standing }) => standing === 'open' || standing === 'approved')
  const over = views.filter(({ standing }) => standing !== 'open' && standing !== 'approved')
  const isCustodian = officer.role === 'custodian'
  const count = waiting.filter(({ standing }) => standing === 'open').length
  const title = isCustodian && count > 0 ? `(${count}) Mở danh tính` : 'Mở danh tính'
  return (
    <DeskCard title={title} heading="Yêu cầu mở danh tính" isWide scripts={['unseal.js']}>
      <p>
        Danh tính người báo được niêm phong. Mở một tin cần hai người giữ khóa của hai đơn vị khác đồng ý, mỗi người
        bằng khóa (passkey) của mình; mở được một lần, trong 15 phút. Mọi bước được ghi lại.
      </p>
      <div class="desk-form-foot">
        {homeOf(officer.role) === null ? (
          <a class="desk-button" href={DESK_PATH}>
            Về hàng đợi
          </a>
        ) : null}
        <a class="desk-button" href={ACCOUNT_PATH}>
          Tài khoản
        </a>
        <SignOut token={props.token} />
      </div>
      <section aria-labelledby="dang-cho" data-unseal-list>
        <h2 class="desk-or" id="dang-cho">
          Đang chờ
        </h2>
        {waiting.length === 0 ? <p>Không có yêu cầu nào đang chờ.</p> : <Lines views={waiting} say={say} />}
      </section>
      <section aria-labelledby="da-xong">
        <h2 class="desk-or" id="da-xong">
          Đã kết thúc
        </h2>
        {over.length === 0 ? <p>Chưa có.</p> : <Lines views={over} say={say} />}
      </section>
    </DeskCard>
  )
}

function Lines(props: { views: readonly UnsealView[]; say: UnsealNames }) {
  const { say } = props
  return (
    <ul class="desk-items">
      {props.views.map(({ request, standing, approvals }) => (
        <li>
          <p>
            <a href={`${UNSEAL_PATH}/${request.id}`}>
              <strong>{request.tipCode ?? 'Tin chưa có mã'}</strong>, hồ sơ <SafeText text={request.caseNumber} />
            </a>
          </p>
          <p>
            {STANDING_WORDS[standing]}
            {standing === 'open' ? `, ${approvals} người đã đồng ý` : ''}. {say.group(request.categoryGroup)}.{' '}
            {say.names.unit(request.unitCode)}, số hiệu {request.requesterNumber}, {formatExact(request.createdAt)}.
          </p>
        </li>
      ))}
    </ul>
  )
}

/** One request: what it rests on, everything that happened to it in order, and what this officer may do now. */
export function UnsealRequestPage(props: {
  officer: CurrentOfficer
  view: UnsealView
  /** Why this custodian may not decide, by decision; null where they may. */
  mayDecide: Readonly<Record<'approve' | 'refuse', string | null>>
  hasPasskey: boolean
  say: UnsealNames
  token: string
  done: string | undefined
  error: string | null
  typed: string
}) {
  const { officer, view, say, token } = props
  const { request, standing } = view
  const isRequester = request.requester === officer.id
  const action = `${UNSEAL_PATH}/${request.id}`
  return (
    <DeskCard
      title={`Mở danh tính, ${request.tipCode ?? 'tin chưa có mã'}`}
      heading={`Yêu cầu mở danh tính, tin ${request.tipCode ?? 'chưa có mã'}`}
      isWide
      scripts={PASSKEY_SCRIPTS}
    >
      {props.done === undefined ? null : (
        <p class="desk-said" role="status">
          {props.done}
        </p>
      )}
      <CardError text={props.error} id="loi" />
      <p>
        <a class="desk-button" href={UNSEAL_PATH}>
          Về danh sách yêu cầu
        </a>
      </p>
      <p>
        <strong>{STANDING_WORDS[standing]}.</strong>{' '}
        {standing === 'open' || standing === 'approved' ? `Hết hạn lúc ${formatExact(request.expiresAt)}.` : ''}
      </p>
      <dl class="desk-due">
        <Pair name="Nhóm việc" text={say.group(request.categoryGroup)} />
        <Pair name="Đơn vị yêu cầu" text={`${say.names.unit(request.unitCode)}, số hiệu ${request.requesterNumber}`} />
        <Pair name="Căn cứ" text={say.basis(request.legalBasis)} />
        <Pair name="Điều, văn bản" text={request.legalArticle} />
        <Pair name="Số hồ sơ" text={request.caseNumber} />
      </dl>
      <section aria-labelledby="dien-bien">
        <h2 class="desk-or" id="dien-bien">
          Diễn biến
        </h2>
        <ol class="desk-items">
          {view.events.map((event) => (
            <li>
              <p>
                <strong>{EVENT_WORDS[event.what]}</strong>, {formatExact(event.at)}
                {event.officerNumber === null ? '' : `, số hiệu ${event.officerNumber}`}
                {event.unitCode === null ? '' : `, ${say.names.unit(event.unitCode)}`}
              </p>
              {event.reason === null ? null : (
                <p>
                  <SafeText text={event.reason} />
                </p>
              )}
            </li>
          ))}
        </ol>
      </section>
      {officer.role === 'custodian' && standing === 'open' ? (
        <section aria-labelledby="quyet-dinh">
          <h2 class="desk-or" id="quyet-dinh">
            Quyết định
          </h2>
          <Deciding {...props} action={action} />
        </section>
      ) : null}
      {isRequester && standing === 'approved' ? (
        <section aria-labelledby="mo">
          <h2 class="desk-or" id="mo">
            Mở danh tính
          </h2>
          <p>
            Mở được một lần, trong chính phiên đăng nhập này. Danh tính hiện 60 giây rồi ẩn; hệ thống không hiện lại.
            Anh/Chị chuẩn bị chỗ ghi và bảo đảm không ai khác nhìn thấy màn hình.
          </p>
          <PasskeyForm
            action={`${action}/mo`}
            options={`${action}/mo/thu-thach`}
            ask="get"
            token={token}
            label="Mở bằng khóa (passkey)"
          />
        </section>
      ) : null}
    </DeskCard>
  )
}

function Deciding(props: {
  mayDecide: Readonly<Record<'approve' | 'refuse', string | null>>
  hasPasskey: boolean
  token: string
  action: string
  typed: string
}) {
  const { mayDecide, action, token } = props
  if (!props.hasPasskey) {
    return (
      <p>
        Quyết định cần một khóa (passkey) ghi danh ít nhất 24 giờ trước yêu cầu; tài khoản này chưa có.{' '}
        <a href={ACCOUNT_PATH}>Thêm khóa ở trang tài khoản</a>.
      </p>
    )
  }
  const choices = [
    { decision: 'approve', path: 'dong-y', label: 'Đồng ý bằng khóa (passkey)', ask: 'Lý do đồng ý' },
    { decision: 'refuse', path: 'tu-choi', label: 'Không đồng ý bằng khóa (passkey)', ask: 'Lý do không đồng ý' },
  ] as const
  return (
    <>
      {choices.map(({ decision, path, label, ask }) =>
        mayDecide[decision] === null ? (
          <PasskeyForm
            action={`${action}/${path}`}
            options={`${action}/${path}/thu-thach`}
            ask="get"
            token={token}
            label={label}
          >
            <label class="desk-label" for={`lydo-${path}`}>
              {ask}
            </label>
            <textarea class="input" id={`lydo-${path}`} name="lydo" rows={3} autocomplete="off" required>
              {`\n${props.typed}`}
            </textarea>
          </PasskeyForm>
        ) : (
          <p>
            {decision === 'approve' ? 'Đồng ý' : 'Không đồng ý'}: {whyWords(mayDecide[decision])}
          </p>
        ),
      )}
    </>
  )
}

function whyWords(why: string | null): string {
  const known = [
    'own-request',
    'not-custodian',
    'excluded',
    'twice',
    'not-open',
    'expired',
    'same-unit',
    'unit-decided',
  ] as const
  const rule = known.find((one) => one === why)
  return rule ? unsealWords(rule) : 'Chưa quyết định được.'
}

function Pair(props: { name: string; text: string }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <SafeText text={props.text} />
      </dd>
    </div>
  )
}
