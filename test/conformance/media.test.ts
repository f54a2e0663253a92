import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel } from '../../bots/channel.ts'
import { makeFetchFile } from '../../bots/index.ts'
import { makeTelegram } from '../../bots/telegram/index.ts'
import { makeWebchat } from '../../bots/webchat/index.ts'
import { makeZaloBot } from '../../bots/zalo-bot/index.ts'
import { makeZaloOa } from '../../bots/zalo-oa/index.ts'
import { Permanent, Retryable } from '../../src/domain/errors.ts'
import type { Attachment } from '../../src/domain/message.ts'
import type { ServedFile } from '../support/fake-files.ts'
import type { FakePlatform } from '../support/fake-platform.ts'
import { startFakeTelegram } from '../support/fake-telegram.ts'
import { startFakeZaloBot } from '../support/fake-zalo-bot.ts'
import { APP_ID, APP_SECRET, OA_ID, startFakeZaloOa } from '../support/fake-zalo-oa.ts'

const MB = 1024 * 1024
/** Long enough for loopback, short enough to wait for. */
const TIMES = { downloadTimeoutMs: 15_000, downloadStallMs: 1_000 }

interface Place {
  fake: FakePlatform
  channel: Channel
  put(file: Uint8Array | ServedFile): Attachment
}

const telegram = async (): Promise<Place> => {
  const fake = await startFakeTelegram()
  return {
    fake,
    channel: makeTelegram({ token: fake.token, secret: fake.secret, apiRoot: fake.url, ...TIMES }),
    put(file) {
      fake.putFile('AgACmadeup-x', file)
      return { kind: 'image', fileId: 'AgACmadeup-x' }
    },
  }
}
const putByAddress =
  (fake: FakePlatform) =>
  (file: Uint8Array | ServedFile): Attachment => ({ kind: 'image', url: fake.files.put('/file/jpg/1.jpg', file) })
const zaloBot = async (): Promise<Place> => {
  const fake = await startFakeZaloBot()
  const channel = makeZaloBot({ token: fake.token, secret: fake.secret, apiRoot: fake.url, ...TIMES })
  return { fake, channel, put: putByAddress(fake) }
}
const zaloOa = async (): Promise<Place> => {
  const fake = await startFakeZaloOa()
  const account = { appId: APP_ID, appSecret: APP_SECRET, oaId: OA_ID, secretKey: fake.secret }
  return { fake, channel: makeZaloOa({ ...account, apiRoot: fake.url, ...TIMES }), put: putByAddress(fake) }
}

/** Size and hash of what came, so that a large file is not held by the test either; the fault where it failed. */
async function read(channel: Channel, attachment: Attachment, signal = new AbortController().signal) {
  const hash = createHash('sha256')
  let sizeBytes = 0
  try {
    for await (const piece of channel.fetch?.(attachment, signal) ?? []) {
      hash.update(piece)
      sizeBytes += piece.byteLength
    }
  } catch (fault) {
    if (fault instanceof Permanent || fault instanceof Retryable) return { fault, sizeBytes }
    throw fault
  }
  return { sizeBytes, hash: hash.digest('hex') }
}
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe.each([
  ['telegram', telegram, 20],
  ['zalo-bot', zaloBot, 50],
  ['zalo-oa', zaloOa, 50],
] as const)('a file on %s', (_, open, maxMb) => {
  let place: Place
  beforeEach(async () => {
    place = await open()
  })
  afterEach(() => place.fake.close())

  const readFault = async (file: Uint8Array | ServedFile) => {
    const got = await read(place.channel, place.put(file))
    if (!('fault' in got)) throw new Error('no fault')
    return got.fault
  }

  test('comes whole, byte for byte, and again when asked again', async () => {
    const bytes = randomBytes(3 * MB + 17)
    const attachment = place.put(bytes)
    for (let i = 0; i < 2; i++) {
      expect(await read(place.channel, attachment)).toEqual({ sizeBytes: bytes.byteLength, hash: hashOf(bytes) })
    }
    for (const { headers } of place.fake.files.asked) {
      expect(headers).not.toHaveProperty('authorization')
      expect(headers).not.toHaveProperty('access_token')
    }
  })

  test('that says it is too large is refused before it is read, and one that does not say so while it is', async () => {
    const said = await read(place.channel, place.put({ bytes: new Uint8Array(maxMb * MB + 1) }))
    expect(said.sizeBytes).toBe(0)
    expect('fault' in said && said.fault).toBeInstanceOf(Permanent)
    const endless = await read(place.channel, place.put({ bytes: new Uint8Array(1), isEndless: true }))
    expect('fault' in endless && endless.fault).toMatchObject({ name: 'Permanent', reason: 'too-large' })
    expect(endless.sizeBytes).toBeLessThanOrEqual(maxMb * MB)
  })

  test.each([401, 403, 404, 410])('answered %i is gone for good', async (status) => {
    expect(await readFault({ bytes: new Uint8Array(9), status })).toMatchObject({ name: 'Permanent', reason: 'gone' })
  })

  test.each([408, 429, 500, 502, 503])('answered %i is to be asked for again', async (status) => {
    expect(await readFault({ bytes: new Uint8Array(9), status })).toMatchObject({
      name: 'Retryable',
      reason: `server-${status}`,
    })
  })

  test.each([301, 302, 307, 308])('that leads elsewhere with %i is not followed', async (status) => {
    const elsewhere = place.fake.files.put('/file/elsewhere', new Uint8Array(9))
    const file = { bytes: new Uint8Array(0), status, headers: { location: elsewhere } }
    expect(await readFault(file)).toMatchObject({ name: 'Permanent', reason: 'host-refused' })
    expect(place.fake.files.asked.map(({ path }) => path)).not.toContain('/file/elsewhere')
  })

  test('that is empty, or answered with anything but a file, is refused', async () => {
    expect(await readFault(new Uint8Array(0))).toMatchObject({ name: 'Permanent', reason: 'empty' })
    expect(await readFault({ bytes: new Uint8Array(9), status: 206 })).toMatchObject({ reason: 'refused' })
  })

  test('that stops coming, or is cut off, is to be asked for again', async () => {
    const bytes = randomBytes(MB)
    const faults = [
      await readFault({ bytes, stallAfterBytes: 1_000 }),
      await readFault({ bytes, cutAfterBytes: 1_000 }),
      await readFault({ bytes, until: new Promise(() => {}) }),
    ]
    for (const fault of faults) expect(fault).toBeInstanceOf(Retryable)
  })

  test('is not asked for once the caller has given up, and stops when they give up', async () => {
    const attachment = place.put({ bytes: new Uint8Array(9), isEndless: true })
    expect(await read(place.channel, attachment, AbortSignal.abort())).toMatchObject({ fault: { reason: 'aborted' } })
    expect(place.fake.files.asked).toEqual([])
    const given = new AbortController()
    const stream = place.channel.fetch?.(attachment, given.signal)[Symbol.asyncIterator]()
    await stream?.next()
    given.abort()
    await expect(
      (async () => {
        while (!(await stream?.next())?.done);
      })(),
    ).rejects.toMatchObject({ name: 'Retryable', reason: 'aborted' })
  })

  test('that has no address is said to have none', async () => {
    expect(await read(place.channel, { kind: 'image' })).toMatchObject({ fault: { reason: 'no-address' } })
  })

  test('leaves neither token nor address in a fault', async () => {
    const faults = [
      await readFault({ bytes: new Uint8Array(9), status: 404 }),
      await readFault({ bytes: new Uint8Array(9), status: 503 }),
      await readFault({ bytes: randomBytes(MB), cutAfterBytes: 10 }),
    ]
    await place.fake.close()
    const away = await read(place.channel, { kind: 'image', fileId: 'x', url: `${place.fake.url}/file/jpg/1.jpg` })
    for (const fault of [...faults, 'fault' in away ? away.fault : null]) {
      expect(fault).not.toBeNull()
      expect(fault?.cause).toBeUndefined()
      const told = `${fault?.stack} ${JSON.stringify(fault)}`
      for (const secret of [place.fake.token, encodeURIComponent(place.fake.token), '/file/', '1.jpg', 'AgACmadeup']) {
        expect(told).not.toContain(secret)
      }
    }
  })
})

describe('an address that a platform would not give', () => {
  const channels = [
    makeZaloBot({ token: '1:x', secret: 'x' }),
    makeZaloOa({ appId: APP_ID, appSecret: APP_SECRET, oaId: OA_ID, secretKey: 'x' }),
  ]
  test.each([
    'http://photo-stal-1.zdn.vn/a.jpg',
    'https://photo-stal-1.zdn.vn:8443/a.jpg',
    'https://user:word@photo-stal-1.zdn.vn/a.jpg',
    'https://zdn.vn.example/a.jpg',
    'https://evilzdn.vn/a.jpg',
    'https://zdn.vn.',
    'https://127.0.0.1/a.jpg',
    'https://[::1]/a.jpg',
    'https://169.254.169.254/latest/meta-data/',
    'https://2130706433/a.jpg',
    'https://0x7f.1/a.jpg',
    'https://localhost/a.jpg',
    'https://example.org\\@photo.zdn.vn/a.jpg',
    'https://photo.zdn.vn@example.org/a.jpg',
    'file:///etc/passwd',
    'ftp://photo.zdn.vn/a.jpg',
    'data:text/plain,x',
    'javascript:1',
  ])('is not asked for: %s', async (url) => {
    for (const channel of channels) {
      expect(await read(channel, { kind: 'image', url })).toMatchObject({ fault: { reason: 'host-refused' } })
    }
  })

  test.each(['', '/a.jpg', 'https://', 'không phải'])('is none: "%s"', async (url) => {
    for (const channel of channels) {
      expect(await read(channel, { kind: 'image', url })).toMatchObject({ fault: { reason: 'no-address' } })
    }
  })
})

describe('Telegram', () => {
  test.each(['../../etc/passwd', '/var/lib/telegram/photos/1.jpg', 'photos/..%2f1', 'photos/1.jpg?x=1', 'a b', ''])(
    'a path that is none of its own is not asked for: "%s"',
    async (path) => {
      const { fake, channel } = await telegram()
      fake.failNext({ kind: 'garbage', text: JSON.stringify({ ok: true, result: { file_id: 'x', file_path: path } }) })
      expect(await read(channel, { kind: 'image', fileId: 'x' })).toMatchObject({ fault: { reason: 'refused' } })
      expect(fake.files.asked).toEqual([])
      await fake.close()
    },
  )

  test('a file of more than 20 MB is not even asked for', async () => {
    const { fake, channel } = await telegram()
    const got = await read(channel, { kind: 'video', fileId: 'x', sizeBytes: 20 * MB + 1 })
    expect([got, fake.calls]).toMatchObject([{ fault: { reason: 'too-large' } }, []])
    await fake.close()
  })

  test('a wrong token is the channel’s fault, not the file’s', async () => {
    const fake = await startFakeTelegram()
    const channel = makeTelegram({ token: '1:wrong', secret: 'x', apiRoot: fake.url })
    expect(await read(channel, { kind: 'image', fileId: 'x' })).toMatchObject({ fault: { isChannelDown: true } })
    await fake.close()
  })
})

test('a file that takes too long in all is to be asked for again, though it has not stopped', async () => {
  const fake = await startFakeZaloBot()
  const times = { downloadTimeoutMs: 300, downloadStallMs: 60_000 }
  const channel = makeZaloBot({ token: fake.token, secret: fake.secret, apiRoot: fake.url, ...times })
  const url = fake.files.put('/file/slow.jpg', { bytes: randomBytes(MB), stallAfterBytes: 1_000 })
  expect(await read(channel, { kind: 'image', url })).toMatchObject({ fault: { name: 'Retryable', reason: 'timeout' } })
  await fake.close()
})

test('a channel that is off is waited for, and one without files has none', async () => {
  const fetchFile = makeFetchFile(new Map([['webchat', makeWebchat()]]))
  const signal = new AbortController().signal
  expect(() => fetchFile('telegram', { kind: 'image' }, signal)).toThrow(
    expect.objectContaining({ reason: 'channel-off', isChannelDown: true }),
  )
  expect(() => fetchFile('webchat', { kind: 'image' }, signal)).toThrow(
    expect.objectContaining({ reason: 'no-address', isChannelDown: false }),
  )
})
