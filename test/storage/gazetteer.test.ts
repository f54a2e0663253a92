import { afterAll, describe, expect, it } from 'vitest'
import { ensureGazetteer, toNewRelease } from '../../src/cli/gazetteer-release.ts'
import { asOwner } from '../../src/cli/owner-db.ts'
import { activateRelease, keepRelease } from '../../src/flow/gazetteer.ts'
import { seedGazetteer } from '../../src/flow/seed-gazetteer.ts'
import { watchGazetteer } from '../../src/flow/watch-gazetteer.ts'
import { makeFindings } from '../../src/gazetteer/findings.ts'
import { putInOrder } from '../../src/gazetteer/order.ts'
import { unpackRelease } from '../../src/gazetteer/pack.ts'
import type { Release } from '../../src/gazetteer/release.ts'
import { findActiveRelease, listReleases, loadActiveRelease, loadRelease } from '../../src/storage/gazetteer.ts'
import { makeSmallRelease } from '../fixtures/gazetteer/small-release.ts'
import { until } from '../support/until.ts'
import { openWorld } from './world.ts'

const world = await openWorld()
const { url } = world.database
const small = makeSmallRelease()

/** The small release with one population changed: another release each time. */
function another(population: number): Release {
  const [first, ...rest] = small.communes
  if (first === undefined) throw new Error('the small release has communes')
  return { ...small, communes: [{ ...first, population }, ...rest] }
}

const keep = (release: Release) => asOwner(url, (tx) => keepRelease(tx, toNewRelease(release, [])))
const activate = (id: string) => asOwner(url, (tx) => activateRelease(tx, id))

function unfit() {
  const findings = makeFindings()
  findings.add('dangling-code', 'commune 00004 lies in province 99, which is not there')
  return findings.list()
}

describe('keeping releases', () => {
  it('what says the same is kept once, and told to be there', async () => {
    const first = await keep(small)
    expect(first).toEqual({ id: '2026-04-30.1', isNew: true, isValid: true })
    expect(await keep({ ...small, sources: [], edges: small.edges.toReversed() })).toEqual({ ...first, isNew: false })
    const rows = await world.query<{ action: string; object_id: string }>(
      `select action, object_id from audit where action like 'gazetteer.%'`,
    )
    expect(rows).toEqual([{ action: 'gazetteer.imported', object_id: '2026-04-30.1' }])
  })

  it('imports at once do not mix: each has a number of its own, and of two that say the same one is kept', async () => {
    const releases = [another(1), another(2), another(3), another(1), another(2)]
    const kept = await Promise.all(releases.map(keep))
    expect(kept.filter(({ isNew }) => isNew)).toHaveLength(3)
    expect(new Set(kept.map(({ id }) => id)).size).toBe(3)
    for (const [index, { id }] of kept.entries()) {
      const packed = await loadRelease(world.as('worker'), id)
      const [first] = packed === null ? [] : unpackRelease(packed.body, packed.id).communes
      expect(first?.population).toBe(releases[index]?.communes[0]?.population)
    }
  })

  it('an import that breaks off leaves nothing', async () => {
    const before = await listReleases(world.as('worker'))
    const breaking = asOwner(url, async (tx) => {
      await keepRelease(tx, toNewRelease(another(99), []))
      throw new Error('the power fails')
    })
    await expect(breaking).rejects.toThrow('the power fails')
    expect(await listReleases(world.as('worker'))).toEqual(before)
  })

  it('what is kept is what was imported, to the last point', async () => {
    const packed = await loadRelease(world.as('desk'), '2026-04-30.1')
    if (packed === null) throw new Error('it was kept')
    const back = unpackRelease(packed.body, packed.id)
    expect(back).toMatchObject({ ...putInOrder(small), id: '2026-04-30.1' })
  })
})

describe('putting a release in use', () => {
  it('nothing is in use before; then one is, and the others stay', async () => {
    expect(await findActiveRelease(world.as('worker'))).toBeNull()
    expect(await loadActiveRelease(world.as('worker'))).toBeNull()
    expect(await activate('2026-04-30.1')).toEqual({ ok: true, isChange: true, before: null })
    expect(await activate('2026-04-30.2')).toEqual({ ok: true, isChange: true, before: '2026-04-30.1' })
    expect(await activate('2026-04-30.2')).toEqual({ ok: true, isChange: false, before: '2026-04-30.2' })
    expect((await loadActiveRelease(world.as('public')))?.id).toBe('2026-04-30.2')
    const known = await listReleases(world.as('worker'))
    expect(known.filter(({ isActive }) => isActive).map(({ id }) => id)).toEqual(['2026-04-30.2'])
    expect(known.find(({ id }) => id === '2026-04-30.1')?.activatedAt).not.toBeNull()
    const rows = await world.query<{ detail: object }>(
      `select detail from audit where action = 'gazetteer.activated' order by at`,
    )
    expect(rows.map(({ detail }) => detail)).toEqual([
      { before: null, after: '2026-04-30.1' },
      { before: '2026-04-30.1', after: '2026-04-30.2' },
    ])
  })

  it('one with errors is kept to be looked at, and nobody can put it in use', async () => {
    const bad = await asOwner(url, (tx) => keepRelease(tx, toNewRelease(another(7), unfit())))
    expect(bad).toMatchObject({ isNew: true, isValid: false })
    expect(await activate(bad.id)).toEqual({ ok: false, reason: 'invalid-release' })
    expect(await activate('2030-01-01.1')).toEqual({ ok: false, reason: 'unknown-release' })
    // Not even past the use case, as the owner of the database.
    for (const isValid of [true, false]) {
      const insert = world.query('insert into gazetteer_activations (release_id, is_valid) values ($1, $2)', [
        bad.id,
        isValid,
      ])
      await expect(insert).rejects.toThrow(/gazetteer_activations_(release_fkey|valid_check)/)
    }
    expect(await findActiveRelease(world.as('worker'))).toBe('2026-04-30.2')
  })

  it('processes that run hear of it, take it over once, and keep what they have when it cannot be taken', async () => {
    const taken: string[] = []
    const errors: unknown[] = []
    const watch = watchGazetteer({
      url: world.database.urlAs('worker'),
      db: world.as('worker'),
      known: '2026-04-30.2',
      take: ({ id, body }) => {
        taken.push(unpackRelease(body, id).id)
        if (taken.length === 2) throw new Error('out of memory')
      },
      onError: (error) => errors.push(error),
    })
    afterAll(() => watch.close())
    await watch.check()
    expect(taken).toEqual([])
    await activate('2026-04-30.3')
    await until('the release that was activated', () => taken.length === 1)
    await activate('2026-04-30.1')
    await until('the fault of taking it', () => errors.length === 1)
    await watch.check()
    await watch.check()
    expect(taken).toEqual(['2026-04-30.3', '2026-04-30.1', '2026-04-30.1'])
    await watch.close()
  })
})

describe('what was imported', () => {
  it.each([
    `update gazetteer_releases set body = ''`,
    `update gazetteer_releases set is_valid = true`,
    'delete from gazetteer_releases',
    'truncate gazetteer_releases cascade',
    `update gazetteer_activations set release_id = '2026-04-30.1'`,
    'delete from gazetteer_activations',
  ])('stays, whoever says "%s"', async (statement) => {
    await expect(world.query(statement)).rejects.toThrow('stays as it was imported')
    await expect(world.query(`begin; set local role tinbao_owner; ${statement}; commit`)).rejects.toThrow()
    await world.query('rollback')
  })

  it('a row whose id, number and day do not fit is none', async () => {
    const copy = `insert into gazetteer_releases (id, valid_from, number, checksum, is_valid, counts, sources, findings, body)
      select $1, valid_from, $2, sha256('x'), true, counts, sources, findings, body from gazetteer_releases limit 1`
    await expect(world.query(copy, ['2026-04-30.90', 91])).rejects.toThrow('gazetteer_releases_id_check')
  })
})

describe('a fresh installation', () => {
  it('begins with the gazetteer of the package, and later starts leave what is in use alone', async () => {
    const fresh = await openWorld()
    await asOwner(fresh.database.url, ensureGazetteer)
    const [seeded] = await listReleases(fresh.as('worker'))
    expect(seeded).toMatchObject({ id: '2026-04-30.1', isActive: true, isValid: true })
    expect(seeded?.counts).toMatchObject({ provinces: 34, communes: 3_321 })
    const asked = await asOwner(fresh.database.url, (tx) =>
      seedGazetteer(tx, () => {
        throw new Error('made for nothing')
      }),
    )
    expect(asked).toBeNull()
    // A database that has only started takes a backup: no act of anybody is recorded in it.
    expect(await fresh.query('select 1 from audit')).toEqual([])
  })

  it('that starts twice at once begins with one', async () => {
    const fresh = await openWorld()
    // Each in its transaction before any begins: reading the seed keeps this process from answering the database.
    const { promise: allAreIn, resolve } = Promise.withResolvers<void>()
    let arrived = 0
    const start = () =>
      asOwner(fresh.database.url, async (tx) => {
        arrived += 1
        if (arrived === 3) resolve()
        await allAreIn
        return ensureGazetteer(tx)
      })
    await Promise.all([start(), start(), start()])
    expect(await fresh.query('select 1 from gazetteer_activations')).toHaveLength(1)
  })
})
