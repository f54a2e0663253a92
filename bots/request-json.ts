import { type Dispatcher, request } from 'undici'
import { type Limits, toRetryable } from './unreachable.ts'

/** Answers are a few hundred bytes; a proxy's error page may be any size. */
const ANSWER_MAX_BYTES = 65_536

export interface JsonRequest {
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
  dispatcher?: Dispatcher | undefined
  /** Longest answer that is read; cut there, it is no JSON any more. */
  answerMaxBytes?: number
}

/**
 * The status and the body as JSON, `undefined` if it is none.
 * @throws {Retryable} without a cause, for those of the client name the URL, and with it the token
 */
export async function requestJson(
  url: string,
  { method, headers, body, dispatcher, answerMaxBytes = ANSWER_MAX_BYTES }: JsonRequest,
  limits: Limits & { either: AbortSignal },
): Promise<{ status: number; body: unknown }> {
  try {
    const answer = await request(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      signal: limits.either,
      ...(body === undefined ? {} : { body }),
      ...(dispatcher === undefined ? {} : { dispatcher }),
    })
    return { status: answer.statusCode, body: parseJson(await readText(answer.body, answerMaxBytes)) }
  } catch (fault) {
    throw toRetryable(fault, limits)
  }
}

async function readText(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let sizeBytes = 0
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > maxBytes) break
    text += decoder.decode(chunk, { stream: true })
  }
  return text
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
