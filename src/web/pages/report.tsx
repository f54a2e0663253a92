import type { Context, Hono } from 'hono'
import { readForm } from '../form-body.ts'
import { answerPage, PublicLayout } from '../layout.tsx'
import { COUNTRY, groundHref } from '../map-ground.ts'
import { ErrorSummary, type FormError } from '../parts/error-summary.tsx'
import { type Lang, localPath } from '../parts/lang.ts'
import { type FormWork, ReportForm } from '../parts/report-form.tsx'
import { wordsOf } from '../parts/words.ts'
import { findReportErrors, type ReportFields, readReportFields, toContact, toReport } from '../report-fields.ts'
import { askToRetry, type Room } from '../room.ts'
import { ReceiptPage } from './receipt.tsx'

/** The form on the first page, and what happens when it is sent: the receipt at once, or the form with all it held. */
export function addReportPage(app: Hono, room: Room, lang: Lang): void {
  const path = localPath(lang, '/')
  const words = wordsOf(lang)
  const frame = room.frames[lang]

  function show(
    c: Context,
    fields: ReportFields,
    errors: FormError[],
    key: string | undefined,
    status: 200 | 400 | 429 | 503,
    work?: FormWork,
  ) {
    const token = room.tokens.issue('report', key)
    const scripts = work ? ['locate.js', 'work.js'] : ['locate.js']
    return answerPage(
      c,
      <PublicLayout frame={frame} path="/" title={words.report.title} scripts={scripts}>
        <ErrorSummary errors={errors} words={words} />
        <ReportForm
          frame={frame}
          fields={fields}
          errors={errors}
          token={token}
          work={work}
          groundHref={groundHref(room.deps.ground(), COUNTRY)}
        />
      </PublicLayout>,
      status,
    )
  }

  /** Past its network's limit: the page computes and sends again by itself, or its reader waits and does. */
  function askForWork(c: Context, fields: ReportFields, key: string, isRefused: boolean) {
    const call = { text: words.error.unavailableCall }
    const work = { ...room.work.give(key), isSentAfter: !isRefused }
    // A refused answer is not sent again by itself, or a page and we could go on for ever.
    if (isRefused) return show(c, fields, [{ text: words.error.workAgain }, call], key, 400, work)
    askToRetry(c, 429)
    return show(c, fields, [{ text: words.error.busy }, call], key, 429, work)
  }

  app.get(path, (c) => {
    // A poster's address may name its unit: /?noi=phuong-vinh-yen
    const fields = readReportFields({ unit: c.req.query('noi') ?? '' })
    return show(c, fields, [], undefined, 200)
  })

  app.post(path, async (c) => {
    const form = await readForm(c, room.tokens, 'report')
    if (!form.ok) return room.errors.answer(c, 403)
    const fields = readReportFields(form.fields)
    const errors = findReportErrors(fields, words)
    if (form.isExpired) errors.push({ text: words.error.expired })
    if (errors.length > 0) return show(c, fields, errors, form.key, 400)

    const report = toReport(fields)
    const contact = toContact(fields)
    const key = room.tokens.keyFor(form.key, [JSON.stringify([report, contact])])
    const { task = '', answer = '' } = form.fields
    const hasWorked = answer !== ''
    const mayPass = hasWorked
      ? await room.work.check(form.key, key, task, answer)
      : room.limits.takeReport(room.deps.clientAddress(c))
    // Words of danger pass every limit: a person in need must not wait for what others did.
    if (!mayPass && !room.deps.mayBeDanger({ type: 'form', report })) return askForWork(c, fields, form.key, hasWorked)

    const filed = await room.deps.fileReport(report, contact, key)
    if (!filed.ok) {
      askToRetry(c)
      const away = [{ text: words.error.unavailable }, { text: words.error.unavailableCall }]
      return show(c, fields, away, form.key, 503)
    }
    return answerPage(c, <ReceiptPage frame={frame} receipt={filed.receipt} at={filed.receivedAt} call={filed.call} />)
  })
}
