import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { NotYet } from '../../src/domain/errors.ts'
import { newId } from '../../src/domain/ids.ts'
import type { Attachment } from '../../src/domain/message.ts'
import { photoKeys } from '../../src/flow/photo-keys.ts'
import { makeTakeFingerprints } from '../../src/flow/take-fingerprints.ts'
import { addChunk, destroyMedia, listMedia } from '../../src/storage/media.ts'
import { dropOldPhotos, findPhotosLike, findPiece, listPhotosOf } from '../../src/storage/photos.ts'
import type { Fingerprint } from '../../src/understand/alike/photos.ts'
import { makePseudonyms } from '../../src/vault/pseudonyms.ts'
import { photoRecord } from '../../src/vault/records.ts'
import { fixedPeppers } from '../support/keys.ts'
import { openMediaWorld } from './media-world.ts'
import { BEN_THANH } from './world.ts'

const world = await openMediaWorld()
const worker = world.as('worker')
const nameToken = makePseudonyms(fixedPeppers()).token
const hashed: string[] = []

/** In the place of a decoder: the fingerprint follows from the bytes, and is none for what begins with a zero. */
async function hash(bytes: AsyncIterable<Uint8Array>): Promise<Fingerprint | null> {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  const digest = createHash('sha256').update(Buffer.concat(pieces)).digest('hex').slice(0, 16)
  hashed.push(digest)
  return pieces[0]?.[0] === 0 ? null : digest
}
const taker = makeTakeFingerprints({ db: worker, content: world.content, nameToken, hash })

function serve(bytes: Buffer = Buffer.concat([Buffer.from([1]), randomBytes(2_000_000)])): string {
  const fileId = randomBytes(6).toString('hex')
  world.served.set(fileId, async function* () {
    yield bytes
  })
  return fileId
}

const pictures = (...fileIds: string[]): Attachment[] => fileIds.map((fileId) => ({ kind: 'image', fileId }))

/** A tip with kept files, as triage leaves it; its work is not queued. */
async function addTip(more: { attachments?: Attachment[]; set?: string; isRouted?: boolean } = {}) {
  const conversation = await world.addConversation()
  const attachments = more.attachments ?? pictures(serve())
  const event = await world.addEvent(conversation, { type: 'media', attachments })
  await world.media.keep(event)
  const tip = await world.addTip(conversation, [event], BEN_THANH)
  if (more.isRouted !== false) await route(tip)
  if (more.set !== undefined) await world.query(`update tips set ${more.set} where id = $1`, [tip])
  const [media] = await world.rows(event)
  return { tip, event, conversation, mediaId: media?.id ?? '' }
}

async function route(tip: string): Promise<void> {
  await world.query('update tips set triaged_at = now() where id = $1', [tip])
  await world.query(`insert into route_facts (tip_id, rules, facts) values ($1, 0, '{}')`, [tip])
}

const works = async (topic: string, ref: string): Promise<number> =>
  (await world.query('select 1 from outbox where topic = $1 and ref = $2', [topic, ref])).length
const photosOf = (tip: string) =>
  world.query<{ media_id: string; fingerprint: Buffer | null; traces: number }>(
    `select p.media_id, p.fingerprint, (select count(*)::int from photo_traces t where t.number = p.number) as traces
     from tip_photos p where p.tip_id = $1 order by p.number`,
    [tip],
  )

describe('the pictures of a tip that is triaged', () => {
  it('leave a sealed fingerprint and keys to be found by, and the tip is linked anew', async () => {
    const bytes = Buffer.concat([Buffer.from([1]), randomBytes(2_500_000)])
    const { tip, mediaId } = await addTip({ attachments: pictures(serve(bytes)) })
    await taker.take(tip)
    const [photo] = await listPhotosOf(worker, [tip])
    const expected = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
    expect(photo && world.content.open(photoRecord(photo.mediaId), photo.fingerprint)).toBe(expected)
    expect(await photosOf(tip)).toMatchObject([{ media_id: mediaId, traces: 28 }])
    expect(await works('link', tip)).toBe(1)
    await taker.take(tip)
    expect(await photosOf(tip)).toHaveLength(1)
  })

  it('that cannot be read, and other files, are not looked at again and link nothing', async () => {
    const { tip } = await addTip({
      attachments: [...pictures(serve(Buffer.alloc(50))), { kind: 'video', fileId: serve() }],
    })
    const before = hashed.length
    await taker.take(tip)
    await taker.take(tip)
    expect(hashed.length - before).toBe(1)
    expect(await photosOf(tip)).toMatchObject([
      { fingerprint: null, traces: 0 },
      { fingerprint: null, traces: 0 },
    ])
    expect(await works('link', tip)).toBe(0)
  })

  it('that are kept after triage are asked for when they are there, and of a tip that is not triaged by none', async () => {
    const { tip, conversation } = await addTip()
    const event = await world.addEvent(conversation, { type: 'media', attachments: pictures(serve()) })
    await world.query('update events set tip_id = $1 where id = $2', [tip, event])
    await world.media.keep(event)
    expect(await works('photo', tip)).toBe(1)
    await taker.take(tip)
    expect([(await photosOf(tip)).length, await works('photo', tip)]).toEqual([2, 0])

    const other = await addTip({ isRouted: false })
    const more = await world.addEvent(other.conversation, { type: 'media', attachments: pictures(serve()) })
    await world.query('update events set tip_id = $1 where id = $2', [other.tip, more])
    await world.media.keep(more)
    expect(await works('photo', other.tip)).toBe(0)
  })

  it('are found by another that differs in few bits, within the time and of other tips alone', async () => {
    const one = await addTip()
    await taker.take(one.tip)
    const [photo] = await listPhotosOf(worker, [one.tip])
    const fingerprint = photo ? String(world.content.open(photoRecord(photo.mediaId), photo.fingerprint)) : ''
    const near = (BigInt(`0x${fingerprint}`) ^ 0b1010101n).toString(16).padStart(16, '0')
    const look = (tipId: string, since: Date) =>
      findPhotosLike(worker, { tipId, keys: photoKeys(nameToken, near), since, eachMax: 20, unproven: ['no-offence'] })
    const found = await look('tip_other', new Date(0))
    expect(found.map(({ tipId }) => tipId)).toEqual([one.tip])
    expect(await look(one.tip, new Date(0))).toEqual([])
    expect(await look('tip_other', new Date(Date.now() + 60_000))).toEqual([])
  })

  it('of which more come while they are looked at are looked at again', async () => {
    const { tip, conversation } = await addTip()
    const slow = makeTakeFingerprints({
      db: worker,
      content: world.content,
      nameToken,
      async hash(bytes) {
        const event = await world.addEvent(conversation, { type: 'media', attachments: pictures(serve()) })
        await world.query('update events set tip_id = $1 where id = $2', [tip, event])
        await world.media.keep(event)
        return hash(bytes)
      },
    })
    await expect(slow.take(tip)).rejects.toThrow(NotYet)
    expect(await works('photo', tip)).toBe(1)
    await taker.take(tip)
    expect([(await photosOf(tip)).length, await works('photo', tip)]).toEqual([2, 0])
  })
})

const NEVER = {
  restricted: 'restricted = true',
  'about police': 'about_police = true',
  'perhaps about police': 'police_doubted = true',
  'out of scope': `kind = 'out-of-scope'`,
  erased: 'erased_at = now()',
  closed: `status = 'closed'`,
}

describe.each(Object.entries(NEVER))('a tip that is %s', (_what, set) => {
  it('has its pictures looked at by nobody: the worker reads no piece and writes no fingerprint', async () => {
    const { tip, mediaId } = await addTip({ set })
    await taker.take(tip)
    expect(await photosOf(tip)).toEqual([])
    expect(await findPiece(worker, mediaId, 0)).toBeNull()
    const writing = worker
      .insertInto('tip_photos')
      .values({ tip_id: tip, media_id: mediaId, fingerprint: null })
      .execute()
    await expect(writing).rejects.toThrow('row-level security')
  })
})

it.each([
  ['was not triaged', async (_tip: string) => {}],
  [
    'is to be triaged again',
    async (tip: string) => {
      await route(tip)
      await world.query(`insert into outbox (id, topic, lane, ref) values ($1, 'tip', 'telegram', $2)`, [
        newId('out'),
        tip,
      ])
    },
  ],
])('a tip that %s waits: none of its pictures is read', async (_what, prepare) => {
  const { tip, mediaId } = await addTip({ isRouted: false })
  await prepare(tip)
  expect(await findPiece(worker, mediaId, 0)).toBeNull()
  await taker.take(tip)
  expect(await photosOf(tip)).toEqual([])
})

it.each(['restricted = true', 'about_police = true', 'police_doubted = true', `kind = 'spam'`])(
  'with %s a tip loses its fingerprints in the same commit, and is linked anew without them',
  async (set) => {
    const { tip } = await addTip()
    await taker.take(tip)
    expect(await photosOf(tip)).toHaveLength(1)
    await world.query(`delete from outbox where ref = $1`, [tip])
    await worker.transaction().execute((tx) => sql.raw(`update tips set ${set} where id = '${tip}'`).execute(tx))
    expect([await photosOf(tip), await works('link', tip)]).toEqual([[], 1])
    expect(await world.query('select 1 from photo_traces where number not in (select number from tip_photos)')).toEqual(
      [],
    )
  },
)

it('an officer who makes a tip a restricted one takes its fingerprints away', async () => {
  const { tip } = await addTip()
  await taker.take(tip)
  const token = await world.signIn(BEN_THANH)
  await world
    .as('desk')
    .transaction()
    .execute(async (tx) => {
      await sql`select set_config('tinbao.token', ${token}, true)`.execute(tx)
      await sql`select restrict_tip(${tip})`.execute(tx)
    })
  expect(await photosOf(tip)).toEqual([])
})

it('a tip that becomes restricted while its picture is looked at keeps no fingerprint', async () => {
  const { tip } = await addTip()
  const slow = makeTakeFingerprints({
    db: worker,
    content: world.content,
    nameToken,
    async hash(bytes) {
      const found = await hash(bytes)
      await world.query('update tips set restricted = true where id = $1', [tip])
      return found
    },
  })
  await slow.take(tip)
  expect([await photosOf(tip), await works('photo', tip), await works('link', tip)]).toEqual([[], 0, 0])
})

it('a destroyed file takes pieces and fingerprint along, also while it is looked at', async () => {
  const { tip, event, mediaId } = await addTip()
  await taker.take(tip)
  await destroyMedia(worker, [event])
  const pieces = () => world.query('select 1 from media_chunks where media_id = $1', [mediaId])
  expect([await photosOf(tip), await pieces()]).toEqual([[], []])

  const other = await addTip()
  const slow = makeTakeFingerprints({
    db: worker,
    content: world.content,
    nameToken,
    async hash(bytes) {
      const found = await hash(bytes)
      await destroyMedia(worker, [other.event])
      return found
    },
  })
  await slow.take(other.tip)
  expect(await photosOf(other.tip)).toEqual([])
})

it('of a restricted tip the pieces of a destroyed file go too, though the worker does not see them', async () => {
  const { event, mediaId } = await addTip({ set: 'restricted = true' })
  await destroyMedia(worker, [event])
  expect(await world.query('select 1 from media_chunks where media_id = $1', [mediaId])).toEqual([])
  expect(await listMedia(worker, [event])).toMatchObject([{ state: 'failed', reason: 'destroyed' }])
})

it('a fingerprint goes when no look-up reaches it any more, and none before that', async () => {
  const [old, young] = [await addTip(), await addTip()]
  for (const { tip } of [old, young]) await taker.take(tip)
  await world.query(`update tip_photos set hashed_at = now() - interval '32 days' where tip_id = $1`, [old.tip])
  // As if asked for all of them.
  expect(await dropOldPhotos(worker, new Date(Date.now() + 60_000))).toBe(1)
  expect([await photosOf(old.tip), (await photosOf(young.tip)).length]).toEqual([[], 1])
})

it('nobody but worker and backup reads a fingerprint, and nobody deletes a piece by themselves', async () => {
  for (const role of ['desk', 'intake', 'public', 'login', 'vault'] as const) {
    await expect(world.as(role).selectFrom('tip_photos').select('media_id').execute()).rejects.toThrow(
      'permission denied',
    )
    await expect(world.as(role).selectFrom('photo_traces').select('key').execute()).rejects.toThrow('permission denied')
  }
  const { mediaId } = await addTip()
  await expect(worker.deleteFrom('media_chunks').execute()).rejects.toThrow('permission denied')
  await worker.transaction().execute((tx) => addChunk(tx, mediaId, 99, Buffer.from('x')))
})
