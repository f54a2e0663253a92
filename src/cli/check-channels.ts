import { request } from 'undici'
import { z } from 'zod'

const TIMEOUT_MS = 8_000
const answer = z.object({ ok: z.boolean(), result: z.unknown() })
const webhookInfo = z.object({ url: z.string(), pending_update_count: z.number().optional() })

/** Asks a bot API who we are and where it delivers to; Telegram and Zalo Bot answer in one shape. Errors name no token. */
export async function checkBot({
  token,
  apiRoot,
}: {
  token: string
  apiRoot: string
}): Promise<{ value: boolean; detail: string }> {
  const ask = async (method: string): Promise<unknown> => {
    try {
      const response = await request(`${apiRoot}/bot${token}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: '{}',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      return await response.body.json()
    } catch {
      // The cause may quote the address, and the address holds the token.
      throw new Error(`no answer to ${method}`)
    }
  }
  const me = answer.safeParse(await ask('getMe'))
  if (!me.success || !me.data.ok) throw new Error('the token is refused')
  const hook = webhookInfo.safeParse(answer.safeParse(await ask('getWebhookInfo')).data?.result)
  if (!hook.success || hook.data.url === '') return { value: true, detail: 'token accepted; no webhook is set yet' }
  const waiting = hook.data.pending_update_count ?? 0
  return { value: true, detail: `token accepted; webhook at ${new URL(hook.data.url).host}, ${waiting} waiting` }
}
