import { describe, expect, it } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import type { Urgency } from '../../src/domain/tip.ts'
import { assignUnits } from '../../src/storage/assignments.ts'
import { findCopies } from '../../src/storage/copies.ts'
import { withSetting } from '../../src/storage/db.ts'
import { acceptEvents } from '../../src/storage/events.ts'
import { findInbox } from '../../src/storage/incident-inbox.ts'
import { takeNumbers } from '../../src/storage/tip-numbers.ts'
import { changeTip, createTips } from '../../src/storage/tips.ts'
import { BEN_THANH, openWorld } from './world.ts'

const world = await openWorld()
const worker = world.as('worker')
const START_MS = Date.parse('2026-11-21T00:00:00Z')
const conversationId = newId('cnv')
await acceptEvents(world.as('intake'), [
  {
    id: newId('evt'),
    outboxId: newId('out'),
    lane: 'telegram',
    mediaOutboxId: null,
    channel: 'telegram',
    botId: 'b',
    senderKey: Buffer.from('s'),
    updateKey: Buffer.from('u'),
    conversationId,
    content: Buffer.from('c'),
    identity: Buffer.from('i'),
    isContact: false,
    receiptMac: null,
    sentAt: null,
    receivedAt: new Date(START_MS),
  },
])

let made = 0
async function file(
  urgency: Urgency,
  hour: number,
  more: { unit?: string | null; closed?: boolean; copyKey?: string } = {},
): Promise<string> {
  const id = `tip_${++made}`
  const unit = more.unit === undefined ? BEN_THANH : more.unit
  await createTips(worker, [
    {
      id,
      conversationId,
      channel: 'telegram',
      mode: 'anonymous',
      kind: 'tip',
      urgency,
      callNow: false,
      receivedAt: new Date(START_MS + hour * 3_600_000),
    },
  ])
  await changeTip(worker, id, {
    unit_code: unit,
    closed_at: more.closed ? new Date() : null,
    copy_key: more.copyKey ? Buffer.from(more.copyKey) : null,
  })
  if (unit)
    await assignUnits(worker, [
      {
        id: newId('req'),
        tipId: id,
        unitCode: unit,
        role: 'primary',
        reason: 'place',
        note: null,
        assignedBy: null,
      },
    ])
  return id
}

describe('the inbox of a unit', () => {
  it('has the most urgent first, then the newest, and no tip that is closed or not yet routed', async () => {
    const low = await file('low', 9)
    const oldHigh = await file('high', 1)
    const newHigh = await file('high', 8)
    const critical = await file('critical', 0)
    const normal = await file('normal', 10)
    const closed = await file('critical', 5, { closed: true })
    await file('critical', 6, { unit: null })
    const token = await world.signIn(BEN_THANH)
    const read = (view: 'open' | 'closed', limit: number, offset?: number) =>
      withSetting(world.as('desk'), 'tinbao.token', token, async (tx) =>
        (await findInbox(tx, view, limit, offset)).map(({ tip }) => tip.id),
      )
    expect(await read('open', 10)).toEqual([critical, newHigh, oldHigh, normal, low])
    expect(await read('open', 2, 1)).toEqual([newHigh, oldHigh])
    expect(await read('closed', 10)).toEqual([closed])
  })
})

describe('a copy', () => {
  it('leads to the oldest tip with the same key within the time given, never to a later one or to itself', async () => {
    const first = await file('low', 20, { copyKey: 'k' })
    const second = await file('low', 21, { copyKey: 'k' })
    await file('low', 21, { copyKey: 'other' })
    const at = (hour: number) => new Date(START_MS + hour * 3_600_000)
    const find = async (id: string, hour: number, since: number) => {
      const wanted = { id, copyKey: Buffer.from('k'), receivedAt: at(hour), since: at(since) }
      return (await findCopies(worker, [wanted]))[0]?.id ?? null
    }
    expect(await find(second, 21, 0)).toBe(first)
    expect(await find(first, 20, 0)).toBeNull()
    expect(await find('tip_later', 30, 20.5)).toBe(second)
  })

  it('of two tips of the same moment points one way only', async () => {
    const [a, b] = [await file('low', 40, { copyKey: 'm' }), await file('low', 40, { copyKey: 'm' })]
    const at = new Date(START_MS + 40 * 3_600_000)
    const wanted = [a, b].map((id) => ({ id, copyKey: Buffer.from('m'), receivedAt: at, since: new Date(START_MS) }))
    const links = await findCopies(worker, wanted)
    expect(links.filter((link) => link !== null)).toHaveLength(1)
  })

  it('brings the strictest of what is known of earlier ones along, and nothing of later ones', async () => {
    const hours = [60, 61, 62, 63, 64]
    const ids = await Promise.all(hours.map((hour) => file('low', hour, { copyKey: 's' })))
    const [, doubted, complaint, copy, later] = ids
    const change = (id: string | undefined, set: string) => world.query(`update tips set ${set} where id = $1`, [id])
    await change(doubted, 'police_doubted = true')
    await change(complaint, `about_police = true, accused_unit = '${BEN_THANH}'`)
    await change(later, 'restricted = true')
    const at = (hour: number) => new Date(START_MS + hour * 3_600_000)
    const wanted = { id: copy ?? '', copyKey: Buffer.from('s'), receivedAt: at(63), since: at(0) }
    expect(await findCopies(worker, [wanted])).toEqual([
      { id: ids[0], isAboutPolice: true, isPoliceDoubted: true, isRestricted: false, accused: [BEN_THANH] },
    ])
  })

  it('is found among tips asked for together, before any of them has its key in the table', async () => {
    const key = Buffer.from('new')
    const [a, b, c] = [await file('low', 50), await file('low', 51), await file('low', 52)]
    const ask = (id: string, hour: number) => ({
      id,
      copyKey: key,
      receivedAt: new Date(START_MS + hour * 3_600_000),
      since: new Date(START_MS),
    })
    const wanted = [ask(c, 52), ask(a, 50), ask(b, 51)]
    const found = await findCopies(worker, wanted)
    expect(found.map((original) => original?.id ?? null)).toEqual([a, null, a])
  })
})

it('numbers of a day in a province run from one without repeat, however many come at once', async () => {
  const numbers = await Promise.all(Array.from({ length: 20 }, () => takeNumbers(worker, '79', '2026-11-21', 1)))
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  expect(await takeNumbers(worker, '79', '2026-11-21', 5)).toBe(25)
  expect(await takeNumbers(worker, '79', '2026-11-22', 1)).toBe(1)
  expect(await takeNumbers(worker, '01', '2026-11-21', 3)).toBe(3)
})
