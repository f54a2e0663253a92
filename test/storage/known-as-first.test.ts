import { describe, expect, it } from 'vitest'
import { makeWebchat } from '../../bots/webchat/index.ts'
import { makeWebform } from '../../bots/webform/index.ts'
import { newId } from '../../src/domain/ids.ts'
import { makePublicLine } from '../../src/server/public-line.ts'
import { makeUnderstand } from '../../src/understand/reader.ts'
import { makePublicPages } from '../../src/web/public.ts'
import { readHidden } from '../support/hidden-field.ts'
import { type FlowWorld, openFlowWorld } from './flow-world.ts'
import { BEN_THANH } from './world.ts'

/**
 * Two worlds. In the one somebody has told of it before and the machine, or an officer, has put the two together; in the
 * other nobody has. Whoever sends a guess must not be able to tell in which of them they live.
 */
const [before, never] = [await openFlowWorld(), await openFlowWorld()]

const DRUGS = 'số 12 đường Lê Lợi phường Bến Thành bán ma túy đá, tối nào cũng có người vào mua'
const OTHER_WORDS = 'ở số 12 Lê Lợi, Bến Thành người ta bán hàng đá cho học sinh tối qua'
const GAMBLING = 'quán cà phê đường Nguyễn Huệ phường Sài Gòn đánh bạc ăn tiền tối qua'

interface Citizen {
  world: FlowWorld
  app: ReturnType<typeof makePublicPages>
  /** Nothing that was told before is found by what is told from now on; where all is one event, nothing happens. */
  begin(): Promise<void>
  /** Does all that waits, the link and what is said after it included, and sends what was said. */
  work(): Promise<void>
}

/** `isOne`: all reports of this world tell of one event, and are found by that. */
function live(world: FlowWorld, isOne: boolean): Citizen {
  const app = makePublicPages(
    makePublicLine({
      webform: makeWebform(),
      webchat: makeWebchat(),
      receive: world.receive,
      collect: world.collect,
      pseudonyms: world.pseudonyms,
      notices: { onDesk: () => () => {}, onThread: () => () => {}, onStanding: () => {}, close: async () => {} },
      analyse: makeUnderstand(() => null),
      trustedProxy: null,
      ground: () => null,
      now: world.now,
    }),
    {
      formKey: Buffer.alloc(32, 7),
      isSecure: false,
      unitName: 'Công an',
      exitHref: 'https://www.google.com.vn/',
      onFault: (fault) => {
        throw fault
      },
    },
  )
  return {
    world,
    app,
    async begin() {
      if (isOne) return
      await world.query('update tips set copy_key = null')
      await world.query('delete from tip_traces')
    },
    async work() {
      await world.work()
      await world.workQuiet()
      const tips = await world.query<{ id: string }>('select id from tips order by received_at, id')
      const ids = tips.map(({ id }) => id)
      if (isOne) await link(world, ids)
      await world.tellKnown(ids)
      for (const { id } of await world.query<{ id: string }>(
        `select id from deliveries where status = 'pending' order by created_at, seq`,
      )) {
        await world.deliver.deliver(id)
      }
    },
  }
}

/** All there are tell of one event, as surely as can be: by an officer, the later ones as copies. */
async function link(world: FlowWorld, tips: readonly string[]): Promise<void> {
  const [root] = tips
  if (root === undefined || tips.length < 2) return
  const incident = newId('inc')
  await world.query('delete from incident_members')
  await world.query('insert into incidents (id, root_tip_id) values ($1, $2)', [incident, root])
  for (const [at, tip] of tips.entries()) {
    await world.query(
      `insert into incident_members (tip_id, incident_id, relation, linked_by, score) values ($1, $2, $3, $4, 1)`,
      [tip, incident, at === 0 ? 'first' : 'copy', at % 2 === 0 ? 'officer' : 'machine'],
    )
  }
}

/** What differs between any two reports: when it was, codes that are drawn, and what a page carries against forgery. */
function mask(text: string): string {
  return text
    .replace(/\b\d{1,2}:\d{2}(?::\d{2})?\b/g, '⟨time⟩')
    .replace(/\d{4}-\d{2}-\d{2}T[^"<\s]*/g, '⟨instant⟩')
    .replace(/\b(?:[0-9A-Z]{4}-){5,6}[0-9A-Z]{1,5}\b/g, '⟨code⟩')
    .replace(/<span class="code-group">[^<]+<\/span>/g, '⟨group⟩')
    .replace(/data-receipt="[^"]*"/g, 'data-receipt')
    .replace(/\b(?:dlv|evt|tip|cnv)_[0-9a-f-]{36}\b/g, '⟨id⟩')
    .replace(/(name="(?:token|key|work|code|older|since|before)"[^>]*value=")[^"]*/g, '$1')
    .replace(/(value=")[^"]*("[^>]*name="(?:token|key|work|code|older|since|before)")/g, '$1$2')
    .replace(/data-(since|older|token|nonce)="[^"]*"/g, 'data-$1')
}

/** A whole talk in a chat: the report, a code, more words, taking it back. All that was said, in order. */
async function talk({ world, begin, work }: Citizen, chat: string, words: string, channel: string) {
  await begin()
  const seen: unknown[] = []
  const look = async (): Promise<void> => {
    const conversation = await world.conversationOf(chat, channel)
    const rows = await world.query<{ seq: number; author: string; status: string; lane: number }>(
      `select d.seq, d.author, d.status from deliveries d where d.conversation_id = $1 order by created_at, seq`,
      [conversation],
    )
    seen.push(
      (await world.saidTo(chat, channel)).map(mask),
      rows,
      world.platform.sent.filter(({ conversationId }) => conversationId === conversation).map(({ text }) => mask(text)),
    )
  }
  for (const said of [words, 'mã', 'có', 'có một người đi xe máy đen', 'rút tin', 'không']) {
    await world.hear(chat, said, { channel })
    await work()
    await look()
  }
  return seen
}

/** The same on paper: the form, the receipt page, an addition, and the page to take it back. */
async function fillForm({ app, begin, work }: Citizen, words: string) {
  await begin()
  const seen: { status: number; headers: string[]; html: string }[] = []
  const ask = async (path: string, fields?: Record<string, string>): Promise<string> => {
    const posted = fields && {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    }
    const answer = await app.request(path, posted, {
      incoming: { socket: { remoteAddress: '192.0.2.7', remotePort: 40_000, remoteFamily: 'IPv4' } },
    })
    const html = await answer.text()
    const headers = [...answer.headers.keys()].sort()
    seen.push({ status: answer.status, headers, html: mask(html) })
    return html
  }
  const form = await ask('/')
  const filed = await ask('/', { token: readHidden(form, 'token'), what: words, where: 'phường Bến Thành' })
  const receipt = /data-receipt="([^"]+)"/.exec(filed)?.[1] ?? ''
  expect(receipt).not.toBe('')
  await work()
  const open = async (): Promise<string> =>
    ask('/bien-nhan', { token: readHidden(await ask('/bien-nhan'), 'token'), code: receipt })
  const thread = await open()
  await ask('/bien-nhan/tra-loi', {
    token: readHidden(thread, 'token'),
    code: receipt,
    text: 'Có một người đi xe máy đen.',
  })
  await work()
  await open()
  return seen
}

const first = live(before, true)
const alone = live(never, false)
await before.hear('somebody', DRUGS)
await never.hear('somebody', GAMBLING)
await first.work()
await alone.work()

const isLinked = async (world: FlowWorld, chat: string, channel: string): Promise<boolean> => {
  const tips = await world.tipsOf(chat, channel)
  const rows = await world.query('select 1 from incident_members where tip_id = any($1)', [tips.map(({ id }) => id)])
  return rows.length > 0
}

describe.each([
  ['the same words', DRUGS],
  ['other words', OTHER_WORDS],
])('who sends a guess in %s', (_, words) => {
  it.each(['telegram', 'zalo-bot', 'webchat'])('hears in %s what a first reporter hears', async (channel) => {
    const chat = `guess-${channel}-${words.length}`
    const known = await talk(first, chat, words, channel)
    const unknown = await talk(alone, chat, words, channel)
    expect(await isLinked(before, chat, channel)).toBe(true)
    expect(await isLinked(never, chat, channel)).toBe(false)
    expect(known).toEqual(unknown)
    expect(JSON.stringify(known)).not.toMatch(/đã có tin|đã được báo/)
  })

  it('reads on the form, its receipt and its page what a first reporter reads', async () => {
    const known = await fillForm(first, words)
    const unknown = await fillForm(alone, words)
    expect(known).toEqual(unknown)
    expect(known.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200])
  })
})

it('what an officer decides on the first report answers and closes no other, linked with it or not', async () => {
  const GAMING = 'nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền'
  for (const chat of ['gaming-1', 'gaming-2']) {
    await before.hear(chat, GAMING)
    await first.work()
  }
  const look = async () => [await before.saidTo('gaming-2'), await before.tipsOf('gaming-2')]
  const standing = await look()
  const [root] = await before.tipsOf('gaming-1')
  const token = await before.signIn(BEN_THANH)
  const found = await before.look.tip(token, root?.id ?? '')
  if (!found.ok) throw new Error(found.reason)
  const { id, version } = found.view.tip
  expect(await before.decide.close(token, id, version, 'no-offence', 'đã kiểm tra tại chỗ')).toEqual({ ok: true })
  await first.work()
  expect((await before.tipsOf('gaming-1')).map(({ closed_at }) => closed_at)).not.toEqual([null])
  expect(await look()).toEqual(standing)
})
