import { type PairsView, REVIEWS_MIN } from '../../flow/figures.ts'
import { formatExact } from './ago.tsx'
import { amount, percent } from './figures-words.ts'

/** Whether the machine finds tips of one event, by what officers answered, and whether it may link them by itself. */
export function Pairs(props: { pairs: PairsView }) {
  const { version, book } = props.pairs
  const { count, right, sure, bands } = book.reviewed
  return (
    <>
      <p>
        {version}
        {book.chosenAt === null ? ', có sẵn trong chương trình.' : `, dùng từ ${formatExact(new Date(book.chosenAt))}.`}
        {book.isHeld ? ' Quản trị viên đang giữ mô hình này.' : ''}
      </p>
      {count === 0 ? (
        <p>Chưa có gợi ý "có thể cùng vụ" nào được cán bộ trả lời và tính đến. Máy tính lại mỗi đêm.</p>
      ) : (
        <>
          <p>
            Cán bộ đã trả lời {amount(count)} gợi ý "có thể cùng vụ"; {amount(right)} gợi ý đúng, tức{' '}
            {percent(right / count)}.
          </p>
          <ul class="desk-items">
            {bands
              .filter(({ reviewed }) => reviewed > 0)
              .map((band) => (
                <li>
                  Máy chắc từ {percent(band.from)}: đúng {amount(band.right)} trong {amount(band.reviewed)}.
                </li>
              ))}
          </ul>
        </>
      )}
      <p>
        <strong>{sure === null ? 'Máy chỉ gợi ý, không tự gộp' : `Máy tự gộp khi chắc từ ${percent(sure)}`}</strong> tin
        của những người báo khác nhau.
      </p>
      <p class="desk-aside">
        Máy chỉ được tự gộp khi ít nhất {REVIEWS_MIN} gợi ý đã có cán bộ trả lời và ít nhất 98% là đúng (cận dưới của
        khoảng tin cậy 95% không dưới 95%). Không kể tin hạn chế, tin có thể nói về công an và phần quá {PER_DAY} câu
        trả lời mỗi ngày của một cán bộ.
        {lastWords(book.lastRefit)}
      </p>
    </>
  )
}

const PER_DAY = 20

function lastWords(last: PairsView['book']['lastRefit']): string {
  if (last === null) return ''
  const at = formatExact(new Date(last.at))
  if (last.outcome === 'kept') return ` Lần học lại lúc ${at} không đạt, nên giữ cách cũ.`
  return last.outcome === 'failed' ? ` Lần học lại lúc ${at} không xong, cách cũ vẫn dùng.` : ''
}
