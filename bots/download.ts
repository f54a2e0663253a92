import { Agent, type Dispatcher, request } from 'undici'
import { Permanent, Retryable } from '../src/domain/errors.ts'
import { makePublicLookup } from './public-address.ts'
import { limit, refuseIfAborted, toRetryable } from './unreachable.ts'

/** A whole file takes no longer, and no piece of it, nor the answer itself, keeps us waiting longer. */
const DOWNLOAD_TIMEOUT_MS = 60_000
const STALL_TIMEOUT_MS = 15_000
const CONNECT_TIMEOUT_MS = 10_000

/** Largest file of any channel (security reference, "Codes, limits, times"). */
export const FILE_MAX_BYTES = 50 * 1024 * 1024

/** The platform asks us to come again (RFC 9110 and 6585). */
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 425, 429])
/** The address was good once: signed ones are refused when they expire. */
const GONE_STATUSES: ReadonlySet<number> = new Set([401, 403, 404, 410])

export interface DownloadRules {
  /** Names of hosts, each with all below it. */
  allowedHosts: readonly string[]
  sizeMaxBytes?: number
  /**
   * A server that the operator named instead of the platform's (a Bot API server of one's own, a test's fake). Its own
   * scheme and port hold for its files, and it may have a private address.
   */
  ownRoot?: string | undefined
  /** Way out through a proxy, which then resolves the names: the list of hosts is what still holds. */
  dispatcher?: Dispatcher | undefined
  timeoutMs?: number | undefined
  stallMs?: number | undefined
  /** Stands in for the resolver of names. */
  lookup?: ReturnType<typeof makePublicLookup>
}

/** The bytes of the file at this address, piece by piece as they arrive; see {@link makeDownload}. */
export type Download = (url: string, signal: AbortSignal) => AsyncGenerator<Uint8Array, void, undefined>

/**
 * Makes what fetches a file from a platform: https on the default port, hosts of the list, public addresses, no
 * redirect, no credentials; sizes and times are counted, not believed. While it is read it throws
 * {@link Retryable} for what may pass, and {@link Permanent} with a word of `MEDIA_FAILURES`; neither names the address,
 * which may hold a token.
 */
export function makeDownload(rules: DownloadRules): Download {
  const { sizeMaxBytes = FILE_MAX_BYTES, stallMs = STALL_TIMEOUT_MS } = rules
  const connect = { lookup: rules.lookup ?? makePublicLookup(), timeout: CONNECT_TIMEOUT_MS }
  const agent = new Agent({ connect, connections: 4 })

  return async function* download(url, signal) {
    const { address, isOwn } = judge(url, rules)
    refuseIfAborted(signal)
    const limits = limit(signal, rules.timeoutMs ?? DOWNLOAD_TIMEOUT_MS)
    const dispatcher = rules.dispatcher ?? (isOwn ? undefined : agent)
    try {
      const answer = await request(address, {
        headers: { 'accept-encoding': 'identity' },
        signal: limits.either,
        headersTimeout: stallMs,
        bodyTimeout: stallMs,
        ...(dispatcher === undefined ? {} : { dispatcher }),
      })
      const refusal = findRefusal(answer, sizeMaxBytes)
      if (refusal) {
        answer.body.on('error', () => undefined).destroy()
        throw refusal
      }
      yield* count(answer.body, sizeMaxBytes)
    } catch (fault) {
      // Without a cause: those of the client name the address.
      throw fault instanceof Permanent || fault instanceof Retryable ? fault : toRetryable(fault, limits)
    }
  }
}

function judge(url: string, { allowedHosts, ownRoot }: DownloadRules): { address: URL; isOwn: boolean } {
  const address = URL.canParse(url) ? new URL(url) : null
  if (address === null) throw new Permanent('no-address')
  const own = ownRoot === undefined ? null : new URL(ownRoot)
  if (own !== null && address.host === own.host) {
    address.protocol = own.protocol
    return { address, isOwn: true }
  }
  const { protocol, port, username, password, hostname } = address
  const isListed = allowedHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === ''
  if (!isListed || !isPlain) throw new Permanent('host-refused')
  return { address, isOwn: false }
}

/** The server that stands in for the platform's; none where the settings name the platform's own. */
export function findOwnRoot(apiRoot: string | undefined, platformRoot: string): string | undefined {
  return apiRoot === undefined || new URL(apiRoot).host === new URL(platformRoot).host ? undefined : apiRoot
}

function findRefusal(
  { statusCode, headers }: Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>,
  sizeMaxBytes: number,
): Permanent | Retryable | null {
  if (statusCode === 200) {
    return Number(headers['content-length'] ?? 0) > sizeMaxBytes ? new Permanent('too-large') : null
  }
  if (statusCode >= 500 || PASSING_STATUSES.has(statusCode)) return new Retryable(`server-${statusCode}`)
  if (GONE_STATUSES.has(statusCode)) return new Permanent('gone')
  // To whom it leads is for the platform to say, not for whoever wrote the address.
  if (statusCode >= 300 && statusCode < 400) return new Permanent('host-refused')
  return new Permanent('refused')
}

async function* count(body: AsyncIterable<Uint8Array>, sizeMaxBytes: number): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0
  for await (const piece of body) {
    sizeBytes += piece.byteLength
    if (sizeBytes > sizeMaxBytes) throw new Permanent('too-large')
    yield piece
  }
  if (sizeBytes === 0) throw new Permanent('empty')
}
