import type { Child } from 'hono/jsx'
import { mayFollow } from '../../domain/tip.ts'
import { ANSWER_LENGTH_MAX } from '../../flow/decide.ts'
import type { CurrentOfficer } from '../../flow/desk.ts'
import { DESK_PATH, deskHref } from '../desk-address.ts'
import { type ActContext, ActForm, controlOf, TextArea, typedOf } from './desk-act-form.tsx'
import { AskedFirst, Category, Choice, Understood, UrgencyChoice } from './desk-choices.tsx'
import { GiveBack } from './desk-give-back.tsx'
import type { Act } from './desk-refusal.ts'
import { mayRetain, RetainChoice } from './desk-retention.tsx'
import { SetPlace } from './desk-set-place.tsx'
import { Icon } from './icon.tsx'

/** What can be done now: one main act, the others folded. The bar that keeps them in reach is {@link DeskActBar}. */
export function DeskActs(props: {
  context: ActContext
  officer: CurrentOfficer
  /** Communes that the machine takes into account. */
  places: readonly string[]
}) {
  const { context } = props
  const { tip } = context.view
  const isClosed = tip.closedAt !== null
  const { mayDecide } = context.view
  return (
    <div class="desk-acts">
      {mayDecide ? null : (
        <p class="desk-aside">
          Đơn vị này nhận tin để biết: Anh/Chị đọc và trả lời người báo tin được; đơn vị chủ trì phân loại, chuyển và
          đóng tin.
        </p>
      )}
      <Fold context={context} act="tra-loi" title="Trả lời người báo tin" letter="r" isOpen={!canAccept(context)}>
        <Answer context={context} officer={props.officer} />
      </Fold>
      {isClosed || !mayDecide ? null : (
        <>
          <Fold context={context} act="chuyen" title="Chuyển đơn vị khác" letter="t">
            <Transfer context={context} officer={props.officer} />
          </Fold>
          <p class="desk-hint">
            Việc của cơ quan ngoài công an: <a href={`${DESK_PATH}/tin/${tip.id}/phieu`}>lập phiếu chuyển nguồn tin</a>
          </p>
          <Fold context={context} act="tra-lai" title="Trả lại nơi chuyển">
            <GiveBack context={context} />
          </Fold>
          <Fold context={context} act="dong" title="Đóng tin" letter="c">
            <Close context={context} />
          </Fold>
        </>
      )}
      {mayDecide ? (
        <>
          {context.view.isForReview ? null : (
            <Fold context={context} act="phan-loai" title="Sửa phân loại">
              <Category context={context} />
            </Fold>
          )}
          <Fold context={context} act="muc-khan" title="Sửa mức khẩn">
            <UrgencyChoice context={context} />
          </Fold>
          <Fold context={context} act="noi-xay-ra" title="Sửa nơi xảy ra">
            <SetPlace context={context} offered={props.places} />
          </Fold>
          <Fold context={context} act="hieu-dung" title="Máy hiểu đúng chưa">
            <Understood context={context} />
          </Fold>
          {mayRetain(props.officer) ? (
            <Fold context={context} act="luu-giu" title="Lưu giữ, bàn giao">
              <RetainChoice context={context} />
            </Fold>
          ) : null}
        </>
      ) : null}
    </div>
  )
}

/** What the officer is asked before the machine's category is shown; nothing else on most tips. */
export function DeskAskedFirst(props: { context: ActContext }) {
  const { context } = props
  if (!context.view.isForReview) return null
  return (
    <section class="desk-asked no-print" aria-labelledby="tin-hoi-truoc">
      <h2 id="tin-hoi-truoc">Anh/Chị phân loại trước</h2>
      <ActForm context={context} act="hoi-truoc">
        <AskedFirst context={context} />
      </ActForm>
    </section>
  )
}

/** True while nobody has taken the tip on, for a unit that may. */
export function canAccept(context: ActContext): boolean {
  return context.view.mayDecide && mayFollow(context.view.tip.status, 'accepted')
}

/** The main act as one button and ways to the most used others, always in sight at the foot of the tip. */
export function DeskActBar(props: { context: ActContext }) {
  const { context } = props
  const isClosed = context.view.tip.closedAt !== null
  return (
    <div class="desk-act-bar no-print">
      {canAccept(context) ? (
        <ActForm context={context} act="tiep-nhan">
          <button class="desk-button desk-main-button" type="submit">
            <Icon name="user-check" />
            Tiếp nhận
          </button>
        </ActForm>
      ) : (
        <a class="desk-button desk-main-button" href="#tra-loi-noidung" data-open="tra-loi">
          <Icon name="message-square" />
          Viết trả lời
        </a>
      )}
      <div class="desk-act-links">
        {canAccept(context) ? (
          <a class="desk-button desk-quiet" href="#tra-loi-noidung" data-open="tra-loi">
            Trả lời
          </a>
        ) : null}
        {isClosed || !context.view.mayDecide ? null : (
          <>
            <a class="desk-button desk-quiet" href="#chuyen-donvi" data-open="chuyen">
              Chuyển
            </a>
            <a class="desk-button desk-quiet" href="#dong-ketqua" data-open="dong">
              Đóng
            </a>
          </>
        )}
      </div>
      {context.address.isAlone ? null : (
        <a class="desk-button desk-quiet desk-alone-link" href={deskHref({ ...context.address, isAlone: true })}>
          Mở trang riêng
        </a>
      )}
    </div>
  )
}

function Fold(props: {
  context: ActContext
  act: Act
  title: string
  letter?: string
  isOpen?: boolean
  children: Child
}) {
  const { refused } = props.context
  const isOpen = refused ? refused.act === props.act : (props.isOpen ?? false)
  return (
    <details name="viec" id={props.act} open={isOpen}>
      <summary>
        <Icon name="chevron-right" />
        {props.title}
        {props.letter === undefined ? null : <kbd class="desk-key">{props.letter}</kbd>}
      </summary>
      <ActForm context={props.context} act={props.act}>
        {props.children}
      </ActForm>
    </details>
  )
}

const NUMBER = new Intl.NumberFormat('vi-VN')

function Answer(props: { context: ActContext; officer: CurrentOfficer }) {
  const { context } = props
  const typed = typedOf(context, 'tra-loi', 'noidung')
  const isCollected = context.view.tip.channel === 'webform'
  return (
    <>
      <p class="desk-warning" id="tra-loi-luu-y">
        <Icon name="triangle-alert" />
        <span>
          Không ghi họ tên, địa chỉ, số điện thoại hay chi tiết riêng của người khác, kể cả người bị phản ánh.
        </span>
      </p>
      <label class="desk-label" for="tra-loi-noidung">
        Nội dung trả lời
      </label>
      <p class="desk-hint">
        Người báo tin đọc thấy “Tôi là cán bộ trực ban, số hiệu {props.officer.number}.” rồi tới nội dung này.
        {isCollected ? ' Tin gửi qua biểu mẫu: người báo tin chỉ đọc được khi tự mở bằng mã biên nhận.' : ''}
      </p>
      <TextArea
        value={typed}
        rows={5}
        control={controlOf(context, 'tra-loi', 'noidung', ['text-missing', 'text-too-long'], 'tra-loi-luu-y')}
      />
      <div class="desk-form-foot">
        <button class="desk-button desk-main-button" type="submit">
          <Icon name="send" />
          Gửi trả lời
        </button>
        <span class="desk-counter" data-counter="tra-loi-noidung" data-max={String(ANSWER_LENGTH_MAX)}>
          {typed === '' ? 'tối đa ' : `${NUMBER.format(typed.trim().length)}/`}
          {NUMBER.format(ANSWER_LENGTH_MAX)} ký tự
        </span>
      </div>
    </>
  )
}

function Transfer(props: { context: ActContext; officer: CurrentOfficer }) {
  const { context, officer } = props
  const { names } = context
  const unitReasons = ['outside-body', 'unknown-unit', 'unit-ambiguous', 'same-unit']
  return (
    <>
      <label class="desk-label" for="chuyen-donvi">
        Đơn vị nhận
      </label>
      <input
        type="text"
        list="chuyen-goi-y"
        value={typedOf(context, 'chuyen', 'donvi')}
        {...controlOf(context, 'chuyen', 'donvi', unitReasons, 'chuyen-cach-tim')}
      />
      <p class="desk-hint" id="chuyen-cach-tim">
        Gõ một phần tên rồi chọn trong danh sách gợi ý. Sau khi chuyển, đơn vị này không còn xem được tin.
      </p>
      <datalist id="chuyen-goi-y">
        {names.suggestUnits(names.province(officer.unitCode), officer.unitCode).map((label) => (
          <option value={label} />
        ))}
      </datalist>
      <Why context={context} act="chuyen" />
      <div class="desk-form-foot">
        <button class="desk-button desk-main-button" type="submit">
          Chuyển tin
        </button>
      </div>
    </>
  )
}

function Close(props: { context: ActContext }) {
  const { context } = props
  return (
    <>
      <label class="desk-label" for="dong-ketqua">
        Kết quả
      </label>
      <Choice context={context} act="dong" name="ketqua" reason="unknown-disposition" empty="Chọn kết quả">
        {context.names.dispositions.map(({ code, vi }) => (
          <option value={code} selected={typedOf(context, 'dong', 'ketqua') === code}>
            {vi}
          </option>
        ))}
      </Choice>
      <Why context={context} act="dong" />
      <div class="desk-form-foot">
        <button class="desk-button desk-main-button" type="submit">
          Đóng tin
        </button>
        <span class="desk-hint">Người báo tin có thể được báo kết quả.</span>
      </div>
    </>
  )
}

function Why(props: { context: ActContext; act: Act }) {
  const { context, act } = props
  return (
    <>
      <label class="desk-label" for={`${act}-lydo`}>
        Lý do
      </label>
      <TextArea
        value={typedOf(context, act, 'lydo')}
        rows={2}
        control={controlOf(context, act, 'lydo', ['reason-missing'])}
      />
    </>
  )
}
