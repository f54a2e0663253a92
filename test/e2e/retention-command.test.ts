import { execFile } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { startOwnLine } from '../support/own-line.ts'

const line = await startOwnLine()
const ROOT = path.resolve(import.meta.dirname, '../..')

/** The command as an operator types it, beside the running system. */
function tinbao(...args: string[]): Promise<{ code: number; out: string }> {
  const env = {
    ...process.env,
    TINBAO_HOME: line.config.home,
    DATABASE_URL: line.postgres.url,
    DEMO: 'false',
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [path.join(ROOT, 'src/cli/main.ts'), ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, out: `${stdout}${stderr}` }),
    )
  })
}

it('says what would go, destroys it, and hands out a certificate that names its line in the signed log', async () => {
  await line.query(
    `with c as (insert into conversations (id, channel, bot_id, sender_key, next_sequence)
       values ('cnv_old', 'telegram', 'bot1', sha256('old'), 1) returning id)
     insert into tips (id, code, conversation_id, channel, mode, status, kind, urgency, disposition, received_at, closed_at)
     select 'tip_old', 'TB-79-260101-0001', id, 'telegram', 'contactable', 'closed', 'tip', 'normal', 'out-of-scope',
       now() - interval '1 day', now() - interval '1 day' from c`,
  )
  const dry = await tinbao('retention', 'run', '--dry-run')
  expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('Would erase the content of 1 tips.')])
  expect(dry.out).toContain('TB-79-260101-0001: class out-of-scope')
  expect((await tinbao('retention', 'list')).out).toContain('Nothing has been destroyed.')

  expect((await tinbao('retention', 'run')).out).toContain('Erased the content of 1 tips.')
  expect((await tinbao('retention', 'list')).out).toContain('tip_old (TB-79-260101-0001)')
  const certificate = await tinbao('retention', 'certificate', 'TB-79-260101-0001')
  expect(certificate.out).toContain('GIẤY CHỨNG NHẬN HỦY DỮ LIỆU')
  expect(certificate.out).toContain('Nhật ký hủy có chữ ký: dòng 1')
  const json = JSON.parse((await tinbao('retention', 'certificate', 'tip_old', '--json')).out)
  expect(json.entries).toMatchObject([
    { what: 'content of a tip', ref: 'tip_old', rule: 'out-of-scope', by: 'command', logLine: 1 },
  ])
  expect((await tinbao('retention', 'certificate', 'tip_none')).code).toBe(1)
  expect((await tinbao('retention', 'burn')).code).toBe(2)
})
