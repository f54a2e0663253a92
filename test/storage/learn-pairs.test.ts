import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { gatherPairLessons } from '../../src/flow/learn-pairs.ts'
import type { PairExam } from '../../src/understand/alike/examine-pairs.ts'
import { PAIR_MODEL } from '../../src/understand/alike/in-use.ts'
import { choosePairModel, loadPairsInUse, readPairBook, writePairBook } from '../../src/understand/alike/pair-store.ts'
import { judgeMended, mendPairs } from '../../src/understand/alike/refit-pairs.ts'
import { type PairOrder, runPairRefit } from '../../workers/learn-pairs.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH } from './world.ts'

const world = await openFlowWorld()
const token = await world.signIn(BEN_THANH)
const folder = await mkdtemp(path.join(os.tmpdir(), 'tinbao-pairs-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const STORIES = [
  'mất xe máy Vision trắng trước quán cà phê',
  'hàng xóm hát karaoke kẹo kéo tới nửa đêm',
  'xe container đâm ba xe máy rồi bỏ chạy',
  'có nhóm đánh bạc xóc đĩa trong nhà hoang',
  'trộm bẻ khóa tiệm vàng lúc rạng sáng',
  'có hai thanh niên cầm dao cướp điện thoại',
  'thanh niên đua xe nẹt pô ngoài đại lộ',
  'bị lừa chuyển tiền cọc thuê nhà trên mạng',
  'quán nhậu lấn vỉa hè đánh khách gãy tay',
  'xưởng gỗ bốc khói đen mùi khét cả xóm',
]
const tips: string[] = []
for (const [at, story] of STORIES.entries()) {
  const chat = `pairs-${at}`
  await world.hear(chat, `${story} ở phường Bến Thành`)
  await world.work()
  await world.workQuiet()
  await world.work()
  const [tip] = await world.tipsOf(chat)
  if (tip === undefined) throw new Error(`no tip of ${story}`)
  tips.push(tip.id)
}
const pairs = tips.flatMap((one, at) => tips.slice(0, at).map((other) => [one, other] as const))

/** Officers say of all these pairs that they are two events. Answers ids of the suggestions. */
async function rejectAll(): Promise<void> {
  await world.query('truncate incident_acts, incident_pins, incident_suggestions, incident_members, incidents')
  for (const [at, [one, other]] of pairs.entries()) {
    const id = `sug_${String(at).padStart(26, '0')}`
    await world.query(
      `insert into incident_suggestions (id, tip_id, other_tip_id, relation, score, reasons, model)
       values ($1, $2, $3, 'witness', 0.7, '{}', 'test')`,
      [id, one, other],
    )
    expect(await world.incidentActs.reject(token, id)).toMatchObject({ ok: true })
    // One officer's day teaches no more than so much.
    await world.query(
      `update incident_acts set done_at = done_at - make_interval(days => $2) where suggestion_id = $1`,
      [id, Math.floor(at / 15)],
    )
  }
}
await rejectAll()

const parts = { db: world.as('worker'), content: world.content, folder, now: world.now }
const exam: PairExam = { test: 't', f1: 0.6, suggestions: { count: 8, of: 10 }, wrongAutomatic: { count: 1, of: 99 } }
/** Judges a mended model as if it did this on the frozen part, and all others what stands in `exam`. */
const judgedAs =
  (mended: Partial<PairExam>) =>
  async ({ answers }: PairOrder) => {
    const model = mendPairs(answers)
    if (model === null) throw new Error('too few')
    return judgeMended(model, loadPairsInUse(folder), ({ version }) =>
      version === model.version ? { ...exam, ...mended } : exam,
    )
  }

describe('what officers answer of suggestions', () => {
  it('is learned with the views as they are, of one officer’s day so many and no more', async () => {
    const { answers, leftOut, officers } = await gatherPairLessons(parts.db, world.content)
    expect([answers.length, officers, leftOut]).toEqual([45, 1, { overCap: 0, closed: 0, copies: 0 }])
    expect(answers.every(({ isSame, isSameSender }) => !isSame && !isSameSender)).toBe(true)
    await world.query('update incident_acts set done_at = now()')
    const today = await gatherPairLessons(parts.db, world.content)
    expect([today.answers.length, today.leftOut.overCap]).toEqual([20, 25])
    await rejectAll()
  })

  it('teaches nothing where it was undone, or where a tip is restricted or may be about police', async () => {
    const count = async () => (await gatherPairLessons(parts.db, world.content)).answers.length
    const [act] = await world.query<{ id: string }>('select id from incident_acts order by number limit 1')
    expect(await world.incidentActs.undo(token, act?.id ?? '')).toMatchObject({ ok: true })
    expect(await count()).toBe(44)
    await world.query('update tips set restricted = true where id = $1', [tips[9]])
    expect(await count()).toBe(35)
    await world.query('update tips set restricted = false, police_doubted = true where id = $1', [tips[9]])
    expect(await count()).toBe(35)
    await world.query('update tips set police_doubted = false where id = $1', [tips[9]])
    await rejectAll()
  })
})

describe('a night’s learning', () => {
  it('keeps the old model where the new one falls behind, and does not judge the same again', async () => {
    const worse = { ...parts, judge: judgedAs({ f1: 0.5, wrongAutomatic: { count: 2, of: 99 } }) }
    expect(await runPairRefit(worse)).toMatchObject({ outcome: 'kept', shortfalls: ['f1', 'wrong-automatic'] })
    expect(loadPairsInUse(folder).version).toBe(PAIR_MODEL.version)
    const again = await runPairRefit({
      ...parts,
      judge: () => Promise.reject(new Error('judged again')),
    })
    expect(again).toMatchObject({ outcome: 'kept' })
    await rm(folder, { recursive: true, force: true })
  })

  it('puts the new model in use where it falls in nothing, says so in the audit, and goes back on command', async () => {
    const done = await runPairRefit({ ...parts, judge: judgedAs({}) })
    expect(done).toMatchObject({ outcome: 'promoted', shortfalls: [] })
    const inUse = loadPairsInUse(folder)
    expect(inUse.version).toBe(done?.version)
    expect(readPairBook(folder).reviewed).toMatchObject({ of: inUse.version, sure: null, count: 45, right: 0 })
    const audit = await world.query<{ action: string }>(
      `select action from audit where object_id = $1 and action like 'model.%'`,
      [done?.version],
    )
    expect(audit).toContainEqual({ action: 'model.promoted' })
    expect(await runPairRefit({ ...parts, judge: judgedAs({}) })).toMatchObject({ outcome: 'unchanged' })
    choosePairModel(folder, null, { by: 'command', at: world.now(), isHeld: true })
    expect(await runPairRefit({ ...parts, judge: judgedAs({}) })).toMatchObject({ outcome: 'held' })
    const never = () => Promise.reject(new Error('judged again'))
    expect(await runPairRefit({ ...parts, judge: never })).toMatchObject({ outcome: 'held' })
    expect(loadPairsInUse(folder).version).toBe(PAIR_MODEL.version)
  })

  it('links by itself from a score on that officers’ answers carry, for as long as they do', async () => {
    const book = readPairBook(folder)
    writePairBook(folder, { ...book, reviewed: { ...book.reviewed, of: PAIR_MODEL.version, sure: 0.9 } })
    expect(loadPairsInUse(folder).thresholds.sure).toBe(0.9)
    // Forty-five answers that all say no carry nothing.
    await runPairRefit({ ...parts, judge: judgedAs({}) })
    expect(loadPairsInUse(folder).thresholds.sure).toBeNull()
  })

  it('learns in a process of its own as it is in life', async () => {
    await rm(folder, { recursive: true, force: true })
    const done = await runPairRefit(parts)
    expect(['promoted', 'kept']).toContain(done?.outcome)
    expect(done?.exam?.f1).toBeGreaterThan(0.2)
    expect(done?.version).not.toBe(PAIR_MODEL.version)
  }, 120_000)
})
