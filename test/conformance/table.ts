/** Every channel and what is expected of it: the adapters' suite and the server's read the same table. */
import type { Channel } from '../../bots/channel.ts'
import { makeTelegram } from '../../bots/telegram/index.ts'
import { makeWebchat } from '../../bots/webchat/index.ts'
import { makeWebform } from '../../bots/webform/index.ts'
import { makeZaloBot } from '../../bots/zalo-bot/index.ts'
import { makeZaloOa } from '../../bots/zalo-oa/index.ts'
import { Permanent } from '../../src/domain/errors.ts'
import type { Fixture } from '../fixtures/fixture.ts'
import { telegramFixtures } from '../fixtures/telegram/updates.ts'
import { webchatFixtures } from '../fixtures/webchat/messages.ts'
import { webformFixtures } from '../fixtures/webform/submissions.ts'
import { zaloBotFixtures } from '../fixtures/zalo-bot/updates.ts'
import { zaloOaFixtures } from '../fixtures/zalo-oa/updates.ts'
import type { FakePlatform, Fault } from '../support/fake-platform.ts'
import { startFakeTelegram } from '../support/fake-telegram.ts'
import { startFakeZaloBot } from '../support/fake-zalo-bot.ts'
import { APP_ID, APP_SECRET, OA_ID, startFakeZaloOa } from '../support/fake-zalo-oa.ts'

export interface ChannelCase {
  name: string
  fixtures: readonly Fixture[]
  /** Header of the webhook's secret in lower case; null where bodies are signed, or our own. */
  secretHeader: string | null
  /** The channel under this secret; its `send` reaches nobody. */
  make(secret: string): Channel
  /** Null where nothing leaves the house. */
  platform: PlatformCase | null
}

export interface PlatformCase {
  startFake(): Promise<FakePlatform>
  /** The channel against a fake, or against `apiRoot`; a wrong `token` may be given. */
  connect(fake: FakePlatform, options?: { timeoutMs?: number; token?: string; apiRoot?: string }): Channel
  /** A chat the fake lets us write to. */
  chatId: string
  faults: readonly FaultCase[]
}

export interface FaultCase {
  title: string
  fault: Fault
  expected:
    | { name: 'Retryable'; isOutcomeUnknown: boolean; retryAfterMs?: number }
    | { name: 'Permanent'; isChannelDown: boolean }
}

const again = (isOutcomeUnknown = false, retryAfterMs?: number): FaultCase['expected'] => ({
  name: 'Retryable',
  isOutcomeUnknown,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
})
const never = (isChannelDown = false): FaultCase['expected'] => ({ name: 'Permanent', isChannelDown })

function refusal(code: number, expected: FaultCase['expected'], retryAfterSeconds?: number): FaultCase {
  const fault: Fault = { kind: 'refuse', code, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) }
  return { title: `a refusal ${code}`, fault, expected }
}

/** What befalls any platform: the way there is cut, or somebody else answers. */
const COMMON_FAULTS: readonly FaultCase[] = [
  refusal(500, again()),
  { title: 'a gateway page 502', fault: { kind: 'html', status: 502 }, expected: again(true) },
  { title: 'a page 503', fault: { kind: 'html', status: 503 }, expected: again() },
  { title: 'a page under 200', fault: { kind: 'html', status: 200 }, expected: again(true) },
  { title: 'an answer cut off', fault: { kind: 'garbage', text: '{"ok":tr' }, expected: again(true) },
  { title: 'an answer null', fault: { kind: 'garbage', text: 'null' }, expected: again(true) },
  {
    title: 'a refusal without a code',
    fault: { kind: 'garbage', text: '{"ok":false}' },
    expected: again(true),
  },
  { title: 'a connection cut before it was taken', fault: { kind: 'reset' }, expected: again(true) },
  { title: 'a connection cut after it was taken', fault: { kind: 'reset', isTaken: true }, expected: again(true) },
]

const telegramPlatform: PlatformCase = {
  startFake: startFakeTelegram,
  connect: (fake, { timeoutMs = 10_000, token = fake.token, apiRoot = fake.url } = {}) =>
    makeTelegram({ token, secret: fake.secret, apiRoot, timeoutMs }),
  chatId: '800000001',
  faults: [
    ...COMMON_FAULTS,
    refusal(400, never()),
    refusal(401, never(true)),
    refusal(403, never()),
    refusal(404, never(true)),
    refusal(409, never()),
    refusal(413, never()),
    refusal(429, again(false, 7000), 7),
    { ...refusal(429, again()), title: 'a refusal 429 without a time' },
  ],
}

const zaloBotPlatform: PlatformCase = {
  startFake: startFakeZaloBot,
  connect: (fake, { timeoutMs = 10_000, token = fake.token, apiRoot = fake.url } = {}) =>
    makeZaloBot({ token, secret: fake.secret, apiRoot, timeoutMs }),
  chatId: 'c0ffee00c0ffee00c0ff',
  faults: [
    ...COMMON_FAULTS,
    refusal(400, never()),
    refusal(401, never(true)),
    refusal(403, again()),
    refusal(404, never()),
    refusal(408, again(true)),
    refusal(426, never()),
    refusal(429, again(false, 30_000)),
    { title: 'a page 429', fault: { kind: 'html', status: 429 }, expected: again(false, 30_000) },
    { title: 'a page 404', fault: { kind: 'html', status: 404 }, expected: never(true) },
  ],
}

/** Every code of channel reference B.9, and what it means for the message in hand. */
const zaloOaPlatform: PlatformCase = {
  startFake: startFakeZaloOa,
  connect(fake, { timeoutMs = 10_000, token = fake.token, apiRoot = fake.url } = {}) {
    const renew = async (): Promise<string> => {
      throw new Permanent('bad-token-renewal', { isChannelDown: true })
    }
    const channel = makeZaloOa({ ...OA, secretKey: fake.secret, apiRoot, oauthRoot: apiRoot, timeoutMs })
    return channel.signIn?.with({ current: async () => token, renew }) ?? channel
  },
  chatId: '2000000000000000002',
  faults: [
    ...COMMON_FAULTS,
    refusal(-32, again(false, 60_000)),
    ...[-100, -201, -210, -213, -217, -218, -227, -230, -232, -233, -244, -248, -403].map((code) =>
      refusal(code, never()),
    ),
    ...[-204, -205, -209, -211, -212, -219, -221, -223, -224, -235, -240, -242, -320, -321].map((code) =>
      refusal(code, never(true)),
    ),
    ...[-216, -220, 401].map((code) => refusal(code, never(true))),
    refusal(-234, again(false, 3_600_000)),
    refusal(-9999, again(true)),
    refusal(404, again(true)),
    { title: 'a page 429', fault: { kind: 'html', status: 429 }, expected: again(false, 60_000) },
    { title: 'a page 404', fault: { kind: 'html', status: 404 }, expected: never(true) },
    { title: 'an error that is null', fault: { kind: 'garbage', text: '{"error":null}' }, expected: again(true) },
    { title: 'an empty error', fault: { kind: 'garbage', text: '{"error":""}' }, expected: again(true) },
  ],
}

const OA = { appId: APP_ID, appSecret: APP_SECRET, oaId: OA_ID }

const TOKEN = '700000001:AAFakeFakeFakeFakeFakeFakeFakeFakeFake'

export const CHANNEL_CASES: readonly ChannelCase[] = [
  {
    name: 'telegram',
    fixtures: telegramFixtures,
    secretHeader: 'x-telegram-bot-api-secret-token',
    make: (secret) => makeTelegram({ token: TOKEN, secret }),
    platform: telegramPlatform,
  },
  {
    name: 'zalo-bot',
    fixtures: zaloBotFixtures,
    secretHeader: 'x-bot-api-secret-token',
    make: (secret) => makeZaloBot({ token: TOKEN, secret }),
    platform: zaloBotPlatform,
  },
  {
    name: 'zalo-oa',
    fixtures: zaloOaFixtures,
    secretHeader: null,
    make: (secret) => makeZaloOa({ ...OA, secretKey: secret }),
    platform: zaloOaPlatform,
  },
  { name: 'webform', fixtures: webformFixtures, secretHeader: null, make: () => makeWebform(), platform: null },
  { name: 'webchat', fixtures: webchatFixtures, secretHeader: null, make: () => makeWebchat(), platform: null },
]

/** Bodies no platform sends; each is made anew, for some are large. */
export const HOSTILE_BODIES: readonly { title: string; make(): unknown }[] = [
  { title: 'null', make: () => null },
  { title: 'a number', make: () => 42 },
  { title: 'a boolean', make: () => true },
  { title: 'a text', make: () => 'update' },
  { title: 'an array', make: () => [] },
  { title: 'an array of updates', make: () => [{ update_id: 1, event_name: 'message.text.received' }] },
  { title: 'an empty object', make: () => ({}) },
  { title: 'arrays nested 10,000 deep', make: () => JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)) },
  {
    title: 'objects nested 10,000 deep',
    make: () => JSON.parse(`${'{"message":'.repeat(10_000)}1${'}'.repeat(10_000)}`),
  },
  {
    title: 'results nested 10,000 deep',
    make: () => JSON.parse(`${'{"ok":true,"result":'.repeat(10_000)}1${'}'.repeat(10_000)}`),
  },
  { title: 'a prototype', make: () => JSON.parse('{"__proto__":{"update_id":1,"event_name":"x"}}') },
  { title: 'a wrapped array', make: () => ({ ok: true, result: [] }) },
  { title: 'ids that are objects', make: () => ({ update_id: {}, event_name: {}, updateId: {}, message: [] }) },
  {
    title: 'a number too large',
    make: () => ({ update_id: 1e300, event_name: 'message.text.received', message: 1e300 }),
  },
  {
    title: 'a hundred thousand keys',
    make: () => Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at])),
  },
]
