import type { Context, Hono } from 'hono'
import type { OpenLink } from '../../flow/enrol.ts'
import { ENROL_PATH, SIGN_IN_PATH } from '../desk-address.ts'
import { type DeskRoom, readFields } from '../desk-room.ts'
import { answerPage } from '../layout.tsx'
import { PASSWORD_HINT, refusedWords } from '../parts/account-words.ts'
import { CardError, CardField, DeskCard } from '../parts/desk-card.tsx'
import { PASSKEY_SCRIPTS, PasskeyForm } from '../parts/passkey-form.tsx'
import { RecoveryCodes, TotpFields } from '../parts/totp-form.tsx'
import { answerQr } from '../qr-picture.ts'
import { makeThrottle } from '../throttle.ts'

// The same words for a link that is unknown, used, expired or taken back.
const NO_LINK = 'Liên kết ghi danh chưa đúng, đã dùng hoặc đã hết hạn. Anh/Chị xin quản trị viên một liên kết mới.'
const THROTTLED = 'Đã thử nhiều lần. Anh/Chị đợi vài phút rồi thử lại.'
const CHOICE_PATH = `${ENROL_PATH}/phuong-thuc`
const PICTURE_PATH = `${ENROL_PATH}/ma-qr.svg`

function LinkPage(props: { token: string; error: string | null }) {
  return (
    <DeskCard title="Ghi danh" heading="Ghi danh tài khoản" scripts={['enrol.js']}>
      <CardError text={props.error} />
      <form method="post" action={ENROL_PATH} novalidate data-enrol>
        <input type="hidden" name="token" value={props.token} autocomplete="off" />
        <CardField
          name="ma-ghi-danh"
          label="Mã ghi danh"
          hint="Phần sau dấu # trong liên kết mà quản trị viên đưa. Dùng một lần, trong 24 giờ."
          autocomplete="off"
          isCode
        />
        <button class="desk-button desk-main-button" type="submit">
          Tiếp tục
        </button>
      </form>
    </DeskCard>
  )
}

function ChoicePage(props: { token: string; link: OpenLink; error: string | null; isPasswordWrong: boolean }) {
  const { token, link } = props
  return (
    <DeskCard title="Ghi danh" heading="Chọn cách đăng nhập" scripts={PASSKEY_SCRIPTS}>
      <CardError text={props.error} id="ghi-danh-loi" />
      <p>
        Tài khoản <strong>{link.login}</strong>, số hiệu {link.number}.
        {link.purpose === 'recover' ? ' Khi xong, mọi cách đăng nhập và phiên cũ của tài khoản này hết hiệu lực.' : ''}
      </p>
      <PasskeyForm
        action={`${ENROL_PATH}/khoa`}
        options={`${ENROL_PATH}/khoa/thu-thach`}
        ask="create"
        token={token}
        label="Tạo khóa (passkey), nên dùng"
      >
        <CardField name="ten" label="Tên của khóa" value="Khóa thứ nhất" autocomplete="off" />
      </PasskeyForm>
      <h2 class="desk-or">Hoặc mật khẩu và ứng dụng tạo mã</h2>
      <form method="post" action={`${ENROL_PATH}/mat-khau`} novalidate>
        <input type="hidden" name="token" value={token} autocomplete="off" />
        <input type="hidden" name="username" value={link.login} autocomplete="username" />
        <CardField
          name="mat-khau"
          label={link.hasPassword ? 'Mật khẩu đã được cấp' : 'Mật khẩu mới'}
          {...(link.hasPassword ? {} : { hint: PASSWORD_HINT })}
          type="password"
          autocomplete={link.hasPassword ? 'current-password' : 'new-password'}
          isFocused={props.isPasswordWrong}
          describedBy={props.isPasswordWrong ? 'ghi-danh-loi' : undefined}
        />
        {link.hasPassword ? null : (
          <CardField name="mat-khau-lai" label="Nhập lại mật khẩu" type="password" autocomplete="new-password" />
        )}
        <TotpFields picture={PICTURE_PATH} letters={link.totp.letters} />
        <button class="desk-button" type="submit">
          Lưu mật khẩu và mã
        </button>
      </form>
    </DeskCard>
  )
}

function DonePage(props: { login: string; codes: readonly string[] }) {
  return (
    <DeskCard title="Đã ghi danh">
      <p role="status">
        Tài khoản <strong>{props.login}</strong> đã mở. Liên kết vừa dùng không dùng lại được.
      </p>
      {props.codes.length > 0 ? <RecoveryCodes codes={props.codes} /> : null}
      <p>
        <a class="desk-button desk-main-button" href={SIGN_IN_PATH}>
          Tới trang đăng nhập
        </a>
      </p>
    </DeskCard>
  )
}

/**
 * Enrolling with a one-time link. Its token stands behind `#`, is posted at once, and lies in a cookie until it is used
 * up: no address ever holds it, and so no log.
 */
export function addEnrolPages(app: Hono, room: DeskRoom): void {
  const { deps, cookies, tokens } = room
  const byAddress = makeThrottle(() => deps.now())

  function showLink(c: Context, error: string | null, status: 200 | 401 | 429) {
    const page = <LinkPage token={tokens.issue('enrol', cookies.keepVisitor(c))} error={error} />
    return answerPage(c, page, status)
  }

  /** A form of the choice page, under the link in the cookie; null unless it is ours. */
  async function read(c: Context) {
    const fields = await readFields(c)
    const link = cookies.readLink(c)
    if (fields === null || link === null) return null
    return tokens.read('enrol', link, fields.token ?? '') === null ? null : { fields, link }
  }

  async function showChoice(c: Context, token: string, refused: string | null) {
    const opened = await deps.enrol.open(token)
    if (!opened.ok) return noLink(c)
    const isPasswordWrong = refused !== null && refused !== 'refused' && refused !== 'wrong-code'
    const page = (
      <ChoicePage
        token={tokens.issue('enrol', token)}
        link={opened.link}
        error={refused === null ? null : refusedWords(refused)}
        isPasswordWrong={isPasswordWrong}
      />
    )
    return answerPage(c, page, refused === null ? 200 : 400)
  }

  function noLink(c: Context) {
    cookies.clearLink(c)
    return showLink(c, NO_LINK, 401)
  }

  app.get(ENROL_PATH, (c) => showLink(c, null, 200))

  app.post(ENROL_PATH, async (c) => {
    const fields = await readFields(c)
    const visitor = cookies.readVisitor(c)
    const isOurs = fields !== null && visitor !== null && tokens.read('enrol', visitor, fields.token ?? '') !== null
    if (!isOurs) return room.errors.answer(c, 403)
    const address = deps.clientAddress(c)
    if (!byAddress.takeTry(address)) return showLink(c, THROTTLED, 429)
    // Whoever pastes the whole link means what stands behind its sign.
    const code = (fields['ma-ghi-danh'] ?? '').trim().split('#').at(-1) ?? ''
    const isCode = /^[A-Za-z0-9_-]{43}$/.test(code)
    if (!isCode || !(await deps.enrol.open(code)).ok) {
      await deps.enrol.refuse()
      return showLink(c, NO_LINK, 401)
    }
    byAddress.giveBack(address)
    cookies.writeLink(c, code)
    return c.redirect(CHOICE_PATH, 303)
  })

  app.get(CHOICE_PATH, async (c) => {
    const token = cookies.readLink(c)
    return token === null ? c.redirect(ENROL_PATH, 303) : showChoice(c, token, null)
  })

  app.get(PICTURE_PATH, async (c) => {
    const token = cookies.readLink(c)
    const opened = token === null ? null : await deps.enrol.open(token)
    return opened?.ok ? answerQr(c, opened.link.totp.uri) : room.errors.answer(c, 404)
  })

  app.post(`${ENROL_PATH}/mat-khau`, async (c) => {
    const form = await read(c)
    if (form === null) return room.errors.answer(c, 403)
    const { fields, link } = form
    const password = fields['mat-khau'] ?? ''
    const again = fields['mat-khau-lai']
    if (again !== undefined && again !== password) return showChoice(c, link, 'differ')
    const done = await deps.enrol.withPassword(link, password, fields.ma ?? '')
    if (!done.ok) return done.reason === 'no-link' ? noLink(c) : showChoice(c, link, done.reason)
    cookies.clearLink(c)
    return answerPage(c, <DonePage login={done.login} codes={done.recoveryCodes} />)
  })

  app.post(`${ENROL_PATH}/khoa/thu-thach`, async (c) => {
    const form = await read(c)
    const begun = form === null ? null : await deps.enrol.beginPasskey(form.link)
    return begun?.ok ? c.json(begun.options) : c.json({ reason: 'forbidden' }, 403)
  })

  app.post(`${ENROL_PATH}/khoa`, async (c) => {
    const form = await read(c)
    if (form === null) return room.errors.answer(c, 403)
    const done = await deps.enrol.withPasskey(form.link, form.fields.khoa ?? '', form.fields.ten ?? '')
    if (!done.ok) return done.reason === 'no-link' ? noLink(c) : showChoice(c, form.link, done.reason)
    cookies.clearLink(c)
    return answerPage(c, <DonePage login={done.login} codes={[]} />)
  })
}
