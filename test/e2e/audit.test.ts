import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openBrowsers, openReceipt, sendForm } from '../support/browsers.ts'
import { nextCode } from '../support/codes.ts'
import { openDesk } from '../support/desk-client.ts'
import { PASSWORD, until } from '../support/line.ts'
import { startPlatformLine } from '../support/platform-line.ts'

const { line } = await startPlatformLine()
const { address } = line.server
const browsers = await openBrowsers()
await line.query(`update officers set role = 'auditor' where login = 'thanhtra79'`)

const MAIN = path.resolve(import.meta.dirname, '../../src/cli/main.ts')

/** `tinbao audit …` as a child process, on the line's own database and keys. */
function audit(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [MAIN, 'audit', ...args], {
    env: { PATH: process.env.PATH ?? '', TINBAO_HOME: line.config.home, DATABASE_URL: line.database.url },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })))
}

/** One auditor for all: a code works once in 30 seconds. */
const auditor = await browsers.visit()
async function signInAsAuditor(): Promise<void> {
  const { page } = auditor
  await page.goto(`${address}/ban-truc`)
  await page.getByLabel('Tên đăng nhập').fill('thanhtra79')
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByLabel('Mã 6 số').fill(await nextCode(`${address} thanhtra79`))
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.waitForURL(/\/ban-truc/)
  await page.goto(`${address}/ban-truc/nhat-ky`)
  await page.getByRole('heading', { name: 'Nhật ký' }).waitFor()
}
await signInAsAuditor()

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}
const widthOf = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth')

const citizen = await browsers.visit()
const receipt = await sendForm(citizen.page, address, {
  what: 'Tối qua đánh bạc ăn tiền ở số 12 Lê Lai, phường Bến Thành',
})
const [tip] = await until('the tip', () =>
  line.query<{ id: string; code: string }>('select id, code from tips where unit_code is not null'),
)
const tipId = tip?.id ?? ''
const desk = await openDesk(address, 'benthanh')
await desk.get(`/ban-truc/tin/${tipId}`)

describe('the auditor’s page', () => {
  it.each([360, 1280])('shows and filters who did what, breaks no rule of axe, and fits %d px', async (width) => {
    const { page, complaints } = auditor
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme: width === 360 ? 'dark' : 'light' })
    await page.goto(`${address}/ban-truc/nhat-ky`)
    await page.getByRole('status').filter({ hasText: 'mỗi dòng còn nguyên' }).waitFor()
    expect(await findViolations(page)).toEqual([])
    expect(await widthOf(page)).toBe(width)
    await page.getByLabel('Mã tin').fill(tip?.code ?? '')
    await page.getByLabel('Việc').selectOption('tip.read')
    await page.getByRole('button', { name: 'Lọc', exact: true }).click()
    await page.getByRole('link', { name: 'Bỏ lọc' }).waitFor()
    const rows = page.locator('tbody tr')
    expect(await rows.count()).toBe(1)
    expect(await rows.innerText()).toMatch(/Mở tin/)
    expect(await rows.innerText()).toContain(tipId)
    await page.getByLabel('Mã tin').fill('khong phai ma')
    await page.getByRole('button', { name: 'Lọc', exact: true }).click()
    await page.getByRole('alert').waitFor()
    expect(await findViolations(page)).toEqual([])
    expect(await widthOf(page)).toBe(width)
    expect(complaints).toEqual([])
  })

  it('is not there for a duty officer, and that they tried is in the log', async () => {
    const answer = await desk.get('/ban-truc/nhat-ky')
    expect(answer.status).toBe(404)
    expect(answer.text).toBe((await desk.get('/ban-truc/khong-co-trang-nay')).text)
    const rows = await line.query(`select unit_code from audit where action = 'audit.refused'`)
    expect(rows).toEqual([{ unit_code: '26743' }])
  })

  it('shows a row that was altered behind its back as one that does not hold together', async () => {
    const { page } = auditor
    await page.goto(`${address}/ban-truc/nhat-ky`)
    const [row] = await line.query<{ id: string }>(`select id from audit where action = 'tip.read' limit 1`)
    await line.query(`update audit set object_id = 'tip_x' where id = $1`, [row?.id])
    await page.reload()
    await page.getByRole('alert').filter({ hasText: 'không khớp' }).waitFor()
    expect(await page.locator('tr.is-broken').count()).toBe(1)
    expect(await findViolations(page)).toEqual([])
    const verdict = await audit('verify')
    expect(verdict.code).toBe(1)
    expect(verdict.out).toMatch(/Chain 26743, day [\d-]+, number \d+: ALTERED/)
    await line.query(`update audit set object_id = $2 where id = $1`, [row?.id, tipId])
  })
})

describe('tinbao audit', () => {
  it('verifies what a running line wrote, and says what no checkpoint proves yet', async () => {
    const before = await audit('verify')
    expect(before.code, before.out + before.err).toBe(0)
    expect(before.out).toMatch(/Rows \d+, chains \d+, checkpoints \d+/)
    expect((await audit('checkpoint')).out).toMatch(/^Checkpoint \d+: \d+ heads signed\.\n$/)
    const after = await audit('verify')
    expect(after.out).toContain('Every row is proved by a checkpoint.')
    await desk.get('/ban-truc')
    expect((await audit('verify')).out).toMatch(/Not yet proved by a checkpoint: 1 rows, since .* \(chain 26743, /)
    expect((await audit('verify', '--from', '2000-01-01')).code).toBe(0)
  })

  it('lists what was done with a tip, by an officer, on a day, and records that it did', async () => {
    const byTip = await audit('list', '--tip', tip?.code ?? '')
    expect(
      byTip.out
        .trim()
        .split('\n')
        .map((row) => row.split('\t')[3]),
    ).toEqual(['tip.read', 'tip.assigned'])
    const byOfficer = await audit('list', '--officer', 'benthanh')
    expect(byOfficer.out).toContain('\tlogin.accepted\t')
    expect((await audit('list', '--day', '2000-01-01')).out).toBe('')
    expect((await audit('list')).code).toBe(2)
    expect((await audit('list', '--day', '2026-02-31')).code).toBe(2)
    expect(await audit('list', '--officer', 'nobody')).toMatchObject({ code: 1, err: 'There is no officer nobody.\n' })
    const recorded = await line.query<{ detail: object }>(
      `select detail from audit where action = 'audit.read' and chain = 'system' order by id`,
    )
    expect(recorded.map(({ detail }) => detail)).toMatchObject([
      { by: 'command', filters: ['tip'], tip: tipId, count: 2 },
      { by: 'command', filters: ['officer'] },
      { by: 'command', filters: ['day'], count: 0 },
    ])
  })

  it('names a forged line of the checkpoints, and leaves nothing altered by looking', async () => {
    await audit('checkpoint')
    const file = path.join(line.config.checkpointsFolder, 'checkpoints.jsonl')
    const kept = await readFile(file, 'utf8')
    await writeFile(file, kept.replace('"number":1,', '"number":1, '))
    const verdict = await audit('verify', '--checkpoints', line.config.checkpointsFolder)
    expect(verdict.code).toBe(1)
    expect(verdict.out).toContain('Line 1 of the checkpoints: FORGED OR DAMAGED (wrong-signature)')
    await writeFile(file, kept)
    expect((await audit('verify')).code).toBe(0)
  })
})

describe('who reported', () => {
  it('reads with the receipt, and in the chat, in which weeks the tip was opened, and not sooner', async () => {
    const { page, complaints } = citizen
    await page.setViewportSize({ width: 360, height: 800 })
    await openReceipt(page, address, receipt)
    await page.getByLabel('Bổ sung hoặc trả lời').waitFor()
    expect(await page.getByText('Tin này đã được mở xem mấy lần').count()).toBe(0)
    await page.goto(`${address}/chat`)
    await page.getByLabel('Tin nhắn').fill('cứu với nó cầm dao ở phường Bến Thành')
    await page.getByRole('button', { name: 'Gửi', exact: true }).click()
    const [chatTip] = await until('the tip of the chat', () =>
      line.query<{ id: string }>(`select id from tips where channel = 'webchat' and unit_code is not null`),
    )
    await desk.get(`/ban-truc/tin/${chatTip?.id}`)
    await desk.get(`/ban-truc/tin/${chatTip?.id}`)
    await line.query(`update audit set at = at - interval '28 days' where action = 'tip.read'`)
    for (const [show, words] of [
      [() => openReceipt(page, address, receipt), /^Tuần \d+(\/\d+)?–\d+\/\d+.*: 1 lần$/],
      [() => page.goto(`${address}/chat`).then(() => {}), /^Tuần .*: 2 lần$/],
      [() => page.goto(`${address}/en/chat`).then(() => {}), /^Week of .*: 2 times$/],
    ] as const) {
      await show()
      await page.getByText(/Tin này đã được mở xem mấy lần|How often this report was opened/).click()
      expect(await page.locator('main details li').allInnerTexts()).toEqual([expect.stringMatching(words)])
      expect(await findViolations(page)).toEqual([])
      expect(await widthOf(page)).toBe(360)
    }
    expect(complaints).toEqual([])
  })
})
