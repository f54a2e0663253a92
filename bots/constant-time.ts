/** A key per comparison; as long as the digest, which HMAC asks for at least (RFC 2104, section 3). */
const KEY_BYTES = 32

/**
 * True if both texts are the same, in a time that tells nothing of where they differ or how long the expected one is:
 * HMACs under a fresh random key are compared, so an attacker cannot choose what is compared byte by byte.
 * An empty `expected` matches nothing, so an unset secret opens no door. Never throws on any text.
 */
export async function isSameSecret(given: string | null | undefined, expected: string): Promise<boolean> {
  const key = await crypto.subtle.importKey(
    'raw',
    crypto.getRandomValues(new Uint8Array(KEY_BYTES)),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const [a, b] = await Promise.all([digest(key, given ?? ''), digest(key, expected)])
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0 && expected !== '' && typeof given === 'string'
}

async function digest(key: CryptoKey, text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)))
}
