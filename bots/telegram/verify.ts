import type { RawRequest } from '../channel.ts'
import { isSameSecret } from '../constant-time.ts'

/** The header `setWebhook`'s `secret_token` comes back in (Bot API, setWebhook). */
const SECRET_HEADER = 'x-telegram-bot-api-secret-token'

/** True if the request carries our webhook secret; an empty `secret` lets nobody in. */
export function verify(secret: string, request: RawRequest): Promise<boolean> {
  return isSameSecret(request.headers.get(SECRET_HEADER), secret)
}
