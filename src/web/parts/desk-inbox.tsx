import type { NewSeriesLine } from '../../flow/series.ts'
import type { SlipLine } from '../../flow/slips.ts'
import type { HiddenWaiting } from '../../storage/restricted.ts'
import type { InboxView } from '../../storage/tips.ts'
import { deskHref, listHref } from '../desk-address.ts'
import type { RowView } from '../desk-row.ts'
import { DeskHidden } from './desk-hidden.tsx'
import { NewSeries } from './desk-series.tsx'
import { OverdueSlips } from './desk-slips.tsx'
import { DeskText } from './desk-told.tsx'
import { Icon } from './icon.tsx'
import { UrgencyMark } from './urgency-mark.tsx'

/** The list of one view. `openTip` is the tip shown beside it. desk-rows.js draws the same rows from JSON. */
export function DeskInbox(props: {
  rows: readonly RowView[]
  hidden: readonly HiddenWaiting[]
  slips: readonly SlipLine[]
  series: readonly NewSeriesLine[]
  /** There are more than these rows. */
  isCut: boolean
  view: InboxView
  openTip: string | null
  at: Date
}) {
  const { rows, view } = props
  const isOpenView = view === 'open'
  // Beside an open tip the page is about the tip.
  const Heading = props.openTip === null ? 'h1' : 'h2'
  return (
    <section class="desk-list" aria-labelledby="danh-sach">
      <div class="desk-list-head">
        <Heading id="danh-sach">{isOpenView ? 'Hàng đợi' : 'Đã đóng'}</Heading>
        <span class="desk-count" data-count>
          {props.isCut ? `${rows.length} tin đầu` : `${rows.length} tin`}
        </span>
        <button class="desk-button desk-news" type="button" data-news hidden></button>
        <a class="desk-button desk-quiet desk-reload" href={listHref(view)}>
          <Icon name="refresh-cw" />
          Tải lại
        </a>
      </div>
      {isOpenView ? <DeskHidden hidden={props.hidden} /> : null}
      {isOpenView ? <OverdueSlips slips={props.slips} now={props.at} /> : null}
      {isOpenView ? <NewSeries series={props.series} /> : null}
      <div class="desk-columns" aria-hidden="true">
        <span>Mức khẩn</span>
        <span>Nhận</span>
        <span>Nội dung phản ánh</span>
        <span>Kênh</span>
        <span>Trạng thái</span>
      </div>
      <ol
        class="desk-rows"
        data-rows={view === 'open' ? '' : undefined}
        data-at={props.at.toISOString()}
        data-href={deskHref({ view, tip: '', isAlone: false })}
      >
        {rows.map((row) => (
          <DeskRow row={row} view={view} isOpen={row.id === props.openTip} />
        ))}
      </ol>
      <div class="desk-empty" data-empty hidden={rows.length > 0}>
        <Icon name={isOpenView ? 'inbox' : 'check'} />
        <p class="desk-empty-title">{isOpenView ? 'Chưa có tin nào chờ' : 'Chưa có tin nào đã đóng'}</p>
        <p>
          {isOpenView
            ? 'Tin mới gửi tới đơn vị sẽ tự hiện ở đây; tin khẩn cấp lên đầu kèm một tiếng báo. Anh/Chị bật âm báo và để trang này mở.'
            : 'Tin do đơn vị đóng sẽ nằm ở đây kèm kết quả. Anh/Chị trở về hàng đợi để xử lý tin đang mở.'}
        </p>
      </div>
    </section>
  )
}

function DeskRow(props: { row: RowView; view: InboxView; isOpen: boolean }) {
  const { row } = props
  const classes = ['desk-row', row.isUnread ? 'is-unread' : '', row.urgency === 'critical' ? 'is-critical' : '']
  return (
    <li
      class={classes.filter(Boolean).join(' ')}
      data-id={row.id}
      data-version={row.version}
      data-calling={row.isCalling ? '' : undefined}
    >
      <a
        href={deskHref({ view: props.view, tip: row.id, isAlone: false })}
        aria-current={props.isOpen ? 'true' : undefined}
      >
        <UrgencyMark level={row.urgency} />
        <time class="row-age" datetime={row.iso} title={row.exact}>
          {row.age}
        </time>
        <span class={row.isEssenceOurs ? 'row-essence is-ours' : 'row-essence'}>
          <span class="row-told">
            <DeskText pieces={row.essence} />
          </span>
          {row.notes.map((note) => (
            <span class="row-note">{note}</span>
          ))}
        </span>
        <span class="row-channel">{row.channel}</span>
        <span class="row-status">
          {row.status}
          {row.isUnread ? <span class="visually-hidden">, chưa mở</span> : null}
        </span>
      </a>
    </li>
  )
}
