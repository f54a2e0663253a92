import type { Context, Hono } from 'hono'
import type { NotFound, SignedOut } from '../../flow/desk.ts'
import type { Units } from '../../flow/units.ts'
import { digestOf } from '../../flow/units-apply.ts'
import type { UnitPlan } from '../../flow/units-change.ts'
import type { UnitRow } from '../../flow/units-fields.ts'
import { packRows, unpackRows } from '../carried-rows.ts'
import { UNITS_PATH } from '../desk-address.ts'
import { askToSignIn, type DeskForm, type DeskRoom, readDeskForm } from '../desk-room.ts'
import { readDeskUpload } from '../desk-upload.ts'
import { answerPage } from '../layout.tsx'
import { FORM_FIELDS, type FormField, type Refused } from '../parts/units-fields.tsx'
import { NewUnitPage, UnitPage } from '../parts/units-form.tsx'
import { ALL, readFilter, UnitsPage } from '../parts/units-list.tsx'
import { UnitsReportPage } from '../parts/units-report.tsx'
import { fileFaultWords } from '../parts/units-words.ts'
import { requireFresh } from './step-up.tsx'

const DONE_WORDS: Readonly<Record<string, string>> = {
  sua: 'Đã lưu thay đổi. Nội dung cũ còn trong lịch sử.',
  them: 'Đã thêm đơn vị.',
  'ket-thuc': 'Đã lưu việc kết thúc đơn vị.',
  nhap: 'Đã lưu các thay đổi trong tệp. Nội dung cũ còn trong lịch sử từng đơn vị.',
}
const CHANGE_FIELDS: readonly FormField[] = [
  'ten',
  'captren',
  'diaban',
  'giotruc',
  'dienthoai',
  'kenh',
  'tungay',
  'lydo',
]
const NEW_FIELDS: readonly FormField[] = ['ma', 'loai', 'vaitro', 'tinh', ...CHANGE_FIELDS]
const END_FIELDS: readonly FormField[] = ['denngay', 'kenhiem', 'lydo']
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** The list of units as administrators keep it, by hand and by file. To everybody else these pages do not exist. */
export function addUnitsPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, tokens } = room

  const turnAway = (c: Context, { reason }: SignedOut | NotFound): Response =>
    reason === 'signed-out' ? askToSignIn(c) : room.errors.answer(c, 404)

  const doneWords = (c: Context): string | undefined => {
    const done = c.req.query('xong') ?? ''
    return Object.hasOwn(DONE_WORDS, done) ? DONE_WORDS[done] : undefined
  }

  async function showList(c: Context, session: string, error: string | null = null) {
    const found = await deps.unitBook.list(session)
    if (!found.ok) return turnAway(c, found)
    await deps.signIn.touch(session)
    const page = (
      <UnitsPage
        units={found.units}
        reader={found}
        filter={readFilter(c.req.query(), found.province)}
        token={tokens.issue('act', session)}
        done={doneWords(c)}
        error={error}
      />
    )
    return answerPage(c, page, error === null ? 200 : 400)
  }

  async function showOne(c: Context, session: string, code: string, refused: Refused | null = null) {
    const found = await deps.unitBook.one(session, code)
    if (!found.ok) return turnAway(c, found)
    await deps.signIn.touch(session)
    const page = (
      <UnitPage
        unit={found.unit}
        units={found.units}
        history={found.history}
        reader={found}
        now={deps.now()}
        token={tokens.issue('act', session)}
        done={doneWords(c)}
        refused={refused}
      />
    )
    return answerPage(c, page, refused === null ? 200 : 400)
  }

  async function showNew(c: Context, session: string, refused: Refused | null = null) {
    const found = await deps.unitBook.list(session)
    if (!found.ok) return turnAway(c, found)
    const token = tokens.issue('act', session)
    const page = <NewUnitPage reader={found} units={found.units} token={token} refused={refused} />
    return answerPage(c, page, refused === null ? 200 : 400)
  }

  /** A form of an administrator, with a fresh proof behind it. Others are not even asked to prove themselves. */
  async function readFresh(c: Context): Promise<{ form: DeskForm; units: Named[] } | Response> {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    const found = await deps.unitBook.list(form.session)
    if (!found.ok) return turnAway(c, found)
    return (await requireFresh(c, room, 'units', form)) ?? { form, units: found.units }
  }

  /** One form, one unit: back to the unit where it was done, back to the form where something is wrong. */
  async function save(
    c: Context,
    fields: readonly FormField[],
    code: string | null,
    done: string,
    show: (session: string, refused: Refused) => Promise<Response>,
  ): Promise<Response> {
    const read = await readFresh(c)
    if (read instanceof Response) return read
    const { form, units } = read
    const texts = { ...textsOf(form, fields, units), ...(code === null ? {} : { code }) }
    const saved = await deps.unitBook.save(form.session, texts, code === null ? 'new' : 'old')
    if (!saved.ok) return turnAway(c, saved)
    const { plan, isDone } = saved.outcome
    if (isDone) return c.redirect(`${UNITS_PATH}/${plan.changes[0]?.after.code ?? ''}?xong=${done}`, 303)
    return show(form.session, {
      form: fields === END_FIELDS ? 'end' : 'change',
      typed: form.fields,
      faults: plan.faults,
    })
  }

  function showPlan(
    c: Context,
    shown: {
      session: string
      fileName: string
      rows: readonly UnitRow[]
      plan: UnitPlan
      ignored: readonly string[]
      isNew: boolean
      paper: Paper
    },
  ) {
    const carried = {
      tentep: shown.fileName,
      bang: packRows(shown.rows),
      dongy: digestOf(shown.plan),
      lydo: shown.paper.reason,
      vanban: shown.paper.document,
    }
    const token = tokens.issue('act', shown.session)
    return answerPage(
      c,
      <UnitsReportPage {...shown} carried={carried} token={token} />,
      shown.isNew ? 409 : shown.plan.faults.length > 0 ? 400 : 200,
    )
  }

  app.get(UNITS_PATH, (c) => {
    const session = cookies.readSession(c)
    return session === null ? askToSignIn(c) : showList(c, session)
  })

  app.get(`${UNITS_PATH}/moi`, (c) => {
    const session = cookies.readSession(c)
    return session === null ? askToSignIn(c) : showNew(c, session)
  })

  app.post(`${UNITS_PATH}/moi`, (c) =>
    save(c, NEW_FIELDS, null, 'them', (session, refused) => showNew(c, session, refused)),
  )

  app.get(`${UNITS_PATH}/tai-ve`, async (c) => {
    const session = cookies.readSession(c)
    if (session === null) return askToSignIn(c)
    const kind = c.req.query('dang') === 'csv' ? 'csv' : 'xlsx'
    const asked = c.req.query('tinh') ?? ALL
    const province = /^\d{2}$/.test(asked) ? asked : null
    const made = await deps.unitBook.exportTo(session, kind, province)
    if (!made.ok) return turnAway(c, made)
    const name = `don-vi${province === null ? '' : `-${province}`}.${kind}`
    const headers = { 'content-type': TYPES[kind], 'content-disposition': `attachment; filename="${name}"` }
    return c.body(new Uint8Array(made.bytes), 200, headers)
  })

  app.post(`${UNITS_PATH}/nhap`, async (c) => {
    const form = await readDeskUpload(c, room, 'tep')
    if (form instanceof Response) return form
    const { session, file } = form
    if (file === null) return showList(c, session, 'Chưa chọn tệp.')
    const paper = paperOf(form.fields)
    const looked = await deps.unitBook.preview(session, file, paper)
    if (!looked.ok)
      return looked.reason === 'unread' ? showList(c, session, fileFaultWords(looked.fault)) : turnAway(c, looked)
    const { rows, ignored } = looked
    return showPlan(c, { session, fileName: file.name, rows, plan: looked.outcome.plan, ignored, isNew: false, paper })
  })

  app.post(`${UNITS_PATH}/nhap/dong-y`, async (c) => {
    const read = await readFresh(c)
    if (read instanceof Response) return read
    const { session, fields } = read.form
    const rows = unpackRows(fields.bang ?? '')
    if (rows === null) return showList(c, session, 'Chưa nhận đủ nội dung tệp. Anh/Chị nạp lại tệp.')
    const paper = paperOf(fields)
    const applied = await deps.unitBook.apply(session, rows, paper, fields.dongy ?? '')
    if (!applied.ok) return turnAway(c, applied)
    if (applied.outcome.isDone) return c.redirect(`${UNITS_PATH}?xong=nhap`, 303)
    const { plan } = applied.outcome
    return showPlan(c, { session, fileName: fields.tentep ?? '', rows, plan, ignored: [], isNew: true, paper })
  })

  app.get(`${UNITS_PATH}/:code`, (c) => {
    const session = cookies.readSession(c)
    return session === null ? askToSignIn(c) : showOne(c, session, c.req.param('code'))
  })

  app.post(`${UNITS_PATH}/:code`, (c) => {
    const code = c.req.param('code')
    return save(c, CHANGE_FIELDS, code, 'sua', (session, refused) => showOne(c, session, code, refused))
  })

  app.post(`${UNITS_PATH}/:code/ket-thuc`, (c) => {
    const code = c.req.param('code')
    return save(c, END_FIELDS, code, 'ket-thuc', (session, refused) => showOne(c, session, code, refused))
  })
}

type Paper = Parameters<Units['apply']>[2]
interface Named {
  code: string
  name: string
}

function paperOf(fields: DeskForm['fields']): Paper {
  return { reason: (fields.lydo ?? '').trim().slice(0, 500), document: (fields.vanban ?? '').trim().slice(0, 200) }
}

/** What a form says, by field; a document only where one was typed. */
function textsOf(form: DeskForm, names: readonly FormField[], units: readonly Named[]): UnitRow['texts'] {
  const document = (form.fields.vanban ?? '').trim()
  const entries = names.map((name) => {
    const typed = form.fields[name] ?? ''
    return [FORM_FIELDS[name], name === 'captren' || name === 'kenhiem' ? codeOf(typed, units) : typed] as const
  })
  return { ...Object.fromEntries(entries), ...(document === '' ? {} : { document }) }
}

/** The code of a `name (code)`, of a code, or of a name that one unit has; else what was typed. */
function codeOf(typed: string, units: readonly Named[]): string {
  const text = typed.trim()
  const code = /\(([^()]+)\)$/.exec(text)?.[1] ?? text
  if (units.some((unit) => unit.code === code)) return code
  const named = units.filter(({ name }) => name.toLowerCase() === text.toLowerCase())
  return named.length === 1 ? (named[0]?.code ?? text) : text
}
