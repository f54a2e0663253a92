/** Every channel through the real webhook, with a real Postgres behind it: what the adapters promise, the server keeps. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../bots/channel.ts'
import { dumpDatabase, findInClear } from '../support/database-dump.ts'
import { type DeskClient, openDesk, readWords } from '../support/desk-client.ts'
import type { FakePlatform } from '../support/fake-platform.ts'
import { openForm, postForm } from '../support/form-client.ts'
import { until } from '../support/line.ts'
import { startOwnLine } from '../support/own-line.ts'
import { openChat, startPlatforms } from '../support/platform-line.ts'
import { nextTelegramChat, nextZaloChat, telegramEdit, telegramText, zaloText } from '../support/updates.ts'
import { CHANNEL_CASES, type ChannelCase, HOSTILE_BODIES } from './table.ts'

const { telegram, zalo } = await startPlatforms()
const fakes = new Map<string, FakePlatform>([
  ['telegram', telegram],
  ['zalo-bot', zalo],
])
const channels = new Map<string, Channel>()
for (const { name, make, platform } of CHANNEL_CASES) {
  const fake = fakes.get(name) ?? (await platform?.startFake())
  if (fake) fakes.set(name, fake)
  channels.set(name, fake && platform ? platform.connect(fake) : make('never-used'))
}
const line = await startOwnLine({ QUIET_SECONDS: '1' }, { channels })
const { address } = line.server
for (const [name, fake] of fakes) fake.setWebhook(`${address}/webhooks/${name}`)
afterAll(async () => {
  await Promise.all(
    [...fakes.values()].filter((fake) => fake !== telegram && fake !== zalo).map((fake) => fake.close()),
  )
})

/** Channels that platforms deliver to, and those of them whose secret is a header; the others sign each body. */
const DELIVERED = CHANNEL_CASES.filter(({ platform }) => platform !== null)
const WITH_HEADER = DELIVERED.filter(({ secretHeader }) => secretHeader !== null)

async function post(channel: string, body: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${address}/webhooks/${channel}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  return { status: answer.status, text: await answer.text() }
}

const secretOf = ({ name, secretHeader }: ChannelCase): Record<string, string> =>
  secretHeader ? { [secretHeader]: fakes.get(name)?.secret ?? '' } : {}

async function countRows() {
  const [row] = await line.query<{
    events: number
    identities: number
    conversations: number
    letters: number
    outbox: number
  }>(
    `select (select count(*)::int from events) events, (select count(*)::int from identities) identities,
       (select count(*)::int from conversations) conversations, (select count(*)::int from dead_letters) letters,
       (select count(*)::int from outbox) outbox`,
  )
  if (!row) throw new Error('no counts')
  return row
}

function textOf(channel: string, text: string): unknown {
  return channel === 'telegram' ? telegramText(nextTelegramChat(), text) : zaloText(nextZaloChat(), text)
}

describe.each(CHANNEL_CASES)('$name without the right secret', (channel) => {
  const header = channel.secretHeader ?? 'x-zevent-signature'
  const wrong: Record<string, string>[] = [
    {},
    ...['wrong-secret_0123456789', '', `${fakes.get(channel.name)?.secret}x`].map((value) => ({ [header]: value })),
  ]

  it('answers 401 with nothing in it and stores nothing, whatever the body', async () => {
    const before = await countRows()
    const bodies = ['', 'garbage {', '[]', '{"__proto__":{"update_id":1}}', '['.repeat(10_000) + ']'.repeat(10_000)]
    const known = channel.fixtures.map(({ body }) => JSON.stringify(body) ?? '')
    for (const headers of wrong) {
      for (const body of [...bodies, ...known.slice(0, 2)]) {
        expect(await post(channel.name, body, headers)).toEqual({ status: 401, text: '' })
      }
    }
    expect(await countRows()).toEqual(before)
  })
})

describe.each(DELIVERED)('$name with the right secret', (channel) => {
  it('takes its own updates once, and a repeat changes nothing', async () => {
    const fake = fakes.get(channel.name)
    for (const { title, body, expected } of channel.fixtures.filter((fixture) => fixture.body !== undefined)) {
      const before = await countRows()
      expect(await fake?.deliver([body]), title).toEqual([200])
      const after = await countRows()
      // Fixtures may share an id: then the second is a repeat.
      expect(after.events - before.events, title).toBeLessThanOrEqual(expected.length)
      expect(after.letters, title).toBe(before.letters)
      expect(await fake?.deliver([body]), title).toEqual([200])
      expect(await countRows(), title).toEqual(after)
    }
    expect((await countRows()).events).toBeGreaterThan(0)
  })
})

/** Of a chat of its own each, as each platform writes them. */
const NEW_TEXT: Record<string, (text: string) => unknown> = {
  telegram: (text) => telegramText(nextTelegramChat(), text),
  'zalo-bot': (text) => zaloText(nextZaloChat(), text),
  'zalo-oa': (text) => ({
    app_id: '1000000000000000001',
    sender: { id: `5${nextTelegramChat()}` },
    recipient: { id: '4000000000000000004' },
    event_name: 'user_send_text',
    timestamp: String(Date.now()),
    message: { text, msg_id: nextZaloChat() },
  }),
}
const BURST = 60

describe('a burst', () => {
  it.each(DELIVERED)('of $name, each message twice and all at once, is kept whole and once', async ({ name }) => {
    const before = await countRows()
    const updates = Array.from({ length: BURST }, (_, at) => NEW_TEXT[name]?.(`Xe máy bị mất trộm sáng nay, số ${at}`))
    const statuses = await Promise.all([...updates, ...updates].map((update) => fakes.get(name)?.deliver([update])))
    expect(statuses.flat().filter((status) => status !== 200)).toEqual([])
    const after = await countRows()
    expect([after.events - before.events, after.conversations - before.conversations]).toEqual([BURST, BURST])
    expect(after.letters).toBe(before.letters)
  })

  it.each([
    ['webform', '/', (at: number) => ({ what: `Xe máy bị mất trộm sáng nay, số ${at}` })],
    ['webchat', '/chat', (at: number) => ({ text: `Xe máy bị mất trộm sáng nay, số ${at}` })],
  ] as const)(
    'of %s, sent at once and once more by the same browsers, is kept whole and once',
    async (_name, path, fields) => {
      const before = await countRows()
      const forms = await Promise.all(
        Array.from({ length: BURST }, async (_, at) => ({ token: await openForm(address, path), ...fields(at) })),
      )
      const first = await Promise.all(forms.map((form) => postForm(address, form, { path })))
      const again = await Promise.all(
        forms.map((form, at) => {
          const cookie = first[at]?.headers.getSetCookie()[0]?.split(';')[0] ?? ''
          return postForm(address, form, { path, headers: { cookie } })
        }),
      )
      expect([...first, ...again].filter(({ status }) => status >= 400)).toEqual([])
      expect((await countRows()).events - before.events).toBe(BURST)
    },
  )
})

describe.each(WITH_HEADER)('$name with the right header', (channel) => {
  const headers = secretOf(channel)

  it('refuses a body over 1 MB with 413 and stores nothing, told or untold its length', async () => {
    const before = await countRows()
    const large = JSON.stringify(textOf(channel.name, 'x'.repeat(1_000_001)))
    expect((await post(channel.name, large, headers)).status).toBe(413)
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(large))
        controller.close()
      },
    })
    // Without a known length the body travels in chunks; `duplex` is what fetch then asks for.
    const init = { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit
    expect((await fetch(`${address}/webhooks/${channel.name}`, init)).status).toBe(413)
    expect(await countRows()).toEqual(before)
  })

  it.each([
    ['arrays nested 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['objects nested 10,000 deep', `${'{"message":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['a prototype', '{"__proto__":{"update_id":1,"event_name":"x"},"canary":"chimSauNguyenMau"}'],
    ['garbage', '{"canary":"chimSauNguyenMau", garbage'],
    ['an update of another kind', '{"canary":"chimSauNguyenMau"}'],
  ])('keeps %s sealed as one dead letter and answers 200', async (_title, body) => {
    const before = await countRows()
    expect(await post(channel.name, body, headers)).toEqual({ status: 200, text: '' })
    expect(await post(channel.name, body, headers)).toEqual({ status: 200, text: '' })
    const after = await countRows()
    expect({ letters: after.letters - before.letters, events: after.events - before.events }).toEqual({
      letters: 1,
      events: 0,
    })
    expect(findInClear(await dumpDatabase(line), ['chimSauNguyenMau'])).toEqual([])
  })

  it.each(HOSTILE_BODIES)('survives $title', async ({ make }) => {
    const body = JSON.stringify(make())
    expect((await post(channel.name, body, headers)).status).toBe(body.length > 1_000_000 ? 413 : 200)
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
  })
})

describe('texts that are hard to read', () => {
  // Signed in once: a code opens the desk a single time, and the next one is half a minute away.
  let desk: DeskClient
  beforeAll(async () => {
    await line.startWorker()
    desk = await openDesk(address, 'trucban79')
  })

  it.each([
    ['a NUL', 'trước\u0000sau', 'trướcU+0000sau'],
    ['a lone surrogate', 'trước\ud800sau', 'trướcU+D800sau'],
    ['a right-to-left override', 'trước\u202esau', 'trướcU+202Esau'],
    ['500 combining marks', `trước a${'\u0301'.repeat(500)} sau`, '+49'],
    ['a script', `<script>alert(1)</script> {{7*7}} ' OR 1=1--`, `<script>alert(1)</script> {{7*7}} ' OR 1=1--`],
    ['100,000 characters', `${'rất dài '.repeat(12_500)}`, 'Ký tự chưa hiện'],
  ])('%s is taken by every platform and readable at the desk', async (title, text, shown) => {
    for (const platform of ['telegram', 'zalo-bot'] as const) {
      const chat = openChat(platform, telegram, zalo)
      expect(await chat.say(`cứu với nó cầm dao, ${title}: ${text}`), platform).toBe(200)
      const [tip] = await until('the tip before its unit', () =>
        line.query<{ id: string }>(
          `select id from tips where unit_code is not null and channel = $1 and received_at = (select max(received_at) from events where channel = $1)`,
          [platform],
        ),
      )
      const page = await desk.get(`/ban-truc/tin/${tip?.id}`)
      expect(page.status).toBe(200)
      expect(page.text.includes('\u0000') || page.text.includes('\u202e')).toBe(false)
      expect(title === '100,000 characters' ? page.text : readWords(page.text)).toContain(shown)
      expect((await desk.get('/ban-truc')).status).toBe(200)
    }
  })

  it('an edit that comes before its original is kept, and the tip tells the corrected words', async () => {
    const chat = nextTelegramChat()
    telegram.startedChats.add(chat)
    const original = telegramText(chat, { text: 'cứu với nó cầm dao ở số 10 Lê Lai, phường Bến Thành', atSeconds: 5 })
    const edit = telegramEdit(original, 'cứu với nó cầm dao ở số 12 Lê Lai, phường Bến Thành')
    expect(await telegram.deliver([edit, original])).toEqual([200, 200])
    const tips = () =>
      line.query<{ id: string; count: string }>(
        `select t.id, count(e.id) from tips t join events e on e.tip_id = t.id
         where t.conversation_id = (select conversation_id from events order by received_at desc limit 1) group by 1`,
      )
    await until('both messages in one tip', async () => (await tips())[0]?.count === '2')
    await until(
      'nothing left to triage',
      async () => (await line.query(`select 1 from outbox where topic = 'tip'`)).length === 0,
    )
    const desk = await openDesk(address, 'benthanh')
    const page = await desk.get(`/ban-truc/tin/${(await tips())[0]?.id}`)
    const head = readWords(page.text.slice(page.text.indexOf('tin-la-gi'), page.text.indexOf('tin-chac')))
    expect(head).toContain('số 12 Lê Lai')
    expect(head).not.toContain('số 10 Lê Lai')
  })
})
