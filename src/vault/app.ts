import { Hono } from 'hono'
import { z } from 'zod'
import { AppError, nameFault } from '../domain/errors.ts'
import { isUnreachable } from '../storage/db.ts'
import type { CallerPurpose, CheckCaller } from './callers.ts'
import type { ForgetSender } from './forget.ts'
import type { UnsealingVault } from './unseal.ts'
import type { Vault } from './vault.ts'

const MINUTE_MS = 60_000
/** Ids of ours; anything longer is none. */
const unsealQuestion = z.strictObject({
  requestId: z.string().min(1).max(100),
  session: z.hex().length(64),
  evidence: z.record(z.string().max(40), z.string().max(20_000)),
})
const sendQuestion = z.strictObject({ deliveryId: z.string().min(1).max(100) })
const forgetQuestion = z.strictObject({ conversationId: z.string().min(1).max(100) })

/**
 * What the vault answers on its socket: `POST /send` with the token of purpose `send`, `POST /unseal` with that of purpose
 * `unseal`, `POST /forget` with that of `forget`, and `GET /healthz` for the doctor. A wrong token, and the right one of another purpose, are refused alike. `log` gets ids and words.
 */
export function makeVaultApp(parts: {
  vault: Vault
  unsealing: UnsealingVault
  forgetSender: ForgetSender
  isCaller: CheckCaller
  resolvesPerMinute: number
  log: (line: string) => void
  nowMs?: () => number
}): Hono {
  const { vault, log, nowMs = Date.now } = parts
  const mayResolve = makeCeiling(parts.resolvesPerMinute, nowMs, () =>
    log(`vault: ${parts.resolvesPerMinute} senders named within a minute, the ceiling; the others wait`),
  )
  const refuseStrangers = (purpose: CallerPurpose, authorization: string | undefined): boolean => {
    const isKnown = parts.isCaller(purpose, authorization?.replace(/^Bearer /, '') ?? '')
    if (!isKnown) log(`vault: refused a caller at ${purpose}`)
    return !isKnown
  }

  const app = new Hono()
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.post('/send', async (c) => {
    if (refuseStrangers('send', c.req.header('authorization'))) return c.body(null, 401)
    const question = sendQuestion.safeParse(await c.req.json().catch(() => undefined))
    if (!question.success) return c.body(null, 400)
    const waitMs = mayResolve()
    if (waitMs > 0) return c.json({ waitMs }, 429)
    return c.json({ chatId: await vault.resolveForSend(question.data.deliveryId) })
  })
  app.post('/unseal', async (c) => {
    if (refuseStrangers('unseal', c.req.header('authorization'))) {
      await parts.unsealing.recordStranger()
      return c.body(null, 401)
    }
    const question = unsealQuestion.safeParse(await c.req.json().catch(() => undefined))
    if (!question.success) return c.body(null, 400)
    const answer = await parts.unsealing.unseal(question.data)
    log(`vault: ${question.data.requestId.slice(0, 40)} ${answer.ok ? 'opened' : answer.reason}`)
    return c.json(answer)
  })
  app.post('/forget', async (c) => {
    if (refuseStrangers('forget', c.req.header('authorization'))) return c.body(null, 401)
    const question = forgetQuestion.safeParse(await c.req.json().catch(() => undefined))
    if (!question.success) return c.body(null, 400)
    return c.json({ isForgotten: await parts.forgetSender(question.data.conversationId) })
  })
  app.notFound((c) => c.body(null, 404))
  app.onError((error, c) => {
    log(`vault: ${nameFault(error)}`)
    if (error instanceof AppError && error.code === 'cannot-open') return c.body(null, 422)
    return c.body(null, isUnreachable(error) ? 503 : 500)
  })
  return app
}

/** Answers 0 while there is room in this minute, else how long to wait for the next; tells once a minute. */
function makeCeiling(perMinute: number, nowMs: () => number, onReached: () => void): () => number {
  let beganMs = Number.NEGATIVE_INFINITY
  let used = 0
  return () => {
    if (nowMs() - beganMs >= MINUTE_MS) {
      beganMs = nowMs()
      used = 0
    }
    used += 1
    if (used <= perMinute) return 0
    if (used === perMinute + 1) onReached()
    return Math.max(1, beganMs + MINUTE_MS - nowMs())
  }
}
