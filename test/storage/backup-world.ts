import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { newId } from '../../src/domain/ids.ts'
import type { ContentSealer } from '../../src/vault/content.ts'
import { assignmentRecord, deliveryRecord, essenceRecord, eventRecord, mediaRecord } from '../../src/vault/records.ts'
import { BEN_THANH, type World } from './world.ts'

/** A tip with something in every place that may hold something sealed. */
export interface Planted {
  tipId: string
  conversationId: string
  eventId: string
  words: string
}

/** Pieces of a file: large enough that a table does not fit into one part of an archive. */
const PIECES = 12
const PIECE_BYTES = 500_000

/** Plants a tip as superuser, in all tables a tip reaches; large ones with a file of several megabytes. */
export async function plantTip(
  world: Pick<World, 'query' | 'officerOf'>,
  content: ContentSealer,
  options: { isLarge?: boolean } = {},
): Promise<Planted> {
  const planted = { tipId: newId('tip'), conversationId: newId('cnv'), eventId: newId('evt') }
  const words = `cướp giật trước chợ, số ${randomBytes(6).toString('hex')}`
  const { tipId, conversationId, eventId } = planted
  const insert = (text: string, ...values: unknown[]): Promise<pg.QueryResultRow[]> => world.query(text, values)
  const officer = world.officerOf(BEN_THANH)
  await insert(
    `insert into conversations (id, channel, bot_id, sender_key, next_sequence, state, receipt_mac) values ($1, 'telegram', '1', $2, 2, $3, $4)`,
    conversationId,
    randomBytes(32),
    randomBytes(80),
    randomBytes(32),
  )
  await insert(
    `insert into tips (id, code, conversation_id, channel, mode, status, kind, urgency, unit_code, province, essence, copy_key, received_at)
     values ($1, $2, $3, 'telegram', 'contactable', 'triaged', 'tip', 'normal', $4, '79', $5, $6, now())`,
    tipId,
    `TB-79-${randomBytes(8).toString('hex')}`,
    conversationId,
    BEN_THANH,
    content.seal(essenceRecord(tipId), words),
    randomBytes(32),
  )
  await insert(
    `insert into events (id, conversation_id, sequence, channel, update_key, content, received_at, tip_id) values ($1, $2, 1, 'telegram', $3, $4, now(), $5)`,
    eventId,
    conversationId,
    randomBytes(32),
    content.seal(eventRecord(eventId), words),
    tipId,
  )
  await insert(
    `insert into identities (event_id, conversation_id, sealed) values ($1, $2, $3)`,
    eventId,
    conversationId,
    randomBytes(120),
  )
  await insert(
    `insert into findings (tip_id, tip_version, stage, stage_version, confidence, body) values ($1, 1, 'classify', 1, 0.125, $2)`,
    tipId,
    randomBytes(90),
  )
  const assignment = newId('dec')
  await insert(
    `insert into assignments (id, tip_id, unit_code, role, reason, note) values ($1, $2, $3, 'primary', 'officer', $4)`,
    assignment,
    tipId,
    BEN_THANH,
    content.seal(assignmentRecord(assignment), words),
  )
  await insert(
    `insert into decisions (id, tip_id, officer_id, unit_code, kind, before, after, note) values ($1, $2, $3, $4, 'category', null, E'a\\tb\\n\\\\.', $5)`,
    newId('dec'),
    tipId,
    officer,
    BEN_THANH,
    randomBytes(70),
  )
  const delivery = newId('dlv')
  await insert(
    `insert into deliveries (id, conversation_id, tip_id, cause, seq, author, body) values ($1, $2, $3, $4, 0, 'assistant', $5)`,
    delivery,
    conversationId,
    tipId,
    eventId,
    content.seal(deliveryRecord(delivery), words),
  )
  await insert(
    `insert into uncoverings (id, tip_id, officer_id, reason, note) values ($1, $2, $3, 'other', $4)`,
    newId('unc'),
    tipId,
    officer,
    randomBytes(60),
  )
  const media = newId('med')
  await insert(
    `insert into media (id, event_id, number, state, file, kept_at) values ($1, $2, 0, 'kept', $3, now())`,
    media,
    eventId,
    content.seal(mediaRecord(media), words),
  )
  for (let number = 0; number < (options.isLarge ? PIECES : 2); number++) {
    const sealed = randomBytes(options.isLarge ? PIECE_BYTES : 500)
    await insert(`insert into media_chunks (media_id, number, sealed) values ($1, $2, $3)`, media, number, sealed)
  }
  await insert(
    `insert into audit (unit_code, officer_id, action, object_id, detail) values ($1, $2, 'tip.read', $3, '{"code": "x", "n": [1, null]}')`,
    BEN_THANH,
    officer,
    tipId,
  )
  await insert(`insert into outbox (id, topic, lane, ref) values ($1, 'tip', 'telegram', $2)`, newId('out'), tipId)
  return { ...planted, words }
}

/** Every row of every table of ours, by table, in an order of their own. */
export async function dumpTables(world: Pick<World, 'query'>): Promise<Map<string, string[]>> {
  const tables = await world.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const dump = new Map<string, string[]>()
  for (const { name } of tables) {
    const rows = await world.query<{ row: string }>(`select md5(t::text) as row from public.${name} t order by 1`)
    dump.set(
      name,
      rows.map(({ row }) => row),
    )
  }
  return dump
}
