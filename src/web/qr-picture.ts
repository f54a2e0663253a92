import type { Context } from 'hono'
import { renderSVG } from 'uqr'

/** Four modules of quiet on each side (ISO/IEC 18004, 5.3.8), dark on light in any colour scheme. */
const LOOK = { border: 4, pixelSize: 8, ecc: 'M', whiteColor: '#ffffff', blackColor: '#000000' } as const

/** A QR code as a picture from an address of its own: the policy lets no page hold one. Never kept by anybody. */
export function answerQr(c: Context, text: string): Response {
  return c.body(renderSVG(text, LOOK), 200, { 'content-type': 'image/svg+xml', 'cache-control': 'no-store' })
}
