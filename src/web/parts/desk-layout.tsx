import type { Child } from 'hono/jsx'
import { ACCOUNT_PATH, DESK_PATH, type DeskAddress, listHref, MAP_PATH, SERIES_PATH } from '../desk-address.ts'
import { PageBase } from '../layout.tsx'
import { DeskHelp } from './desk-help.tsx'
import { formatClock } from './desk-time.ts'
import { Icon } from './icon.tsx'

/** What the frame of every signed-in page says. */
export interface DeskFrame {
  unitName: string
  officerNumber: string
  /** Null where the open tips were not read; the script fills it in. */
  criticalCount: number | null
  token: string
  now: Date
}

/** Scripts of every signed-in page; each module stands alone and finds what it works on, or nothing. */
const SCRIPTS = ['desk.js', 'map-tip.js']

/** The signed-in frame: header, views, one `main`, help. Give it the content of `main`. */
export function DeskLayout(props: {
  frame: DeskFrame
  address: DeskAddress
  title: string
  /** Set where the page is none of the lists. */
  current?: 'map'
  /** Besides those of every page. */
  scripts?: readonly string[]
  styles?: readonly string[]
  /** One sentence on what was just done. */
  done?: string | undefined
  children: Child
}) {
  const { frame, address } = props
  const hasTip = address.tip !== null
  const current = props.current ?? address.view
  return (
    <PageBase
      lang="vi"
      title={`${props.title} · Tin Báo`}
      room="desk"
      scripts={[...SCRIPTS, ...(props.scripts ?? [])]}
      styles={props.styles ?? []}
      bodyClass="desk"
    >
      <a class="skip-link" href={hasTip ? '#tin' : '#noi-dung'}>
        {hasTip ? 'Tới tin đang mở' : 'Tới danh sách tin'}
      </a>
      <header class="desk-head no-print">
        <p class="desk-brand">
          <strong>Tin Báo</strong>
          <span class="desk-unit">{frame.unitName}</span>
        </p>
        <CriticalCount count={frame.criticalCount} />
        <button class="desk-button desk-sound" type="button" data-sound hidden>
          <Icon name="bell" />
          Bật âm báo
        </button>
        <p class="desk-officer">
          <span class="desk-officer-word">Số hiệu </span>
          {frame.officerNumber}
        </p>
        <time class="desk-clock" data-clock>
          {formatClock(frame.now)}
        </time>
        <form method="post" action={`${DESK_PATH}/dang-xuat`}>
          <input type="hidden" name="token" value={frame.token} autocomplete="off" />
          <button class="desk-button desk-quiet" type="submit" title="Đăng xuất">
            <Icon name="log-out" />
            <span class="desk-wide-word">Đăng xuất</span>
          </button>
        </form>
      </header>
      <nav class="desk-rail no-print" aria-label="Danh sách tin">
        <a href={listHref('open')} aria-current={current === 'open' ? 'page' : undefined}>
          <Icon name="inbox" />
          Hàng đợi
        </a>
        <a href={listHref('closed')} aria-current={current === 'closed' ? 'page' : undefined}>
          <Icon name="check" />
          Đã đóng
        </a>
        <a href={MAP_PATH} aria-current={current === 'map' ? 'page' : undefined}>
          <Icon name="map" />
          Bản đồ
        </a>
        <a href={SERIES_PATH}>
          <Icon name="list" />
          Chuỗi
        </a>
        <a href={ACCOUNT_PATH}>
          <Icon name="user" />
          Tài khoản
        </a>
        <button class="desk-help-button" type="button" data-help-open hidden>
          <Icon name="circle-question-mark" />
          Phím tắt
        </button>
      </nav>
      <main class={hasTip ? 'desk-main has-tip' : 'desk-main'} id="noi-dung" tabindex={-1}>
        {props.children}
      </main>
      {/* One line at the foot, over nothing that is read or pressed: lost connection, ended session. */}
      <div class="desk-bar" role="status" data-bar hidden>
        <Icon name="wifi-off" />
        <span data-bar-text></span>
        <button class="desk-button" type="button" data-bar-retry hidden>
          Thử lại ngay
        </button>
        <a class="desk-button" href={DESK_PATH} data-bar-sign-in hidden>
          Đăng nhập lại
        </a>
      </div>
      {props.done === undefined ? null : (
        <p class="desk-done" role="status" data-done>
          <Icon name="circle-check" />
          {props.done}
        </p>
      )}
      <p class="visually-hidden" aria-live="assertive" data-announce></p>
      <DeskHelp />
    </PageBase>
  )
}

function CriticalCount(props: { count: number | null }) {
  const { count } = props
  return (
    <p class={count ? 'desk-critical is-some' : 'desk-critical'} data-critical hidden={count === null}>
      <svg class="urgency-shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false" width="15" height="15">
        <path d="M8 0.5 15.5 8 8 15.5 0.5 8Z" fill="currentColor" />
      </svg>
      <span data-critical-text>{`${count ?? 0} khẩn cấp`}</span>
    </p>
  )
}
