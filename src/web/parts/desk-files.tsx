import type { MediaFailure } from '../../domain/media.ts'
import type { Attachment } from '../../domain/message.ts'
import type { FileLine } from '../../flow/tip-view.ts'

const KIND_WORDS: Record<Attachment['kind'], string> = {
  image: 'ảnh',
  video: 'video',
  audio: 'ghi âm',
  file: 'tệp',
  sticker: 'hình dán',
  link: 'liên kết',
}

const FAILURE_WORDS: Record<Exclude<MediaFailure, 'kept-before'>, string> = {
  'too-large': 'tệp lớn hơn mức nhận được',
  'too-many': 'đã đủ số tệp nhận trong một ngày',
  'no-address': 'kênh không cho địa chỉ tệp',
  'host-refused': 'địa chỉ tệp không phải của kênh',
  gone: 'địa chỉ tệp đã hết hạn',
  refused: 'kênh từ chối giao tệp',
  empty: 'tệp rỗng',
  unreachable: 'đã thử nhiều lần, kênh không trả lời',
  destroyed: 'nội dung đã được rút lại và hủy',
}

/** What came with a message and what became of each: kind, size and state; names are the citizen's, and may name somebody. */
export function DeskFiles(props: { attachments: readonly Attachment[]; files: readonly FileLine[] }) {
  if (props.files.length === 0) return <p class="said-note">{countWords(props.attachments)}</p>
  return (
    <ul class="said-note">
      {props.files.map((file, number) => (
        <li>
          {`${capital(KIND_WORDS[file.kind])} ${number + 1}`}
          {file.sizeBytes === null ? '' : `, ${sizeWords(file.sizeBytes)}`}: {stateWords(file)}
        </li>
      ))}
    </ul>
  )
}

function stateWords({ state, reason }: FileLine): string {
  switch (state) {
    case 'kept':
      return 'đã lưu, niêm phong'
    case 'waiting':
      return 'đang tải về'
    case 'listed':
      return 'chỉ ghi nhận, không tải về'
    case 'failed':
      if (reason === 'kept-before') return 'đã lưu cùng tin nhắn trước'
      return `chưa tải được: ${FAILURE_WORDS[reason ?? 'refused']}`
  }
}

/** Kinds and numbers, where what became of them is not known. */
function countWords(attachments: readonly Attachment[]): string {
  const counts = [...Map.groupBy(attachments, ({ kind }) => kind)].map(
    ([kind, list]) => `${list.length} ${KIND_WORDS[kind]}`,
  )
  return counts.length === 0 ? 'Gửi kèm tệp.' : `Gửi kèm ${counts.join(', ')}.`
}

const SIZE = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 })

/** 640 KB; 1,2 MB. */
function sizeWords(sizeBytes: number): string {
  const kilobytes = sizeBytes / 1024
  return kilobytes < 1024 ? `${SIZE.format(Math.ceil(kilobytes))} KB` : `${SIZE.format(kilobytes / 1024)} MB`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
