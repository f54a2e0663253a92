import { z } from 'zod'
import type { Channel } from '../channel.ts'
import { lenient } from '../lenient.ts'
import { requestJson } from '../request-json.ts'
import { limit, refuseIfAborted } from '../unreachable.ts'
import { callOf, toFault, toGatewayFault, type ZaloBotSendSettings } from './send.ts'

/** Zalo answers an empty poll after exactly this long (channel reference, A.3); short, for {@link makePoll} ends none. */
const POLL_SECONDS = 5

/** "Client timeout must exceed it by 7 to 15 s" (channel reference, A.3). */
const MARGIN_MS = 10_000

/** An update is a text of a few kilobytes; one that is cut is one that is lost. */
const ANSWER_MAX_BYTES = 4_000_000

const answerSchema = z.object({
  ok: z.boolean(),
  error_code: lenient(z.union([z.number(), z.string()])),
  result: z.unknown().optional(),
})

export interface ZaloBotPollSettings extends ZaloBotSendSettings {
  pollSeconds?: number
}

/**
 * Zalo's `poll`: at most one update a call, which Zalo has forgotten once it is told. So a call that has begun is let
 * end, whatever the signal says: what is on its way would be gone.
 */
export function makePoll(settings: ZaloBotPollSettings): NonNullable<Channel['poll']> {
  const { pollSeconds = POLL_SECONDS } = settings
  return async (_cursor, signal) => {
    refuseIfAborted(signal)
    const limits = limit(new AbortController().signal, pollSeconds * 1000 + MARGIN_MS)
    const [url, request] = callOf(settings, 'getUpdates', { timeout: String(pollSeconds) })
    const { status, body } = await requestJson(url, { ...request, answerMaxBytes: ANSWER_MAX_BYTES }, limits)
    const answer = answerSchema.safeParse(body).data
    if (answer === undefined) throw toGatewayFault(status)
    const code = Number(answer.error_code ?? status)
    // "Request timeout" is an empty poll, and so is an empty result.
    if (!answer.ok && code === 408) return { updates: [], cursor: null }
    if (!answer.ok) throw toFault(code)
    return { updates: isEmpty(answer.result) ? [] : [body], cursor: null }
  }
}

function isEmpty(result: unknown): boolean {
  return typeof result !== 'object' || result === null || Object.keys(result).length === 0
}
