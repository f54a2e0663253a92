import { z } from 'zod'

/** What the load generator is asked to do: updates from `first` on, each with an id and a chat of its own. */
export const loadOrder = z.strictObject({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  text: z.string(),
  first: z.int(),
  connections: z.int().positive(),
  /** It ends with whichever comes first. */
  count: z.int().positive(),
  durationMs: z.number().positive(),
  /** Requests a second, begun on time whether earlier ones are answered or not; null: each connection as fast as it is answered. */
  ratePerSecond: z.number().positive().nullable(),
  /** Answers when each request began, for whoever follows single messages. */
  wantsStarts: z.boolean(),
})
export type LoadOrder = z.output<typeof loadOrder>

export const loadResult = z.strictObject({
  /** Requests answered 200; others and those that failed. */
  accepted: z.int(),
  refused: z.int(),
  /** From the first request to the last answer. */
  seconds: z.number(),
  /** Of accepted requests; from the moment the request was due, not from when a busy generator came to send it. */
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Milliseconds since the epoch at which the request of each update was due, from `first` on. */
  startsMs: z.array(z.number()),
})
export type LoadResult = z.output<typeof loadResult>
