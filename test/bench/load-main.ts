/** The load generator: a process of its own, so that its work is no part of what it measures. */
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import { type LoadOrder, type LoadResult, loadOrder } from './load-order.ts'
import { percentile } from './statistics.ts'

const START_SECONDS = 1_790_000_000
/** Bodies are made before the first request goes out; a timed run that uses up these makes the rest as it goes. */
const MADE_BEFORE_MAX = 40_000

process.on('message', (message) => {
  void run(loadOrder.parse(message)).then((result) => process.send?.(result))
})
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: '' })

async function run(order: LoadOrder): Promise<LoadResult> {
  const { origin, pathname: path } = new URL(order.url)
  const pool = new Pool(origin, { connections: order.connections, pipelining: 1 })
  const headers = { 'content-type': 'application/json', ...order.headers }
  const made = Array.from({ length: Math.min(order.count, MADE_BEFORE_MAX) }, (_, at) => makeBody(order, at))
  const latenciesMs: number[] = []
  const startsMs: number[] = []
  let next = 0
  let refused = 0

  const post = (dueMs: number): Promise<void> =>
    new Promise((resolve) => {
      const at = next++
      if (order.wantsStarts) startsMs.push(performance.timeOrigin + dueMs)
      const end = (isAccepted: boolean): void => {
        if (isAccepted) latenciesMs.push(performance.now() - dueMs)
        else refused++
        resolve()
      }
      let status = 0
      pool.dispatch(
        { path, method: 'POST', headers, body: made[at] ?? makeBody(order, at) },
        {
          onRequestStart() {},
          onResponseStart(_controller, statusCode) {
            status = statusCode
          },
          onResponseData() {},
          onResponseEnd: () => end(status === 200),
          onResponseError: () => end(false),
        },
      )
    })

  const startMs = performance.now()
  const isOver = (): boolean => next >= order.count || performance.now() - startMs >= order.durationMs
  if (order.ratePerSecond === null) {
    const keepAsking = async (): Promise<void> => {
      while (!isOver()) await post(performance.now())
    }
    await Promise.all(Array.from({ length: order.connections }, keepAsking))
  } else {
    const gapMs = 1_000 / order.ratePerSecond
    const asked: Promise<void>[] = []
    while (!isOver()) {
      while (startMs + next * gapMs <= performance.now() && !isOver()) asked.push(post(startMs + next * gapMs))
      await pause(Math.max(1, startMs + next * gapMs - performance.now()))
    }
    await Promise.all(asked)
  }
  const seconds = (performance.now() - startMs) / 1_000
  await pool.destroy()
  return {
    accepted: latenciesMs.length,
    refused,
    seconds,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
    startsMs,
  }
}

/** A text in a private chat as Telegram sends it (channel reference, C.4). */
function makeBody({ first, text }: LoadOrder, at: number): Buffer {
  const id = first + at
  const person = { id, first_name: 'An', last_name: 'Nguyen', language_code: 'vi' }
  return Buffer.from(
    JSON.stringify({
      update_id: id,
      message: {
        message_id: at + 1,
        from: { ...person, is_bot: false },
        chat: { ...person, type: 'private' },
        date: START_SECONDS + (at % 10_000),
        text,
      },
    }),
  )
}
