import type { SuggestionLine, TipIncident, Worsened } from '../../flow/incident-lines.ts'
import type { TipView } from '../../flow/tip-view.ts'
import { splitCoveredText } from '../covered-text.ts'
import { DESK_PATH, type DeskAddress, INCIDENT_PATH, incidentHref } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { formatShort } from './desk-time.ts'
import { DeskText } from './desk-told.tsx'
import { likenessWords, RELATION_WORDS, reasonsWords, voicesWords, WORSENING_WORDS } from './incident-words.ts'
import { UrgencyMark } from './urgency-mark.tsx'

/** Where a form of the page leads back to. */
export type ReturnTo = { tip: string; address: DeskAddress } | { incident: string }

/** On the tip: the incident it is a voice of, and tips that may tell of the same. Nothing where there is neither. */
export function TipIncidents(props: {
  view: TipView
  incidents: TipIncident
  names: DeskNames
  address: DeskAddress
  token: string
  now: Date
}) {
  const { view, incidents, address, token, names, now } = props
  const { incident, suggestions } = incidents
  if (incident === null && suggestions.length === 0) return null
  const back: ReturnTo = { tip: view.tip.id, address }
  return (
    <section class="no-print" aria-labelledby="tin-vu-viec">
      <h2 id="tin-vu-viec">{incident === null ? 'Có thể cùng một vụ' : 'Vụ việc'}</h2>
      {incident === null ? null : (
        <>
          <p>
            <a href={incidentHref(incident.id)}>
              Thuộc vụ việc có {voicesWords(incident.voiceCount, incident.copyCount)}
            </a>
            . {RELATION_WORDS[incident.relation]}
            {incident.reasons.length === 0 ? '' : `: ${reasonsWords(incident.reasons)}`}
            {incident.linkedBy === 'machine' ? ', máy gộp.' : ', cán bộ xác nhận.'}
          </p>
          {incident.worsened === null ? null : <WorsenedLine worsened={incident.worsened} now={now} />}
          {view.mayDecide && incident.rootTipId !== view.tip.id ? (
            <SplitForm tipId={view.tip.id} back={back} token={token} />
          ) : null}
        </>
      )}
      {incident !== null && suggestions.length > 0 ? <h3>Có thể cùng vụ này</h3> : null}
      <Suggestions suggestions={suggestions} names={names} back={back} token={token} now={now} />
    </section>
  )
}

/** What is new since the first voice, on top of everything else. */
export function WorsenedLine(props: { worsened: Worsened; now: Date }) {
  const { worsening, at } = props.worsened
  return (
    <p class="desk-warning">
      <span>
        <strong>Nặng thêm: {WORSENING_WORDS[worsening]}</strong>, {formatShort(at, props.now)}.
      </span>
    </p>
  )
}

/** Each with why, and two buttons; works without JavaScript. */
export function Suggestions(props: {
  suggestions: readonly SuggestionLine[]
  names: DeskNames
  back: ReturnTo
  token: string
  now: Date
}) {
  if (props.suggestions.length === 0) return null
  return (
    <ol class="desk-alike">
      {props.suggestions.map((one) => (
        <Suggestion suggestion={one} names={props.names} back={props.back} token={props.token} now={props.now} />
      ))}
    </ol>
  )
}

function Suggestion(props: { suggestion: SuggestionLine; names: DeskNames; back: ReturnTo; token: string; now: Date }) {
  const { suggestion, names, now } = props
  const { other } = suggestion
  return (
    <li>
      <p class="desk-alike-head">
        <UrgencyMark level={other.urgency} />
        <a href={`${DESK_PATH}/tin/${other.tipId}`}>{other.code ?? 'Tin chưa có mã'}</a>
        <time datetime={other.receivedAt.toISOString()}>{formatShort(other.receivedAt, now)}</time>
        <span>{other.category === null ? '' : names.category(other.category)}</span>
      </p>
      {other.essence === '' ? null : (
        <p class="desk-essence">
          <DeskText pieces={splitCoveredText(other.essence)} />
        </p>
      )}
      <p class="desk-aside">
        {likenessWords(suggestion.score)}: {reasonsWords(suggestion.reasons)}.
        {suggestion.worsened === null
          ? ''
          : ` Nếu cùng vụ thì nặng thêm: ${WORSENING_WORDS[suggestion.worsened.worsening]}.`}
      </p>
      <div class="desk-form-foot">
        <SuggestionForm
          suggestion={suggestion}
          act="cung-vu"
          label="Cùng một vụ"
          back={props.back}
          token={props.token}
        />
        <SuggestionForm
          suggestion={suggestion}
          act="khac-vu"
          label="Không phải"
          back={props.back}
          token={props.token}
        />
      </div>
    </li>
  )
}

function SuggestionForm(props: {
  suggestion: SuggestionLine
  act: 'cung-vu' | 'khac-vu'
  label: string
  back: ReturnTo
  token: string
}) {
  const { suggestion, act, label } = props
  return (
    <form class="desk-line-form" method="post" action={`${INCIDENT_PATH}/goi-y/${suggestion.id}/${act}`} novalidate>
      <BackFields back={props.back} token={props.token} />
      <button class="desk-button" type="submit">
        {label}
        <span class="visually-hidden"> với tin {suggestion.other.code ?? 'chưa có mã'}</span>
      </button>
    </form>
  )
}

/** The tip leaves its incident, and the machine does not bring it back. */
export function SplitForm(props: { tipId: string; back: ReturnTo; token: string }) {
  return (
    <form class="desk-line-form" method="post" action={`${INCIDENT_PATH}/tach`} novalidate>
      <BackFields back={props.back} token={props.token} />
      <input type="hidden" name="tin" value={props.tipId} autocomplete="off" />
      <button class="desk-button" type="submit">
        Tách khỏi vụ việc
      </button>
    </form>
  )
}

/** Read again by {@link readReturnTo} of pages/incident.tsx. */
export function BackFields(props: { back: ReturnTo; token: string }) {
  const { back } = props
  return (
    <>
      <input type="hidden" name="token" value={props.token} autocomplete="off" />
      {'incident' in back ? (
        <input type="hidden" name="vu" value={back.incident} autocomplete="off" />
      ) : (
        <>
          <input type="hidden" name="ve" value={back.tip} autocomplete="off" />
          <input type="hidden" name="xem" value={back.address.view === 'closed' ? 'da-dong' : ''} autocomplete="off" />
          <input type="hidden" name="khung" value={back.address.isAlone ? 'rieng' : ''} autocomplete="off" />
        </>
      )}
    </>
  )
}
