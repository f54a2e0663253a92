import type { SlipsPage, SlipView } from '../../flow/slips.ts'
import { SUMMARY_LENGTH_MAX } from '../../flow/slips.ts'
import { DESK_PATH, deskHref } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { formatExact } from './ago.tsx'
import { CardError, DeskCard } from './desk-card.tsx'
import { type SLIP_ACTS, SLIP_STATE_WORDS } from './slip-words.ts'

const ACT_WORDS: Readonly<Record<keyof typeof SLIP_ACTS, string>> = {
  giao: 'Đã giao cho cơ quan nhận',
  'tra-loi': 'Đã nhận trả lời',
  bo: 'Bỏ phiếu này',
}

/** The transfer slips of a tip, and the form for one. Works without JavaScript, like every page. */
export function SlipsPageView(props: {
  page: SlipsPage
  names: DeskNames
  token: string
  done: string | undefined
  error: string | null
  typed: Readonly<Record<string, string>>
}) {
  const { page, names, token } = props
  const { tip } = page
  const path = `${DESK_PATH}/tin/${tip.id}/phieu`
  const mayWrite = page.mayDecide && !page.isCovered && tip.closedAt === null
  return (
    <DeskCard title="Phiếu chuyển" heading="Phiếu chuyển nguồn tin" isWide>
      <p>
        <a href={deskHref({ view: 'open', tip: tip.id, isAlone: true })}>Về tin {tip.code ?? 'chưa có mã'}</a>
      </p>
      {props.done === undefined ? null : <p role="status">{props.done}</p>}
      <CardError text={props.error} id="phieu-loi" />
      <p>
        Cơ quan ngoài công an không đọc được tin trong hệ thống: phần việc của họ chuyển bằng phiếu giấy. Thời hạn tính
        từ lúc nhận tin ({formatExact(tip.receivedAt)}).
      </p>
      {page.slips.length === 0 ? <p>Chưa có phiếu nào.</p> : null}
      {page.slips.map((slip) => (
        <SlipItem slip={slip} page={page} path={path} token={token} />
      ))}
      {page.isCovered ? <p>Lời kể đang được che. Mở lời kể ở trang tin rồi lập phiếu.</p> : null}
      {mayWrite ? (
        <section class="desk-figures" aria-labelledby="lap-phieu">
          <h2 id="lap-phieu">Lập phiếu</h2>
          <form method="post" action={path} novalidate autocomplete="off">
            <input type="hidden" name="token" value={token} autocomplete="off" />
            <label class="desk-label" for="coquan">
              Cơ quan nhận
            </label>
            <select class="input" id="coquan" name="coquan">
              <option value="">Chọn cơ quan</option>
              {page.bodies.map(({ code, vi }) => (
                <option value={code} selected={(props.typed.coquan ?? firstProposed(page)) === code}>
                  {vi}
                </option>
              ))}
            </select>
            <label class="desk-label" for="noidung">
              Nội dung chuyển
            </label>
            <p class="desk-hint" id="noidung-goi-y">
              Chỉ ghi điều cơ quan nhận cần để làm việc: việc gì, ở đâu, khi nào, nguy cơ gì. Không ghi tên, số điện
              thoại, tài khoản hay bất cứ điều gì cho biết ai đã báo tin. Tối đa{' '}
              {SUMMARY_LENGTH_MAX.toLocaleString('vi-VN')} ký tự.
            </p>
            <textarea
              class="input"
              id="noidung"
              name="noidung"
              rows={8}
              aria-describedby={props.error === null ? 'noidung-goi-y' : 'noidung-goi-y phieu-loi'}
            >
              {`\n${props.typed.noidung ?? ''}`}
            </textarea>
            <div class="desk-form-foot">
              <button class="desk-button desk-main-button" type="submit">
                Xác nhận và lập phiếu
              </button>
              <span class="desk-hint">
                Người lập: số hiệu {page.officer.number}, {names.unit(page.officer.unitCode)}.
              </span>
            </div>
          </form>
        </section>
      ) : null}
    </DeskCard>
  )
}

function firstProposed(page: SlipsPage): string {
  return page.slips.find(({ state }) => state === 'proposed')?.body ?? ''
}

function SlipItem(props: { slip: SlipView; page: SlipsPage; path: string; token: string }) {
  const { slip, page, path } = props
  const isPrintable = slip.summary !== '' && slip.state !== 'dropped' && page.mayDecide && !page.isCovered
  const acts: (keyof typeof SLIP_ACTS)[] =
    slip.state === 'confirmed'
      ? ['giao', 'bo']
      : slip.state === 'handed-over'
        ? ['tra-loi']
        : slip.state === 'proposed'
          ? ['bo']
          : []
  return (
    <section class="desk-figures" aria-labelledby={`phieu-${slip.number}`}>
      <h2 id={`phieu-${slip.number}`}>
        Phiếu {slip.number}: {slip.name}
      </h2>
      <p>
        {SLIP_STATE_WORDS[slip.state]}. Hạn giao: {formatExact(slip.dueAt)}
        {slip.isOverdue ? (
          <>
            , <strong class="desk-late">đã quá hạn</strong>
          </>
        ) : null}
        .
      </p>
      <dl class="desk-due">
        {[
          ['Lập phiếu', slip.confirmedAt],
          ['Giao phiếu', slip.handedOverAt],
          ['Nhận trả lời', slip.answeredAt],
        ].flatMap(([name, at]) =>
          at instanceof Date
            ? [
                <div>
                  <dt>{String(name)}</dt>
                  <dd>{formatExact(at)}</dd>
                </div>,
              ]
            : [],
        )}
      </dl>
      <div class="desk-form-foot">
        {isPrintable ? (
          <a class="desk-button" href={`${path}/${slip.id}`}>
            Mở bản in
          </a>
        ) : null}
        {page.mayDecide && !page.isCovered
          ? acts.map((act) => (
              <form class="desk-line-form" method="post" action={`${path}/${slip.id}/${act}`} novalidate>
                <input type="hidden" name="token" value={props.token} autocomplete="off" />
                <button class="desk-button" type="submit">
                  {ACT_WORDS[act]}
                </button>
              </form>
            ))
          : null}
      </div>
    </section>
  )
}
