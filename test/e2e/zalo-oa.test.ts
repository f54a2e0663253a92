import { spawn } from 'node:child_process'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { APP_ID, APP_SECRET, OA_ID, startFakeZaloOa } from '../support/fake-zalo-oa.ts'
import { startLine, until } from '../support/line.ts'

const MAIN = path.resolve(import.meta.dirname, '../../src/cli/main.ts')
const oa = await startFakeZaloOa()
afterAll(() => oa.close())
const env = {
  ZALO_OA_APP_ID: APP_ID,
  ZALO_OA_ID: OA_ID,
  ZALO_OA_APP_SECRET: APP_SECRET,
  ZALO_OA_SECRET_KEY: oa.secret,
  ZALO_OA_API_ROOT: oa.url,
  ZALO_OA_OAUTH_ROOT: oa.url,
}
const line = await startLine(env)
oa.setWebhook(`${line.server.address}/webhooks/zalo-oa`)

let lastMessage = 0
/** A text of a person to the account, as Zalo posts it. */
function textFrom(person: string, text: string) {
  lastMessage += 1
  return {
    app_id: APP_ID,
    sender: { id: person },
    recipient: { id: OA_ID },
    event_name: 'user_send_text',
    message: { text, msg_id: `m${lastMessage}` },
    timestamp: String(Date.now()),
  }
}

function tinbao(args: string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const settings = {
    PATH: process.env.PATH ?? '',
    TINBAO_HOME: line.config.home,
    DATABASE_URL: line.database.url,
    ...env,
  }
  const child = spawn(process.execPath, [MAIN, ...args], { env: settings })
  const said = { out: '', err: '' }
  child.stdout.on('data', (bytes: Buffer) => {
    said.out += bytes.toString()
  })
  child.stderr.on('data', (bytes: Buffer) => {
    said.err += bytes.toString()
  })
  child.stdin.end(input)
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })))
}

const sentTo = (person: string) => async () => oa.sent.filter(({ chatId }) => chatId === person)
const deliveries = (where: string) =>
  line.query<{ status: string; error: string | null }>(`select status, error from deliveries where ${where}`)

const FIRST = '2000000000000000011'
const SECOND = '2000000000000000012'
const DANGER = 'có cháy nhà ở phường Bến Thành'

describe('the Official Account', () => {
  it('accepts before anybody has authorised us, and says what is missing', async () => {
    expect(await oa.deliver([textFrom(FIRST, DANGER)])).toEqual([200])
    expect(await oa.deliver([textFrom(FIRST, DANGER)], { secret: 'another' })).toEqual([401])
    await until('a delivery that waits', () => deliveries(`status = 'pending' and error = 'bad-token-none'`))
    const status = await tinbao(['channel', 'status', 'zalo-oa'])
    expect([status.code, status.err]).toEqual([1, expect.stringContaining('not connected')])
  })

  it('refuses a wrong refresh token, takes the right one from standard input, and prints neither', async () => {
    const wrong = await tinbao(['channel', 'connect', 'zalo-oa'], 'mistyped\n')
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('refused-14020')])
    expect((await tinbao(['channel', 'connect', 'zalo-oa'])).code).toBe(2)
    const given = oa.refreshToken()
    const right = await tinbao(['channel', 'connect', 'zalo-oa'], `${given}\n`)
    expect([right.code, right.out]).toEqual([0, expect.stringContaining('connected')])
    for (const { out, err } of [wrong, right])
      expect(out + err).not.toMatch(new RegExp(`${given}|${oa.token}|mistyped`))
    expect(await tinbao(['channel', 'status', 'zalo-oa'])).toMatchObject({ code: 0, out: 'zalo-oa: token accepted\n' })
  })

  it('then answers, over a token that expires on the way', async () => {
    oa.expireAccessToken()
    await oa.deliver([textFrom(SECOND, DANGER)])
    await until('the answer', sentTo(SECOND))
    expect(oa.renewals()).toBe(2)
  })

  it('keeps what a closed window refuses, and sends it first when the person writes again', async () => {
    await until(
      'nothing left to send',
      async () => (await deliveries(`status = 'pending' and error is null`)).length === 0,
    )
    oa.silent.add(SECOND)
    const before = (await sentTo(SECOND)()).length
    await oa.deliver([textFrom(SECOND, 'cháy lớn lắm rồi, có người kẹt bên trong')])
    const kept = await until('a delivery that is kept', () => deliveries(`status = 'parked'`))
    expect(new Set(kept.map(({ error }) => error))).toEqual(new Set(['window-closed']))
    oa.silent.delete(SECOND)
    await oa.deliver([textFrom(SECOND, 'ở số 12 Lê Lợi')])
    await until('what was kept', async () => (await sentTo(SECOND)()).length >= before + kept.length)
    expect(await deliveries(`status = 'parked'`)).toEqual([])
  })

  it('forgets its tokens when told', async () => {
    const { code, out } = await tinbao(['channel', 'disconnect', 'zalo-oa'])
    expect([code, out]).toEqual([0, expect.stringContaining('tokens forgotten')])
    expect(await line.query('select 1 from channel_tokens')).toEqual([])
  })

  it('leaves no token and no name in the log', () => {
    expect(line.log.join('\n')).not.toMatch(new RegExp(`${oa.token}|${FIRST}|${SECOND}|${APP_SECRET}`))
  })
})
