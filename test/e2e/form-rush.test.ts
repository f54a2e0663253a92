import { describe, expect, it } from 'vitest'
import { FILL_REPORTS } from '../support/fill-reports.ts'
import { openForm, postForm } from '../support/form-client.ts'
import { startLine, until } from '../support/line.ts'

const CROWD = 200
/** What a report costs is looked at with so many stored (issue). */
const STORED = 100_000

const line = await startLine()
const { address } = line.server

const countOf = async (text: string): Promise<number> => Number((await line.query<{ n: string }>(text))[0]?.n)
const reportOf = (at: number): Record<string, string> => ({
  what: `Tối qua nhóm người số ${at} đánh bạc ăn tiền trong quán cà phê`,
  where: `Số ${at} đường Lê Lai, phường Bến Thành`,
})
/** Nothing is left to do but what waits for a silence. */
const untilTriaged = (): Promise<unknown> =>
  until(
    'everything triaged',
    // One row at most: on a slow machine it is asked a thousand times, and what it reads counts below.
    async () => (await line.query(`select 1 from outbox where topic <> 'quiet' limit 1`)).length === 0,
    50_000,
  )

describe('200 people who press send in the same second', () => {
  it('each get a receipt of their own the first time, and the same one when they send again', {
    timeout: 120_000,
  }, async () => {
    // Behind one address, as a crowd at one event is.
    const tokens = await Promise.all(Array.from({ length: CROWD }, () => openForm(address)))
    const forms = tokens.map((token, at) => ({ token, ...reportOf(at) }))
    const first = await Promise.all(forms.map((form) => postForm(address, form)))
    expect(first.filter(({ status, receipt }) => status !== 200 || receipt === null).length, 'without a receipt').toBe(
      0,
    )
    expect(new Set(first.map(({ receipt }) => receipt)).size, 'different receipts').toBe(CROWD)

    const again = await Promise.all(forms.map((form) => postForm(address, form)))
    expect(again.map(({ receipt }) => receipt)).toEqual(first.map(({ receipt }) => receipt))
    expect(await countOf('select count(*) n from events')).toBe(CROWD)
    await untilTriaged()
    expect(await countOf('select count(*) n from tips where unit_code is not null and code is not null')).toBe(CROWD)
  })
})

type Reads = ReadonlyMap<string, number>

/** Rows of each table that statements have read so far, by scans and by indexes, as Postgres counts them. */
async function countReads(): Promise<Reads> {
  // A connection tells what it counted when it ends; the pools open others.
  const ended = await line.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where datname = current_database() and application_name like 'tinbao %' and pg_terminate_backend(pid)`,
  )
  await until('the connections to end', async () => {
    const left = await line.query('select pid from pg_stat_activity where pid = any($1)', [ended.map(({ pid }) => pid)])
    return left.length === 0
  })
  const rows = await line.query<{ table: string; read: number }>(
    `select relname as table, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read
     from pg_stat_user_tables where schemaname = 'public'`,
  )
  return new Map(rows.map(({ table, read }) => [table, read]))
}

/** No table was read by more rows than this for each of `times` acts between the two countings. */
function expectFewReads(before: Reads, after: Reads, times: number, rowsMax: number): void {
  const reads = [...after].map(([table, read]): [string, number] => [table, (read - (before.get(table) ?? 0)) / times])
  // The outbox holds what waits, not what is stored: a dozen rows, looked through as often as the relay asks.
  const isTooMany = ([table, rows]: [string, number]): boolean =>
    table !== 'outbox' && rows > (table.startsWith('tip_traces') ? TRACES_MAX : rowsMax)
  expect(reads.filter(isTooMany)).toEqual([])
}

/** Of each of some 40 traces the newest 24 are looked at, once before and once under the lock, and again where it was disturbed. */
const TRACES_MAX = 6_000
/** Far above what one needs, which is dozens, and far below what is stored. */
const ROWS_MAX = 1_000

describe(`with ${STORED} reports stored`, () => {
  it('one more, its triage and its receipt page go through no table', { timeout: 180_000 }, async () => {
    await line.query(FILL_REPORTS.replaceAll('$n', String(STORED)))
    await line.query('analyze')
    const before = await countReads()
    const times = 10
    for (let at = 0; at < times; at++) {
      const sent = await postForm(address, { token: await openForm(address), ...reportOf(1_000 + at) })
      expect(sent.receipt).not.toBeNull()
      const token = await openForm(address, '/bien-nhan')
      const opened = await postForm(address, { token, code: sent.receipt ?? '' }, { path: '/bien-nhan' })
      expect(opened.status).toBe(200)
    }
    await untilTriaged()
    expectFewReads(before, await countReads(), times, ROWS_MAX)
  })

  it('one more line in a chat of 20,000 reads no more of them than a page shows', { timeout: 120_000 }, async () => {
    const first = await postForm(address, { token: await openForm(address, '/chat'), text: 'Chào' }, { path: '/chat' })
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    await untilTriaged()
    await line.query(FILL_CHAT)
    await line.query('analyze')
    const page = await (await fetch(`${address}/chat`, { headers: { cookie } })).text()
    const since = /data-since="([^"]+)"/.exec(page)?.[1] ?? ''
    const before = await countReads()
    const times = 10
    for (let at = 0; at < times; at++) {
      const token = await openForm(address, '/chat', { cookie })
      const sent = await postForm(address, { token, text: `Câu ${at}` }, { path: '/chat', headers: { cookie } })
      expect(sent.status).toBe(303)
      const news = await fetch(`${address}/chat/messages?${new URLSearchParams({ since })}`, { headers: { cookie } })
      expect(await news.json()).toMatchObject({
        entries: expect.arrayContaining([]),
        since: expect.stringMatching(/./),
      })
      await untilTriaged()
    }
    // The page reads 201 of a kind; asking for what is new reads what is new.
    expectFewReads(before, await countReads(), times, ROWS_MAX)
  })
})

/** 10,000 lines of a citizen and as many answers, before the newest of the one chat: sent long ago, and destroyed. */
const FILL_CHAT = `
  begin;
  update conversations set next_sequence = next_sequence + 10000 where channel = 'webchat';
  update events set sequence = sequence + 10000 where channel = 'webchat';
  insert into events (id, conversation_id, sequence, channel, update_key, received_at, processed_at)
    select 'evt_chat_' || i, c.id, i, 'webchat', sha256(('chat' || i)::bytea), now() - interval '1 day', now()
    from conversations c, generate_series(1, 10000) i where c.channel = 'webchat';
  insert into deliveries (id, conversation_id, cause, seq, author, status, created_at)
    select 'dlv_chat_' || i, c.id, 'evt_chat_' || i, 0, 'assistant', 'sent', now() - interval '1 day' + i * interval '1 s'
    from conversations c, generate_series(1, 10000) i where c.channel = 'webchat';
  commit;
`
