import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import type { FakeTelegram } from '../support/fake-telegram.ts'
import { nextTelegramChat, telegramText } from '../support/updates.ts'

const TICK_MS = 20
const CONNECTIONS = 64

/** One message that was posted. */
export interface Posted {
  chat: string
  words: string
  atMs: number
  tookMs: number
  /** Status, or `no answer`. */
  answer: string
}

/** Posts so many a second, each from a chat of its own, whatever comes back; nothing is sent again. */
export async function pour(
  telegram: FakeTelegram,
  address: string,
  order: { total: number; rate: number; wordsOf(at: number): string },
): Promise<{ posted: Posted[]; tookMs: number }> {
  const pool = new Pool(address, { connections: CONNECTIONS })
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': telegram.secret }
  const post = async (words: string): Promise<Posted> => {
    const chat = nextTelegramChat()
    telegram.startedChats.add(chat)
    const atMs = performance.now()
    const body = JSON.stringify(telegramText(chat, words))
    const answer = await pool.request({ path: '/webhooks/telegram', method: 'POST', headers, body }).then(
      async ({ body: said, statusCode }) => {
        await said.dump()
        return String(statusCode)
      },
      () => 'no answer',
    )
    return { chat: String(chat), words, atMs, tookMs: performance.now() - atMs, answer }
  }
  const posts: Promise<Posted>[] = []
  const startMs = performance.now()
  for (let tick = 0; posts.length < order.total; tick++) {
    await pause(Math.max(0, startMs + tick * TICK_MS - performance.now()))
    const due = Math.min(order.total, Math.round((order.rate * (tick + 1) * TICK_MS) / 1_000))
    while (posts.length < due) posts.push(post(order.wordsOf(posts.length)))
  }
  const posted = await Promise.all(posts)
  await pool.close()
  return { posted, tookMs: performance.now() - startMs }
}

/** How often each answer came. */
export function countAnswers(posted: readonly Posted[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { answer } of posted) counts[answer] = (counts[answer] ?? 0) + 1
  return counts
}

/** `p50 … ms, p99 … ms, longest … ms`. */
export function spread(values: readonly number[]): string {
  const at = (share: number): string => `${Math.round(shareOf(values, share))} ms`
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`
}

/** The value that this share of the values does not exceed. */
export function shareOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}
