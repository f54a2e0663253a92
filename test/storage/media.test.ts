import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { NotYet, Permanent, Retryable } from '../../src/domain/errors.ts'
import type { Attachment, InboundContent } from '../../src/domain/message.ts'
import { destroyMedia, listMedia } from '../../src/storage/media.ts'
import { openMediaWorld } from './media-world.ts'

const MB = 1024 * 1024
const world = await openMediaWorld()
const worker = world.as('worker')
let files = 0

/** A file that the platform serves, in pieces as a network brings them. */
function serve(bytes: Uint8Array = randomBytes(100)): Attachment & { fileId: string; bytes: Uint8Array } {
  files += 1
  const fileId = `file-${files}`
  world.served.set(fileId, async function* () {
    for (let at = 0; at < bytes.byteLength; at += 60_000) yield bytes.subarray(at, at + 60_000)
  })
  return { kind: 'image', fileId, bytes }
}
function refuse(fault: Error): Attachment & { fileId: string } {
  const file = serve()
  world.served.set(file.fileId, async function* () {
    yield file.bytes
    throw fault
  })
  return file
}
const media = (...attachments: Attachment[]): InboundContent => ({
  type: 'media',
  attachments: attachments.map(({ kind, fileId, name, mimeType }) => ({
    kind,
    ...(fileId === undefined ? {} : { fileId }),
    ...(name === undefined ? {} : { name }),
    ...(mimeType === undefined ? {} : { mimeType }),
  })),
})
const chunkCount = async (eventId: string): Promise<number> => {
  const [row] = await world.query<{ count: number }>(
    'select count(*)::int from media_chunks c join media m on m.id = c.media_id where m.event_id = $1',
    [eventId],
  )
  return row?.count ?? 0
}

describe('a file', () => {
  it('is kept sealed, piece by piece, with its name and type sealed too, and its work is done', async () => {
    const file = { ...serve(randomBytes(2 * MB + 5)), name: '../../ten-nguoi.jpg', mimeType: 'image/jpeg' }
    const event = await world.addEvent(await world.addConversation(), media(file))
    await world.media.keep(event)
    const [row] = await world.rows(event)
    expect(row).toMatchObject({ number: 0, state: 'kept', reason: null })
    const kept = await world.readFile(row?.id ?? '')
    expect(kept.bytes.equals(file.bytes)).toBe(true)
    expect(kept.sealed.map((one) => one.byteLength - 28)).toEqual([MB, MB, 5])
    expect(kept.about).toEqual({
      kind: 'image',
      sizeBytes: 2 * MB + 5,
      fileId: file.fileId,
      name: '../../ten-nguoi.jpg',
      mimeType: 'image/jpeg',
    })
    expect(await world.isWaiting(event)).toBe(false)
    const stored = await world.query<{ all: string }>('select m::text as all from media m where id = $1', [row?.id])
    for (const word of ['ten-nguoi', 'jpeg', 'image', file.fileId]) expect(stored[0]?.all).not.toContain(word)
  })

  it('is fetched once, however often the work is done', async () => {
    const file = serve()
    const event = await world.addEvent(await world.addConversation(), media(file))
    await world.media.keep(event)
    await world.media.keep(event)
    expect(world.fetched.filter((id) => id === file.fileId)).toHaveLength(1)
    expect([(await world.rows(event)).length, await chunkCount(event)]).toEqual([1, 1])
  })

  it('is fetched by one at a time: whoever comes meanwhile is told to come back', async () => {
    const { promise: gate, resolve: release } = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const file = serve()
    world.served.set(file.fileId, async function* () {
      begun.resolve()
      await gate
      yield file.bytes
    })
    const event = await world.addEvent(await world.addConversation(), media(file))
    const first = world.media.keep(event)
    await begun.promise
    await expect(world.makeKeeper().keep(event)).rejects.toThrow(NotYet)
    release()
    await first
    expect((await world.rows(event))[0]).toMatchObject({ state: 'kept' })
    expect(await chunkCount(event)).toBe(1)
  })

  it.each(['too-large', 'host-refused', 'gone', 'empty', 'no-address'] as const)(
    'that is %s is a row with the reason, leaves no piece, and is not tried again',
    async (reason) => {
      const event = await world.addEvent(await world.addConversation(), media(refuse(new Permanent(reason))))
      await world.media.keep(event)
      expect(await world.rows(event)).toMatchObject([{ state: 'failed', reason }])
      expect([await chunkCount(event), await world.isWaiting(event)]).toEqual([0, false])
      const before = world.fetched.length
      await world.media.keep(event)
      expect(world.fetched.length).toBe(before)
    },
  )

  it('that the platform refuses in words of its own is refused', async () => {
    const event = await world.addEvent(await world.addConversation(), media(refuse(new Permanent('refused-400'))))
    await world.media.keep(event)
    expect(await world.rows(event)).toMatchObject([{ reason: 'refused' }])
  })

  it.each([new Retryable('server-503'), new Permanent('bad-token-401', { isChannelDown: true })])(
    'that cannot be had now is tried again, while the others of its message are kept: %o',
    async (fault) => {
      const [first, last] = [serve(), serve()]
      const broken = refuse(fault)
      const event = await world.addEvent(await world.addConversation(), media(first, broken, last))
      await expect(world.media.keep(event)).rejects.toBe(fault)
      expect((await world.rows(event)).map(({ state }) => state)).toEqual(['kept', 'waiting', 'kept'])
      expect([await chunkCount(event), await world.isWaiting(event)]).toEqual([2, true])
      world.served.set(broken.fileId, async function* () {
        yield randomBytes(9)
      })
      await world.media.keep(event)
      expect((await world.rows(event)).map(({ state }) => state)).toEqual(['kept', 'kept', 'kept'])
      expect(world.fetched.filter((id) => id === first.fileId)).toHaveLength(1)
      expect(await world.isWaiting(event)).toBe(false)
    },
  )

  it('that was tried to the end is written down as unreachable; what is kept stays', async () => {
    const event = await world.addEvent(await world.addConversation(), media(serve(), refuse(new Retryable('timeout'))))
    await world.media.keep(event).catch(() => {})
    await world.media.giveUp(event)
    await world.media.giveUp(event)
    expect(await world.rows(event)).toMatchObject([{ state: 'kept' }, { state: 'failed', reason: 'unreachable' }])
  })
})

describe('what came with a message', () => {
  it('keeps files alone: stickers and links are listed where they stand, and keep their numbers', async () => {
    const event = await world.addEvent(
      await world.addConversation(),
      media({ kind: 'sticker', fileId: 's' }, serve(), { kind: 'link' }, { ...serve(), kind: 'audio' }),
    )
    await world.media.keep(event)
    expect((await world.rows(event)).map(({ number }) => number)).toEqual([1, 3])
  })

  it('without files is work done', async () => {
    const event = await world.addEvent(await world.addConversation(), { type: 'text', text: 'mất xe' })
    await world.media.keep(event)
    expect([await world.rows(event), await world.isWaiting(event)]).toEqual([[], false])
    await world.media.keep('evt_unknown')
  })

  it('is ten files a day and conversation; the rest is named, whichever message it comes with', async () => {
    const conversation = await world.addConversation()
    const first = await world.addEvent(conversation, media(...Array.from({ length: 7 }, () => serve())))
    const second = await world.addEvent(conversation, media(...Array.from({ length: 6 }, () => serve())))
    await Promise.all([world.media.keep(first), world.makeKeeper().keep(second)])
    const all = [...(await world.rows(first)), ...(await world.rows(second))]
    expect(all.filter(({ state }) => state === 'kept')).toHaveLength(10)
    expect(all.filter(({ reason }) => reason === 'too-many')).toHaveLength(3)
    const other = await world.addEvent(await world.addConversation(), media(serve()))
    const tomorrow = await world.addEvent(conversation, media(serve()), new Date('2026-11-22T12:00:01Z'))
    for (const event of [other, tomorrow]) {
      await world.media.keep(event)
      expect(await world.rows(event)).toMatchObject([{ state: 'kept' }])
    }
  })

  it('of an edit is fetched only where it is another file', async () => {
    const conversation = await world.addConversation()
    const file = serve()
    await world.media.keep(await world.addEvent(conversation, media(file)))
    const edit = (attachment: Attachment): InboundContent => ({
      type: 'edit',
      editOf: '1',
      text: 'số 12',
      attachments: [{ kind: 'image', fileId: attachment.fileId ?? '' }],
    })
    const same = await world.addEvent(conversation, edit(file))
    const other = await world.addEvent(conversation, edit(serve()))
    await world.media.keep(same)
    await world.media.keep(other)
    expect(await world.rows(same)).toMatchObject([{ state: 'failed', reason: 'kept-before' }])
    expect(await world.rows(other)).toMatchObject([{ state: 'kept' }])
  })
})

describe('what was said and taken back', () => {
  const destroy = async (event: string): Promise<void> => {
    await worker.transaction().execute(async (tx) => {
      await tx.updateTable('events').set({ content: null }).where('id', '=', event).execute()
      await destroyMedia(tx, [event])
    })
  }

  it('takes its files with it: keys and pieces are gone, that there was a file stays', async () => {
    const event = await world.addEvent(await world.addConversation(), media(serve(), serve()))
    await world.media.keep(event)
    await destroy(event)
    expect(await world.rows(event)).toMatchObject([{ reason: 'destroyed' }, { reason: 'destroyed' }])
    expect((await listMedia(worker, [event])).map(({ file }) => file)).toEqual([null, null])
    expect(await chunkCount(event)).toBe(0)
  })

  it('before its files were fetched leaves nothing to fetch', async () => {
    const file = serve()
    const event = await world.addEvent(await world.addConversation(), media(file))
    await destroy(event)
    await world.media.keep(event)
    expect([await world.rows(event), await world.isWaiting(event)]).toEqual([[], false])
    expect(world.fetched).not.toContain(file.fileId)
  })

  it('while a file is under way waits for nobody, and nothing of it is kept', async () => {
    const { promise: gate, resolve: release } = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const file = serve()
    world.served.set(file.fileId, async function* () {
      yield randomBytes(2 * MB)
      begun.resolve()
      await gate
      yield file.bytes
    })
    const event = await world.addEvent(await world.addConversation(), media(file))
    const keeping = world.media.keep(event)
    await begun.promise
    await destroy(event)
    release()
    await keeping
    expect(await world.rows(event)).toMatchObject([{ state: 'failed', reason: 'destroyed' }])
    expect([await chunkCount(event), await world.isWaiting(event)]).toEqual([0, false])
  })
})

it('two files are fetched at a time, and the next when one is done', async () => {
  const gates: (() => void)[] = []
  const events = await Promise.all(
    [0, 1, 2, 3].map(async () => {
      const file = serve()
      world.served.set(file.fileId, async function* () {
        await new Promise<void>((resolve) => gates.push(resolve))
        yield file.bytes
      })
      return world.addEvent(await world.addConversation(), media(file))
    }),
  )
  const keeping = Promise.all(events.map((event) => world.media.keep(event)))
  for (const expected of [2, 3, 4]) {
    await expect.poll(() => gates.length).toBe(expected)
    gates[expected - 2]?.()
  }
  gates[3]?.()
  await keeping
  for (const event of events) expect(await world.rows(event)).toMatchObject([{ state: 'kept' }])
})
