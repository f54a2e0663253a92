/** Proxies cut a silent connection after a minute or less. */
const HEARTBEAT_MS = 25_000
/** A stream ends by itself; EventSource then comes back, so that a forgotten one is not kept for ever. */
const STREAM_MS = 15 * 60_000

const encoder = new TextEncoder()
/** The same bytes for all: a change carries no content, each browser fetches its own under its cookie. */
const CHANGED = encoder.encode('data: 1\n\n')
const HEARTBEAT = encoder.encode(':\n\n')

/** A `text/event-stream` answer that says "something changed". `leave` is called once, when it ends for whatever reason. */
export function openChatStream(
  watch: (onChange: () => void) => () => void,
  leave: () => void,
  signal: AbortSignal,
): Response {
  let release = () => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (bytes: Uint8Array) => {
          // A slow reader has a notice waiting already, and fetches when it reads it: one says as much as a thousand.
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(bytes)
        }
        const end = () => {
          release()
          controller.close()
        }
        const unwatch = watch(() => send(CHANGED))
        const heartbeat = setInterval(() => send(HEARTBEAT), HEARTBEAT_MS)
        const lifetime = setTimeout(end, STREAM_MS)
        signal.addEventListener('abort', end)
        release = () => {
          release = () => {}
          leave()
          unwatch()
          clearInterval(heartbeat)
          clearTimeout(lifetime)
          signal.removeEventListener('abort', end)
        }
        // Whatever happened between the page and this moment.
        send(CHANGED)
        if (signal.aborted) end()
      },
      cancel: () => release(),
    },
    { highWaterMark: 4 },
  )
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}
