import { NotYet } from '../domain/errors.ts'
import type { Db } from '../storage/db.ts'
import { finishOutbox, writeOutbox } from '../storage/outbox.ts'
import {
  findPiece,
  listNewPhotos,
  listTipsWithNewPhotos,
  lockKept,
  type NewPhoto,
  savePhoto,
} from '../storage/photos.ts'
import { lockTip } from '../storage/tips.ts'
import type { Fingerprint } from '../understand/alike/photos.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { OpenedFile } from '../vault/files.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'
import { mediaRecord, photoRecord } from '../vault/records.ts'
import { readAboutFile } from './about-file.ts'
import { photoKeys } from './photo-keys.ts'

/** Takes the fingerprint of a picture apart from all else; null for what is none or cannot be read. */
export type HashPhoto = (bytes: AsyncIterable<Uint8Array>) => Promise<Fingerprint | null>

export interface TakeFingerprints {
  /**
   * Looks at the pictures of a tip that nobody has looked at, and deletes the work; with any new fingerprint the tip is
   * to be linked anew. Of a tip whose pictures are not to be looked at, also when it becomes one meanwhile, nothing is
   * kept. Done twice it changes nothing. @throws {NotYet} when more files came meanwhile
   */
  take(tipId: string): Promise<void>
}

const MORE_CAME_WAIT_MS = 500

/** The file is destroyed, or no longer to be read. */
class GoneMeanwhile extends Error {}

export function makeTakeFingerprints(parts: {
  db: Db
  content: ContentSealer
  nameToken: Pseudonyms['token']
  hash: HashPhoto
}): TakeFingerprints {
  const { db, content } = parts

  /** Null for what is no picture. */
  const take = async ({ mediaId, file }: NewPhoto): Promise<Fingerprint | null> => {
    const opened = content.openFile(mediaRecord(mediaId), file)
    const { kind, mimeType = '' } = readAboutFile(opened.about)
    if (kind !== 'image' && !mimeType.startsWith('image/')) return null
    return parts.hash(readPieces(db, mediaId, opened))
  }

  const takeAll = async (photos: readonly NewPhoto[]): Promise<Map<string, Fingerprint | null>> => {
    const taken = new Map<string, Fingerprint | null>()
    for (const photo of photos) {
      try {
        taken.set(photo.mediaId, await take(photo))
      } catch (fault) {
        if (!(fault instanceof GoneMeanwhile)) throw fault
      }
    }
    return taken
  }

  return {
    async take(tipId) {
      const taken = await takeAll(await listNewPhotos(db, tipId))
      const hasMore = await db.transaction().execute(async (tx) => {
        // From here on nobody makes it a restricted one, nor destroys a file, before this is written: then it goes again.
        const tip = await lockTip(tx, tipId)
        const kept = await lockKept(tx, [...taken.keys()])
        const still = new Set((await listNewPhotos(tx, tipId)).map(({ mediaId }) => mediaId))
        let isAnyNew = false
        for (const [mediaId, fingerprint] of taken) {
          if (!kept.has(mediaId) || !still.has(mediaId)) continue
          const sealed = fingerprint === null ? null : content.seal(photoRecord(mediaId), fingerprint)
          const keys = fingerprint === null ? [] : photoKeys(parts.nameToken, fingerprint)
          await savePhoto(tx, { mediaId, tipId, fingerprint: sealed, keys })
          if (fingerprint !== null) isAnyNew = true
        }
        if (tip !== null && isAnyNew) await writeOutbox(tx, [{ topic: 'link', lane: tip.channel, ref: tipId }])
        const isMoreThere = (await listTipsWithNewPhotos(tx, [tipId])).length > 0
        if (!isMoreThere) await finishOutbox(tx, 'photo', [tipId])
        return isMoreThere
      })
      if (hasMore) throw new NotYet(MORE_CAME_WAIT_MS)
    },
  }
}

async function* readPieces(db: Db, mediaId: string, opened: OpenedFile): AsyncGenerator<Uint8Array> {
  for (let number = 0; number < opened.pieceCount; number++) {
    const sealed = await findPiece(db, mediaId, number)
    if (sealed === null) throw new GoneMeanwhile()
    yield opened.openPiece(number, sealed)
  }
}
