import type { CurrentOfficer } from '../../flow/desk.ts'
import { splitCoveredText } from '../covered-text.ts'
import { DESK_PATH, type DeskAddress, deskHref, listHref, UNSEAL_PATH } from '../desk-address.ts'
import { readOpening, readTip } from '../desk-tip-view.ts'
import { Ago, formatExact } from './ago.tsx'
import type { ActContext } from './desk-act-form.tsx'
import { DeskActBar, DeskActs, DeskAskedFirst } from './desk-acts.tsx'
import { DeskCover, DeskSelfCover } from './desk-cover.tsx'
import { DeskDecisions } from './desk-decisions.tsx'
import { TipIncidents } from './desk-incident.tsx'
import { RetentionNotes } from './desk-retention.tsx'
import { TipSlips } from './desk-slips.tsx'
import { DeskThread } from './desk-thread.tsx'
import { formatClock, formatDuration } from './desk-time.ts'
import { DeskText } from './desk-told.tsx'
import { DeskWhy } from './desk-why.tsx'
import { channelWord, MODE_WORDS, STATUS_WORDS, situationWords, TENSE_WORDS } from './desk-words.ts'
import { Icon } from './icon.tsx'
import { MapTip } from './map-tip.tsx'
import { UrgencyMark } from './urgency-mark.tsx'

/** A tip as an officer thinks: what is happening, how sure, what is due, what was said, what was done, what now. */
export function DeskTip(props: { context: ActContext; officer: CurrentOfficer }) {
  const { context, officer } = props
  const { view, names, now } = context
  const { tip } = view
  const reading = readTip(view)
  // What leaves the screen when the words of a restricted tip are covered again.
  const words = view.coversAt === null ? {} : { 'data-words': '' }
  return (
    <article
      class="desk-tip"
      id="tin"
      tabindex={-1}
      aria-labelledby="tin-la-gi"
      data-tip={tip.id}
      data-version={tip.version}
      data-covers-in={view.coversAt === null ? undefined : String(view.coversAt.getTime() - now.getTime())}
    >
      <div class="desk-tip-scroll">
        <TipHead context={context} />
        <a class="desk-tip-changed" href={deskHref(context.address)} data-tip-changed hidden>
          <Icon name="refresh-cw" />
          Tin này vừa có thay đổi, bấm để xem
        </a>
        <h1 class="desk-tip-title" id="tin-la-gi">
          {view.isForReview ? 'Chờ Anh/Chị phân loại' : names.category(tip.category)}
        </h1>
        {view.coversAt === null ? null : (
          <>
            <p class="desk-aside no-print" {...words}>
              <Icon name="lock" /> {view.selfWords.isCovered ? 'Nội dung' : 'Lời có thể làm lộ người báo'} hiện tới{' '}
              {formatClock(view.coversAt)} cho riêng Anh/Chị.
            </p>
            <p class="desk-cover no-print" role="status" data-covered hidden>
              Đã hết 15 phút, nội dung được che lại. <a href={deskHref(context.address)}>Mở lại tin</a>
            </p>
          </>
        )}
        {view.essence === '' ? null : (
          <p class="desk-essence" {...words}>
            <DeskText pieces={splitCoveredText(view.essence)} />
          </p>
        )}
        <p class="desk-aside">Nội dung được phản ánh, chưa được xác minh.</p>
        <RetentionNotes view={view} />
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
              {view.isCovered ? null : (
                <p>
                  {reading.wasToldToCall
                    ? 'Trợ lý tự động đã nhắc người báo tin gọi số khẩn cấp.'
                    : 'Chưa thấy lời nhắc gọi số khẩn cấp gửi tới người báo tin.'}
                </p>
              )}
            </div>
          </div>
        ) : null}
        {reading.surrenderSpans === null ? null : (
          <div class="desk-danger">
            <Icon name="triangle-alert" />
            <p>
              <strong>Có thể là lời tự thú, đầu thú.</strong> Cần cán bộ trả lời ngay; trợ lý tự động không hỏi thêm.
            </p>
          </div>
        )}
        {view.isCovered ? <DeskCover context={context} /> : null}
        <DeskAskedFirst context={context} />

        {view.isCovered ? null : (
          <section aria-labelledby="tin-chac" {...words}>
            <h2 id="tin-chac">Chắc đến đâu</h2>
            <DeskWhy view={view} reading={reading} names={names} ownUnit={officer.unitCode} />
            <MapTip view={view} ground={context.ground} ownProvince={names.province(officer.unitCode)} />
          </section>
        )}

        {view.incidents === undefined ? null : (
          <TipIncidents
            view={view}
            incidents={view.incidents}
            names={names}
            address={context.address}
            token={context.token}
            now={now}
          />
        )}

        <section aria-labelledby="tin-han">
          <h2 id="tin-han">Thời hạn</h2>
          <Due context={context} />
        </section>

        {view.isCovered ? null : (
          <section aria-labelledby="tin-trao-doi" {...words}>
            <h2 id="tin-trao-doi">Đã trao đổi</h2>
            <p class="desk-aside">
              {channelWord(tip.channel)}, người báo tin {MODE_WORDS[tip.mode]}.
            </p>
            <DeskSelfCover context={context} />
            <DeskThread lines={reading.thread} names={names} channel={tip.channel} now={now} />
          </section>
        )}

        <section aria-labelledby="tin-da-lam" {...words}>
          <h2 id="tin-da-lam">Đã làm</h2>
          {view.decisions.length === 0 ? (
            <p class="desk-aside">Chưa có cán bộ nào xử lý tin này.</p>
          ) : (
            <DeskDecisions decisions={view.decisions} names={names} now={now} />
          )}
        </section>

        {view.isCovered ? null : (
          <section class="no-print" aria-labelledby="tin-viec">
            <h2 id="tin-viec">Việc cần làm</h2>
            <DeskActs
              context={context}
              officer={officer}
              places={(reading.findings.located?.candidates ?? []).map(({ code }) => code)}
            />
          </section>
        )}
        {view.isCovered ? null : <Sealed tipId={tip.id} officer={officer} mayDecide={view.mayDecide} />}
      </div>
      {view.isCovered ? null : <DeskActBar context={context} />}
    </article>
  )
}

/** Who reported, and who may not read: both on pages of their own. */
function Sealed(props: { tipId: string; officer: CurrentOfficer; mayDecide: boolean }) {
  const { role } = props.officer
  const path = `${DESK_PATH}/tin/${props.tipId}`
  const isLeader = role === 'unit-commander' || role === 'provincial-supervisor'
  if (!props.mayDecide && !isLeader) return null
  return (
    <section class="no-print" aria-labelledby="tin-danh-tinh">
      <h2 id="tin-danh-tinh">Danh tính người báo</h2>
      <p>
        Được niêm phong. <a href={UNSEAL_PATH}>Các yêu cầu mở danh tính</a>
      </p>
      {props.mayDecide ? (
        <p>
          <a href={`${path}/danh-tinh`}>Yêu cầu mở danh tính</a>
        </p>
      ) : null}
      {isLeader ? (
        <p>
          <a href={`${path}/loai-tru`}>Loại trừ người xem</a>
        </p>
      ) : null}
    </section>
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
      ? view.isCovered
        ? `Chưa cán bộ nào mở, ${took} từ khi nhận`
        : `Anh/Chị là người mở đầu tiên, ${took} sau khi nhận`
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
      {view.isCovered || view.isForReview || (view.slips ?? []).length === 0 ? null : (
        <TipSlips tipId={tip.id} slips={view.slips ?? []} now={now} />
      )}
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
