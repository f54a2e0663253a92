import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Permanent } from '../src/domain/errors.ts'

/** What is not anybody's public address: IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast, class E. */
const NOT_PUBLIC_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
] as const

/** All global unicast of today; loopback, mapped, NAT64, unique local, link-local and multicast lie outside it. */
const GLOBAL_UNICAST_6 = '2000::/3'
/** Within it: protocol assignments (Teredo, ORCHID), documentation, 6to4, which wrap other addresses or nobody's. */
const NOT_PUBLIC_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const

const refused4 = makeList(NOT_PUBLIC_4, 'ipv4')
const global6 = makeList([GLOBAL_UNICAST_6], 'ipv6')
const refused6 = makeList(NOT_PUBLIC_6, 'ipv6')

/** True only for an address of the public internet; false for every other and for what is no address. */
export function isPublicAddress(address: string, family: number): boolean {
  if (isIP(address) !== family) return false
  if (family === 4) return !refused4.check(address, 'ipv4')
  return global6.check(address, 'ipv6') && !refused6.check(address, 'ipv6')
}

/**
 * A connector's lookup that answers with public addresses or not at all: one private address among them refuses the
 * name. The connection goes to the very addresses judged here, so that a name which changes its answer gains nothing.
 * `resolver` as `dns.lookup` with `all`.
 */
export function makePublicLookup(resolver: typeof resolveAll = resolveAll): LookupFunction {
  return (hostname, options, callback) => {
    resolver(hostname, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const [first] = addresses
      const arePublic = addresses.every(({ address, family }) => isPublicAddress(address, family))
      if (first === undefined || !arePublic) return callback(new Permanent('host-refused'), '', 0)
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function resolveAll(
  hostname: string,
  answer: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
): void {
  resolve(hostname, { all: true }, answer)
}

function makeList(networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    list.addSubnet(address, Number(bits), family)
  }
  return list
}
