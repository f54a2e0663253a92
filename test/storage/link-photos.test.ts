import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { UNPROVEN } from '../../src/data/dispositions.ts'
import { makeKeepMedia } from '../../src/flow/keep-media.ts'
import { makeTakeFingerprints } from '../../src/flow/take-fingerprints.ts'
import { openFlowWorld } from './flow-world.ts'

const world = await openFlowWorld()
const worker = world.as('worker')
/** In the place of a decoder: the file is its own fingerprint. */
const taker = makeTakeFingerprints({
  db: worker,
  content: world.content,
  nameToken: world.pseudonyms.token,
  async hash(bytes) {
    const pieces: Uint8Array[] = []
    for await (const piece of bytes) pieces.push(piece)
    return Buffer.concat(pieces).toString('latin1')
  },
})
const keeper = makeKeepMedia({
  db: worker,
  content: world.content,
  now: world.now,
  async *fetch(_channel, { fileId = '' }) {
    yield Buffer.from(fileId, 'latin1')
  },
})

let chats = 0
let rounds = 0
/** A citizen of a new chat sends a picture with words; everything is done that waits. */
async function told(text: string, fingerprint: string, chat = `photo-${++chats}`): Promise<string> {
  await world.hear(chat, {
    type: 'media',
    text: `${text}, lần thứ ${rounds}`,
    attachments: [{ kind: 'image', fileId: fingerprint }],
  })
  for (const { ref } of await world.query<{ ref: string }>(`select ref from outbox where topic = 'media'`)) {
    await keeper.keep(ref)
  }
  await world.work()
  await world.workQuiet()
  await takeAll()
  return (await world.tipsOf(chat)).at(-1)?.id ?? ''
}
async function takeAll(): Promise<void> {
  const works = await world.query<{ ref: string }>(`select ref from outbox where topic = 'photo'`)
  for (const { ref } of works) await taker.take(ref)
  await world.work()
}
const suggestions = () =>
  world.query<{ tip: string; other: string; reasons: string[]; state: string; score: number }>(
    'select tip_id as tip, other_tip_id as other, reasons, state, score from incident_suggestions order by suggested_at',
  )
/** So that no words are those of an earlier test. */
const clear = async () => {
  rounds += 1
  await world.query(
    'truncate incident_acts, incident_pins, incident_suggestions, incident_members, incidents, tip_traces, tip_views',
  )
  await world.query('delete from tip_photos')
}

const RACING = 'tối qua có nhóm thanh niên đua xe rú ga ầm ĩ trên đường Nguyễn Huệ, phường Bến Thành'
const NOISE = 'quán nhậu hát karaoke kẹo kéo suốt đêm không ai ngủ được ở hẻm 45 Lê Lai, phường Sài Gòn'
const PICTURE = '9f1c63a5e07d482b'
/** Four bits of it are others. */
const SENT_AGAIN = '9f1c63a5e07d4824'
const ANOTHER = '60e39c5a1f82b7d4'

describe('a picture that comes with two tips', () => {
  it('is a suggestion with its reason, and links nothing by itself', async () => {
    await clear()
    const first = await told(RACING, PICTURE)
    const second = await told(NOISE, SENT_AGAIN)
    expect(await suggestions()).toMatchObject([{ tip: second, other: first, state: 'open' }])
    expect((await suggestions())[0]?.reasons).toContain('same-photo')
    expect(await world.query('select tip_id from incident_members')).toEqual([])
    const views = await world.query<{ tip_id: string; body: Buffer }>('select tip_id, body from tip_views')
    for (const { tip_id, body } of views) {
      expect(world.content.open(`tip_views:${tip_id}:body`, body)).toMatchObject({ photos: [] })
    }
  })

  it('links nothing by itself where one sender sends it of two events', async () => {
    await clear()
    await told(RACING, PICTURE, 'one-chat')
    world.pass(24 * 60 * 60_000)
    await told(NOISE, PICTURE, 'one-chat')
    expect(await world.query('select tip_id from incident_members')).toEqual([])
  })

  it('that is another suggests nothing', async () => {
    await clear()
    await told(RACING, PICTURE)
    await told(NOISE, ANOTHER)
    expect(await suggestions()).toEqual([])
  })

  it('is told of no longer once either tip is restricted, and of a restricted one nothing is taken', async () => {
    await clear()
    const first = await told(RACING, PICTURE)
    await told(NOISE, PICTURE)
    await worker.transaction().execute((tx) => sql`update tips set restricted = true where id = ${first}`.execute(tx))
    for (const { reasons, state } of await suggestions()) {
      expect(reasons).not.toContain('same-photo')
      if (reasons.length === 0) expect(state).toBe('gone')
    }
    expect(await world.query('select 1 from tip_photos where tip_id = $1', [first])).toEqual([])

    const child = await told('thầy giáo sờ soạng bé gái 9 tuổi ở lớp học thêm, phường Bến Thành', PICTURE)
    expect(await world.query('select restricted from tips where id = $1', [child])).toEqual([{ restricted: true }])
    expect(await world.query('select 1 from tip_photos where tip_id = $1', [child])).toEqual([])
    expect((await suggestions()).filter(({ tip }) => tip === child)).toEqual([])
  })

  it('came with a tip that proved to be nothing: it finds it no more', async () => {
    await clear()
    const first = await told(RACING, PICTURE)
    await world.query(`update tips set status = 'closed', closed_at = now(), disposition = $2 where id = $1`, [
      first,
      UNPROVEN[0],
    ])
    await told(NOISE, PICTURE)
    expect(await suggestions()).toEqual([])
  })
})
