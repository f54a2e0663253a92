/**
 * The bare limits: the least that could be called a durable intake, on the same Hono, zod, Postgres and batcher policy,
 * with no authenticity, no sealing and no sequence. `/batched` many requests a commit, `/single` the same statement for
 * each request, `/statement` conversation, tip and outbox row in one statement for each request.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'
import { z } from 'zod'
import { makeBatcher } from '../../src/flow/batch.ts'

const update = z.object({
  update_id: z.int(),
  message: z.object({ chat: z.object({ id: z.int() }), date: z.int(), text: z.string() }),
})
type Update = z.output<typeof update>

/** As the intake of `src/server/server.ts` and the batcher of `src/flow/receive.ts`. */
const POOL_SIZE = 16
const WRITERS = 2
const BATCH_MAX = 300
const WAITING_MAX = 5_000

const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: POOL_SIZE })
await pool.query(`
  create schema if not exists bench;
  create table if not exists bench.messages (id bigint primary key, chat bigint not null, sent_at bigint not null,
    text text not null, received_at timestamptz not null default now());
  create table if not exists bench.conversations (chat bigint primary key, messages integer not null);
  create table if not exists bench.tips (id bigint primary key, chat bigint not null references bench.conversations,
    text text not null, received_at timestamptz not null default now());
  create table if not exists bench.outbox (id bigint primary key, available_at timestamptz not null default now());
`)

const INSERT = `insert into bench.messages (id, chat, sent_at, text)
  select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) on conflict do nothing`

const STATEMENT = `with spoken as (
    insert into bench.conversations (chat, messages) values ($2, 1)
    on conflict (chat) do update set messages = conversations.messages + 1 returning chat
  ), filed as (
    insert into bench.tips (id, chat, text) select $1, chat, $3 from spoken on conflict do nothing returning id
  ) insert into bench.outbox (id) select id from filed`

async function insert(updates: readonly Update[]): Promise<true[]> {
  await pool.query(INSERT, [
    updates.map((one) => one.update_id),
    updates.map((one) => one.message.chat.id),
    updates.map((one) => one.message.date),
    updates.map((one) => one.message.text),
  ])
  return updates.map(() => true)
}

const batcher = makeBatcher<Update, true>({
  write: insert,
  writers: WRITERS,
  batchMax: BATCH_MAX,
  waitingMax: WAITING_MAX,
  isHopeless: () => true,
})

const app = new Hono()
app.post('/batched', async (c) => {
  await batcher.add(update.parse(await c.req.json()))
  return c.body(null, 200)
})
app.post('/single', async (c) => {
  await insert([update.parse(await c.req.json())])
  return c.body(null, 200)
})
app.post('/statement', async (c) => {
  const { update_id, message } = update.parse(await c.req.json())
  await pool.query(STATEMENT, [update_id, message.chat.id, message.text])
  return c.body(null, 200)
})

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.send?.({ ready: `http://127.0.0.1:${port}` })
})
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
