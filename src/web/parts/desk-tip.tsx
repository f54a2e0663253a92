import type { CurrentOfficer } from '../../flow/desk.ts'
import { type DeskAddress, deskHref, listHref } from '../desk-address.ts'
import { readOpening, readTip } from '../desk-tip-view.ts'
import { SafeText } from '../safe-text.tsx'
import { Ago, formatExact } from './ago.tsx'
import type { ActContext } from './desk-act-form.tsx'
import { DeskActBar, DeskActs } from './desk-acts.tsx'
import { DeskDecisions } from './desk-decisions.tsx'
import { DeskThread } from './desk-thread.tsx'
import { formatDuration } from './desk-time.ts'
import { DeskWhy } from './desk-why.tsx'
import { channelWord, MODE_WORDS, STATUS_WORDS, situationWords, TENSE_WORDS } from './desk-words.ts'
import { Icon } from './icon.tsx'
import { UrgencyMark } from './urgency-mark.tsx'

/** A tip as an officer thinks: what is happening, how sure, what is due, what was said, what was done, what now. */
export function DeskTip(props: { context: ActContext; officer: CurrentOfficer }) {
  const { context, officer } = props
  const { view, names, now } = context
  const { tip } = view
  const reading = readTip(view)
  return (
    <article
      class="desk-tip"
      id="tin"
      tabindex={-1}
      aria-labelledby="tin-la-gi"
      data-tip={tip.id}
      data-version={tip.version}
    >
      <div class="desk-tip-scroll">
        <TipHead context={context} />
        <a class="desk-tip-changed" href={deskHref(context.address)} data-tip-changed hidden>
          <Icon name="refresh-cw" />
          Tin này vừa có thay đổi, bấm để xem
        </a>
        <h1 class="desk-tip-title" id="tin-la-gi">
          {names.category(tip.category)}
        </h1>
        {view.essence === '' ? null : (
          <p class="desk-essence">
            <SafeText text={view.essence} />
          </p>
        )}
        <p class="desk-aside">Nội dung được phản ánh, chưa được xác minh.</p>
        {view.thread.some((line) => line.from === 'citizen' && line.content?.type === 'withdrawn') ? (
          <p>
            <strong>Người báo tin đã rút lại sự đồng ý và đề nghị xóa dữ liệu.</strong> Cán bộ xem xét theo quy định về
            lưu giữ; tin không tự bị xóa.
          </p>
        ) : null}
        {tip.callNow ? (
          <div class="desk-danger">
            <Icon name="triangle-alert" />
            <div>
              {reading.dangers.map(({ id, tense }) => (
                <p>
                  <strong>{situationWords(id)}</strong>, {TENSE_WORDS[tense]}.
                </p>
              ))}
              {reading.dangers.length === 0 ? (
                <p>
                  <strong>Có dấu hiệu nguy hiểm ngay.</strong>
                </p>
              ) : null}
              <p>
                {reading.wasToldToCall
                  ? 'Trợ lý tự động đã nhắc người báo tin gọi số khẩn cấp.'
                  : 'Chưa thấy lời nhắc gọi số khẩn cấp gửi tới người báo tin.'}
              </p>
            </div>
          </div>
        ) : null}

        <section aria-labelledby="tin-chac">
          <h2 id="tin-chac">Chắc đến đâu</h2>
          <DeskWhy view={view} reading={reading} names={names} ownUnit={officer.unitCode} />
        </section>

        <section aria-labelledby="tin-han">
          <h2 id="tin-han">Thời hạn</h2>
          <Due context={context} />
        </section>

        <section aria-labelledby="tin-trao-doi">
          <h2 id="tin-trao-doi">Đã trao đổi</h2>
          <p class="desk-aside">
            {channelWord(tip.channel)}, người báo tin {MODE_WORDS[tip.mode]}.
          </p>
          <DeskThread lines={reading.thread} channel={tip.channel} now={now} />
        </section>

        <section aria-labelledby="tin-da-lam">
          <h2 id="tin-da-lam">Đã làm</h2>
          {view.decisions.length === 0 ? (
            <p class="desk-aside">Chưa có cán bộ nào xử lý tin này.</p>
          ) : (
            <DeskDecisions decisions={view.decisions} names={names} now={now} />
          )}
        </section>

        <section class="no-print" aria-labelledby="tin-viec">
          <h2 id="tin-viec">Việc cần làm</h2>
          <DeskActs context={context} officer={officer} />
        </section>
      </div>
      <DeskActBar context={context} />
    </article>
  )
}

function TipHead(props: { context: ActContext }) {
  const { view, address } = props.context
  const { tip } = view
  return (
    <div class="desk-tip-head">
      <UrgencyMark level={tip.urgency} />
      <span class="desk-code">{tip.code ?? 'Chưa có mã'}</span>
      <span>{STATUS_WORDS[tip.status]}</span>
      {tip.restricted ? (
        <span class="desk-restricted">
          <Icon name="lock" />
          Tin hạn chế
        </span>
      ) : null}
      <TipLinks address={address} />
    </div>
  )
}

function TipLinks(props: { address: DeskAddress }) {
  const { address } = props
  return (
    <span class="desk-tip-links no-print">
      <a href={listHref(address.view)} data-back>
        {address.isAlone ? (
          <>
            <Icon name="arrow-left" />
            Về danh sách
          </>
        ) : (
          <>
            <Icon name="x" />
            <span class="desk-wide-word">Thu lại</span>
            <span class="desk-narrow-word">Về danh sách</span>
          </>
        )}
      </a>
    </span>
  )
}

function Due(props: { context: ActContext }) {
  const { view, now } = props.context
  const { tip } = view
  const { targetMs, tookMs, isLate } = readOpening(tip, now)
  const took = formatDuration(tookMs)
  const opening =
    tip.openedAt === null
      ? `Anh/Chị là người mở đầu tiên, ${took} sau khi nhận`
      : `Cán bộ mở lần đầu ${took} sau khi nhận`
  const late = formatDuration(tookMs - targetMs)
  return (
    <dl class="desk-due">
      <div>
        <dt>Nhận tin</dt>
        <dd>
          {formatExact(tip.receivedAt)}, <Ago at={tip.receivedAt} now={now} />
        </dd>
      </div>
      <div>
        <dt>Mốc mở tin</dt>
        <dd>
          {formatDuration(targetMs)} với mức này. {opening},{' '}
          {isLate ? <strong class="desk-late">quá mốc {late}</strong> : 'trong mốc'}.
        </dd>
      </div>
      {tip.closedAt === null ? null : (
        <div>
          <dt>Đóng tin</dt>
          <dd>
            {formatExact(tip.closedAt)}
            {tip.disposition === null ? '' : `: ${props.context.names.disposition(tip.disposition)}`}
          </dd>
        </div>
      )}
    </dl>
  )
}
