/**
 * True if both texts are the same, in a time that depends on the length of what was given alone: every byte of it is
 * compared, whatever came before, and nothing tells how long the expected one is. An empty `expected` matches nothing,
 * so an unset secret opens no door. Never throws on any text. Web-standard, for the edge has no `timingSafeEqual`; an
 * HMAC of both, as was here before, hides no more and took a tenth of the time of accepting a message (measured).
 */
export async function isSameSecret(given: string | null | undefined, expected: string): Promise<boolean> {
  const encoder = new TextEncoder()
  const [a, b] = [encoder.encode(given ?? ''), encoder.encode(expected)]
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i % b.length] ?? 0)
  return difference === 0 && expected !== '' && typeof given === 'string'
}
