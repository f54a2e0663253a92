import type { CurrentOfficer } from '../../flow/desk.ts'
import type { Exam } from '../../flow/exam.ts'
import { type FiguresView, REVIEWS_MIN } from '../../flow/figures.ts'
import type { Shelf } from '../../flow/model-shelf.ts'
import { ACCOUNT_PATH, DESK_PATH, deskHref, isTipId } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { formatExact } from './ago.tsx'
import { DeskCard, SignOut } from './desk-card.tsx'
import { decisionWords } from './desk-decisions.tsx'
import { formatShort } from './desk-time.ts'
import { Confusions } from './figures-confusions.tsx'
import { Models } from './figures-models.tsx'
import { Pairs } from './figures-pairs.tsx'
import { amount, CHOSEN_BY_WORDS, percent, shortfallWords } from './figures-words.ts'
import { Icon } from './icon.tsx'

const PAIRS_MAX = 8

/** How well the machine understands: on real tips first, then on texts of our own, then what changed from model to model. */
export function FiguresPage(props: {
  officer: CurrentOfficer
  view: FiguresView
  names: DeskNames
  token: string
  now: Date
}) {
  const { officer, view, names, now } = props
  const { shelf } = view
  const exam = findExam(shelf)
  return (
    <DeskCard title="Máy hiểu tin" heading="Máy hiểu tin đến đâu" isWide>
      <nav class="desk-form-foot" aria-label="Chuyển trang">
        <span>
          Số hiệu {officer.number}, {names.unit(officer.unitCode)}
        </span>
        <a class="desk-button" href={DESK_PATH}>
          Về bàn trực
        </a>
        <a class="desk-button" href={ACCOUNT_PATH}>
          Tài khoản của tôi
        </a>
        <SignOut token={props.token} />
      </nav>
      <LastRefit shelf={shelf} names={names} />
      <section class="desk-figures" aria-labelledby="tin-that">
        <h2 id="tin-that">Với tin thật</h2>
        <Blind blind={view.blind} />
      </section>
      <section class="desk-figures" aria-labelledby="dang-dung">
        <h2 id="dang-dung">Mô hình đang dùng</h2>
        <InUse shelf={shelf} />
      </section>
      <section class="desk-figures" aria-labelledby="hay-nham">
        <h2 id="hay-nham">Hay nhầm nhất</h2>
        {exam === null ? (
          <p>Mô hình đang dùng chưa được đo. Lần học lại đầu tiên sẽ đo.</p>
        ) : (
          <>
            <p>Đo trên {amount(exam.texts)} bài viết sẵn, không dùng để học. Bài do máy viết, không phải tin thật.</p>
            <Confusions exam={exam} names={names} />
          </>
        )}
      </section>
      <section class="desk-figures" aria-labelledby="da-sua">
        <h2 id="da-sua">Cán bộ đã sửa</h2>
        <Corrected corrected={view.corrected} names={names} />
      </section>
      <section class="desk-figures" aria-labelledby="cung-vu">
        <h2 id="cung-vu">Tin cùng một vụ</h2>
        <Pairs pairs={view.pairs} />
      </section>
      <section class="desk-figures" aria-labelledby="mo-hinh">
        <h2 id="mo-hinh">Qua từng mô hình</h2>
        <Models models={shelf.models} byModel={view.blind.byModel} names={names} />
      </section>
      {officer.role === 'administrator' ? null : (
        <section class="desk-figures" aria-labelledby="vi-du">
          <h2 id="vi-du">Tin của đơn vị mà máy hiểu khác cán bộ</h2>
          <Examples view={view} names={names} now={now} />
        </section>
      )}
    </DeskCard>
  )
}

/** Of the model in use: its own, or what a later one was compared with. */
function findExam(shelf: Shelf): Exam | null {
  const own = shelf.models.find(({ state }) => state === 'in-use')
  if (own === undefined) return null
  const later = shelf.models.find(({ card }) => card?.comparedWith?.version === own.version)
  return later?.card?.comparedWith?.exam ?? own.card?.exam ?? null
}

function LastRefit(props: { shelf: Shelf; names: DeskNames }) {
  const { lastRefit, models } = props.shelf
  if (lastRefit === null) return null
  const at = formatExact(new Date(lastRefit.at))
  if (lastRefit.outcome === 'failed') {
    return (
      <p class="desk-warning">
        <Icon name="triangle-alert" />
        <span>Lần học lại lúc {at} không xong, mô hình cũ vẫn dùng. Quản trị viên xem lời báo của máy chủ.</span>
      </p>
    )
  }
  if (lastRefit.outcome === 'held') {
    return (
      <p class="desk-warning">
        <Icon name="triangle-alert" />
        <span>
          Mô hình học lại lúc {at} đạt yêu cầu nhưng chưa đưa vào dùng: quản trị viên đã quay về mô hình cũ và giữ lại.
          Lệnh tinbao model use đưa mô hình khác vào dùng.
        </span>
      </p>
    )
  }
  if (lastRefit.outcome !== 'kept') return null
  const card = models.find(({ version }) => version === lastRefit.version)?.card
  const reasons = (card?.shortfalls ?? []).map((one) => shortfallWords(one, props.names))
  return (
    <p class="desk-warning">
      <Icon name="triangle-alert" />
      <span>
        Mô hình học lại lúc {at} không đạt, nên mô hình cũ được giữ.
        {reasons.length === 0 ? '' : ` Lý do: ${reasons.join('; ')}.`}
      </span>
    </p>
  )
}

/** What is known of accuracy on real tips, and what is not. */
function Blind(props: { blind: FiguresView['blind'] }) {
  const { all, skipped } = props.blind
  const asked = `Cứ 50 tin máy phân loại chắc chắn thì khoảng một tin được hỏi cán bộ trước khi hiện kết quả của máy.`
  return (
    <>
      {all.reviewed < REVIEWS_MIN ? (
        <p>
          <strong>Chưa biết máy đúng bao nhiêu với tin thật:</strong> mới có {amount(all.reviewed)} tin được cán bộ phân
          loại mà không thấy kết quả của máy, cần ít nhất {REVIEWS_MIN}.
        </p>
      ) : null}
      {all.reviewed === 0 ? null : (
        <p>
          Cán bộ và máy nói giống nhau ở {amount(all.agreed)} trong {amount(all.reviewed)} tin, tức{' '}
          {percent(all.agreed / all.reviewed)} (khoảng tin cậy 95%: {percent(all.low)} đến {percent(all.high)}).
        </p>
      )}
      <p class="desk-aside">
        {asked} Chọn bằng hàm băm có khóa, không ai chọn thay được. Không hỏi về tin hạn chế và tin khẩn cấp.
        {skipped === 0 ? '' : ` ${amount(skipped)} lần cán bộ bỏ qua câu hỏi.`}
      </p>
    </>
  )
}

function InUse(props: { shelf: Shelf }) {
  const { models, choice } = props.shelf
  const own = models.find(({ state }) => state === 'in-use')
  if (own === undefined) return <p>Chưa có mô hình; máy chỉ dùng quy tắc.</p>
  const isChosen = choice !== null && choice.version === own.version
  return (
    <p>
      {own.version}
      {isChosen
        ? `, dùng từ ${formatExact(new Date(choice.chosenAt))}, do ${CHOSEN_BY_WORDS[choice.chosenBy] ?? choice.chosenBy}.`
        : ', là mô hình mới nhất; chưa ai chọn.'}
      {sinceWords(props.shelf.since)}
    </p>
  )
}

/** What has a say before the next refit. */
function sinceWords(since: Shelf['since']): string {
  if (since === null) return ''
  if (since.isDropped) return ' Các lần sửa từ đó làm máy kém đi trên tập kiểm tra cố định, nên chưa được tính.'
  return since.steps === 0 ? '' : ` ${amount(since.steps)} lần sửa từ đó đã có tác động tới phân loại.`
}

function Corrected(props: { corrected: FiguresView['corrected']; names: DeskNames }) {
  const { changed, confirmed, pairs } = props.corrected
  const { names } = props
  if (changed + confirmed === 0) return <p>Chưa có lần sửa nào.</p>
  return (
    <>
      <p>
        {amount(changed)} lần sửa, {amount(confirmed)} lần xác nhận phân loại, khi đã thấy kết quả của máy. Không kể tin
        hạn chế.
      </p>
      <ol class="desk-items">
        {pairs.slice(0, PAIRS_MAX).map(({ before, after, count }) => (
          <li>
            {names.category(before)} → <strong>{names.category(after)}</strong>: {amount(count)} lần.
          </li>
        ))}
      </ol>
    </>
  )
}

function Examples(props: { view: FiguresView; names: DeskNames; now: Date }) {
  const { examples } = props.view
  if (examples.length === 0) return <p>Chưa có tin nào. Tin hiện ở đây khi cán bộ sửa điều máy hiểu.</p>
  return (
    <ul class="desk-items">
      {examples.map(({ tipId, code, field, before, after, decidedAt }) => (
        <li>
          <a href={deskHref({ view: 'open', tip: isTipId(tipId) ? tipId : null, isAlone: true })}>
            {code ?? 'Chưa có mã'}
          </a>
          , {formatShort(decidedAt, props.now)}: {decisionWords({ kind: field, before, after }, props.names)}
        </li>
      ))}
    </ul>
  )
}
