import { randomBytes } from 'node:crypto'
import { newId } from '../../src/domain/ids.ts'
import type { InboundContent } from '../../src/domain/message.ts'
import { type FetchFile, type KeepMedia, makeKeepMedia } from '../../src/flow/keep-media.ts'
import { type Look, makeLook } from '../../src/flow/look.ts'
import { type ContentSealer, makeContentSealer } from '../../src/vault/content.ts'
import { eventRecord, mediaRecord } from '../../src/vault/records.ts'
import { fixedKeys } from '../support/keys.ts'
import { openWorld, type World } from './world.ts'

export const NOW = new Date('2026-11-21T12:00:00Z')

export interface MediaWorld extends World {
  content: ContentSealer
  look: Look
  /** What the platform gives for a file's id; throws what it throws. */
  served: Map<string, () => AsyncIterable<Uint8Array>>
  /** Ids of files that were asked for, in order. */
  fetched: string[]
  media: KeepMedia
  /** A keeper of its own, as another worker process has. */
  makeKeeper(fetch?: FetchFile): KeepMedia
  addConversation(): Promise<string>
  /** A message as intake leaves it, with the work of fetching its files. */
  addEvent(conversation: string, content: InboundContent, receivedAt?: Date): Promise<string>
  /** A tip of these messages, held by one unit. */
  addTip(conversation: string, eventIds: string[], unit: string): Promise<string>
  rows(eventId: string): Promise<{ id: string; number: number; state: string; reason: string | null }[]>
  /** The bytes of a kept file, opened piece by piece. */
  readFile(mediaId: string): Promise<{ about: unknown; bytes: Buffer; sealed: Buffer[] }>
  isWaiting(eventId: string): Promise<boolean>
}

/** Files over real Postgres with the worker's rights; only the platform is ours. */
export async function openMediaWorld(): Promise<MediaWorld> {
  const world = await openWorld()
  const content = makeContentSealer(fixedKeys())
  const served: MediaWorld['served'] = new Map()
  const fetched: string[] = []
  const fetch: FetchFile = (_channel, { fileId = '' }) => {
    fetched.push(fileId)
    return served.get(fileId)?.() ?? (async function* () {})()
  }
  const now = (): Date => NOW
  const makeKeeper = (own: FetchFile = fetch): KeepMedia =>
    makeKeepMedia({ db: world.as('worker'), content, fetch: own, now })
  let sequence = 0
  return {
    ...world,
    content,
    served,
    fetched,
    makeKeeper,
    media: makeKeeper(),
    look: makeLook({ db: world.as('desk'), content, now }),
    async addConversation() {
      const id = newId('cnv')
      await world.query(
        `insert into conversations (id, channel, bot_id, sender_key, next_sequence) values ($1, 'telegram', 'bot1', $2, 1)`,
        [id, randomBytes(8)],
      )
      return id
    },
    async addEvent(conversation, said, receivedAt = NOW) {
      const id = newId('evt')
      sequence += 1
      const sealed = content.seal(eventRecord(id), { messageId: String(sequence), content: said })
      await world.query(
        `insert into events (id, conversation_id, sequence, channel, update_key, content, sent_at, received_at)
         values ($1, $2, $3, 'telegram', $4, $5, $6, $6)`,
        [id, conversation, sequence, randomBytes(8), sealed, receivedAt],
      )
      await world.query(`insert into outbox (id, topic, lane, ref) values ($1, 'media', 'telegram', $2)`, [
        newId('out'),
        id,
      ])
      return id
    },
    async addTip(conversation, eventIds, unit) {
      const id = newId('tip')
      await world.query(
        `insert into tips (id, conversation_id, channel, mode, status, kind, urgency, unit_code, received_at)
         values ($1, $2, 'telegram', 'contactable', 'triaged', 'tip', 'normal', $3, now())`,
        [id, conversation, unit],
      )
      await world.query(
        `insert into assignments (id, tip_id, unit_code, role, reason) values ($1, $2, $3, 'primary', 'place')`,
        [newId('req'), id, unit],
      )
      await world.query('update events set tip_id = $1 where id = any ($2)', [id, eventIds])
      return id
    },
    rows: (eventId) =>
      world.query('select id, number, state, reason from media where event_id = $1 order by number', [eventId]),
    async readFile(mediaId) {
      const [row] = await world.query<{ file: Buffer }>('select file from media where id = $1', [mediaId])
      const chunks = await world.query<{ sealed: Buffer }>(
        'select sealed from media_chunks where media_id = $1 order by number',
        [mediaId],
      )
      const opened = content.openFile(mediaRecord(mediaId), row?.file ?? Buffer.alloc(0))
      const sealed = chunks.map((chunk) => chunk.sealed)
      if (sealed.length !== opened.pieceCount) throw new Error('pieces are missing')
      return { about: opened.about, bytes: Buffer.concat(sealed.map((one, at) => opened.openPiece(at, one))), sealed }
    },
    isWaiting: async (eventId) =>
      (await world.query(`select 1 from outbox where topic = 'media' and ref = $1`, [eventId])).length > 0,
  }
}
