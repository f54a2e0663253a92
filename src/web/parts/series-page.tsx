import type { Child } from 'hono/jsx'
import type { CurrentOfficer } from '../../flow/desk.ts'
import type { SeriesEvent, SeriesList, SeriesPage, SeriesView } from '../../flow/series.ts'
import { DESK_PATH, deskHref, SERIES_PATH } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { formatExact } from './ago.tsx'
import { DeskCard } from './desk-card.tsx'
import { STATUS_WORDS } from './desk-words.ts'
import { Icon } from './icon.tsx'
import { seriesNumbers, seriesTitle } from './series-words.ts'

/** Living series of which the officer may know. Nothing here can be searched by what binds them. */
export function SeriesListView(props: { found: SeriesList; names: DeskNames }) {
  const { found, names } = props
  return (
    <SeriesCard title="Chuỗi tin" officer={found.officer} names={names} back={DESK_PATH} backWords="Về bàn trực">
      {found.series.length === 0 ? (
        <div class="desk-empty">
          <Icon name="list" />
          <p class="desk-empty-title">Chưa có chuỗi nào</p>
          <p>
            Khi nhiều người cùng phản ánh những sự việc khác nhau mà chung một tài khoản, số điện thoại, trang web, biển
            số, thủ đoạn hoặc đoạn đường, chuỗi sẽ hiện ở đây. Anh/Chị chỉ thấy chuỗi có tin của đơn vị mình.
          </p>
        </div>
      ) : null}
      {found.series.map((series) => (
        <section class="desk-figures desk-series" aria-labelledby={series.id}>
          <h2 id={series.id}>
            <a href={`${SERIES_PATH}/${series.id}`}>
              <SeriesName series={series} />
            </a>
            {series.isNew ? <strong class="desk-late"> Mới</strong> : null}
          </h2>
          <p>{seriesNumbers(series)}</p>
          <p class="desk-hint">
            {lastWords(series)} {ownWords(series.ownTips)}
          </p>
        </section>
      ))}
      {found.isCut ? <p class="desk-hint">Còn chuỗi cũ hơn không hiện ở đây.</p> : null}
    </SeriesCard>
  )
}

/** One series: its numbers, and of its events those of which the officer holds a tip. */
export function SeriesPageView(props: { found: SeriesPage; names: DeskNames }) {
  const { found, names } = props
  const { series, events, communes } = found
  const others = series.events - events.length
  return (
    <SeriesCard
      title={seriesTitle(series)}
      officer={found.officer}
      names={names}
      back={SERIES_PATH}
      backWords="Về danh sách chuỗi"
    >
      <dl class="desk-due">
        {series.shown === null ? null : (
          <Fact name="Điểm chung">
            <bdi>{series.shown}</bdi>
          </Fact>
        )}
        <Fact name="Quy mô">{seriesNumbers(series)}</Fact>
        <Fact name="Lần đầu">{formatExact(series.firstAt)}</Fact>
        <Fact name="Lần gần nhất">{formatExact(series.lastAt)}</Fact>
        {communes.length === 0 ? null : (
          <Fact name="Ở tỉnh, thành phố của đơn vị">
            {communes.map(({ commune, events: count }) => (
              <span class="desk-line">
                {placeWords(commune, names)}: {count} sự việc
              </span>
            ))}
          </Fact>
        )}
      </dl>
      <section class="desk-figures" aria-labelledby="su-viec">
        <h2 id="su-viec">Tin mà Anh/Chị mở được</h2>
        {events.length === 0 ? <p>Đơn vị chưa giữ tin nào của chuỗi này; đơn vị được báo để biết.</p> : null}
        <ol class="desk-series-events">
          {events.map((event) => (
            <EventItem event={event} names={names} />
          ))}
        </ol>
        {others > 0 && events.length > 0 ? (
          <p class="desk-hint">Còn {others} sự việc khác do đơn vị khác giữ tin.</p>
        ) : null}
      </section>
    </SeriesCard>
  )
}

function SeriesCard(props: {
  title: string
  officer: CurrentOfficer
  names: DeskNames
  back: string
  backWords: string
  children: Child
}) {
  return (
    <DeskCard title={props.title} isWide>
      <nav class="desk-form-foot" aria-label="Chuyển trang">
        <span>
          Số hiệu {props.officer.number}, {props.names.unit(props.officer.unitCode)}
        </span>
        <a class="desk-button" href={props.back}>
          {props.backWords}
        </a>
      </nav>
      <p class="desk-series-lead">
        Các tin dưới đây được phản ánh có một điểm chung. Điểm chung chưa nói lên ai làm gì: mỗi tin vẫn được xác minh
        riêng, và tin không có căn cứ sẽ rời chuỗi ngay.
      </p>
      {props.children}
    </DeskCard>
  )
}

function SeriesName(props: { series: SeriesView }) {
  const { series } = props
  return (
    <>
      {seriesTitle(series)}
      {series.shown === null ? null : (
        <>
          {' '}
          <bdi>({series.shown})</bdi>
        </>
      )}
    </>
  )
}

function Fact(props: { name: string; children: Child }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

/** By its code and its place alone: what it says stands on its own page, and looking there is recorded. */
function EventItem(props: { event: SeriesEvent; names: DeskNames }) {
  return (
    <li>
      {props.event.tips.map(({ tip, commune }) => (
        <span class="desk-line">
          <a href={deskHref({ view: 'open', tip: tip.id, isAlone: true })}>{tip.code ?? 'Tin chưa có mã'}</a>,{' '}
          {formatExact(tip.receivedAt)}, {placeWords(commune, props.names)}. {STATUS_WORDS[tip.status]}.
        </span>
      ))}
    </li>
  )
}

function placeWords(commune: string | null, names: DeskNames): string {
  if (commune === null) return 'chưa rõ nơi'
  return names.places()?.commune(commune)?.name ?? commune
}

function lastWords({ firstAt, lastAt }: SeriesView): string {
  return `Từ ${formatExact(firstAt)} đến ${formatExact(lastAt)}.`
}

function ownWords(ownTips: number): string {
  return ownTips === 0 ? 'Đơn vị được báo để biết, không giữ tin nào.' : `Anh/Chị mở được ${ownTips} tin.`
}
