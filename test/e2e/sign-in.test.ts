import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { asOwner } from '../../src/cli/owner-db.ts'
import { newId } from '../../src/domain/ids.ts'
import { makeLink } from '../../src/flow/enrol.ts'
import { codeAt } from '../../src/flow/one-time-codes.ts'
import type { EnrolmentPurpose, OfficerRole } from '../../src/storage/officer-schema.ts'
import { addOfficer } from '../../src/storage/officers.ts'
import { openBrowsers, signIn } from '../support/browsers.ts'
import { nextCode } from '../support/codes.ts'
import { PASSWORD, startLine } from '../support/line.ts'
import { addAuthenticator } from '../support/passkeys.ts'

const line = await startLine({}, { withWorker: false })
const { address } = line.server
const browsers = await openBrowsers()
const SIGN_IN = `${address}/ban-truc/dang-nhap`
const ACCOUNT = `${address}/ban-truc/tai-khoan`
const WIDTHS = [360, 1280]

async function addBare(login: string, role: OfficerRole = 'duty-officer', unit = '26743'): Promise<string> {
  const id = newId('ofc')
  await asOwner(line.database.url, (tx) =>
    addOfficer(tx, { id, login, number: '113-900', unitCode: unit, role, passwordHash: null }),
  )
  return id
}

async function linkFor(officerId: string, purpose: EnrolmentPurpose = 'new'): Promise<string> {
  const token = await asOwner(line.database.url, (tx) => makeLink(tx, { officerId, madeBy: null, purpose }))
  return `${address}/ban-truc/ghi-danh#${token}`
}

async function enrolWithPasskey(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('button', { name: 'Tạo khóa (passkey)' }).click()
  await page.getByRole('heading', { name: 'Đã ghi danh' }).waitFor()
}

async function signInWithPasskey(page: Page): Promise<void> {
  await page.goto(SIGN_IN)
  await page.getByRole('button', { name: 'Dùng khóa (passkey)' }).click()
}

/** The code that an app would show for the letters on the page. */
async function readCode(page: Page): Promise<string> {
  const letters = (await page.locator('.desk-secret').innerText()).replaceAll(' ', '')
  const bits = [...letters].map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'))
  const secret = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  return codeAt(secret, new Date())
}

/** What axe finds on this page, on a phone and on a desk's screen; and nothing may stand out to the side. */
async function findFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    const { violations } = await new AxeBuilder({ page }).analyze()
    faults.push(
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${width} ${id}: ${target.join(' ')}`)),
    )
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    if (isWide) faults.push(`${width} scrolls sideways: ${page.url()}`)
  }
  return faults
}

describe('an officer', () => {
  it('enrols a passkey with a link whose token no address keeps, and signs in with it alone', async () => {
    const id = await addBare('nguyen.an')
    const { page, complaints } = await browsers.visit()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await addAuthenticator(page)
    const link = await linkFor(id)
    await page.goto(link)
    await page.getByRole('heading', { name: 'Chọn cách đăng nhập' }).waitFor()
    expect(await findFaults(page)).toEqual([])
    expect(page.url()).toBe(`${address}/ban-truc/ghi-danh/phuong-thuc`)
    await page.getByRole('button', { name: 'Tạo khóa (passkey)' }).click()
    await page.getByText('Tài khoản nguyen.an đã mở').waitFor()
    expect(await findFaults(page)).toEqual([])
    const token = link.split('#')[1] ?? ''
    expect(asked.filter((url) => url.split('#')[0]?.includes(token))).toEqual([])

    await page.goto(SIGN_IN)
    expect(await findFaults(page)).toEqual([])
    await signInWithPasskey(page)
    await page.getByRole('heading', { name: 'Hàng đợi' }).waitFor()
    expect(complaints).toEqual([])

    const late = await browsers.visit()
    await late.page.goto(link)
    await late.page.getByRole('alert').filter({ hasText: 'đã dùng hoặc đã hết hạn' }).waitFor()
    expect(await findFaults(late.page)).toEqual([])
  })

  it('is not let in by a passkey that does not know who holds it, and is told to try another way', async () => {
    const id = await addBare('tran.binh')
    const { page } = await browsers.visit()
    const authenticator = await addAuthenticator(page)
    await enrolWithPasskey(page, await linkFor(id))
    await authenticator.setUserVerified(false)
    await signInWithPasskey(page)
    await page.getByRole('alert').filter({ hasText: 'Chưa xác nhận được bằng khóa' }).waitFor()
    await authenticator.setUserVerified(true)
    await page.getByRole('button', { name: 'Dùng khóa (passkey)' }).click()
    await page.getByRole('heading', { name: 'Hàng đợi' }).waitFor()
  })

  it('enrols password and code without JavaScript, by a pasted link, and signs in with them; no code works twice', async () => {
    const id = await addBare('le.chi')
    const { page, complaints } = await browsers.visit({ javaScript: false })
    await page.goto(`${address}/ban-truc/ghi-danh`)
    await page.getByLabel('Mã ghi danh').fill(await linkFor(id))
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    const picture = await page.request.get(`${address}/ban-truc/ghi-danh/ma-qr.svg`)
    expect(picture.headers()['content-type']).toBe('image/svg+xml')
    expect(await page.getByRole('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100)
    await page.getByLabel('Mật khẩu mới').fill('ngắn')
    await page.getByLabel('Nhập lại mật khẩu').fill('ngắn')
    await page.getByLabel('Mã 6 số').fill(await readCode(page))
    await page.getByRole('button', { name: 'Lưu mật khẩu và mã' }).click()
    await page.getByRole('alert').filter({ hasText: 'ít nhất 15 ký tự' }).waitFor()
    expect(await page.getByLabel('Mật khẩu mới').inputValue()).toBe('')
    await page.getByLabel('Mật khẩu mới').fill(PASSWORD)
    await page.getByLabel('Nhập lại mật khẩu').fill(PASSWORD)
    const code = await readCode(page)
    await page.getByLabel('Mã 6 số').fill(code)
    await page.getByRole('button', { name: 'Lưu mật khẩu và mã' }).click()
    const recovery = await page.locator('.desk-codes code').allInnerTexts()
    expect(recovery).toHaveLength(8)

    const enter = async (password: string, typed: string): Promise<number> => {
      await page.goto(SIGN_IN)
      await page.getByLabel('Tên đăng nhập').fill('le.chi')
      await page.getByLabel('Mật khẩu').fill(password)
      await page.getByRole('button', { name: 'Tiếp tục' }).click()
      await page.getByLabel('Mã 6 số').fill(typed)
      const [answer] = await Promise.all([
        page.waitForResponse((one) => one.url().endsWith('/dang-nhap/ma')),
        page.getByRole('button', { name: 'Đăng nhập' }).click(),
      ])
      return answer.status()
    }
    // It confirmed the enrolment.
    expect(await enter(PASSWORD, code)).toBe(401)
    expect(await enter('sai mat khau hoan toan', recovery[0] ?? '')).toBe(401)
    expect(await enter(PASSWORD, recovery[0] ?? '')).toBe(303)
    await page.getByRole('heading', { name: 'Hàng đợi' }).waitFor()
    await page.getByRole('button', { name: 'Đăng xuất' }).click()
    expect(await enter(PASSWORD, recovery[0] ?? '')).toBe(401)
    expect(complaints).toEqual([])
  })

  it('recovers with a new link, and with that the lost passkey and every session end', async () => {
    const id = await addBare('pham.dung')
    const lost = await browsers.visit()
    await addAuthenticator(lost.page)
    await enrolWithPasskey(lost.page, await linkFor(id))
    await signInWithPasskey(lost.page)
    await lost.page.getByRole('heading', { name: 'Hàng đợi' }).waitFor()
    const { page } = await browsers.visit()
    await addAuthenticator(page)
    await enrolWithPasskey(page, await linkFor(id, 'recover'))
    await lost.page.goto(`${address}/ban-truc`)
    await lost.page.getByRole('heading', { name: 'Đăng nhập bàn trực' }).waitFor()
    await signInWithPasskey(lost.page)
    await lost.page.getByRole('alert').filter({ hasText: 'Chưa đăng nhập được' }).waitFor()
    await signInWithPasskey(page)
    await page.getByRole('heading', { name: 'Hàng đợi' }).waitFor()
  })
})

describe('the own account', () => {
  it('asks for a fresh proof, carries the act through it, and asks no more for five minutes', async () => {
    const { page, complaints } = await browsers.visit()
    await addAuthenticator(page)
    await signIn(page, address, 'benthanh')
    await page.goto(ACCOUNT)
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Thêm khóa' }).click()
    await page.getByRole('heading', { name: 'Xác nhận lại là Anh/Chị' }).waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.getByLabel('Mật khẩu').fill(PASSWORD)
    await page.getByLabel('Mã 6 số').fill(await nextCode(`${address} benthanh`))
    await page.getByRole('button', { name: 'Xác nhận', exact: true }).click()
    await page.getByRole('heading', { name: 'Thêm khóa' }).waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.getByLabel('Tên của khóa').fill('Khóa USB phòng trực')
    await page.getByRole('button', { name: 'Tạo khóa' }).click()
    await page.getByRole('status').filter({ hasText: 'Đã thêm khóa' }).waitFor()
    await page.getByText('Khóa USB phòng trực').first().waitFor()
    expect(await findFaults(page)).toEqual([])

    await page.getByRole('button', { name: 'Đổi ứng dụng tạo mã' }).click()
    await page.getByRole('heading', { name: 'Đổi ứng dụng tạo mã' }).waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.getByLabel('Mã 6 số').fill(await readCode(page))
    await page.getByRole('button', { name: 'Lưu' }).click()
    expect(await page.locator('.desk-codes code').allInnerTexts()).toHaveLength(8)
    expect(await findFaults(page)).toEqual([])
    await page.goto(ACCOUNT)
    await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
    await page.getByLabel('Mật khẩu mới').waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.goto(ACCOUNT)
    await page.getByRole('button', { name: 'Bỏ mật khẩu và mã' }).click()
    await page.getByRole('status').filter({ hasText: 'Đã bỏ mật khẩu và mã' }).waitFor()
    await page.getByRole('button', { name: 'Bỏ Khóa USB phòng trực' }).click()
    await page.getByRole('alert').filter({ hasText: 'cách đăng nhập cuối cùng' }).waitFor()

    // Another session proves itself with the passkey, for it now has one.
    await line.query(`update sessions set fresh_at = now() - interval '6 minutes' where fresh_at is not null`)
    await page.goto(ACCOUNT)
    await page.getByRole('button', { name: 'Thêm khóa' }).click()
    await page.getByRole('button', { name: 'Xác nhận bằng khóa' }).click()
    await page.getByRole('heading', { name: 'Thêm khóa' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('leads nowhere but to our own pages after a proof', async () => {
    const { page } = await browsers.visit()
    await signIn(page, address, 'saigon')
    await page.goto(ACCOUNT)
    const token = await page.locator('input[name=token]').first().inputValue()
    for (const action of [
      'https://evil.example/',
      '//evil.example',
      '/ban-truc/../x',
      '/ban-truc',
      '/ban-truc/xac-nhan',
    ]) {
      const answer = await page.request.post(`${address}/ban-truc/xac-nhan`, {
        form: { token, 'xn-viec': 'account', 'xn-toi': action, 'xn-mat-khau': PASSWORD, 'xn-ma': '000000' },
        maxRedirects: 0,
      })
      expect(answer.status(), action).toBe(403)
    }
    const foreign = await page.request.post(`${ACCOUNT}/bo-mat-khau`, {
      form: { token },
      headers: { origin: 'https://evil.example' },
    })
    expect(foreign.status()).toBe(403)
    expect((await page.request.get(`${ACCOUNT}/ma-qr.svg`)).status()).toBe(404)
  })
})

describe('an administrator', () => {
  it('adds an officer by a link shown once, changes rights, disables; to others the pages do not exist', async () => {
    const boss = await addBare('quantri79', 'administrator', '79-PC01')
    const { page, complaints } = await browsers.visit()
    await addAuthenticator(page)
    await enrolWithPasskey(page, await linkFor(boss))
    await signInWithPasskey(page)
    await page.getByRole('heading', { name: 'Cán bộ', exact: true }).waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.getByLabel('Tên đăng nhập').fill('vo.em')
    await page.getByLabel('Số hiệu').fill('113-901')
    await page.getByLabel('Đơn vị').fill('Công an phường Bến Thành')
    await page.getByRole('button', { name: 'Thêm và tạo liên kết' }).click()
    await page.getByRole('button', { name: 'Xác nhận bằng khóa' }).click()
    const link = await page.getByLabel('Liên kết').inputValue()
    expect(await findFaults(page)).toEqual([])

    const novice = await browsers.visit()
    await addAuthenticator(novice.page)
    await enrolWithPasskey(novice.page, link.trim())
    await signInWithPasskey(novice.page)
    await novice.page.getByRole('heading', { name: 'Hàng đợi' }).waitFor()
    expect((await novice.page.goto(`${address}/ban-truc/can-bo`))?.status()).toBe(404)
    await novice.page.goto(`${address}/ban-truc`)

    await page.goto(`${address}/ban-truc/can-bo`)
    await page.getByRole('link', { name: 'vo.em' }).click()
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('combobox', { name: 'Đơn vị' }).fill('26740')
    await page.getByRole('button', { name: 'Lưu quyền' }).click()
    await page.getByRole('status').filter({ hasText: 'Đã đổi quyền' }).waitFor()
    await novice.page.reload()
    await novice.page.getByText('Công an phường Sài Gòn').first().waitFor()

    await page.getByRole('button', { name: 'Khóa tài khoản' }).click()
    await page.getByRole('status').filter({ hasText: 'Đã khóa tài khoản' }).waitFor()
    await novice.page.reload()
    await novice.page.getByRole('heading', { name: 'Đăng nhập bàn trực' }).waitFor()
    await signInWithPasskey(novice.page)
    await novice.page.getByRole('alert').filter({ hasText: 'Chưa đăng nhập được' }).waitFor()

    await page.goto(`${address}/ban-truc/can-bo`)
    await page.getByRole('link', { name: 'quantri79' }).click()
    await page.getByText('do một quản trị viên khác đổi').waitFor()
    expect(await findFaults(page)).toEqual([])
    expect(complaints).toEqual([])
    expect(novice.complaints).toEqual([])
  })
})
