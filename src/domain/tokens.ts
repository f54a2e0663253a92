/** Tokens that change as they are used: the refresh token is spent by each renewal, which brings a new pair. */
export interface TokenPair {
  accessToken: string
  refreshToken: string
  /** From now. */
  expiresInMs: number
}

/** Trades a refresh token for a new pair; `ok: false` is the platform's last word on this token. */
export type Exchange = (
  refreshToken: string,
  signal: AbortSignal,
) => Promise<{ ok: true; value: TokenPair } | { ok: false; reason: string }>

/** Where a channel gets the token for a call. Both throw `Retryable` or `Permanent` of `errors.ts`. */
export interface AccessTokens {
  /** One that is good now, as far as its expiry tells. */
  current(): Promise<string>
  /** One other than this, which the platform refused; asked for at most once a call. */
  renew(refused: string): Promise<string>
}
