import type { Context } from 'hono'
import { statusOf } from '../faults.ts'
import { type Frame, PublicLayout, renderPage } from '../layout.tsx'
import { type Lang, localPath } from '../parts/lang.ts'
import { wordsOf } from '../parts/words.ts'

const TEXTS = {
  403: {
    vi: [
      'Yêu cầu không được nhận',
      'Trang gửi tới không phải trang của hệ thống này, hoặc đã bị thay đổi. Chưa có gì được ghi nhận. Anh/Chị mở lại trang báo tin rồi gửi lại.',
    ],
    en: [
      'Request not accepted',
      'It did not come from a page of this system, or was changed. Nothing was recorded. Please open the report page and send again.',
    ],
  },
  404: {
    vi: ['Không có trang này', 'Địa chỉ có thể đã gõ sai hoặc trang không còn. Anh/Chị vẫn báo tin được ở trang đầu.'],
    en: ['No such page', 'The address may be mistyped or the page is gone. You can still report from the first page.'],
  },
  405: {
    vi: ['Không mở trang này theo cách đó được', 'Chưa có gì được ghi nhận. Anh/Chị mở lại từ trang đầu.'],
    en: ['This page cannot be opened in that way', 'Nothing was recorded. Please start from the first page.'],
  },
  413: {
    vi: [
      'Nội dung quá dài',
      'Hệ thống không nhận được tin dài như vậy trong một lần, nên chưa có gì được ghi nhận. Anh/Chị bấm nút quay lại của trình duyệt, rút gọn rồi gửi lại.',
    ],
    en: [
      'Too long',
      'A report this long cannot be taken at once, so nothing was recorded. Use the browser’s back button, shorten it and send again.',
    ],
  },
  500: {
    vi: [
      'Hệ thống gặp lỗi',
      'Chưa chắc tin đã được ghi nhận. Nếu Anh/Chị chưa thấy mã biên nhận, xin gửi lại sau ít phút.',
    ],
    en: [
      'Something went wrong',
      'It is not certain that your report was recorded. If you saw no receipt code, please send again in a few minutes.',
    ],
  },
  503: {
    vi: [
      'Hệ thống tạm thời chưa phục vụ được',
      'Chưa có gì được ghi nhận. Anh/Chị thử lại sau ít phút. Nếu đang nguy hiểm, xin gọi 113, 114 hoặc 115, không chờ trang này.',
    ],
    en: [
      'The system is away for a moment',
      'Nothing was recorded. Please try again in a few minutes. If there is danger now, call 113, 114 or 115; do not wait for this page.',
    ],
  },
} as const satisfies Record<number, Record<Lang, readonly [string, string]>>

export type ErrorStatus = keyof typeof TEXTS

export interface ErrorPages {
  /** The page for this status in the language of the address, made beforehand: it needs nothing that can be away. */
  answer(c: Context, status: ErrorStatus): Response
  /** 503 for faults that pass, 413 for bodies, else 500; the page says nothing of the fault. */
  answerFault(c: Context, fault: unknown): Response
}

/** Renders every error page once; each shows 113, 114 and 115. */
export function makeErrorPages(frames: Record<Lang, Frame>): ErrorPages {
  const pages = new Map<string, string>()
  for (const status of [403, 404, 405, 413, 500, 503] as const) {
    for (const frame of [frames.vi, frames.en]) {
      pages.set(`${status} ${frame.lang}`, renderPage(<ErrorPage frame={frame} status={status} />))
    }
  }
  const answer = (c: Context, status: ErrorStatus) => {
    const lang = /^\/en(?:\/|$)/.test(c.req.path) ? 'en' : 'vi'
    if (status === 503) c.header('retry-after', '30')
    return c.html(pages.get(`${status} ${lang}`) ?? '', status)
  }
  return {
    answer,
    answerFault: (c, fault) => answer(c, statusOf(fault)),
  }
}

function ErrorPage(props: { frame: Frame; status: ErrorStatus }) {
  const { lang } = props.frame
  const [title, text] = TEXTS[props.status][lang]
  return (
    <PublicLayout frame={props.frame} path="/" title={title}>
      <h1>{title}</h1>
      <p class="prose">{text}</p>
      <p>
        <a class="button" href={localPath(lang, '/')}>
          {wordsOf(lang).nav.report}
        </a>
      </p>
    </PublicLayout>
  )
}
