import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { Permanent } from '../../src/domain/errors.ts'
import type { FileLine } from '../../src/flow/tip-view.ts'
import { withSetting } from '../../src/storage/db.ts'
import { listMedia } from '../../src/storage/media.ts'
import { openMediaWorld } from './media-world.ts'
import { BEN_THANH, SAI_GON } from './world.ts'

const world = await openMediaWorld()

world.served.set('kept', async function* () {
  yield new Uint8Array(1_500)
})
world.served.set('gone', async function* () {
  yield new Uint8Array(1)
  throw new Permanent('gone')
})
const conversation = await world.addConversation()
const event = await world.addEvent(conversation, {
  type: 'media',
  attachments: [
    { kind: 'image', fileId: 'kept', name: 'ten-nguoi.jpg' },
    { kind: 'video', fileId: 'gone' },
    { kind: 'sticker', fileId: 'sticker' },
  ],
})
const later = await world.addEvent(conversation, { type: 'media', attachments: [{ kind: 'audio', fileId: 'kept' }] })
await world.media.keep(event)
const tip = await world.addTip(conversation, [event, later], BEN_THANH)

it('an officer reads what came with each message and what became of it, and the look is recorded', async () => {
  const found = await world.look.tip(await world.signIn(BEN_THANH), tip)
  if (!found.ok) throw new Error(found.reason)
  const files = found.view.thread.map((line): FileLine[] => (line.from === 'citizen' ? (line.files ?? []) : []))
  expect(files).toEqual([
    [
      { kind: 'image', state: 'kept', sizeBytes: 1_500, reason: null },
      { kind: 'video', state: 'failed', sizeBytes: null, reason: 'gone' },
      { kind: 'sticker', state: 'listed', sizeBytes: null, reason: null },
    ],
    [{ kind: 'audio', state: 'waiting', sizeBytes: null, reason: null }],
  ])
  const rows = await world.query(`select 1 from audit where action = 'tip.read' and object_id = $1`, [tip])
  expect(rows).toHaveLength(1)
})

it('the files of a tip are rows for the unit that holds it and for no other, and nobody at the desk reads a byte', async () => {
  const seenBy = async (token: string): Promise<number> =>
    withSetting(world.as('desk'), 'tinbao.token', token, async (tx) => (await listMedia(tx, [event, later])).length)
  expect(await seenBy(await world.signIn(BEN_THANH))).toBe(2)
  expect(await seenBy(await world.signIn(SAI_GON))).toBe(0)
  expect(await seenBy('no-token')).toBe(0)
  const token = await world.signIn(BEN_THANH)
  const readAs = (role: 'desk' | 'worker') =>
    withSetting(world.as(role), 'tinbao.token', token, (tx) => sql`select sealed from media_chunks`.execute(tx))
  await expect(readAs('desk')).rejects.toThrow('permission denied')
  // Of tips that are not triaged, as this one, the worker reads none either; test/storage/photos.test.ts tells of which.
  expect((await readAs('worker')).rows).toEqual([])
})
