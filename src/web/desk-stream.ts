import { createHash } from 'node:crypto'
import type { CurrentOfficer } from '../flow/desk.ts'
import type { DeskDeps } from './desk-deps.ts'

/** A session that has ended stops hearing within this time; proxies too cut a silent connection after a minute. */
const HEARTBEAT_MS = 15_000
/** Browsers open six connections to a host (HTTP/1.1): two must stay free for pages. */
const STREAMS_PER_SESSION = 4
/** About 35 KiB a stream (performance reference): 35 MB. Beyond it the page asks again by itself. */
const STREAMS_MAX = 1_000
/** More changes than this waiting for a slow reader are told as one: look at everything anew. */
const WAITING_MAX = 500

const encoder = new TextEncoder()
/** The comment keeps proxies open; the event tells the page, which cannot see comments, that the line is not dead. */
const HEARTBEAT = encoder.encode(':\n\nevent: beat\ndata: {}\n\n')
const OPENED = encoder.encode('retry: 2000\n\n')
const GAP = encoder.encode('event: gap\ndata: {}\n\n')
const ENDED = encoder.encode('event: ended\ndata: {}\n\n')

export interface DeskStreams {
  /**
   * A `text/event-stream` of `{"tip", "version"}` and nothing else; `beat` while it lives, `gap` when all must be fetched anew, `ended` when the
   * session is over. Of a restricted tip an officer not named for them hears a `gap`, without its id. Null when this
   * session, or the process, has too many open.
   */
  open(token: string, officer: Reach, signal: AbortSignal): Response | null
}

/** What a stream is opened for; when it changes, the page has to open another. */
type Reach = Pick<CurrentOfficer, 'unitCode' | 'isCleared'>

/**
 * Counts the streams of this process. `reachOf` is asked at each heartbeat, null where nobody is signed in; when it
 * throws, or tells of another reach, the stream ends and the page opens a new one.
 */
export function makeDeskStreams(parts: {
  watch: DeskDeps['watch']
  reachOf(token: string): Promise<Reach | null>
  closing?: AbortSignal
}): DeskStreams {
  const openBySession = new Map<string, number>()
  let openCount = 0
  const count = (session: string, step: 1 | -1): void => {
    openCount += step
    const left = (openBySession.get(session) ?? 0) + step
    if (left === 0) openBySession.delete(session)
    else openBySession.set(session, left)
  }

  return {
    open(token, officer, signal) {
      const session = createHash('sha256').update(token).digest('base64url')
      const isFull = openCount >= STREAMS_MAX || (openBySession.get(session) ?? 0) >= STREAMS_PER_SESSION
      if (isFull || parts.closing?.aborted || signal.aborted) return null
      const waiting = new Map<string, number>()
      let isGap = false
      let release = (): void => {}
      let flush = (): void => {}

      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            count(session, 1)
            const hasRoom = () => (controller.desiredSize ?? 0) > 0
            const end = (): void => {
              release()
              controller.close()
            }
            flush = () => {
              if (isGap && hasRoom()) {
                // Before it is given out: that may ask for more at once.
                isGap = false
                waiting.clear()
                controller.enqueue(GAP)
              }
              for (const [tip, version] of waiting) {
                if (!hasRoom()) return
                waiting.delete(tip)
                controller.enqueue(encoder.encode(`data: ${JSON.stringify({ tip, version })}\n\n`))
              }
            }
            const hearGap = (): void => {
              isGap = true
              flush()
            }
            const unwatch = parts.watch(
              token,
              officer.unitCode,
              ({ tip, version, isRestricted }) => {
                const mayHear = officer.isCleared || !isRestricted
                if (mayHear) waiting.set(tip, version)
                if (!mayHear || waiting.size > WAITING_MAX) isGap = true
                flush()
              },
              hearGap,
            )
            let isReleased = false
            const beat = async (): Promise<void> => {
              const reach = await parts.reachOf(token).catch(() => undefined)
              if (isReleased) return
              if (reach === null) controller.enqueue(ENDED)
              if (reach?.unitCode === officer.unitCode && reach.isCleared === officer.isCleared) {
                if (hasRoom()) controller.enqueue(HEARTBEAT)
              } else end()
            }
            const heartbeat = setInterval(() => void beat(), HEARTBEAT_MS)
            signal.addEventListener('abort', end)
            parts.closing?.addEventListener('abort', end)
            release = () => {
              if (isReleased) return
              isReleased = true
              count(session, -1)
              unwatch()
              clearInterval(heartbeat)
              signal.removeEventListener('abort', end)
              parts.closing?.removeEventListener('abort', end)
            }
            controller.enqueue(OPENED)
          },
          pull: () => flush(),
          cancel: () => release(),
        },
        { highWaterMark: 16 },
      )
      return new Response(body, {
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      })
    },
  }
}
