import { request } from 'undici'
import { z } from 'zod'

const TIMEOUT_MS = 8_000
/** `setWebhook` of Zalo Bot calls the address at once and waits for its answer. */
const CHANGE_TIMEOUT_MS = 20_000

const answer = z.object({
  ok: z.boolean(),
  error_code: z.union([z.number(), z.string()]).optional(),
  result: z.unknown().optional(),
})
const webhookInfo = z.object({ url: z.string(), pending_update_count: z.number().optional() })

export interface BotAddress {
  token: string
  apiRoot: string
}

export type BotMethod = 'getMe' | 'getWebhookInfo' | 'setWebhook' | 'deleteWebhook'

/**
 * One call of a bot API; Telegram and Zalo Bot answer in one shape. `ok: false` carries the platform's code.
 * @throws {Error} that names the method and no token
 */
export async function askBot(
  { token, apiRoot }: BotAddress,
  method: BotMethod,
  payload: object = {},
): Promise<{ ok: true; result: unknown } | { ok: false; code: string }> {
  const isChange = method === 'setWebhook' || method === 'deleteWebhook'
  let body: unknown
  try {
    const response = await request(`${apiRoot.replace(/\/+$/, '')}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(payload),
      signal: AbortSignal.timeout(isChange ? CHANGE_TIMEOUT_MS : TIMEOUT_MS),
    })
    body = await response.body.json()
  } catch {
    // The cause may quote the address, and the address holds the token.
    throw new Error(`no answer to ${method}`)
  }
  const { data } = answer.safeParse(body)
  if (data?.ok) return { ok: true, result: data.result }
  return { ok: false, code: String(data?.error_code ?? 'no code').slice(0, 20) }
}

/** Asks a bot API who we are and where it delivers to. */
export async function checkBot(bot: BotAddress): Promise<{ value: boolean; detail: string }> {
  const me = await askBot(bot, 'getMe')
  if (!me.ok) throw new Error('the token is refused')
  const info = await askBot(bot, 'getWebhookInfo')
  const hook = webhookInfo.safeParse(info.ok ? info.result : undefined)
  if (!hook.success || hook.data.url === '') return { value: true, detail: 'token accepted; no webhook is set' }
  const waiting = hook.data.pending_update_count ?? 0
  return { value: true, detail: `token accepted; webhook at ${new URL(hook.data.url).host}, ${waiting} waiting` }
}

const oaAnswer = z.object({ error: z.number() })

/** Asks the OA API with this access token. @throws {Error} that names no token */
export async function checkZaloOa({ apiRoot, accessToken }: { apiRoot: string; accessToken: string }): Promise<string> {
  let body: unknown
  try {
    const response = await request(`${apiRoot.replace(/\/+$/, '')}/v2.0/oa/getoa`, {
      headers: { access_token: accessToken },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    body = await response.body.json()
  } catch {
    throw new Error('no answer to getoa')
  }
  const code = oaAnswer.safeParse(body).data?.error
  if (code === 0) return 'token accepted'
  throw new Error(code === undefined ? 'no answer to getoa that can be read' : `Zalo refuses with ${code}`)
}
