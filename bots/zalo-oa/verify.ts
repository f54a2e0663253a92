import { z } from 'zod'
import type { RawRequest } from '../channel.ts'
import { isSameSecret } from '../constant-time.ts'

const SIGNATURE_HEADER = 'x-zevent-signature'

/** What the documents say, `mac=…`, and what clients were seen to send: spaces, or the digits alone (reference, B.3). */
const SIGNATURE = /^\s*(?:mac\s*=\s*)?([0-9a-f]{64})\s*$/i

const stampSchema = z.object({ app_id: z.string(), timestamp: z.union([z.string(), z.number()]).transform(String) })

export interface Signer {
  /** Our app's public number: events signed for another are refused. */
  appId: string
  /** The OA secret key of the console's webhook page, not the app's. Empty: nobody is let in. */
  secretKey: string
}

/**
 * True if Zalo signed these bytes: SHA-256, not HMAC, over app id, body as received, its timestamp, OA secret key
 * (channel reference, B.3). The formula needs two fields of the body, so it is read before it is believed; no event is
 * refused for its age, for one that comes twice changes nothing, and one that comes late is still a tip.
 */
export async function verify({ appId, secretKey }: Signer, { headers, body }: RawRequest): Promise<boolean> {
  const given = SIGNATURE.exec(headers.get(SIGNATURE_HEADER) ?? '')?.[1]
  const stamp = readStamp(body)
  if (given === undefined || secretKey === '' || stamp?.app_id !== appId) return false
  const text = new TextEncoder()
  const signed = await new Blob([
    text.encode(appId),
    new Uint8Array(body),
    text.encode(stamp.timestamp),
    text.encode(secretKey),
  ]).arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', signed))
  return isSameSecret(given.toLowerCase(), digest.toHex())
}

function readStamp(body: Uint8Array): z.infer<typeof stampSchema> | undefined {
  try {
    return stampSchema.safeParse(JSON.parse(new TextDecoder().decode(body))).data
  } catch {
    return undefined
  }
}
