import { z } from 'zod'
import { Permanent, Retryable } from '../domain/errors.ts'
import type { AccessTokens, Exchange, TokenPair } from '../domain/tokens.ts'
import {
  findTokens,
  lockTokens,
  markTokensRefused,
  type StoredTokens,
  saveTokens,
  type TokenOwner,
} from '../storage/channel-tokens.ts'
import type { Db, Tx } from '../storage/db.ts'
import type { ContentSealer } from '../vault/content.ts'
import { channelTokensRecord } from '../vault/records.ts'

/** "Refresh when less than an hour is left" (channel reference, B.2). */
const RENEW_BEFORE_MS = 60 * 60_000
/** A token that still works is used on while the platform cannot renew it; it is asked again after this. */
const TRY_AGAIN_MS = 60_000
/** A renewal is over by then: the row's lock is held for as long. */
const EXCHANGE_TIMEOUT_MS = 20_000

export interface Authorisation extends AccessTokens {
  /** Trades a refresh token that a person obtained for the first pair. What was there stays if this one is refused. */
  authorise(refreshToken: string): Promise<{ ok: true } | { ok: false; reason: string }>
}

interface Held {
  accessToken: string
  refreshToken: string
  expiresAt: Date
  isRefused: boolean
}

/** A pair that the platform gave and Postgres did not take yet: the old one is spent, so it must not be lost. */
interface Unsaved {
  pair: TokenPair
  expiresAt: Date
  /** The refresh token that was spent for it. */
  replaces: string
}

const sealedPair = z.object({ accessToken: z.string(), refreshToken: z.string() })

/**
 * The tokens of one account, renewed under the lock of their row by one process at a time: who waited reads the row
 * again and takes what the other brought. A pair is committed before it is used. If a process dies between the
 * platform's answer and the commit, the next renewal is refused and the row is marked: from then on nobody asks, `log`
 * has told it once, by id, and everything to send waits until a person authorises again.
 */
export function makeAuthorisation(parts: {
  db: Db
  content: ContentSealer
  owner: TokenOwner
  exchange: Exchange
  now: () => Date
  log: (line: string) => void
}): Authorisation {
  const { db, content, owner, exchange, now, log } = parts
  const record = channelTokensRecord(owner.channel, owner.botId)
  const name = `${owner.channel} ${owner.botId}`
  let held: Held | null = null
  let unsaved: Unsaved | null = null
  let renewing: Promise<Held> | null = null
  let tryAgainAtMs = 0

  const open = (stored: StoredTokens | null): Held => {
    if (stored === null) throw new Permanent('bad-token-none', { isChannelDown: true })
    const { expiresAt, isRefused } = stored
    return { ...sealedPair.parse(content.open(record, stored.sealed)), expiresAt, isRefused }
  }
  const leftMs = ({ expiresAt }: Held): number => expiresAt.getTime() - now().getTime()
  const expiryOf = ({ expiresInMs }: TokenPair): Date => new Date(now().getTime() + expiresInMs)

  const save = (tx: Tx, { accessToken, refreshToken }: TokenPair, expiresAt: Date): Promise<void> =>
    saveTokens(tx, owner, { sealed: content.seal(record, { accessToken, refreshToken }), expiresAt })

  const isFresh = (one: Held): boolean => one.accessToken !== '' && leftMs(one) > RENEW_BEFORE_MS
  const isUsable = (one: Held): boolean => one.accessToken !== '' && leftMs(one) > 0
  /** Good enough for whoever asks: long-lived, or, where the platform refused one, simply another. */
  const isAnswer = (one: Held, refused: string | null): boolean =>
    refused === null ? isFresh(one) : one.accessToken !== refused && isUsable(one)

  /** Under the lock: the row as it is now, if it is an answer; else a new pair in its place. */
  const renewLocked = async (tx: Tx, refused: string | null): Promise<Held> => {
    const stored = open(await lockTokens(tx, owner))
    if (unsaved?.replaces !== stored.refreshToken) {
      if (stored.isRefused || isAnswer(stored, refused)) return stored
      const outcome = await exchange(stored.refreshToken, AbortSignal.timeout(EXCHANGE_TIMEOUT_MS))
      if (!outcome.ok) {
        const expiresAt = stored.accessToken === refused ? now() : stored.expiresAt
        await markTokensRefused(tx, owner, expiresAt)
        log(`${name}: needs re-authorisation (${outcome.reason}): tinbao channel connect ${owner.channel}`)
        return { ...stored, expiresAt, isRefused: true }
      }
      unsaved = { pair: outcome.value, expiresAt: expiryOf(outcome.value), replaces: stored.refreshToken }
    }
    await save(tx, unsaved.pair, unsaved.expiresAt)
    return { ...unsaved.pair, expiresAt: unsaved.expiresAt, isRefused: false }
  }

  /** One renewal at a time in this process too, so that waiting for the lock takes one connection and no more. */
  const renewOnce = (refused: string | null): Promise<Held> => {
    renewing ??= db
      .transaction()
      .execute((tx) => renewLocked(tx, refused))
      .then((renewed) => {
        unsaved = null
        held = renewed
        return renewed
      })
      .finally(() => {
        renewing = null
      })
    return renewing
  }

  return {
    async current() {
      if (held === null || !isFresh(held)) held = open(await findTokens(db, owner))
      const before = held
      if (isFresh(before)) return before.accessToken
      if (before.isRefused || now().getTime() < tryAgainAtMs) return useUp(before)
      try {
        return useUp(await renewOnce(null))
      } catch (fault) {
        if (!(fault instanceof Retryable)) throw fault
        tryAgainAtMs = now().getTime() + TRY_AGAIN_MS
        if (isUsable(before)) return before.accessToken
        throw fault
      }
    },
    async renew(refused) {
      let renewed = await renewOnce(refused)
      // That may have been the renewal of another asker, for whom the refused one was an answer.
      if (!isAnswer(renewed, refused) && !renewed.isRefused) renewed = await renewOnce(refused)
      if (!isAnswer(renewed, refused)) throw new Permanent('bad-token-refused', { isChannelDown: true })
      return renewed.accessToken
    },
    async authorise(refreshToken) {
      const outcome = await db.transaction().execute(async (tx) => {
        await lockTokens(tx, owner)
        const traded = await exchange(refreshToken, AbortSignal.timeout(EXCHANGE_TIMEOUT_MS))
        if (traded.ok) await save(tx, traded.value, expiryOf(traded.value))
        return traded
      })
      held = null
      return outcome.ok ? { ok: true } : outcome
    },
  }

  function useUp(one: Held): string {
    if (isUsable(one)) return one.accessToken
    if (!one.isRefused) throw new Retryable('token-renewal')
    throw new Permanent('bad-token-refused', { isChannelDown: true })
  }
}
