import type { Db } from '../storage/db.ts'
import { findPhotosLike, listPhotosOf, type StoredPhoto } from '../storage/photos.ts'
import type { Fingerprint } from '../understand/alike/photos.ts'
import { isSamePhoto } from '../understand/alike/same-photo.ts'
import type { ContentSealer } from '../vault/content.ts'
import type { Pseudonyms } from '../vault/pseudonyms.ts'
import { photoRecord } from '../vault/records.ts'
import { photoKeys } from './photo-keys.ts'

interface PhotoParts {
  content: ContentSealer
  nameToken: Pseudonyms['token']
  unproven: readonly string[]
}

/** Of one key so many pictures are looked at, the newest. */
const PER_KEY = 24
/** So many tips with the same picture are compared, the newest: one that everybody sends is found with the first. */
const TIPS_MAX = 12

/**
 * The fingerprints of these tips' pictures, opened; none of a tip without. They are read each time and lie nowhere but in
 * their own table, so that a tip that becomes restricted has none from that moment on.
 */
export async function readPhotos(
  parts: Pick<PhotoParts, 'content'>,
  db: Db,
  tipIds: readonly string[],
): Promise<Map<string, Fingerprint[]>> {
  const photos = new Map<string, Fingerprint[]>()
  for (const photo of await listPhotosOf(db, tipIds)) {
    photos.set(photo.tipId, [...(photos.get(photo.tipId) ?? []), open(parts, photo)])
  }
  return photos
}

/** Ids of other tips received since then that came with one of these pictures, the newest picture first. */
export async function findByPhotos(
  parts: PhotoParts,
  db: Db,
  tipId: string,
  photos: readonly Fingerprint[],
  since: Date,
): Promise<string[]> {
  const keys = [...new Set(photos.flatMap((one) => photoKeys(parts.nameToken, one)))]
  const near = await findPhotosLike(db, { tipId, keys, since, eachMax: PER_KEY, unproven: parts.unproven })
  const same = near.filter((photo) => isSamePhoto(photos, [open(parts, photo)]))
  return [...new Set(same.map((photo) => photo.tipId))].slice(0, TIPS_MAX)
}

function open({ content }: Pick<PhotoParts, 'content'>, { mediaId, fingerprint }: StoredPhoto): Fingerprint {
  return String(content.open(photoRecord(mediaId), fingerprint))
}
