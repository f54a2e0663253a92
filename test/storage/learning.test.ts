import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseIn } from '../../src/cli/model.ts'
import { asOwner } from '../../src/cli/owner-db.ts'
import { besideRefits } from '../../src/cli/train.ts'
import { findCategory, hasFlag } from '../../src/data/taxonomy.ts'
import { makeUnitDirectory } from '../../src/domain/jurisdiction.ts'
import { Secret } from '../../src/domain/secret.ts'
import { makeDecide } from '../../src/flow/decide.ts'
import type { Exam } from '../../src/flow/exam.ts'
import { makeFigures } from '../../src/flow/figures.ts'
import { gatherLessons, markSender } from '../../src/flow/learn-from.ts'
import { makeLook } from '../../src/flow/look.ts'
import { listKnown, readShelf } from '../../src/flow/model-shelf.ts'
import type { RefitOrder, Refitted } from '../../src/flow/refit.ts'
import { countReviews } from '../../src/storage/corrections.ts'
import { withSetting } from '../../src/storage/db.ts'
import { tryAlone } from '../../src/storage/lock.ts'
import { listUnits } from '../../src/storage/units.ts'
import { readPairs } from '../../src/understand/alike/pair-store.ts'
import type { Model } from '../../src/understand/model/model.ts'
import { chooseModel, loadModelInUse, saveModel, watchModels } from '../../src/understand/model/store.ts'
import { makeUnderstand } from '../../src/understand/reader.ts'
import { REFIT_LOCK, runRefit, startLearning } from '../../workers/learn.ts'
import { startOnline } from '../../workers/learn-online.ts'
import { trainSmall } from '../unit/understand/model/examples.ts'
import { makeCases, WORDS } from './desk-case.ts'
import { openFlowWorld } from './flow-world.ts'
import { BEN_THANH, SAI_GON } from './world.ts'

const world = await openFlowWorld()
const { openCase } = makeCases(world)
const [desk, worker] = [world.as('desk'), world.as('worker')]
const folder = mkdtempSync(path.join(os.tmpdir(), 'tinbao-learning-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const directory = makeUnitDirectory(await listUnits(worker, '2026-11-21'))
const asked = new Set<string>()
const chooseForReview = (tipId: string): boolean => asked.has(tipId)
const look = makeLook({ db: desk, content: world.content, chooseForReview, now: world.now })
const decide = makeDecide({
  db: desk,
  content: world.content,
  rules: {
    isCategory: (code) => findCategory(code) !== undefined,
    isUnit: (code) => directory.has(code),
    units: directory,
    isDisposition: () => true,
    isRestricted: (code) => code !== null && hasFlag(code, 'restricted'),
    closingText: () => null,
  },
  chooseForReview,
  now: world.now,
})
const fail = (error: unknown): never => {
  throw error
}
const figures = makeFigures({ db: desk, readShelf: () => readShelf(folder), readPairs: () => readPairs(folder) })

const rowsOf = (tipId: string) =>
  world.query<Record<string, unknown>>(
    'select field, before, after, model, how, restricted, officer_id, unit_code from corrections where tip_id = $1 order by decided_at',
    [tipId],
  )
const versionOf = async (tipId: string): Promise<number> =>
  (await world.query<{ version: number }>('select version from tips where id = $1', [tipId]))[0]?.version ?? -1
const asRole = async (role: string, work: () => Promise<void>): Promise<void> => {
  await world.query('update officers set role = $2 where id = $1', [world.officerOf(BEN_THANH), role])
  await work()
  await world.query(`update officers set role = 'duty-officer' where id = $1`, [world.officerOf(BEN_THANH)])
}

describe('what officers say of what the machine understood', () => {
  it('is a row: before, after, whose answer it was, in sight of it; a confirmation too', async () => {
    const one = await openCase()
    await decide.correctCategory(one.token, one.tipId, one.version, 'gambling')
    await decide.correctUrgency(one.token, one.tipId, await versionOf(one.tipId), 'low')
    await decide.judge(one.token, one.tipId, await versionOf(one.tipId), { kind: 'mixed' })
    await decide.judge(one.token, one.tipId, await versionOf(one.tipId), { isAboutPolice: false })
    const who = { how: 'seen', restricted: false, officer_id: world.officerOf(BEN_THANH), unit_code: BEN_THANH }
    const model = expect.stringMatching(/^rules-\d+$/)
    expect(await rowsOf(one.tipId)).toMatchObject([
      { field: 'category', before: 'gambling', after: 'gambling', model, ...who },
      { field: 'urgency', after: 'low', model, ...who },
      { field: 'kind', before: 'tip', after: 'mixed', model, ...who },
      { field: 'police', before: 'no', after: 'no', model, ...who },
    ])
    expect(await decide.judge(one.token, one.tipId, await versionOf(one.tipId), { kind: 'rumour' })).toEqual({
      ok: false,
      reason: 'unknown-kind',
    })
  })

  it('is never changed or deleted by anybody, written for nobody else, and seen by no other unit', async () => {
    const one = await openCase()
    await decide.correctCategory(one.token, one.tipId, one.version, 'theft')
    for (const role of ['desk', 'worker', 'public', 'login', 'intake'] as const) {
      for (const act of [sql`update corrections set after = 'theft'`, sql`delete from corrections`]) {
        await expect(withSetting(world.as(role), 'tinbao.token', one.token, (tx) => act.execute(tx))).rejects.toThrow(
          /permission denied/,
        )
      }
    }
    await expect(
      withSetting(desk, 'tinbao.token', one.token, (tx) =>
        sql`insert into corrections (id, tip_id, tip_version, officer_id, unit_code, field, after, how, restricted)
          values ('cor_1', ${one.tipId}, 1, ${world.officerOf(SAI_GON)}, ${SAI_GON}, 'category', 'theft', 'seen', false)`.execute(
          tx,
        ),
      ),
    ).rejects.toThrow(/row-level security/)
    const seenBy = async (unit: string) =>
      withSetting(
        desk,
        'tinbao.token',
        await world.signIn(unit),
        async (tx) =>
          (await tx.selectFrom('corrections').select('id').where('tip_id', '=', one.tipId).execute()).length,
      )
    expect([await seenBy(BEN_THANH), await seenBy(SAI_GON)]).toEqual([1, 0])
  })
})

describe('a tip that an officer is asked about first', () => {
  it('shows nothing of the machine’s category until they answered, blind', async () => {
    const one = await openCase()
    asked.add(one.tipId)
    const before = await look.tip(one.token, one.tipId)
    if (!before.ok) throw new Error(before.reason)
    expect(before.view).toMatchObject({ isForReview: true, tip: { category: null }, told: { text: WORDS } })
    expect(before.view).toMatchObject({ essence: '', held: { reason: '' } })
    expect(JSON.stringify(before.view)).not.toContain('gambling')
    const inbox = await look.inbox(one.token, 'open')
    const row = inbox.ok ? inbox.rows.find(({ tip }) => tip.id === one.tipId) : undefined
    expect(row).toMatchObject({ essence: '', isAskedFirst: true, tip: { category: null } })
    const inSight = await decide.correctCategory(one.token, one.tipId, one.version, 'gambling')
    expect(inSight).toEqual({ ok: false, reason: 'not-asked' })
    const reviews = await countReviews(worker)
    expect(await decide.review(one.token, one.tipId, one.version, 'noise-disorder')).toEqual({ ok: true })
    expect(await rowsOf(one.tipId)).toMatchObject([{ before: 'gambling', after: 'noise-disorder', how: 'blind' }])
    expect(await countReviews(worker)).toBe(reviews + 1)
    const after = await look.tip(one.token, one.tipId)
    expect(after.ok && after.view).toMatchObject({ isForReview: false, tip: { category: 'noise-disorder' } })
    expect(await decide.review(one.token, one.tipId, one.version + 1, 'theft')).toEqual({
      ok: false,
      reason: 'not-asked',
    })
  })

  it('is asked about once: who does not say is recorded, and the machine’s category stays', async () => {
    const one = await openCase()
    asked.add(one.tipId)
    expect(await decide.review(one.token, one.tipId, one.version, null)).toEqual({ ok: true })
    expect(await rowsOf(one.tipId)).toMatchObject([{ before: 'gambling', after: null, how: 'skipped' }])
    const after = await look.tip(one.token, one.tipId)
    expect(after.ok && after.view).toMatchObject({ isForReview: false, tip: { category: 'gambling' } })
  })

  it('is no restricted tip, none that a person has classified, and none that was not chosen', async () => {
    const isAsked = async (tipId: string, token: string): Promise<boolean> => {
      const found = await look.tip(token, tipId)
      return found.ok && found.view.isForReview
    }
    const plain = await openCase()
    expect(await isAsked(plain.tipId, plain.token)).toBe(false)
    asked.add(plain.tipId)
    expect(await isAsked(plain.tipId, plain.token)).toBe(true)
    await decide.review(plain.token, plain.tipId, plain.version, 'gambling')
    expect(await isAsked(plain.tipId, plain.token)).toBe(false)
    const sealed = await openCase()
    asked.add(sealed.tipId)
    await world.query('update tips set restricted = true where id = $1', [sealed.tipId])
    expect(await isAsked(sealed.tipId, sealed.token)).toBe(false)
    expect(await decide.review(sealed.token, sealed.tipId, sealed.version, 'theft')).toEqual({
      ok: false,
      reason: 'not-asked',
    })
  })
})

describe('what is learned from', () => {
  const learned = async () => (await gatherLessons(worker, world.content)).lessons
  let tipId = ''
  beforeAll(async () => {
    await world.query('truncate corrections')
    const chat = 'learned'
    await world.hear(chat, 'tối qua nhà số 7 phường Bến Thành mở sòng xóc đĩa')
    await world.work()
    await world.workQuiet()
    tipId = (await world.tipsOf(chat))[0]?.id ?? ''
    await decide.correctCategory(await world.signIn(BEN_THANH), tipId, await versionOf(tipId), 'gambling')
  })

  it('is the tip’s own words, opened with its key, with what the officer said', async () => {
    expect(await learned()).toEqual([
      {
        tipId,
        example: {
          text: 'tối qua nhà số 7 phường Bến Thành mở sòng xóc đĩa',
          voice: markSender(await world.conversationOf('learned')),
          labels: { category: 'gambling' },
        },
      },
    ])
  })

  it('is nothing of a restricted tip, nor of one that became so by the very correction', async () => {
    const one = await openCase()
    await decide.correctCategory(one.token, one.tipId, one.version, 'child-abuse')
    expect(await rowsOf(one.tipId)).toMatchObject([{ after: 'child-abuse', restricted: true }])
    await world.query('update tips set restricted = true where id = $1', [tipId])
    expect(await learned()).toEqual([])
    await world.query('update tips set restricted = false where id = $1', [tipId])
    expect(await learned()).toHaveLength(1)
  })

  it('is nothing whose key is gone, and nothing that was erased', async () => {
    const closed = {
      ...world.content,
      open: () => {
        throw new Error('the key is destroyed')
      },
    }
    expect(await gatherLessons(worker, closed)).toMatchObject({ lessons: [], leftOut: { closed: 1 } })
    await world.query('update tips set erased_at = now() where id = $1', [tipId])
    expect(await learned()).toEqual([])
    await world.query('update tips set erased_at = null where id = $1', [tipId])
  })

  it('is nothing that was closed as no offence, unverifiable, false or spam, from that hour on', async () => {
    const closeAs = (disposition: string | null) =>
      world.query('update tips set disposition = $2 where id = $1', [tipId, disposition])
    for (const unproven of ['no-offence', 'unverifiable', 'false-honest', 'false-deliberate', 'spam']) {
      await closeAs(unproven)
      expect(await learned()).toEqual([])
    }
    await closeAs('administrative')
    expect(await learned()).toHaveLength(1)
    await closeAs(null)
  })

  it('is of no commune that a tip is no report, while it is or once was doubted to be about police', async () => {
    await decide.judge(await world.signIn(BEN_THANH), tipId, await versionOf(tipId), { kind: 'spam' })
    const labels = async () => (await learned())[0]?.example.labels
    expect(await labels()).toEqual({ category: 'gambling', kind: 'spam' })
    await world.query(
      `insert into assignments (id, tip_id, unit_code, role, reason, ended_at)
        values ('asg_doubted', $1, $2, 'information', 'police-doubted', now())`,
      [tipId, SAI_GON],
    )
    expect(await labels()).toEqual({ category: 'gambling' })
    await world.query(`delete from assignments where id = 'asg_doubted'`)
    // Before anybody else holds it, and where a person is still to be found who may.
    await world.query('update tips set police_doubted = true where id = $1', [tipId])
    expect(await labels()).toEqual({ category: 'gambling' })
    await world.query('update tips set police_doubted = false where id = $1', [tipId])
    await world.query(`delete from corrections where field = 'kind'`)
  })
})

describe('what has a say before the next refit', () => {
  const own = mkdtempSync(path.join(os.tmpdir(), 'tinbao-online-'))
  const model = trainSmall()
  saveModel(own, model)
  const models = watchModels(own, fail)
  const understand = makeUnderstand(models.current)
  const online = startOnline({ db: worker, content: world.content, folder: own, models, onError: fail })
  afterAll(async () => {
    await online.close()
    models.close()
    rmSync(own, { recursive: true, force: true })
  })
  // As the model says by itself, however sure it is.
  const chanceOf = (text: string, code: string): number =>
    understand(text, { receivedAt: '2026-11-21T03:00:00Z' }).categories.find((one) => one.code === code)?.p ?? 0
  const LIKE = 'đêm nào cũng mở sòng xóc đĩa'
  let one: Awaited<ReturnType<typeof openCase>>

  it('is what an officer corrected: the next like tip is judged with it, and the page says so', async () => {
    await world.query('truncate corrections')
    await online.look()
    const before = chanceOf(LIKE, 'noise-disorder')
    one = await openCase()
    await decide.correctCategory(one.token, one.tipId, one.version, 'noise-disorder')
    await online.look()
    expect(chanceOf(LIKE, 'noise-disorder')).toBeGreaterThan(before)
    expect(understand(LIKE, { receivedAt: '2026-11-21T03:00:00Z' })).toMatchObject({
      model: model.header.version,
      steps: 1,
    })
    expect(readShelf(own).since).toEqual({ version: model.header.version, steps: 1, isDropped: false })
  })

  it('goes with the tip that is closed as false, restricted or erased, or when an older model is held', async () => {
    const isIn = async (): Promise<boolean> => {
      await online.look()
      return (readShelf(own).since?.steps ?? 0) > 0
    }
    for (const [gone, back] of [
      [`disposition = 'false-honest'`, 'disposition = null'],
      ['restricted = true', 'restricted = false'],
      ['erased_at = now()', 'erased_at = null'],
    ]) {
      await world.query(`update tips set ${gone} where id = $1`, [one.tipId])
      expect([gone, await isIn()]).toEqual([gone, false])
      await world.query(`update tips set ${back} where id = $1`, [one.tipId])
      expect([back, await isIn()]).toEqual([back, true])
    }
    chooseModel(own, model.header.version, 'test', new Date(), { isHeld: true })
    expect(await isIn()).toBe(false)
    chooseModel(own, model.header.version, 'test', new Date())
    expect(await isIn()).toBe(true)
  })
})

const smallModels = new Map<number, Model>()
const learnSmall = (seed: number): Model => {
  const model = smallModels.get(seed) ?? trainSmall(seed)
  smallModels.set(seed, model)
  return model
}

describe('texts that say the same', () => {
  it('are compared with each other by the refit alone, in its own process: here all are gathered', async () => {
    await world.query('truncate corrections')
    const said = [await openCase(), await openCase()]
    for (const one of said) await decide.correctCategory(one.token, one.tipId, one.version, 'gambling')
    const { lessons } = await gatherLessons(worker, world.content)
    expect(lessons.map(({ tipId, example }) => [tipId, example.text])).toEqual(
      said.map(({ tipId }) => [tipId, WORDS]).sort(),
    )
    await world.query('delete from corrections where tip_id = $1', [said[0]?.tipId])
  })
})

describe('a refit', () => {
  const EXAM: Exam = {
    test: 'a',
    texts: 100,
    macroF1: 0.9,
    macroF1Stripped: 0.9,
    leaves: [{ code: 'gambling', hits: 30, wanted: 32 }],
    callNow: { hits: 99, wanted: 100 },
    calls: { hits: 99, wanted: 120 },
    police: { hits: 100, wanted: 100 },
    held: { hits: 5, wanted: 100 },
    reports: { hits: 100, wanted: 100 },
    sure: { hits: 75, wanted: 100 },
    confusions: [{ wanted: 'gambling', got: 'theft', count: 2 }],
  }
  const orders: RefitOrder[] = []
  /** As the real one but for the learning: a candidate in the folder, and figures as given. */
  const refitTo =
    (seed: number, exam: Exam) =>
    async (order: RefitOrder): Promise<Refitted> => {
      orders.push(order)
      const inUse = loadModelInUse(folder)
      const made = learnSmall(seed)
      saveModel(folder, made, { isCandidate: true })
      return {
        isNew: true,
        version: made.header.version,
        corpus: String(seed),
        examples: { corpus: 1, tips: order.lessons.length },
        copies: 0,
        inCorpus: 0,
        exam,
        inUse: inUse === null ? null : { version: inUse.header.version, exam: EXAM },
        limits: [],
      }
    }
  const run = (seed: number, exam: Exam) =>
    runRefit({ db: worker, content: world.content, folder, now: world.now, refit: refitTo(seed, exam) })
  const nameOf = (seed: number): string => learnSmall(seed).header.version
  const modelAudits = () =>
    world.query<{ action: string; object_id: string; officer_id: string | null; chain: string; detail: object }>(
      `select action, object_id, officer_id, chain, detail from audit where action like 'model.%' order by id`,
    )

  it('puts a model in use that falls in nothing, keeps one that does, and records both as the system', async () => {
    expect(await run(1, EXAM)).toEqual({ outcome: 'promoted', version: nameOf(1) })
    expect(orders[0]?.lessons).toHaveLength(1)
    expect(await run(2, { ...EXAM, police: { hits: 99, wanted: 100 } })).toEqual({
      outcome: 'kept',
      version: nameOf(2),
    })
    expect(loadModelInUse(folder)?.header.version).toBe(nameOf(1))
    expect(readShelf(folder)).toMatchObject({
      choice: { version: nameOf(1), chosenBy: 'refit' },
      lastRefit: { outcome: 'kept', version: nameOf(2) },
    })
    expect(readShelf(folder).models.find(({ version }) => version === nameOf(2))).toMatchObject({
      state: 'candidate',
      card: { shortfalls: [{ figure: 'police', asked: 1, is: 0.99 }], comparedWith: { version: nameOf(1) } },
    })
    expect(await run(3, EXAM)).toEqual({ outcome: 'promoted', version: nameOf(3) })
    expect(loadModelInUse(folder)?.header.version).toBe(nameOf(3))
    const system = { officer_id: null, chain: 'system' }
    expect(await modelAudits()).toMatchObject([
      { action: 'model.promoted', object_id: nameOf(1), ...system },
      { action: 'model.kept', object_id: nameOf(2), detail: { before: nameOf(1), reason: ['police'] }, ...system },
      { action: 'model.promoted', object_id: nameOf(3), detail: { before: nameOf(1) }, ...system },
    ])
  })

  it('that is broken off before its model is chosen is done again by the next', async () => {
    const own = path.join(folder, 'broken-off')
    const parts = { db: worker, content: world.content, folder: own, now: world.now }
    const audits = (await modelAudits()).length
    const inOwn =
      (isThere: boolean) =>
      async (order: RefitOrder): Promise<Refitted> => {
        orders.push(order)
        if (isThere) saveModel(own, learnSmall(5), { isCandidate: true })
        const done = await refitTo(5, EXAM)(order)
        return done.isNew ? { ...done, inUse: null } : done
      }
    await expect(runRefit({ ...parts, refit: inOwn(false) })).rejects.toThrow(nameOf(5))
    expect(readShelf(own).models).toMatchObject([{ version: nameOf(5), card: { shortfalls: [] } }])
    expect(await runRefit({ ...parts, refit: inOwn(true) })).toEqual({ outcome: 'promoted', version: nameOf(5) })
    expect(orders.at(-1)?.known).toEqual([])
    expect(loadModelInUse(own)?.header.version).toBe(nameOf(5))
    expect(listKnown(readShelf(own))).toEqual([nameOf(5)])
    expect((await modelAudits()).length).toBe(audits + 2)
  })

  it('takes over nothing while an older model is held, and says so, until another is chosen', async () => {
    const inUse = loadModelInUse(folder)?.header.version ?? ''
    chooseModel(folder, nameOf(1), 'command', world.now(), { isHeld: true })
    expect(await run(6, EXAM)).toEqual({ outcome: 'held', version: nameOf(6) })
    expect(loadModelInUse(folder)?.header.version).toBe(nameOf(1))
    expect(readShelf(folder).lastRefit).toMatchObject({ outcome: 'held', version: nameOf(6) })
    expect((await modelAudits()).at(-1)).toMatchObject({ action: 'model.kept', detail: { reason: ['held'] } })
    expect(listKnown(readShelf(folder))).toContain(nameOf(6))
    chooseModel(folder, inUse, 'command', world.now())
    expect(listKnown(readShelf(folder))).not.toContain(nameOf(6))
    expect(await run(6, EXAM)).toEqual({ outcome: 'promoted', version: nameOf(6) })
  })

  it('learns nothing for a folder that cannot be written', async () => {
    const file = path.join(folder, 'a-file')
    writeFileSync(file, '')
    let tries = 0
    const parts = { db: worker, content: world.content, folder: path.join(file, 'models'), now: world.now }
    const refit = async () => {
      tries++
      return { isNew: false as const, version: null }
    }
    await expect(runRefit({ ...parts, refit })).rejects.toThrow(/ENOTDIR/)
    expect(tries).toBe(0)
  })

  it('that failed is not tried again at the next look, though its failure could be noted nowhere', async () => {
    const places = [path.join(folder, 'not', 'there', 'yet'), path.join(folder, 'a-file', 'models')]
    for (const own of places) {
      let looks = 0
      const faults: string[] = []
      const begin = world.now().getTime()
      const learning = startLearning({
        db: worker,
        content: world.content,
        folder: own,
        hour: 2,
        now: () => new Date(begin + (looks++ === 0 ? 0 : 120_000)),
        log: () => {},
        onError: (error) => faults.push(String(error)),
        refit: async () => {
          throw new Error('the refit ended early')
        },
        lookEveryMs: 5,
      })
      await expect.poll(() => looks).toBeGreaterThan(20)
      await learning.close()
      const isNoted = existsSync(own)
      expect(faults).toEqual(
        isNoted
          ? ['Error: the refit ended early']
          : [expect.stringMatching('ENOTDIR'), expect.stringMatching('ENOTDIR')],
      )
      if (isNoted) expect(readShelf(own).lastRefit).toMatchObject({ outcome: 'failed' })
    }
  })

  it('and a choice by command never go on at once', async () => {
    const before = (await modelAudits()).length
    const choose = (version: string) =>
      asOwner(world.database.url, (tx) => chooseIn(tx, folder, { isHeld: true }, () => version))
    await tryAlone(worker, REFIT_LOCK, async () => {
      expect(await choose(nameOf(1))).toBe(1)
    })
    expect((await modelAudits()).length).toBe(before)
    const inUse = loadModelInUse(folder)?.header.version ?? ''
    expect(await choose(nameOf(1))).toBe(0)
    expect(readShelf(folder).choice).toMatchObject({ version: nameOf(1), isHeld: true })
    expect((await modelAudits()).at(-1)).toMatchObject({
      action: 'model.chosen',
      detail: { by: 'command', before: inUse },
    })
  })

  it('and a training by command never go on at once, which is recorded where there is a database, and says where not', async () => {
    const home = path.join(folder, 'home')
    const works: boolean[] = []
    const work = async (tx: unknown): Promise<number> => {
      works.push(tx !== null)
      return 0
    }
    const config = { home, databaseUrl: new Secret(world.database.url) }
    await tryAlone(worker, REFIT_LOCK, async () => {
      expect(await besideRefits(config, work)).toBe(1)
    })
    expect(works).toEqual([])
    await besideRefits(config, work)
    await besideRefits({ home, databaseUrl: null }, work)
    expect(works).toEqual([true, false])
  })

  it('is told to those who answer for the models, with tips of the own unit alone', async () => {
    const one = await openCase()
    await decide.correctCategory(one.token, one.tipId, one.version, 'theft')
    await asRole('unit-commander', async () => {
      const found = await figures.page(one.token)
      if (!found.ok) throw new Error(found.reason)
      expect(found.view.examples).toMatchObject([{ tipId: one.tipId, before: 'gambling', after: 'theft' }])
      expect(found.view.corrected).toMatchObject({ changed: 1, confirmed: 1 })
      expect(found.view.corrected.pairs).toEqual([{ before: 'gambling', after: 'theft', count: 1 }])
    })
    const other = await world.signIn(SAI_GON)
    await world.query(`update officers set role = 'unit-commander' where id = $1`, [world.officerOf(SAI_GON)])
    const elsewhere = await figures.page(other)
    expect(elsewhere.ok && elsewhere.view).toMatchObject({ examples: [], corrected: { changed: 1 } })
    await world.query(`update officers set role = 'administrator' where id = $1`, [world.officerOf(SAI_GON)])
    const administrator = await figures.page(other)
    expect(administrator.ok && administrator.view).toMatchObject({ examples: [], corrected: { changed: 1 } })
    const audits = await world.query(`select detail from audit where action = 'figures.read' and officer_id = $1`, [
      world.officerOf(BEN_THANH),
    ])
    expect(audits).toEqual([{ detail: { tips: [one.tipId] } }])
  })

  it('is told to nobody else, and the try is recorded', async () => {
    const token = await world.signIn(BEN_THANH)
    for (const role of ['duty-officer', 'custodian', 'auditor']) {
      await asRole(role, async () => {
        expect(await figures.page(token)).toEqual({ ok: false, reason: 'not-found' })
        const { rows } = await withSetting(desk, 'tinbao.token', token, (tx) =>
          sql`select * from correction_counts()`.execute(tx),
        )
        expect(rows).toEqual([])
      })
    }
    const [row] = await world.query<{ count: string }>(`select count(*) from audit where action = 'figures.refused'`)
    expect(row?.count).toBe('3')
  })
})
