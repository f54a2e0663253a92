import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { DESK_PATH, readReturn, SIGN_IN_PATH } from '../desk-address.ts'
import { type DeskRoom, readDeskForm, readFields } from '../desk-room.ts'
import { answerPage, PageBase } from '../layout.tsx'
import { makeThrottle } from '../throttle.ts'

// The same words whatever was wrong: a login, a password, a disabled account.
const REFUSED = 'Tên đăng nhập hoặc mật khẩu chưa đúng.'
const THROTTLED = 'Đã thử nhiều lần. Anh/Chị đợi vài phút rồi thử lại.'
/** Longer than any login or password of ours; beyond it nothing is looked up or hashed as typed. */
const TYPED_MAX = 200

function SignInPage(props: {
  token: string
  returnTo: string
  login: string
  error: string | null
  mayBeSignedIn: boolean
}) {
  const isWrong = props.error !== null
  return (
    <PageBase lang="vi" title="Đăng nhập · Tin Báo" room="desk" bodyClass="desk desk-plain">
      <main class="desk-card">
        <p class="desk-card-brand">Tin Báo</p>
        <h1>Đăng nhập bàn trực</h1>
        <form method="post" action={SIGN_IN_PATH} novalidate>
          <input type="hidden" name="token" value={props.token} autocomplete="off" />
          <input type="hidden" name="ve" value={props.returnTo} autocomplete="off" />
          {isWrong ? (
            <p class="desk-error" role="alert" id="dang-nhap-loi">
              {props.error}
            </p>
          ) : null}
          <label class="desk-label" for="login">
            Tên đăng nhập
          </label>
          <input
            class="input"
            type="text"
            id="login"
            name="login"
            value={props.login}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            autofocus={!isWrong}
            aria-describedby={isWrong ? 'dang-nhap-loi' : undefined}
          />
          <label class="desk-label" for="password">
            Mật khẩu
          </label>
          <input
            class="input"
            type="password"
            id="password"
            name="password"
            autocomplete="current-password"
            required
            autofocus={isWrong}
            aria-describedby={isWrong ? 'dang-nhap-loi' : undefined}
          />
          <button class="desk-button desk-main-button" type="submit">
            Đăng nhập
          </button>
        </form>
        {props.mayBeSignedIn ? (
          <p class="desk-aside">
            Đã đăng nhập trên máy này? <a href={props.returnTo}>Mở thẳng trang được gửi</a>.
          </p>
        ) : null}
        <p class="desk-aside">Dành cho cán bộ trực ban. Mọi lượt xem và thao tác đều được ghi lại.</p>
      </main>
    </PageBase>
  )
}

/** Signing in and out. Ten failures of a network, or at one login, slow it down, whether or not the login exists. */
export function addSignInPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, tokens } = room
  const byAddress = makeThrottle(() => deps.now())
  const byLogin = makeThrottle(() => deps.now())

  function show(c: Context, typed: { login: string; returnTo: string }, error: string | null, status: 200 | 401 | 429) {
    const token = tokens.issue('sign-in', cookies.keepVisitor(c))
    // A link followed from elsewhere comes without our SameSite=Strict cookie, however signed in its reader is.
    const mayBeSignedIn = c.req.header('sec-fetch-site') === 'cross-site'
    return answerPage(c, <SignInPage token={token} {...typed} error={error} mayBeSignedIn={mayBeSignedIn} />, status)
  }

  app.get(SIGN_IN_PATH, async (c) => {
    const returnTo = readReturn(c.req.query('ve'))
    const session = cookies.readSession(c)
    if (session !== null && (await deps.look.officer(session)).ok) return c.redirect(returnTo, 303)
    return show(c, { login: '', returnTo }, null, 200)
  })

  app.post(SIGN_IN_PATH, async (c) => {
    const fields = await readFields(c)
    const visitor = cookies.readVisitor(c)
    if (fields === null || visitor === null) return room.errors.answer(c, 403)
    if (tokens.read('sign-in', visitor, fields.token ?? '') === null) return room.errors.answer(c, 403)

    const login = (fields.login ?? '').trim()
    const password = fields.password ?? ''
    const typed = { login: login.slice(0, TYPED_MAX), returnTo: readReturn(fields.ve) }
    const address = deps.clientAddress(c)
    const loginKey = createHash('sha256').update(login.toLowerCase()).digest('hex')
    if (!byAddress.takeTry(address) || !byLogin.takeTry(loginKey)) {
      c.header('retry-after', '60')
      return show(c, typed, THROTTLED, 429)
    }
    // What cannot be a login still takes the same way and time.
    const isPlausible = login.length <= TYPED_MAX && password.length <= TYPED_MAX && !/\p{C}/u.test(login)
    const result = await deps.signIn.signIn(isPlausible ? login : '', isPlausible ? password : '')
    if (!result.ok) {
      return show(c, typed, REFUSED, 401)
    }
    byAddress.giveBack(address)
    byLogin.giveBack(loginKey)
    const former = cookies.readSession(c)
    if (former !== null) await deps.signIn.signOut(former)
    cookies.writeSession(c, result.token)
    return c.redirect(typed.returnTo, 303)
  })

  app.post(`${DESK_PATH}/dang-xuat`, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    await deps.signIn.signOut(form.session)
    cookies.clearSession(c)
    return c.redirect(SIGN_IN_PATH, 303)
  })
}
