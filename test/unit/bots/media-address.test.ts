import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { findOwnRoot, makeDownload } from '../../../bots/download.ts'
import { isPublicAddress, makePublicLookup } from '../../../bots/public-address.ts'

const familyOf = (address: string): number => (address.includes(':') ? 6 : 4)

describe('a public address', () => {
  it.each(['1.1.1.1', '100.63.255.255', '118.102.1.119', '172.32.0.1', '192.169.0.1', '223.255.255.255'])(
    'is %s',
    (address) => expect(isPublicAddress(address, 4)).toBe(true),
  )
  it.each(['2405:4800::1', '2606:4700:4700::1111', '2a00:1450::1'])('is %s', (address) => {
    expect(isPublicAddress(address, 6)).toBe(true)
  })

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::1',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '',
    'zdn.vn',
    '1.1.1',
    '0x7f.0.0.1',
    '999.1.1.1',
  ])('is not %s', (address) => {
    expect([isPublicAddress(address, familyOf(address)), isPublicAddress(address, 0)]).toEqual([false, false])
  })

  it('is none under the wrong family', () => {
    expect([isPublicAddress('1.1.1.1', 6), isPublicAddress('2606:4700::1', 4)]).toEqual([false, false])
  })
})

describe('the lookup', () => {
  const answerOf = (addresses: string[], options: object): Promise<unknown[]> =>
    new Promise((resolve) => {
      const found = addresses.map((address) => ({ address, family: familyOf(address) }))
      makePublicLookup((_, answer) => answer(null, found))('photo.zdn.vn', options, (...given) => resolve(given))
    })

  it('answers with the addresses it judged, all or the first', async () => {
    const all = [
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ] satisfies LookupAddress[]
    expect(await answerOf(['1.1.1.1', '2606:4700::1'], { all: true })).toEqual([null, all])
    expect(await answerOf(['1.1.1.1', '2606:4700::1'], {})).toEqual([null, '1.1.1.1', 4])
  })

  it.each([[['127.0.0.1']], [['1.1.1.1', '10.0.0.1']], [['2606:4700::1', '::1']], [[]]])(
    'refuses a name that leads to %j, whichever is asked for',
    async (addresses) => {
      for (const options of [{ all: true }, {}]) {
        const [fault] = await answerOf(addresses, options)
        expect(fault).toMatchObject({ name: 'Permanent', reason: 'host-refused' })
      }
    },
  )
})

describe('a download', () => {
  const read = async (download: ReturnType<typeof makeDownload>, url: string): Promise<unknown> => {
    try {
      for await (const _ of download(url, new AbortController().signal));
      return null
    } catch (fault) {
      return fault
    }
  }

  it('from an allowed name that leads inside our network is refused, and no connection is made', async () => {
    const asked: string[] = []
    const lookup = makePublicLookup((hostname, answer) => {
      asked.push(hostname)
      answer(null, [{ address: '127.0.0.1', family: 4 }])
    })
    const download = makeDownload({ allowedHosts: ['zdn.vn'], lookup })
    expect(await read(download, 'https://photo.zdn.vn/a.jpg')).toMatchObject({
      name: 'Permanent',
      reason: 'host-refused',
    })
    expect(asked).toEqual(['photo.zdn.vn'])
  })

  it('from a name that nobody knows is to be tried again', async () => {
    const unknown = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
    const download = makeDownload({
      allowedHosts: ['zdn.vn'],
      lookup: makePublicLookup((_, answer) => answer(unknown, [])),
    })
    expect(await read(download, 'https://photo.zdn.vn/a.jpg')).toMatchObject({
      name: 'Retryable',
      reason: 'unreachable-ENOTFOUND',
    })
  })

  it('trusts a server of the operator’s own only where it stands in for the platform’s', () => {
    expect(findOwnRoot('https://api.telegram.org/', 'https://api.telegram.org')).toBeUndefined()
    expect(findOwnRoot(undefined, 'https://api.telegram.org')).toBeUndefined()
    expect(findOwnRoot('http://127.0.0.1:8081', 'https://api.telegram.org')).toBe('http://127.0.0.1:8081')
  })
})
