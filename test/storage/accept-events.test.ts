import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { acceptEvents, keepDeadLetter, type NewEvent } from '../../src/storage/events.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const intake = world.as('intake')

function eventOf(chat: string, update: string, more: Partial<NewEvent> = {}): NewEvent {
  return {
    id: newId('evt'),
    outboxId: newId('out'),
    lane: 'telegram',
    mediaOutboxId: null,
    channel: 'telegram',
    botId: 'bot1',
    senderKey: Buffer.from(`sender ${chat}`),
    updateKey: Buffer.from(`update ${chat} ${update}`),
    conversationId: newId('cnv'),
    content: randomBytes(8),
    identity: randomBytes(8),
    isContact: false,
    receiptMac: null,
    sentAt: null,
    receivedAt: new Date('2026-11-21T12:00:00Z'),
    ...more,
  }
}

const stored = (chat: string) =>
  world.query<{ id: string; sequence: string; queued: boolean; conversation_id: string }>(
    `select e.id, e.sequence, e.conversation_id, o.id is not null as queued
     from events e join conversations c on c.id = e.conversation_id
     left join outbox o on o.topic = 'event' and o.ref = e.id
     where c.sender_key = $1 order by e.sequence`,
    [Buffer.from(`sender ${chat}`)],
  )
const identitiesOf = async (chat: string): Promise<string[]> => {
  const rows = await world.query<{ event_id: string }>(
    'select i.event_id from identities i join conversations c on c.id = i.conversation_id where c.sender_key = $1 order by i.created_at',
    [Buffer.from(`sender ${chat}`)],
  )
  return rows.map((row) => row.event_id)
}

describe('an update', () => {
  it('delivered five times at once is one event with one outbox row and one address', async () => {
    const five = Array.from({ length: 5 }, () => eventOf('a', '1'))
    const accepted = await Promise.all(five.map((event) => acceptEvents(intake, [event])))
    expect(accepted.reduce((sum, ids) => sum + ids.size, 0)).toBe(1)
    expect(await stored('a')).toMatchObject([{ sequence: '1', queued: true }])
    expect(await identitiesOf('a')).toHaveLength(1)
  })

  it('delivered again later changes nothing, and the next one follows without a gap', async () => {
    const [first, again, next] = [eventOf('b', '1'), eventOf('b', '1'), eventOf('b', '2')]
    expect(await acceptEvents(intake, [first])).toEqual(new Set([first.id]))
    expect(await acceptEvents(intake, [again])).toEqual(new Set())
    expect(await acceptEvents(intake, [next])).toEqual(new Set([next.id]))
    expect((await stored('b')).map((row) => [row.id, row.sequence])).toEqual([
      [first.id, '1'],
      [next.id, '2'],
    ])
  })

  it('that lies five times in one batch is one event, and its new conversation has its address', async () => {
    // Ids of one millisecond fall in any order: with any of them as the first, the address must be there.
    for (let round = 0; round < 20; round++) {
      const chat = `c${round}`
      const five = Array.from({ length: 5 }, () => eventOf(chat, '1'))
      const [accepted] = [...(await acceptEvents(intake, five))]
      const rows = await stored(chat)
      expect(rows.map((row) => [row.id, row.sequence])).toEqual([[accepted, '1']])
      expect(await identitiesOf(chat)).toEqual([accepted])
    }
  })

  it('is the same only within its channel and account: the key says which', async () => {
    const other = eventOf('d', '1', { senderKey: Buffer.from('sender d2'), updateKey: Buffer.from('update d2 1') })
    expect((await acceptEvents(intake, [eventOf('d', '1'), other])).size).toBe(2)
  })
})

describe('messages of one conversation', () => {
  it('that come fifty at once have sequences without gap or repeat, in the order of their commits', async () => {
    const committed: string[] = []
    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const event = eventOf('e', String(i))
        await acceptEvents(intake, [event])
        committed.push(event.id)
      }),
    )
    const rows = await stored('e')
    expect(rows.map((row) => Number(row.sequence))).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
    expect(rows.every((row) => row.queued)).toBe(true)
    expect(new Set(rows.map((row) => row.conversation_id)).size).toBe(1)
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set(committed))
  })

  it('get later sequences the later they commit: a transaction that waits comes after the one it waits for', async () => {
    await acceptEvents(intake, [eventOf('f', '0')])
    let second: Promise<unknown> = Promise.resolve()
    await intake.transaction().execute(async (tx) => {
      await acceptEvents(tx, [eventOf('f', 'first')])
      second = acceptEvents(intake, [eventOf('f', 'second')])
      await waitForLock()
    })
    await second
    const keys = await world.query<{ key: string }>(
      `select convert_from(e.update_key, 'UTF8') as key from events e join conversations c on c.id = e.conversation_id
       where c.sender_key = $1 order by e.sequence`,
      [Buffer.from('sender f')],
    )
    expect(keys.map((row) => row.key)).toEqual(['update f 0', 'update f first', 'update f second'])
  })

  it('of one batch keep the order of the batch, whatever else lies in it', async () => {
    const batch = ['1', '2', '3', '4'].flatMap((update) => [eventOf('g', update), eventOf('h', update)])
    await acceptEvents(intake, batch)
    for (const chat of ['g', 'h']) {
      const wanted = batch.filter((event) => event.senderKey.toString() === `sender ${chat}`).map((event) => event.id)
      expect((await stored(chat)).map((row) => row.id)).toEqual(wanted)
    }
  })

  it('of many senders in batches that cross never wait for each other for ever', async () => {
    const senders = Array.from({ length: 12 }, (_, i) => `x${i}`)
    const batches = Array.from({ length: 8 }, (_, b) =>
      [...senders].sort(() => (b % 2 ? 1 : -1)).map((chat) => eventOf(chat, `${b}`)),
    )
    const accepted = await Promise.all(batches.map((batch) => acceptEvents(intake, batch)))
    expect(accepted.map((ids) => ids.size)).toEqual(batches.map(() => senders.length))
  })
})

describe('an identity', () => {
  it('is kept once for a conversation, and again only where it carries a contact', async () => {
    const [first, second, contact] = [eventOf('i', '1'), eventOf('i', '2'), eventOf('i', '3', { isContact: true })]
    for (const event of [first, second, contact]) await acceptEvents(intake, [event])
    expect(await identitiesOf('i')).toEqual([first.id, contact.id])
  })

  it('of a conversation that begins with a contact is there once', async () => {
    const event = eventOf('j', '1', { isContact: true, receiptMac: Buffer.from('mac j') })
    await acceptEvents(intake, [event])
    expect(await identitiesOf('j')).toEqual([event.id])
  })
})

it('nothing of a message is there when any part of it cannot be written', async () => {
  const taken = eventOf('k', '1')
  await acceptEvents(intake, [taken])
  await expect(acceptEvents(intake, [eventOf('l', '1', { outboxId: taken.outboxId })])).rejects.toThrow()
  expect(await stored('l')).toEqual([])
  expect(await world.query('select 1 from conversations where sender_key = $1', [Buffer.from('sender l')])).toEqual([])
})

it('an authentic body that nobody understood is kept once, however often it comes', async () => {
  const letter = () => ({
    id: newId('ddl'),
    channel: 'telegram',
    updateKey: Buffer.from('u'),
    reason: 'unknown',
    sealed: Buffer.from('s'),
    receivedAt: new Date(),
  })
  await keepDeadLetter(intake, letter())
  await keepDeadLetter(intake, letter())
  expect(await world.query('select reason from dead_letters')).toEqual([{ reason: 'unknown' }])
})

/** Waits until some statement waits for a lock. */
async function waitForLock(): Promise<void> {
  for (;;) {
    const waiting = await world.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    )
    if (waiting.length > 0) return
  }
}
