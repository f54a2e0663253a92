import sharp from 'sharp'

/** A picture of 640 by 480 with shapes that follow from its number, as JPEG. */
export function drawScene(seed: number): Promise<Buffer> {
  let state = seed
  const next = (max: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * max)
  }
  const shapes = Array.from({ length: 14 }, () => {
    const colour = `rgb(${next(256)},${next(256)},${next(256)})`
    return `<rect x="${next(640)}" y="${next(480)}" width="${40 + next(300)}" height="${40 + next(240)}" fill="${colour}"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">${shapes.join('')}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer()
}
