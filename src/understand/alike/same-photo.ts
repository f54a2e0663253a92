import type { LinkReason } from '../../domain/incident.ts'
import { distanceOf, type Fingerprint, isTelling, SAME_BITS_MAX } from './photos.ts'

/**
 * What a shared picture makes of two tips at least: something for an officer to look at. Never more: a picture that is
 * passed on is sent of many events.
 */
export const SAME_PHOTO_SCORE = 0.6

interface Judged {
  score: number
  reasons: { reason: LinkReason; weight: number }[]
}

/**
 * The judgement with the sign of a shared picture, where there is one. `isByPhoto`: without it the two would have been
 * held for less alike; what was made of that is a suggestion and no link.
 */
export function weighPhotos<J extends Judged>(
  judged: J,
  newer: readonly Fingerprint[],
  older: readonly Fingerprint[],
): J & { isByPhoto: boolean; isPhotoShared: boolean } {
  if (!isSamePhoto(newer, older)) return { ...judged, isByPhoto: false, isPhotoShared: false }
  return {
    ...judged,
    score: Math.max(judged.score, SAME_PHOTO_SCORE),
    reasons: [...judged.reasons, { reason: 'same-photo', weight: SAME_PHOTO_SCORE }],
    isByPhoto: judged.score < SAME_PHOTO_SCORE,
    isPhotoShared: true,
  }
}

/** True where any picture of the one is one of the other, sent again. */
export function isSamePhoto(newer: readonly Fingerprint[], older: readonly Fingerprint[]): boolean {
  return newer.some(
    (one) => isTelling(one) && older.some((other) => isTelling(other) && distanceOf(one, other) <= SAME_BITS_MAX),
  )
}
