import type { Context, Hono } from 'hono'
import type { AccountOutcome } from '../../flow/account.ts'
import { ACCOUNT_PATH } from '../desk-address.ts'
import { askToSignIn, type DeskForm, type DeskRoom, readDeskForm } from '../desk-room.ts'
import { answerPage } from '../layout.tsx'
import { AccountPage, CodesPage, NewPasskeyPage, PasswordPage, TotpPage } from '../parts/account-page.tsx'
import { refusedWords } from '../parts/account-words.ts'
import { answerQr } from '../qr-picture.ts'
import { requireFresh } from './step-up.tsx'

const PICTURE_PATH = `${ACCOUNT_PATH}/ma-qr.svg`

const DONE_WORDS: Readonly<Record<string, string>> = {
  'them-khoa': 'Đã thêm khóa.',
  'doi-ten': 'Đã đổi tên khóa.',
  'bo-khoa': 'Đã bỏ khóa. Các phiên khác đã kết thúc.',
  'mat-khau': 'Đã đổi mật khẩu. Các phiên khác đã kết thúc.',
  'bo-mat-khau': 'Đã bỏ mật khẩu và mã. Các phiên khác đã kết thúc.',
  phien: 'Đã kết thúc các phiên khác.',
}

/** An officer's own ways in and sessions. Whatever changes a way in asks for a fresh proof first. */
export function addAccountPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, tokens } = room

  async function show(c: Context, session: string, said: { done?: string | undefined; error?: string }) {
    const found = await deps.account.view(session)
    if (!found.ok) return askToSignIn(c)
    await deps.signIn.touch(session)
    const page = (
      <AccountPage
        view={found.view}
        unitName={room.names.unit(found.view.officer.unitCode)}
        token={tokens.issue('act', session)}
        now={deps.now()}
        done={said.done}
        error={said.error ?? null}
      />
    )
    return answerPage(c, page, said.error === undefined ? 200 : 409)
  }

  /** A form of the account, with a fresh proof behind it. */
  function onFresh(path: string, work: (c: Context, form: DeskForm) => Promise<Response>): void {
    app.post(`${ACCOUNT_PATH}/${path}`, async (c) => {
      const form = await readDeskForm(c, room)
      if (form instanceof Response) return form
      return (await requireFresh(c, room, 'account', form)) ?? work(c, form)
    })
  }

  /** Back to the account with a sentence, the codes where there are new ones, or the error beside the list. */
  async function settle(c: Context, form: DeskForm, done: string, outcome: AccountOutcome): Promise<Response> {
    if (!outcome.ok) {
      if (outcome.reason === 'signed-out') return askToSignIn(c)
      // Between our asking and the act the five minutes ran out.
      if (outcome.reason === 'not-fresh')
        return (await requireFresh(c, room, 'account', form)) ?? show(c, form.session, {})
      return show(c, form.session, { error: refusedWords(outcome.reason) })
    }
    if (outcome.recoveryCodes) return answerPage(c, <CodesPage codes={outcome.recoveryCodes} />)
    return c.redirect(`${ACCOUNT_PATH}?xong=${done}`, 303)
  }

  app.get(ACCOUNT_PATH, (c) => {
    const session = cookies.readSession(c)
    const done = c.req.query('xong') ?? ''
    const words = Object.hasOwn(DONE_WORDS, done) ? DONE_WORDS[done] : undefined
    return session === null ? askToSignIn(c) : show(c, session, { done: words })
  })

  onFresh('khoa-moi', async (c, { session }) => answerPage(c, <NewPasskeyPage token={tokens.issue('act', session)} />))
  app.post(`${ACCOUNT_PATH}/khoa/thu-thach`, async (c) => {
    const form = await readDeskForm(c, room)
    const begun = form instanceof Response ? null : await deps.account.beginPasskey(form.session)
    return begun?.ok ? c.json(begun.options) : c.json({ reason: 'forbidden' }, 403)
  })
  app.post(`${ACCOUNT_PATH}/khoa`, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    const { fields, session } = form
    return settle(c, form, 'them-khoa', await deps.account.addPasskey(session, fields.khoa ?? '', fields.ten ?? ''))
  })
  onFresh('doi-ten', async (c, form) => {
    const { fields, session } = form
    return settle(c, form, 'doi-ten', await deps.account.renamePasskey(session, fields.id ?? '', fields.ten ?? ''))
  })
  onFresh('bo-khoa', async (c, form) =>
    settle(c, form, 'bo-khoa', await deps.account.removePasskey(form.session, form.fields.id ?? '')),
  )

  onFresh('mat-khau-moi', async (c, { session }) =>
    answerPage(c, <PasswordPage token={tokens.issue('act', session)} error={null} />),
  )
  onFresh('mat-khau', async (c, form) => {
    const password = form.fields['mat-khau'] ?? ''
    const isSame = password === (form.fields['mat-khau-lai'] ?? '')
    const outcome = isSame ? await deps.account.changePassword(form.session, password) : null
    const reason = outcome === null ? 'differ' : outcome.ok ? null : outcome.reason
    if (outcome && (outcome.ok || reason === 'signed-out' || reason === 'not-fresh')) {
      return settle(c, form, 'mat-khau', outcome)
    }
    const page = <PasswordPage token={tokens.issue('act', form.session)} error={refusedWords(reason ?? '')} />
    return answerPage(c, page, 400)
  })
  onFresh('bo-mat-khau', async (c, form) =>
    settle(c, form, 'bo-mat-khau', await deps.account.removePassword(form.session)),
  )

  async function showTotp(c: Context, session: string, reason: string | null): Promise<Response> {
    const [offered, found] = await Promise.all([deps.account.offerTotp(session), deps.account.view(session)])
    if (!offered.ok || !found.ok) return askToSignIn(c)
    const page = (
      <TotpPage
        token={tokens.issue('act', session)}
        login={found.view.officer.login}
        needsPassword={found.view.password === null}
        picture={PICTURE_PATH}
        letters={offered.letters}
        error={reason === null ? null : refusedWords(reason)}
      />
    )
    return answerPage(c, page, reason === null ? 200 : 400)
  }
  onFresh('ma-moi', (c, { session }) => showTotp(c, session, null))
  onFresh('ma', async (c, form) => {
    const { fields, session } = form
    const password = fields['mat-khau'] ?? null
    if (password !== null && fields['mat-khau-lai'] !== password) return showTotp(c, session, 'differ')
    const outcome = await deps.account.saveTotp(session, password, fields.ma ?? '')
    const isTyped = !outcome.ok && outcome.reason !== 'signed-out' && outcome.reason !== 'not-fresh'
    return isTyped ? showTotp(c, session, outcome.reason) : settle(c, form, 'ma', outcome)
  })
  app.get(PICTURE_PATH, async (c) => {
    const session = cookies.readSession(c)
    if (session === null || !(await deps.fresh.isFresh(session, 'account'))) return room.errors.answer(c, 404)
    const offered = await deps.account.offerTotp(session)
    return offered.ok ? answerQr(c, offered.uri) : room.errors.answer(c, 404)
  })
  onFresh('ma-du-phong', async (c, form) =>
    settle(c, form, 'ma-du-phong', await deps.account.renewRecoveryCodes(form.session)),
  )

  app.post(`${ACCOUNT_PATH}/phien`, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    return settle(c, form, 'phien', await deps.account.endOtherSessions(form.session))
  })
}
