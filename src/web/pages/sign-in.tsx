import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { makeBuckets } from '../buckets.ts'
import { DESK_PATH, ENROL_PATH, readReturn, SIGN_IN_PATH } from '../desk-address.ts'
import { makeKnownDevices } from '../desk-device.ts'
import { type DeskRoom, readDeskForm, readFields } from '../desk-room.ts'
import { answerPage } from '../layout.tsx'
import { makeNetworkKeys, NEAR } from '../network.ts'
import { CardError, CardField, DeskCard } from '../parts/desk-card.tsx'
import { PASSKEY_SCRIPTS, PasskeyForm } from '../parts/passkey-form.tsx'
import { makeThrottle } from '../throttle.ts'

// The same words whatever was wrong: a login, a password, a code, a key, a disabled account.
const REFUSED = 'Chưa đăng nhập được. Tên đăng nhập, mật khẩu, mã hoặc khóa chưa đúng.'
const THROTTLED = 'Đã thử nhiều lần. Anh/Chị đợi vài phút rồi thử lại, hoặc đăng nhập bằng khóa.'
/** Longer than any login or password of ours; beyond it nothing is looked up or hashed as typed. */
const TYPED_MAX = 200
/** A whole headquarters signs in behind one address at the change of shifts; each costs a hash of 25 ms. */
const BEGINNINGS = { size: 120, refillMs: 2_000 }
/** A first step may be followed by one try of a code. */
const STEP_TRIES = { size: 1, refillMs: 10 * 60_000 }

interface Typed {
  login: string
  returnTo: string
}

function SignInPage(props: Typed & { token: string; error: string | null; mayBeSignedIn: boolean }) {
  const isWrong = props.error !== null
  const errorId = 'dang-nhap-loi'
  return (
    <DeskCard title="Đăng nhập" heading="Đăng nhập bàn trực" scripts={PASSKEY_SCRIPTS}>
      <CardError text={props.error} id={errorId} />
      <PasskeyForm
        action={`${SIGN_IN_PATH}/khoa`}
        options={`${SIGN_IN_PATH}/khoa/thu-thach`}
        ask="get"
        token={props.token}
        label="Dùng khóa (passkey)"
      >
        <input type="hidden" name="ve" value={props.returnTo} autocomplete="off" />
      </PasskeyForm>
      <h2 class="desk-or">Hoặc dùng mật khẩu và mã</h2>
      <form method="post" action={SIGN_IN_PATH} novalidate>
        <input type="hidden" name="token" value={props.token} autocomplete="off" />
        <input type="hidden" name="ve" value={props.returnTo} autocomplete="off" />
        <CardField
          name="login"
          label="Tên đăng nhập"
          value={props.login}
          autocomplete="username"
          isFocused={!isWrong}
          describedBy={isWrong ? errorId : undefined}
        />
        <CardField
          name="password"
          label="Mật khẩu"
          type="password"
          autocomplete="current-password"
          isFocused={isWrong}
          describedBy={isWrong ? errorId : undefined}
        />
        <button class="desk-button" type="submit">
          Tiếp tục
        </button>
      </form>
      {props.mayBeSignedIn ? (
        <p class="desk-aside">
          Đã đăng nhập trên máy này? <a href={props.returnTo}>Mở thẳng trang được gửi</a>.
        </p>
      ) : null}
      <p class="desk-aside">
        Có liên kết ghi danh? <a href={ENROL_PATH}>Nhập mã ghi danh</a>.
      </p>
      <p class="desk-aside">Dành cho cán bộ trực ban. Mọi lượt xem và thao tác đều được ghi lại.</p>
    </DeskCard>
  )
}

function CodePage(props: Typed & { token: string; step: string }) {
  return (
    <DeskCard title="Nhập mã" heading="Nhập mã xác nhận">
      <form method="post" action={`${SIGN_IN_PATH}/ma`} novalidate>
        <input type="hidden" name="token" value={props.token} autocomplete="off" />
        <input type="hidden" name="ve" value={props.returnTo} autocomplete="off" />
        <input type="hidden" name="login" value={props.login} autocomplete="off" />
        <input type="hidden" name="buoc" value={props.step} autocomplete="off" />
        <CardField
          name="ma"
          label="Mã 6 số trong ứng dụng"
          hint="Mỗi mã chỉ dùng một lần. Mất điện thoại thì nhập một mã dự phòng."
          autocomplete="one-time-code"
          isCode
          isFocused
        />
        <button class="desk-button desk-main-button" type="submit">
          Đăng nhập
        </button>
      </form>
      <p class="desk-aside">
        <a href={SIGN_IN_PATH}>Làm lại từ đầu</a>
      </p>
    </DeskCard>
  )
}

/**
 * Signing in and out. Failures of a network, or at one login, slow it down, whether or not the login exists; a browser
 * that has signed in before is counted apart, and a passkey is asked for however often a login was guessed at.
 */
export function addSignInPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, tokens } = room
  const now = () => deps.now()
  const byAddress = makeThrottle(now)
  const byLogin = makeThrottle(now)
  const networkOf = makeNetworkKeys(now)
  const beginnings = makeBuckets(BEGINNINGS, now)
  const steps = makeBuckets(STEP_TRIES, now)
  const devices = makeKnownDevices(room.settings.formKey)

  const isBusy = (c: Context): boolean => !beginnings.take(networkOf(deps.clientAddress(c), NEAR))
  const loginKey = (c: Context, login: string): string => digest(devices.countUnder(login, cookies.readDevice(c)))

  function show(c: Context, typed: Typed, error: string | null, status: 200 | 401 | 429) {
    const token = tokens.issue('sign-in', cookies.keepVisitor(c))
    // A link followed from elsewhere comes without our SameSite=Strict cookie, however signed in its reader is.
    const mayBeSignedIn = c.req.header('sec-fetch-site') === 'cross-site'
    if (status === 429) c.header('retry-after', '60')
    return answerPage(c, <SignInPage token={token} {...typed} error={error} mayBeSignedIn={mayBeSignedIn} />, status)
  }

  /** A form of this page: from this browser, or null. */
  async function read(c: Context) {
    const fields = await readFields(c)
    const visitor = cookies.readVisitor(c)
    if (fields === null || visitor === null) return null
    if (tokens.read('sign-in', visitor, fields.token ?? '') === null) return null
    const typed = { login: (fields.login ?? '').trim().slice(0, TYPED_MAX), returnTo: readReturn(fields.ve) }
    return { fields, visitor, typed }
  }

  async function welcome(c: Context, typed: Typed, token: string, login: string) {
    const former = cookies.readSession(c)
    if (former !== null) await deps.signIn.signOut(former)
    cookies.writeSession(c, token)
    cookies.writeDevice(c, devices.remember(login, cookies.readDevice(c)))
    return c.redirect(typed.returnTo, 303)
  }

  app.get(SIGN_IN_PATH, async (c) => {
    const returnTo = readReturn(c.req.query('ve'))
    const session = cookies.readSession(c)
    if (session !== null && (await deps.look.officer(session)).ok) return c.redirect(returnTo, 303)
    return show(c, { login: '', returnTo }, null, 200)
  })

  app.post(SIGN_IN_PATH, async (c) => {
    const form = await read(c)
    if (form === null) return room.errors.answer(c, 403)
    const { fields, visitor, typed } = form
    const login = (fields.login ?? '').trim()
    const password = fields.password ?? ''
    if (isBusy(c) || !byLogin.takeTry(loginKey(c, login))) return show(c, typed, THROTTLED, 429)
    // What cannot be a login still takes the same way and time.
    const isPlausible = login.length <= TYPED_MAX && password.length <= TYPED_MAX && !/\p{C}/u.test(login)
    const step = await deps.signIn.begin(isPlausible ? login : '', isPlausible ? password : '', visitor)
    return answerPage(c, <CodePage token={tokens.issue('sign-in', visitor)} {...typed} step={step} />)
  })

  app.post(`${SIGN_IN_PATH}/ma`, async (c) => {
    const form = await read(c)
    if (form === null) return room.errors.answer(c, 403)
    const { fields, visitor, typed } = form
    const address = deps.clientAddress(c)
    if (!byAddress.takeTry(address)) return show(c, typed, THROTTLED, 429)
    const sealed = Buffer.from(fields.buoc ?? '', 'base64url')
    // By its bytes, for one text has many spellings in base64url.
    const isFirstTry = steps.take(digest(sealed))
    const step = isFirstTry ? sealed.toString('base64url') : ''
    const result = await deps.signIn.finish(step, (fields.ma ?? '').slice(0, TYPED_MAX), visitor)
    if (!result.ok) return show(c, typed, REFUSED, 401)
    byAddress.giveBack(address)
    byLogin.giveBack(loginKey(c, result.login))
    return welcome(c, typed, result.token, result.login)
  })

  app.post(`${SIGN_IN_PATH}/khoa/thu-thach`, async (c) => {
    const form = await read(c)
    if (form === null) return c.json({ reason: 'forbidden' }, 403)
    if (isBusy(c)) return c.json({ reason: 'busy' }, 429)
    return c.json(await deps.signIn.beginPasskey(form.visitor))
  })

  app.post(`${SIGN_IN_PATH}/khoa`, async (c) => {
    const form = await read(c)
    if (form === null) return room.errors.answer(c, 403)
    const address = deps.clientAddress(c)
    if (!byAddress.takeTry(address)) return show(c, form.typed, THROTTLED, 429)
    const result = await deps.signIn.finishPasskey(form.visitor, form.fields.khoa ?? '')
    if (!result.ok) return show(c, form.typed, REFUSED, 401)
    byAddress.giveBack(address)
    return welcome(c, form.typed, result.token, result.login)
  })

  app.post(`${DESK_PATH}/dang-xuat`, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    await deps.signIn.signOut(form.session)
    cookies.clearSession(c)
    return c.redirect(SIGN_IN_PATH, 303)
  })
}

function digest(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}
