import { describe, expect, it } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { askKnown } from '../../src/flow/ask-known.ts'
import { writeOutbox } from '../../src/storage/outbox.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH } from './world.ts'

const world = await openFlowWorld()

const FIRE = 'cháy nhà ở phường Bến Thành'
let chats = 0
const newChat = (): string => `known-${++chats}`

/** A citizen reports; answers the chat and its tip. */
async function report(said: Parameters<typeof world.hear>[1], chat = newChat(), channel = 'telegram') {
  // What belongs together is said by each test: nothing finds what was told before.
  await world.query('update tips set copy_key = null')
  await world.query('delete from tip_traces')
  await world.hear(chat, said, { channel })
  await world.work()
  await world.workQuiet()
  const tip = (await world.tipsOf(chat, channel)).at(-1)
  if (!tip) throw new Error('no tip')
  return { chat, tipId: tip.id, conversation: await world.conversationOf(chat, channel) }
}

type Voice = Awaited<ReturnType<typeof report>>

/** As the machine links them: the first is the root. */
async function link(voices: readonly Voice[], relation = 'copy', by = 'machine'): Promise<string> {
  const incident = newId('inc')
  await world.query('insert into incidents (id, root_tip_id) values ($1, $2)', [incident, voices[0]?.tipId])
  await join(incident, voices, relation, by)
  return incident
}
async function join(incident: string, voices: readonly Voice[], relation = 'copy', by = 'machine'): Promise<void> {
  for (const { tipId } of voices) {
    await world.query(
      `insert into incident_members (tip_id, incident_id, relation, linked_by, score) values ($1, $2, $3, $4, 0.9)
       on conflict (tip_id) do update set incident_id = excluded.incident_id`,
      [tipId, incident, relation, by],
    )
  }
}
const suggest = (newer: Voice, older: Voice, score: number) =>
  world.query(
    `insert into incident_suggestions (id, tip_id, other_tip_id, relation, score, reasons, model)
     values ($1, $2, $3, 'witness', $4, '{}', 'test')`,
    [newId('sug'), newer.tipId, older.tipId, score],
  )
/** What was said to a chat that it is known, and what was asked with it. */
const knownTo = async ({ chat }: Voice, channel = 'telegram') => {
  const said = await world.saidTo(chat, channel)
  const at = said.findIndex((text) => /công an đã có tin/.test(text))
  return at === -1 ? [] : said.slice(at)
}
const tellAll = (...voices: readonly Voice[]) => world.tellKnown(voices.map(({ tipId }) => tipId))

const KNOWN = /^Cảm ơn Anh\/Chị, công an đã có tin về vụ cháy này\..* gọi ngay 114\.$/
const SPOT = /gần số nhà, đường hay ngã tư nào/

describe('from the first words to the last', () => {
  it('a fire told by two chats is linked, and the second hears that it is known, in one run of the work', async () => {
    const [first, second] = [newChat(), newChat()]
    for (const chat of [first, second]) await world.hear(chat, 'cháy lớn ở phường Bến Thành, khói đen bốc cao')
    await world.work()
    await world.workQuiet()
    expect((await world.saidTo(first)).filter((text) => KNOWN.test(text))).toEqual([])
    const said = await world.saidTo(second)
    expect(said.findIndex((text) => KNOWN.test(text))).toBeGreaterThan(
      said.findIndex((text) => /Đã ghi nhận/.test(text)),
    )
  })

  it('of what nobody in the street can see no such work is made', async () => {
    const before = await world.query(`select 1 from deliveries where cause like 'known:%'`)
    for (const chat of [newChat(), newChat()]) {
      await world.hear(chat, 'số 7 phường Bến Thành bán ma túy đá, tối nào cũng có người vào mua')
      await world.work()
      await world.workQuiet()
    }
    expect(await world.query(`select 1 from deliveries where cause like 'known:%'`)).toEqual(before)
  })
})

describe('who tells of a fire that others told of before', () => {
  it('hears after the receipt that it is known, and the one question nobody answered, each once', async () => {
    const [first, second] = [await report(FIRE), await report(FIRE)]
    await link([first, second])
    await tellAll(first, second)
    await tellAll(second)
    await Promise.all([tellAll(second), tellAll(first, second)])
    expect(await knownTo(first)).toEqual([])
    expect(await knownTo(second)).toEqual([expect.stringMatching(KNOWN), expect.stringMatching(SPOT)])
    expect((await world.saidTo(second.chat)).filter((text) => /Đã ghi nhận lúc/.test(text))).toHaveLength(1)
  })

  it('answers the question into the same tip, and is not told again', async () => {
    const [first, second] = [await report(FIRE), await report(FIRE)]
    const incident = await link([first, second])
    await tellAll(second)
    await world.hear(second.chat, 'số 12 đường Lê Lợi')
    await world.work()
    const tips = await world.tipsOf(second.chat)
    expect(tips).toHaveLength(1)
    expect(tips[0]?.version).toBe(2)
    await tellAll(second)
    expect((await knownTo(second)).filter((text) => KNOWN.test(text))).toHaveLength(1)

    const third = await report(FIRE)
    await join(incident, [third])
    await tellAll(third)
    const told = await knownTo(third)
    expect(told[0]).toMatch(KNOWN)
    // Somebody has said where: the next thing is asked, and nothing of what was said is told.
    expect(told[1]).toMatch(/bị thương hoặc mắc kẹt/)
    expect(told.join(' ')).not.toMatch(/Lê Lợi|12/)
  })

  it('hears it for the machine only where it is all but certain, and otherwise once an officer confirmed it', async () => {
    const [first, sure, unsure] = [await report(FIRE), await report(FIRE), await report(FIRE)]
    await suggest(sure, first, 0.99)
    await suggest(unsure, first, 0.8)
    await tellAll(sure, unsure)
    expect((await knownTo(sure))[0]).toMatch(KNOWN)
    expect(await knownTo(unsure)).toEqual([])
    await link([first, unsure], 'witness', 'officer')
    await tellAll(unsure)
    expect((await knownTo(unsure))[0]).toMatch(KNOWN)
  })

  it('is not told hours later, nor once the contact has ended, nor of what was told the day before', async () => {
    const [first, late] = [await report(FIRE), await report(FIRE)]
    const incident = await link([first, late], 'witness', 'officer')
    world.pass(4 * 60 * 60_000)
    await tellAll(late)
    expect(await knownTo(late)).toEqual([])
    world.pass(4 * 60 * 60_000)
    const next = await report(FIRE)
    await join(incident, [next])
    await tellAll(next)
    expect(await knownTo(next)).toEqual([])
    const [other, gone] = [await report(FIRE), await report(FIRE)]
    await link([other, gone])
    await world.query(`update conversations set ended_at = now(), end_reason = 'withdrawn' where id = $1`, [
      gone.conversation,
    ])
    await tellAll(gone)
    expect(await knownTo(gone)).toEqual([])
  })

  it('is told nothing once one voice of it accuses somebody, is hidden, or was given another category', async () => {
    const spoil = [
      async () => report('cháy nhà ở phường Bến Thành, thằng Tuấn tưới xăng đốt'),
      async () => {
        const voice = await report(FIRE)
        await world.query('update tips set restricted = true where id = $1', [voice.tipId])
        return voice
      },
      async () => {
        const voice = await report(FIRE)
        await world.query('update tips set police_doubted = true where id = $1', [voice.tipId])
        return voice
      },
      async () => {
        const voice = await report(FIRE)
        const token = await world.signIn(BEN_THANH)
        const found = await world.look.tip(token, voice.tipId)
        if (!found.ok) throw new Error(found.reason)
        await world.decide.correctCategory(token, voice.tipId, found.view.tip.version, 'weapons-explosives')
        return voice
      },
      async () => {
        const voice = await report(FIRE)
        await world.query(`update tips set disposition = 'false-deliberate' where id = $1`, [voice.tipId])
        return voice
      },
    ]
    for (const make of spoil) {
      const [first, spoiling, last] = [await report(FIRE), await make(), await report(FIRE)]
      await link([first, spoiling, last])
      await tellAll(last)
      expect(await knownTo(last)).toEqual([])
    }
  })

  it('is told nothing of their own: who was the first voice stays the first, and who was told is not told again', async () => {
    const [first, second] = [await report(FIRE), await report(FIRE)]
    const incident = await link([first, second])
    await tellAll(first, second)
    await world.hear(second.chat, { type: 'button', data: 'kind:report' })
    await world.hear(first.chat, { type: 'button', data: 'kind:report' })
    const [firstAgain, secondAgain] = [await report(FIRE, first.chat), await report(FIRE, second.chat)]
    expect(firstAgain.tipId).not.toBe(first.tipId)
    await join(incident, [firstAgain, secondAgain])
    await tellAll(firstAgain, secondAgain)
    expect(await knownTo(first)).toEqual([])
    expect((await knownTo(second)).filter((text) => KNOWN.test(text))).toHaveLength(1)
  })

  it('waits to be sent in a lane of its own, and its work is done with it', async () => {
    const [first, second] = [await report(FIRE), await report(FIRE)]
    await link([first, second])
    await world.query(`insert into outbox (id, topic, lane, ref) values ('out_known', 'known', 'any', $1)`, [
      second.tipId,
    ])
    await tellAll(second)
    expect(
      await world.query(
        `select distinct o.lane from outbox o join deliveries d on d.id = o.ref where d.cause = $1 and o.topic = 'delivery'`,
        [`known:${second.tipId}`],
      ),
    ).toEqual([{ lane: 'known' }])
    expect(await world.query(`select 1 from outbox where topic = 'known'`)).toEqual([])
  })

  it('is asked about by an officer who confirms a link, while the desk may ask for no link itself', async () => {
    const [first, second] = [await report(FIRE), await report(FIRE)]
    await link([first, second], 'witness', 'officer')
    await askKnown(world.as('desk'), [second.tipId])
    await askKnown(world.as('desk'), [second.tipId])
    expect(await world.query(`select ref from outbox where topic = 'known'`)).toEqual([{ ref: second.tipId }])
    await world.work()
    expect((await knownTo(second))[0]).toMatch(KNOWN)
    await expect(
      writeOutbox(world.as('desk'), [{ topic: 'link', lane: 'telegram', ref: second.tipId }]),
    ).rejects.toThrow(/row-level security/)
  })

  it('is told no more than two bubbles in a flood of a thousand copies, worked out in a few statements', async () => {
    const voices: Voice[] = []
    for (let at = 0; at < 3; at++) voices.push(await report(FIRE))
    const [first, second, third] = voices
    if (!first || !second || !third) throw new Error('no voices')
    const incident = await link(voices)
    await world.query(`update tips set copy_key = 'same' where id = any($1)`, [voices.map(({ tipId }) => tipId)])
    await world.query(
      `with made as (
         insert into tips (id, conversation_id, channel, mode, status, kind, category, urgency, received_at, copy_key)
         select 'tip_flood' || n, t.conversation_id, t.channel, t.mode, t.status, t.kind, t.category, t.urgency,
           t.received_at + interval '1 millisecond' * n, t.copy_key
         from tips t, generate_series(1, 1000) n where t.id = $1 returning id
       ) insert into incident_members (tip_id, incident_id, relation, linked_by) select id, $2, 'copy', 'machine' from made`,
      [first.tipId, incident],
    )
    await tellAll(third)
    expect((await knownTo(third)).length).toBe(2)
  })
})
