/**
 * The number before a token's colon: the account, which outlives a reset of the token's secret half.
 * A token of another shape gives `bot`, so that no secret ever becomes a key.
 */
export function findBotId(token: string): string {
  return /^\d{1,20}(?=:)/.exec(token)?.[0] ?? 'bot'
}
