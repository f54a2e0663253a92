import { createHmac, randomBytes } from 'node:crypto'

const DAY_MS = 24 * 60 * 60 * 1000

/** How much of an address counts, in bits. */
export interface Width {
  v4: 32 | 24
  v6: 64 | 56 | 48
}

/** One address of the old kind, however many share it; one link of the new kind, which a household or a phone gets. */
export const NEAR: Width = { v4: 32, v6: 64 }
/** What a small operator or office holds, and can change addresses in: the next size that is routed as one. */
export const WIDE: Width = { v4: 24, v6: 48 }

/** Names the network of an address, so that limits can count it; nothing leads back to the address. */
export type NetworkKeys = (address: string, width: Width) => string

/**
 * Keys are HMACs of the address's prefix under a salt that lives a day, in this process's memory alone (security
 * reference, rate keys). The address itself is kept nowhere.
 */
export function makeNetworkKeys(now: () => Date): NetworkKeys {
  let salt = randomBytes(32)
  let saltedAtMs = now().getTime()
  return (address, width) => {
    const nowMs = now().getTime()
    if (nowMs - saltedAtMs >= DAY_MS) {
      salt = randomBytes(32)
      saltedAtMs = nowMs
    }
    return createHmac('sha256', salt).update(prefixOf(address, width)).digest('base64url')
  }
}

function prefixOf(address: string, width: Width): string {
  // Also at the end of an address of the new kind, where it stands for one of the old.
  const v4 = /(\d{1,3}\.\d{1,3}\.\d{1,3})(\.\d{1,3})$/.exec(address)
  if (v4) return width.v4 === 24 ? `${v4[1]}/24` : `${v4[1]}${v4[2]}`
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const groups = head.split(':')
  // `::` stands for as many zero groups as are missing.
  while (tail !== undefined && groups.length < 4) groups.push('0')
  const [a = '0', b = '0', c = '0', d = '0'] = groups
  const digits = [a, b, c, d].map((group) => group.padStart(4, '0')).join('')
  return `${digits.slice(0, width.v6 / 4)}/${width.v6}`
}
