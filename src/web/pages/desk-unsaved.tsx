import type { Context } from 'hono'
import { SIGN_IN_PATH } from '../desk-address.ts'
import { answerPage, PageBase } from '../layout.tsx'

/** The session ended while something was being written: the words come back to whoever sent them, and go nowhere else. */
export function answerUnsaved(c: Context, returnTo: string, words: string): Response | Promise<Response> {
  return answerPage(
    c,
    <PageBase lang="vi" title="Phiên làm việc đã hết · Tin Báo" room="desk" bodyClass="desk desk-plain">
      <main class="desk-card">
        <p class="desk-card-brand">Tin Báo · Bàn trực</p>
        <h1>Phiên làm việc đã hết</h1>
        <p>Nội dung dưới đây chưa được gửi. Anh/Chị sao chép, đăng nhập lại rồi gửi.</p>
        <label class="desk-label" for="chua-gui">
          Nội dung đã viết
        </label>
        <textarea class="input" id="chua-gui" rows={8} readonly>
          {`\n${words}`}
        </textarea>
        <p>
          <a
            class="desk-button desk-main-button"
            href={`${SIGN_IN_PATH}?ve=${encodeURIComponent(returnTo)}`}
            target="_blank"
            rel="noopener"
          >
            Đăng nhập lại ở trang mới
          </a>
        </p>
      </main>
    </PageBase>,
    401,
  )
}
