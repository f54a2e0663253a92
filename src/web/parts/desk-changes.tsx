import type { TipView } from '../../flow/tip-view.ts'
import type { DeskNames } from '../desk-names.ts'
import { decisionWords } from './desk-decisions.tsx'
import type { Seen } from './desk-refusal.ts'
import { formatShort } from './desk-time.ts'

/** How much of a tip a page shows, for {@link DeskChanges} of the next. */
export function countSeen(view: TipView): Seen {
  return { messages: view.thread.filter((line) => line.from === 'citizen').length, decisions: view.decisions.length }
}

/** What came since a form was opened: decisions by others, and how many more messages. */
export function DeskChanges(props: { view: TipView; seen: Seen; names: DeskNames; now: Date }) {
  const { view, seen, names, now } = props
  const decisions = view.decisions.slice(seen.decisions)
  const messages = countSeen(view).messages - seen.messages
  return (
    <ul class="desk-changes">
      {decisions.map((decision) => (
        <li>
          {formatShort(decision.decidedAt, now)}: {decisionWords(decision, names)}
          {decision.officerNumber === null ? '' : ` (số hiệu ${decision.officerNumber})`}.
        </li>
      ))}
      {messages > 0 ? <li>Người báo tin gửi thêm {messages} nội dung, ở cuối phần trao đổi.</li> : null}
      {decisions.length === 0 && messages <= 0 ? <li>Máy vừa phân tích lại tin này.</li> : null}
    </ul>
  )
}
