import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { makeReceipt } from '../../src/domain/receipt.ts'
import { type Tx, withSetting } from '../../src/storage/db.ts'
import type { RuntimeRole } from '../../src/storage/roles.ts'
import { openFlowWorld } from './flow-world.ts'

const world = await openFlowWorld()
await world.hear('a', 'nhà số 12 phường Bến Thành tối qua đánh bạc ăn tiền')
await world.hear('b', 'nhà số 7 phường Sài Gòn tối qua đánh bạc ăn tiền')
await world.hear('web', 'mất xe ở phường Bến Thành sáng nay', { channel: 'webchat' })
await world.workQuiet()
for (const said of ['mã', 'có']) {
  await world.hear('a', said)
  await world.work()
}
const a = await world.conversationOf('a')
const receipt = world.pseudonyms.receipt(makeReceipt(world.pseudonyms.receiptBytes(a)))
const webchatKey = world.pseudonyms.sender('webchat', 'bot1', 'web')

const asCitizen = <T>(access: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  withSetting(world.as('public'), 'tinbao.access', access, work)

async function conversationsSeen(access: string): Promise<Record<string, string[]>> {
  return asCitizen(access, async (tx) => {
    const seen: Record<string, string[]> = {}
    for (const [table, column] of [
      ['conversations', 'id'],
      ['events', 'conversation_id'],
      ['deliveries', 'conversation_id'],
      ['tips', 'conversation_id'],
    ] as const) {
      const { rows } = await sql<{
        id: string
      }>`select distinct ${sql.ref(column)} as id from ${sql.table(table)}`.execute(tx)
      seen[table] = rows.map((row) => row.id)
    }
    return seen
  })
}

const NOTHING = { conversations: [], events: [], deliveries: [], tips: [] }
const only = (id: string) => ({ conversations: [id], events: [id], deliveries: [id], tips: [id] })

describe('a citizen', () => {
  it('who holds a receipt reads that conversation and no other', async () => {
    expect(await conversationsSeen(receipt.toString('hex'))).toEqual(only(a))
    expect((await world.collect.thread(receipt))?.entries[0]?.text).toContain('phường Bến Thành')
  })

  it('who holds a chat of our own page reads it by the key of that page', async () => {
    expect(await conversationsSeen(webchatKey.toString('hex'))).toEqual(
      only(await world.conversationOf('web', 'webchat')),
    )
  })

  it('reads nothing by the sender key of a platform’s chat: whoever knows a chat id is not its owner', async () => {
    expect(await conversationsSeen(world.pseudonyms.sender('telegram', 'bot1', 'a').toString('hex'))).toEqual(NOTHING)
  })

  it('reads nothing without a receipt, with an empty one or with a wrong one', async () => {
    for (const access of ['', '00', Buffer.alloc(32).toString('hex'), receipt.subarray(0, 31).toString('hex')]) {
      expect(await conversationsSeen(access)).toEqual(NOTHING)
    }
    expect(await world.collect.thread(Buffer.alloc(32))).toBeNull()
    await expect(conversationsSeen('no hex at all')).rejects.toThrow()
  })

  // Urgency and `restricted` decide whether its sender may end the contact, which the page tells them anyway.
  it('sees of a tip its state and what that hangs on: neither unit, nor category, nor who was told', async () => {
    for (const column of [
      'unit_code',
      'category',
      'about_police',
      'accused_unit',
      'retention_class',
      'disposition',
      'code',
      'essence',
    ]) {
      await expect(
        asCitizen(receipt.toString('hex'), (tx) => sql`select ${sql.ref(column)} from tips`.execute(tx)),
      ).rejects.toThrow('permission denied')
    }
  })
})

describe('each process', () => {
  const forbidden: Record<RuntimeRole, string[]> = {
    intake: [
      'select content from events',
      'select sealed from identities',
      'select state from conversations',
      'select * from tips',
      'select * from officers',
      'select * from outbox',
      'update events set content = null',
    ],
    public: [
      'select * from identities',
      'select * from officers',
      'select * from findings',
      'select * from assignments',
      'select * from decisions',
      'select * from audit',
      'select state from conversations',
      'update conversations set receipt_mac = null',
    ],
    login: [
      'select * from tips',
      'select * from events',
      'select * from identities',
      'select * from audit',
      "update officers set role = 'administrator'",
      "update officers set unit_code = '26743'",
      'insert into officers default values',
    ],
    desk: [
      'select * from identities',
      'select * from sessions',
      'select * from conversations',
      'insert into sessions default values',
    ],
    worker: [
      'select * from identities',
      'select * from dead_letters',
      'select * from officers',
      'select * from sessions',
      'select * from audit',
      'delete from tips',
      'delete from events',
      'delete from deliveries',
    ],
    vault: [
      'select * from events',
      'select * from conversations',
      'select * from tips',
      'select * from deliveries',
      'select body from deliveries',
      'update deliveries set status = status',
      'select * from officers',
      'select * from audit',
      'insert into identities default values',
      'update identities set sealed = null',
    ],
  }

  it.each(Object.entries(forbidden).flatMap(([role, texts]) => texts.map((text) => [role, text] as const)))(
    '%s may not %s',
    async (role, text) => {
      // The keys of the object above.
      await expect(sql.raw(text).execute(world.as(role as RuntimeRole))).rejects.toThrow('permission denied')
    },
  )

  it('intake sees a conversation by its key and number, and never what was said', async () => {
    const rows = await world.as('intake').selectFrom('events').select(['id', 'conversation_id', 'sequence']).execute()
    expect(rows.length).toBeGreaterThan(0)
    await expect(world.as('intake').selectFrom('events').selectAll().execute()).rejects.toThrow('permission denied')
  })

  it('the worker writes no audit row in an officer’s name', async () => {
    const row = sql`insert into audit (officer_id, action) values (${world.officerOf('26743')}, 'tip.read')`
    await expect(row.execute(world.as('worker'))).rejects.toThrow('row-level security')
  })

  it('the vault names the sender of a delivery that waits, and of nothing else', async () => {
    const [waiting, other] = await world.query<{ id: string }>(
      `select id from deliveries where conversation_id = $1 and status = 'pending' order by id limit 2`,
      [a],
    )
    expect(await world.vault.resolveForSend(waiting?.id ?? '')).toBe('a')
    await world.query(`update deliveries set status = 'sent' where id = $1`, [other?.id])
    for (const id of [other?.id ?? '', a, 'dlv_unknown', '']) expect(await world.vault.resolveForSend(id)).toBeNull()
  })
})

it('nothing of a sender stands in clear anywhere in the database', async () => {
  const tables = await world.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  )
  await world.hear('9988776655', { type: 'form', report: { what: 'mất xe ở chợ Cũ', hasContact: true } })
  await world.work()
  for (const { name } of tables) {
    const [dump] = await world.query<{ text: string }>(
      `select coalesce(string_agg(t::text, ' '), '') as text from "${name}" t`,
    )
    const readable = `${dump?.text} ${decodeAll(dump?.text ?? '')}`
    for (const word of ['9988776655', 'Bưởi', 'chợ Cũ', 'đánh bạc ăn tiền'])
      expect([name, readable.includes(word)]).toEqual([name, false])
  }
})

/** Bytes print as hex: what they would read as. */
function decodeAll(text: string): string {
  return [...text.matchAll(/\\x([0-9a-f]+)/g)]
    .map((match) => Buffer.from(match[1] ?? '', 'hex').toString('utf8'))
    .join(' ')
}
