import type { Context, Hono } from 'hono'
import { FRESH_PURPOSES, type FreshPurpose, type FreshWay } from '../../flow/fresh.ts'
import { ACCOUNT_PATH, DESK_PATH, STEP_UP_PATH } from '../desk-address.ts'
import { askToSignIn, type DeskForm, type DeskRoom, readDeskForm } from '../desk-room.ts'
import { answerPage } from '../layout.tsx'
import { CardError, CardField, DeskCard } from '../parts/desk-card.tsx'
import { PASSKEY_SCRIPTS, PasskeyForm } from '../parts/passkey-form.tsx'
import { makeThrottle, type Throttle } from '../throttle.ts'

const PURPOSE_WORDS: Record<FreshPurpose, string> = {
  account: 'đổi cách đăng nhập của mình',
  officers: 'quản lý tài khoản cán bộ',
  units: 'sửa danh mục đơn vị',
  routing: 'đổi quy tắc phân luồng',
  export: 'xuất dữ liệu',
  unseal: 'mở danh tính được niêm phong',
}
const REFUSED = 'Chưa xác nhận được. Anh/Chị thử lại.'
const THROTTLED = 'Đã thử nhiều lần. Anh/Chị đợi vài phút rồi thử lại.'
/** Our own fields on this page; all others are the act's, and go on with it. */
const OWN = ['xn-viec', 'xn-toi', 'xn-mat-khau', 'xn-ma', 'khoa']

interface Asking {
  session: string
  purpose: FreshPurpose
  /** Where the act was sent, and is sent again. */
  action: string
  fields: Readonly<Record<string, string>>
}

/**
 * Null where this session proved itself for this purpose within five minutes. Else the page that asks for it, which
 * sends the form on as it was once the proof is given: answer with it.
 */
export async function requireFresh(
  c: Context,
  room: DeskRoom,
  purpose: FreshPurpose,
  form: DeskForm,
): Promise<Response | null> {
  if (await room.deps.fresh.isFresh(form.session, purpose)) return null
  const action = new URL(c.req.url).pathname
  return ask(c, room, { session: form.session, purpose, action, fields: form.fields }, null, 401)
}

async function ask(c: Context, room: DeskRoom, asking: Asking, error: string | null, status: 401 | 429) {
  const found = await room.deps.fresh.way(asking.session, asking.purpose)
  if (!found.ok) return askToSignIn(c)
  const token = room.tokens.issue('act', asking.session)
  if (status === 429) c.header('retry-after', '60')
  return answerPage(c, <StepUpPage asking={asking} way={found.way} token={token} error={error} />, status)
}

function StepUpPage(props: { asking: Asking; way: FreshWay | null; token: string; error: string | null }) {
  const { asking, way, token } = props
  return (
    <DeskCard title="Xác nhận" heading="Xác nhận lại là Anh/Chị" scripts={PASSKEY_SCRIPTS}>
      <CardError text={props.error} />
      <p>Cần xác nhận lại trước khi {PURPOSE_WORDS[asking.purpose]}. Xác nhận có hiệu lực 5 phút.</p>
      {way === 'passkey' ? (
        <PasskeyForm
          action={STEP_UP_PATH}
          options={`${STEP_UP_PATH}/thu-thach`}
          ask="get"
          token={token}
          label="Xác nhận bằng khóa (passkey)"
        >
          <Carried asking={asking} />
        </PasskeyForm>
      ) : null}
      {way === 'password' ? (
        <form method="post" action={STEP_UP_PATH} novalidate>
          <input type="hidden" name="token" value={token} autocomplete="off" />
          <Carried asking={asking} />
          <CardField name="xn-mat-khau" label="Mật khẩu" type="password" autocomplete="current-password" isFocused />
          <CardField
            name="xn-ma"
            label="Mã 6 số trong ứng dụng"
            hint="Mã vừa dùng để đăng nhập không dùng lại được: đợi mã kế tiếp."
            autocomplete="one-time-code"
            isCode
          />
          <button class="desk-button desk-main-button" type="submit">
            Xác nhận
          </button>
        </form>
      ) : null}
      {way === null ? (
        <p>
          Việc này cần một khóa (passkey), tài khoản này chưa có. <a href={ACCOUNT_PATH}>Thêm khóa ở trang tài khoản</a>
          .
        </p>
      ) : null}
      <p class="desk-aside">
        <a href={DESK_PATH}>Không làm nữa, về bàn trực</a>
      </p>
    </DeskCard>
  )
}

/** The act as it was sent, to be sent again by the same form. */
function Carried(props: { asking: Asking }) {
  const { asking } = props
  const fields = Object.entries(asking.fields).filter(([name]) => name !== 'token' && !OWN.includes(name))
  return (
    <>
      <input type="hidden" name="xn-viec" value={asking.purpose} autocomplete="off" />
      <input type="hidden" name="xn-toi" value={asking.action} autocomplete="off" />
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} autocomplete="off" />
      ))}
    </>
  )
}

/** Proving oneself again. Right: 307, and the browser sends the same form to where it was going. */
export function addStepUpPages(app: Hono, room: DeskRoom): void {
  const { deps } = room
  const tries: Throttle = makeThrottle(() => deps.now())

  app.post(`${STEP_UP_PATH}/thu-thach`, async (c) => {
    const form = await readDeskForm(c, room)
    const begun = form instanceof Response ? null : await deps.fresh.begin(form.session)
    return begun?.ok ? c.json(begun.options) : c.json({ reason: 'forbidden' }, 403)
  })

  app.post(STEP_UP_PATH, async (c) => {
    const form = await readDeskForm(c, room)
    if (form instanceof Response) return form
    const { session, fields } = form
    const purpose = FRESH_PURPOSES.find((known) => known === fields['xn-viec'])
    const action = fields['xn-toi'] ?? ''
    // One of our own pages, spelled plainly; nothing else is ever led to.
    const isOurs = /^\/ban-truc\/[a-z0-9_-]+(?:\/[A-Za-z0-9_-]+){0,4}$/.test(action) && action !== STEP_UP_PATH
    if (!purpose || !isOurs) return room.errors.answer(c, 403)
    const asking: Asking = { session, purpose, action, fields }
    if (!tries.takeTry(session)) return ask(c, room, asking, THROTTLED, 429)
    const proved = fields.khoa
      ? await deps.fresh.provePasskey(session, purpose, fields.khoa)
      : await deps.fresh.provePassword(
          session,
          purpose,
          (fields['xn-mat-khau'] ?? '').slice(0, 200),
          fields['xn-ma'] ?? '',
        )
    if (proved.ok) {
      tries.giveBack(session)
      return c.redirect(action, 307)
    }
    return proved.reason === 'signed-out' ? askToSignIn(c) : ask(c, room, asking, REFUSED, 401)
  })
}
