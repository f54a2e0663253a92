import { describe, expect, it } from 'vitest'
import { isSamePhoto, SAME_PHOTO_SCORE, weighPhotos } from '../../../src/understand/alike/same-photo.ts'

const PICTURE = '9f1c63a5e07d482b'
const NEAR = '9f1c63a5e07d4824'
const FAR = '60e39c5a1f82b7d4'
const unlike = { score: 0.1, isCopy: false, reasons: [] }

describe('a picture that came with two tips', () => {
  it('makes them like enough to be suggested, and says so', () => {
    expect(weighPhotos(unlike, [FAR, PICTURE], [NEAR])).toEqual({
      score: SAME_PHOTO_SCORE,
      isCopy: false,
      reasons: [{ reason: 'same-photo', weight: SAME_PHOTO_SCORE }],
      isByPhoto: true,
      isPhotoShared: true,
    })
  })

  it('lowers no likeness, and is not why they are alike where words say more', () => {
    expect(weighPhotos({ ...unlike, score: 0.9 }, [PICTURE], [PICTURE])).toMatchObject({ score: 0.9, isByPhoto: false })
  })

  it('that are others, or none, change nothing', () => {
    expect(weighPhotos(unlike, [PICTURE], [FAR])).toEqual({ ...unlike, isByPhoto: false, isPhotoShared: false })
    expect(isSamePhoto([], [PICTURE])).toBe(false)
  })

  it('of nothing but one colour tell nothing', () => {
    expect(isSamePhoto(['0000000000000000'], ['0000000000000000'])).toBe(false)
  })
})
