import { wordsOf } from '../../domain/compose.ts'
import type { InboundContent } from '../../domain/message.ts'
import type { FileLine, ThreadLine } from '../../flow/tip-view.ts'
import type { DeskNames } from '../desk-names.ts'
import type { MarkedLine } from '../desk-tip-view.ts'
import { SafeText } from '../safe-text.tsx'
import { formatExact } from './ago.tsx'
import { DeskFiles } from './desk-files.tsx'
import { pickWords } from './desk-place.tsx'
import { formatShort } from './desk-time.ts'
import { MarkedText, type TextMark } from './desk-told.tsx'
import { deliveryErrorWords, RECEIPT_SENT_WORDS } from './desk-words.ts'

/** Everything said, oldest first: the citizen's words exactly as sent, and what was answered, with how it went. */
export function DeskThread(props: { lines: readonly MarkedLine[]; names: DeskNames; channel: string; now: Date }) {
  return (
    <ol class="desk-thread">
      {props.lines.map(({ line, marks }) => (
        <li class={`desk-said said-${line.from}`}>
          <p class="said-head">
            <span class="said-who">{whoOf(line)}</span>
            <Times line={line} now={props.now} />
            {line.from === 'citizen' ? null : <DeliveryState line={line} channel={props.channel} now={props.now} />}
          </p>
          <div class="said-text">
            {line.from === 'citizen' ? (
              <Content content={line.content} files={line.files ?? []} marks={marks} names={props.names} />
            ) : (
              <BubbleText line={line} />
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

type SpokenLine = Exclude<ThreadLine, { from: 'citizen' }>

function whoOf(line: ThreadLine): string {
  if (line.from === 'citizen') return 'Người báo tin'
  if (line.from === 'assistant') return 'Trợ lý tự động'
  return line.officerNumber === null ? 'Cán bộ trực ban' : `Cán bộ trực ban, số hiệu ${line.officerNumber}`
}

/** When it was sent and received; one time where both are the same minute. */
function Times(props: { line: ThreadLine; now: Date }) {
  const { line, now } = props
  const received = formatShort(line.at, now)
  const sent = line.from === 'citizen' && line.sentAt !== null ? formatShort(line.sentAt, now) : received
  return (
    <time datetime={line.at.toISOString()} title={formatExact(line.at)}>
      {sent === received ? received : `gửi ${sent}, nhận ${received}`}
    </time>
  )
}

/** Channels whose answers wait until the citizen comes for them. */
const COLLECTED = new Set(['webform', 'webchat'])

function sentWords(sentAt: Date | null, now: Date): string {
  return sentAt === null ? 'đã gửi' : `đã gửi ${formatShort(sentAt, now)}`
}

function DeliveryState(props: { line: SpokenLine; channel: string; now: Date }) {
  const { status, error } = props.line
  if (status === 'parked') return <span class="said-state is-failed">không gửi được: {deliveryErrorWords(error)}</span>
  if (status === 'pending') {
    return (
      <span class="said-state">đang chờ gửi{error === null ? '' : `: ${deliveryErrorWords(error)}, sẽ thử lại`}</span>
    )
  }
  return (
    <span class="said-state">
      {COLLECTED.has(props.channel) ? 'đã để sẵn cho người báo tin đọc' : sentWords(props.line.sentAt, props.now)}
    </span>
  )
}

function BubbleText(props: { line: SpokenLine }) {
  const { bubble } = props.line
  if (bubble === null) return <p class="said-note">Nội dung đã hủy theo thời hạn lưu giữ.</p>
  return (
    <>
      {props.line.isReceipt ? <p class="said-note">{RECEIPT_SENT_WORDS}</p> : <SafeText text={bubble.text} />}
      {bubble.buttons && bubble.buttons.length > 0 ? (
        <p class="said-note">
          Nút đã đưa ra: <SafeText text={bubble.buttons.map(({ label }) => label).join(', ')} />
        </p>
      ) : null}
    </>
  )
}

function Content(props: {
  content: InboundContent | null
  files: readonly FileLine[]
  marks: readonly TextMark[]
  names: DeskNames
}) {
  const { content, files, marks } = props
  if (content === null) return <p class="said-note">Nội dung đã hủy theo thời hạn lưu giữ.</p>
  const words = wordsOf(content)
  return (
    <>
      {content.type === 'edit' ? <p class="said-note">Sửa lại nội dung đã gửi thành:</p> : null}
      {content.type === 'button' ? <p class="said-note">Bấm nút</p> : null}
      {words === '' ? null : <MarkedText text={words} marks={marks} />}
      <Rest content={content} files={files} hasWords={words !== ''} names={props.names} />
    </>
  )
}

/** What a message holds besides words. */
function Rest(props: { content: InboundContent; files: readonly FileLine[]; hasWords: boolean; names: DeskNames }) {
  const { content, files } = props
  switch (content.type) {
    case 'text':
      return null
    case 'edit':
      return content.attachments ? <DeskFiles attachments={content.attachments} files={files} /> : null
    case 'button':
      if (props.hasWords) return null
      return <SafeText text={pickWords(content.data, props.names) ?? content.data} lengthMax={120} />
    case 'media':
      return <DeskFiles attachments={content.attachments} files={files} />
    case 'location':
      return <p class="said-note">{placeWords(content.lat, content.lon, content.accuracyMetres)}</p>
    case 'form':
      return (
        <>
          {content.report.location ? (
            <p class="said-note">{placeWords(content.report.location.lat, content.report.location.lon)}</p>
          ) : null}
          {content.report.hasContact ? <p class="said-note">Có để lại cách liên hệ, đang được niêm phong.</p> : null}
        </>
      )
    case 'joined':
      return <p class="said-note">Bắt đầu cuộc trò chuyện.</p>
    case 'left':
      return <p class="said-note">Đã rời cuộc trò chuyện.</p>
    case 'withdrawn':
      return <p class="said-note">Rút lại sự đồng ý và đề nghị xóa dữ liệu của mình.</p>
    case 'unsupported':
      return <p class="said-note">Gửi một loại nội dung mà hệ thống chưa đọc được.</p>
  }
}

const COORDINATE = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 5, maximumFractionDigits: 5 })

function placeWords(lat: number, lon: number, accuracyMetres?: number): string {
  const accuracy = accuracyMetres === undefined ? '' : `, sai số khoảng ${Math.round(accuracyMetres)} m`
  return `Vị trí: ${COORDINATE.format(lat)}; ${COORDINATE.format(lon)}${accuracy}`
}
