import { KINDS, STATUSES, URGENCIES } from '../../domain/tip.ts'
import type { TipView } from '../../flow/tip-view.ts'
import type { DeskNames } from '../desk-names.ts'
import { SafeText } from '../safe-text.tsx'
import { formatExact } from './ago.tsx'
import { placeWords } from './desk-place.tsx'
import { formatShort } from './desk-time.ts'
import { KIND_WORDS, STATUS_WORDS, URGENCY_WORDS } from './desk-words.ts'

type Decision = TipView['decisions'][number]

/** What officers did, oldest first, each with number and unit. */
export function DeskDecisions(props: { decisions: readonly Decision[]; names: DeskNames; now: Date }) {
  return (
    <ol class="desk-decisions">
      {props.decisions.map((decision) => (
        <li>
          <time datetime={decision.decidedAt.toISOString()} title={formatExact(decision.decidedAt)}>
            {formatShort(decision.decidedAt, props.now)}
          </time>
          <span>
            {decisionWords(decision, props.names)}
            {decision.note === null ? null : (
              <>
                {'. Lý do: “'}
                <SafeText text={decision.note} />”
              </>
            )}
            <span class="desk-aside">
              {decision.officerNumber === null ? '' : `Số hiệu ${decision.officerNumber}, `}
              {props.names.unit(decision.unitCode)}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}

/** One decision as a clause without its full stop. */
export function decisionWords(decision: Pick<Decision, 'kind' | 'before' | 'after'>, names: DeskNames): string {
  const { kind, before, after } = decision
  switch (kind) {
    case 'category':
      if (before === after) return `Xác nhận phân loại: ${names.category(after)}`
      return `Sửa phân loại: ${names.category(before)} → ${names.category(after)}`
    case 'urgency':
      if (before === after) return `Xác nhận mức khẩn: ${urgencyWord(after)}`
      return `Sửa mức khẩn: ${urgencyWord(before)} → ${urgencyWord(after)}`
    case 'kind':
      return `Cho máy biết: ${kindWord(after).toLowerCase()}`
    case 'police':
      return after === 'yes' ? 'Xác định có phản ánh về công an' : 'Xác định không phản ánh về công an'
    case 'place':
      if (before === null) return `Xác định nơi xảy ra: ${placeOf(after, names)}`
      if (before === after) return `Xác nhận nơi xảy ra: ${placeOf(after, names)}`
      return `Sửa nơi xảy ra: ${placeOf(before, names)} → ${placeOf(after, names)}`
    case 'unit':
      return `Chuyển đơn vị: ${before === null ? 'chưa có' : names.unit(before)} → ${after === null ? '' : names.unit(after)}`
    case 'status':
      return after === 'accepted' ? 'Tiếp nhận tin' : `Trạng thái: ${statusWord(after)}`
    case 'disposition':
      return `Đóng tin: ${after === null ? '' : names.disposition(after)}`
    case 'answer':
      return 'Gửi trả lời'
    case 'hold':
      return after === 'on' ? 'Giữ lại, không xóa theo thời hạn' : 'Thôi giữ lại'
    case 'handover':
      return 'Đã bàn giao hồ sơ vụ án'
  }
}

function placeOf(code: string | null, names: DeskNames): string {
  return code === null ? 'chưa rõ' : placeWords(code, names)
}

function urgencyWord(level: string | null): string {
  const known = URGENCIES.find((one) => one === level)
  return known ? URGENCY_WORDS[known] : 'chưa rõ'
}

function kindWord(kind: string | null): string {
  const known = KINDS.find((one) => one === kind)
  return known ? KIND_WORDS[known] : 'chưa rõ'
}

function statusWord(status: string | null): string {
  const known = STATUSES.find((one) => one === status)
  return known ? STATUS_WORDS[known] : 'chưa rõ'
}
