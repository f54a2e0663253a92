import type { Voice } from '../../flow/incident-view.ts'
import { DESK_PATH, INCIDENT_PATH } from '../desk-address.ts'
import type { DeskNames } from '../desk-names.ts'
import { readTip } from '../desk-tip-view.ts'
import { formatExact } from './ago.tsx'
import { BackFields, type ReturnTo, SplitForm } from './desk-incident.tsx'
import { DeskThread } from './desk-thread.tsx'
import { formatShort } from './desk-time.ts'
import { channelWord, STATUS_WORDS } from './desk-words.ts'
import { RELATION_WORDS, reasonsWords, WORSENING_WORDS } from './incident-words.ts'
import { UrgencyMark } from './urgency-mark.tsx'

/** One reporter's tip and talk, as its own page shows it, named by a number alone. */
export function IncidentVoice(props: {
  voice: Voice
  isFirst: boolean
  back: ReturnTo
  names: DeskNames
  token: string
  now: Date
}) {
  const { voice, names, token, now } = props
  const { view } = voice
  const { tip } = view
  const id = `nguoi-bao-${voice.number}`
  return (
    <li class={voice.worsened === null ? 'desk-voice' : 'desk-voice is-worse'} aria-labelledby={id}>
      <h3 id={id}>
        Người báo {voice.number}: {props.isFirst ? RELATION_WORDS.first : RELATION_WORDS[voice.relation]}
        {voice.worsened === null ? '' : `, ${WORSENING_WORDS[voice.worsened.worsening]}`}
      </h3>
      <p class="desk-alike-head">
        <UrgencyMark level={tip.urgency} />
        <a href={`${DESK_PATH}/tin/${tip.id}`}>{tip.code ?? 'Tin chưa có mã'}</a>
        <time datetime={tip.receivedAt.toISOString()} title={formatExact(tip.receivedAt)}>
          {formatShort(tip.receivedAt, now)}
        </time>
        <span>
          {channelWord(tip.channel)}, {STATUS_WORDS[tip.status]}
        </span>
      </p>
      {props.isFirst || voice.reasons.length === 0 ? null : (
        <p class="desk-aside">
          {voice.linkedBy === 'machine' ? 'Máy gộp' : 'Cán bộ xác nhận'}: {reasonsWords(voice.reasons)}.
        </p>
      )}
      {view.isCovered ? (
        <p class="desk-cover">
          Lời kể đang được che. <a href={`${DESK_PATH}/tin/${tip.id}`}>Mở tin</a>
        </p>
      ) : (
        <DeskThread lines={readTip(view).thread} names={names} channel={tip.channel} now={now} />
      )}
      <div class="desk-form-foot no-print">
        <a class="desk-button" href={`${DESK_PATH}/tin/${tip.id}`}>
          {view.isCovered ? 'Mở tin' : 'Mở tin, trả lời'}
        </a>
        {view.mayDecide ? <SplitForm tipId={tip.id} back={props.back} token={token} /> : null}
      </div>
      {view.mayDecide ? (
        <details class="no-print">
          <summary>Chuyển sang vụ việc khác</summary>
          <form class="desk-line-form" method="post" action={`${INCIDENT_PATH}/chuyen`} novalidate autocomplete="off">
            <BackFields back={props.back} token={token} />
            <input type="hidden" name="tin" value={tip.id} autocomplete="off" />
            <label class="desk-label" for={`${id}-ma`}>
              Mã của một tin trong vụ kia
            </label>
            <input class="input" id={`${id}-ma`} name="ma" autocomplete="off" spellcheck={false} />
            <button class="desk-button" type="submit">
              Chuyển
            </button>
          </form>
        </details>
      ) : null}
    </li>
  )
}
