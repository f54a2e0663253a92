import { execFile } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { pickPort } from '../../src/cli/free-port.ts'
import { asOwner } from '../../src/cli/owner-db.ts'
import { newId } from '../../src/domain/ids.ts'
import { makeLink } from '../../src/flow/enrol.ts'
import type { OfficerRole } from '../../src/storage/officer-schema.ts'
import { addOfficer } from '../../src/storage/officers.ts'
import { openBrowsers, openTipWith, sendForm, type Visitor } from '../support/browsers.ts'
import { startLine } from '../support/line.ts'
import { addAuthenticator } from '../support/passkeys.ts'
import { startVaultProcess } from '../support/worker-process.ts'

// The vault proves where a passkey signed, so it has to know the port.
const PORT = String(await pickPort({ wanted: undefined, file: path.join(os.tmpdir(), `tinbao-port-${process.pid}`) }))
const line = await startLine({ PORT }, { withVault: false })
await startVaultProcess({ home: line.config.home, databaseUrl: line.database.url }, { PORT })
const { address } = line.server
const browsers = await openBrowsers()
const LIST = `${address}/ban-truc/mo-danh-tinh`
const WORDS = 'Quán nước đầu hẻm 14 phường Bến Thành tổ chức đánh bạc ăn tiền mỗi tối'
const NAME = 'Nguyễn Thị Người Báo'
const PHONE = '0901234567'
const PROVE_MS = 90_000

async function enrol(login: string, unit: string, role: OfficerRole): Promise<Visitor & { id: string }> {
  const id = newId('ofc')
  const officer = { id, login, number: `113-${login}`, unitCode: unit, role, passwordHash: null }
  const token = await asOwner(line.database.url, async (tx) => {
    await addOfficer(tx, officer)
    return makeLink(tx, { officerId: id, madeBy: null, purpose: 'new' })
  })
  const visitor = await browsers.visit()
  const { page } = visitor
  await addAuthenticator(page)
  await page.goto(`${address}/ban-truc/ghi-danh#${token}`)
  await page.getByRole('button', { name: 'Tạo khóa (passkey)' }).click()
  await page.getByRole('heading', { name: 'Đã ghi danh' }).waitFor()
  await page.goto(`${address}/ban-truc/dang-nhap`)
  await page.getByRole('button', { name: 'Dùng khóa (passkey)' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/ban-truc/dang-nhap'))
  return { ...visitor, id }
}

/** What axe finds on this page, on a phone and on a desk's screen; and nothing may stand out to the side. */
async function findFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const width of [360, 1280]) {
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

/** A command beside the running line. */
async function tinbao(...args: string[]): Promise<string> {
  const main = path.resolve(import.meta.dirname, '../../src/cli/main.ts')
  const env = {
    PATH: process.env.PATH ?? '',
    TINBAO_HOME: line.config.home,
    DATABASE_URL: line.database.url,
  }
  return (await promisify(execFile)(process.execPath, [main, ...args], { env })).stdout
}

async function approve(page: Page, tipCode: string): Promise<void> {
  await page.goto(LIST)
  await page.getByRole('link', { name: tipCode }).first().click()
  await page.getByLabel('Lý do đồng ý', { exact: true }).fill('Đủ căn cứ, đúng thủ tục.')
  await page.getByRole('button', { name: 'Đồng ý bằng khóa (passkey)', exact: true }).click()
  await page.getByRole('status').filter({ hasText: 'Đã ghi: đồng ý.' }).waitFor()
}

async function askFor(page: Page, tip: string): Promise<void> {
  await page.goto(`${address}/ban-truc/tin/${tip}/danh-tinh`)
  await page.getByLabel('Căn cứ pháp lý').selectOption('criminal-procedure')
  await page.getByLabel('Điều, khoản hoặc số văn bản').fill('điều 147 khoản 3')
  await page.getByLabel('Số hồ sơ').fill('HS-2026-0042')
  await page.getByLabel('Lý do, ít nhất 20 ký tự').fill('Cần hỏi thêm người báo để xác minh hiện trường.')
  await page.getByRole('button', { name: 'Gửi bằng khóa (passkey)' }).click()
  await page.getByRole('status').filter({ hasText: 'Đã gửi yêu cầu' }).waitFor()
}

it('three people with three keys open one identity, once, and everybody reads in order what was done', {
  timeout: PROVE_MS * 2,
}, async () => {
  const visitor = await browsers.visit()
  await sendForm(visitor.page, address, { what: WORDS, where: 'phường Bến Thành', name: NAME, phone: PHONE })
  const requester = await enrol('an.thanh', '26743', 'unit-commander')
  const first = await enrol('giu.khoa.a', '79-PV01', 'custodian')
  const second = await enrol('giu.khoa.b', '79-TTR', 'custodian')
  const auditor = await enrol('kiem.tra', '79-PC01', 'auditor')
  const tip = await openTipWith(requester.page, address, 'đánh bạc')
  const code = (await requester.page.locator('.desk-code').first().innerText()).trim()

  await first.page.goto(LIST)
  await first.page.getByText('Không có yêu cầu nào đang chờ.').waitFor()
  expect(await findFaults(first.page)).toEqual([])

  // A key of today does not count, and the page says so.
  await requester.page.goto(`${address}/ban-truc/tin/${tip}`)
  await requester.page.getByRole('link', { name: 'Yêu cầu mở danh tính', exact: true }).click()
  expect(await findFaults(requester.page)).toEqual([])
  await requester.page.getByLabel('Căn cứ pháp lý').selectOption('save-life')
  await requester.page.getByLabel('Điều, khoản hoặc số văn bản').fill('điều 147')
  await requester.page.getByLabel('Số hồ sơ').fill('HS-1')
  await requester.page.getByLabel('Lý do, ít nhất 20 ký tự').fill('ngắn')
  await requester.page.getByRole('button', { name: 'Gửi bằng khóa (passkey)' }).click()
  await requester.page.getByRole('alert').filter({ hasText: 'Lý do còn quá ngắn' }).waitFor()
  expect(await findFaults(requester.page)).toEqual([])
  await requester.page.getByLabel('Lý do, ít nhất 20 ký tự').fill('Người báo có thể đang gặp nguy hiểm.')
  await requester.page.getByRole('button', { name: 'Gửi bằng khóa (passkey)' }).click()
  await requester.page.getByRole('alert').filter({ hasText: 'chưa quá 24 giờ' }).waitFor()
  await line.query(`update passkeys set created_at = now() - interval '3 days'`)

  await askFor(requester.page, tip)
  // The list that stood open looks anew by itself.
  await first.page.getByRole('link', { name: code }).waitFor()
  expect(await first.page.title()).toContain('(1)')
  expect(await first.page.content()).not.toContain('đầu hẻm')
  expect(await findFaults(first.page)).toEqual([])
  await first.page.getByRole('link', { name: code }).click()
  expect(await findFaults(first.page)).toEqual([])
  expect(await first.page.content()).not.toContain('đầu hẻm')
  await approve(first.page, code)
  await approve(second.page, code)

  await requester.page.reload()
  await requester.page.getByRole('button', { name: 'Mở bằng khóa (passkey)' }).waitFor()
  expect(await findFaults(requester.page)).toEqual([])
  const answered = requester.page.waitForResponse((answer) => answer.url().endsWith('/mo'))
  await requester.page.clock.install()
  await requester.page.getByRole('button', { name: 'Mở bằng khóa (passkey)' }).click()
  const answer = await answered
  expect(answer.headers()['cache-control']).toBe('no-store')
  await requester.page.getByText(NAME).waitFor()
  await requester.page.getByText(PHONE).waitFor()
  expect(await findFaults(requester.page)).toEqual([])
  const opened = requester.page.url()
  await requester.page.clock.fastForward(61_000)
  await requester.page.getByRole('status').filter({ hasText: 'Đã ẩn' }).waitFor()
  expect(await requester.page.content()).not.toContain(PHONE)

  // The address of the plaintext is none, and the grant is spent.
  const again = await requester.page.request.get(opened)
  expect(again.status()).toBe(404)
  await requester.page.goto(LIST)
  await requester.page.getByRole('link', { name: code }).click()
  await requester.page.getByText('Đã mở, quyền đã dùng').waitFor()
  expect(await requester.page.getByRole('button', { name: 'Mở bằng khóa (passkey)' }).count()).toBe(0)

  for (const reader of [requester, first, auditor]) {
    await reader.page.goto(LIST)
    await reader.page.getByRole('link', { name: code }).click()
    const history = await reader.page.locator('ol.desk-items strong').allInnerTexts()
    expect(history).toEqual(['Yêu cầu', 'Đồng ý', 'Đồng ý', 'Đủ hai người đồng ý, quyền mở bắt đầu', 'Mở danh tính'])
    expect(await findFaults(reader.page)).toEqual([])
    expect(reader.complaints).toEqual([])
  }
  const rows = await line.query<{ action: string }>(
    `select action from audit where action like 'unseal.%' and action <> 'unseal.read' or action = 'identity.unsealed' order by id`,
  )
  expect(rows.map(({ action }) => action)).toEqual([
    'unseal.refused',
    'unseal.asked',
    'unseal.approved',
    'unseal.approved',
    'identity.unsealed',
  ])
  expect(line.log.join('\n')).not.toContain(PHONE)
  const told = await tinbao('unseal', 'history', '--tip', code)
  expect(told.match(/Z\t(asked|approved|granted|opened)\t/g)).toHaveLength(5)
  expect(told).toContain('Cần hỏi thêm người báo')
  expect(await tinbao('unseal', 'history', '--tip', 'TB-00-000000-0000')).toBe('')
})

it('a leader keeps a named officer out of a tip, who from then on sees it nowhere', { timeout: PROVE_MS }, async () => {
  const leader = await enrol('chi.huy', '26743', 'unit-commander')
  const named = await enrol('bi.neu', '26743', 'duty-officer')
  const visitor = await browsers.visit()
  await sendForm(visitor.page, address, {
    what: 'Có người bán pháo nổ trái phép bằng xe ba gác ở hẻm 41 Lê Thánh Tôn',
    where: 'phường Bến Thành',
  })
  const tip = await openTipWith(leader.page, address, 'hẻm 41')
  expect((await named.page.goto(`${address}/ban-truc/tin/${tip}`))?.status()).toBe(200)
  await leader.page.getByRole('link', { name: 'Loại trừ người xem' }).click()
  expect(await findFaults(leader.page)).toEqual([])
  await leader.page.getByLabel('Số hiệu cán bộ').fill('113-bi.neu')
  await leader.page.getByLabel('Lý do, ít nhất 5 ký tự').fill('Người báo nhắc tới cán bộ này.')
  await leader.page.getByRole('button', { name: 'Loại trừ' }).click()
  await leader.page.getByRole('status').filter({ hasText: 'Đã loại trừ' }).waitFor()
  expect(await findFaults(leader.page)).toEqual([])
  expect((await named.page.goto(`${address}/ban-truc/tin/${tip}`))?.status()).toBe(404)
  await named.page.goto(`${address}/ban-truc`)
  expect(await named.page.content()).not.toContain('hẻm 41')
  expect(await line.query(`select 1 from audit where action = 'tip.excluded' and object_id = $1`, [tip])).toHaveLength(
    1,
  )
})
