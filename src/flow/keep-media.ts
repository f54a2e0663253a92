import { readSealedEvent } from '../domain/content.ts'
import { NotYet, Permanent } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { attachmentsOf, isKept, toMediaFailure } from '../domain/media.ts'
import type { Attachment } from '../domain/message.ts'
import { lockConversations } from '../storage/conversations.ts'
import type { Db, Tx } from '../storage/db.ts'
import {
  addChunk,
  destroyMedia,
  failMedia,
  findMediaEvent,
  isMediaWaiting,
  listKeptSince,
  listMedia,
  type Media,
  type MediaEvent,
  markKept,
  tryTakeFetching,
  writeMedia,
} from '../storage/media.ts'
import { finishOutbox } from '../storage/outbox.ts'
import { lockTipOf } from '../storage/photos.ts'
import type { ContentSealer } from '../vault/content.ts'
import { eventRecord, mediaRecord } from '../vault/records.ts'
import { readAboutFile } from './about-file.ts'
import { makeAtMost } from './at-most.ts'
import { inPieces } from './in-pieces.ts'
import { queuePhotos } from './queue-photos.ts'

/** The bytes of a file of this channel; throws as `Channel.fetch` does while they are read. */
export type FetchFile = (channel: string, attachment: Attachment, signal: AbortSignal) => AsyncIterable<Uint8Array>

export interface KeepMedia {
  /**
   * Fetches and seals the files of a message, and deletes the work with the last. Done again it fetches what is missing.
   * A file that cannot be had is kept as a row with the reason.
   * @throws {Retryable} for what may pass, when every file has been tried; {@link NotYet} while another is at it
   */
  keep(eventId: string): Promise<void>
  /** Tried to the end: what is still missing is written down as unreachable. */
  giveUp(eventId: string): Promise<void>
}

/** Files of one conversation in a day (security reference: 10 per tip; while they come there is no tip yet). */
const FILES_MAX = 10
const DAY_MS = 24 * 60 * 60_000
/** A piece in memory and in a row; at 50 MB a file has 48 of them. */
const PIECE_BYTES = 1024 * 1024
const FETCHES_AT_ONCE = 2
/** Longer than any channel's own limits. */
const FETCH_TIMEOUT_MS = 90_000
const FETCHER_BUSY_WAIT_MS = 2_000

/** What was said was taken back while its file was under way: the pieces are rolled back with it. */
class DestroyedMeanwhile extends Error {}

interface Wanted {
  media: Omit<Media, 'file'>
  attachment: Attachment
}

export function makeKeepMedia(parts: { db: Db; content: ContentSealer; fetch: FetchFile; now: () => Date }): KeepMedia {
  const { db, content } = parts
  const inTurn = makeAtMost(FETCHES_AT_ONCE)

  /** Under the conversation's lock: two messages of an album count each other, and nothing is destroyed between. */
  const listWanted = (eventId: string, event: MediaEvent): Promise<Wanted[]> =>
    db.transaction().execute(async (tx) => {
      await lockConversations(tx, [event.conversationId])
      const sealed = (await findMediaEvent(tx, eventId))?.content ?? null
      if (sealed === null) {
        await destroyMedia(tx, [eventId])
        return []
      }
      const said = readSealedEvent(content.open(eventRecord(eventId), sealed)).content
      const earlier = await listKeptSince(tx, event.conversationId, new Date(event.receivedAt.getTime() - DAY_MS))
      const known = await listMedia(tx, [eventId])
      const isKnownFile = said.type === 'edit' ? makeIsKnown(earlier) : () => false
      let count = earlier.length
      const wanted: Wanted[] = []
      for (const [number, attachment] of attachmentsOf(said).entries()) {
        if (!isKept(attachment)) continue
        let media: Omit<Media, 'file'> | undefined = known.find((one) => one.number === number)
        if (media === undefined) {
          const reason = isKnownFile(attachment) ? 'kept-before' : count >= FILES_MAX ? 'too-many' : null
          if (reason === null) count += 1
          media = { id: newId('med'), eventId, number, state: reason === null ? 'waiting' : 'failed', reason }
          await writeMedia(tx, [media])
        }
        if (media.state === 'waiting') wanted.push({ media, attachment })
      }
      return wanted
    })

  /** An edited caption brings its picture along: only another picture is fetched. */
  const makeIsKnown = (earlier: readonly Media[]): ((attachment: Attachment) => boolean) => {
    const ids = new Set(
      earlier.flatMap(({ id, file }) => {
        const about = file === null ? null : readAboutFile(content.openFile(mediaRecord(id), file).about)
        return about?.fileId === undefined ? [] : [about.fileId]
      }),
    )
    return ({ fileId }) => fileId !== undefined && ids.has(fileId)
  }

  /** Fetches one file into its rows, all or nothing. */
  const fetchOne = (channel: string, { media, attachment }: Wanted): Promise<void> =>
    db.transaction().execute(async (tx) => {
      if (!(await tryTakeFetching(tx, media.id))) throw new NotYet(FETCHER_BUSY_WAIT_MS)
      if (!(await isMediaWaiting(tx, media.id))) return
      const file = await sealPieces(tx, channel, media.id, attachment)
      if (!(await markKept(tx, media.id, file, parts.now()))) throw new DestroyedMeanwhile()
    })

  const sealPieces = async (tx: Tx, channel: string, mediaId: string, attachment: Attachment): Promise<Buffer> => {
    const sealing = content.beginFile(mediaRecord(mediaId))
    const stream = parts.fetch(channel, attachment, AbortSignal.timeout(FETCH_TIMEOUT_MS))
    let sizeBytes = 0
    let number = 0
    for await (const { bytes, isLast } of inPieces(stream, PIECE_BYTES)) {
      await addChunk(tx, mediaId, number, sealing.add(bytes, isLast))
      sizeBytes += bytes.byteLength
      number += 1
    }
    const { kind, fileId, name, mimeType } = attachment
    return sealing.close({ kind, sizeBytes, fileId, name, mimeType })
  }

  const tryOne = async (event: MediaEvent, wanted: Wanted): Promise<unknown> => {
    try {
      await inTurn(() => fetchOne(event.channel, wanted))
      return null
    } catch (fault) {
      if (fault instanceof DestroyedMeanwhile) return null
      if (!(fault instanceof Permanent) || fault.isChannelDown) return fault
      await failMedia(db, wanted.media.eventId, toMediaFailure(fault.reason), wanted.media.number)
      return null
    }
  }

  return {
    async keep(eventId) {
      const event = await findMediaEvent(db, eventId)
      const faults: unknown[] = []
      // One that hangs keeps none of the others from being tried while their addresses live.
      if (event) for (const wanted of await listWanted(eventId, event)) faults.push(await tryOne(event, wanted))
      const fault = faults.find((one) => one !== null)
      if (fault !== undefined) throw fault
      await db.transaction().execute(async (tx) => {
        // What was triaged before its pictures were there; of what is not, triage asks.
        const tipId = await lockTipOf(tx, eventId)
        if (tipId !== null) await queuePhotos(tx, [tipId])
        await finishOutbox(tx, 'media', [eventId])
      })
    },
    giveUp: (eventId) => failMedia(db, eventId, 'unreachable'),
  }
}
