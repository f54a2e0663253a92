import type { Context } from 'hono'
import { DESK_PATH } from '../desk-address.ts'
import { statusOf } from '../faults.ts'
import { PageBase, renderPage } from '../layout.tsx'

const TEXTS = {
  403: [
    'Yêu cầu không được nhận',
    'Biểu mẫu không phải của phiên làm việc này, hoặc đã bị thay đổi. Chưa có gì được thực hiện. Anh/Chị mở lại tin rồi làm lại.',
  ],
  404: [
    'Không có trang này',
    'Địa chỉ có thể sai, tin có thể không tồn tại hoặc không thuộc đơn vị của Anh/Chị. Lần mở này được ghi lại.',
  ],
  413: [
    'Nội dung quá dài',
    'Chưa có gì được thực hiện. Anh/Chị bấm nút quay lại của trình duyệt, rút gọn rồi gửi lại.',
  ],
  429: ['Quá nhiều kết nối', 'Anh/Chị đóng bớt các trang bàn trực đang mở rồi tải lại.'],
  500: [
    'Hệ thống gặp lỗi',
    'Chưa chắc việc vừa làm đã được ghi. Anh/Chị mở lại tin để xem phần "Đã làm", rồi làm lại nếu chưa có.',
  ],
  503: [
    'Hệ thống tạm thời chưa phục vụ được',
    'Chưa có gì được thực hiện. Tin của người dân vẫn được nhận và giữ lại. Anh/Chị thử lại sau ít phút.',
  ],
} as const

export type DeskErrorStatus = keyof typeof TEXTS

export interface DeskErrors {
  /** The page for this status, made beforehand: the same bytes for everyone, and it needs nothing that can be away. */
  answer(c: Context, status: DeskErrorStatus): Response
  /** 503 for faults that pass, 413 for bodies, else 500; the page says nothing of the fault. */
  answerFault(c: Context, fault: unknown): Response
}

export function makeDeskErrors(): DeskErrors {
  const pages = {
    403: renderPage(<DeskErrorPage status={403} />),
    404: renderPage(<DeskErrorPage status={404} />),
    413: renderPage(<DeskErrorPage status={413} />),
    429: renderPage(<DeskErrorPage status={429} />),
    500: renderPage(<DeskErrorPage status={500} />),
    503: renderPage(<DeskErrorPage status={503} />),
  }
  const answer = (c: Context, status: DeskErrorStatus) => {
    if (status === 503 || status === 429) c.header('retry-after', '30')
    return c.html(pages[status], status)
  }
  return {
    answer,
    answerFault: (c, fault) => answer(c, statusOf(fault)),
  }
}

function DeskErrorPage(props: { status: DeskErrorStatus }) {
  const [title, text] = TEXTS[props.status]
  return (
    <PageBase lang="vi" title={`${title} · Tin Báo`} room="desk" bodyClass="desk desk-plain">
      <main class="desk-card">
        <p class="desk-card-brand">Tin Báo · Bàn trực</p>
        <h1>{title}</h1>
        <p>{text}</p>
        <p>
          <a class="desk-button" href={DESK_PATH}>
            Về hàng đợi
          </a>
        </p>
      </main>
    </PageBase>
  )
}
