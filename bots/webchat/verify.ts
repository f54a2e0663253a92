/**
 * Always false: the chat on our pages has no webhook. The web process checks its own requests (token, origin, pace) and
 * hands what it made to `receive`; whatever arrives under a webhook's address was made by someone else.
 */
export function verify(): Promise<boolean> {
  return Promise.resolve(false)
}
