import type { Child } from 'hono/jsx'
import type { TipView } from '../../flow/tip-view.ts'
import { deskHref, isTipId } from '../desk-address.ts'
import type { FoundRoute } from '../desk-findings.ts'
import type { DeskNames } from '../desk-names.ts'
import { spansOf, type TipReading } from '../desk-tip-view.ts'
import { SafeText } from '../safe-text.tsx'
import { DeskPlace } from './desk-place.tsx'
import { RouteWhy } from './desk-route-why.tsx'
import { hasQuotes, Quotes } from './desk-told.tsx'
import { routeWords, situationWords, TENSE_WORDS } from './desk-words.ts'

/** What rounds to nothing is no second thought. */
const TOLD_MIN = 0.01

/** How sure we are: each finding in words, with the citizen's words it rests on. Findings that do not fit say nothing. */
export function DeskWhy(props: { view: TipView; reading: TipReading; names: DeskNames; ownUnit: string }) {
  const { view, reading, names } = props
  const { classified, located, deduplicated, routed } = reading.findings
  const text = view.told.text
  const percent = (p: number) => `${Math.round(p * 100)}\u00a0%`
  const first = classified?.categories.find(({ code }) => code === classified.category)
  const others = (classified?.categories ?? [])
    .filter(({ code, p }) => code !== classified?.category && p >= TOLD_MIN)
    .slice(0, first ? 2 : 3)
  const policeSpans = spansOf(classified?.aboutPolice ?? [])
  const { held } = view
  // In one sentence, which says of every unit why it has the tip; stale once people or the tables have moved it since.
  const isExplained = routed !== null && routed.explanation !== '' && isAsRouted(routed, held, props.ownUnit)
  return (
    <dl class="desk-why">
      <Reason name="Phân loại">
        {view.isForReview ? (
          'Hiện sau khi Anh/Chị trả lời câu hỏi ở trên.'
        ) : classified === null ? (
          'Máy chưa phân loại xong tin này.'
        ) : (
          <>
            {names.category(classified.category)}
            {first ? ` ${percent(first.p)}` : ''}
            {hasQuotes(text, reading.categorySpans) ? (
              <>
                {' vì '}
                <Quotes text={text} spans={reading.categorySpans} />
              </>
            ) : null}
            {others.length > 0 ? (
              <span class="desk-aside">
                Cũng có thể: {others.map(({ code, p }) => `${names.category(code)} ${percent(p)}`).join('; ')}.
              </span>
            ) : null}
            {view.tip.category !== classified.category ? (
              <span class="desk-aside">Cán bộ đã sửa thành: {names.category(view.tip.category)}.</span>
            ) : null}
          </>
        )}
      </Reason>
      {reading.dangers.length > 0 ? (
        <Reason name="Dấu hiệu khẩn">
          {reading.dangers.map(({ id, spans, tense }) => (
            <span class="desk-line">
              {situationWords(id)}, {TENSE_WORDS[tense]}
              {hasQuotes(text, spans) ? (
                <>
                  {' vì '}
                  <Quotes text={text} spans={spans} />
                </>
              ) : null}
            </span>
          ))}
        </Reason>
      ) : null}
      {reading.surrenderSpans === null ? null : (
        <Reason name="Tự thú, đầu thú">
          Người nhắn có thể muốn tự thú hoặc đầu thú; máy không hỏi thêm, chờ cán bộ trả lời
          {hasQuotes(text, reading.surrenderSpans) ? (
            <>
              {' vì '}
              <Quotes text={text} spans={reading.surrenderSpans} />
            </>
          ) : null}
        </Reason>
      )}
      {located === null ? null : (
        <Reason name="Nơi xảy ra">
          <DeskPlace view={view} found={located} names={names} />
        </Reason>
      )}
      {view.tip.aboutPolice || policeSpans.length > 0 ? (
        <Reason name="Về công an">
          {view.tip.aboutPolice ? 'Tin phản ánh về cán bộ công an' : 'Có thể nói về cán bộ công an'}
          {hasQuotes(text, policeSpans) ? (
            <>
              {' vì '}
              <Quotes text={text} spans={policeSpans} />
            </>
          ) : null}
        </Reason>
      ) : null}
      <Duplicate id={view.tip.duplicateOf ?? deduplicated?.duplicateOf ?? null} />
      <Reason name="Vì sao đến đơn vị này">
        {isExplained ? (
          <RouteWhy found={routed} text={text} placeSpans={spansOf(located?.evidence ?? [])} names={names} />
        ) : held === null ? (
          'Chưa rõ.'
        ) : (
          routeWords(held.reason)
        )}
        {held?.note ? (
          <>
            {' Lý do chuyển: “'}
            <SafeText text={held.note} />”
          </>
        ) : null}
        {held?.role === 'information' && view.tip.unitCode !== null ? (
          <span class="desk-aside">Đơn vị này nhận để biết. Chủ trì: {names.unit(view.tip.unitCode)}.</span>
        ) : null}
        {!isExplained && routed?.also.some(({ unit }) => unit !== props.ownUnit) ? (
          <span class="desk-aside">
            Cũng được báo:{' '}
            {routed.also
              .filter(({ unit }) => unit !== props.ownUnit)
              .map(({ unit }) => names.unit(unit))
              .join('; ')}
            .
          </span>
        ) : null}
      </Reason>
    </dl>
  )
}

function Duplicate(props: { id: string | null }) {
  if (props.id === null || !isTipId(props.id)) return null
  return (
    <Reason name="Trùng">
      Nội dung giống hệt một tin trước.{' '}
      <a href={deskHref({ view: 'open', tip: props.id, isAlone: true })}>Mở tin trước</a>
    </Reason>
  )
}

function Reason(props: { name: string; children: Child }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

function isAsRouted(routed: FoundRoute, held: TipView['held'], ownUnit: string): boolean {
  if (held === null) return true
  const recipients = [...(routed.primary === null ? [] : [routed.primary]), ...routed.also]
  return recipients.some(({ unit, reason }) => unit === ownUnit && reason === held.reason)
}
