import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeZaloOa } from '../../bots/zalo-oa/index.ts'
import type { AccessTokens } from '../../src/domain/tokens.ts'
import { APP_ID, APP_SECRET, type FakeZaloOa, OA_ID, signOa, startFakeZaloOa } from '../support/fake-zalo-oa.ts'

const USER_ID = '2000000000000000002'
const BUTTONS = [{ label: 'Gửi', data: 'tip:send' }]
const signal = new AbortController().signal
const settings = { appId: APP_ID, oaId: OA_ID, appSecret: APP_SECRET, secretKey: 'oa-secret-key-for-tests' }

describe('the signature', () => {
  // Body and signatures of the channel reference, B.3.
  const BODY =
    '{"app_id":"1000000000000000001","sender":{"id":"2000000000000000002"},"user_id_by_app":"3000000000000000003","recipient":{"id":"4000000000000000004"},"event_name":"user_send_text","message":{"text":"Xin chào, đường Lê Lợi bị ngập","msg_id":"aa11bb22cc33dd44ee55"},"timestamp":"1760000000000"}'
  const ESCAPED = BODY.replace('à', '\\u00e0')
  const MAC = 'ff5d59af36b7fcf3e76c2adf243c567fe4afab1b915b5a4a45e19a82ecd10e95'
  const ESCAPED_MAC = 'c479a0f52912c5c4889b9b1c35b7875c40a96b8dc1e955250512bfcd9325973e'
  const oa = makeZaloOa(settings)
  const ask = (body: string, header: string, to = oa) =>
    to.verify({ headers: new Map([['x-zevent-signature', header]]), body: new TextEncoder().encode(body) })

  test.each([
    ['as documented', `mac=${MAC}`],
    ['with spaces', `mac = ${MAC}`],
    ['bare', MAC],
    ['in capitals', `mac=${MAC.toUpperCase()}`],
  ])('is taken %s', async (_, header) => {
    expect(new TextEncoder().encode(BODY)).toHaveLength(304)
    expect(await ask(BODY, header)).toBe(true)
  })

  test('holds for the bytes as received: the same words written otherwise need another', async () => {
    expect(await ask(ESCAPED, `mac=${MAC}`)).toBe(false)
    expect(await ask(ESCAPED, `mac=${ESCAPED_MAC}`)).toBe(true)
    expect(await ask(`${BODY}\n`, `mac=${MAC}`)).toBe(false)
  })

  test.each([
    ['one digit off', BODY, `mac=${MAC.slice(0, -1)}6`],
    ['cut', BODY, `mac=${MAC.slice(0, -1)}`],
    ['doubled', BODY, `mac=${MAC}${MAC}`],
    ['missing', BODY, ''],
    ['endless', BODY, ' '.repeat(100_000)],
    ['over an empty body', '', `mac=${MAC}`],
    ['over what is no JSON', '{"a', `mac=${MAC}`],
  ])('that is %s lets nobody in', async (_, body, header) => {
    expect(await ask(body, header)).toBe(false)
  })

  test('of another app is refused, though its own secret made it', async () => {
    const body = BODY.replace(APP_ID, '9')
    expect(await ask(body, signOa(body, settings.secretKey, '9'))).toBe(false)
  })

  test('made with the app secret, or without any, lets nobody in', async () => {
    expect(await ask(BODY, signOa(BODY, APP_SECRET))).toBe(false)
    expect(await ask(BODY, signOa(BODY, ''), makeZaloOa({ ...settings, secretKey: '' }))).toBe(false)
  })
})

describe('events that are not for this account', () => {
  const oa = makeZaloOa(settings)
  const event = (parts: object) => ({
    app_id: APP_ID,
    sender: { id: USER_ID },
    recipient: { id: OA_ID },
    event_name: 'user_send_text',
    message: { text: '#tip:send', msg_id: 'a' },
    timestamp: '1760000000000',
    ...parts,
  })

  test.each([
    ['another app', { app_id: '9' }],
    ['another account', { recipient: { id: '9' } }],
    ['a text without an id', { message: { text: 'x' } }],
    ['a follower of another account', { event_name: 'follow', oa_id: '9', follower: { id: USER_ID } }],
  ])('%s goes to the dead-letter list, not to the dialogue', (_, parts) => {
    expect(() => oa.parse(event(parts))).toThrow(/^not a Zalo OA/)
  })

  test('the code of a button is a tap only where buttons are shown', () => {
    expect(oa.parse(event({}))[0]?.content).toEqual({ type: 'text', text: '#tip:send' })
    const withButtons = makeZaloOa({ ...settings, hasButtons: true })
    expect(withButtons.parse(event({}))[0]?.content).toEqual({ type: 'button', data: 'tip:send' })
  })
})

describe('sending', () => {
  let fake: FakeZaloOa
  let renewals: string[]
  beforeEach(async () => {
    fake = await startFakeZaloOa()
    renewals = []
  })
  afterEach(() => fake.close())

  /** Tokens kept in memory; `exchange` is the channel's own. */
  function connect(more: { hasButtons?: boolean } = {}) {
    const oa = makeZaloOa({ ...settings, ...more, apiRoot: fake.url, oauthRoot: fake.url })
    const { signIn } = oa
    if (!signIn) throw new Error('no sign-in')
    let access = fake.token
    const tokens: AccessTokens = {
      current: async () => access,
      async renew(refused) {
        renewals.push(refused)
        const outcome = await signIn.exchange(fake.refreshToken(), signal)
        if (!outcome.ok) throw new Error(outcome.reason)
        access = outcome.value.accessToken
        return access
      },
    }
    return signIn.with(tokens)
  }

  test.each([-216, -220] as const)('a token that dies (%s) is renewed once, and the message goes out', async (code) => {
    const oa = connect()
    const old = fake.token
    fake.expireAccessToken(code)
    await oa.send(USER_ID, { text: 'Đã ghi nhận' }, signal)
    expect(fake.sent).toMatchObject([{ chatId: USER_ID, text: 'Đã ghi nhận' }])
    expect(renewals).toEqual([old])
  })

  test('a token refused again after its renewal stops the channel: no third try', async () => {
    fake.failNext({ kind: 'refuse', code: -216 })
    const oa = connect()
    const renewal = fake.calls.length
    fake.failNext({ kind: 'slow', delayMs: 0 })
    fake.failNext({ kind: 'refuse', code: -220 })
    const sending = oa.send(USER_ID, { text: 'x' }, signal)
    await expect(sending).rejects.toMatchObject({ reason: 'bad-token-220', isChannelDown: true })
    expect(fake.calls.slice(renewal).map(({ method }) => method)).toEqual([
      '/v3.0/oa/message/cs',
      'renew',
      '/v3.0/oa/message/cs',
    ])
  })

  test('a message that failed is sent once more, then given up', async () => {
    const oa = connect()
    fake.failNext({ kind: 'refuse', code: -200 })
    await oa.send(USER_ID, { text: 'x' }, signal)
    expect(fake.sent).toHaveLength(1)
    fake.failNext({ kind: 'refuse', code: -200 }, 2)
    await expect(oa.send(USER_ID, { text: 'y' }, signal)).rejects.toMatchObject({ reason: 'refused-200' })
    expect(fake.sent).toHaveLength(1)
  })

  test('a person silent for seven days closes their window, not the channel', async () => {
    fake.silent.add(USER_ID)
    const sending = connect().send(USER_ID, { text: 'x' }, signal)
    await expect(sending).rejects.toMatchObject({ name: 'Permanent', reason: 'window-closed', isChannelDown: false })
  })

  test('buttons are shown only where told, and always stand in the text too', async () => {
    await connect().send(USER_ID, { text: 'Gửi tin?', buttons: BUTTONS }, signal)
    await connect({ hasButtons: true }).send(USER_ID, { text: 'Gửi tin?', buttons: BUTTONS }, signal)
    for (const { text } of fake.sent) expect(text).toBe('Gửi tin?\n\n1 = Gửi')
    expect(fake.sent.map(({ payload }) => JSON.stringify(payload).includes('#tip:send'))).toEqual([false, true])
  })

  test('where buttons are refused, the text goes out alone', async () => {
    fake.isWithoutTemplates = true
    await connect({ hasButtons: true }).send(USER_ID, { text: 'Gửi tin?', buttons: BUTTONS }, signal)
    expect(fake.sent).toMatchObject([{ text: 'Gửi tin?\n\n1 = Gửi' }])
    expect(fake.sent[0]?.payload.message).not.toHaveProperty('attachment')
  })

  test('without tokens everything waits for a person, and nobody is asked', async () => {
    const oa = makeZaloOa({ ...settings, apiRoot: fake.url })
    const sending = oa.send(USER_ID, { text: 'x' }, signal)
    await expect(sending).rejects.toMatchObject({ reason: 'bad-token-none', isChannelDown: true })
    expect(fake.calls).toEqual([])
  })
})

describe('the renewal of tokens', () => {
  let fake: FakeZaloOa
  beforeEach(async () => {
    fake = await startFakeZaloOa()
  })
  afterEach(() => fake.close())
  const exchange = (token: string, more = {}) =>
    makeZaloOa({ ...settings, oauthRoot: fake.url, ...more }).signIn?.exchange(token, signal)

  test('brings a new pair, whose life comes as a text of seconds', async () => {
    const outcome = await exchange(fake.refreshToken())
    expect(outcome).toEqual({
      ok: true,
      value: { accessToken: fake.token, refreshToken: fake.refreshToken(), expiresInMs: 90_000_000 },
    })
  })

  test.each([
    ['a spent token', 'spent', {}, 'refused-14020'],
    ['a wrong app secret', 'x', { appSecret: 'wrong' }, 'refused-14002'],
    ['another app', 'x', { appId: '9' }, 'refused-14003'],
  ])('refused for %s under HTTP 200 is the last word', async (_, token, more, reason) => {
    expect(await exchange(token, more)).toEqual({ ok: false, reason })
  })

  test.each([
    ['a server fault', { kind: 'refuse', code: 500 } as const],
    ['a page', { kind: 'html', status: 200 } as const],
    ['a page of a proxy', { kind: 'html', status: 403 } as const],
    ['the call limit', { kind: 'refuse', code: -32 } as const],
    ['a cut connection', { kind: 'reset' } as const],
    ['half an answer', { kind: 'garbage', text: '{"access_token":"x"' } as const],
    ['silence', { kind: 'hang' } as const],
  ])('%s says nothing of the token: it is asked again', async (_, fault) => {
    fake.failNext(fault)
    await expect(exchange(fake.refreshToken(), { timeoutMs: 300 })).rejects.toMatchObject({ name: 'Retryable' })
    expect(await exchange(fake.refreshToken())).toMatchObject({ ok: true })
  })

  test('names neither token nor secret in its faults', async () => {
    const refresh = fake.refreshToken()
    await fake.close()
    const fault = await exchange(refresh)?.catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(Error)
    expect(JSON.stringify([String(fault), fault])).not.toMatch(new RegExp(`${refresh}|${APP_SECRET}`))
    fake = await startFakeZaloOa()
  })
})
