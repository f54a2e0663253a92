import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { distanceOf, SAME_BITS_MAX } from '../../../src/understand/alike/photos.ts'
import { hashPhoto } from '../../../workers/photos/hash-photo.ts'
import { drawScene } from '../../support/scenes.ts'

async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000)
}

const hash = (bytes: Buffer): Promise<string | null> => hashPhoto(inPieces(bytes))
const mustHash = async (bytes: Buffer): Promise<string> => {
  const found = await hash(bytes)
  if (found === null) throw new Error('no fingerprint')
  return found
}

describe('the fingerprint of a picture', { timeout: 60_000 }, () => {
  it('stays nearly the same when it is sent again smaller, grey, blurred or in another format', async () => {
    const scene = await drawScene(7)
    const own = await mustHash(scene)
    const changed = [
      sharp(scene).jpeg({ quality: 40 }),
      sharp(scene).resize(320).jpeg({ quality: 70 }),
      sharp(scene).greyscale().png(),
      sharp(scene).blur(2).webp({ quality: 60 }),
    ]
    for (const one of changed) expect(distanceOf(own, await mustHash(await one.toBuffer()))).toBeLessThanOrEqual(4)
  })

  it('tells scenes apart', async () => {
    const found = await Promise.all([11, 12, 13].map(async (seed) => mustHash(await drawScene(seed))))
    for (const [at, one] of found.entries())
      for (const other of found.slice(at + 1)) expect(distanceOf(one, other)).toBeGreaterThan(SAME_BITS_MAX)
  })

  it('is none for a file that is broken, hostile or no picture', async () => {
    const scene = await drawScene(3)
    const header = Buffer.from('89504e470d0a1a0a0000000d49484452000075300000753008060000', 'hex')
    const hostile: Buffer[] = [
      Buffer.alloc(0),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      scene.subarray(0, 300),
      scene.subarray(0, Math.floor(scene.length / 2)),
      Buffer.concat([scene, Buffer.from('<script>')]).subarray(2),
      // A PNG that says it is 30,000 by 30,000.
      Buffer.concat([header, Buffer.alloc(64)]),
      await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
      Buffer.from('GIF89a'),
      Buffer.alloc(300_000, 7),
    ]
    for (const one of hostile) expect(await hash(one)).toBeNull()
  })
})
