import type { CurrentOfficer } from '../../flow/desk.ts'
import type { ActLine, CopyLine, IncidentPage, Voice } from '../../flow/incident-view.ts'
import { DESK_PATH, INCIDENT_PATH, listHref } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { formatExact } from './ago.tsx'
import { DeskCard } from './desk-card.tsx'
import { DeskFiles } from './desk-files.tsx'
import { BackFields, Suggestions, WorsenedLine } from './desk-incident.tsx'
import { formatShort } from './desk-time.ts'
import { IncidentTimeline } from './incident-timeline.tsx'
import { IncidentVoice } from './incident-voice.tsx'
import { actWords, voicesWords } from './incident-words.ts'
import { UrgencyMark } from './urgency-mark.tsx'

/** One event with all its voices: what is new, who told what, what came with it, what was done. Works without JavaScript. */
export function IncidentPageView(props: {
  view: IncidentPage
  officer: CurrentOfficer
  names: DeskNames
  token: string
  done: string | undefined
  /** The act that `done` tells of: it can be undone at once, also where its tip has left this page. */
  justDone: string | null
  now: Date
}) {
  const { view, officer, names, token, now } = props
  const [first] = view.voices
  const back = { incident: view.id }
  const category = first === undefined || first.view.isForReview ? null : first.view.tip.category
  const codes = codesOf(view)
  return (
    <DeskCard title="Vụ việc" heading={category === null ? 'Vụ việc' : `Vụ việc: ${names.category(category)}`} isWide>
      <p>
        <a href={listHref('open')}>Về hàng đợi</a>
      </p>
      {props.done === undefined ? null : <p role="status">{props.done}</p>}
      {props.justDone === null || props.done === undefined ? null : (
        <UndoForm act={props.justDone} incident={view.id} token={token} />
      )}
      <p class="desk-alike-head">
        <UrgencyMark level={view.urgency} />
        <span>{voicesWords(view.voices.length + view.copyCount, view.copyCount)}</span>
        {first === undefined ? null : <span>từ {formatExact(first.view.tip.receivedAt)}</span>}
      </p>
      {view.worsened === null ? null : <WorsenedLine worsened={view.worsened} now={now} />}
      <p class="desk-aside">
        Nội dung được phản ánh, chưa được xác minh. Mỗi người báo được giữ kín với những người khác; trả lời ở trang của
        từng tin chỉ tới người đó.
      </p>

      <section class="desk-voices" aria-labelledby="cac-tin">
        <h2 id="cac-tin">Các tin</h2>
        {view.isCut ? <p>Chỉ hiện {view.voices.length} tin đầu.</p> : null}
        <ol class="desk-voice-list">
          {view.voices.map((voice) => (
            <IncidentVoice voice={voice} isFirst={voice === first} back={back} names={names} token={token} now={now} />
          ))}
        </ol>
      </section>

      <Copies copies={view.copies} count={view.copyCount} now={now} />

      {view.suggestions.length === 0 ? null : (
        <section class="desk-figures" aria-labelledby="co-the">
          <h2 id="co-the">Có thể cùng vụ này</h2>
          <Suggestions suggestions={view.suggestions} names={names} back={back} token={token} now={now} />
        </section>
      )}

      {view.evidence.length === 0 ? null : (
        <section class="desk-figures" aria-labelledby="tai-lieu">
          <h2 id="tai-lieu">Tài liệu gửi kèm</h2>
          {view.evidence.map(({ voice, at, files }) => (
            <div>
              <p>
                Người báo {voice}, {formatShort(at, now)}
              </p>
              <DeskFiles attachments={[]} files={files} />
            </div>
          ))}
        </section>
      )}

      <section class="desk-figures" aria-labelledby="dien-bien">
        <h2 id="dien-bien">Diễn biến</h2>
        <IncidentTimeline lines={view.timeline} names={names} codes={codes} now={now} />
      </section>

      <Acts acts={view.acts} incident={view.id} codes={codes} names={names} token={token} now={now} />
      <MergeForm first={first} officer={officer} incident={view.id} token={token} />
    </DeskCard>
  )
}

/** Codes of the tips on the page, for telling what was done with which. */
function codesOf(view: IncidentPage): ReadonlyMap<string, string> {
  const known: [string, string | null][] = [
    ...view.voices.map(({ view: { tip } }): [string, string | null] => [tip.id, tip.code]),
    ...view.copies.map(({ tipId, code }): [string, string | null] => [tipId, code]),
    ...view.suggestions.map(({ other }): [string, string | null] => [other.tipId, other.code]),
  ]
  return new Map(known.map(([id, code]) => [id, code ?? 'chưa có mã']))
}

function Copies(props: { copies: readonly CopyLine[]; count: number; now: Date }) {
  if (props.count === 0) return null
  return (
    <section class="desk-figures" aria-labelledby="chuyen-tiep">
      <h2 id="chuyen-tiep">Bản chuyển tiếp</h2>
      <p>
        {props.count} tin chép lại cùng lời kể. Đây là dấu hiệu lan truyền, không phải {props.count} người chứng kiến.
      </p>
      <details>
        <summary>Xem từng bản</summary>
        <ul>
          {props.copies.map(({ tipId, code, receivedAt }) => (
            <li>
              <a href={`${DESK_PATH}/tin/${tipId}`}>{code ?? 'Tin chưa có mã'}</a>, {formatShort(receivedAt, props.now)}
            </li>
          ))}
        </ul>
        {props.copies.length < props.count ? <p>Chỉ hiện {props.copies.length} bản mới nhất.</p> : null}
      </details>
    </section>
  )
}

function Acts(props: {
  acts: readonly ActLine[]
  incident: string
  codes: ReadonlyMap<string, string>
  names: DeskNames
  token: string
  now: Date
}) {
  const { acts, codes, names, now } = props
  if (acts.length === 0) return null
  const codeOf = (id: string): string => codes.get(id) ?? 'đã rời vụ'
  return (
    <section class="desk-figures" aria-labelledby="da-gop">
      <h2 id="da-gop">Đã gộp, tách</h2>
      <ol class="desk-decisions">
        {acts.map((act) => (
          <li>
            <time datetime={act.at.toISOString()} title={formatExact(act.at)}>
              {formatShort(act.at, now)}
            </time>
            <span>
              {actWords(act.kind, codeOf(act.tipId), act.otherTipId === null ? null : codeOf(act.otherTipId))}
              {act.isUndone ? ' (đã hoàn tác)' : ''}
              <span class="desk-aside">
                {act.officerNumber === null ? '' : `Số hiệu ${act.officerNumber}, `}
                {names.unit(act.unitCode)}
              </span>
              {act.mayUndo ? <UndoForm act={act.id} incident={props.incident} token={props.token} /> : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function UndoForm(props: { act: string; incident: string; token: string }) {
  return (
    <form class="desk-line-form no-print" method="post" action={`${INCIDENT_PATH}/hoan-tac/${props.act}`} novalidate>
      <BackFields back={{ incident: props.incident }} token={props.token} />
      <button class="desk-button" type="submit">
        Hoàn tác
      </button>
    </form>
  )
}

/** Two incidents that are one: by the code of a tip of the other. */
function MergeForm(props: { first: Voice | undefined; officer: CurrentOfficer; incident: string; token: string }) {
  const { first } = props
  if (first === undefined || !first.view.mayDecide) return null
  return (
    <section class="desk-figures no-print" aria-labelledby="nhap-vu">
      <h2 id="nhap-vu">Nhập với vụ việc khác</h2>
      <form class="desk-line-form" method="post" action={`${INCIDENT_PATH}/nhap`} novalidate autocomplete="off">
        <BackFields back={{ incident: props.incident }} token={props.token} />
        <input type="hidden" name="tin" value={first.view.tip.id} autocomplete="off" />
        <label class="desk-label" for="nhap-ma">
          Mã của một tin trong vụ kia
        </label>
        <input
          class="input"
          id="nhap-ma"
          name="ma"
          placeholder="TB-79-261122-0042"
          autocomplete="off"
          spellcheck={false}
        />
        <button class="desk-button" type="submit">
          Nhập
        </button>
      </form>
    </section>
  )
}
